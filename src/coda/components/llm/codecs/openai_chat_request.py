"""Our request as a body of OpenAI's `POST /chat/completions` (API reference, "Create chat completion")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlsplit

import msgspec

from coda.components.llm.config import ProviderConfig
from coda.components.messages import LLMMessage, MessageRole, ModelRequest, ToolCall, ToolSchema

_OPENAI_HOST = "api.openai.com"
_REASONING_MODEL = re.compile(r"(?:openai/)?(?:o\d|gpt-[5-9](?!.*-chat))")
_NO_RESULT = '{"error": "No result: the run was interrupted before this call was carried out."}'


def encode_request(request: ModelRequest, config: ProviderConfig) -> bytes:
    """A streaming request with usage, as JSON.

    `config.extra_params` is laid over the body; a None there takes a field out. Sampling settings
    that are at their defaults are left out where a model may refuse them.
    """
    body: dict[str, Any] = {
        "model": request.model or config.model,
        "messages": list(_messages(request.messages)),
        "stream": True,
        "stream_options": {"include_usage": True},
        **_sampling(request, config),
    }
    if request.tools:
        body["tools"] = [_tool(schema) for schema in request.tools]
    body.update(config.extra_params)
    present = {name: value for name, value in body.items() if value is not None}
    try:
        return msgspec.json.encode(present)
    except UnicodeEncodeError:
        return msgspec.json.encode(_mended(present))


def is_openai_host(api_base: str | None) -> bool:
    return api_base is None or urlsplit(api_base).hostname == _OPENAI_HOST


def _sampling(request: ModelRequest, config: ProviderConfig) -> dict[str, Any]:
    """OpenAI's reasoning models refuse a temperature, and `max_tokens`; other servers know nothing else."""
    values: dict[str, Any] = {}
    chosen = request.temperature is not None or "temperature" in config.model_fields_set
    if chosen or not _REASONING_MODEL.match(request.model or config.model):
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
    """The history in pairs, as the API demands: each call is followed by its one result.

    A call that never got a result (a crash, the stop button) is answered with a sentence saying
    so; a result whose call is gone is left out, and so is an assistant message that says nothing.
    """
    for place, message in enumerate(messages):
        calls = _calls(message)
        if calls:
            yield _plain(message) | {
                "content": message.content or None,
                "tool_calls": [c.to_dict() for c in calls],
            }
            results = _results_after(messages, place)
            for call in calls:
                content = results.get(call.call_id, _NO_RESULT)
                yield {"role": "tool", "tool_call_id": call.call_id, "content": content}
        elif not _is_result(message) and (message.content or message.role is not MessageRole.ASSISTANT):
            yield _plain(message)


def _plain(message: LLMMessage) -> dict[str, Any]:
    plain: dict[str, Any] = {"role": message.role.value, "content": message.content}
    if message.name:
        plain["name"] = message.name
    return plain


def _is_result(message: LLMMessage) -> bool:
    return message.role in {MessageRole.TOOL, MessageRole.FUNCTION}


def _calls(message: LLMMessage) -> tuple[ToolCall, ...]:
    """The calls of an assistant's message; the older `function_call` is one whose id is its name."""
    if message.role is not MessageRole.ASSISTANT:
        return ()
    if message.tool_calls or not message.function_call:
        return message.tool_calls
    name = str(message.function_call.get("name", ""))
    return (ToolCall(name, name, str(message.function_call.get("arguments") or "{}")),)


def _results_after(messages: Sequence[LLMMessage], place: int) -> dict[str, str]:
    """Results by call id, up to the next message with calls: ids may come back in later rounds."""
    results: dict[str, str] = {}
    for message in messages[place + 1 :]:
        if _calls(message):
            break
        if _is_result(message):
            call_id = message.tool_call_id or message.metadata.get("call_id") or message.name or ""
            results[str(call_id)] = message.content
    return results


def _mended(value: Any) -> Any:
    """The value with each half of a surrogate pair, which is no text, replaced by U+FFFD."""
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, dict):
        return {_mended(key): _mended(item) for key, item in value.items()}  # pyright: ignore[reportUnknownVariableType] - any JSON
    if isinstance(value, list | tuple):
        return [_mended(item) for item in value]  # pyright: ignore[reportUnknownVariableType] - any JSON
    return value
