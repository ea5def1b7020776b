"""Amazon Bedrock's Converse, asked with a Bedrock key or with a request signed for an AWS account."""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import Callable, Mapping, Sequence
from importlib.util import find_spec
from typing import Any
from urllib.parse import quote

import msgspec

from coda.components.llm.codecs.answer import AnswerDecoder
from coda.components.llm.codecs.anthropic_schema import is_accepted
from coda.components.llm.codecs.bedrock import BedrockDecoder
from coda.components.llm.codecs.bedrock_request import (
    REGION,
    accepts_output_format,
    can_demand_calls,
    encode_request,
)
from coda.components.llm.codecs.request import model_of
from coda.components.llm.config import ProviderConfig
from coda.components.llm.providers.http import Asked, HTTPProvider
from coda.components.llm.retry import RetryPolicy
from coda.components.llm.transport import Transport
from coda.components.messages import LLMMessage, ModelRequest
from coda.errors import ConfigurationError, LLMAuthenticationError, LLMBadRequestError

_SERVICE = "bedrock"
_REGION_VARIABLES = ("AWS_REGION", "AWS_DEFAULT_REGION")


class _Model(msgspec.Struct, frozen=True, rename="camel"):
    model_id: str


class _Profile(msgspec.Struct, frozen=True, rename="camel"):
    inference_profile_id: str


class _Lists(msgspec.Struct, frozen=True, rename="camel"):
    """The control plane's answer to either question."""

    model_summaries: list[_Model] | None = None
    inference_profile_summaries: list[_Profile] | None = None


class BedrockProvider(HTTPProvider):
    """The region is `extra_params["region"]`, or that of the environment or of the AWS profile.

    Without a key the credentials are those that botocore (extra `bedrock`) finds: environment,
    profile, container or machine role. `model` is a model's id, an inference profile's, or an ARN.
    Raises ConfigurationError when botocore is needed and missing.
    """

    supports_structured_output = True

    def __init__(
        self, config: ProviderConfig, transport: Transport | None = None, retry: RetryPolicy | None = None
    ) -> None:
        self._region: str | None = config.extra_params.get(REGION) or _region_of_environment()
        if (config.api_key is None or self._region is None) and find_spec("botocore") is None:
            raise ConfigurationError(
                "Amazon Bedrock needs botocore to find credentials and region: run"
                " `pip install coda-copilot[bedrock]`. Or set AWS_BEARER_TOKEN_BEDROCK and AWS_REGION."
            )
        super().__init__(config, transport, retry)
        self._signer = _Signer()

    def takes_form(self, request: ModelRequest) -> bool:
        form = request.response_format
        knows = accepts_output_format(model_of(request, self.config))
        return knows and (form is None or is_accepted(form.schema))

    def can_demand_calls(self, model: str) -> bool:
        return can_demand_calls(model or self.config.model, self.config)

    async def list_available_models(self) -> list[str]:
        """The ids of the models that write text, and of the inference profiles through which the newer
        ones are asked, sorted. Raises an `LLMError` when the service cannot be asked."""
        await self._settle_region()
        base = self._base_for("bedrock")
        models = await self._listed(
            f"{base}/foundation-models?byInferenceType=ON_DEMAND&byOutputModality=TEXT"
        )
        return sorted({*models, *await self._listed(f"{base}/inference-profiles?maxResults=1000")})

    async def _make_request(self, messages: Sequence[LLMMessage], **kwargs: Any) -> Asked:
        await self._settle_region()
        return await super()._make_request(messages, **kwargs)

    def _url(self, request: ModelRequest) -> str:
        # a colon stays: the URL library would decode it, and the signature is of what is sent
        model = quote(model_of(request, self.config), safe=":")
        return f"{self._base_for('bedrock-runtime')}/model/{model}/converse-stream"

    def _encode(self, request: ModelRequest) -> bytes:
        return encode_request(request, self.config)

    def _decoder(self, request: ModelRequest) -> AnswerDecoder:
        return BedrockDecoder(self.get_provider_name(), self._label, model_of(request, self.config))

    def _model_ids(self, body: bytes) -> list[str]:
        told = msgspec.json.decode(body, type=_Lists)
        models = [model.model_id for model in told.model_summaries or ()]
        return models + [profile.inference_profile_id for profile in told.inference_profile_summaries or ()]

    async def _authorize(self, url: str, body: bytes | None) -> Mapping[str, str]:
        if self.config.api_key is not None:
            return await super()._authorize(url, body)
        return await asyncio.to_thread(self._signer.sign, url, body, str(self._region))

    async def _settle_region(self) -> None:
        if self._region is None:
            self._region = await asyncio.to_thread(self._signer.region)

    def _base_for(self, service: str) -> str:
        return self.config.api_base or f"https://{service}.{self._region}.amazonaws.com"

    def _address(self) -> str:
        return self._base_for("bedrock-runtime")

    def _called(self) -> str:
        return self._profile.label if self.config.api_base is None else super()._called()


class _Signer:
    """Signs requests (Signature Version 4) with whatever credentials botocore finds.

    It reads files and may ask the network, so that it belongs into a thread; several may use it.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._session: Any = None

    def region(self) -> str:
        """Of the AWS profile. Raises LLMBadRequestError when it has none, LLMAuthenticationError when
        there is no such profile."""
        with self._lock:
            region = self._asked(lambda session: session.get_config_variable("region"))
        if not region:
            raise LLMBadRequestError(
                'Amazon Bedrock needs a region. Set AWS_REGION, or extra_params to {"region": "us-east-1"}.',
                _SERVICE,
            )
        return region

    def sign(self, url: str, body: bytes | None, region: str) -> dict[str, str]:
        """The headers for a POST of `body`, or for a GET when it is None. Raises
        LLMAuthenticationError when there are no credentials that can be used."""
        with self._lock:
            credentials = self._credentials()
        from botocore.auth import SigV4Auth
        from botocore.awsrequest import AWSRequest

        request: Any = AWSRequest(method="GET" if body is None else "POST", url=url, data=body)
        signature: Any = SigV4Auth(credentials, _SERVICE, region)
        signature.add_auth(request)
        return dict(request.headers.items())

    def _credentials(self) -> Any:
        found = self._asked(lambda session: session.get_credentials())
        credentials = found and self._asked(lambda _: found.get_frozen_credentials())
        if not credentials:
            raise LLMAuthenticationError(
                "Amazon Bedrock needs a key or an AWS account. Set AWS_BEARER_TOKEN_BEDROCK, or sign in"
                " with `aws configure`.",
                _SERVICE,
            )
        return credentials

    def _asked(self, question: Callable[[Any], Any]) -> Any:
        """What the session answers; it is made when it is first asked, for that takes a while."""
        from botocore.exceptions import BotoCoreError, ClientError
        from botocore.session import Session

        if self._session is None:
            self._session = Session()
        try:
            return question(self._session)
        except (BotoCoreError, ClientError) as error:
            raise LLMAuthenticationError(f"The AWS account cannot be used: {error}", _SERVICE) from None


def _region_of_environment() -> str | None:
    found = (os.environ.get(name) for name in _REGION_VARIABLES)
    return next((region for region in found if region), None)
