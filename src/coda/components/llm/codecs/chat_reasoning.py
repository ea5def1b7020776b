"""What of an answer's reasoning has to go back to its model, gathered while the answer streams."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from coda.components.llm.codecs.chat_dialects import ChatDialect
from coda.components.llm.config import WireProtocol
from coda.components.messages import ReasoningState, ToolCall

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
        self._details: list[dict[str, Any]] = []
        self._thinking: list[str] = []

    def text(self, field: str, piece: str) -> None:
        if field in self._wanted:
            self._texts.setdefault(field, []).append(piece)

    def thought(self, piece: str) -> None:
        if "thinking" in self._wanted:
            self._thinking.append(piece)

    def details(self, pieces: Sequence[dict[str, Any]]) -> None:
        """A piece continues the last detail when it has its type and index."""
        if "reasoning_details" not in self._wanted:
            return
        for piece in pieces:
            last = self._details[-1] if self._details else {}
            if last and _place(last) == _place(piece):
                self._details[-1] = _continued(last, piece)
            else:
                self._details.append(piece)

    def state(self, model: str, calls: Sequence[tuple[ToolCall, Any]]) -> ReasoningState | None:
        """`calls` are the answer's, each with its `extra_content`."""
        if self._of_calls and not calls:
            return None
        kept: dict[str, Any] = {name: "".join(pieces) for name, pieces in self._texts.items()}
        if self._details:
            kept["reasoning_details"] = self._details
        if self._thinking:
            text = {"type": "text", "text": "".join(self._thinking)}
            kept["thinking"] = [{"type": "thinking", "thinking": [text]}]
        signed = {call.call_id: extra for call, extra in calls if extra}
        if signed and "extra_content" in self._wanted:
            kept["extra_content"] = signed
        return ReasoningState(WireProtocol.OPENAI_CHAT, model, (kept,)) if kept else None


def _place(detail: dict[str, Any]) -> tuple[Any, Any]:
    return detail.get("type"), detail.get("index")


def _continued(detail: dict[str, Any], piece: dict[str, Any]) -> dict[str, Any]:
    joined = {**detail, **{name: value for name, value in piece.items() if value is not None}}
    for name in _GROWING:
        before, more = detail.get(name), piece.get(name)
        if isinstance(before, str) and isinstance(more, str):
            joined[name] = before + more
    return joined
