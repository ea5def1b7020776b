"""Play, pause, stop, go to a time, volume."""

from __future__ import annotations

from coda.apps.sequence_maker.skill.clauses import SPANS, Clause
from coda.apps.sequence_maker.skill.outcomes import Impossible, Unclear, Wants
from coda.apps.sequence_maker.skill.phrases import (
    At,
    Balls,
    From,
    Lasting,
    Length,
    Number,
    Percent,
    Range,
    To,
    Until,
)
from coda.apps.sequence_maker.skill.steps import Call, Intent, Scene, Step, words
from coda.apps.sequence_maker.times import format_time, to_seconds

VOLUME_STEP = 0.1
"""What "louder" and "quieter" change the volume by, when no amount is told."""
UNMUTED = 0.8
"""The player's own default, which "unmute" goes back to."""


def _refuse_single_balls(clause: Clause) -> None:
    if any(not one.every for one in clause.every(Balls)):
        raise Impossible("Playing, pausing and volume are for the whole show, not for single balls.")


def _play(clause: Clause, scene: Scene) -> Step:
    _refuse_single_balls(clause)
    if clause.has("pause", "stop") or clause.every(Until, Lasting):
        raise Impossible("I can start, pause and stop the playback, but not stop it later at a given time.")
    start = _place(clause)
    if start is None:
        return Step("play", (Call("play_audio", {}),))
    _inside(scene, start)
    span = clause.first(Range)
    goes_on = (
        f" (and on after {format_time(span.end_ms)})" if span and span.end_ms < scene.view.total_ms else ""
    )
    return Step(
        f"play from {format_time(start)}{goes_on}", (Call("play_audio", {"start_time": to_seconds(start)}),)
    )


def _place(clause: Clause) -> int | None:
    for phrase in clause.phrases:
        if isinstance(phrase, Range):
            return phrase.start_ms
        if isinstance(phrase, From | At | To):
            return phrase.ms
        if isinstance(phrase, Length):
            return phrase.ms
    number = clause.first(Number)
    return round(number.value * 1000) if number else None


def _inside(scene: Scene, ms: int) -> None:
    if not 0 <= ms <= scene.view.total_ms:
        raise Impossible(
            f"The show is {format_time(scene.view.total_ms)} long; I can't go to {ms / 1000:g} seconds."
        )


def _seek(clause: Clause, scene: Scene) -> Step:
    goal = 0 if clause.has("rewind") and not clause.every(*SPANS, Number, Length) else _place(clause)
    if clause.has("start", "beginning") and goal is None:
        goal = 0
    if goal is None:
        raise Unclear("Go to which time?", Wants.START)
    _inside(scene, goal)
    return Step(f"go to {format_time(goal)}", (Call("seek_audio", {"position": to_seconds(goal)}),))


def _pause(clause: Clause, _scene: Scene) -> Step:
    _refuse_single_balls(clause)
    return Step("pause", (Call("pause_audio", {}),))


def _stop(clause: Clause, _scene: Scene) -> Step:
    _refuse_single_balls(clause)
    return Step("stop the playback", (Call("stop_audio", {}),))


def _volume(clause: Clause, scene: Scene) -> Step:
    _refuse_single_balls(clause)
    if clause.every(Range, At, From, Until, Lasting):
        raise Impossible("The volume can be set now, not for a part of the show.")
    volume = _wanted_volume(clause, scene)
    if not 0 <= volume <= 1:
        raise Impossible(f"The volume goes from 0 to 100 %; {volume * 100:g} % is not possible.")
    volume = round(volume, 4)
    return Step(f"set the volume to {volume * 100:g} %", (Call("set_volume", {"volume": volume}),))


def _wanted_volume(clause: Clause, scene: Scene) -> float:
    if clause.has("mute", "off"):
        return 0.0
    if clause.has("unmute"):
        return UNMUTED
    told = _told_volume(clause)
    step = _step_sign(clause)
    by = clause.first(Percent)
    if told is not None and not (step and by and by.lead == "by"):
        return told
    if clause.has("full"):
        return 1.0
    if clause.has("half") and not step:
        return 0.5
    if not step:
        raise Unclear("How loud? For example “50 %”.", Wants.VALUE)
    return _stepped(scene, step * (told if told is not None else VOLUME_STEP))


def _stepped(scene: Scene, change: float) -> float:
    if scene.view.playback is None:
        raise Unclear("How loud? I don't know the volume now, so say for example “volume 50 %”.", Wants.VALUE)
    return min(1.0, max(0.0, scene.view.playback.volume + change))


def _step_sign(clause: Clause) -> int:
    if clause.has("quieter", "down"):
        return -1
    return 1 if clause.has("louder", "up") else 0


def _told_volume(clause: Clause) -> float | None:
    """A share of 1: percents, or a bare number, which is percents unless it is at most 1 with a point."""
    percent = clause.first(Percent)
    if percent is not None:
        return percent.value / 100
    goal, number = clause.first(To), clause.first(Number)
    value = goal.number if goal is not None else number.value if number is not None else None
    if value is None:
        return None
    if 0 < value < 1:
        return value
    if 1 <= value <= 10 and value != 10:
        raise Unclear(f"Do you mean {value:g} % or {value * 10:g} %?", Wants.VALUE)
    return value / 100


_SONG = words(
    "song play sequence whole section here show there now again beginning start it all every ball light what"
)

PLAY = Intent(
    "play",
    lambda clause: clause.has("play", "resume") or (clause.has("start") and clause.has("song")),
    _play,
    _SONG | words("play resume start pause stop back from turn"),
    frozenset({"when", "number", "length", "balls"}),
)
SEEK = Intent(
    "seek",
    lambda clause: (
        clause.has("goto", "rewind") or (clause.has("move", "set", "go") and clause.has("playhead"))
    ),
    _seek,
    _SONG | words("goto rewind back move set playhead go to put"),
    frozenset({"when", "number", "length"}),
)
PAUSE = Intent(
    "pause", lambda clause: clause.has("pause"), _pause, _SONG | words("pause"), frozenset({"balls"})
)
STOP = Intent("stop", lambda clause: clause.has("stop"), _stop, _SONG | words("stop"), frozenset({"balls"}))
VOLUME = Intent(
    "volume",
    lambda clause: clause.has("volume", "louder", "quieter", "mute", "unmute"),
    _volume,
    _SONG
    | words(
        "volume louder quieter mute unmute off up down full half set make turn put level change by "
        "to at back go"
    ),
    frozenset({"percent", "number", "when", "balls"}),
)
