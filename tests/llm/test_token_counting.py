"""Counting tokens before a provider does: by kinds of text, by what was learned, exactly where possible."""

import hashlib
import sys
import types
from pathlib import Path
from statistics import mean, median

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coda.components.llm.calibration import Calibration, PointsInFile, fitted
from coda.components.llm.token_counting import EXACT_WORDS_ERROR, TokenCounter
from coda.components.llm.tokens import estimate_tokens
from coda.components.llm.vocabularies import Vocabularies, vocabulary_of
from coda.components.messages import LLMMessage, MessageRole, ToolSchema
from tests.llm.recorded_requests import RecordedRequest, recorded_requests
from tests.llm.recordings import ABSENT, WIRE

TOOL = ToolSchema("paint", "Paint a ball.", {"type": "object", "properties": {"ball": {"type": "integer"}}})


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        # counted with OpenAI's o200k_base
        ("Make ball 1 red from ten seconds to twenty seconds, then fade all of them to black.", 20),
        ('{"timeline_index": 0, "start_time": 1.0, "end_time": 2.0, "color": [255, 0, 0]}', 37),
        ("def total(prices):\n    return sum(price.amount for price in prices)\n", 15),
        ("人人生而自由，在尊严和权利上一律平等。他们赋有理性和良心。", 24),
        ("Все люди рождаются свободными и равными в своем достоинстве и правах.", 17),  # noqa: RUF001 - it is Russian
        ("Alle Menschen sind frei und gleich an Würde und Rechten geboren.", 14),
    ],
)
def test_each_kind_of_text_is_judged_by_its_own_measure(text: str, counted: int):
    assert estimate_tokens(text) == pytest.approx(counted, rel=0.35)


@given(st.text(max_size=300), st.text(max_size=300))
def test_more_text_never_has_fewer_tokens_than_its_halves_by_more_than_a_seam(first: str, second: str):
    whole = estimate_tokens(first + " \n" + second)
    assert 0 <= estimate_tokens(first) <= whole + 25
    assert estimate_tokens("") == 0


def said(*texts: str) -> list[LLMMessage]:
    return [LLMMessage(MessageRole.USER, text) for text in texts]


def test_an_unseen_model_has_a_wide_error_and_each_request_narrows_it():
    counter, messages = TokenCounter(), said("word " * 400)
    errors = [counter.request("house", "model", messages).error]
    for _ in range(6):
        counter.learn("house", "model", messages, (), 520)
        errors.append(counter.request("house", "model", messages).error)
    assert errors == sorted(errors, reverse=True)
    assert errors[-1] < errors[0] / 4
    assert counter.request("house", "model", messages).tokens == pytest.approx(520, abs=2)
    assert counter.request("house", "other", messages).error == errors[0]


def test_what_a_provider_adds_for_tools_is_told_from_its_vocabulary():
    """Small requests with tools must not make large ones look ten times as large."""
    counter = TokenCounter()
    for words in (10, 40, 160, 20, 80):
        messages = said("word " * words)
        counter.learn("house", "model", messages, [TOOL], 600 + round(1.1 * words))
    large = counter.request("house", "model", said("word " * 4000), [TOOL])
    assert large.tokens == pytest.approx(600 + 1.1 * 4000, rel=0.1)


def test_one_odd_report_bends_nothing():
    counter, messages = TokenCounter(), said("word " * 400)
    for reported in (440, 442, 800, 438, 441):
        counter.learn("house", "model", messages, (), reported)
    assert counter.request("house", "model", messages).tokens == pytest.approx(441, abs=4)


def test_a_report_that_has_nothing_to_do_with_the_request_is_not_believed():
    """Such as the pages that a model with a search of its own has read."""
    calibration = Calibration()
    assert not calibration.learn("house", "model", 20, 14_100, tools=False)
    assert not calibration.learn("house", "model", 400, 35, tools=False)


@settings(max_examples=50)
@given(
    st.floats(0.6, 1.9),
    st.integers(0, 900),
    st.lists(st.integers(50, 20_000), min_size=4, max_size=20, unique=True).filter(
        lambda sizes: max(sizes) > 2 * min(sizes)
    ),
)
def test_a_line_is_found_again(slope: float, base: int, sizes: list[int]):
    line = fitted(tuple((size, round(base + slope * size)) for size in sizes))
    for size in (100, 5_000):
        assert line.base + line.slope * size == pytest.approx(base + slope * size, rel=0.1, abs=40)


