"""Our request as a body of OpenAI's `POST /chat/completions` (API reference, "Create chat completion").

Where compatible servers want something else is data, in `chat_dialects`.
"""

from __future__ import annotations

import hashlib
import re
import string
from collections.abc import Iterator
from typing import Any

from coda.components.llm.codecs.chat_dialects import ChatDialect, dialect_of
from coda.components.llm.codecs.chat_media import media_parts
from coda.components.llm.codecs.openai_models import is_reasoning_model
from coda.components.llm.codecs.request import encode_body, model_of, reasoning_of, steps
from coda.components.llm.codecs.strict_schema import fits_strict
from coda.components.llm.config import ProviderConfig, WireProtocol
from coda.components.messages import (
    LLMMessage,
    MessageRole,
    ModelRequest,
    ResponseFormat,
    ToolCall,
    ToolSchema,
)
from coda.errors import LLMUnsupportedError

_SHORT_ID = re.compile(r"[A-Za-z0-9]{9}")
_LETTERS = string.ascii_letters + string.digits
_BRIDGE = "OK."
"""What the assistant is made to say between a tool's result and the user, where it must speak."""


def encode_request(request: ModelRequest, config: ProviderConfig) -> bytes:
    """A streaming request with usage, as JSON; what never changes stands first.

    `config.extra_params` is laid over the body; a None there takes a field out. Sampling settings
    that are at their defaults are left out where a model may refuse them. Raises LLMUnsupportedError
    for what the server's dialect cannot carry.
    """
    dialect = dialect_of(config)
    model = model_of(request, config)
    body: dict[str, Any] = {"model": model}
    if request.tools:
        body["tools"] = [_tool(schema) for schema in request.tools]
        body |= _tool_choice(request.tool_choice, dialect)
    if request.response_format is not None:
        body["response_format"] = _response_format(request.response_format, dialect)
    body["messages"] = list(_bridged(_messages(request, model, dialect), dialect))
    body["stream"] = True
    if dialect.asks_for_usage:
        body["stream_options"] = {"include_usage": True}
    return encode_body(body | _sampling(request, config, dialect), config)


def _sampling(request: ModelRequest, config: ProviderConfig, dialect: ChatDialect) -> dict[str, Any]:
    """OpenAI's reasoning models refuse a temperature that is not 1."""
    values: dict[str, Any] = {}
    chosen = request.temperature is not None or "temperature" in config.model_fields_set
    if chosen or not is_reasoning_model(model_of(request, config)):
        values["temperature"] = config.temperature if request.temperature is None else request.temperature
    for name, default in (("top_p", 1.0), ("frequency_penalty", 0.0), ("presence_penalty", 0.0)):
        if (value := getattr(config, name)) != default:
            values[name] = value
    if limit := request.max_tokens or config.max_tokens:
        values[dialect.length_limit] = limit
    return values


def _tool(schema: ToolSchema) -> dict[str, Any]:
    function = {"name": schema.name, "description": schema.description, "parameters": schema.parameters}
    return {"type": "function", "function": function}


def _tool_choice(choice: str, dialect: ChatDialect) -> dict[str, Any]:
    if choice == "auto":
        return {}
    if choice == "none":
        return {"tool_choice": choice}
    named = {"type": "function", "function": {"name": choice}}
    return {"tool_choice": choice if choice == "required" else named, **dialect.with_forced_call}


def _response_format(form: ResponseFormat, dialect: ChatDialect) -> dict[str, Any]:
    if not dialect.json_schema:
        raise LLMUnsupportedError("This server takes no schema for its answer. Offer the schema as a tool.")
    described = {"name": form.name, "schema": form.schema, "strict": fits_strict(form.schema)}
    return {"type": "json_schema", "json_schema": described}


def _messages(request: ModelRequest, model: str, dialect: ChatDialect) -> Iterator[dict[str, Any]]:
    for message, calls in steps(request.messages):
        plain = _plain(message, dialect)
        if message.role is MessageRole.ASSISTANT:
            told = [_call(call, dialect) for call, _ in calls]
            kept = _kept(message, model)
            _give_back_reasoning(plain, told, kept, dialect)
            if told and not kept and _is_signed(model, dialect):
                told[0] |= dialect.unsigned_call
            if told:
                plain["content"] = plain["content"] or None
                plain["tool_calls"] = told
        yield plain
        for call, result in calls:
            yield {"role": "tool", "tool_call_id": _call_id(call.call_id, dialect), "content": result}


def _plain(message: LLMMessage, dialect: ChatDialect) -> dict[str, Any]:
    content: Any = message.content
    if message.media:
        if message.role is not MessageRole.USER:
            raise LLMUnsupportedError("Only a user's message can carry pictures, sounds and documents here.")
        text = [{"type": "text", "text": message.content}] if message.content else []
        content = text + media_parts(message.media, dialect)
    plain: dict[str, Any] = {"role": message.role.value, "content": content}
    if message.name and dialect.message_names:
        plain["name"] = message.name
    return plain


def _call(call: ToolCall, dialect: ChatDialect) -> dict[str, Any]:
    return call.to_dict() | {"id": _call_id(call.call_id, dialect)}


def _call_id(call_id: str, dialect: ChatDialect) -> str:
    """The id as the server takes it: the same short one each time for one that is not allowed."""
    if not dialect.short_call_ids or _SHORT_ID.fullmatch(call_id):
        return call_id
    digest = hashlib.blake2b(call_id.encode("utf-8", "replace"), digest_size=9).digest()
    return "".join(_LETTERS[byte % len(_LETTERS)] for byte in digest)


def _kept(message: LLMMessage, model: str) -> dict[str, Any]:
    state = reasoning_of(message, WireProtocol.OPENAI_CHAT, model)
    return dict(state.items[0]) if state is not None and state.items else {}


def _is_signed(model: str, dialect: ChatDialect) -> bool:
    return bool(dialect.signing_models) and re.search(dialect.signing_models, model) is not None


def _give_back_reasoning(
    plain: dict[str, Any], told: list[dict[str, Any]], kept: dict[str, Any], dialect: ChatDialect
) -> None:
    """Put the kept reasoning where the dialect wants it; `kept` is as `KeptReasoning` made it."""
    if told and dialect.blank_reasoning:
        plain[dialect.reasoning_back[0]] = ""
    for name in dialect.reasoning_back:
        if name not in kept:
            continue
        if name == "thinking":
            text = [{"type": "text", "text": plain["content"]}] if plain["content"] else []
            plain["content"] = kept[name] + text
        elif name == "extra_content":
            for call in told:
                call.update({name: kept[name][call["id"]]} if call["id"] in kept[name] else {})
        else:
            plain[name] = kept[name]


def _bridged(messages: Iterator[dict[str, Any]], dialect: ChatDialect) -> Iterator[dict[str, Any]]:
    before = ""
    for message in messages:
        if dialect.bridges_results and before == "tool" and message["role"] == "user":
            yield {"role": "assistant", "content": _BRIDGE}
        before = message["role"]
        yield message
