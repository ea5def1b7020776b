"""`LLMRegistry`: what is known of the models, and what the providers themselves say about them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime

import msgspec

from coda.components.llm.base_provider import BaseLLMProvider
from coda.components.llm.catalog import (
    Capability,
    ModelEntry,
    default_model,
    find_model,
    known_models,
    providers_of_models,
)
from coda.components.llm.config import LLMProvider
from coda.components.llm.pricing import PublishedPrices, Rates
from coda.components.llm.profiles import PROFILES


def _today() -> date:
    return datetime.now(UTC).date()


class Resolution(msgspec.Struct, frozen=True, kw_only=True):
    """What a name stands for."""

    model: ModelEntry
    alias: str | None = None
    """The name that was asked for, when it is not the model's own."""
    retired: bool = False
    """The provider refuses it by now."""
    replacement: ModelEntry | None = None
    """What to ask instead: the last in the chain of successors that the provider names."""
    sentence: str = ""
    """What a user should know: that the model was retired or will be, and what replaces it."""


class Listing(msgspec.Struct, frozen=True, kw_only=True):
    """What a provider itself said it offers."""

    ids: tuple[str, ...]
    asked_at: datetime


class LLMRegistry:
    """The models of `models.toml`, and those that providers listed when `refresh` asked them."""

    def __init__(self, prices: PublishedPrices | None = None, today: Callable[[], date] = _today) -> None:
        self._prices = prices or PublishedPrices()
        self._today = today
        self._listings: dict[str, Listing] = {}

    def providers(self) -> tuple[LLMProvider, ...]:
        """Those with models in the catalog."""
        return providers_of_models()

    def models(self, provider: str, *, listed_by: str | None = None) -> tuple[ModelEntry, ...]:
        """The models of one provider: the known ones that are not retired, then others that it listed.

        `listed_by` is the name of the settings, where several servers are of one kind.
        """
        kind = _kind(provider)
        today = self._today()
        known = [] if kind is None else [m for m in known_models(kind) if not m.retired(today)]
        listing = self._listings.get(listed_by or provider)
        if listing is None:
            return tuple(known)
        return (*known, *self._only_listed(provider, listing.ids))

    def default_model(self, provider: str) -> str | None:
        kind = _kind(provider)
        return None if kind is None else default_model(kind)

    def resolve(self, name: str, provider: str | None = None) -> Resolution:
        """What a name stands for: an id, an alias, a dated snapshot, `provider/model`.

        Without a provider the first that knows the name has it. An unknown name is a model of which
        nothing is known; it is no error, because providers have more models than any list.
        """
        model = self._find(name, provider)
        retired = model.retired(self._today())
        replacement = self._successor(model)
        return Resolution(
            model=model,
            alias=name if name != model.id else None,
            retired=retired,
            replacement=replacement,
            sentence=_sentence(model, replacement, retired=retired),
        )

    def capabilities(self, provider: str, model: str) -> frozenset[Capability] | None:
        """None when nothing is known of the model."""
        known = self.resolve(model, provider).model.capabilities
        return None if known is None else frozenset(known)

    def context_window(self, provider: str, model: str) -> int | None:
        """Tokens of prompt and answer together; None when it is not known."""
        return self.resolve(model, provider).model.context_window

    def prices(self, provider: str, model: str) -> Rates | None:
        """US dollars per million tokens; None when they are not known. Loads the price list when it is
        first asked, which takes a second: call it in a thread."""
        return self._prices.rates(provider, model)

    def available(self, provider: str, model: str, *, listed_by: str | None = None) -> bool | None:
        """Whether the provider listed the model; None when it was not asked, or listed nothing."""
        listing = self._listings.get(listed_by or provider)
        if listing is None or not listing.ids:
            return None
        if model in listing.ids:
            return True
        wanted = self._find(model, provider).id
        return any(self._find(one, provider).id == wanted for one in listing.ids)

    def listing(self, name: str) -> Listing | None:
        """What a provider, by the name of `refresh`, said last; None when it was not asked."""
        return self._listings.get(name)

    async def refresh(self, provider: BaseLLMProvider, *, name: str | None = None) -> Listing:
        """Ask a provider for its own list. `name` is what the settings call it, by default its kind.

        Raises the provider's LLMError; what it said earlier stays.
        """
        ids = await provider.list_available_models()
        listing = Listing(ids=tuple(ids), asked_at=datetime.now(UTC))
        self._listings[name or str(provider.get_provider_name())] = listing
        return listing

    def _find(self, name: str, provider: str | None) -> ModelEntry:
        kind = None if provider is None else _kind(provider)
        if kind is not None:
            return find_model(kind, name) or _unknown(name, kind)
        prefix, _, rest = name.partition("/")
        named = _kind(prefix) if rest else None
        if provider is None and named is not None and (found := find_model(named, rest)) is not None:
            return found
        for one in providers_of_models() if provider is None else ():
            found = find_model(one, name)
            if found is not None:
                return found
        return _unknown(name, None)

    def _successor(self, model: ModelEntry) -> ModelEntry | None:
        """The end of the chain of recommended replacements."""
        current = model
        while current.replaced_by is not None and current.provider is not None:
            current = self._find(current.replaced_by, current.provider)
        return None if current is model else current

    def _only_listed(self, provider: str, ids: Iterable[str]) -> list[ModelEntry]:
        found = [self._find(one, provider) for one in ids]
        kind = _kind(provider)
        known = set[str]() if kind is None else {model.id for model in known_models(kind)}
        return list({model.id: model for model in found if model.id not in known}.values())


def _kind(provider: str) -> LLMProvider | None:
    return LLMProvider(provider) if provider in set(LLMProvider) else None


def _unknown(name: str, provider: LLMProvider | None) -> ModelEntry:
    return ModelEntry(id=name, display_name=name, provider=provider)


def _sentence(model: ModelEntry, replacement: ModelEntry | None, *, retired: bool) -> str:
    if not model.is_leaving:
        return ""
    house = PROFILES[model.provider].label if model.provider else "Its provider"
    when = f" on {model.retires_on}" if model.retires_on else ""
    gone = f"{house} {'retired' if retired else 'will retire'} {model.display_name}{when}"
    if replacement is None:
        return f"{gone}; choose another model."
    return f"{gone}; use {replacement.id} instead."
