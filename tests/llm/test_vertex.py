"""Vertex AI: Gemini and Claude against a real server on this machine, signed in by Google's own library.

The service account is the test's own; where its tokens come from is told by its key file.
"""

import json
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import anthropic.types
import httpx2
import pydantic
import pytest
from anthropic.lib.vertex import AnthropicVertex
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from coda.components.llm.config import ProviderConfig, WireProtocol
from coda.components.llm.providers import google_credentials
from coda.components.llm.providers.by_protocol import make_provider
from coda.components.llm.providers.vertex import (
    VertexClaudeProvider,
    VertexGeminiProvider,
    VertexProvider,
)
from coda.components.llm.transport import Transport
from coda.components.messages import (
    Failure,
    Finish,
    FinishReason,
    LLMMessage,
    MessageRole,
    ModelEvent,
    ModelRequest,
    ReasoningState,
    TextDelta,
    ToolSchema,
)
from coda.errors import (
    ConfigurationError,
    LLMAuthenticationError,
    LLMBadRequestError,
    LLMError,
    LLMProviderDownError,
)

from .google_server import GoogleServer, google

pytestmark = pytest.mark.anyio

USER = LLMMessage(MessageRole.USER, "hi")
CLAUDE = "claude-sonnet-4-5@20250929"


def said(text: str, **fields: Any) -> dict[str, Any]:
    content = {"parts": [{"text": text, "thoughtSignature": "QUJD"}]}
    return {"candidates": [{"content": content, "finishReason": "STOP"}], **fields}


