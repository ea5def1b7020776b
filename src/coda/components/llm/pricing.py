"""What a request cost, from the price list of the `genai-prices` package."""

from __future__ import annotations

from typing import Protocol

from coda.components.messages import Usage

_FREE = frozenset({"offline", "ollama", "local"})
"""Providers that run on the user's own machine."""


class Prices(Protocol):
    def cost_usd(self, provider: str, model: str, usage: Usage) -> float | None:
        """US dollars; None when the price is not known, never 0 for that reason."""
        ...


class PublishedPrices:
    """Prices as published by the providers; the list ships with the package, nothing is fetched."""

    def cost_usd(self, provider: str, model: str, usage: Usage) -> float | None:
        if provider in _FREE:
            return 0.0
        try:
            # Imported when the first paid request ends: it takes a second to load.
            from genai_prices import Usage as PricedUsage
            from genai_prices import calc_price
        except ImportError:
            return None
        counted = PricedUsage(
            input_tokens=usage.prompt_tokens,
            output_tokens=usage.completion_tokens,
            cache_read_tokens=usage.cached_tokens,
        )
        try:
            price = calc_price(counted, model_ref=model, provider_id=provider)
        except LookupError:
            return None
        return float(price.total_price)
