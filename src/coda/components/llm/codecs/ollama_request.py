"""Our request as a body of Ollama's `POST /api/chat` (docs/api.md, "Generate a chat completion")."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from coda.components.llm.codecs.request import encode_body, model_of, reasoning_of, steps
from coda.components.llm.config import ProviderConfig, WireProtocol
from coda.components.messages import LLMMessage, Media, ModelRequest, ToolCall, ToolSchema
from coda.errors import LLMUnsupportedError


def encode_request(request: ModelRequest, config: ProviderConfig) -> bytes:
    """A streaming request, as JSON.

    `config.extra_params` is laid over the body, its `options` over ours one by one; a None takes a
    field or an option out. So `{"think": True, "keep_alive": "1h", "options": {"num_ctx": 32768}}`
    makes the model think, keeps it loaded for an hour and gives it room for 32768 tokens: Ollama cuts
    the beginning off what is longer than its own default.

    Ollama has no `tool_choice`: a tool that is to be called is offered alone, and asked for in words.
    """
    body: dict[str, Any] = {
        "model": model_of(request, config),
        "messages": list(_messages(request, config)),
        "stream": True,
    }
    if tools := _offered(request):
        body["tools"] = [_tool(schema) for schema in tools]
    if request.response_format is not None:
        body["format"] = request.response_format.schema
    body["options"] = _options(request, config)
    return encode_body(body, _with_options_in(body, config))


def _with_options_in(body: dict[str, Any], config: ProviderConfig) -> ProviderConfig:
    """The settings whose `options` are already laid over those of the body."""
    extra = dict(config.extra_params)
    options = extra.get("options")
    if not isinstance(options, dict):
        return config
    given: dict[str, Any] = options  # pyright: ignore[reportUnknownVariableType] - foreign settings
    body["options"] = {
        name: value for name, value in {**body["options"], **given}.items() if value is not None
    }
    del extra["options"]
    return config.model_copy(update={"extra_params": extra})


def _options(request: ModelRequest, config: ProviderConfig) -> dict[str, Any]:
    values: dict[str, Any] = {
        "temperature": config.temperature if request.temperature is None else request.temperature
    }
    for name, default in (("top_p", 1.0), ("frequency_penalty", 0.0), ("presence_penalty", 0.0)):
        if (value := getattr(config, name)) != default:
            values[name] = value
    if limit := request.max_tokens or config.max_tokens:
        values["num_predict"] = limit
    return values


def _offered(request: ModelRequest) -> tuple[ToolSchema, ...]:
    match request.tool_choice:
        case "none":
            return ()
        case "auto" | "required":
            return request.tools
        case name:
            return tuple(tool for tool in request.tools if tool.name == name) or request.tools


def _tool(schema: ToolSchema) -> dict[str, Any]:
    function = {"name": schema.name, "description": schema.description, "parameters": schema.parameters}
    return {"type": "function", "function": function}


def _messages(request: ModelRequest, config: ProviderConfig) -> Iterator[dict[str, Any]]:
    model = model_of(request, config)
    for message, calls in steps(request.messages):
        plain = _plain(message, model)
        if not calls:
            yield plain
            continue
        yield plain | {"tool_calls": [_call(place, call) for place, (call, _) in enumerate(calls)]}
        for call, result in calls:
            yield {"role": "tool", "content": result, "tool_name": call.name, "tool_call_id": call.call_id}
    if request.tools and request.tool_choice not in {"auto", "none"}:
        yield {"role": "system", "content": _demand(request.tool_choice)}


def _demand(choice: str) -> str:
    if choice == "required":
        return "Answer by calling one of the tools."
    return f"Answer by calling the tool {choice}."


def _plain(message: LLMMessage, model: str) -> dict[str, Any]:
    plain: dict[str, Any] = {"role": message.role.value, "content": message.content}
    if kept := reasoning_of(message, WireProtocol.OLLAMA, model):
        plain["thinking"] = "".join(str(item) for item in kept.items)
    if message.media:
        plain["images"] = _images(message.media)
    return plain


def _images(media: Sequence[Media]) -> list[str]:
    for medium in media:
        if not medium.media_type.startswith("image/"):
            raise LLMUnsupportedError(
                f"Ollama takes pictures and no other media; this is {medium.media_type or 'unknown'}."
                " Take it out of the message, or ask another provider."
            )
        if not medium.data:
            raise LLMUnsupportedError(
                "Ollama fetches no pictures from addresses. Attach the picture itself instead of its address."
            )
    return [b64encode(medium.data).decode() for medium in media]


def _call(place: int, call: ToolCall) -> dict[str, Any]:
    function = {"index": place, "name": call.name, "arguments": _object(call.arguments)}
    return {"id": call.call_id, "function": function}


def _object(arguments: str) -> dict[str, Any]:
    """Ollama takes arguments as an object only; what a model wrote that is none goes back as one field."""
    try:
        value: Any = msgspec.json.decode(arguments or "{}")
    except (ValueError, RecursionError):
        return {"not_json": arguments}
    return value if isinstance(value, dict) else {"value": value}  # pyright: ignore[reportUnknownVariableType] - the model's own JSON
