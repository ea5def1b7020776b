"""The models a user can choose, and which of them answers unasked."""

from __future__ import annotations

from coda.components.llm.provider_choice import OFFLINE, Providers
from coda.interfaces.http.views import ModelList, ModelView

OFFLINE_NAME = "Offline commands (not a language model)"


def available_models(providers: Providers) -> ModelList:
    models = tuple(_view(providers, name) for name in providers.names())
    return ModelList(models, providers.default_name())


def _view(providers: Providers, name: str) -> ModelView:
    if name == OFFLINE:
        return ModelView(OFFLINE, OFFLINE_NAME, OFFLINE, available=True)
    config = providers.config(name)
    return ModelView(
        name,
        f"{config.model} ({name})",
        config.provider,
        *_usable(providers, name),
    )


def _usable(providers: Providers, name: str) -> tuple[bool, str | None]:
    """Whether a provider answered last time, else why not, without the key that a server may quote."""
    made = providers.made.get(name)
    if made is None or made.available:
        return True, None
    reason, key = made.last_error or "It failed last time.", made.config.api_key
    return False, reason if key is None else reason.replace(key.get_secret_value(), "[the key]")
