"""Puts tool calls together from the fragments in which a Chat Completions stream sends them.

The protocol: each fragment has the call's `index`; the first carries `id` and `name`, all carry
pieces of `arguments`. Servers in the wild leave the index out, give every call index 0, repeat id
and name in each fragment, or send no id at all. Each of these still yields the calls that were meant.
"""

from __future__ import annotations

from typing import Any

import msgspec

from coda.components.messages import ToolCall
from coda.errors import LLMStreamBrokenError

MAX_ARGUMENT_BYTES = 8 * 2**20
"""Of all calls of one answer together, in characters; a model that writes more has run wild."""

_SIZE_OF_A_CALL = 256
"""What a call counts beside its arguments, so that calls without any are bounded too."""


class FunctionFragment(msgspec.Struct, frozen=True, gc=False):
    name: str | None = None
    arguments: str | dict[str, Any] | None = None
    """JSON text; some servers send the object itself."""


class ToolCallFragment(msgspec.Struct, frozen=True):
    index: int | None = None
    id: str | None = None
    function: FunctionFragment | None = None
    extra_content: Any = None
    """Gemini's signature of the call, to be sent back with it."""


class _Draft:
    def __init__(self, call_id: str) -> None:
        self.call_id = call_id
        self.name = ""
        self.arguments: list[str] = []
        self.extra: Any = None

    def extend(self, name: str, arguments: str, extra: Any) -> None:
        if name != self.name:
            self.name += name
        if arguments:
            self.arguments.append(arguments)
        if extra is not None:
            self.extra = extra

    def is_whole(self) -> bool:
        """Whether the arguments are complete JSON."""
        if not self.arguments or not self.arguments[-1].rstrip().endswith("}"):
            return False
        return is_json("".join(self.arguments))


def is_json(text: str) -> bool:
    try:
        msgspec.json.decode(text)
    except (ValueError, RecursionError):
        return False
    return True


class ToolCallAssembler:
    """Collects fragments; `calls` gives the calls in the order in which they began."""

    def __init__(self) -> None:
        self._drafts: list[_Draft] = []
        self._by_index: dict[int, _Draft] = {}
        self._size = 0

    def __bool__(self) -> bool:
        return bool(self._drafts)

    def add(self, fragment: ToolCallFragment) -> None:
        """Raises `LLMStreamBrokenError` when the arguments grow beyond `MAX_ARGUMENT_BYTES`."""
        function = fragment.function or FunctionFragment()
        arguments = _as_text(function.arguments)
        self._size += len(arguments)
        if self._size > MAX_ARGUMENT_BYTES:
            raise LLMStreamBrokenError(
                "The model's tool calls grew beyond any sense; the stream was given up."
            )
        draft = self._draft_for(fragment, function.name or "")
        draft.extend(function.name or "", arguments, fragment.extra_content)

    def calls(self, response_id: str) -> list[tuple[ToolCall, Any]]:
        """The calls so far, each with its `extra_content`. One without an id gets one made of the
        answer's id and its place.
        """
        return [
            (_call(draft, f"call-{response_id}-{place}"), draft.extra)
            for place, draft in enumerate(self._drafts)
        ]

    def _draft_for(self, fragment: ToolCallFragment, name: str) -> _Draft:
        current = self._current(fragment)
        if current is None or _begins_another(current, fragment.id or "", name):
            self._size += _SIZE_OF_A_CALL
            current = _Draft(fragment.id or "")
            self._drafts.append(current)
        elif fragment.id:
            current.call_id = fragment.id
        if fragment.index is not None:
            self._by_index[fragment.index] = current
        return current

    def _current(self, fragment: ToolCallFragment) -> _Draft | None:
        if fragment.index is not None:
            return self._by_index.get(fragment.index)
        if fragment.id:
            known = (draft for draft in self._drafts if draft.call_id == fragment.id)
            return next(known, None)
        return self._drafts[-1] if self._drafts else None


def _call(draft: _Draft, made_id: str) -> ToolCall:
    return ToolCall(draft.call_id or made_id, draft.name, "".join(draft.arguments) or "{}")


def _begins_another(current: _Draft, call_id: str, name: str) -> bool:
    """Whether a fragment at the place of `current` is the start of a further call."""
    if call_id:
        return bool(current.call_id) and call_id != current.call_id
    return bool(name) and current.is_whole()


def _as_text(arguments: str | dict[str, Any] | None) -> str:
    if arguments is None:
        return ""
    return arguments if isinstance(arguments, str) else msgspec.json.encode(arguments).decode()
