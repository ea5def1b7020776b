"""Our request as a body of Anthropic's `POST /v1/messages` (API reference, "Create a Message").

The API version is 2023-06-01: it takes a temperature where the model does, and every cloud that
offers Claude speaks it.
"""

from __future__ import annotations

from typing import Any

from coda.components.llm.codecs.alternating import Block
from coda.components.llm.codecs.anthropic_history import conversation, system_blocks
from coda.components.llm.codecs.anthropic_models import usual_max_tokens
from coda.components.llm.codecs.anthropic_schema import accepted_schema
from coda.components.llm.codecs.anthropic_settings import BINDING_BETA, sampling_for, thinking_for, thinks
from coda.components.llm.codecs.request import calls_of, encode_body, model_of
from coda.components.llm.config import ProviderConfig
from coda.components.messages import ModelRequest
from coda.errors import LLMUnsupportedError

_MARK = {"type": "ephemeral"}
_UNDECLARED = {"type": "object", "additionalProperties": True}

_BETAS = "betas"


def encode_request(request: ModelRequest, config: ProviderConfig) -> bytes:
    """A streaming request as JSON.

    `config.extra_params` is laid over the body; its `betas` goes into a header instead (`betas_of`),
    and its `thinking` and `output_config` are joined with ours. Raises LLMUnsupportedError for media
    or a choice of tools that the model does not take.
    """
    model = model_of(request, config)
    thinking = thinking_for(model, config.extra_params.get("thinking"))
    body: dict[str, Any] = {
        "model": model,
        "max_tokens": request.max_tokens or config.max_tokens or usual_max_tokens(model, _budget(thinking)),
        **_tools(request, model, thinking_on=thinks(thinking)),
        "system": system_blocks(request.messages) or None,
        "messages": conversation(request.messages, model),
        "stream": True,
        **({} if thinks(thinking) else sampling_for(request, config, model)),
    }
    if config.prompt_caching:
        _mark(body)
    ours = {"thinking": thinking, "output_config": _output_config(request, config), _BETAS: None}
    return encode_body(body, config.model_copy(update={"extra_params": {**config.extra_params, **ours}}))


def can_demand_calls(model: str, config: ProviderConfig) -> bool:
    """Not of a model that thinks."""
    return not thinks(thinking_for(model, config.extra_params.get("thinking")))


def betas_of(body: bytes | None, config: ProviderConfig) -> list[str]:
    """The header `anthropic-beta` beside this body: what the settings ask for, and what the body needs."""
    betas: list[str] = list(config.extra_params.get(_BETAS) or ())
    needed = [BINDING_BETA] if b'"block_binding":' in (body or b"") else []
    return list(dict.fromkeys([*betas, *needed]))


def _budget(thinking: dict[str, Any] | None) -> int:
    budget = (thinking or {}).get("budget_tokens")
    return budget if isinstance(budget, int) else 0


def _tools(request: ModelRequest, model: str, *, thinking_on: bool) -> dict[str, Any]:
    """A history with calls needs tools declared even when none is offered any more."""
    tools: list[Block] = [
        {"name": tool.name, "description": tool.description, "input_schema": tool.parameters}
        for tool in request.tools
    ]
    if tools:
        return {
            "tools": tools,
            "tool_choice": _tool_choice(request.tool_choice, model, thinking_on=thinking_on),
        }
    called = dict.fromkeys(call.name for message in request.messages for call in calls_of(message))
    if not called:
        return {}
    declared = [{"name": name, "input_schema": _UNDECLARED} for name in called]
    return {"tools": declared, "tool_choice": {"type": "none"}}


def _tool_choice(choice: str, model: str, *, thinking_on: bool) -> Block | None:
    if choice == "auto":
        return None
    if choice == "none":
        return {"type": "none"}
    if thinking_on:
        raise LLMUnsupportedError(
            f"{model} cannot be made to call a tool while it thinks. Let it choose, or take thinking off."
        )
    return {"type": "any"} if choice == "required" else {"type": "tool", "name": choice}


def _output_config(request: ModelRequest, config: ProviderConfig) -> dict[str, Any] | None:
    chosen: dict[str, Any] | None = config.extra_params.get("output_config")
    if request.response_format is None:
        return chosen
    form = {"type": "json_schema", "schema": accepted_schema(request.response_format.schema)}
    return {**(chosen or {}), "format": form}


def _mark(body: dict[str, Any]) -> None:
    """Mark where the cache shall end: after the tools, after the system, and after the last two
    messages of the user, so that the next round finds what this one wrote. Four marks are allowed."""
    users = [turn["content"] for turn in body["messages"] if turn["role"] == "user"]
    for blocks in (body.get("tools"), body["system"], *users[-2:]):
        if blocks:
            blocks[-1] = {**blocks[-1], "cache_control": _MARK}
