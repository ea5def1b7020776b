"""The decoder of each protocol, imported when it is asked for."""

from __future__ import annotations

from coda.components.llm.codecs.answer import AnswerDecoder
from coda.components.llm.config import WireProtocol


def decoder_for(protocol: WireProtocol) -> AnswerDecoder:
    """A decoder for one answer, as of the provider the protocol belongs to."""
    match protocol:
        case WireProtocol.OPENAI_CHAT:
            from coda.components.llm.codecs.openai_chat import OpenAIChatDecoder

            return OpenAIChatDecoder()
        case WireProtocol.OPENAI_RESPONSES:
            from coda.components.llm.codecs.openai_responses import OpenAIResponsesDecoder

            return OpenAIResponsesDecoder()
        case WireProtocol.ANTHROPIC:
            from coda.components.llm.codecs.anthropic import AnthropicDecoder

            return AnthropicDecoder()
        case WireProtocol.GEMINI:
            from coda.components.llm.codecs.gemini import GeminiDecoder

            return GeminiDecoder()
        case WireProtocol.OLLAMA:
            from coda.components.llm.codecs.ollama import OllamaDecoder

            return OllamaDecoder()
        case WireProtocol.BEDROCK_CONVERSE:
            from coda.components.llm.codecs.bedrock import BedrockDecoder

            return BedrockDecoder()
