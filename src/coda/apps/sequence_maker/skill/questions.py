"""Questions about the show, answered from the document, the analysis and the player only."""

from __future__ import annotations

from collections.abc import Callable

from coda.apps.sequence_maker.effects import base_color, color_of
from coda.apps.sequence_maker.entities import Segment
from coda.apps.sequence_maker.skill.clauses import SPANS, Clause
from coda.apps.sequence_maker.skill.music_words import heard
from coda.apps.sequence_maker.skill.outcomes import Unclear, Wants
from coda.apps.sequence_maker.skill.phrases import At, Balls, Color, From, Mention, Range, Segments, Until
from coda.apps.sequence_maker.skill.slots import named_balls, selected_balls
from coda.apps.sequence_maker.skill.steps import Scene
from coda.apps.sequence_maker.skill.targets import targets_words
from coda.apps.sequence_maker.skill.wording import ball_name, ball_names, capital, counted, listed, rgb_words
from coda.apps.sequence_maker.times import format_span, format_time

MOST_LISTED = 8
"""Segments told one by one; the rest is counted."""

_OPENING = frozenset(
    "what which how where who is are does did was were tell list describe any anything".split()
)
"""A message that begins so asks something."""


def is_question(clause: Clause, first_word: str) -> bool:
    """`first_word` is the first one that says anything."""
    if first_word in _OPENING or (first_word == "when" and clause.has("is")):
        return True
    if first_word == "show" and "balls" in clause.groups and not clause.groups & {"colors", "rhythm"}:
        return True
    return not clause.has_verb and clause.has("what", "how", "where", "who", "bpm")


def answer(clause: Clause, scene: Scene) -> str | None:
    """The answer; None when it is no question about the show."""
    for asks, tell in _QUESTIONS:
        if asks(clause):
            return tell(clause, scene)
    return None


def _balls(clause: Clause, scene: Scene) -> tuple[int, ...]:
    """The balls asked about: those named, or all."""
    if clause.every(Balls, Mention):
        return named_balls(clause, scene)
    return tuple(scene.view.positions)


def _moment(clause: Clause) -> int | None:
    told = clause.first(At) or clause.first(From)
    if told is not None:
        return told.ms
    span = clause.first(Range)
    return span.start_ms if span else None


def _color_at(clause: Clause, scene: Scene) -> str:
    if not clause.every(Balls, Mention) and len(scene.view.balls) > 1 and _moment(clause) is None:
        raise Unclear("Of which ball, and at what time?", Wants.BALLS)
    ms = _moment(clause)
    if ms is None:
        return _contents(clause, scene)
    told = [
        f"{ball_name(scene.view, ball)} is {_light_words(scene.view.balls[ball].at(ms), ms)}"
        for ball in _balls(clause, scene)
    ]
    return f"At {format_time(ms)} {listed(told)}."


def _light_words(segment: Segment | None, ms: int) -> str:
    if segment is None:
        return "dark"
    base = rgb_words(base_color(segment, ms))
    if segment.end_color is not None:
        base = f"{base}, fading from {rgb_words(segment.color)} to {rgb_words(segment.end_color)}"
    if segment.effects:
        shown = rgb_words(color_of(segment, ms))
        base = f"{base} with {listed([effect.type for effect in segment.effects])} (at that instant {shown})"
    return base


def _segment_words(segment: Segment) -> str:
    color = rgb_words(segment.color)
    if segment.end_color is not None:
        color = f"{color} to {rgb_words(segment.end_color)}"
    effects = f" with {listed([effect.type for effect in segment.effects])}" if segment.effects else ""
    return f"{color}{effects} {format_span(segment.start_ms, segment.end_ms)}"


def _contents(clause: Clause, scene: Scene) -> str:
    told = clause.first(Range)
    span = (told.start_ms, told.end_ms) if told else (0, 1 << 60)
    sentences: list[str] = []
    for ball in _balls(clause, scene):
        segments = scene.view.balls[ball].within(*span)
        name = capital(ball_name(scene.view, ball))
        if not segments:
            sentences.append(f"{name} is dark{' then' if told else ''}.")
            continue
        shown = [_segment_words(segment) for segment in segments[:MOST_LISTED]]
        rest = len(segments) - len(shown)
        more = f", and {rest} more" if rest else ""
        sentences.append(f"{name} has {counted(len(segments), 'segment')}: {'; '.join(shown)}{more}.")
    return " ".join(sentences) or "There are no balls in this show."


