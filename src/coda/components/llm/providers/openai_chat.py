"""OpenAI's Chat Completions, and every server that speaks them at an address of its own."""

from __future__ import annotations

import msgspec

from coda.components.llm.codecs.answer import AnswerDecoder
from coda.components.llm.codecs.openai_chat import OpenAIChatDecoder, encode_request
from coda.components.llm.providers.http import HTTPProvider
from coda.components.messages import ModelRequest


class _Model(msgspec.Struct, frozen=True):
    id: str


class _ModelList(msgspec.Struct, frozen=True):
    data: list[_Model]


class OpenAIProvider(HTTPProvider):
    def _url(self, request: ModelRequest) -> str:
        return f"{self._base}/chat/completions"

    def _encode(self, request: ModelRequest) -> bytes:
        return encode_request(request, self.config)

    def _decoder(self, request: ModelRequest) -> AnswerDecoder:
        return OpenAIChatDecoder(self.get_provider_name(), self._label)

    def _model_ids(self, body: bytes) -> list[str]:
        return [model.id for model in msgspec.json.decode(body, type=_ModelList).data]
