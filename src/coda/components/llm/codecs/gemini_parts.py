"""The parts of an answer, noted while it comes in and put together again when it goes back.

Google's page "Thought signatures" asks for each signature on exactly the part it came with, and for
signed parts not to be merged. The message itself holds text and calls, so only their places are kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

PROTOCOL = "gemini"
"""The name under which `ReasoningState` is kept."""

_SIGNATURE = "thoughtSignature"

Part = dict[str, Any]


class AnswerParts:
    """Collects the items of a `ReasoningState`, in the order of the answer:

    - `{"text"}` for so many characters of the text, also 0;
    - `{"call", "given"}` for a call by its id; `given` where the id is the provider's own;
    - `{"part"}` for any other part as it came.

    The first two carry `thoughtSignature` where the part did.
    """

    def __init__(self) -> None:
        self._items: list[dict[str, Any]] = []
        self._worth_keeping = False

    def add_text(self, text: str, signature: str | None) -> None:
        last = self._items[-1] if self._items else {}
        if signature is None and "text" in last and _SIGNATURE not in last:
            last["text"] += len(text)
        elif text or signature is not None:
            self._add({"text": len(text)}, signature)

    def add_call(self, call_id: str, signature: str | None, *, given: bool) -> None:
        self._add({"call": call_id, **({"given": True} if given else {})}, signature)
        self._worth_keeping |= given

    def add_other(self, part: Part) -> None:
        self._items.append({"part": part})
        self._worth_keeping = True

    def items(self) -> tuple[dict[str, Any], ...]:
        """Nothing when the message alone tells it all."""
        return tuple(self._items) if self._worth_keeping else ()

    def _add(self, item: dict[str, Any], signature: str | None) -> None:
        self._items.append(item if signature is None else {**item, _SIGNATURE: signature})
        self._worth_keeping |= signature is not None


def given_ids(items: Sequence[Any]) -> set[str]:
    """The calls whose ids are the provider's own; it knows no others."""
    return {item["call"] for item in items if item.get("given")}


def calls_in_order(items: Sequence[Any], calls: Iterable[str]) -> list[str]:
    """The ids of the calls in the order in which `parts_back` gives them."""
    known = list(calls)
    return list(dict.fromkeys([item["call"] for item in items if item.get("call") in known] + known))


def parts_back(items: Sequence[Any], content: str, calls: Mapping[str, Part]) -> Iterator[Part]:
    """An answer's parts as they came. `calls` are its calls by id, `content` is its text.

    Text that was changed since goes back in one piece and without the signatures of its pieces.
    """
    unchanged = sum(item.get("text", 0) for item in items) == len(content)
    rest, waiting = content, dict(calls)
    for item in items:
        if "part" in item:
            yield item["part"]
        elif "call" in item:
            if item["call"] in waiting:
                yield _signed(waiting.pop(item["call"]), item)
        elif unchanged:
            yield _signed({"text": rest[: item["text"]]}, item)
            rest = rest[item["text"] :]
        elif rest:
            yield {"text": rest}
            rest = ""
    if rest:
        yield {"text": rest}
    yield from waiting.values()


def _signed(part: Part, item: Mapping[str, Any]) -> Part:
    return {**part, _SIGNATURE: item[_SIGNATURE]} if _SIGNATURE in item else part
