"""OpenAI's Responses, which OpenAI's own models are asked by, and some servers that speak like it."""

from __future__ import annotations

from coda.components.llm.codecs.answer import AnswerDecoder
from coda.components.llm.codecs.openai_responses import OpenAIResponsesDecoder
from coda.components.llm.codecs.openai_responses_request import encode_request
from coda.components.llm.codecs.request import model_of
from coda.components.llm.providers.openai_chat import OpenAIProvider
from coda.components.messages import ModelRequest


class OpenAIResponsesProvider(OpenAIProvider):
    """The same servers as `OpenAIProvider`, with their keys and lists of models, by another protocol."""

    def _url(self, request: ModelRequest) -> str:
        return f"{self._root()}/responses"

    def _encode(self, request: ModelRequest) -> bytes:
        return encode_request(request, self.config)

    def _decoder(self, request: ModelRequest) -> AnswerDecoder:
        return OpenAIResponsesDecoder(self.get_provider_name(), self._label, model_of(request, self.config))
