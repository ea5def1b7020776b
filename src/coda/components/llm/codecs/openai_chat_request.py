"""Our request as a body of OpenAI's `POST /chat/completions` (API reference, "Create chat completion")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlsplit

from coda.components.llm.codecs.request import encode_body, model_of, steps
from coda.components.llm.config import ProviderConfig
from coda.components.messages import LLMMessage, ModelRequest, ToolSchema

_OPENAI_HOST = "api.openai.com"
_REASONING_MODEL = re.compile(r"(?:openai/)?(?:o\d|gpt-[5-9](?!.*-chat))")


def encode_request(request: ModelRequest, config: ProviderConfig) -> bytes:
    """A streaming request with usage, as JSON.

    `config.extra_params` is laid over the body; a None there takes a field out. Sampling settings
    that are at their defaults are left out where a model may refuse them.
    """
    body: dict[str, Any] = {
        "model": model_of(request, config),
        "messages": list(_messages(request.messages)),
        "stream": True,
        "stream_options": {"include_usage": True},
        **_sampling(request, config),
    }
    if request.tools:
        body["tools"] = [_tool(schema) for schema in request.tools]
    return encode_body(body, config)


def is_openai_host(api_base: str | None) -> bool:
    return api_base is None or urlsplit(api_base).hostname == _OPENAI_HOST


def _sampling(request: ModelRequest, config: ProviderConfig) -> dict[str, Any]:
    """OpenAI's reasoning models refuse a temperature, and `max_tokens`; other servers know nothing else."""
    values: dict[str, Any] = {}
    chosen = request.temperature is not None or "temperature" in config.model_fields_set
    if chosen or not _REASONING_MODEL.match(model_of(request, config)):
        values["temperature"] = config.temperature if request.temperature is None else request.temperature
    for name, default in (("top_p", 1.0), ("frequency_penalty", 0.0), ("presence_penalty", 0.0)):
        if (value := getattr(config, name)) != default:
            values[name] = value
    if limit := request.max_tokens or config.max_tokens:
        values["max_completion_tokens" if is_openai_host(config.api_base) else "max_tokens"] = limit
    return values


def _tool(schema: ToolSchema) -> dict[str, Any]:
    function = {"name": schema.name, "description": schema.description, "parameters": schema.parameters}
    return {"type": "function", "function": function}


def _messages(messages: Sequence[LLMMessage]) -> Iterator[dict[str, Any]]:
    for message, calls in steps(messages):
        if not calls:
            yield _plain(message)
            continue
        told = [call.to_dict() for call, _ in calls]
        yield _plain(message) | {"content": message.content or None, "tool_calls": told}
        for call, result in calls:
            yield {"role": "tool", "tool_call_id": call.call_id, "content": result}


def _plain(message: LLMMessage) -> dict[str, Any]:
    plain: dict[str, Any] = {"role": message.role.value, "content": message.content}
    if message.name:
        plain["name"] = message.name
    return plain
