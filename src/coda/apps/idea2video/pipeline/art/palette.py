"""The light of a scene: which sky, which haze, what the hour makes of a colour.

Skies are picked by hand for each hour, bent by weather, mood and style, and turned a little by the seed, so
that two films do not look alike while all shots of a scene do.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coda.apps.idea2video.pipeline.art.colors import (
    Color,
    luminance,
    mix,
    rgb,
    saturated,
    times,
    turned,
)
from coda.apps.idea2video.pipeline.art.dice import dice
from coda.apps.idea2video.pipeline.places import AIRLESS, INDOORS, ROOMS
from coda.apps.idea2video.pipeline.recipe import PictureRecipe
from coda.apps.idea2video.vocabulary import Mood, Style, TimeOfDay, Weather

SNOW: Color = rgb("#eef4fb")

Sky = tuple[Color, Color, Color, Color]
"""From the zenith to the horizon."""


@dataclass(frozen=True, slots=True)
class Palette:
    """`light` multiplies a thing's own colour; `haze` is what distance turns it to; `sun` is the colour of
    edges that face the light, which comes from `side` (−1 left, 1 right). `dark` says how far lamps are lit,
    `snowed` whether snow lies on what is outdoors.
    """

    sky: Sky
    haze: Color
    light: Color
    shadow: Color
    sun: Color
    side: int
    dark: float
    vivid: float
    veil: float
    snowed: bool

    def tone(self, color: Color, depth: float = 0.0) -> Color:
        """What a colour looks like at a distance, 0 near to 1 at the horizon."""
        lit = saturated(times(color, self.light), self.vivid)
        lit = mix(lit, self.shadow, 0.16 * (1 - luminance(lit)))
        return mix(lit, self.haze, self._haziness(depth))

    def under_snow(self, color: Color, part: float = 0.82) -> Color:
        """A ground's own colour, with as much of it under snow where snow lies."""
        return mix(color, SNOW, part) if self.snowed else color

    def matrix(self, depth: float = 0.0) -> NDArray[np.float32]:
        """The same as `tone`, nearly, for `cv2.transform` on premultiplied BGRA pixels."""
        weights = np.array((0.0722, 0.7152, 0.2126))
        hue = np.eye(3) * self.vivid + (1 - self.vivid) * weights[None, :]
        shaded, shadow = hue @ np.diag(self.light[::-1]), np.array(self.shadow[::-1])
        lit = np.concatenate((shaded * 0.92, 0.08 * shadow[:, None]), axis=1)
        haze = np.concatenate((np.zeros((3, 3)), np.array(self.haze[::-1])[:, None]), axis=1)
        part = self._haziness(depth)
        rows = lit * (1 - part) + haze * part
        return np.concatenate((rows, ((0.0, 0.0, 0.0, 1.0),))).astype(np.float32)

    def _haziness(self, depth: float) -> float:
        return min(0.96, depth * (0.72 + 0.5 * self.veil) + 0.25 * self.veil * depth**0.5)


