"""Colours by name, as hex and as three numbers, in both directions."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from typing import Any

from coda.apps.sequence_maker.entities import Rgb
from coda.errors import ToolValidationError

COLOR_NAMES: dict[str, Rgb] = {
    "red": (255, 0, 0),
    "orange": (255, 165, 0),
    "yellow": (255, 255, 0),
    "green": (0, 255, 0),
    "cyan": (0, 255, 255),
    "blue": (0, 0, 255),
    "purple": (128, 0, 128),
    "pink": (255, 0, 255),
    "magenta": (255, 0, 255),
    "white": (255, 255, 255),
    "black": (0, 0, 0),
    "gray": (128, 128, 128),
    "grey": (128, 128, 128),
    "brown": (165, 42, 42),
    "lime": (0, 255, 0),
    "navy": (0, 0, 128),
    "teal": (0, 128, 128),
    "olive": (128, 128, 0),
    "maroon": (128, 0, 0),
    "aqua": (0, 255, 255),
    "silver": (192, 192, 192),
    "gold": (255, 215, 0),
}
"""Where two names share a colour, the first is the one it is called by."""

PALETTE = ("red", "orange", "yellow", "green", "cyan", "blue", "pink", "white", "black")
"""The nine colours offered first, in their order."""

_NAME_OF: dict[Rgb, str] = {color: name for name, color in reversed(COLOR_NAMES.items())}
_HEX = re.compile(r"#?([0-9a-f]{6}|[0-9a-f]{3})", re.IGNORECASE)
_NUMBERS = re.compile(r"(?:rgb)?\s*\(?\s*(-?\d+)\s*[,\s]\s*(-?\d+)\s*[,\s]\s*(-?\d+)\s*\)?", re.IGNORECASE)


def parse_color(value: Any, parameter_name: str = "color") -> Rgb:
    """A colour from `[r, g, b]`, a name in any case, "#rrggbb", "#rgb" or "rgb(r, g, b)".

    Raises ToolValidationError, which for an unknown name suggests the nearest known ones.
    """
    if isinstance(value, str):
        return _parse_text(value, parameter_name)
    if isinstance(value, Sequence):
        return _parse_channels(value, parameter_name)  # pyright: ignore[reportUnknownArgumentType] - checked item by item
    raise ToolValidationError(
        f'{parameter_name} must be [r, g, b], a name like "red" or "#rrggbb", not {value!r}', parameter_name
    )


def color_name(color: Rgb) -> str:
    """What to call a colour: its name where it has one, otherwise "#rrggbb"."""
    return _NAME_OF.get(color) or color_hex(color)


def color_hex(color: Rgb) -> str:
    return "#{:02x}{:02x}{:02x}".format(*color)


def _parse_text(text: str, parameter_name: str) -> Rgb:
    word = " ".join(text.split()).lower()
    if word in COLOR_NAMES:
        return COLOR_NAMES[word]
    if matched := _HEX.fullmatch(word):
        digits = matched[1] if len(matched[1]) == 6 else "".join(digit * 2 for digit in matched[1])
        return (int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16))
    if matched := _NUMBERS.fullmatch(word):
        return _parse_channels([int(number) for number in matched.groups()], parameter_name)
    raise ToolValidationError(_unknown_name(text, parameter_name), parameter_name)


def _parse_channels(values: Sequence[Any], parameter_name: str) -> Rgb:
    if len(values) != 3:
        raise ToolValidationError(
            f"{parameter_name} {list(values)} must be three numbers: red, green and blue, each 0 to 255",
            parameter_name,
        )
    for value in values:
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 255:
            raise ToolValidationError(
                f"{parameter_name} {list(values)} holds {value!r}: red, green and blue are whole numbers"
                " from 0 to 255",
                parameter_name,
            )
    red, green, blue = values
    return (red, green, blue)


def _unknown_name(text: str, parameter_name: str) -> str:
    near = difflib.get_close_matches(text.strip().lower(), COLOR_NAMES, n=3, cutoff=0.6)
    if near:
        hint = f"did you mean {' or '.join(near)}?"
    else:
        hint = f'known are {", ".join(COLOR_NAMES)}, and any "#rrggbb"'
    return f'{parameter_name} "{text}" is not a colour I know: {hint}'
