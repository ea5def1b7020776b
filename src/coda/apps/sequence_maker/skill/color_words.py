"""Colour phrases: names, shades of names, hex codes and three numbers.

Shades have one exact rule each: "dark" halves every channel, "light" goes half the way to white,
"bright" scales the channels until the largest is 255. Halves round up, so dark red is maroon.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from coda.apps.sequence_maker.colors import COLOR_NAMES
from coda.apps.sequence_maker.entities import Rgb
from coda.apps.sequence_maker.skill.numbers import read_integer
from coda.apps.sequence_maker.skill.outcomes import Impossible
from coda.apps.sequence_maker.skill.phrases import Color
from coda.apps.sequence_maker.skill.source import Read, Source

OTHER_NAMES = {
    "violet": ("purple", "pink"),
    "indigo": ("blue", "navy", "purple"),
    "turquoise": ("cyan", "teal", "aqua"),
    "crimson": ("red", "maroon"),
    "scarlet": ("red", "orange"),
    "amber": ("orange", "gold"),
    "beige": ("brown", "white"),
    "tan": ("brown", "gold"),
    "lavender": ("purple", "pink"),
    "peach": ("orange", "pink"),
    "salmon": ("pink", "orange"),
    "mint": ("lime", "aqua"),
    "rose": ("pink", "red"),
    "fuchsia": ("magenta", "pink"),
    "coral": ("orange", "pink"),
    "khaki": ("olive", "gold"),
    "ivory": ("white", "silver"),
    "cream": ("white", "yellow"),
    "burgundy": ("maroon", "red"),
    "lilac": ("purple", "pink"),
    "chartreuse": ("lime", "yellow"),
    "emerald": ("green", "teal"),
    "ruby": ("red", "maroon"),
    "plum": ("purple", "maroon"),
    "azure": ("cyan", "blue"),
    "sapphire": ("blue", "navy"),
    "bronze": ("brown", "gold"),
    "copper": ("brown", "orange"),
    "lemon": ("yellow", "gold"),
    "mauve": ("purple", "pink"),
}
"""Common color names that Sequence Maker does not have, with those of its own that come near."""

RAINBOW = tuple(
    Color(COLOR_NAMES[name], name) for name in ("red", "orange", "yellow", "green", "cyan", "blue", "purple")
)
"""What "rainbow" means where single colors are needed, as on beats."""


def _darken(rgb: Rgb) -> Rgb:
    return (rgb[0] + 1) // 2, (rgb[1] + 1) // 2, (rgb[2] + 1) // 2


def _lighten(rgb: Rgb) -> Rgb:
    return (rgb[0] + 256) // 2, (rgb[1] + 256) // 2, (rgb[2] + 256) // 2


def _brighten(rgb: Rgb) -> Rgb:
    most = max(rgb) or 255
    return rgb[0] * 255 // most, rgb[1] * 255 // most, rgb[2] * 255 // most


_SHADES: dict[str, Callable[[Rgb], Rgb]] = {
    "dark": _darken,
    "light": _lighten,
    "pale": _lighten,
    "bright": _brighten,
}


def read_color(source: Source, place: int) -> Read[Color]:
    """Raises Impossible for a code or three numbers that are no color."""
    return _read_name(source, place) or _read_code(source, place) or _read_channels(source, place)


def _read_name(source: Source, place: int) -> Read[Color]:
    word = source.word(place)
    if word in COLOR_NAMES:
        return Color(COLOR_NAMES[word], word), place + 1
    following = source.skip(place + 1, {"-"})
    if word in _SHADES and source.word(following) in COLOR_NAMES:
        name = source.word(following)
        return Color(_SHADES[word](COLOR_NAMES[name]), f"{word} {name}"), following + 1
    return None


def _read_code(source: Source, place: int) -> Read[Color]:
    if source.kind(place) != "code":
        return None
    code = source.word(place)
    digits = code[1:]
    if not re.fullmatch(r"[0-9a-f]{3}|[0-9a-f]{6}", digits):
        raise Impossible(f"{code} is not a color. Write it like #ff8800 or #f80.")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    red, green, blue = (int(digits[at : at + 2], 16) for at in (0, 2, 4))
    return Color((red, green, blue), code), place + 1


def _read_channels(source: Source, place: int) -> Read[Color]:
    named = source.word(place) == "rgb"
    start = source.skip(place + 1, {"("}) if named else source.skip(place, {"(", "["})
    values: list[int] = []
    at = start
    for _ in range(3):
        found = read_integer(source, at) if source.kind(at) in {"number", "mark"} else None
        if found is None:
            return _broken_rgb(source, place) if named else None
        values.append(found[0])
        separated = source.skip(found[1], {","} if not named else {",", "/"})
        if len(values) < 3 and separated == found[1] and not named:
            return None
        at = separated if len(values) < 3 else found[1]
    if any(not 0 <= value <= 255 for value in values):
        raise Impossible(
            f"({values[0]}, {values[1]}, {values[2]}) is not a color: each number goes from 0 to 255."
        )
    rgb = (values[0], values[1], values[2])
    return Color(rgb, f"({rgb[0]}, {rgb[1]}, {rgb[2]})"), source.skip(at, {")", "]"})


def _broken_rgb(source: Source, place: int) -> None:
    if source.word(place + 1) == "(" or source.kind(place + 1) == "number":
        raise Impossible("An rgb color needs three numbers from 0 to 255, like rgb(255, 128, 0).")
