"""The providers' own lists of models, kept fresh beside everything else."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from coda.components.llm.provider_choice import OFFLINE, Providers
from coda.components.llm.registry import LLMRegistry
from coda.errors import CodaError

FRESH_S = 600
"""A list is asked for again after so long."""
PATIENCE_S = 5.0
"""A provider that has not listed its models by then is left alone until the next time."""


class ModelLists:
    """Asks the configured providers what they offer and tells the registry. `troubles` holds, by name,
    why the last attempt brought nothing."""

    def __init__(
        self, registry: LLMRegistry, providers: Providers, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self.troubles: dict[str, str] = {}
        self._registry = registry
        self._providers = providers
        self._monotonic = monotonic
        self._asked_at: dict[str, float] = {}
        self._asking: asyncio.Task[None] | None = None

    def refresh_soon(self) -> None:
        """Ask in the background for what is not fresh; returns at once."""
        if self._asking is None or self._asking.done():
            now = self._monotonic()
            stale = [name for name in self._names() if now - self._asked_at.get(name, -FRESH_S) >= FRESH_S]
            if stale:
                self._asking = asyncio.create_task(self.refresh(*stale), name="lists of models")

    async def refresh(self, *names: str) -> None:
        """Ask these providers now, by default all. Raises nothing: see `troubles`."""
        await asyncio.gather(*(self._ask(name) for name in names or self._names()))

    async def refreshed(self) -> None:
        """Wait for what `refresh_soon` began."""
        if self._asking is not None:
            await asyncio.wait([self._asking])

    async def close(self) -> None:
        if self._asking is not None:
            self._asking.cancel()
            await asyncio.wait([self._asking])

    def _names(self) -> list[str]:
        return [name for name in self._providers.names() if name != OFFLINE]

    async def _ask(self, name: str) -> None:
        self._asked_at[name] = self._monotonic()
        try:
            async with asyncio.timeout(PATIENCE_S):
                provider, _ = await self._providers.choose(name)
                await self._registry.refresh(provider, name=name)
        except TimeoutError:
            self.troubles[name] = f"{name} did not list its models within {PATIENCE_S:.0f} seconds."
        except CodaError as error:
            self.troubles[name] = str(error)
        else:
            self.troubles.pop(name, None)
