"""Azure OpenAI: both of its addresses, its key header, and Entra ID with a credential of the test's."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pytest
from aiohttp import web
from azure.core.exceptions import ClientAuthenticationError, ServiceRequestError

from coda.components.llm.config import ProviderConfig
from coda.components.llm.providers.azure import AzureOpenAIProvider
from coda.components.llm.providers.by_protocol import make_provider
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
)
from coda.errors import (
    ConfigurationError,
    LLMAuthenticationError,
    LLMModelNotFoundError,
    LLMProviderDownError,
)
from coda.testing.openai_answers import StandInAnswer, completion, refusal

REQUEST = ModelRequest((LLMMessage(MessageRole.USER, "hi"),))
HELLO = completion("Hello", usage=None)
NOW = 1_800_000_000
ANSWER = [TextDelta("Hello"), Finish(FinishReason.STOP)]


class FakeToken(NamedTuple):
    token: str
    expires_on: int


@dataclass
class FakeCredential:
    """Gives tokens that last an hour, and counts them."""

    scopes: list[str] = field(default_factory=list)
    failure: Exception | None = None

    def get_token(self, *scopes: str) -> FakeToken:
        self.scopes += scopes
        if self.failure is not None:
            raise self.failure
        return FakeToken(f"token-{len(self.scopes)}", NOW + 3600)


def settings(**fields: Any) -> ProviderConfig:
    given = {"provider": "azure_openai", "model": "my gpt", "max_retries": 0, "timeout": 10, **fields}
    return ProviderConfig.model_validate(given)


class Seen(NamedTuple):
    path: str
    headers: dict[str, str]
    body: dict[str, Any]


@asynccontextmanager
async def azure(
    answer: StandInAnswer = HELLO,
    credential: FakeCredential | None = None,
    clock: list[int] | None = None,
    **fields: Any,
) -> AsyncGenerator[tuple[AzureOpenAIProvider, list[Seen]]]:
    """A provider and what the server it asks, a resource of this test, has seen."""
    seen: list[Seen] = []
    times = clock or [NOW]

    async def reply(request: web.Request) -> web.Response:
        body = await request.json() if request.can_read_body else {}
        seen.append(Seen(request.path_qs, {n.lower(): v for n, v in request.headers.items()}, body))
        if request.method == "GET":
            return web.json_response({"data": [{"id": "b"}, {"id": "a"}]})
        whole = b"".join(piece for piece in answer.pieces if isinstance(piece, bytes))
        return web.Response(status=answer.status, body=whole, headers=dict(answer.headers))

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", reply)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    base = f"http://{host}:{port}" + fields.pop("path", "")
    provider = AzureOpenAIProvider(
        settings(api_base=base, **fields), credential=credential, now=lambda: times[0]
    )
    try:
        yield provider, seen
    finally:
        await provider.cleanup()
        await runner.cleanup()


async def play(provider: AzureOpenAIProvider) -> list[ModelEvent]:
    return [event async for event in provider.stream(REQUEST)]


async def failure(provider: AzureOpenAIProvider) -> Exception:
    (event,) = await play(provider)
    assert isinstance(event, Failure)
    return event.error


@pytest.mark.anyio
@pytest.mark.parametrize("path", ["", "/", "/openai", "/openai/v1/"])
async def test_a_key_goes_in_azures_own_header_to_the_v1_address(path: str) -> None:
    async with azure(api_key="secret", path=path) as (provider, seen):
        assert await play(provider) == ANSWER
        (request,) = seen
        assert request.path == "/openai/v1/chat/completions"
        assert request.headers["api-key"] == "secret"
        assert "authorization" not in request.headers
        assert request.body["model"] == "my gpt"


@pytest.mark.anyio
async def test_an_api_version_leads_to_the_deployment_and_stays_out_of_the_body() -> None:
    extra = {"api_version": "2024-10-21", "seed": 7}
    async with azure(api_key="secret", extra_params=extra) as (provider, seen):
        assert await play(provider) == ANSWER
        (request,) = seen
        assert request.path == "/openai/deployments/my%20gpt/chat/completions?api-version=2024-10-21"
        assert (request.body["seed"], "api_version" in request.body) == (7, False)


@pytest.mark.anyio
async def test_models_are_listed_at_either_address() -> None:
    async with azure(api_key="secret") as (provider, seen):
        assert await provider.list_available_models() == ["a", "b"]
        provider.config.extra_params = {"api_version": "2024-10-21"}
        assert await provider.list_available_models() == ["a", "b"]
        assert [request.path for request in seen] == [
            "/openai/v1/models",
            "/openai/models?api-version=2024-10-21",
        ]


@pytest.mark.anyio
async def test_without_a_key_entra_id_signs_in_once_and_again_shortly_before_the_token_expires() -> None:
    credential, clock = FakeCredential(), [NOW]
    async with azure(credential=credential, clock=clock) as (provider, seen):
        for at in (NOW, NOW + 3000, NOW + 3301):
            clock[0] = at
            assert await play(provider) == ANSWER
        assert [request.headers["authorization"] for request in seen] == [
            "Bearer token-1",
            "Bearer token-1",
            "Bearer token-2",
        ]
        assert not any("api-key" in request.headers for request in seen)
        assert credential.scopes == ["https://cognitiveservices.azure.com/.default"] * 2


@pytest.mark.anyio
async def test_many_requests_at_once_sign_in_once() -> None:
    credential = FakeCredential()
    async with azure(credential=credential) as (provider, _):
        await asyncio.gather(*(play(provider) for _ in range(5)))
        assert len(credential.scopes) == 1


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("raised", "kind"),
    [
        (ClientAuthenticationError("secret details"), LLMAuthenticationError),
        (ServiceRequestError("secret details"), LLMProviderDownError),
    ],
)
async def test_a_sign_in_that_fails_is_a_typed_failure(raised: Exception, kind: type[Exception]) -> None:
    async with azure(credential=FakeCredential(failure=raised)) as (provider, seen):
        error = await failure(provider)
        assert type(error) is kind
        assert "secret" not in str(error)
        assert not seen


@pytest.mark.anyio
async def test_a_refusal_is_azures_and_names_the_request() -> None:
    answer = refusal(404, "The API deployment for this resource does not exist.", code="DeploymentNotFound")
    answer = answer.with_headers({"apim-request-id": "r1"})
    async with azure(answer, api_key="secret") as (provider, _):
        error = await failure(provider)
        assert isinstance(error, LLMModelNotFoundError)
        assert str(error).startswith("Azure OpenAI does not have this model")
        assert error.request_id == "r1"


def test_the_governments_cloud_has_a_scope_of_its_own() -> None:
    credential = FakeCredential()
    config = settings(api_base="https://r.openai.azure.us")
    AzureOpenAIProvider(config, credential=credential)._sign_in()
    assert credential.scopes == ["https://cognitiveservices.azure.us/.default"]


def test_without_a_key_and_without_azure_identity_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("coda.components.llm.providers.azure.find_spec", lambda _: None)
    with pytest.raises(ConfigurationError, match=r"pip install coda-copilot\[azure\]"):
        AzureOpenAIProvider(settings(api_base="https://r.openai.azure.com"))


def test_it_needs_an_address() -> None:
    with pytest.raises(ConfigurationError, match="api_base"):
        AzureOpenAIProvider(settings(api_key="secret"))


@pytest.mark.anyio
async def test_the_settings_lead_to_it() -> None:
    transport = Transport()
    provider = make_provider(settings(api_base="https://r.openai.azure.com", api_key="x"), transport)
    assert isinstance(provider, AzureOpenAIProvider)
    assert provider.supports_structured_output
    await transport.close()
