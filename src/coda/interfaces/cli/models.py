"""`coda models`: what can be asked, what it can do, what it costs, and whether its provider answers."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Sequence
from typing import Any

import msgspec

from coda.bootstrap import read_settings
from coda.bootstrap.local_ollama import with_local_ollama
from coda.components.llm import LLMRegistry
from coda.components.llm.model_lists import ModelLists
from coda.components.llm.provider_choice import OFFLINE, Providers
from coda.errors import ConfigurationError
from coda.interfaces.cli.exits import DONE, PROVIDER_FAILED
from coda.interfaces.cli.terminal import plain
from coda.interfaces.models import ModelView, known_views, models_of, models_of_provider

_SHORT = {
    "vision": "vision",
    "audio": "audio",
    "function-calling": "tools",
    "reasoning": "reasoning",
    "structured-output": "structured",
}
"""In the table; chat and streaming can all of them, and a long context shows in the window."""


class ProviderHealth(msgspec.Struct, frozen=True, kw_only=True):
    """What asking a provider for its list brought."""

    name: str
    answers: bool
    models: int | None = None
    trouble: str | None = None


class ModelsForm(msgspec.Struct, frozen=True, kw_only=True):
    """`coda models --json`."""

    models: tuple[ModelView, ...]
    default_model: str
    checked: tuple[ProviderHealth, ...] = ()


def models(provider: str | None, *, check: bool, as_json: bool) -> int:
    form = asyncio.run(_form(provider, check=check))
    if as_json:
        print(json.dumps(msgspec.to_builtins(form), ensure_ascii=False))
    else:
        for line in (*_table(form), *_healths(form.checked)):
            print(plain(line).rstrip())
    return DONE if all(one.answers for one in form.checked) else PROVIDER_FAILED


async def _form(asked: str | None, *, check: bool) -> ModelsForm:
    """Raises ConfigurationError for a provider that is neither configured nor known."""
    settings = await with_local_ollama(await asyncio.to_thread(read_settings))
    registry, providers = LLMRegistry(), Providers(settings.llm)
    lists = ModelLists(registry, providers)
    try:
        names = [name for name in providers.names() if name != OFFLINE and asked in {None, name}]
        if check and names:
            await lists.refresh(*names)
        found = await asyncio.to_thread(lambda: tuple(_selected(providers, registry, asked)))
        checked = tuple(_health(registry, lists, name) for name in names) if check else ()
        return ModelsForm(models=found, default_model=providers.default_name(), checked=checked)
    finally:
        await providers.close()


def _selected(providers: Providers, registry: LLMRegistry, asked: str | None) -> Sequence[ModelView]:
    if asked is None:
        return list(models_of(providers, registry))
    if asked == OFFLINE:
        return [view for view in models_of(providers, registry) if view.id == OFFLINE]
    if asked in providers.names():
        return list(models_of_provider(providers, registry, asked))
    if asked not in registry.providers():
        known = ", ".join((*providers.names(), *registry.providers()))
        raise ConfigurationError(f"There is no provider {asked!r}; there are: {known}.")
    return list(known_views(registry, asked))


def _health(registry: LLMRegistry, lists: ModelLists, name: str) -> ProviderHealth:
    listing, trouble = registry.listing(name), lists.troubles.get(name)
    answers = listing is not None and trouble is None
    return ProviderHealth(
        name=name, answers=answers, models=len(listing.ids) if listing and answers else None, trouble=trouble
    )


def _table(form: ModelsForm) -> list[str]:
    rows = [("MODEL", "WINDOW", "CAN", "PRICE", "")]
    rows += [_row(view, form.default_model) for view in form.models]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    if not any(view.id != OFFLINE for view in form.models):
        _hint()
    return [
        f"{row[0]:{widths[0]}}  {row[1]:>{widths[1]}}  {row[2]:{widths[2]}}  {row[3]:{widths[3]}}  {row[4]}"
        for row in rows
    ]


def _row(view: ModelView, default: str) -> tuple[str, str, str, str, str]:
    window = "?" if view.context_window is None else f"{view.context_window:,}"
    can = "?" if view.capabilities is None else ", ".join(_SHORT[c] for c in view.capabilities if c in _SHORT)
    chosen = "answers unasked" if view.id == default.partition("/")[0] else ""
    unclear = view.why_not if view.why_not and view.why_not not in view.note else ""
    model = view.id if view.id.endswith(view.model) else f"{view.id} ({view.model})"
    remarks = "; ".join(part.rstrip(".") for part in (chosen, unclear, view.note) if part)
    return model, "" if view.id == OFFLINE else window, can, view.price, remarks


def _healths(checked: Sequence[ProviderHealth]) -> list[str]:
    told: list[Any] = [""] if checked else []
    return [
        *told,
        *(
            f"{one.name} answers and lists {one.models} models."
            if one.answers
            else f"{one.name} does not answer: {one.trouble}"
            for one in checked
        ),
    ]


def _hint() -> None:
    print(
        "coda: no provider is configured. Set a key (OPENAI_API_KEY, ANTHROPIC_API_KEY, …; "
        "`coda keys list` names all), or see `coda models --provider openai`.",
        file=sys.stderr,
    )
