"""What of an answer's reasoning has to go back to its model, gathered while the answer streams."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from coda.components.llm.codecs.answer import MAX_KEPT_CHARACTERS
from coda.components.llm.codecs.chat_dialects import ChatDialect
from coda.components.llm.config import WireProtocol
from coda.components.messages import ReasoningState, ToolCall
from coda.errors import LLMStreamBrokenError

_GROWING = ("text", "summary", "data")
"""The fields of a reasoning detail that come in pieces (OpenRouter docs, "Reasoning Tokens")."""


class KeptReasoning:
    """Keeps only the fields that the dialect wants back.

    The state's one item holds them by name: `reasoning` or `reasoning_content` (text),
    `reasoning_details` (a list), `thinking` (content parts), `extra_content` (by call id).
    """

    def __init__(self, dialect: ChatDialect) -> None:
        self._wanted = dialect.reasoning_back
        self._of_calls = dialect.reasoning_of_calls
        self._texts: dict[str, list[str]] = {}
        self._details: list[_Detail] = []
        self._thinking: list[str] = []
        self._size = 0

    def text(self, field: str, piece: str) -> None:
        """Raises LLMStreamBrokenError, as the others do, beyond `MAX_KEPT_CHARACTERS`."""
        if field in self._wanted:
            self._hold(len(piece))
            self._texts.setdefault(field, []).append(piece)

    def thought(self, piece: str) -> None:
        if "thinking" in self._wanted:
            self._hold(len(piece))
            self._thinking.append(piece)

    def details(self, pieces: Sequence[dict[str, Any]]) -> None:
        """A piece continues the last detail when it has its type and index."""
        if "reasoning_details" not in self._wanted:
            return
        for piece in pieces:
            self._hold(sum(len(str(value)) for value in piece.values()))
            if not self._details or not self._details[-1].goes_on_with(piece):
                self._details.append(_Detail())
            self._details[-1].add(piece)

    def state(self, model: str, calls: Sequence[tuple[ToolCall, Any]]) -> ReasoningState | None:
        """`calls` are the answer's, each with its `extra_content`."""
        if self._of_calls and not calls:
            return None
        kept: dict[str, Any] = {name: "".join(pieces) for name, pieces in self._texts.items()}
        if self._details:
            kept["reasoning_details"] = [detail.whole() for detail in self._details]
        if self._thinking:
            text = {"type": "text", "text": "".join(self._thinking)}
            kept["thinking"] = [{"type": "thinking", "thinking": [text]}]
        signed = {call.call_id: extra for call, extra in calls if extra}
        if signed and "extra_content" in self._wanted:
            kept["extra_content"] = signed
        return ReasoningState(WireProtocol.OPENAI_CHAT, model, (kept,)) if kept else None

    def _hold(self, size: int) -> None:
        self._size += size
        if self._size > MAX_KEPT_CHARACTERS:
            raise LLMStreamBrokenError(
                "The model's reasoning grew beyond any sense; the stream was given up."
            )


class _Detail:
    """One of OpenRouter's reasoning details, from its pieces."""

    def __init__(self) -> None:
        self._fields: dict[str, Any] = {}
        self._pieces: dict[str, list[str]] = {}

    def goes_on_with(self, piece: dict[str, Any]) -> bool:
        return all(self._fields.get(name) == piece.get(name) for name in ("type", "index"))

    def add(self, piece: dict[str, Any]) -> None:
        for name, value in piece.items():
            if name in _GROWING and isinstance(value, str):
                self._pieces.setdefault(name, []).append(value)
            if value is not None or name not in self._fields:
                self._fields[name] = value

    def whole(self) -> dict[str, Any]:
        return self._fields | {name: "".join(pieces) for name, pieces in self._pieces.items()}
