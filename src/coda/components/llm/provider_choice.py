"""Which provider answers: the one asked for, else the default, else what there is, else offline."""

from __future__ import annotations

from coda.components.llm.base_provider import BaseLLMProvider
from coda.components.llm.config import LLMConfig, LLMProvider, ProviderConfig
from coda.components.llm.providers.offline import OfflineProvider
from coda.components.llm.providers.openai_chat import OpenAIProvider
from coda.errors import ConfigurationError

_CLASSES: dict[LLMProvider, type[BaseLLMProvider]] = {
    LLMProvider.OPENAI: OpenAIProvider,
    LLMProvider.OPENAI_COMPATIBLE: OpenAIProvider,
    LLMProvider.OFFLINE: OfflineProvider,
}
OFFLINE = LLMProvider.OFFLINE.value


class Providers:
    """The providers of the settings, made when first asked; more may be put into `made`."""

    def __init__(self, config: LLMConfig) -> None:
        self._config = config
        self.made: dict[str, BaseLLMProvider] = {}

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
        return provider, model or provider.config.model

    async def close(self) -> None:
        for provider in self.made.values():
            await provider.cleanup()

    def _make(self, name: str) -> BaseLLMProvider:
        config = self._config.providers.get(name)
        if config is None and name == OFFLINE:
            return OfflineProvider()
        if config is None:
            known = ", ".join(self.names())
            raise ConfigurationError(f"There is no provider {name!r}; there are: {known}.")
        return provider_of(config)


def provider_of(config: ProviderConfig) -> BaseLLMProvider:
    """Raises ConfigurationError for a kind of provider this version cannot speak to."""
    if config.provider not in _CLASSES:
        spoken = ", ".join(_CLASSES)
        raise ConfigurationError(f"Coda cannot speak to {config.provider} yet; it speaks to: {spoken}.")
    return _CLASSES[config.provider](config)
