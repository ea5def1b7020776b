"""The Bedrock provider against a server on this machine, with a key and with signatures."""

import asyncio
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from coda.components.llm.config import ProviderConfig
from coda.components.llm.providers.bedrock import BedrockProvider
from coda.components.llm.providers.by_protocol import make_provider
from coda.components.llm.retry import RetryPolicy
from coda.components.llm.transport import Transport
from coda.components.messages import (
    Failure,
    Finish,
    FinishReason,
    LLMMessage,
    MessageRole,
    ModelEvent,
    ModelRequest,
    TextDelta,
    Usage,
    UsageReport,
)
from coda.errors import (
    ConfigurationError,
    LLMAuthenticationError,
    LLMBadRequestError,
    LLMError,
    LLMRateLimitError,
    LLMStreamBrokenError,
)
from tests.llm.bedrock_judge import stream

pytestmark = pytest.mark.anyio

MODEL = "us.anthropic.claude-sonnet-4-5-20250929-v1:0"
ARN = "arn:aws:bedrock:us-east-1:1:inference-profile/" + MODEL
REQUEST = ModelRequest((LLMMessage(MessageRole.USER, "hello"),))
ANSWER = stream(
    ("messageStart", {"role": "assistant"}),
    ("contentBlockDelta", {"contentBlockIndex": 0, "delta": {"text": "Hi."}}),
    ("messageStop", {"stopReason": "end_turn"}),
    ("metadata", {"usage": {"inputTokens": 3, "outputTokens": 2, "totalTokens": 5}}),
)


