"""Google's Gemini with a key of AI Studio, and servers that speak like it at an address of their own."""

from __future__ import annotations

from urllib.parse import quote

import msgspec

from coda.components.llm.codecs.answer import AnswerDecoder
from coda.components.llm.codecs.gemini import GeminiDecoder
from coda.components.llm.codecs.gemini_models import keeper_of
from coda.components.llm.codecs.gemini_request import encode_request, takes_form
from coda.components.llm.codecs.request import model_of
from coda.components.llm.providers.http import HTTPProvider
from coda.components.messages import ModelRequest


class _Model(msgspec.Struct, frozen=True, rename="camel"):
    name: str
    supported_generation_methods: list[str] = []


class _ModelList(msgspec.Struct, frozen=True):
    models: list[_Model]


class GeminiProvider(HTTPProvider):
    supports_structured_output = True

    def takes_form(self, request: ModelRequest) -> bool:
        return takes_form(request, self.config)

    def _url(self, request: ModelRequest) -> str:
        model = model_of(request, self.config)
        place = model if model.startswith(("models/", "tunedModels/")) else f"models/{model}"
        return f"{self._base}/{quote(place)}:streamGenerateContent?alt=sse"

    def _encode(self, request: ModelRequest) -> bytes:
        return encode_request(request, self.config)

    def _decoder(self, request: ModelRequest) -> AnswerDecoder:
        keeper = keeper_of(model_of(request, self.config), self.config.provider)
        return GeminiDecoder(self.get_provider_name(), self._label, keeper)

    def _key_headers(self, key: str) -> dict[str, str]:
        return {"x-goog-api-key": key}

    def _models_url(self) -> str:
        return f"{self._base}/models?pageSize=1000"

    def _model_ids(self, body: bytes) -> list[str]:
        models = msgspec.json.decode(body, type=_ModelList).models
        return [
            model.name.removeprefix("models/")
            for model in models
            if "generateContent" in model.supported_generation_methods
        ]
