"""The same short answer, "Hällo world", and the same refusals, in each protocol by hand."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from coda.components.llm.config import ProviderConfig, WireProtocol
from coda.components.llm.providers.by_protocol import make_provider
from coda.components.llm.providers.http import HTTPProvider
from coda.components.llm.transport import Transport

SSE = "text/event-stream"
KEY = "sk-secret-key-of-nobody"


@dataclass(frozen=True)
class Dialect:
    """`words` are the frames up to the last word, `end` those that end the answer in good order."""

    protocol: WireProtocol
    settings: dict[str, Any]
    words: tuple[bytes, ...]
    end: tuple[bytes, ...]
    content_type: str = SSE

    @property
    def pieces(self) -> tuple[bytes, ...]:
        return (*self.words, *self.end)

    def provider(self, url: str, transport: Transport, **fields: Any) -> HTTPProvider:
        settings = {"model": "any", "api_key": KEY, "max_retries": 0, "timeout": 10.0, **self.settings}
        config = ProviderConfig.model_validate({**settings, "api_base": url, **fields})
        provider = make_provider(config, transport)
        assert isinstance(provider, HTTPProvider)
        return provider

    def refusal(self, status: int, message: str) -> bytes:
        """An error body as this protocol's servers write it."""
        match self.protocol:
            case WireProtocol.ANTHROPIC:
                error = {"type": _ANTHROPIC.get(status, "api_error"), "message": message}
                body: Any = {"type": "error", "error": error, "request_id": "req_7"}
            case WireProtocol.GEMINI:
                body = {
                    "error": {"code": status, "message": message, "status": _GEMINI.get(status, "INTERNAL")}
                }
            case WireProtocol.OLLAMA:
                body = {"error": message}
            case _:
                body = {"error": {"message": message, "type": "error", "param": None, "code": None}}
        return json.dumps(body).encode()


_ANTHROPIC = {
    400: "invalid_request_error",
    401: "authentication_error",
    403: "permission_error",
    404: "not_found_error",
    413: "request_too_large",
    429: "rate_limit_error",
    529: "overloaded_error",
}
_GEMINI = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    429: "RESOURCE_EXHAUSTED",
    503: "UNAVAILABLE",
}


def _data(value: Any, event: str = "") -> bytes:
    name = f"event: {event}\n" if event else ""
    return f"{name}data: {json.dumps(value, ensure_ascii=False)}\n\n".encode()


def _typed(type: str, **fields: Any) -> bytes:
    return _data({"type": type, **fields}, type)


def _chat(delta: dict[str, Any], finish: str | None = None) -> bytes:
    return _data({"id": "c1", "choices": [{"index": 0, "delta": delta, "finish_reason": finish}]})


def _gemini(text: str, **fields: Any) -> bytes:
    candidate = {"content": {"role": "model", "parts": [{"text": text}]}, "index": 0, **fields}
    return _data({"candidates": [candidate], "responseId": "r1"})


def _line(**fields: Any) -> bytes:
    return json.dumps({"model": "any", **fields}, ensure_ascii=False).encode() + b"\n"


_MESSAGE = {"id": "m1", "type": "message", "role": "assistant", "content": []}
_RESPONSE = {"id": "resp_1", "object": "response", "status": "in_progress", "output": []}
_ITEM = {"id": "msg_1", "type": "message", "role": "assistant", "status": "in_progress", "content": []}
_TEXT = {"type": "output_text", "text": "Hällo world", "annotations": []}
_DONE_ITEM = {**_ITEM, "status": "completed", "content": [_TEXT]}
_USAGE = {"input_tokens": 3, "output_tokens": 2, "total_tokens": 5}

DIALECTS = [
    Dialect(
        WireProtocol.OPENAI_CHAT,
        {"provider": "openai_compatible"},
        (
            _chat({"role": "assistant", "content": ""}),
            _chat({"content": "Hällo"}),
            _chat({"content": " world"}),
        ),
        (_chat({}, "stop"), b"data: [DONE]\n\n"),
    ),
    Dialect(
        WireProtocol.OPENAI_RESPONSES,
        {"provider": "openai", "protocol": "openai-responses"},
        (
            _typed("response.created", response=_RESPONSE, sequence_number=0),
            _typed("response.output_item.added", output_index=0, item=_ITEM, sequence_number=1),
            _typed(
                "response.content_part.added",
                item_id="msg_1",
                output_index=0,
                content_index=0,
                part={"type": "output_text", "text": "", "annotations": []},
            ),
            *(
                _typed(
                    "response.output_text.delta", item_id="msg_1", output_index=0, content_index=0, delta=word
                )
                for word in ("Hällo", " world")
            ),
        ),
        (
            _typed(
                "response.output_text.done",
                item_id="msg_1",
                output_index=0,
                content_index=0,
                text="Hällo world",
            ),
            _typed("response.output_item.done", output_index=0, item=_DONE_ITEM),
            _typed(
                "response.completed",
                response={**_RESPONSE, "status": "completed", "output": [_DONE_ITEM], "usage": _USAGE},
            ),
        ),
    ),
    Dialect(
        WireProtocol.ANTHROPIC,
        {"provider": "anthropic"},
        (
            _typed("message_start", message={**_MESSAGE, "usage": {"input_tokens": 3, "output_tokens": 1}}),
            _typed("content_block_start", index=0, content_block={"type": "text", "text": ""}),
            _typed("content_block_delta", index=0, delta={"type": "text_delta", "text": "Hällo"}),
            _typed("content_block_delta", index=0, delta={"type": "text_delta", "text": " world"}),
        ),
        (
            _typed("content_block_stop", index=0),
            _typed("message_delta", delta={"stop_reason": "end_turn"}, usage={"output_tokens": 2}),
            _typed("message_stop"),
        ),
    ),
    Dialect(
        WireProtocol.GEMINI,
        {"provider": "google"},
        (_gemini("Hällo"), _gemini(" world")),
        (_gemini("", finishReason="STOP"),),
    ),
    Dialect(
        WireProtocol.OLLAMA,
        {"provider": "ollama"},
        (
            _line(message={"role": "assistant", "content": "Hällo"}, done=False),
            _line(message={"role": "assistant", "content": " world"}, done=False),
        ),
        (
            _line(
                message={"role": "assistant", "content": ""},
                done=True,
                done_reason="stop",
                prompt_eval_count=3,
                eval_count=2,
            ),
        ),
        "application/x-ndjson",
    ),
]
