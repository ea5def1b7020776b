"""The models a user can choose, as every interface shows them."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from coda.components.llm.catalog import ModelEntry
from coda.components.llm.pricing import FREE, Rates
from coda.components.llm.provider_choice import OFFLINE, Providers
from coda.components.llm.registry import LLMRegistry

OFFLINE_NAME = "Offline commands (not a language model)"

_LONGEST_FOREIGN_LIST = 50
"""A provider's own list is shown whole up to here; longer ones hold much that is no model to talk to, and
of them only the known ones are shown."""


class ModelPrices(msgspec.Struct, frozen=True):
    """US dollars per million tokens; the lowest where the price grows with the prompt."""

    input: float
    output: float
    cached_input: float | None = None


class ModelView(msgspec.Struct, frozen=True, kw_only=True):
    """A model as it can be chosen. `id` is what to send: a provider's name for its default model, else
    `name/model`. None stands where nothing is known.

    `why_not` says why it cannot be chosen or, when it is `available`, what went wrong last time.
    """

    id: str
    display_name: str
    provider: str
    available: bool
    why_not: str | None = None
    model: str
    """The provider's own id of it."""
    capabilities: tuple[str, ...] | None = None
    context_window: int | None = None
    max_output: int | None = None
    prices: ModelPrices | None = None
    price: str = "price unknown"
    """The prices in words; "free" for what runs on the user's own machine."""
    retires_on: str | None = None
    """The day, as YYYY-MM-DD, from which the provider refuses it."""
    retired: bool = False
    replaced_by: str | None = None
    note: str = ""
    """A sentence about its retirement."""
    listed: bool | None = None
    """Whether the provider itself lists it; None when it was not asked."""


def models_of(providers: Providers, registry: LLMRegistry) -> Iterator[ModelView]:
    """Of each configured provider its default model, then the others; `offline` last.

    Blocks for a second when the price list was not loaded yet: call it in a thread.
    """
    for name in providers.names():
        if name == OFFLINE:
            yield ModelView(
                id=OFFLINE,
                display_name=OFFLINE_NAME,
                provider=OFFLINE,
                available=True,
                model=OFFLINE,
                capabilities=("chat", "streaming", "function-calling"),
                prices=_prices(FREE),
                price=in_words(FREE),
            )
        else:
            yield from models_of_provider(providers, registry, name)


def known_views(registry: LLMRegistry, provider: str) -> Iterator[ModelView]:
    """What is known of a provider that is not configured."""
    for model in registry.models(provider):
        id = f"{provider}/{model.id}"
        yield _view(
            registry, provider, model.id, id=id, available=False, why_not=f"{provider} is not configured."
        )


def in_words(rates: Rates | None) -> str:
    if rates is None:
        return "price unknown"
    if rates == FREE:
        return "free"
    return f"${rates.input:,.2f} in, ${rates.output:,.2f} out per million tokens"


def models_of_provider(providers: Providers, registry: LLMRegistry, name: str) -> Iterator[ModelView]:
    """A provider that failed last time can still be chosen: the fault may be mended meanwhile."""
    config, made = providers.config(name), providers.made.get(name)
    kind = str(config.provider)
    trouble = None if made is None or made.available else made.last_error
    default = registry.resolve(config.model, kind).model
    shown = _view(registry, kind, config.model, id=name, listed_by=name, available=True, why_not=trouble)
    yield msgspec.structs.replace(shown, display_name=f"{shown.display_name} ({name})")
    listing = registry.listing(name)
    is_long = listing is not None and len(listing.ids) > _LONGEST_FOREIGN_LIST
    for model in registry.models(kind, listed_by=name):
        if model.id in {default.id, config.model} or (is_long and model.capabilities is None):
            continue
        missing = registry.available(kind, model.id, listed_by=name) is False
        view = _view(
            registry,
            kind,
            model.id,
            id=f"{name}/{model.id}",
            listed_by=name,
            available=not missing,
            why_not=f"{name} does not list it." if missing else trouble,
        )
        yield msgspec.structs.replace(view, display_name=f"{view.display_name} ({name})")


def _view(
    registry: LLMRegistry,
    kind: str,
    asked: str,
    *,
    id: str,
    available: bool,
    why_not: str | None,
    listed_by: str | None = None,
) -> ModelView:
    resolution = registry.resolve(asked, kind)
    model, rates = resolution.model, registry.prices(kind, asked)
    return ModelView(
        id=id,
        display_name=_called(model, asked),
        provider=kind,
        available=available,
        why_not=why_not,
        model=asked,
        capabilities=model.capabilities,
        context_window=model.context_window,
        max_output=model.max_output,
        prices=None if rates is None else _prices(rates),
        price=in_words(rates),
        retires_on=None if model.retires_on is None else model.retires_on.isoformat(),
        retired=resolution.retired,
        replaced_by=None if resolution.replacement is None else resolution.replacement.id,
        note=resolution.sentence,
        listed=registry.available(kind, asked, listed_by=listed_by),
    )


def _called(model: ModelEntry, asked: str) -> str:
    return model.display_name if model.capabilities is not None else asked


def _prices(rates: Rates) -> ModelPrices:
    return ModelPrices(rates.input, rates.output, rates.cached_input)
