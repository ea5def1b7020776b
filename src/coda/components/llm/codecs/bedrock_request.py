"""Our request as a body of Bedrock's `POST /model/{modelId}/converse-stream` (API reference, "Converse")."""

from __future__ import annotations

import json
from typing import Any

from coda.components.llm.codecs.alternating import Block
from coda.components.llm.codecs.anthropic_models import version_of
from coda.components.llm.codecs.anthropic_schema import accepted_schema
from coda.components.llm.codecs.anthropic_settings import (
    BINDING_BETA,
    sampling_for,
    temperature_was_chosen,
    thinking_for,
    thinks,
)
from coda.components.llm.codecs.bedrock_history import conversation, system_blocks
from coda.components.llm.codecs.request import calls_of, encode_body, model_of
from coda.components.llm.config import ProviderConfig
from coda.components.messages import ModelRequest
from coda.errors import LLMUnsupportedError

REGION = "region"
"""The name in `extra_params` that is not a field of the body."""

_MORE = "additionalModelRequestFields"
_MARK: Block = {"cachePoint": {"type": "default"}}


def encode_request(request: ModelRequest, config: ProviderConfig) -> bytes:
    """The body as JSON; the model is named in the address.

    `config.extra_params` is laid over it, without `region`; its `additionalModelRequestFields` are
    joined with ours. Raises LLMUnsupportedError for media or a choice of tools that cannot be told.
    """
    model = model_of(request, config)
    more = _more(model, config)
    thinking = more.get("thinking")
    body: dict[str, Any] = {
        "toolConfig": _tools(request, model, thinking_on=thinks(thinking)),
        "system": system_blocks(request.messages) or None,
        "messages": conversation(request.messages, model),
        "inferenceConfig": _inference(request, config, model, thinking_on=thinks(thinking)) or None,
        "outputConfig": _output(request),
    }
    if config.prompt_caching:
        _mark(body, model)
    ours = {_MORE: more or None, REGION: None}
    return encode_body(body, config.model_copy(update={"extra_params": {**config.extra_params, **ours}}))


def accepts_output_format(model: str) -> bool:
    """Bedrock holds Claude's answers to a JSON schema since 4.5."""
    version = version_of(model)
    return version is not None and version >= (4, 5)


def can_demand_calls(model: str, config: ProviderConfig) -> bool:
    """Of a Claude that does not think; most others refuse the question ("ToolChoice")."""
    return version_of(model) is not None and not thinks(_more(model, config).get("thinking"))


def _more(model: str, config: ProviderConfig) -> dict[str, Any]:
    """What only some models know: of Claude's the thinking."""
    chosen: dict[str, Any] = config.extra_params.get(_MORE) or {}
    thinking = thinking_for(model, chosen.get("thinking"))
    if thinking is None or "block_binding" not in thinking:
        return chosen
    betas = dict.fromkeys([*chosen.get("anthropic_beta", ()), BINDING_BETA])
    return {**chosen, "thinking": thinking, "anthropic_beta": list(betas)}


def _inference(
    request: ModelRequest, config: ProviderConfig, model: str, *, thinking_on: bool
) -> dict[str, Any]:
    """Models of others than Anthropic are only sent a temperature that somebody chose."""
    told: dict[str, Any] = {}
    if limit := request.max_tokens or config.max_tokens:
        told["maxTokens"] = limit
    if thinking_on or (version_of(model) is None and not _sampling_was_chosen(request, config)):
        return told
    names = {"temperature": "temperature", "top_p": "topP"}
    return told | {names[name]: value for name, value in sampling_for(request, config, model).items()}


def _sampling_was_chosen(request: ModelRequest, config: ProviderConfig) -> bool:
    return config.top_p < 1 or temperature_was_chosen(request, config)


def _tools(request: ModelRequest, model: str, *, thinking_on: bool) -> Block | None:
    """A history with calls needs tools declared; that they must not be called cannot be told."""
    called = dict.fromkeys(call.name for message in request.messages for call in calls_of(message))
    offered = [_tool(tool.name, tool.parameters, tool.description) for tool in request.tools]
    if not offered or (request.tool_choice == "none" and not called):
        declared = [_tool(name, {"type": "object"}) for name in called]
        return {"tools": declared} if declared else None
    return {"tools": offered, **_tool_choice(request.tool_choice, model, thinking_on=thinking_on)}


def _tool(name: str, parameters: dict[str, Any], description: str = "") -> Block:
    described = {"description": description} if description else {}
    return {"toolSpec": {"name": name, **described, "inputSchema": {"json": parameters}}}


def _tool_choice(choice: str, model: str, *, thinking_on: bool) -> Block:
    if choice in {"auto", "none"}:
        return {}
    if thinking_on:
        raise LLMUnsupportedError(
            f"{model} cannot be made to call a tool while it thinks. Let it choose, or take thinking off."
        )
    return {"toolChoice": {"any": {}} if choice == "required" else {"tool": {"name": choice}}}


def _output(request: ModelRequest) -> Block | None:
    form = request.response_format
    if form is None:
        return None
    schema = json.dumps(accepted_schema(form.schema), ensure_ascii=False)
    structure = {"jsonSchema": {"schema": schema, "name": form.name}}
    return {"textFormat": {"type": "json_schema", "structure": structure}}


def _mark(body: dict[str, Any], model: str) -> None:
    """Mark where the cache shall end, for models that have one: after the tools (Claude only), the
    system, and the last two messages of the user. Four marks are allowed."""
    version = version_of(model)
    claude = version is not None and version >= (3, 7)
    if not claude and "amazon.nova" not in model:
        return
    users = [turn["content"] for turn in body["messages"] if turn["role"] == "user"]
    tools = body["toolConfig"]["tools"] if claude and body["toolConfig"] else None
    for blocks in (tools, body["system"], *users[-2:]):
        if blocks:
            blocks.append(_MARK)