def _count_segments(clause: Clause, scene: Scene) -> str:
    told = clause.first(Range)
    span = (told.start_ms, told.end_ms) if told else (0, 1 << 60)
    balls = _balls(clause, scene)
    colors = {color.rgb for color in clause.every(Color)}
    counts = [
        sum(
            not colors or one.color in colors or one.end_color in colors
            for one in scene.view.balls[ball].within(*span)
        )
        for ball in balls
    ]
    if not balls:
        return "There are no balls in this show."
    if len(balls) == 1:
        return f"{capital(ball_name(scene.view, balls[0]))} has {counted(counts[0], 'segment')}."
    each = listed(
        [f"{count} on {ball_name(scene.view, ball)}" for ball, count in zip(balls, counts, strict=True)]
    )
    return (
        f"There are {counted(sum(counts), 'segment')}: {each}." if sum(counts) else "There are no segments."
    )


def _count_balls(_clause: Clause, scene: Scene) -> str:
    names = listed([capital(ball_name(scene.view, one)) for one in scene.view.positions])
    verb = "is" if len(scene.view.balls) == 1 else "are"
    return f"There {verb} {counted(len(scene.view.balls), 'ball')}{f': {names}' if names else ''}."


def _length(_clause: Clause, scene: Scene) -> str:
    show = f"The show is {format_time(scene.view.total_ms)} long"
    if scene.view.song_ms is None:
        return f"{show}. There is no song in it."
    return f"{show}, the song {format_time(scene.view.song_ms)}."


def _tempo(_clause: Clause, scene: Scene) -> str:
    music = heard(scene.view)
    if music.tempo_bpm <= 0:
        return "I found no steady beat in the song."
    return f"The tempo is about {music.tempo_bpm:.0f} beats per minute."


def _count_beats(clause: Clause, scene: Scene) -> str:
    music = heard(scene.view)
    told = clause.first(Range)
    every, noun = (music.downbeats_ms, "bar") if clause.has("bar", "downbeat") else (music.beats_ms, "beat")
    count = sum(told is None or told.start_ms <= beat < told.end_ms for beat in every)
    when = f" from {format_span(told.start_ms, told.end_ms)}" if told else ""
    return f"The song has {counted(count, noun)}{when}."


def _sections(_clause: Clause, scene: Scene) -> str:
    sections = heard(scene.view).sections
    if not sections:
        return "I found no sections in the song."
    return (
        f"The sections are {listed([f'{s.label} ({format_span(s.start_ms, s.end_ms)})' for s in sections])}."
    )


def _when(clause: Clause, scene: Scene) -> str:
    """As in "when is the chorus?", "when is ball 1 red?"."""
    colors = clause.every(Color)
    if colors:
        return _when_colored(clause, scene, colors[0])
    ranges = clause.every(Range)
    if ranges:
        return f"From {listed([format_span(one.start_ms, one.end_ms) for one in ranges])}."
    ms = _moment(clause)
    until = clause.first(Until)
    if ms is None and until is not None:
        ms = until.ms
    return f"At {format_time(ms)}." if ms is not None else _length(clause, scene)


def _when_colored(clause: Clause, scene: Scene, color: Color) -> str:
    told: list[str] = []
    for ball in _balls(clause, scene):
        spans = [
            format_span(one.start_ms, one.end_ms)
            for one in scene.view.balls[ball].segments
            if color.rgb in {one.color, one.end_color}
        ]
        if spans:
            more = f" and {len(spans) - MOST_LISTED} more times" if len(spans) > MOST_LISTED else ""
            told.append(f"{ball_name(scene.view, ball)} from {listed(spans[:MOST_LISTED])}{more}")
    if not told:
        return f"There is no {color.name} on {ball_names(scene.view, _balls(clause, scene))}."
    return f"{capital(color.name)} is on {'; '.join(told)}."


