"""Usage as Chat Completions servers tell it (API reference, "CompletionUsage"), as ours."""

from __future__ import annotations

import msgspec

from coda.components.llm.codecs.answer import as_count
from coda.components.messages import Usage

_Number = int | float | None


class PromptDetails(msgspec.Struct, frozen=True, gc=False):
    cached_tokens: _Number = None


class CompletionDetails(msgspec.Struct, frozen=True, gc=False):
    reasoning_tokens: _Number = None


class WireUsage(msgspec.Struct, frozen=True):
    prompt_tokens: _Number = None
    completion_tokens: _Number = None
    total_tokens: _Number = None
    prompt_tokens_details: PromptDetails | None = None
    completion_tokens_details: CompletionDetails | None = None
    reasoning_tokens: _Number = None
    """Together's and Perplexity's place for it."""
    cached_tokens: _Number = None
    """Moonshot's and Together's."""
    prompt_cache_hit_tokens: _Number = None
    """DeepSeek's name for cached tokens."""
    num_cached_tokens: _Number = None
    """Mistral's."""


def as_usage(wire: WireUsage, *, hidden_reasoning: bool = False) -> Usage:
    """Some servers (xAI) count reasoning beside the completion instead of inside it; their total
    tells. With `hidden_reasoning` only the total tells that there was any.
    """
    prompt, completion = as_count(wire.prompt_tokens), as_count(wire.completion_tokens)
    details = wire.completion_tokens_details
    reasoning = as_count((details and details.reasoning_tokens) or wire.reasoning_tokens)
    cached = (
        (wire.prompt_tokens_details and wire.prompt_tokens_details.cached_tokens)
        or wire.prompt_cache_hit_tokens
        or wire.num_cached_tokens
        or wire.cached_tokens
    )
    beside = max(0, as_count(wire.total_tokens) - prompt - completion)
    if beside and (hidden_reasoning or beside == reasoning):
        completion += beside
        reasoning = reasoning or beside
    return Usage(prompt, completion, as_count(cached), reasoning)
