"""`GET /chat/models` and `coda models`: what can be asked, what it can do, what it costs, until when."""

import json
import socket
from pathlib import Path
from typing import Any

import pytest

from coda.components.llm import LLMConfig, LLMRegistry, ProviderConfig
from coda.components.llm.model_lists import ModelLists
from coda.components.llm.profiles import PROFILES
from coda.components.llm.provider_choice import Providers
from coda.components.messages import Usage
from coda.interfaces.cli import main
from coda.testing.openai_answers import completion
from coda.testing.openai_stand_in import OpenAIStandIn
from tests.interfaces.site import Site, of_kind

pytestmark = pytest.mark.anyio

SECRET = "sk-canary-1234"


def configured(provider: str, model: str, **fields: Any) -> ProviderConfig:
    return ProviderConfig(provider=provider, model=model, **fields)  # type: ignore[arg-type] - read by the model


async def models_of(served: Site, name: str, config: ProviderConfig) -> dict[str, dict[str, Any]]:
    """What is offered of one provider more, by id."""
    served.coda.settings.llm.providers[name] = config
    try:
        found = (await served.get("/chat/models")).json["models"]
    finally:
        del served.coda.settings.llm.providers[name]
    return {model["id"]: model for model in found if model["id"].partition("/")[0] == name}


async def test_a_providers_models_tell_what_they_can_do_hold_and_cost(served: Site):
    models = await models_of(
        served, "house", configured("openai", "gpt-4o", api_base="http://127.0.0.1:9/v1")
    )
    default = models["house"]
    assert (default["model"], default["display_name"]) == ("gpt-4o", "GPT-4o (house)")
    assert default["context_window"] == 128_000
    assert {"vision", "function-calling"} <= set(default["capabilities"])
    assert default["prices"] == {"input": 2.5, "output": 10.0, "cached_input": 1.25}
    assert default["price"] == "$2.50 in, $10.00 out per million tokens"
    assert (default["retires_on"], default["replaced_by"]) == ("2027-01-14", "gpt-6-luna")
    assert "gpt-6-luna" in default["note"]
    assert "house/gpt-6-sol" in models
    assert "house/gpt-4o" not in models
    assert "house/gpt-4-turbo" not in models


async def test_what_is_not_known_is_said_to_be_unknown_and_never_nothing(served: Site):
    models = await models_of(
        served, "own", configured("openai_compatible", "mystery", api_base="http://127.0.0.1:9/v1")
    )
    own = models["own"]
    assert (own["prices"], own["price"], own["capabilities"]) == (None, "price unknown", None)
    assert own["available"]


async def test_a_provider_that_never_answers_does_not_hold_up_the_list(served: Site):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}/v1"
        config = configured("openai_compatible", "one", api_base=address)
        assert list(await models_of(served, "silent", config)) == ["silent"]
    await served.coda.model_lists.refreshed()
    assert "silent" in served.coda.model_lists.troubles


async def test_what_a_provider_lists_is_offered(served: Site):
    async with OpenAIStandIn(models=["one", "two"]) as server:
        config = configured("openai_compatible", "one", api_base=server.url)
        served.coda.settings.llm.providers["small"] = config
        await served.coda.model_lists.refresh("small")
    found = await models_of(served, "small", config)
    assert {id: model["listed"] for id, model in found.items()} == {"small": True, "small/two": True}


async def test_lists_are_kept_for_a_while_and_a_silent_provider_is_told():
    now = [0.0]
    async with OpenAIStandIn(models=["one"]) as server:
        config = LLMConfig(
            providers={
                "here": configured("openai_compatible", "one", api_base=server.url),
                "gone": configured("openai_compatible", "x", api_base="http://127.0.0.1:9/v1", max_retries=0),
            }
        )
        providers, registry = Providers(config), LLMRegistry()
        lists = ModelLists(registry, providers, lambda: now[0])
        for _ in range(3):
            lists.refresh_soon()
            await lists.refreshed()
        listing = registry.listing("here")
        assert listing is not None
        assert listing.ids == ("one",)
        assert list(lists.troubles) == ["gone"]
        now[0] += 601
        lists.refresh_soon()
        await lists.refreshed()
        again = registry.listing("here")
        assert again is not None
        assert again.asked_at > listing.asked_at
        await lists.close()
        await providers.close()


