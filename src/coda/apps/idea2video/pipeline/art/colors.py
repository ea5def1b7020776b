"""Colours as red, green and blue, 0..1."""

from __future__ import annotations

import colorsys

Color = tuple[float, float, float]

WHITE: Color = (1.0, 1.0, 1.0)
BLACK: Color = (0.0, 0.0, 0.0)
INK: Color = (0.13, 0.11, 0.17)
"""Of eyes and outlines: softer than black."""


def rgb(hex_color: str) -> Color:
    """`#rrggbb`."""
    return (
        int(hex_color[1:3], 16) / 255,
        int(hex_color[3:5], 16) / 255,
        int(hex_color[5:7], 16) / 255,
    )


def mix(first: Color, second: Color, part: float) -> Color:
    """`part` of the second, 0..1."""
    rest = 1.0 - part
    return (
        first[0] * rest + second[0] * part,
        first[1] * rest + second[1] * part,
        first[2] * rest + second[2] * part,
    )


def times(first: Color, second: Color) -> Color:
    return first[0] * second[0], first[1] * second[1], first[2] * second[2]


def lighter(color: Color, part: float) -> Color:
    return mix(color, WHITE, part)


def darker(color: Color, part: float) -> Color:
    """Towards a deep violet rather than black, which keeps shadows alive."""
    return mix(color, (0.10, 0.06, 0.16), part)


def luminance(color: Color) -> float:
    return 0.2126 * color[0] + 0.7152 * color[1] + 0.0722 * color[2]


def saturated(color: Color, factor: float) -> Color:
    grey = luminance(color)
    red, green, blue = (min(1.0, max(0.0, grey + (part - grey) * factor)) for part in color)
    return red, green, blue


def turned(color: Color, turn: float) -> Color:
    """The hue turned by a part of the circle, 0..1."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*color)
    return colorsys.hls_to_rgb((hue + turn) % 1.0, lightness, saturation)