def _which_balls(clause: Clause, scene: Scene) -> str:
    """As in "which balls are red at 0:10?"."""
    color, ms = clause.every(Color)[0], _moment(clause)
    if ms is None:
        return _when_colored(clause, scene, color)
    lit = [
        ball
        for ball in _balls(clause, scene)
        if (one := scene.view.balls[ball].at(ms)) and base_color(one, ms) == color.rgb
    ]
    if not lit:
        return f"At {format_time(ms)} no ball is {color.name}."
    verb = "is" if len(lit) == 1 else "are"
    return f"At {format_time(ms)} {ball_names(scene.view, lit)} {verb} {color.name}."


def _playing(_clause: Clause, scene: Scene) -> str:
    playback = scene.view.playback
    if playback is None:
        return f"No player is open. The playhead is at {format_time(scene.view.playhead_ms)}."
    state = "Playing" if playback.playing else "Not playing"
    return f"{state}, at {format_time(playback.position_ms)}, volume {playback.volume:.0%}."


def _selection(_clause: Clause, scene: Scene) -> str:
    targets = scene.view.selected()
    if not targets:
        return "Nothing is selected."
    if len(targets) > 2:
        return (
            f"{len(targets)} segments are selected, on {ball_names(scene.view, selected_balls(scene.view))}."
        )
    return f"Selected: {targets_words(scene.view, targets)}."


def _colors_used(clause: Clause, scene: Scene) -> str:
    used = {
        rgb_words(one.color): None
        for ball in _balls(clause, scene)
        for one in scene.view.balls[ball].segments
    }
    return f"There is {listed(list(used)[:12])}." if used else "There is no light in the show yet."


_Asks = Callable[[Clause], bool]
_Tells = Callable[[Clause, Scene], str]
_QUESTIONS: tuple[tuple[_Asks, _Tells], ...] = (
    (lambda c: c.has("what", "how") and c.has("bpm"), _tempo),
    (lambda c: c.has("how") and c.has("fast") and c.has("song"), _tempo),
    (lambda c: c.has("bpm"), _tempo),
    (lambda c: (c.has("how") and c.has("loud", "volume")) or (c.has("what") and c.has("volume")), _playing),
    (lambda c: c.has("play", "playhead", "volume") or (c.has("where") and not c.every(Color)), _playing),
    (lambda c: any(s.selected for s in _segments(c)) and not c.every(Color), _selection),
    (lambda c: c.has("how") and c.has("many") and "segments" in c.groups, _count_segments),
    (
        lambda c: c.has("how") and c.has("many") and ("rhythm" in c.groups or c.has("beat", "bar")),
        _count_beats,
    ),
    (lambda c: c.has("how") and c.has("many") and "balls" in c.groups and not c.every(Color), _count_balls),
    (lambda c: c.has("how") and c.has("many") and c.has("ball", "timeline"), _count_balls),
    (lambda c: c.has("how") and c.has("long"), _length),
    (lambda c: c.has("long") and c.has("song", "sequence") and c.has("what", "tell"), _length),
    (lambda c: c.has("when") and c.has("end") and c.has("song", "show", "sequence"), _length),
    (lambda c: c.has("section"), _sections),
    (lambda c: c.has("when", "how") and bool(c.every(*SPANS, Color)), _when),
    (lambda c: c.has("what", "is", "there", "any") and bool(c.every(Color)), _which_balls),
    (lambda c: c.has("color") and not c.every(Balls, Mention) and _timeless(c), _colors_used),
    (lambda c: c.has("color") and c.has("what", "tell", "is"), _color_at),
    (lambda c: "balls" in c.groups and bool(c.every(At)), _color_at),
    (lambda c: c.has("what") and bool(c.every(At)) and not c.has_verb, _color_at),
    (lambda c: "balls" in c.groups and c.has("what", "tell", "show", "is", "how"), _contents),
    (lambda c: bool(_segments(c)) and c.has("what", "tell"), _contents),
    (lambda c: c.has("what", "tell") and c.has("there", "sequence", "show"), _contents),
)


def _segments(clause: Clause) -> list[Segments]:
    return clause.every(Segments)


def _timeless(clause: Clause) -> bool:
    return not clause.every(*SPANS)
