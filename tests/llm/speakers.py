"""Whole answers of a model in each protocol: thoughts with what has to go back, text, calls, usage."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from coda.components.llm.config import WireProtocol
from tests.llm.bedrock_judge import event
from tests.llm.dialects import KEY, SSE
from tests.llm.fault_server import Act, Step, streamed

Call = tuple[str, dict[str, Any]]


@dataclass(frozen=True)
class Said:
    """What a model says in one answer; `number` makes the ids of the answer."""

    text: str = ""
    thought: str = ""
    calls: Sequence[Call] = ()
    number: int = 1

    @property
    def signature(self) -> str:
        return b64encode(f"signed {self.number}".encode()).decode()

    def call_id(self, place: int) -> str:
        return f"call_{self.number}_{place}"

    @property
    def has_calls(self) -> bool:
        return bool(self.calls)


PROMPT, COMPLETION = 11, 7
"""The tokens that each answer reports."""


@dataclass(frozen=True)
class Speaker:
    """A protocol, the settings of a model that speaks it, and another model of the same provider."""

    protocol: WireProtocol
    settings: dict[str, Any]
    other_model: str
    frames: Callable[[Said], tuple[list[bytes], list[bytes]]]
    """What is written up to the last word, and what ends the answer in good order."""
    content_type: str = SSE

    @property
    def model(self) -> str:
        return str(self.settings["model"])

    def at(self, url: str, **fields: Any) -> dict[str, Any]:
        return {"api_key": KEY, "max_retries": 0, "timeout": 10.0, "api_base": url, **self.settings, **fields}

    def says(
        self, text: str = "", *, thought: str = "", calls: Sequence[Call] = (), number: int = 1
    ) -> tuple[Step, ...]:
        words, end = self.frames(Said(text, thought, calls, number))
        return streamed([*words, *end], self.content_type)

    def breaks_off(self, text: str, act: Act = Act.RESET) -> tuple[Step, ...]:
        """The words, and then no end."""
        words, _ = self.frames(Said(text))
        return streamed(words, self.content_type, act)


def _data(value: Any, name: str = "") -> bytes:
    named = f"event: {name}\n" if name else ""
    return f"{named}data: {json.dumps(value, ensure_ascii=False)}\n\n".encode()


def _typed(kind: str, **fields: Any) -> bytes:
    return _data({"type": kind, **fields}, kind)


def _halves(call: Call) -> tuple[str, str]:
    text = json.dumps(call[1])
    return text[:4], text[4:]


def _chat(said: Said) -> tuple[list[bytes], list[bytes]]:
    def chunk(delta: dict[str, Any], finish: str | None = None) -> bytes:
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        return _data(
            {"id": f"chatcmpl-{said.number}", "object": "chat.completion.chunk", "choices": [choice]}
        )

    words = [chunk({"role": "assistant", "content": ""})]
    words += [chunk({"reasoning_content": said.thought})] if said.thought else []
    words += [chunk({"content": said.text})] if said.text else []
    for place, call in enumerate(said.calls):
        first, rest = _halves(call)
        begun = {"index": place, "id": said.call_id(place), "type": "function"}
        words.append(chunk({"tool_calls": [{**begun, "function": {"name": call[0], "arguments": first}}]}))
        words.append(chunk({"tool_calls": [{"index": place, "function": {"arguments": rest}}]}))
    usage = {"prompt_tokens": PROMPT, "completion_tokens": COMPLETION, "total_tokens": PROMPT + COMPLETION}
    end = [
        chunk({}, "tool_calls" if said.has_calls else "stop"),
        _data({"id": f"chatcmpl-{said.number}", "choices": [], "usage": usage}),
        b"data: [DONE]\n\n",
    ]
    return words, end


def _responses(said: Said) -> tuple[list[bytes], list[bytes]]:
    items: list[dict[str, Any]] = []
    words = [_typed("response.created", response={"id": f"resp_{said.number}", "status": "in_progress"})]
    if said.thought:
        summary = [{"type": "summary_text", "text": said.thought}]
        thought = {"type": "reasoning", "id": f"rs_{said.number}", "summary": summary}
        items.append({**thought, "encrypted_content": said.signature})
        words.append(_typed("response.output_item.added", output_index=0, item={**thought, "summary": []}))
        words.append(_typed("response.output_item.done", output_index=0, item=items[-1]))
    if said.text:
        place, whole = len(items), {"type": "message", "id": f"msg_{said.number}", "role": "assistant"}
        part = {"type": "output_text", "text": said.text, "annotations": []}
        items.append({**whole, "status": "completed", "content": [part]})
        opened = {**whole, "status": "in_progress", "content": []}
        words.append(_typed("response.output_item.added", output_index=place, item=opened))
        words.append(
            _typed("response.output_text.delta", output_index=place, content_index=0, delta=said.text)
        )
    for number, call in enumerate(said.calls):
        place, arguments = len(items), json.dumps(call[1])
        one = {"type": "function_call", "id": f"fc_{said.number}_{number}", "call_id": said.call_id(number)}
        items.append({**one, "name": call[0], "arguments": arguments, "status": "completed"})
        opened = {**one, "name": call[0], "arguments": "", "status": "in_progress"}
        words.append(_typed("response.output_item.added", output_index=place, item=opened))
        words += [
            _typed("response.function_call_arguments.delta", output_index=place, delta=piece)
            for piece in _halves(call)
        ]
    end = [
        _typed("response.output_item.done", output_index=place, item=item)
        for place, item in enumerate(items)
        if item["type"] != "reasoning"
    ]
    usage = {"input_tokens": PROMPT, "output_tokens": COMPLETION, "total_tokens": PROMPT + COMPLETION}
    whole = {"id": f"resp_{said.number}", "status": "completed", "output": items, "usage": usage}
    return words, [*end, _typed("response.completed", response=whole)]


def _anthropic(said: Said) -> tuple[list[bytes], list[bytes]]:
    start = {"id": f"msg_{said.number}", "type": "message", "role": "assistant", "content": []}
    usage = {"input_tokens": PROMPT, "output_tokens": 1}
    words = [_typed("message_start", message={**start, "usage": usage})]
    stop: bytes | None = None
    blocks: list[tuple[dict[str, Any], list[dict[str, Any]]]] = []
    if said.thought:
        deltas = [
            {"type": "thinking_delta", "thinking": said.thought},
            {"type": "signature_delta", "signature": said.signature},
        ]
        blocks.append(({"type": "thinking", "thinking": "", "signature": ""}, deltas))
    if said.text:
        blocks.append(({"type": "text", "text": ""}, [{"type": "text_delta", "text": said.text}]))
    for place, call in enumerate(said.calls):
        block = {"type": "tool_use", "id": said.call_id(place), "name": call[0], "input": {}}
        pieces = [{"type": "input_json_delta", "partial_json": piece} for piece in _halves(call)]
        blocks.append((block, pieces))
    for index, (block, deltas) in enumerate(blocks):
        words += [stop] if stop else []
        words.append(_typed("content_block_start", index=index, content_block=block))
        words += [_typed("content_block_delta", index=index, delta=delta) for delta in deltas]
        stop = _typed("content_block_stop", index=index)
    reason = {"stop_reason": "tool_use" if said.has_calls else "end_turn"}
    end = [_typed("message_delta", delta=reason, usage={"output_tokens": COMPLETION}), _typed("message_stop")]
    return words, [*([stop] if stop else []), *end]


def _gemini(said: Said) -> tuple[list[bytes], list[bytes]]:
    parts: list[dict[str, Any]] = []
    if said.thought:
        parts.append({"text": said.thought, "thought": True})
    if said.text:
        parts.append({"text": said.text})
    for place, call in enumerate(said.calls):
        signed = {"thoughtSignature": said.signature} if said.thought and place == 0 else {}
        parts.append({"functionCall": {"name": call[0], "args": call[1]}, **signed})

    def chunk(parts: list[dict[str, Any]], **fields: Any) -> bytes:
        candidate = {"content": {"role": "model", "parts": parts}, "index": 0, **fields}
        usage = {"promptTokenCount": PROMPT, "candidatesTokenCount": COMPLETION}
        told = {"candidates": [candidate], "usageMetadata": usage, "responseId": f"r{said.number}"}
        return _data(told)

    last = [] if said.calls or not said.thought else [{"text": "", "thoughtSignature": said.signature}]
    return [chunk([part]) for part in parts], [chunk(last, finishReason="STOP")]


def _ollama(said: Said) -> tuple[list[bytes], list[bytes]]:
    def line(**fields: Any) -> bytes:
        told = {"model": "qwen3", "created_at": f"2026-11-02T09:00:0{said.number}Z", "done": False, **fields}
        return json.dumps(told, ensure_ascii=False).encode() + b"\n"

    def message(**fields: Any) -> bytes:
        return line(message={"role": "assistant", "content": "", **fields})

    words = [message(thinking=said.thought)] if said.thought else []
    words += [message(content=said.text)] if said.text else []
    for place, (name, arguments) in enumerate(said.calls):
        function = {"index": place, "name": name, "arguments": arguments}
        words.append(message(tool_calls=[{"id": said.call_id(place), "function": function}]))
    counts = {"prompt_eval_count": PROMPT, "eval_count": COMPLETION}
    empty = {"role": "assistant", "content": ""}
    return words, [line(message=empty, done_reason="stop", **{**counts, "done": True})]


def _bedrock(said: Said) -> tuple[list[bytes], list[bytes]]:
    words = [event("messageStart", {"role": "assistant"})]
    blocks: list[tuple[dict[str, Any] | None, list[dict[str, Any]]]] = []
    if said.thought:
        thought = [{"text": said.thought}, {"signature": said.signature}]
        blocks.append((None, [{"reasoningContent": piece} for piece in thought]))
    if said.text:
        blocks.append((None, [{"text": said.text}]))
    for place, call in enumerate(said.calls):
        use = {"toolUse": {"toolUseId": said.call_id(place), "name": call[0]}}
        blocks.append((use, [{"toolUse": {"input": piece}} for piece in _halves(call)]))
    for index, (start, deltas) in enumerate(blocks):
        at = {"contentBlockIndex": index}
        words += [event("contentBlockStart", {**at, "start": start})] if start else []
        words += [event("contentBlockDelta", {**at, "delta": delta}) for delta in deltas]
    reason = "tool_use" if said.has_calls else "end_turn"
    usage = {"inputTokens": PROMPT, "outputTokens": COMPLETION, "totalTokens": PROMPT + COMPLETION}
    stops = [event("contentBlockStop", {"contentBlockIndex": index}) for index in range(len(blocks))]
    return words, [*stops, event("messageStop", {"stopReason": reason}), event("metadata", {"usage": usage})]


CHAT = Speaker(
    WireProtocol.OPENAI_CHAT, {"provider": "openai_compatible", "model": "kimi-k3"}, "kimi-k2", _chat
)
RESPONSES = Speaker(
    WireProtocol.OPENAI_RESPONSES,
    {"provider": "openai", "protocol": "openai-responses", "model": "gpt-6.1"},
    "gpt-6.1-mini",
    _responses,
)
ANTHROPIC = Speaker(
    WireProtocol.ANTHROPIC,
    {"provider": "anthropic", "model": "claude-opus-5-5"},
    "claude-sonnet-4-5",
    _anthropic,
)
GEMINI = Speaker(
    WireProtocol.GEMINI, {"provider": "google", "model": "gemini-3-flash-preview"}, "gemini-2.5-pro", _gemini
)
OLLAMA = Speaker(
    WireProtocol.OLLAMA,
    {"provider": "ollama", "model": "qwen3"},
    "llama3.3",
    _ollama,
    "application/x-ndjson",
)
BEDROCK = Speaker(
    WireProtocol.BEDROCK_CONVERSE,
    {
        "provider": "bedrock",
        "model": "us.anthropic.claude-opus-5-5",
        "extra_params": {"region": "us-east-1"},
    },
    "meta.llama3-1-70b-instruct-v1:0",
    _bedrock,
    "application/vnd.amazon.eventstream",
)
SPEAKERS = [CHAT, RESPONSES, ANTHROPIC, GEMINI, OLLAMA, BEDROCK]
