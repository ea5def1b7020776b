"""How a Claude shall think and choose its words, wherever it runs."""

from __future__ import annotations

from typing import Any

from coda.components.llm.codecs.anthropic_models import accepts_sampling, thinks_always
from coda.components.llm.config import ProviderConfig
from coda.components.messages import ModelRequest

BINDING_BETA = "thinking-binding-controls-2026-08-01"
"""Has to be asked for beside a `block_binding`."""


def thinking_for(model: str, chosen: dict[str, Any] | None) -> dict[str, Any] | None:
    """What was chosen, and for models that think anyway: show it, and drop earlier thoughts that no
    longer fit what was said before them (the state of the document changes) instead of failing."""
    if not thinks_always(model) or (chosen and chosen.get("type") != "adaptive"):
        return chosen
    binding = {"prefix_mismatch_behavior": "drop_block"}
    return {"type": "adaptive", "display": "summarized", "block_binding": binding, **(chosen or {})}


def thinks(thinking: dict[str, Any] | None) -> bool:
    return thinking is not None and thinking.get("type") != "disabled"


def sampling_for(request: ModelRequest, config: ProviderConfig, model: str) -> dict[str, float]:
    """`temperature` or `top_p`, since most models refuse both: top_p when only that was chosen.
    The temperature ends at 1."""
    if not accepts_sampling(model):
        return {}
    if config.top_p < 1 and not temperature_was_chosen(request, config):
        return {"top_p": config.top_p}
    temperature = config.temperature if request.temperature is None else request.temperature
    return {"temperature": min(temperature, 1.0)}


def temperature_was_chosen(request: ModelRequest, config: ProviderConfig) -> bool:
    return request.temperature is not None or "temperature" in config.model_fields_set
