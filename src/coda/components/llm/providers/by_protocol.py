"""Makes the provider that the settings name; each one's module is imported when it is first needed."""

from __future__ import annotations

from coda.components.llm.base_provider import BaseLLMProvider
from coda.components.llm.codecs.openai_models import is_openai_host
from coda.components.llm.config import LLMProvider, ProviderConfig, WireProtocol
from coda.components.llm.profiles import PROFILES
from coda.components.llm.transport import Transport
from coda.errors import ConfigurationError


def protocol_of(config: ProviderConfig) -> WireProtocol:
    """What is spoken to the configured server. Raises ConfigurationError for what it does not speak.

    OpenAI's own models are asked by Responses; with an address of one's own, by Chat Completions,
    which is what servers that speak like OpenAI have in common.
    """
    profile = PROFILES[config.provider]
    if config.protocol is not None:
        if config.protocol not in profile.protocols and config.provider is not LLMProvider.OPENAI_COMPATIBLE:
            speaks = ", ".join(profile.protocols)
            raise ConfigurationError(f"{profile.label} does not speak {config.protocol}; it speaks {speaks}.")
        return config.protocol
    if config.provider is LLMProvider.OPENAI and not is_openai_host(config.api_base):
        return WireProtocol.OPENAI_CHAT
    return profile.protocols[0]


def make_provider(config: ProviderConfig, transport: Transport) -> BaseLLMProvider:  # noqa: PLR0911 - one for each protocol
    """Raises ConfigurationError when the settings do not name enough to ask it."""
    protocol = protocol_of(config)
    if (in_a_cloud := _in_a_cloud(protocol, config, transport)) is not None:
        return in_a_cloud
    match protocol:
        case WireProtocol.OPENAI_CHAT:
            from coda.components.llm.providers.openai_chat import OpenAIProvider

            return OpenAIProvider(config, transport)
        case WireProtocol.OPENAI_RESPONSES:
            from coda.components.llm.providers.openai_responses import OpenAIResponsesProvider

            return OpenAIResponsesProvider(config, transport)
        case WireProtocol.OLLAMA:
            from coda.components.llm.providers.ollama import OllamaProvider

            return OllamaProvider(config, transport)
        case WireProtocol.ANTHROPIC:
            from coda.components.llm.providers.anthropic import AnthropicProvider

            return AnthropicProvider(config, transport)
        case WireProtocol.GEMINI:
            from coda.components.llm.providers.gemini import GeminiProvider

            return GeminiProvider(config, transport)
        case WireProtocol.BEDROCK_CONVERSE:
            from coda.components.llm.providers.bedrock import BedrockProvider

            return BedrockProvider(config, transport)


def _in_a_cloud(
    protocol: WireProtocol, config: ProviderConfig, transport: Transport
) -> BaseLLMProvider | None:
    """A provider of a cloud with addresses and a sign-in of its own, whatever is spoken there."""
    match config.provider, protocol:
        case LLMProvider.AZURE_OPENAI, WireProtocol.OPENAI_CHAT:
            from coda.components.llm.providers.azure import AzureOpenAIProvider

            return AzureOpenAIProvider(config, transport)
        case LLMProvider.VERTEX, WireProtocol.GEMINI:
            from coda.components.llm.providers.vertex import VertexGeminiProvider

            return VertexGeminiProvider(config, transport)
        case LLMProvider.VERTEX, WireProtocol.ANTHROPIC:
            from coda.components.llm.providers.vertex import VertexClaudeProvider

            return VertexClaudeProvider(config, transport)
        case _:
            return None