@pytest.fixture(autouse=True)
def no_aws_of_this_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("AWS_REGION", "AWS_DEFAULT_REGION", "AWS_PROFILE", "AWS_ACCESS_KEY_ID", "AWS_SESSION_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "credentials"))
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")


@pytest.fixture
def an_account(no_aws_of_this_machine: None, monkeypatch: pytest.MonkeyPatch) -> Credentials:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret/of/nobody")
    monkeypatch.setenv("AWS_SESSION_TOKEN", "token")
    return Credentials("AKIDEXAMPLE", "secret/of/nobody", "token")


class Service:
    """Gives one answer to everything, and keeps what it was asked."""

    def __init__(self, body: bytes, status: int = 200, **headers: str) -> None:
        self._answer = (body, status, {name.replace("_", "-"): value for name, value in headers.items()})
        self.asked: list[web.Request] = []
        self.bodies: list[bytes] = []

    async def answer(self, request: web.Request) -> web.Response:
        self.asked.append(request)
        self.bodies.append(await request.read())
        body, status, headers = self._answer
        kind = (
            "application/vnd.amazon.eventstream" if status == 200 and body == ANSWER else "application/json"
        )
        return web.Response(body=body, status=status, content_type=kind, headers=headers)


@asynccontextmanager
async def asking(service: Service, **fields: Any) -> AsyncGenerator[BedrockProvider]:
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", service.answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    settings = {"provider": "bedrock", "model": MODEL, "api_base": f"http://{host}:{port}", "timeout": 10}
    region = {"extra_params": {"region": "us-east-1"}}
    provider = BedrockProvider(
        ProviderConfig.model_validate({**settings, **region, **fields}), retry=RetryPolicy(0)
    )
    try:
        async with asyncio.timeout(20):
            yield provider
    finally:
        await provider.cleanup()
        await runner.cleanup()


def bedrock(**fields: Any) -> BedrockProvider:
    config = ProviderConfig.model_validate({"provider": "bedrock", "model": MODEL, **fields})
    provider = make_provider(config, Transport())
    assert isinstance(provider, BedrockProvider)
    return provider


async def play(provider: BedrockProvider, request: ModelRequest = REQUEST) -> list[ModelEvent]:
    return [event async for event in provider.stream(request)]


def error_in(events: list[ModelEvent]) -> LLMError:
    assert isinstance(events[-1], Failure)
    return events[-1].error


def signature_of(asked: web.Request, body: bytes, account: Credentials) -> str:
    """The signature that AWS would compute for what arrived, at the time it says it was made."""
    url = f"http://{asked.headers['host']}{asked.raw_path}"
    again = AWSRequest(method=asked.method, url=url, data=body or None)
    again.headers["X-Amz-Security-Token"] = asked.headers["x-amz-security-token"]
    again.headers["X-Amz-Date"] = asked.headers["x-amz-date"]
    again.context["timestamp"] = asked.headers["x-amz-date"]
    auth = SigV4Auth(account, "bedrock", "us-east-1")
    told = auth.string_to_sign(again, auth.canonical_request(again))
    return str(auth.signature(told, again))


async def test_an_answer_is_streamed_with_a_key_and_without_any_account() -> None:
    service = Service(ANSWER)
    async with asking(service, api_key="bedrock-key") as provider:
        assert await play(provider) == [
            TextDelta("Hi."),
            UsageReport(Usage(3, 2)),
            Finish(FinishReason.STOP),
        ]
    (asked,) = service.asked
    assert asked.raw_path == f"/model/{MODEL}/converse-stream"
    assert asked.headers["authorization"] == "Bearer bedrock-key"
    assert b'"region"' not in service.bodies[0]


@pytest.mark.parametrize(("model", "path"), [(MODEL, MODEL), (ARN, ARN.replace("/", "%2F"))])
async def test_a_request_is_signed_as_it_arrives(an_account: Credentials, model: str, path: str) -> None:
    service = Service(ANSWER)
    async with asking(service, model=model) as provider:
        assert (await play(provider))[-1] == Finish(FinishReason.STOP)
    (asked,) = service.asked
    assert asked.raw_path == f"/model/{path}/converse-stream"
    signed = asked.headers["authorization"]
    assert "/us-east-1/bedrock/aws4_request" in signed
    assert signed.endswith(f"Signature={signature_of(asked, service.bodies[0], an_account)}")


async def test_models_and_profiles_are_listed_with_signed_questions(an_account: Credentials) -> None:
    service = Service(b'{"modelSummaries": [{"modelId": "b"}], "inferenceProfileSummaries": []}')
    async with asking(service) as provider:
        assert await provider.list_available_models() == ["b"]
    assert [asked.path for asked in service.asked] == ["/foundation-models", "/inference-profiles"]
    for asked in service.asked:
        assert asked.headers["authorization"].endswith(f"Signature={signature_of(asked, b'', an_account)}")


async def test_profiles_are_named_by_their_ids_and_what_is_no_list_is_an_error() -> None:
    service = Service(b'{"inferenceProfileSummaries": [{"inferenceProfileId": "us.b"}]}')
    async with asking(service, api_key="k") as provider:
        assert await provider.list_available_models() == ["us.b"]
    async with asking(Service(b"[]"), api_key="k") as provider:
        with pytest.raises(LLMStreamBrokenError):
            await provider.list_available_models()


async def test_a_refusal_of_amazon_is_typed_and_names_the_request() -> None:
    service = Service(
        b'{"message": "Too many requests"}',
        429,
        x_amzn_requestid="r-1",
        x_amzn_errortype="ThrottlingException",
    )
    async with asking(service, api_key="k") as provider:
        error = error_in(await play(provider))
    assert type(error) is LLMRateLimitError
    assert error.request_id == "r-1"


async def test_without_key_and_account_one_is_told_what_to_do() -> None:
    async with asking(Service(ANSWER)) as provider:
        error = error_in(await play(provider))
    assert type(error) is LLMAuthenticationError
    assert "AWS_BEARER_TOKEN_BEDROCK" in str(error)


async def test_a_profile_that_does_not_exist_is_a_typed_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_PROFILE", "nobody")
    async with asking(Service(ANSWER)) as provider:
        assert type(error_in(await play(provider))) is LLMAuthenticationError
    assert type(error_in(await play(bedrock(api_key="k", max_retries=0)))) is LLMAuthenticationError


async def test_the_region_is_of_the_settings_then_the_environment_then_the_profile(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "config").write_text("[default]\nregion = eu-north-1\n")
    provider = bedrock(api_key="k")
    await provider._settle_region()
    assert provider._url(REQUEST).startswith("https://bedrock-runtime.eu-north-1.amazonaws.com/model/")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-1")
    assert "eu-west-1" in bedrock(api_key="k")._url(REQUEST)
    monkeypatch.setenv("AWS_REGION", "eu-west-2")
    assert "eu-west-2" in bedrock(api_key="k")._url(REQUEST)
    assert "us-west-2" in bedrock(api_key="k", extra_params={"region": "us-west-2"})._url(REQUEST)


async def test_without_a_region_one_is_told_how_to_name_it() -> None:
    error = error_in(await play(bedrock(api_key="k", max_retries=0)))
    assert type(error) is LLMBadRequestError
    assert "AWS_REGION" in str(error)


async def test_without_botocore_a_key_and_a_region_are_enough_and_less_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "botocore", None)
    bedrock(api_key="k", extra_params={"region": "us-east-1"})
    for fields in ({"api_key": "k"}, {"extra_params": {"region": "us-east-1"}}):
        with pytest.raises(ConfigurationError, match=r"pip install coda-copilot\[bedrock\]"):
            bedrock(**fields)


@pytest.mark.parametrize(
    ("model", "more", "by_call"),
    [
        ("anthropic.claude-3-haiku-20240307-v1:0", {}, True),
        (MODEL, {"thinking": {"type": "enabled", "budget_tokens": 1024}}, False),
        ("us.anthropic.claude-opus-5-5", {}, False),
        ("meta.llama3-1-70b-instruct-v1:0", {}, False),
    ],
)
async def test_calls_are_demanded_only_of_models_that_obey(
    model: str, more: dict[str, Any], by_call: bool
) -> None:
    extra = {"region": "us-east-1", "additionalModelRequestFields": more}
    provider = BedrockProvider(
        ProviderConfig.model_validate(
            {"provider": "bedrock", "model": model, "api_key": "k", "extra_params": extra}
        )
    )
    assert provider.can_demand_calls("") is by_call
    await provider.cleanup()