def test_what_was_learned_survives_a_restart(tmp_path: Path):
    path = tmp_path / "token-counts.json"
    messages = said("word " * 400)
    TokenCounter(Calibration(PointsInFile(path))).learn("house", "model", messages, (), 520)
    again = TokenCounter(Calibration(PointsInFile(path)))
    assert again.request("house", "model", messages).tokens == pytest.approx(520, abs=2)
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"a": 5}', b"\xff"])
def test_a_broken_file_is_done_without(tmp_path: Path, content: bytes):
    path = tmp_path / "token-counts.json"
    path.write_bytes(content)
    assert Calibration(PointsInFile(path)).line("house", "model", tools=False).slope == 1


def test_a_folder_that_is_gone_costs_the_lesson_and_nothing_else(tmp_path: Path):
    calibration = Calibration(PointsInFile(tmp_path / "gone" / "token-counts.json"))
    calibration.learn("house", "model", 400, 500, tools=False)
    calibration.save()
    assert calibration.line("house", "model", tools=False).base == 100


class FakeEncoding:
    @staticmethod
    def encode_ordinary(text: str) -> list[int]:
        return [0] * len(text.split())


def package(name: str) -> types.ModuleType:
    module = types.ModuleType(name)
    module.get_encoding = lambda _: FakeEncoding  # type: ignore[attr-defined] - stands for the real function
    return module


@pytest.mark.anyio
async def test_where_the_vocabulary_is_at_hand_words_are_counted_exactly(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "bpe_openai", package("bpe_openai"))
    counter = TokenCounter()
    await counter.prepare("gpt-4o")
    estimate = counter.text("openai", "gpt-4o", "three words here")
    assert (estimate.tokens, estimate.error) == (3, 0)
    assert counter.request("openai", "gpt-4o", said("three words here")).error == EXACT_WORDS_ERROR
    assert counter.text("openai", "gpt-6-sol", "three words here").error > EXACT_WORDS_ERROR


def test_without_a_vocabulary_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """tiktoken would download; it is not even imported unless the file is there."""
    monkeypatch.setitem(sys.modules, "bpe_openai", None)
    monkeypatch.setitem(sys.modules, "tiktoken", package("tiktoken"))
    monkeypatch.setenv("TIKTOKEN_CACHE_DIR", str(tmp_path))
    bare = Vocabularies()
    bare.load("o200k_base")
    assert bare.counter("gpt-4o") is None
    address = b"https://openaipublic.blob.core.windows.net/encodings/o200k_base.tiktoken"
    (tmp_path / hashlib.sha1(address).hexdigest()).write_bytes(b"")
    filled = Vocabularies()
    filled.load("o200k_base")
    assert filled.counter("gpt-4o") is not None


@pytest.mark.parametrize(
    ("model", "name"),
    [
        ("gpt-4o-2024-08-06", "o200k_base"),
        ("openai/gpt-5-mini", "o200k_base"),
        ("ft:gpt-4o-mini-2024-07-18:acme::1", "o200k_base"),
        ("o3-mini", "o200k_base"),
        ("openai/gpt-oss-120b", "o200k_base"),
        ("gpt-4-turbo", "cl100k_base"),
        ("gpt-3.5-turbo", "cl100k_base"),
        ("gpt-5.4", None),
        ("gpt-6-sol", None),
        ("claude-sonnet-5-5", None),
        ("qwen3:0.6b", None),
    ],
)
def test_only_published_vocabularies_are_assigned(model: str, name: str | None):
    assert vocabulary_of(model) == name


@pytest.mark.skipif(not WIRE.exists(), reason=ABSENT)
def test_the_recorded_requests_are_estimated_near_what_their_providers_counted(
    capsys: pytest.CaptureFixture[str],
):
    """Each request is estimated before it is learned from, in the order of the recordings."""
    counter, asked = TokenCounter(), dict[tuple[str, str, bool], int]()
    unseen: list[float] = []
    seen: list[float] = []
    within: list[bool] = []
    for request in recorded_requests():
        key = (request.provider, request.model, bool(request.tools))
        estimate = counter.request(request.provider, request.model, request.messages, request.tools)
        error = abs(estimate.tokens / request.prompt_tokens - 1)
        if asked.get(key, 0) >= 2:
            seen.append(error)
            within.append(error <= estimate.error)
        elif key not in asked:
            unseen.append(error)
        asked[key] = asked.get(key, 0) + 1
        _learn(counter, request)
    with capsys.disabled():
        sys.stdout.write(
            f"\nestimates against reported prompt tokens: first request of a model {mean(unseen):.0%} off, "
            f"from the third on {mean(seen):.1%} (median {median(seen):.1%}, {len(seen)} requests), "
            f"{mean(within):.0%} within the error that was told\n"
        )
    assert mean(unseen) < 0.5
    assert mean(seen) < 0.08
    assert median(seen) < 0.02
    assert mean(within) > 0.8


def _learn(counter: TokenCounter, request: RecordedRequest) -> None:
    counter.learn(request.provider, request.model, request.messages, request.tools, request.prompt_tokens)
