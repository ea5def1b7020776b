"""OpenAI's Chat Completions, and every server that speaks them at an address of its own."""

from __future__ import annotations

import msgspec

from coda.components.llm.codecs.answer import AnswerDecoder
from coda.components.llm.codecs.chat_dialects import dialect_of
from coda.components.llm.codecs.openai_chat import OpenAIChatDecoder, encode_request
from coda.components.llm.codecs.request import model_of
from coda.components.llm.config import ProviderConfig
from coda.components.llm.providers.http import HTTPProvider
from coda.components.llm.retry import RetryPolicy
from coda.components.llm.transport import Transport
from coda.components.messages import ModelRequest


class _Model(msgspec.Struct, frozen=True):
    id: str


class _ModelList(msgspec.Struct, frozen=True):
    data: list[_Model]


_models: msgspec.json.Decoder[_ModelList | list[_Model]] = msgspec.json.Decoder(_ModelList | list[_Model])
"""Together sends the list bare."""


class OpenAIProvider(HTTPProvider):
    def __init__(
        self, config: ProviderConfig, transport: Transport | None = None, retry: RetryPolicy | None = None
    ) -> None:
        super().__init__(config, transport, retry)
        self.supports_structured_output = dialect_of(config).json_schema

    def _root(self) -> str:
        """The address in front of the protocol's own paths; a prefix that is there stays single."""
        prefix = dialect_of(self.config).path_prefix
        return self._base if self._base.endswith(prefix) else self._base + prefix

    def _url(self, request: ModelRequest) -> str:
        return f"{self._root()}/chat/completions"

    def _encode(self, request: ModelRequest) -> bytes:
        return encode_request(request, self.config)

    def _decoder(self, request: ModelRequest) -> AnswerDecoder:
        return OpenAIChatDecoder(
            self.get_provider_name(), self._label, model_of(request, self.config), dialect_of(self.config)
        )

    def _models_url(self) -> str:
        return f"{self._root()}/models"

    def _model_ids(self, body: bytes) -> list[str]:
        models = _models.decode(body)
        return [model.id for model in (models if isinstance(models, list) else models.data)]
