"""What a local model writes, read in pieces of any size: words, thinking, and the common forms of calls."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coda.components.llm.config import ProviderConfig
from coda.components.llm.providers.local import LocalModelProvider
from coda.components.llm.providers.local_generation import StopText
from coda.components.llm.providers.local_options import LocalOptions, options_of
from coda.components.llm.providers.local_reading import AnswerReader
from coda.components.messages import ModelEvent, ReasoningDelta, TextDelta, ToolCall
from coda.errors import ConfigurationError

TOOLS = ("set_color", "stop")
COLOR = '{"name": "set_color", "arguments": {"color": "grün"}}'
COLORED = ("set_color", {"color": "grün"})


def read(
    text: str,
    size: int = 10_000,
    tools: tuple[str, ...] = TOOLS,
    *,
    thinking: bool = False,
    cut_off: bool = False,
) -> tuple[str, str, list[tuple[str, object]]]:
    """Words, thoughts and calls."""
    reader = AnswerReader(tools, "a1", thinking=thinking)
    events: list[ModelEvent] = []
    for start in range(0, len(text), size):
        events += reader.feed(text[start : start + size])
    events += reader.finish(cut_off=cut_off)
    return (
        "".join(event.text for event in events if isinstance(event, TextDelta)),
        "".join(event.text for event in events if isinstance(event, ReasoningDelta)),
        [(event.name, json.loads(event.arguments)) for event in events if isinstance(event, ToolCall)],
    )


@pytest.mark.parametrize("size", [1, 2, 7, 1000])
@pytest.mark.parametrize(
    ("text", "words", "calls"),
    [
        (f"<tool_call>\n{COLOR}\n</tool_call>", "", [COLORED]),
        (f"Well. <tool_call>{COLOR}</tool_call>\n<tool_call>{COLOR}</tool_call>\n", "Well. ", [COLORED] * 2),
        (f"[TOOL_CALLS][{COLOR}, {COLOR}]", "", [COLORED] * 2),
        (f"[TOOL_CALLS] {COLOR}", "", [COLORED]),
        ('[TOOL_CALLS]set_color[ARGS]{"color": "grün"}', "", [COLORED]),
        ("[TOOL_CALLS]stop[CALL_ID]a1b2c3[ARGS]{}", "", [("stop", {})]),
        ('{"name": "set_color", "parameters": {"color": "grün"}}', "", [COLORED]),
        (f"\n {COLOR}\n", "", [COLORED]),
        ('<|python_tag|>{"name": "stop"}', "", [("stop", {})]),
        (f"<think>hm</think>\n{COLOR}", "", [COLORED]),
    ],
)
def test_calls_in_the_forms_of_the_common_templates(
    text: str, words: str, calls: list[tuple[str, object]], size: int
) -> None:
    said, _, called = read(text, size)
    assert (said, called) == (words, calls)


@pytest.mark.parametrize("size", [1, 3, 1000])
@pytest.mark.parametrize(
    "text",
    [
        "a < b and [TOOL of <tools>",
        '{"name": "unknown", "arguments": {}}',
        '{"no": "call"}',
        "{oops",
        "<tool_call>{oops</tool_call>",
        "[TOOL_CALLS]nonsense",
        "first {x} then",
    ],
)
def test_what_is_no_call_stays_the_words_it_is(text: str, size: int) -> None:
    assert read(text, size) == (text, "", [])


def test_without_tools_nothing_is_a_call() -> None:
    text = f"{COLOR}<tool_call>{COLOR}</tool_call>"
    assert read(text, tools=()) == (text, "", [])


@pytest.mark.parametrize("text", [COLOR[:-5], f"<tool_call>{COLOR[:-5]}", "[TOOL_CALLS]["])
def test_a_call_that_the_length_cut_off_is_left_out(text: str) -> None:
    assert read(text, cut_off=True) == ("", "", [])


@pytest.mark.parametrize("size", [1, 4, 1000])
def test_thinking_is_told_from_words(size: int) -> None:
    assert read("<think>\na < b\n</think>\n\nFour.", size) == ("Four.", "\na < b\n", [])
    assert read("still thinking</think>Four.", size, thinking=True) == ("Four.", "still thinking", [])
    assert read("never done", size, thinking=True) == ("", "never done", [])


def test_the_ids_of_calls_are_of_their_answer() -> None:
    reader = AnswerReader(TOOLS, "a1")
    reader.feed(f"[TOOL_CALLS][{COLOR}, {COLOR}]")
    ids = [event.call_id for event in reader.finish() if isinstance(event, ToolCall)]
    assert ids == ["call-a1-0", "call-a1-1"]


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.sampled_from(
            ["<think>", "</think>", "<tool_call>", "</tool_call>", COLOR, "[TOOL_CALLS]", " a", "<"]
        )
    ),
    st.integers(1, 9),
)
def test_the_cuts_do_not_matter(parts: list[str], size: int) -> None:
    text = "".join(parts)
    assert read(text, size) == read(text)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.text("ab\n", max_size=30),
    st.lists(st.text("ab\n", min_size=1, max_size=4), max_size=3),
    st.integers(1, 9),
)
def test_a_text_ends_before_the_first_stop_however_it_is_cut(text: str, stops: list[str], size: int) -> None:
    stop = StopText(tuple(stops))
    pieces = [stop.feed(text[start : start + size]) for start in range(0, len(text), size)]
    ends = [text.find(one) for one in stops if one in text]
    first = min((text.find(one) + len(one) for one in stops if one in text), default=len(text))
    seen = "".join([*pieces, stop.finish("")])
    assert text.startswith(seen)
    assert stop.found is bool(ends)
    assert len(seen) <= first
    assert not any(one in seen for one in stops)
    assert ends or seen == text


def config(**extra: object) -> ProviderConfig:
    return ProviderConfig.model_validate({"provider": "local", "model": "m", "extra_params": extra})


def test_options_are_read_and_unknown_ones_refused() -> None:
    assert options_of(config()) == LocalOptions()
    assert options_of(config(device="cuda", stop=["x"], seed=None)) == LocalOptions(
        device="cuda", stop=("x",)
    )
    assert options_of(config()).trust_remote_code is False
    for wrong in ({"devise": "cuda"}, {"seed": "x"}):
        with pytest.raises(ConfigurationError, match="It takes: device, dtype"):
            options_of(config(**wrong))


def test_without_the_packages_the_error_says_how_to_get_them(monkeypatch: pytest.MonkeyPatch) -> None:
    packages = ("json", "torch_of_nobody", "transformers_of_nobody")
    monkeypatch.setattr("coda.components.llm.providers.local_runtime._PACKAGES", packages)
    with pytest.raises(ConfigurationError, match=r"pip install coda-copilot\[local\]") as caught:
        LocalModelProvider(config())
    assert "torch_of_nobody, transformers_of_nobody" in str(caught.value)
