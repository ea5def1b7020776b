"""What Coda knows of models: names lead to them, retired ones name their successors, facts hold together."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coda.components.llm import BaseLLMProvider, LLMProvider, LLMRegistry, ProviderConfig
from coda.components.llm.catalog import Capability, known_models, names_of, providers_of_models
from coda.components.messages import LLMMessage

TODAY = date(2026, 11, 21)


@pytest.fixture
def registry() -> LLMRegistry:
    return LLMRegistry(today=lambda: TODAY)


class Listed(BaseLLMProvider):
    """A provider whose own list is given."""

    def __init__(self, *ids: str, provider: LLMProvider = LLMProvider.OPENAI) -> None:
        super().__init__(ProviderConfig(provider=provider, model="any", api_base="http://localhost:1/v1"))
        self._ids = list(ids)

    def get_provider_name(self) -> str:
        return self.config.provider

    async def _make_request(self, messages: Sequence[LLMMessage], **kwargs: Any) -> str:
        raise NotImplementedError

    def _parse_response(self, response: Any) -> str:
        return response

    async def list_available_models(self) -> list[str]:
        return self._ids


@pytest.mark.parametrize(
    ("name", "provider", "id"),
    [
        ("gemini-2.5-flash", "google", "gemini-2.5-flash"),
        ("gemini-2.0-flash-exp", "google", "gemini-2.0-flash"),
        ("gemini-2.0-flash", "google", "gemini-2.0-flash"),
        ("gemini-1.5-pro", "google", "gemini-1.5-pro"),
        ("gemini-1.5-flash", "google", "gemini-1.5-flash"),
        ("qwen-max", "qwen", "qwen-max"),
        ("qwen-turbo", "qwen", "qwen-turbo"),
        ("claude-3-5-sonnet", "anthropic", "claude-3-5-sonnet"),
        ("gpt-4-turbo", "openai", "gpt-4-turbo"),
        ("gpt-4o", "openai", "gpt-4o"),
        ("deepseek-chat", "deepseek", "deepseek-chat"),
        ("gpt-4", "openai", "gpt-4"),
        ("claude-3-sonnet", "anthropic", "claude-3-sonnet"),
        ("claude-3-sonnet-20240229", "anthropic", "claude-3-sonnet"),
        ("claude-2.1", "anthropic", "claude-2.1"),
        ("llama2", "ollama", "llama2"),
        ("microsoft/DialoGPT-medium", "local", "microsoft/DialoGPT-medium"),
    ],
)
def test_the_models_of_the_first_hour_still_resolve(registry: LLMRegistry, name: str, provider: str, id: str):
    model = registry.resolve(name).model
    assert (model.provider, model.id) == (provider, id)
    assert model.capabilities is not None


@pytest.mark.parametrize(
    ("provider", "name", "id"),
    [
        (None, "GPT-4o-2024-08-06", "gpt-4o"),
        (None, "openai/gpt-4o", "gpt-4o"),
        ("openai", "openai/gpt-4o", "gpt-4o"),
        ("openai", "gpt-4o-2024-05-13", "gpt-4o-2024-05-13"),
        ("openai", "gpt-4-turbo-2024-04-09", "gpt-4-turbo"),
        ("openai", "ft:gpt-4o-mini-2024-07-18:acme::x1", "gpt-4o-mini"),
        ("google", "models/gemini-2.5-flash", "gemini-2.5-flash"),
        ("anthropic", "claude-sonnet-4-5-20250929", "claude-sonnet-4-5"),
        ("ollama", "qwen3:0.6b", "qwen3"),
        ("mistral", "mistral-large-latest", "mistral-large-2512"),
        ("groq", "openai/gpt-oss-120b", "openai/gpt-oss-120b"),
    ],
)
def test_aliases_and_snapshots_lead_to_their_model(
    registry: LLMRegistry, provider: str | None, name: str, id: str
):
    resolution = registry.resolve(name, provider)
    assert resolution.model.id == id
    assert resolution.alias == (None if name == id else name)


@pytest.mark.parametrize(
    ("provider", "name"),
    [
        ("bedrock", "us.anthropic.claude-sonnet-4-5-20250929-v1:0"),
        ("vertex", "claude-sonnet-4-5@20250929"),
        ("openrouter", "anthropic/claude-sonnet-4.5"),
    ],
)
def test_a_resold_model_is_known_under_its_own_name_without_the_makers_retirement(
    registry: LLMRegistry, provider: str, name: str
):
    resolution = registry.resolve(name, provider)
    assert (resolution.model.id, resolution.model.display_name) == (name, "Claude Sonnet 4.5")
    assert resolution.model.context_window == 200_000
    assert resolution.sentence == ""


def test_a_retired_model_says_what_replaces_it(registry: LLMRegistry):
    gone = registry.resolve("gpt-4-turbo")
    assert gone.retired
    assert gone.sentence == "OpenAI retired GPT-4 Turbo on 2026-10-23; use gpt-5.6-sol instead."
    assert gone.replacement is not None
    assert gone.replacement.id == "gpt-5.6-sol"


def test_a_model_that_will_be_retired_says_so_and_is_not_refused(registry: LLMRegistry):
    leaving = registry.resolve("gpt-4o")
    assert not leaving.retired
    assert leaving.sentence == "OpenAI will retire GPT-4o on 2027-01-14; use gpt-6-luna instead."
    after = LLMRegistry(today=lambda: date(2027, 1, 14)).resolve("gpt-4o")
    assert after.retired


def test_a_successor_that_leaves_too_is_passed_over(registry: LLMRegistry):
    replacement = registry.resolve("gemini-1.5-pro").replacement
    assert replacement is not None
    assert replacement.id == "gemini-3.8-flash"


def test_an_unknown_name_is_a_model_of_which_nothing_is_known(registry: LLMRegistry):
    nobody = registry.resolve("nobody-1")
    assert (nobody.model.provider, nobody.model.capabilities, nobody.model.context_window) == (
        None,
        None,
        None,
    )
    assert registry.resolve("my-deployment", "azure_openai").model.provider is LLMProvider.AZURE_OPENAI
    assert registry.capabilities("openai", "gpt-99") is None
    assert registry.context_window("openai", "gpt-99") is None


def test_what_is_known_of_a_model(registry: LLMRegistry):
    assert registry.context_window("openai", "gpt-4o") == 128_000
    can = registry.capabilities("anthropic", "claude-sonnet-5-5")
    assert can is not None
    assert can >= {
        Capability.VISION,
        Capability.FUNCTION_CALLING,
        Capability.REASONING,
        Capability.LONG_CONTEXT,
    }
    assert Capability.AUDIO not in can


@pytest.mark.anyio
async def test_a_providers_own_list_says_what_is_available_and_adds_what_was_unknown(registry: LLMRegistry):
    assert registry.available("openai", "gpt-4o") is None
    await registry.refresh(Listed("gpt-4o-2024-08-06", "gpt-99"))
    assert registry.available("openai", "gpt-4o") is True
    assert registry.available("openai", "gpt-6-sol") is False
    added = registry.models("openai")[-1]
    assert (added.id, added.provider, added.capabilities) == ("gpt-99", "openai", None)


@pytest.mark.anyio
async def test_two_servers_of_one_kind_have_lists_of_their_own(registry: LLMRegistry):
    kind = LLMProvider.OPENAI_COMPATIBLE
    await registry.refresh(Listed("one", provider=kind), name="here")
    await registry.refresh(Listed("two", provider=kind), name="there")
    assert [model.id for model in registry.models(kind, listed_by="here")] == ["one"]
    assert registry.available(kind, "one", listed_by="there") is False


@pytest.mark.anyio
async def test_an_empty_list_says_nothing(registry: LLMRegistry):
    await registry.refresh(Listed())
    assert registry.available("openai", "gpt-4o") is None


def test_retired_models_are_not_offered(registry: LLMRegistry):
    offered = {model.id for model in registry.models("openai")}
    assert "gpt-4o" in offered
    assert "gpt-4-turbo" not in offered


@pytest.mark.parametrize("provider", providers_of_models())
def test_the_catalog_holds_together(registry: LLMRegistry, provider: LLMProvider):
    models = known_models(provider)
    names = [name.lower() for model in models for name in (model.id, *model.aliases)]
    assert len(names) == len(set(names))
    for model in models:
        if model.replaced_by is not None:
            assert any(other.id == model.replaced_by for other in models), model.id
        assert registry.resolve(model.id, provider).model == model
        if model.context_window is not None and model.max_output is not None:
            assert model.max_output <= model.context_window
    default = registry.default_model(provider)
    if default is not None:
        assert not registry.resolve(default, provider).sentence


@given(st.text(max_size=60))
def test_no_name_is_an_error(name: str):
    registry = LLMRegistry(today=lambda: TODAY)
    for provider in (None, "openai", "openrouter", "bedrock", "no such provider"):
        registry.resolve(name, provider)
    assert all(shorter == shorter.lower() for shorter in names_of(name))