_SKIES: dict[TimeOfDay, tuple[tuple[str, str, str, str], ...]] = {
    "dawn": (
        ("#2f4a7c", "#7f78ad", "#f0a896", "#ffdfae"),
        ("#235d7a", "#6fa3a8", "#f3c9a2", "#ffeec4"),
        ("#4a3f7a", "#a873a6", "#f79a9a", "#ffd3b0"),
    ),
    "day": (
        ("#2274c4", "#55a9e4", "#9ed8f0", "#e3f4ea"),
        ("#1d86b4", "#4fbccb", "#a5e2da", "#f0f6dd"),
        ("#3a6fc8", "#79a8ea", "#b9d6f4", "#f3efe2"),
    ),
    "dusk": (
        ("#1c2258", "#643a82", "#e6646a", "#ffb765"),
        ("#12264e", "#3f4a80", "#d8697a", "#ffcf7a"),
        ("#2a1a4e", "#7a2f6e", "#f0724f", "#ffc05a"),
    ),
    "night": (
        ("#060c26", "#0f1f4c", "#1f3c72", "#3f6596"),
        ("#0b0826", "#1c154c", "#38306e", "#66518f"),
        ("#04141f", "#082c40", "#125063", "#2f8089"),
    ),
}
_LIGHTS: dict[TimeOfDay, tuple[str, str, str, float]] = {
    "dawn": ("#f5d6cc", "#5a4f86", "#ffe0b0", 0.35),
    "day": ("#ffffff", "#3c5a8c", "#fff6dc", 0.0),
    "dusk": ("#eec4b6", "#35265e", "#ffb26b", 0.6),
    "night": ("#7f92bd", "#141c44", "#a9c8ff", 1.0),
}
_GREYS: dict[Weather, tuple[str, float, float, float]] = {
    "clear": ("#ffffff", 0.0, 1.0, 0.0),
    "cloudy": ("#c3ccd6", 0.42, 0.95, 0.12),
    "fog": ("#d3d9dc", 0.62, 0.96, 0.75),
    "rain": ("#8fa0ae", 0.58, 0.80, 0.32),
    "storm": ("#5a6a78", 0.66, 0.62, 0.22),
    "snow": ("#dfe8f0", 0.52, 1.0, 0.34),
    "wind": ("#d6dfe2", 0.15, 1.0, 0.05),
}
"""For each weather: a grey, how much of it is in the sky, how bright it stays, how hazy it is."""
_MOODS: dict[Mood, tuple[str, float, float]] = {
    "calm": ("#8fb8c8", 0.03, 1.0),
    "joyful": ("#ffd98a", 0.09, 1.12),
    "playful": ("#ffb3d1", 0.05, 1.15),
    "romantic": ("#ff9fb0", 0.12, 1.04),
    "mysterious": ("#4a3f9c", 0.15, 0.95),
    "sad": ("#6f87a3", 0.16, 0.74),
    "tense": ("#4b5a3f", 0.13, 0.84),
    "epic": ("#ff9d5c", 0.07, 1.10),
}
"""For each mood: a tint, how much of it, and how vivid colours are."""
_VIVID: dict[Style, float] = {"cinematic": 0.98, "anime": 1.22, "realistic": 0.80}


def palette_of(picture: PictureRecipe) -> Palette:
    throws = dice("palette", picture.seed, picture.setting)
    variant = int(throws.integers(3))
    turn = float(throws.uniform(-0.03, 0.03))
    vivid = _VIVID[picture.style] * _MOODS[picture.mood][2]
    sky = _sky(picture, variant, turn, vivid)
    light, shadow, sun, dark = _LIGHTS[picture.time]
    grey, amount, bright, veil = _GREYS[picture.weather]
    lit = mix(rgb(light), times(rgb(light), rgb(grey)), amount * 0.55)
    if picture.setting in ROOMS:
        lit, sun = mix(lit, rgb("#ffdcae"), 0.72 * dark), "#ffd9a0" if dark > 0.5 else sun
        amount *= 0.3
    return Palette(
        sky=sky,
        haze=mix(sky[3], sky[2], 0.35),
        light=_dimmed(lit, picture.time, bright),
        shadow=_split(rgb(shadow), picture.style),
        sun=mix(rgb(sun), rgb(grey), amount * 0.6),
        side=1 if throws.random() < 0.5 else -1,
        dark=max(dark, {"storm": 0.75, "rain": 0.4, "fog": 0.3}.get(picture.weather, 0.0)),
        vivid=vivid * (1 - 0.3 * amount),
        veil=veil + (0.14 if picture.style == "realistic" else 0.0),
        snowed=picture.weather == "snow" and picture.setting not in INDOORS | AIRLESS,
    )


def _sky(picture: PictureRecipe, variant: int, turn: float, vivid: float) -> Sky:
    grey, amount, bright, _ = _GREYS[picture.weather]
    tint, tinted, _ = _MOODS[picture.mood]
    stops: list[Color] = []
    for stop in _SKIES[picture.time][variant]:
        color = turned(rgb(stop), turn)
        overcast = times(rgb(grey), mix(color, (1.0, 1.0, 1.0), 0.55 if picture.time == "day" else 0.12))
        color = mix(color, overcast, amount)
        color = mix(color, times(rgb(tint), mix(color, (1, 1, 1), 0.4)), tinted)
        stops.append(saturated(times(color, (bright, bright, bright)), vivid * (1 - 0.25 * amount)))
    return stops[0], stops[1], stops[2], stops[3]


def _dimmed(light: Color, time: TimeOfDay, bright: float) -> Color:
    factor = 1 - (1 - bright) * (0.5 if time == "night" else 0.85)
    return light[0] * factor, light[1] * factor, light[2] * factor


def _split(shadow: Color, style: Style) -> Color:
    """Cinematic shadows lean to teal, anime's to violet."""
    return mix(shadow, rgb({"cinematic": "#0d3f4f", "anime": "#4a3a8c", "realistic": "#3a4048"}[style]), 0.4)
