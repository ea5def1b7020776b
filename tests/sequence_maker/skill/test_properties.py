"""What holds for any sentence: exact values, nothing invented, never an exception."""

from __future__ import annotations

import re

from hypothesis import example, given, settings
from hypothesis import strategies as st

from coda.apps.sequence_maker.colors import COLOR_NAMES
from coda.apps.sequence_maker.skill.dialogue import MOST_CHARACTERS
from coda.apps.sequence_maker.skill.vocabulary import LEMMA_OF
from coda.apps.sequence_maker.times import format_time
from tests.sequence_maker.skill.sentences import ALL
from tests.sequence_maker.skill.shows import say, show

TEN_MS = st.integers(0, 5999)
BALLS = st.sampled_from([(0,), (1,), (2,), (0, 1), (0, 2), (1, 2)])
ORDINALS = ("first", "second", "third")
NUMBERS = ("one", "two", "three")


def ways_to_name(balls: tuple[int, ...]) -> list[str]:
    if len(balls) == 1:
        number = balls[0] + 1
        return [
            f"ball {number}",
            f"ball {NUMBERS[number - 1]}",
            f"the {ORDINALS[number - 1]} ball",
            f"BALL #{number}",
        ]
    one, other = (ball + 1 for ball in balls)
    return [
        f"balls {one} and {other}",
        f"ball {one} & {other}",
        f"ball {one} and ball {other}",
        f"the {ORDINALS[one - 1]} and {ORDINALS[other - 1]} balls",
    ]


def ways_to_time(start_cs: int, end_cs: int) -> list[str]:
    start, end, lasting = start_cs / 100, end_cs / 100, (end_cs - start_cs) / 100
    clock = [format_time(cs * 10) for cs in (start_cs, end_cs)]
    return [
        f"from {start:g} to {end:g}",
        f"from {start:g}s until {end:g}s",
        f"between {start:g} and {end:g} seconds",
        f"{clock[0]} - {clock[1]}",
        f"from {clock[0]} to {clock[1]}",
        f"at {start:g} seconds for {lasting:g} seconds",
        f"for {lasting:g} s starting at {clock[0]}",
    ]


@st.composite
def commands(draw: st.DrawFn) -> tuple[str, list[int], list[int], float, float]:
    balls = draw(BALLS)
    color = draw(st.sampled_from(sorted(COLOR_NAMES)))
    start, end = sorted(draw(st.lists(TEN_MS, min_size=2, max_size=2, unique=True)))
    who = draw(st.sampled_from(ways_to_name(balls)))
    when = draw(st.sampled_from(ways_to_time(start, end)))
    pattern = draw(
        st.sampled_from(
            [
                "make {who} {color} {when}",
                "{when}, make {who} {color}",
                "{who} {color} {when}",
                "please turn {who} {color} {when}.",
                "paint {who} {when} in {color}",
                "can you set {who} to {color} {when}?",
            ]
        )
    )
    return (
        pattern.format(who=who, color=color, when=when),
        list(balls),
        list(COLOR_NAMES[color]),
        start / 100,
        end / 100,
    )


@settings(max_examples=300, deadline=None)
@given(commands())
def test_a_command_carries_exactly_the_values_that_were_said(command):
    text, balls, color, start, end = command
    (call,) = say(text).calls
    assert call.name == "paint_span", text
    assert call.arguments == {"balls": balls, "start_time": start, "end_time": end, "color": color}, text


WORDS = st.sampled_from(sorted({*LEMMA_OF, *COLOR_NAMES, *" ".join(text for text, _ in ALL).split()}))
SALAD = st.lists(WORDS, max_size=16).map(" ".join)


def numbers_in(value: object) -> set[float]:
    if isinstance(value, dict):
        return set().union(*(numbers_in(one) for key, one in value.items() if key not in {"name", "pixels"}))
    if isinstance(value, list):
        return set().union(*(numbers_in(one) for one in value))
    return {float(value)} if isinstance(value, int | float) and not isinstance(value, bool) else set()


@settings(max_examples=300, deadline=None)
@given(SALAD)
@example("move balls 2 and 3 the last 5 seconds to 0:30")
def test_any_mixture_of_known_words_gives_a_reply_that_fits_the_show(text: str):
    said = say(text)
    assert said.text
    assert (said.kind == "act") == bool(said.calls)
    for call in said.calls:
        balls = call.arguments.get("balls", [call.arguments.get("timeline_index", 0)])
        assert balls == "all" or set(balls) <= {0, 1, 2}
        for key in ("start_time", "end_time", "position"):
            if key in call.arguments:
                assert 0 <= call.arguments[key] <= 60
        assert not numbers_in(call.arguments) - reachable(text)


def reachable(text: str) -> set[float]:
    """Numbers that a sentence may lead to: what is said, points of the show's grid, channels of colors."""
    said = {float(number) for number in re.findall(r"\d+(?:\.\d+)?", text)}
    small = {float(number) for number in range(256)}
    grid = {ms / 1000 for ms in range(0, 60_001, 10)}
    return said | small | grid | {-one for one in grid | said} | {one / 100 for one in said}


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300))
@example("#")
@example("rgb(")
@example("1" * 300)
@example("9:99:99.999 to ball 1 - - / 0/2 %")
@example("ball 99999999999999999999")
def test_no_text_makes_it_fail_or_act_by_accident(text: str):
    said = say(text)
    assert said.kind in {"act", "ask", "refuse", "answer"}
    assert said.text


@settings(max_examples=100, deadline=None)
@given(st.lists(SALAD | st.sampled_from([text for text, _ in ALL]), min_size=2, max_size=4))
def test_no_conversation_makes_it_fail(texts: list[str]):
    assert say(*texts, view=show(selection=frozenset({"s11"}))).text


@settings(max_examples=50, deadline=None)
@given(SALAD)
def test_the_same_conversation_gives_the_same_reply(text: str):
    assert say("make ball 1 red from 1 to 2", text) == say("make ball 1 red from 1 to 2", text)


def test_a_text_beyond_the_limit_is_refused_without_being_read():
    assert say("make ball 1 red " * 625).kind == "refuse"
    assert say(("ball 1 red, " * 200)[:MOST_CHARACTERS]).text