@pytest.fixture
def nobody_configured(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    for profile in PROFILES.values():
        for variable in profile.key_variables:
            monkeypatch.delenv(variable, raising=False)
    for variable in ("CODA_API_BASE", "CODA_MODEL", "CODA_PROVIDER", "OPENAI_MODEL", "OPENAI_BASE_URL"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    monkeypatch.setenv("CODA_CONFIG", str(tmp_path / "none.toml"))
    monkeypatch.setenv("OLLAMA_HOST", "127.0.0.1:9")


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    code = main(arguments)
    return code, capsys.readouterr().out


def test_the_command_prints_a_table_and_one_object(
    nobody_configured: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv("ANTHROPIC_API_KEY", SECRET)
    code, table = printed(capsys, "models")
    assert code == 0
    assert "anthropic (claude-sonnet-5-5)" in table
    assert "answers unasked" in table
    code, text = printed(capsys, "models", "--json")
    form = json.loads(text)
    assert (code, form["default_model"], form["checked"]) == (0, "anthropic", [])
    assert form["models"][0]["id"] == "anthropic"
    assert form["models"][-1]["id"] == "offline"
    assert SECRET not in table + text


def test_the_command_shows_a_provider_without_a_key_and_refuses_one_nobody_knows(
    nobody_configured: None, capsys: pytest.CaptureFixture[str]
):
    code, text = printed(capsys, "models", "--provider", "google", "--json")
    models = json.loads(text)["models"]
    assert code == 0
    assert "google/gemini-3.8-flash" in {model["id"] for model in models}
    assert not any(model["available"] for model in models)
    code, text = printed(capsys, "models", "--provider", "nobody", "--json")
    assert (code, json.loads(text)["error"]) == (2, "configuration")


def test_the_command_checks_who_answers(
    nobody_configured: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv("CODA_API_BASE", "http://127.0.0.1:9/v1")
    code, text = printed(capsys, "models", "--check", "--json")
    (checked,) = json.loads(text)["checked"]
    assert (code, checked["name"], checked["answers"]) == (4, "openai_compatible", False)
    assert checked["trouble"]
    code, table = printed(capsys, "models", "--check")
    assert code == 4
    assert "openai_compatible does not answer" in table


def test_the_command_for_keys_lists_where_each_is_and_never_the_key(
    nobody_configured: None, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.setenv("GOOGLE_API_KEY", SECRET)
    code, text = printed(capsys, "keys", "list")
    assert code == 0
    (google,) = [line for line in text.splitlines() if line.startswith("google ")]
    assert "in GOOGLE_API_KEY" in google
    assert SECRET not in text
    assert printed(capsys, "keys", "set")[0] == 2


async def test_what_a_provider_counts_makes_the_next_estimate_better_and_is_kept(served: Site, show: Any):
    answers = [completion("Hi.", usage=Usage(prompt_tokens=9_000, completion_tokens=2)) for _ in range(4)]
    async with OpenAIStandIn(answers) as server:
        name = served.standing_in(server)
        told = [await served.say_and_wait(show, "Hi", model=name) for _ in range(4)]
    contexts = [of_kind(events, "context_assembled")[0] for events in told]
    errors = [context["error"] for context in contexts]
    assert errors[0] > errors[1] > errors[3] > 0
    assert contexts[3]["total_tokens"] == pytest.approx(9_000, rel=0.05)
    kept = json.loads((served.coda.settings.data / "token-counts.json").read_text())
    assert any(len(points) == 4 for points in kept.values())
