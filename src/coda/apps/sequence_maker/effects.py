"""The light of one segment at one moment: pure formulas.

`t` is seconds since the segment began. The base colour is `color`, or the point between `color`
and `end_color` that `t` has reached; then each effect is applied to what the one before it gave:

- strobe `frequency` 10 Hz, `duty_cycle` 0.5: lit while `t * frequency mod 1 < duty_cycle`
- pulse `frequency` 1 Hz, `min_brightness` 0.2: brightness swings as a sine from `min_brightness` to 1
- fade `target_color` [0, 0, 0], `easing` "linear": from the base to the target over the segment;
  ease-in is p², ease-out 1-(1-p)², ease-in-out (1-cos(pi p))/2
- rainbow `speed` 1 turn/s, `saturation` 1, `value` 1: the hue turns; ignores the base

When a segment is cut, the light of what remains must not change. So two more parameters exist,
written by the cut and absent otherwise: `offset` (seconds, any effect) is how far into the effect
the segment begins, and `span` (seconds, fade) is how long the whole fade takes when that is not
the segment's own length.
"""

from __future__ import annotations

import colorsys
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from msgspec.structs import replace

from coda.apps.sequence_maker.colors import parse_color
from coda.apps.sequence_maker.entities import BLACK, EFFECT_TYPES, Effect, EffectType, Rgb, Segment
from coda.errors import ToolValidationError

Parameters = Mapping[str, Any]

EASINGS: dict[str, Callable[[float], float]] = {
    "linear": lambda p: p,
    "ease-in": lambda p: p * p,
    "ease-out": lambda p: 1 - (1 - p) * (1 - p),
    "ease-in-out": lambda p: (1 - math.cos(math.pi * p)) / 2,
}


@dataclass(frozen=True)
class Range:
    """What a number may be, and what it is when nobody says."""

    default: float
    low: float
    high: float


_FREQUENCY_LOW, _FREQUENCY_HIGH = 0.01, 100.0
_OFFSET = Range(0.0, 0.0, 3600.0)
_SPAN = Range(0.0, 0.01, 3600.0)

NUMBERS: dict[EffectType, dict[str, Range]] = {
    "strobe": {
        "frequency": Range(10.0, _FREQUENCY_LOW, _FREQUENCY_HIGH),
        "duty_cycle": Range(0.5, 0.0, 1.0),
        "offset": _OFFSET,
    },
    "fade": {"offset": _OFFSET, "span": _SPAN},
    "pulse": {
        "frequency": Range(1.0, _FREQUENCY_LOW, _FREQUENCY_HIGH),
        "min_brightness": Range(0.2, 0.0, 1.0),
        "offset": _OFFSET,
    },
    "rainbow": {
        "speed": Range(1.0, -100.0, 100.0),
        "saturation": Range(1.0, 0.0, 1.0),
        "value": Range(1.0, 0.0, 1.0),
        "offset": _OFFSET,
    },
}
"""The numeric parameters of each effect; fade also has `target_color` and `easing`."""


def color_of(segment: Segment, ms: int) -> Rgb:
    """The segment's light at `ms` of the show, effects and all."""
    elapsed = ms - segment.start_ms
    color = base_color(segment, ms)
    for effect in segment.effects:
        color = _APPLY[effect.type](color, effect.parameters, elapsed, segment.duration_ms)
    return color


def base_color(segment: Segment, ms: int) -> Rgb:
    """The segment's colour at `ms` before its effects, truncated to whole numbers."""
    if segment.end_color is None:
        return segment.color
    elapsed, duration = ms - segment.start_ms, segment.duration_ms
    red, green, blue = (
        start + (end - start) * elapsed // duration
        for start, end in zip(segment.color, segment.end_color, strict=True)
    )
    return (red, green, blue)


def make_effect(type: str, parameters: Parameters, parameter_name: str = "effect_parameters") -> Effect:
    """A valid effect; a colour given by name becomes numbers.

    Raises ToolValidationError for an unknown type or parameter and for a value out of its range.
    """
    known = _known_type(type)
    for name in parameters:
        if name not in _names(known):
            raise ToolValidationError(
                f'{parameter_name}: {known} has no parameter "{name}"; it has {", ".join(_names(known))}',
                parameter_name,
            )
    return checked_effect(Effect(known, dict(parameters)), parameter_name)


