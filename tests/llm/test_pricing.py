"""Prices: the right model's, for each kind of token, and never 0 for want of knowledge."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coda.components.llm.config import LLMProvider
from coda.components.llm.pricing import PublishedPrices
from coda.components.llm.profiles import PROFILES
from coda.components.messages import Usage

MILLION = Usage(prompt_tokens=1_000_000, completion_tokens=1_000_000)
PRICES = PublishedPrices()


def per_million(provider: str, model: str) -> tuple[float, float] | None:
    rates = PRICES.rates(provider, model)
    return None if rates is None else (rates.input, rates.output)


@pytest.mark.parametrize(
    ("provider", "model", "rates"),
    [
        ("openai", "gpt-4", (30, 60)),
        ("openai", "gpt-4-turbo", (10, 30)),
        ("openai", "gpt-4-turbo-2024-04-09", (10, 30)),
        ("openai", "gpt-4o", (2.5, 10)),
        ("openai", "gpt-4o-mini", (0.15, 0.6)),
        ("openai", "gpt-4o-2024-05-13", (5, 15)),
        ("openai", "gpt-4o-2024-11-20", (2.5, 10)),
        ("openai", "openai/gpt-4o", (2.5, 10)),
        ("openai", "ft:gpt-4o-mini-2024-07-18:acme::x", (0.3, 1.2)),
        ("azure_openai", "gpt-4o", (2.5, 10)),
        ("openrouter", "openai/gpt-4o", (2.5, 10)),
        ("google", "models/gemini-2.5-flash", (0.3, 2.5)),
        ("google", "gemini-2.5-flash", (0.3, 2.5)),
        ("anthropic", "claude-3-5-sonnet-20241022", (3, 15)),
        ("bedrock", "us.anthropic.claude-sonnet-4-5-20250929-v1:0", (3.3, 16.5)),
        ("vertex", "claude-haiku-4-5@20251001", (1, 5)),
        ("mistral", "mistral-large-latest", (0.5, 1.5)),
        ("huggingface", "openai/gpt-oss-120b:together", (0.15, 0.6)),
    ],
)
def test_a_model_has_its_own_price(provider: str, model: str, rates: tuple[float, float]):
    assert per_million(provider, model) == rates


@pytest.mark.parametrize(
    ("provider", "model"),
    [
        ("openai", "gpt-4-frobnicate"),
        ("openai", "gpt-4o-mini-frobnicate"),
        ("openai", "gpt-99"),
        ("openai", "claude-3-5-sonnet"),
        ("openrouter", "openai/gpt-4o:nobody"),
        ("qwen", "qwen-max"),
        ("huggingface", "openai/gpt-oss-120b"),
        ("openai_compatible", "gpt-4o"),
        ("custom", "gpt-4o"),
        ("a provider of an application", "gpt-4o"),
        ("ollama", "gpt-oss:120b-cloud"),
    ],
)
def test_a_price_that_is_not_known_is_none_and_never_nothing(provider: str, model: str):
    assert PRICES.cost_usd(provider, model, MILLION) is None
    assert PRICES.rates(provider, model) is None


@pytest.mark.parametrize("provider", [kind for kind in LLMProvider if PROFILES[kind].on_this_machine])
def test_what_runs_here_costs_nothing(provider: LLMProvider):
    assert PRICES.cost_usd(provider, "anything", MILLION) == 0


def test_cached_tokens_have_their_own_price():
    usage = Usage(prompt_tokens=1000, completion_tokens=100, cached_tokens=400)
    cost = PRICES.cost_usd("openai", "gpt-4o", usage)
    assert cost == pytest.approx((600 * 2.5 + 400 * 1.25 + 100 * 10) / 1e6)


def test_reasoning_tokens_are_part_of_the_answer_and_paid_once():
    plain = PRICES.cost_usd("openai", "gpt-5", Usage(1000, 500))
    reasoned = PRICES.cost_usd("openai", "gpt-5", Usage(1000, 500, reasoning_tokens=300))
    assert reasoned == plain == pytest.approx((1000 * 1.25 + 500 * 10) / 1e6)


def test_a_long_prompt_costs_the_rate_of_its_tier():
    short, long = (PRICES.cost_usd("google", "gemini-2.5-pro", Usage(n, 0)) for n in (200_000, 400_000))
    assert short is not None
    assert long is not None
    assert long > 2 * short


@settings(max_examples=60)
@given(
    st.sampled_from(
        [("openai", "gpt-4o"), ("anthropic", "claude-haiku-4-5"), ("google", "gemini-3.8-flash")]
    ),
    st.builds(Usage, *[st.integers(0, 10**7)] * 4),
)
def test_whatever_a_provider_reports_has_a_price_that_is_not_negative(model: tuple[str, str], usage: Usage):
    """Also usage that contradicts itself, such as more cached tokens than tokens."""
    cost = PRICES.cost_usd(*model, usage)
    assert cost is not None
    assert cost >= 0


def test_tokens_written_to_anthropics_cache_cost_a_quarter_more_than_others():
    usage = Usage(prompt_tokens=3_000_000, cached_tokens=1_000_000, cache_write_tokens=1_000_000)
    assert PRICES.cost_usd("anthropic", "claude-3-5-sonnet-20241022", usage) == pytest.approx(3 + 0.3 + 3.75)
