"""Anthropic's Messages, and servers that speak them at an address of their own."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from coda.components.llm.codecs.answer import AnswerDecoder
from coda.components.llm.codecs.anthropic import AnthropicDecoder
from coda.components.llm.codecs.anthropic_models import accepts_output_format
from coda.components.llm.codecs.anthropic_request import betas_of, can_demand_calls, encode_request
from coda.components.llm.codecs.anthropic_schema import is_accepted
from coda.components.llm.codecs.request import model_of
from coda.components.llm.providers.http import HTTPProvider
from coda.components.messages import ModelRequest

_VERSION = {"anthropic-version": "2023-06-01"}


class _Model(msgspec.Struct, frozen=True):
    id: str
    lifecycle: str = ""


class _ModelList(msgspec.Struct, frozen=True):
    data: list[_Model]


class AnthropicProvider(HTTPProvider):
    supports_structured_output = True

    def takes_form(self, request: ModelRequest) -> bool:
        form = request.response_format
        knows = accepts_output_format(model_of(request, self.config))
        return knows and (form is None or is_accepted(form.schema))

    def can_demand_calls(self, model: str) -> bool:
        return can_demand_calls(model or self.config.model, self.config)

    def _url(self, request: ModelRequest) -> str:
        return f"{self._base}/messages"

    def _encode(self, request: ModelRequest) -> bytes:
        return encode_request(request, self.config)

    def _decoder(self, request: ModelRequest) -> AnswerDecoder:
        model = model_of(request, self.config)
        return AnthropicDecoder(self.get_provider_name(), self._label, model)

    def _key_headers(self, key: str) -> dict[str, str]:
        return {"x-api-key": key}

    async def _authorize(self, url: str, body: bytes | None) -> Mapping[str, str]:
        headers = {**_VERSION, **await super()._authorize(url, body)}
        betas = betas_of(body, self.config)
        return {**headers, "anthropic-beta": ",".join(betas)} if betas else headers

    def _models_url(self) -> str:
        return f"{self._base}/models?limit=1000"

    def _model_ids(self, body: bytes) -> list[str]:
        models = msgspec.json.decode(body, type=_ModelList).data
        return [model.id for model in models if model.lifecycle != "retired"]