def checked_effect(effect: Effect, parameter_name: str = "parameters") -> Effect:
    """The effect with its known parameters checked and colours as numbers; others are let be.

    Files of other programs hold parameters of their own. Raises ToolValidationError.
    """
    checked = {
        name: _checked(effect.type, name, value, parameter_name) if name in _names(effect.type) else value
        for name, value in effect.parameters.items()
    }
    return replace(effect, parameters=checked)


def _names(type: EffectType) -> tuple[str, ...]:
    return (*(("target_color", "easing") if type == "fade" else ()), *NUMBERS[type])


def _known_type(type: str) -> EffectType:
    for known in EFFECT_TYPES:
        if known == type:
            return known
    raise ToolValidationError(
        f'effect_type "{type}" does not exist: there are {", ".join(EFFECT_TYPES)}', "effect_type"
    )


def _checked(type: EffectType, name: str, value: Any, parameter_name: str) -> Any:
    if name == "target_color":
        return list(parse_color(value, f"{parameter_name}.target_color"))
    if name == "easing":
        return _checked_easing(value, parameter_name)
    return _checked_number(name, value, NUMBERS[type][name], parameter_name)


def _checked_number(name: str, value: Any, range: Range, parameter_name: str) -> float:
    numeric = isinstance(value, int | float) and not isinstance(value, bool)
    if not numeric or not range.low <= value <= range.high:
        raise ToolValidationError(
            f"{parameter_name}.{name} must be a number from {range.low:g} to {range.high:g}, not {value!r}",
            parameter_name,
        )
    return value


def _checked_easing(value: Any, parameter_name: str) -> str:
    if value not in EASINGS:
        raise ToolValidationError(
            f"{parameter_name}.easing must be one of {', '.join(EASINGS)}, not {value!r}", parameter_name
        )
    return value


def _number(type: EffectType, parameters: Parameters, name: str) -> float:
    return parameters.get(name, NUMBERS[type][name].default)


def _seconds_in(parameters: Parameters, elapsed_ms: int) -> float:
    """Summed in whole milliseconds, so that a cut effect meets the uncut one exactly."""
    return (elapsed_ms + round(parameters.get("offset", 0) * 1000)) / 1000


def _strobe(color: Rgb, parameters: Parameters, elapsed_ms: int, _duration_ms: int) -> Rgb:
    turns = _seconds_in(parameters, elapsed_ms) * _number("strobe", parameters, "frequency")
    return color if turns % 1 < _number("strobe", parameters, "duty_cycle") else BLACK


def _pulse(color: Rgb, parameters: Parameters, elapsed_ms: int, _duration_ms: int) -> Rgb:
    turns = _seconds_in(parameters, elapsed_ms) * _number("pulse", parameters, "frequency")
    dimmest = _number("pulse", parameters, "min_brightness")
    brightness = dimmest + (1 - dimmest) * (0.5 + 0.5 * math.sin(2 * math.pi * turns))
    return (int(color[0] * brightness), int(color[1] * brightness), int(color[2] * brightness))


def _fade(color: Rgb, parameters: Parameters, elapsed_ms: int, duration_ms: int) -> Rgb:
    span = parameters.get("span", duration_ms / 1000)
    progress = min(1.0, _seconds_in(parameters, elapsed_ms) / span)
    reached = EASINGS[parameters.get("easing", "linear")](progress)
    target = parameters.get("target_color", BLACK)
    red, green, blue = (int(a + (b - a) * reached) for a, b in zip(color, target, strict=True))
    return (red, green, blue)


def _rainbow(_color: Rgb, parameters: Parameters, elapsed_ms: int, _duration_ms: int) -> Rgb:
    turns = _seconds_in(parameters, elapsed_ms) * _number("rainbow", parameters, "speed")
    saturation, value = (_number("rainbow", parameters, name) for name in ("saturation", "value"))
    red, green, blue = colorsys.hsv_to_rgb(turns % 1, saturation, value)
    return (int(red * 255), int(green * 255), int(blue * 255))


_APPLY: dict[EffectType, Callable[[Rgb, Parameters, int, int], Rgb]] = {
    "strobe": _strobe,
    "fade": _fade,
    "pulse": _pulse,
    "rainbow": _rainbow,
}