HELLO = [said("Hello")]
CLAUDES_HELLO = [
    {"type": "message_start", "message": {"id": "m", "usage": {"input_tokens": 3}}},
    {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": "Hello"}},
    {"type": "message_delta", "delta": {"stop_reason": "end_turn"}, "usage": {"output_tokens": 2}},
    {"type": "message_stop"},
]


def token(seconds: int = 3600) -> dict[str, Any]:
    return {"access_token": "ya29.nobodys", "expires_in": seconds, "token_type": "Bearer"}


@pytest.fixture(scope="module")
def private_key() -> str:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()


@pytest.fixture(autouse=True)
def _nobody_is_signed_in(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("GOOGLE_CLOUD_PROJECT", "GOOGLE_CLOUD_LOCATION", "GCLOUD_PROJECT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", str(tmp_path / "absent.json"))


@pytest.fixture
def account(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, private_key: str) -> dict[str, str]:
    """A service account of the project `own-project`; its tokens come from `token_uri`."""
    monkeypatch.setenv("GOOGLE_APPLICATION_CREDENTIALS", str(tmp_path / "account.json"))
    return {
        "type": "service_account",
        "project_id": "own-project",
        "private_key": private_key,
        "client_email": "nobody@own-project.iam.gserviceaccount.com",
    }


def configured(url: str | None, **fields: Any) -> ProviderConfig:
    settings = {"provider": "vertex", "model": "gemini-3-flash-preview", "max_retries": 0, "api_base": url}
    return ProviderConfig.model_validate({**settings, **fields})


@asynccontextmanager
async def signed_in(
    server: GoogleServer, account: dict[str, str], tmp_path: Path, **fields: Any
) -> AsyncGenerator[VertexProvider]:
    told = {**account, "token_uri": f"{server.url}/token"}
    (tmp_path / "account.json").write_text(json.dumps(told))
    transport = Transport()
    provider = make_provider(configured(f"{server.url}/v1", **fields), transport)
    assert isinstance(provider, VertexProvider)
    try:
        yield provider
    finally:
        await transport.close()


async def play(provider: VertexProvider, *messages: LLMMessage, **fields: Any) -> list[ModelEvent]:
    return [event async for event in provider.stream(ModelRequest(messages or (USER,), **fields))]


def error_in(events: list[ModelEvent]) -> LLMError:
    assert isinstance(events[-1], Failure)
    return events[-1].error


async def test_gemini_is_asked_in_the_credentials_own_project(
    account: dict[str, str], tmp_path: Path
) -> None:
    async with google(token(), HELLO, HELLO) as server, signed_in(server, account, tmp_path) as provider:
        assert await play(provider) == [
            TextDelta("Hello"),
            ReasoningState(
                "gemini", "vertex/gemini-3-flash-preview", ({"text": 5, "thoughtSignature": "QUJD"},)
            ),
            Finish(FinishReason.STOP),
        ]
        await play(provider)
        signing_in, asked, again = server.asked
        assert signing_in.path == "/token"
        assert asked.path == (
            "/v1/projects/own-project/locations/global/publishers/google/models/gemini-3-flash-preview"
            ":streamGenerateContent?alt=sse"
        )
        assert asked.headers["authorization"] == again.headers["authorization"] == "Bearer ya29.nobodys"
        assert "x-goog-api-key" not in asked.headers
        assert asked.body["contents"] == [{"role": "user", "parts": [{"text": "hi"}]}]


async def test_project_and_location_of_the_settings_come_before_the_environment(
    account: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOOGLE_CLOUD_PROJECT", "of-the-environment")
    monkeypatch.setenv("GOOGLE_CLOUD_LOCATION", "europe-west4")
    async with google(token(), HELLO) as server, signed_in(server, account, tmp_path) as provider:
        await play(provider)
        assert "/projects/of-the-environment/locations/europe-west4/" in server.asked[1].path
    place = {"project": "chosen", "location": "us-east5", "seed": 7}
    async with (
        google(token(), HELLO) as server,
        signed_in(server, account, tmp_path, extra_params=place) as provider,
    ):
        await play(provider)
        assert "/projects/chosen/locations/us-east5/" in server.asked[1].path
        assert server.asked[1].body["generationConfig"]["seed"] == 7
        assert not {"project", "location"} & server.asked[1].body.keys()


async def test_a_token_that_ends_within_minutes_is_replaced(account: dict[str, str], tmp_path: Path) -> None:
    async with (
        google(token(60), HELLO, token(), HELLO, HELLO) as server,
        signed_in(server, account, tmp_path) as provider,
    ):
        for _ in range(3):
            await play(provider)
        asked = [one.path.partition("?")[0].rpartition("/")[2] for one in server.asked]
        model = "gemini-3-flash-preview:streamGenerateContent"
        assert asked == ["token", model, "token", model, model]


@pytest.mark.parametrize(
    ("model", "place"),
    [
        (
            "models/gemini-2.5-pro",
            "projects/own-project/locations/global/publishers/google/models/gemini-2.5-pro",
        ),
        (
            "publishers/google/models/gemini-2.5-pro",
            "projects/own-project/locations/global/publishers/google/models/gemini-2.5-pro",
        ),
        ("meta/llama-4", "projects/own-project/locations/global/publishers/meta/models/llama-4"),
        ("projects/7/locations/us-central1/endpoints/9", "projects/7/locations/us-central1/endpoints/9"),
    ],
)
async def test_a_model_may_be_named_in_each_of_googles_ways(
    account: dict[str, str], tmp_path: Path, model: str, place: str
) -> None:
    async with google(token(), HELLO) as server, signed_in(server, account, tmp_path) as provider:
        await play(provider, model=model)
        assert server.asked[1].path == f"/v1/{place}:streamGenerateContent?alt=sse"


async def test_a_signature_of_ai_studio_is_not_sent_to_vertex(
    account: dict[str, str], tmp_path: Path
) -> None:
    items = ({"text": 2, "thoughtSignature": "QUJD"},)
    answers = [
        LLMMessage(MessageRole.ASSISTANT, "hi", reasoning=ReasoningState("gemini", keeper, items))
        for keeper in ("gemini-3-flash-preview", "vertex/gemini-3-flash-preview")
    ]
    async with google(token(), HELLO) as server, signed_in(server, account, tmp_path) as provider:
        await play(provider, USER, answers[0], USER, answers[1], USER)
        _, first, _, second, _ = server.asked[1].body["contents"]
        assert first["parts"] == [{"text": "hi"}]
        assert second["parts"] == [{"text": "hi", "thoughtSignature": "QUJD"}]


async def test_with_a_key_vertex_is_asked_in_express_mode() -> None:
    async with google(HELLO) as server:
        provider = VertexGeminiProvider(configured(server.url, api_key="nobodys-key"))
        assert (await play(provider))[0] == TextDelta("Hello")
        (asked,) = server.asked
        assert asked.path == (
            "/publishers/google/models/gemini-3-flash-preview:streamGenerateContent?alt=sse"
        )
        assert asked.headers["x-goog-api-key"] == "nobodys-key"
        await provider.cleanup()


@pytest.mark.parametrize(
    ("location", "host"),
    [
        (None, "aiplatform.googleapis.com"),
        ("global", "aiplatform.googleapis.com"),
        ("europe-west4", "europe-west4-aiplatform.googleapis.com"),
        ("eu", "aiplatform.eu.rep.googleapis.com"),
    ],
)
async def test_each_location_has_its_own_address(location: str | None, host: str) -> None:
    place = {"location": location, "project": "p"} if location else {"project": "p"}
    provider = VertexGeminiProvider(configured(None, api_key="k", extra_params=place))
    asked = ModelRequest((USER,))
    assert provider._url(asked).startswith(f"https://{host}/v1/projects/p/locations/{location or 'global'}/")
    assert provider._models_url().startswith(f"https://{host}/v1beta1/publishers/google/models")
    await provider.cleanup()


async def test_a_location_that_is_none_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="europe-west4"):
        VertexGeminiProvider(configured(None, api_key="k", extra_params={"location": "evil.example/"}))


@pytest.mark.usefixtures("account")
async def test_claude_is_asked_in_its_own_protocol(account: dict[str, str], tmp_path: Path) -> None:
    settings = {
        "protocol": WireProtocol.ANTHROPIC,
        "model": CLAUDE,
        "extra_params": {"betas": ["b1"], "project": "p"},
    }
    async with (
        google(token(), CLAUDES_HELLO) as server,
        signed_in(server, account, tmp_path, **settings) as provider,
    ):
        assert isinstance(provider, VertexClaudeProvider)
        events = await play(provider, tools=(ToolSchema("f", "", {"type": "object"}),))
        assert (events[0], events[-1]) == (TextDelta("Hello"), Finish(FinishReason.STOP))
        asked = server.asked[1]
        assert (
            asked.path
            == f"/v1/projects/p/locations/global/publishers/anthropic/models/{CLAUDE}:streamRawPredict"
        )
        assert asked.headers["anthropic-beta"] == "b1"
        assert "anthropic-version" not in asked.headers
        assert asked.body["anthropic_version"] == "vertex-2023-10-16"
        assert not {"model", "project", "betas"} & asked.body.keys()
        judge = pydantic.TypeAdapter(anthropic.types.message_create_params.MessageCreateParamsStreaming)
        judge.validate_python({**asked.body, "model": CLAUDE})


async def test_claude_is_asked_where_and_as_the_sdk_asks_it(account: dict[str, str], tmp_path: Path) -> None:
    """The SDK's own default is a later version of the API, which has no temperature."""
    settings = {"protocol": WireProtocol.ANTHROPIC, "model": CLAUDE, "extra_params": {"project": "p"}}
    async with (
        google(token(), CLAUDES_HELLO) as server,
        signed_in(server, account, tmp_path, **settings) as provider,
    ):
        await play(provider)
        ours = server.asked[1]
    sent: list[httpx2.Request] = []

    def play_nothing(request: httpx2.Request) -> httpx2.Response:
        sent.append(request)
        return httpx2.Response(200, content=b"")

    with (
        httpx2.Client(transport=httpx2.MockTransport(play_nothing)) as http,
        AnthropicVertex(project_id="p", region="global", access_token="t", http_client=http) as client,
    ):
        asked = {name: ours.body[name] for name in ("max_tokens", "messages", "stream")}
        older = {name: value for name, value in ours.body.items() if name not in asked}
        client.messages.create(model=CLAUDE, **asked, extra_body=older).close()
    (theirs,) = sent
    assert theirs.url.path == ours.path
    assert json.loads(theirs.content) == ours.body


async def test_claude_takes_no_key() -> None:
    with pytest.raises(ConfigurationError, match="takes no API key"):
        VertexClaudeProvider(configured(None, api_key="k", protocol="anthropic", model=CLAUDE))


async def test_the_newest_claude_is_held_to_a_form_by_itself_and_others_by_a_tool() -> None:
    for model, at_once in (("claude-opus-5-1", True), (CLAUDE, False)):
        provider = VertexClaudeProvider(configured(None, protocol="anthropic", model=model))
        assert provider.takes_form(ModelRequest(())) is at_once
        assert provider.can_demand_calls(model) is not at_once
        await provider.cleanup()


async def test_models_are_listed_against_the_projects_quota(account: dict[str, str], tmp_path: Path) -> None:
    names = ("gemini-b", "gemini-a", "gemini-embedding-001", "imagen-4")
    listed = {"publisherModels": [{"name": f"publishers/google/models/{name}"} for name in names]}
    place = {"project": "p"}
    async with (
        google(token(), listed) as server,
        signed_in(server, account, tmp_path, extra_params=place) as provider,
    ):
        assert await provider.list_available_models() == ["gemini-a", "gemini-b"]
        assert server.asked[1].path == "/v1/publishers/google/models?pageSize=1000"
        assert server.asked[1].headers["x-goog-user-project"] == "p"


async def test_credentials_that_google_refuses_are_a_typed_error(
    account: dict[str, str], tmp_path: Path
) -> None:
    refused = {"error": "invalid_grant", "error_description": "Invalid JWT"}
    async with google(refused, status=400) as server, signed_in(server, account, tmp_path) as provider:
        error = error_in(await play(provider))
        assert type(error) is LLMAuthenticationError
        assert "gcloud auth" in str(error)
        assert not error.recoverable


async def test_a_sign_in_that_cannot_be_reached_is_a_typed_error(
    account: dict[str, str], tmp_path: Path
) -> None:
    async with google() as server, signed_in(server, account, tmp_path) as provider:
        told = {**account, "token_uri": "http://127.0.0.1:9/token"}
        (tmp_path / "account.json").write_text(json.dumps(told))
        assert type(error_in(await play(provider))) is LLMProviderDownError


async def test_without_credentials_the_failure_says_how_to_sign_in() -> None:
    provider = VertexGeminiProvider(configured("http://127.0.0.1:9"))
    error = error_in(await play(provider))
    assert type(error) is LLMAuthenticationError
    assert "gcloud auth application-default login" in str(error)
    await provider.cleanup()


async def test_without_a_project_the_failure_says_where_to_name_it(
    account: dict[str, str], tmp_path: Path
) -> None:
    del account["project_id"]
    async with google() as server, signed_in(server, account, tmp_path) as provider:
        error = error_in(await play(provider))
        assert type(error) is LLMBadRequestError
        assert "GOOGLE_CLOUD_PROJECT" in str(error)


async def test_without_googles_library_the_settings_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def find_nothing(name: str) -> None:
        raise ModuleNotFoundError(name)

    monkeypatch.setattr(google_credentials, "find_spec", find_nothing)
    with pytest.raises(ConfigurationError, match=r"pip install coda-copilot\[vertex\]"):
        VertexGeminiProvider(configured(None))
    provider = VertexGeminiProvider(configured(None, api_key="express mode needs none".replace(" ", "-")))
    await provider.cleanup()
