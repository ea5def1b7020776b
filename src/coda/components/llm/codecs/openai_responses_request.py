"""Our request as a body of OpenAI's `POST /responses` (API reference, "Create a model response")."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from coda.components.llm.codecs.openai_models import is_openai_host, is_reasoning_model
from coda.components.llm.codecs.request import encode_body, model_of
from coda.components.llm.codecs.responses_history import input_items
from coda.components.llm.codecs.strict_schema import fits_strict
from coda.components.llm.config import LLMProvider, ProviderConfig
from coda.components.messages import ModelRequest, ResponseFormat, ToolSchema


def encode_request(request: ModelRequest, config: ProviderConfig) -> bytes:
    """A streaming request, as JSON; what never changes stands first, and nothing is stored there.

    System messages stay in their places among the input, so that what was sent once is sent again
    unchanged. Reasoning models are given no temperature and no `top_p`, which they refuse; their
    encrypted reasoning is asked for, a summary of it is not: OpenAI refuses that to organizations it
    has not verified, and `extra_params={"reasoning": {"summary": "auto"}}` asks for it. The penalties
    of the settings have no place in this protocol. Raises LLMBadRequestError for what it cannot carry.
    """
    model = model_of(request, config)
    items = input_items(request.messages, model)
    body: dict[str, Any] = {"model": model}
    if request.tools:
        body["tools"] = [_tool(schema) for schema in request.tools]
        body |= _tool_choice(request.tool_choice)
    if request.response_format is not None:
        body["text"] = {"format": _form(request.response_format)}
    if config.prompt_caching and config.provider is LLMProvider.OPENAI and is_openai_host(config.api_base):
        body |= _cache_key(model, body.get("tools"), items)
    body |= {"input": items, "stream": True, "store": False}
    if is_reasoning_model(model):
        body["include"] = ["reasoning.encrypted_content"]
    else:
        body |= _sampling(request, config)
    if limit := request.max_tokens or config.max_tokens:
        body["max_output_tokens"] = limit
    return encode_body(body, config)


def _tool(schema: ToolSchema) -> dict[str, Any]:
    return {
        "type": "function",
        "name": schema.name,
        "description": schema.description,
        "parameters": schema.parameters,
        "strict": fits_strict(schema.parameters),
    }


def _tool_choice(choice: str) -> dict[str, Any]:
    if choice == "auto":
        return {}
    return {"tool_choice": choice if choice in {"none", "required"} else {"type": "function", "name": choice}}


def _form(form: ResponseFormat) -> dict[str, Any]:
    strict = fits_strict(form.schema)
    return {"type": "json_schema", "name": form.name, "schema": form.schema, "strict": strict}


def _cache_key(model: str, tools: Any, items: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The same key for all requests that begin alike: by tools and the system's words ("Prompt caching")."""
    told = [item["content"] for item in items if item.get("role") == "system"]
    if not told and not tools:
        return {}
    beginning = json.dumps([model, tools, told]).encode()
    return {"prompt_cache_key": hashlib.blake2b(beginning, digest_size=16).hexdigest()}


def _sampling(request: ModelRequest, config: ProviderConfig) -> dict[str, Any]:
    values = {"temperature": config.temperature if request.temperature is None else request.temperature}
    return values | ({"top_p": config.top_p} if config.top_p != 1.0 else {})
