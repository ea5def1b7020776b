"""The models a user can choose, and which of them answers unasked."""

from __future__ import annotations

from coda.components.llm.provider_choice import OFFLINE, Providers
from coda.interfaces.http.views import ModelList, ModelView

OFFLINE_NAME = "Offline commands (not a language model)"


def available_models(providers: Providers) -> ModelList:
    models = tuple(_view(providers, name) for name in providers.names())
    return ModelList(models, providers.default_name())


def _view(providers: Providers, name: str) -> ModelView:
    """A provider that failed last time can still be chosen: the fault may be mended meanwhile."""
    if name == OFFLINE:
        return ModelView(OFFLINE, OFFLINE_NAME, OFFLINE, available=True)
    config, made = providers.config(name), providers.made.get(name)
    trouble = None if made is None or made.available else made.last_error
    return ModelView(name, f"{config.model} ({name})", config.provider, available=True, why_not=trouble)
