"""Google's Vertex AI: Gemini and Claude in a project of Google Cloud.

Addresses are those of Google's references "generateContent", "Vertex AI in express mode" and "Request
predictions with Claude models". Project and location stand in `extra_params` under these names, else
in GOOGLE_CLOUD_PROJECT and GOOGLE_CLOUD_LOCATION; the project is else that of the credentials, the
location else `global`.
"""

from __future__ import annotations

import os
import re
from abc import abstractmethod
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
from urllib.parse import quote

import msgspec

from coda.components.llm.codecs.answer import AnswerDecoder
from coda.components.llm.codecs.anthropic import AnthropicDecoder
from coda.components.llm.codecs.anthropic_models import thinks_always
from coda.components.llm.codecs.anthropic_request import betas_of, can_demand_calls
from coda.components.llm.codecs.anthropic_request import encode_request as encode_for_claude
from coda.components.llm.codecs.anthropic_schema import is_accepted
from coda.components.llm.codecs.gemini import GeminiDecoder
from coda.components.llm.codecs.gemini_models import bare_name, keeper_of
from coda.components.llm.codecs.gemini_request import encode_request as encode_for_gemini
from coda.components.llm.codecs.gemini_request import takes_form
from coda.components.llm.codecs.request import model_of
from coda.components.llm.config import ProviderConfig
from coda.components.llm.providers.google_credentials import GoogleCredentials
from coda.components.llm.providers.http import Asked, HTTPProvider
from coda.components.llm.retry import RetryPolicy
from coda.components.llm.transport import Transport
from coda.components.messages import LLMMessage, ModelRequest
from coda.errors import ConfigurationError, LLMBadRequestError

_PLACE = ("project", "location")
_LOCATION = re.compile(r"[a-z0-9-]+")
_MULTI_REGIONS = {"us", "eu"}


class _PublisherModel(msgspec.Struct, frozen=True):
    name: str


class _PublisherModels(msgspec.Struct, frozen=True, rename="camel"):
    publisher_models: list[_PublisherModel]


class VertexProvider(HTTPProvider):
    """With `api_key` Vertex is asked by that key, and without a project in express mode; else with the
    credentials of Google Cloud. Raises ConfigurationError for a location that is none, and without
    a key where the library for credentials is missing."""

    supports_structured_output = True
    publisher: ClassVar[str]
    kind_of_model: ClassVar[str]
    """How the names of the publisher's models begin that this provider can ask."""

    def __init__(
        self, config: ProviderConfig, transport: Transport | None = None, retry: RetryPolicy | None = None
    ) -> None:
        self._location = _location_of(config)
        super().__init__(config, transport, retry)
        self._credentials = GoogleCredentials() if config.api_key is None else None
        self._project: str | None = config.extra_params.get("project")
        if self._project is None and config.api_key is None:
            self._project = os.environ.get("GOOGLE_CLOUD_PROJECT") or None

    @abstractmethod
    def _method(self) -> str:
        """What is called of a model, with its query."""

    def _url(self, request: ModelRequest) -> str:
        model = bare_name(model_of(request, self.config))
        if model.startswith("projects/"):
            return f"{self._base}/{quote(model)}:{self._method()}"
        if not model.startswith("publishers/"):
            publisher, _, name = model.rpartition("/")
            model = f"publishers/{publisher or self.publisher}/models/{name}"
        if self._project is not None:
            model = f"projects/{self._project}/locations/{self._location}/{model}"
        return f"{self._base}/{quote(model)}:{self._method()}"

    def _key_headers(self, key: str) -> dict[str, str]:
        return {"x-goog-api-key": key}

    async def _make_request(self, messages: Sequence[LLMMessage], **kwargs: Any) -> Asked:
        if self._project is None and self._credentials is not None:
            self._project = await self._credentials.project()
            if self._project is None:
                raise LLMBadRequestError(
                    "Vertex AI needs a project of Google Cloud: set GOOGLE_CLOUD_PROJECT, or project in"
                    " extra_params."
                )
        return await super()._make_request(messages, **kwargs)

    async def _authorize(self, url: str, body: bytes | None) -> Mapping[str, str]:
        if self._credentials is None:
            return await super()._authorize(url, body)
        headers = await self._credentials.headers()
        if body is None and self._project is not None:
            # Lists belong to nobody's project; Google wants to know whose quota they count against.
            headers.setdefault("x-goog-user-project", self._project)
        return headers

    def _models_url(self) -> str:
        """The list of a publisher's models is only in the beta version."""
        base = self._base if self.config.api_base else f"{self._base}beta1"
        return f"{base}/publishers/{self.publisher}/models?pageSize=1000"

    def _model_ids(self, body: bytes) -> list[str]:
        models = msgspec.json.decode(body, type=_PublisherModels).publisher_models
        names = (model.name.rpartition("/")[2] for model in models)
        return [name for name in names if name.startswith(self.kind_of_model) and "embedding" not in name]

    def _address(self) -> str:
        return self.config.api_base or f"https://{_host(self._location)}/v1"

    def _called(self) -> str:
        return super()._called() if self.config.api_base else self._profile.label


