"""What a request cost, from the price list of the `genai-prices` package."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Protocol

import msgspec

from coda.components.llm.catalog import find_model, names_of, without_maker
from coda.components.llm.config import LLMProvider
from coda.components.llm.profiles import PROFILES
from coda.components.messages import Usage

if TYPE_CHECKING:
    from genai_prices.types import ModelInfo, Provider
    from genai_prices.types import Usage as PricedUsage

_LISTED_AS = {
    LLMProvider.OPENAI: "openai",
    LLMProvider.ANTHROPIC: "anthropic",
    LLMProvider.GOOGLE: "google",
    LLMProvider.VERTEX: "google",
    LLMProvider.DEEPSEEK: "deepseek",
    LLMProvider.MISTRAL: "mistral",
    LLMProvider.GROQ: "groq",
    LLMProvider.OPENROUTER: "openrouter",
    LLMProvider.XAI: "x-ai",
    LLMProvider.TOGETHER: "together",
    LLMProvider.AZURE_OPENAI: "azure",
    LLMProvider.BEDROCK: "aws",
}
"""Our providers as the price list names them. It has no DashScope, and Hugging Face only by the house
that its router chose."""


class Rates(msgspec.Struct, frozen=True, kw_only=True):
    """US dollars per million tokens, of the lowest tier where the price grows with the prompt."""

    input: float
    output: float
    cached_input: float | None = None
    """None when the provider has no price of its own for what it found in its cache."""


FREE = Rates(input=0.0, output=0.0)


class Prices(Protocol):
    def cost_usd(self, provider: str, model: str, usage: Usage) -> float | None:
        """US dollars; None when the price is not known, never 0 for that reason."""
        ...


class PublishedPrices:
    """Prices as published by the providers; the list ships with the package, nothing is fetched.

    Both methods load the list when it is first needed, which takes a second: call them in a thread.
    """

    def cost_usd(self, provider: str, model: str, usage: Usage) -> float | None:
        if _is_free(provider, model):
            return 0.0
        found = _listed(provider, model)
        if found is None:
            return None
        house, entry = found
        price = entry.calc_price(_counted(usage), house, genai_request_timestamp=datetime.now(UTC))
        return float(price.total_price)

    def rates(self, provider: str, model: str) -> Rates | None:
        """What a model costs today; None when it is not known."""
        if _is_free(provider, model):
            return FREE
        found = _listed(provider, model)
        if found is None:
            return None
        prices = found[1].get_prices(datetime.now(UTC))
        rate_in, rate_out = _dollars(prices.input_mtok), _dollars(prices.output_mtok)
        if rate_in is None or rate_out is None:
            return None
        return Rates(input=rate_in, output=rate_out, cached_input=_dollars(prices.cache_read_mtok))


def _is_free(provider: str, model: str) -> bool:
    """What runs on the user's own machine. Ollama also passes requests on to its own cloud."""
    if provider == LLMProvider.OLLAMA and model.endswith(("-cloud", ":cloud")):
        return False
    return provider in set(LLMProvider) and PROFILES[LLMProvider(provider)].on_this_machine


def _counted(usage: Usage) -> PricedUsage:
    """A part that a provider reports as more than its whole counts as the whole."""
    from genai_prices import Usage as PricedUsage

    cached = min(usage.cached_tokens, usage.prompt_tokens)
    return PricedUsage(
        input_tokens=usage.prompt_tokens,
        output_tokens=usage.completion_tokens,
        cache_read_tokens=cached,
        cache_write_tokens=min(usage.cache_write_tokens, usage.prompt_tokens - cached),
        output_reasoning_tokens=min(usage.reasoning_tokens, usage.completion_tokens),
    )


@lru_cache(maxsize=2048)  # the list does not change while the process runs, and a look-up reads it all
def _listed(provider: str, model: str) -> tuple[Provider, ModelInfo] | None:
    """A model in the price list; None without one, and without the package."""
    if provider not in set(LLMProvider):
        return None
    ours = LLMProvider(provider)
    listed_as, name = _LISTED_AS.get(ours), model
    if ours is LLMProvider.HUGGINGFACE:
        name, _, house_name = model.partition(":")
        listed_as = f"huggingface_{house_name}" if house_name else None
    if listed_as is None:
        return None
    try:
        from genai_prices.data_snapshot import get_snapshot
    except ImportError:
        return None
    houses = {house.id: house for house in get_snapshot().providers}
    if listed_as not in houses:
        return None
    house = houses[listed_as]
    others = [houses[one] for one in house.fallback_model_providers or () if one in houses]
    for candidate in _names(ours, name):
        for one in (house, *others):
            entry = _longest_match(one, candidate)
            if entry is not None:
                return house, entry
    return None


def _names(provider: LLMProvider, model: str) -> Iterator[str]:
    """The names to look for, the best first.

    An alias that moves on, such as `mistral-large-latest`, stands in the price list for a model of
    the past, so our catalog is asked first what it means today. Fine-tuned models and OpenRouter's
    variants (`:free`) have prices of their own: their names are not shortened.
    """
    plain = without_maker(provider, model).lower()
    if plain.startswith("ft:") or provider is LLMProvider.OPENROUTER:
        yield plain
        return
    known = find_model(provider, plain)
    if plain.endswith("-latest") and known is not None:
        yield known.id
    yield from names_of(plain)
    if known is not None:
        yield known.id


def _longest_match(house: Provider, name: str) -> ModelInfo | None:
    """The entry of that id, else of all that claim the name the one with the longest id."""
    claims = [entry for entry in house.models if entry.is_match(name) and _is_priced(entry)]
    exact = [entry for entry in claims if entry.id.lower() == name]
    return max(exact or claims, key=lambda entry: len(entry.id), default=None)


def _is_priced(entry: ModelInfo) -> bool:
    with suppress(IndexError):
        prices = entry.get_prices(datetime.now(UTC))
        return prices.input_mtok is not None or prices.output_mtok is not None
    return False


def _dollars(price: Any) -> float | None:
    """A price of the list, which is a number or, where it grows with the prompt, has a `base`."""
    base = getattr(price, "base", price)
    return float(base) if isinstance(base, Decimal) else None
