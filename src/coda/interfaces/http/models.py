"""`GET /chat/models`: what the registry knows, at once; what the providers list, from the next time on."""

from __future__ import annotations

import asyncio

from coda.bootstrap import Coda
from coda.interfaces.http.views import ModelList
from coda.interfaces.models import models_of


async def available_models(coda: Coda) -> ModelList:
    """No provider is waited for: their own lists are asked for in the background."""
    coda.model_lists.refresh_soon()
    models = await asyncio.to_thread(lambda: tuple(models_of(coda.providers, coda.registry)))
    return ModelList(models, coda.providers.default_name())