class VertexGeminiProvider(VertexProvider):
    publisher = "google"
    kind_of_model = "gemini"

    def takes_form(self, request: ModelRequest) -> bool:
        return takes_form(request, self.config)

    def _method(self) -> str:
        return "streamGenerateContent?alt=sse"

    def _encode(self, request: ModelRequest) -> bytes:
        return encode_for_gemini(request, _without_place(self.config))

    def _decoder(self, request: ModelRequest) -> AnswerDecoder:
        keeper = keeper_of(model_of(request, self.config), self.config.provider)
        return GeminiDecoder(self.get_provider_name(), self._label, keeper)


class VertexClaudeProvider(VertexProvider):
    """Claude's own protocol; the model stands in the address, the version in the body."""

    publisher = "anthropic"
    kind_of_model = "claude"

    def __init__(
        self, config: ProviderConfig, transport: Transport | None = None, retry: RetryPolicy | None = None
    ) -> None:
        if config.api_key is not None:
            raise ConfigurationError(
                "Claude on Vertex AI takes no API key. Leave it out, and sign in with"
                " `gcloud auth application-default login`."
            )
        super().__init__(config, transport, retry)

    def takes_form(self, request: ModelRequest) -> bool:
        """Most projects have it switched off (`vertexai.allowedPartnerModelFeatures`), so that a tool is
        the safer way; the newest models cannot be made to call one."""
        form = request.response_format
        always = thinks_always(model_of(request, self.config))
        return always and (form is None or is_accepted(form.schema))

    def can_demand_calls(self, model: str) -> bool:
        return can_demand_calls(model or self.config.model, self.config)

    def _method(self) -> str:
        return "streamRawPredict"

    def _encode(self, request: ModelRequest) -> bytes:
        config = _without_place(self.config)
        extra = {**config.extra_params, "model": None, "anthropic_version": "vertex-2023-10-16"}
        return encode_for_claude(request, config.model_copy(update={"extra_params": extra}))

    def _decoder(self, request: ModelRequest) -> AnswerDecoder:
        model = model_of(request, self.config)
        return AnthropicDecoder(self.get_provider_name(), self._label, model)

    async def _authorize(self, url: str, body: bytes | None) -> Mapping[str, str]:
        headers = await super()._authorize(url, body)
        betas = betas_of(body, self.config)
        return {**headers, "anthropic-beta": ",".join(betas)} if betas else headers


def _location_of(config: ProviderConfig) -> str:
    location = config.extra_params.get("location") or os.environ.get("GOOGLE_CLOUD_LOCATION") or "global"
    if not isinstance(location, str) or not _LOCATION.fullmatch(location):
        raise ConfigurationError("The location of Vertex AI is a name such as global or europe-west4.")
    return location


def _host(location: str) -> str:
    if location == "global":
        return "aiplatform.googleapis.com"
    if location in _MULTI_REGIONS:
        return f"aiplatform.{location}.rep.googleapis.com"
    return f"{location}-aiplatform.googleapis.com"


def _without_place(config: ProviderConfig) -> ProviderConfig:
    extra = {name: value for name, value in config.extra_params.items() if name not in _PLACE}
    return config.model_copy(update={"extra_params": extra})
