"""The models Coda knows from `models.toml`, and how the many names of a model lead to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files

import msgspec

from coda.components.llm.config import LLMProvider

LONG_CONTEXT_TOKENS = 200_000
"""From this window on a model counts as one for long contexts."""


class Capability(StrEnum):
    CHAT = "chat"
    STREAMING = "streaming"
    VISION = "vision"
    """Takes pictures."""
    AUDIO = "audio"
    """Takes sound."""
    FUNCTION_CALLING = "function-calling"
    REASONING = "reasoning"
    STRUCTURED_OUTPUT = "structured-output"
    """Answers in a JSON schema that the provider enforces."""
    LONG_CONTEXT = "long-context"


class ModelEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A model; None stands where nothing is known."""

    id: str
    display_name: str
    provider: LLMProvider | None
    """None for a name that nobody is known to offer."""
    capabilities: tuple[Capability, ...] | None = None
    context_window: int | None = None
    """Tokens of prompt and answer together."""
    max_output: int | None = None
    """The longest answer in tokens."""
    retires_on: date | None = None
    """The day from which the provider refuses it."""
    is_retired: bool = False
    """Retired on a day that was not found."""
    replaced_by: str | None = None
    """The model of the same provider that it recommends instead."""
    aliases: tuple[str, ...] = ()

    def retired(self, today: date) -> bool:
        return self.is_retired or (self.retires_on is not None and self.retires_on <= today)

    @property
    def is_leaving(self) -> bool:
        """Retired, or with an announced day of its retirement."""
        return self.is_retired or self.retires_on is not None


class _Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A line of `models.toml`, whose head explains the fields."""

    id: str
    name: str
    window: int | None = None
    output: int | None = None
    can: tuple[Capability, ...] | None = None
    aliases: tuple[str, ...] = ()
    retires: date | bool = False
    replaced_by: str | None = None
    default: bool = False

    def entry(self, provider: LLMProvider) -> ModelEntry:
        return ModelEntry(
            id=self.id,
            display_name=self.name,
            provider=provider,
            capabilities=self._capabilities(),
            context_window=self.window,
            max_output=self.output,
            retires_on=self.retires if isinstance(self.retires, date) else None,
            is_retired=self.retires is True,
            replaced_by=self.replaced_by,
            aliases=self.aliases,
        )

    def _capabilities(self) -> tuple[Capability, ...] | None:
        if self.can is None:
            return None
        is_long = self.window is not None and self.window >= LONG_CONTEXT_TOKENS
        long = (Capability.LONG_CONTEXT,) if is_long else ()
        return (Capability.CHAT, Capability.STREAMING, *self.can, *long)


_VENDORS = {
    "openai": LLMProvider.OPENAI,
    "anthropic": LLMProvider.ANTHROPIC,
    "google": LLMProvider.GOOGLE,
    "x-ai": LLMProvider.XAI,
    "deepseek": LLMProvider.DEEPSEEK,
    "qwen": LLMProvider.QWEN,
    "mistralai": LLMProvider.MISTRAL,
}
"""OpenRouter's names of those who make the models."""

_RESOLD = {
    LLMProvider.AZURE_OPENAI: (LLMProvider.OPENAI,),
    LLMProvider.VERTEX: (LLMProvider.GOOGLE, LLMProvider.ANTHROPIC),
    LLMProvider.BEDROCK: (LLMProvider.ANTHROPIC,),
    LLMProvider.OPENROUTER: tuple(_VENDORS.values()),
}
"""Who else's models a provider offers, under names made from theirs."""


@cache
def known_models(provider: LLMProvider) -> tuple[ModelEntry, ...]:
    """The models that a provider is known to offer under its own name for them."""
    return tuple(row.entry(provider) for row in _rows().get(provider, ()))


def default_model(provider: LLMProvider) -> str | None:
    """The model to ask for when the provider's key is there and no model was named."""
    return next((row.id for row in _rows().get(provider, ()) if row.default), None)


def find_model(provider: LLMProvider, name: str) -> ModelEntry | None:
    """The model that a provider means by a name, which may be an alias or name a dated snapshot.

    A model that is resold has no known retirement: the reseller decides when it goes.
    """
    own = _by_name(provider)
    for candidate in names_of(without_maker(provider, name)):
        if candidate in own:
            return own[candidate]
    for maker in _RESOLD.get(provider, ()):
        found = _resold(maker, name)
        if found is not None:
            return msgspec.structs.replace(
                found,
                provider=provider,
                aliases=(),
                id=name,
                retires_on=None,
                is_retired=False,
                replaced_by=None,
            )
    return None


def without_maker(provider: LLMProvider, name: str) -> str:
    """`openai/gpt-4o`, as others name it, is what OpenAI itself calls `gpt-4o`."""
    maker, _, model = name.strip().rpartition("/")
    return model if maker and _VENDORS.get(maker.lower()) is provider else name


def providers_of_models() -> tuple[LLMProvider, ...]:
    """The providers with models of their own in the catalog, in its order."""
    return tuple(_rows())


def names_of(name: str) -> Iterator[str]:
    """A name and the ever less particular names it may stand for, in lower case.

    `ft:gpt-4o-mini-2024-07-18:acme::1` leads to `gpt-4o-mini`, `models/gemini-2.5-flash-001` to
    `gemini-2.5-flash`, `us.anthropic.claude-sonnet-4-5-20250929-v1:0` to `claude-sonnet-4-5`,
    `qwen3:0.6b` to `qwen3`.
    """
    current = name.strip().lower()
    yield current
    for pattern in _PARTICULARS:
        shorter = pattern.sub("", current)
        if shorter and shorter != current:
            current = shorter
            yield current


_PARTICULARS = (
    re.compile(r"^models/"),
    re.compile(r"^ft:(?=.)|(?<=.):(?=.*::).*$"),  # OpenAI's fine-tuned: ft:BASE:ORGANIZATION::ID
    re.compile(r"^(?:[a-z]{2,6}\.)?anthropic\."),  # Bedrock's region and maker
    re.compile(r"-v\d+(?::\d+)?$"),  # Bedrock's version
    re.compile(r":[\w.-]+$"),  # Ollama's tag, OpenRouter's variant
    re.compile(r"@\w+$"),  # Vertex's version
    re.compile(r"-(?:latest|\d{4}-\d{2}-\d{2}|\d{8}|00\d)$"),  # a snapshot
)


def _resold(maker: LLMProvider, name: str) -> ModelEntry | None:
    vendor, _, model = name.lower().rpartition("/")
    if vendor and _VENDORS.get(vendor) is not maker:
        return None
    own = _by_name(maker)
    candidates = (form for one in names_of(model) for form in (one, one.replace(".", "-")))
    return next((own[candidate] for candidate in candidates if candidate in own), None)


@cache
def _by_name(provider: LLMProvider) -> dict[str, ModelEntry]:
    found: dict[str, ModelEntry] = {}
    for entry in known_models(provider):
        for name in (entry.id, *entry.aliases):
            found[name.lower()] = entry
    return found


@cache
def _rows() -> dict[LLMProvider, tuple[_Row, ...]]:
    """Read when a model is first looked up: it takes ten milliseconds."""
    text = files("coda.components.llm").joinpath("models.toml").read_bytes()
    return msgspec.toml.decode(text, type=dict[LLMProvider, tuple[_Row, ...]])
