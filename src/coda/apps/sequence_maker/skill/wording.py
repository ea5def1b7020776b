"""Times, balls, colors and lists in the words of an answer."""

from __future__ import annotations

from collections.abc import Sequence

from coda.apps.sequence_maker.colors import color_name
from coda.apps.sequence_maker.entities import Rgb
from coda.apps.sequence_maker.skill.phrases import Color
from coda.apps.sequence_maker.skill.view import ShowView
from coda.apps.sequence_maker.times import format_time

MOST_NAMED = 6
"""More balls than this are counted where they are all."""


def listed(words: Sequence[str], last: str = "and") -> str:
    """As in "a", "a and b", "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def counted(number: int, noun: str) -> str:
    """As in "1 segment", "2 segments"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def length_words(ms: int) -> str:
    seconds = ms / 1000
    return "1 second" if seconds == 1 else f"{seconds:g} seconds"


def ball_name(view: ShowView, index: int) -> str:
    """As in "ball 2" for a ball that is called so, otherwise the name it was given."""
    name = view.balls[index].name
    return f"ball {index + 1}" if name.casefold() == f"ball {index + 1}" else name or f"ball {index + 1}"


def ball_names(view: ShowView, indices: Sequence[int]) -> str:
    """As in "ball 2", "balls 1 and 3", "Left hand and ball 2"."""
    if len(indices) == len(view.balls) > MOST_NAMED:
        return f"all {len(indices)} balls"
    names = [ball_name(view, one) for one in indices]
    plain = [name for name in names if name.startswith("ball ")]
    if len(plain) == len(names) > 1:
        return "balls " + listed([name.removeprefix("ball ") for name in names])
    return listed(names)


def span_words(view: ShowView, start_ms: int, end_ms: int) -> str:
    if start_ms == 0 and end_ms == view.total_ms:
        return f"for the whole show (0:00 to {format_time(end_ms)})"
    return f"from {format_time(start_ms)} to {format_time(end_ms)}"


def color_words(colors: Sequence[Color]) -> str:
    return listed([color.name for color in colors])


def rgb_words(rgb: Rgb) -> str:
    return color_name(rgb)


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]
