"""Which provider answers: the one asked for, else the default, else what there is, else offline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coda.components.llm.base_provider import PROBE_SECONDS, BaseLLMProvider
from coda.components.llm.config import LLMConfig, LLMProvider, ProviderConfig
from coda.components.llm.health import Health
from coda.components.llm.providers.offline import OfflineProvider
from coda.components.llm.response_cache import ResponseCache
from coda.errors import ConfigurationError

if TYPE_CHECKING:
    from coda.components.llm.transport import Transport

OFFLINE = LLMProvider.OFFLINE.value


class Providers:
    """The providers of the settings, made when first asked; more may be put into `made`."""

    def __init__(self, config: LLMConfig) -> None:
        self._config = config
        self._transport: Transport | None = None
        self.made: dict[str, BaseLLMProvider] = {}
        self.cache = ResponseCache(config)

    def names(self) -> list[str]:
        """Every provider by name; `offline` is always among them, last."""
        names = [*self._config.providers, *self.made]
        return [*dict.fromkeys(name for name in names if name != OFFLINE), OFFLINE]

    def config(self, name: str) -> ProviderConfig:
        """The settings of a provider by its name. Raises KeyError for a name that is not among them."""
        made = self.made.get(name)
        return made.config if made else self._config.providers[name]

    def default_name(self) -> str:
        return (
            self._config.default_provider
            if self._config.default_provider in self.names()
            else self.names()[0]
        )

    async def choose(self, asked: str | None) -> tuple[BaseLLMProvider, str]:
        """The provider and the model for `name`, `name/model`, or None for the default.

        Raises ConfigurationError for a name that is not in the settings.
        """
        name, _, model = (asked or self.default_name()).partition("/")
        if name not in self.made:
            self.made[name] = self._make(name)
        provider = self.made[name]
        provider.settings_name, provider.breaker.settings = name, self._config.fallback
        return provider, model or provider.config.model

    async def probe(self, name: str, limit_s: float = PROBE_SECONDS) -> Health:
        """Whether a provider of the settings answers and accepts its key, within so many seconds."""
        try:
            provider, _ = await self.choose(name)
        except ConfigurationError as error:
            return Health(available=False, latency_ms=0.0, reason=str(error))
        return await provider.probe(limit_s)

    async def close(self) -> None:
        self.cache.clear()
        for provider in self.made.values():
            await provider.cleanup()
        if self._transport is not None:
            await self._transport.close()

    def _make(self, name: str) -> BaseLLMProvider:
        config = self._config.providers.get(name)
        if config is None and name == OFFLINE:
            return OfflineProvider()
        if config is None:
            known = ", ".join(self.names())
            raise ConfigurationError(f"There is no provider {name!r}; there are: {known}.")
        if config.provider == OFFLINE:
            return OfflineProvider(config)
        if config.provider is LLMProvider.CUSTOM:
            raise ConfigurationError(f"Put the custom provider {name!r} into the manager before it is asked.")
        if config.provider is LLMProvider.LOCAL:
            from coda.components.llm.providers.local import LocalModelProvider

            return LocalModelProvider(config)
        return self._over_network(config)

    def _over_network(self, config: ProviderConfig) -> BaseLLMProvider:
        # Imported with the first provider that needs the network: it brings aiohttp along.
        from coda.components.llm.providers.by_protocol import make_provider
        from coda.components.llm.transport import Transport

        self._transport = self._transport or Transport()
        return make_provider(config, self._transport)
