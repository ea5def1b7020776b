"""Reads what a local model writes: thinking, words, and the tool calls in them, in pieces cut anywhere.

The calls of the common templates are known: `<tool_call>{JSON}</tool_call>` (Hermes, Qwen),
`[TOOL_CALLS][{JSON}, …]` and `[TOOL_CALLS]name[ARGS]{JSON}` (Mistral), `<|python_tag|>{JSON}` and bare
JSON (Llama 3; also what our own constraint makes). Thinking stands between `<think>` and `</think>`.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any, cast

import msgspec

from coda.components.messages import ModelEvent, ReasoningDelta, TextDelta, ToolCall

_THINK, _THOUGHT = "<think>", "</think>"
_HERMES, _HERMES_END = "<tool_call>", "</tool_call>"
_MISTRAL, _MISTRAL_ARGUMENTS = "[TOOL_CALLS]", "[ARGS]"
_LLAMA = "<|python_tag|>"

MARKS = (_THINK, _THOUGHT, _HERMES, _HERMES_END, _MISTRAL, _MISTRAL_ARGUMENTS, _LLAMA)
"""Special tokens with these texts belong to the answer; all others are its packaging."""

_MISTRAL_CALL = re.compile(r"\s*([\w.\-]+)\s*(?:\[CALL_ID\][\w\-]*)?\[ARGS\]\s*(\{.*\})\s*", re.DOTALL)


class AnswerReader:
    """`feed` it text, then `finish` it. `tools` are the names that may be called: without any, nothing
    is taken for a call. `thinking` says that the prompt ended in an open `<think>`. The ids of calls
    are made of `answer_id`.
    """

    def __init__(self, tools: Collection[str], answer_id: str, *, thinking: bool = False) -> None:
        self._tools = tools
        self._answer_id = answer_id
        self._held = ""
        """Text that may be the beginning of a mark, or is inside a call."""
        self._call = ""
        """The mark of the call that is being read; "{" for one without a mark."""
        self._begun = False
        """Something other than white space has been read, since the thinking."""
        self.thinking = thinking
        self.calls: list[ToolCall] = []

    def feed(self, text: str) -> list[ModelEvent]:
        self._held += text
        events: list[ModelEvent] = []
        while self._step(events):
            pass
        return events

    def finish(self, *, cut_off: bool = False) -> list[ModelEvent]:
        """The answer has ended. What was begun as a call and is none comes as the words it is, but is
        left out when the length cut it off.
        """
        held, self._held = self._held, ""
        events: list[ModelEvent] = []
        if self._call:
            if not self._take_calls(held) and not cut_off:
                events.append(TextDelta(held if self._call == "{" else self._call + held))
        elif held.strip():
            events.append(self._delta(held))
        return [*events, *self.calls]

    def _step(self, events: list[ModelEvent]) -> bool:
        """Read as far as one mark; False when there is none yet."""
        if self._call:
            return self._in_call(events)
        if not (self._begun or self.thinking or self._begins()):
            return False
        place, mark = self._next_mark()
        if not mark:
            self._out_to(self._safe_end(), events)
            return False
        self._out_to(place, events)
        self._held = self._held[len(mark) :]
        if mark in {_THINK, _THOUGHT}:
            self.thinking = mark == _THINK
            self._begun = False
        else:
            self._call = mark
        return True

    def _begins(self) -> bool:
        """Whether the answer has begun, as words; JSON from the first character on is a call."""
        start = self._held.lstrip()
        if not start:
            return False
        self._begun, self._held = True, start
        if self._tools and start.startswith("{"):
            self._call = "{"
        return not self._call

    def _in_call(self, events: list[ModelEvent]) -> bool:
        if self._call != _HERMES:
            return False
        inside, end, rest = self._held.partition(_HERMES_END)
        if not end:
            return False
        if not self._take_calls(inside):
            events.append(TextDelta(_HERMES + inside + end))
        self._call, self._held = "", rest
        return True

    def _next_mark(self) -> tuple[int, str]:
        marks = [_THOUGHT] if self.thinking else [_THINK]
        if self._tools and not self.thinking:
            marks += [_HERMES, _MISTRAL, _LLAMA]
        found = [(place, mark) for mark in marks if (place := self._held.find(mark)) >= 0]
        return min(found, default=(-1, ""))

    def _safe_end(self) -> int:
        """How much of the held text cannot be the beginning of a mark."""
        longest = max(len(mark) for mark in MARKS) - 1
        for start in range(max(0, len(self._held) - longest), len(self._held)):
            if any(mark.startswith(self._held[start:]) for mark in MARKS):
                return start
        return len(self._held)

    def _out_to(self, end: int, events: list[ModelEvent]) -> None:
        text, self._held = self._held[:end], self._held[end:]
        if text.strip() or (text and not self.calls):
            events.append(self._delta(text))

    def _delta(self, text: str) -> ModelEvent:
        return ReasoningDelta(text) if self.thinking else TextDelta(text)

    def _take_calls(self, text: str) -> bool:
        """Keep the calls that `text` holds; False when it holds none, or one of an unknown tool alone."""
        found = _calls_in(text)
        if not found or (self._call == "{" and any(name not in self._tools for name, _ in found)):
            return False
        for name, arguments in found:
            self.calls.append(ToolCall(f"call-{self._answer_id}-{len(self.calls)}", name, arguments))
        return True


def _calls_in(text: str) -> list[tuple[str, str]]:
    """Names and arguments, as JSON text; empty when the text is no call."""
    if match := _MISTRAL_CALL.fullmatch(text):
        return [(match[1], match[2])] if _decoded(match[2]) is not None else []
    value = _decoded(text)
    values = cast("list[Any]", value) if isinstance(value, list) else [value]
    calls = [_call_in(item) for item in values]
    return [call for call in calls if call] if all(calls) else []


def _call_in(value: Any) -> tuple[str, str] | None:
    if not isinstance(value, dict):
        return None
    fields = cast("dict[str, Any]", value)
    name, arguments = fields.get("name"), fields.get("arguments", fields.get("parameters", {}))
    if not isinstance(name, str) or not isinstance(arguments, dict | str):
        return None
    return name, arguments if isinstance(arguments, str) else msgspec.json.encode(arguments).decode()


def _decoded(text: str) -> Any:
    try:
        return msgspec.json.decode(text.strip())
    except (ValueError, RecursionError):
        return None
