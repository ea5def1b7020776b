"""Settings: what the seed assigns works, what makes no sense is refused, and a key is never shown."""

from typing import Any

import pydantic
import pytest

from coda.components.llm.config import (
    ConversationConfig,
    FunctionCallingConfig,
    LLMConfig,
    LLMProvider,
    ProviderConfig,
)
from coda.components.llm.response import LLMResponse, LLMStreamChunk

KEY = "sk-very-secret-key"


def provider(**fields: Any) -> ProviderConfig:
    return ProviderConfig.model_validate({"provider": "openai", "model": "gpt-4", **fields})


def test_a_provider_has_the_promised_defaults() -> None:
    config = ProviderConfig(provider=LLMProvider.OPENAI, model="gpt-4")
    assert (config.timeout, config.max_retries, config.temperature, config.max_tokens) == (120, 3, 0.7, None)
    assert (config.top_p, config.frequency_penalty, config.presence_penalty) == (1, 0, 0)
    assert (config.api_key, config.api_base, config.extra_params) == (None, None, {})


def test_the_whole_configuration_has_the_promised_defaults() -> None:
    config = LLMConfig()
    assert (config.default_provider, config.providers) == ("openai", {})
    assert (config.enable_caching, config.cache_ttl_seconds) == (False, 3600)
    assert config.stream_responses
    assert config.conversation == ConversationConfig(
        max_messages=50, max_tokens_per_conversation=8000, summarize_threshold=40, context_window_size=4000
    )
    assert config.function_calling == FunctionCallingConfig(
        enabled=True, auto_execute=True, max_function_calls_per_turn=5, function_call_timeout=30
    )
    assert not config.function_calling.dangerous_tools_allowed


def test_settings_can_be_assigned_as_documented() -> None:
    config = LLMConfig(providers={"openai": provider(api_key=KEY)})
    config.function_calling.enabled = False
    config.enable_caching = True
    config.cache_ttl_seconds = 60
    assert (config.function_calling.enabled, config.enable_caching, config.cache_ttl_seconds) == (
        False,
        True,
        60,
    )


@pytest.mark.parametrize(
    "fields",
    [
        {"temperature": 2.1},
        {"temperature": -0.1},
        {"top_p": 1.1},
        {"frequency_penalty": -2.1},
        {"presence_penalty": 2.1},
        {"timeout": 0},
        {"timeout": float("inf")},
        {"max_retries": -1},
        {"max_tokens": 0},
        {"model": ""},
        {"provider": "nobody"},
        {"temprature": 0.5},
        {"api_base": "localhost:8000"},
        {"api_base": "file:///etc/passwd"},
        {"api_base": "https://user:pass@host/v1"},
        {"api_key": "two words"},
        {"api_key": "line\nbreak"},
        {"api_key": "schlüssel"},
        {"provider": "openai_compatible"},
    ],
)
def test_what_makes_no_sense_is_refused_when_made_and_when_assigned(fields: dict[str, Any]) -> None:
    with pytest.raises(pydantic.ValidationError):
        provider(**fields)
    config = provider()
    ((name, value),) = fields.items()
    with pytest.raises(pydantic.ValidationError):
        setattr(config, name, value)


def test_unknown_names_are_refused() -> None:
    with pytest.raises(pydantic.ValidationError):
        LLMConfig.model_validate({"defualt_provider": "openai"})


def test_a_key_is_shown_by_nothing() -> None:
    config = LLMConfig(providers={"openai": provider(api_key=KEY)})
    shown = f"{config!r} {config} {config.model_dump()} {config.model_dump_json()}"
    assert KEY not in shown
    key = config.providers["openai"].api_key
    assert key is not None
    assert key.get_secret_value() == KEY


def test_a_refused_key_is_not_repeated() -> None:
    with pytest.raises(pydantic.ValidationError) as refused:
        provider(api_key=f"{KEY} x", temperature=9)
    assert KEY not in str(refused.value)


def test_white_space_around_a_key_and_a_slash_after_an_address_do_not_matter() -> None:
    config = provider(api_key=f" {KEY}\n", api_base="http://localhost:8000/v1/ ")
    assert config.api_key is not None
    assert config.api_key.get_secret_value() == KEY
    assert config.api_base == "http://localhost:8000/v1"
    assert provider(api_key="  ").api_key is None


def test_a_response_counts_its_tokens_and_knows_what_it_does_not_know() -> None:
    response = LLMResponse(content="hi", prompt_tokens=3, completion_tokens=2)
    assert response.total_tokens == 5
    assert response.get_cost_estimate() is None
    assert not response.has_function_calls()
    response.content = "changed"
    response.metadata["cost"] = 0.25
    response.tool_calls.append({"id": "a", "type": "function", "function": {"name": "f", "arguments": "{}"}})
    assert (response.content, response.get_cost_estimate()) == ("changed", 0.25)
    assert response.has_function_calls()
    assert LLMResponse().response_id != response.response_id


def test_a_chunk_holds_the_piece_and_everything_so_far() -> None:
    chunk = LLMStreamChunk(chunk_id="1", content="Hello", delta="lo", metadata={"model": "m"})
    assert (chunk.content, chunk.delta, chunk.finish_reason) == ("Hello", "lo", None)
