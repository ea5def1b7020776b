"""Puts the function calls of a Responses stream together: from pieces of arguments, or told whole."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from coda.components.llm.codecs.responses_items import CallItem
from coda.components.messages import ToolCall

_ENTRY_COST = 64


class _Draft:
    def __init__(self) -> None:
        self.call_id = ""
        self.name = ""
        self.pieces: list[str] = []
        self.whole = ""
        """Arguments that were told in one, after all their pieces."""


class ResponsesCalls:
    """The calls in the order in which they began, each once."""

    def __init__(self, keep: Callable[[int], None]) -> None:
        """`keep` is told how many characters are held more; it raises `LLMError` above a limit."""
        self._keep = keep
        self._drafts: list[_Draft] = []
        self._by_index: dict[int, _Draft] = {}
        self._by_id: dict[str, _Draft] = {}

    def item(self, index: int, item: CallItem) -> None:
        """A call as it begins or, with its arguments, as it is done."""
        draft = self._draft(index, item.given_id)
        draft.name = item.name or draft.name
        self.done(index, item.arguments)

    def piece(self, index: int, piece: str) -> None:
        self._keep(len(piece))
        draft = self._draft(index, "")
        draft.whole = ""
        draft.pieces.append(piece)

    def done(self, index: int, arguments: Any) -> None:
        text = _as_text(arguments)
        draft = self._draft(index, "")
        if text and text != draft.whole:
            self._keep(len(text))
            draft.whole = text

    def calls(self, response_id: str) -> list[ToolCall]:
        """One without an id gets one made of the answer's id and its place."""
        return [
            ToolCall(
                draft.call_id or f"call-{response_id}-{place}",
                draft.name,
                draft.whole or "".join(draft.pieces) or "{}",
            )
            for place, draft in enumerate(self._drafts)
        ]

    def _draft(self, index: int, call_id: str) -> _Draft:
        draft = self._by_id.get(call_id) or self._by_index.get(index)
        if draft is None or (call_id and draft.call_id not in {"", call_id}):
            self._keep(_ENTRY_COST)
            draft = _Draft()
            self._drafts.append(draft)
        if call_id:
            draft.call_id = call_id
            self._by_id[call_id] = draft
        self._by_index[index] = draft
        return draft


def _as_text(arguments: Any) -> str:
    if isinstance(arguments, dict):
        return msgspec.json.encode(arguments).decode()
    return arguments if isinstance(arguments, str) else ""
