"""A tool call in plain words, for the card that shows it: "Make ball 1 red from 0:10 to 0:20".

Balls count from 1 here. Arguments come from a model and may be anything; what is odd is shown as it is.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeGuard, cast

from coda.apps.sequence_maker.colors import color_name, parse_color
from coda.apps.sequence_maker.show import lane_of, timelines
from coda.apps.sequence_maker.times import format_seconds, format_span, format_time, to_ms
from coda.components.documents import Draft
from coda.errors import ToolValidationError


def sentence(name: str, arguments: Mapping[str, Any], draft: Draft | None = None) -> str:
    """What the call means. With a draft, a segment is named by its times instead of its number."""
    words = _Words(arguments, draft)
    say = _SENTENCES.get(name)
    return say(words) if say else words.as_call(name)


class _Words:
    """The arguments of one call, in words."""

    def __init__(self, arguments: Mapping[str, Any], draft: Draft | None) -> None:
        self._arguments = arguments
        self._draft = draft

    def get(self, key: str) -> Any:
        return self._arguments.get(key)

    def as_call(self, name: str) -> str:
        listed = ", ".join(f"{key} {_raw(value)}" for key, value in self._arguments.items())
        return f"{name.replace('_', ' ').capitalize()}{f' ({listed})' if listed else ''}"

    def ball(self) -> str:
        index = self.get("timeline_index")
        return f"ball {index + 1}" if _whole(index) else f"ball {_raw(index)}"

    def balls(self) -> str:
        balls = self._arguments.get("balls", "all")
        if not isinstance(balls, list):
            return "all balls" if balls == "all" else f"balls {_raw(balls)}"
        numbers: list[str] = [str(i + 1) if _whole(i) else _raw(i) for i in _items(balls)]
        return f"ball {numbers[0]}" if len(numbers) == 1 else f"balls {_and(numbers)}"

    def segment(self) -> str:
        index = self.get("segment_index")
        span = self._segment_span(self.get("timeline_index"), index)
        number = f"segment {index + 1 if _whole(index) else _raw(index)}"
        return f"the segment {span} of {self.ball()}" if span else f"{number} of {self.ball()}"

    def color(self, key: str = "color") -> str:
        return _color(self.get(key))

    def light(self) -> str:
        """The colour, and where it fades to."""
        end = self.get("end_color")
        return self.color() if end is None else f"fade from {self.color()} to {_color(end)}"

    def span(self) -> str:
        """With a leading blank; nothing when neither end is named."""
        start, end = self.get("start_time"), self.get("end_time")
        if start is None:
            return "" if end is None else f" until {_time(end)}"
        return f" from {_time(start)} on" if end is None else f" from {_time(start)} to {_time(end)}"

    def effect(self) -> str:
        effect, parameters = self.get("effect_type"), self.get("effect_parameters")
        return f"{_raw(effect)}{_parameters(_mapping(parameters))}"

    def effects(self) -> str:
        """With a leading comma; nothing without effects."""
        effects = self.get("effects")
        names = [_raw(_mapping(effect).get("type")) for effect in _items(effects)]
        return f", with {_and(names)}" if names else ""

    def _segment_span(self, ball: Any, index: Any) -> str:
        if self._draft is None or not (_whole(ball) and _whole(index)):
            return ""
        balls = timelines(self._draft)
        if not 0 <= ball < len(balls):
            return ""
        lane = lane_of(self._draft, balls[ball][0])
        if not 0 <= index < lane.count:
            return ""
        segment = lane.at(index)[1]
        return format_span(segment.start_ms, segment.end_ms)


def _paint(words: _Words, balls: str) -> str:
    return f"Make {balls} {words.light()}{words.span()}{words.effects()}"


def _batch(words: _Words) -> str:
    segments = words.get("segments")
    count = len(_items(segments))
    noun = "segment" if count == 1 else "segments"
    return f"Put {count} {noun} on {words.ball()}"


def _modify(words: _Words) -> str:
    properties = _mapping(words.get("properties"))
    if not properties:
        return f"Change {words.segment()}"
    return f"Change {words.segment()}: {_changes(_Words(properties, None), properties)}"


def _changes(words: _Words, properties: Mapping[str, Any]) -> str:
    told: list[str] = []
    if "color" in properties:
        told.append(words.light())
    elif "end_color" in properties:
        end = properties["end_color"]
        told.append("solid" if end is None else f"fade to {_color(end)}")
    if words.span():
        told.append(words.span().strip())
    if "pixels" in properties:
        told.append(_pixels(properties["pixels"]))
    if "effects" in properties:
        told.append(words.effects().removeprefix(", ") or "without effects")
    return ", ".join(told)


def _edit_span(words: _Words) -> str:
    only = words.get("only_color")
    what = words.balls() if only is None else f"what is {_color(only)} on {words.balls()}"
    told: list[str] = []
    if words.get("color") is not None:
        told.append(words.light())
    elif words.get("end_color") is not None:
        told.append(f"fade to {words.color('end_color')}")
    if words.get("pixels") is not None:
        told.append(_pixels(words.get("pixels")))
    return f"Change {what} to {' and '.join(told)}{words.span()}" if told else f"Change {what}{words.span()}"


def _shift_span(words: _Words) -> str:
    offset = words.get("offset")
    if not _number(offset):
        return f"Move the segments of {words.balls()} by {_raw(offset)}{words.span()}"
    direction = "later" if offset >= 0 else "earlier"
    moved = f"{format_seconds(abs(offset))} {direction}"
    which = f" that start{words.span()}" if words.span() else ""
    return f"Move the segments of {words.balls()}{which} {moved}"


def _beats(words: _Words) -> str:
    pattern = words.get("pattern_type")
    verb = {"pulse": "Pulse", "toggle": "Toggle", "fade_in": "Fade in", "fade_out": "Fade out"}.get(
        str(pattern), f"Apply {_raw(pattern)} to"
    )
    colors = words.get("colors")
    cycle = _and([_color(color) for color in _items(colors)])
    beat = "first beat of each bar" if words.get("beat_type") == "downbeat" else "beat"
    section = words.get("section_label")
    where = "" if section is None else f" in {section}"
    every = "on the" if beat != "beat" else "on every"
    return " ".join(f"{verb} {words.balls()} {cycle} {every} {beat}{where}{words.span()}".split())


def _play(words: _Words) -> str:
    start = words.get("start_time")
    return "Play" if start is None else f"Play from {_time(start)}"


def _volume(words: _Words) -> str:
    volume = words.get("volume")
    return f"Set the volume to {f'{volume:.0%}' if _number(volume) else _raw(volume)}"


def _clear_all(words: _Words) -> str:
    return "Clear all balls" + (" and make them black" if words.get("set_black") is not False else "")


def _add_timeline(words: _Words) -> str:
    name = words.get("name")
    return "Add a ball" if name is None else f'Add a ball named "{name}"'


def _read_timeline(words: _Words) -> str:
    return "Look at all balls" if words.get("timeline_index") is None else f"Look at {words.ball()}"


_SENTENCES: dict[str, Callable[[_Words], str]] = {
    "create_segment": lambda w: _paint(w, w.ball()),
    "create_segments_batch": _batch,
    "modify_segment": _modify,
    "delete_segment": lambda w: f"Delete {w.segment()}",
    "clear_timeline": lambda w: f"Clear {w.ball()}",
    "clear_all_timelines": _clear_all,
    "set_default_color": lambda w: f"Offer {w.color()} for new segments of {w.ball()}",
    "add_effect": lambda w: f"Put {w.effect()} on {w.segment()}",
    "paint_span": lambda w: _paint(w, w.balls()),
    "edit_span": _edit_span,
    "shift_span": _shift_span,
    "remove_span": lambda w: f"Make {w.balls()} dark{w.span()}",
    "add_effect_to_span": lambda w: f"Put {w.effect()} on {w.balls()}{w.span()}",
    "apply_beat_pattern": _beats,
    "add_timeline": _add_timeline,
    "rename_timeline": lambda w: f'Rename {w.ball()} to "{w.get("name")}"',
    "remove_timeline": lambda w: f"Remove {w.ball()} and everything on it",
    "duplicate_timeline": lambda w: f"Copy {w.ball()} with everything on it",
    "play_audio": _play,
    "pause_audio": lambda _: "Pause",
    "stop_audio": lambda _: "Stop",
    "seek_audio": lambda w: f"Go to {_time(w.get('position'))}",
    "set_volume": _volume,
    "get_project_context": lambda _: "Look at the show's settings",
    "get_timeline_context": _read_timeline,
    "get_audio_context": lambda _: "Look at the song",
    "get_lyrics_context": lambda _: "Look at the lyrics",
    "get_full_context": lambda _: "Look at the whole show",
    "get_song_metadata": lambda _: "Look at the song's tempo and sections",
    "get_beats_in_range": lambda w: f"Look at the beats{w.span()}",
    "get_section_details": lambda w: f"Look at the section {w.get('section_label')}",
    "undo": lambda _: "Undo the last step",
    "redo": lambda _: "Redo the step undone last",
}


def _number(value: Any) -> TypeGuard[int | float]:
    """A number one can say; infinity, NaN and the astronomical are shown as they are."""
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e9


def _whole(value: Any) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)


def _items(value: Any) -> list[Any]:
    return cast("list[Any]", value) if isinstance(value, list) else []


def _mapping(value: Any) -> dict[str, Any]:
    return cast("dict[str, Any]", value) if isinstance(value, dict) else {}


def _time(value: Any) -> str:
    return format_time(to_ms(value)) if _number(value) and value >= 0 else _raw(value)


def _color(value: Any) -> str:
    try:
        return color_name(parse_color(value))
    except ToolValidationError:
        return _raw(value)


def _pixels(value: Any) -> str:
    return "1 pixel" if value == 1 else f"{_raw(value)} pixels"


def _parameters(parameters: Mapping[str, Any]) -> str:
    """In brackets: "(frequency 5, duty cycle 0.5)"."""
    told = [
        f"{str(name).replace('_', ' ')} {_color(value) if name == 'target_color' else _raw(value)}"
        for name, value in parameters.items()
    ]
    return f" ({', '.join(told)})" if told else ""


def _and(words: Sequence[str]) -> str:
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def _raw(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, default=str)
    return text if len(text) <= 60 else f"{text[:57]}..."
