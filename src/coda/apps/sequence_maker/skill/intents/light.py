"""Less light and more: dim, brighten, darken a span, clear balls, delete segments."""

from __future__ import annotations

from coda.apps.sequence_maker.skill.brightness import scaled_calls
from coda.apps.sequence_maker.skill.clauses import SPANS, Clause
from coda.apps.sequence_maker.skill.intents.paint import when_words
from coda.apps.sequence_maker.skill.outcomes import Impossible, Unclear, Wants
from coda.apps.sequence_maker.skill.phrases import At, Balls, Color, Mention, Percent, Range, Segments
from coda.apps.sequence_maker.skill.slots import balls_of, spans_of
from coda.apps.sequence_maker.skill.steps import Call, Intent, Scene, Step, balls_argument, words
from coda.apps.sequence_maker.skill.targets import Target, chosen_segments, segments_in, targets_words
from coda.apps.sequence_maker.skill.wording import ball_names
from coda.apps.sequence_maker.times import to_seconds


def _dim(clause: Clause, scene: Scene) -> Step:
    level = _level(clause)
    balls = balls_of(clause, scene, "Which balls?")
    spans = spans_of(clause, scene)
    calls = tuple(call for span in spans for call in scaled_calls(scene.view, balls, span, level, level))
    sentence = f"set what is on {ball_names(scene.view, balls)} to {level * 100:g} % of its brightness"
    return Step(f"{sentence} {when_words(scene, spans)}", calls, balls, spans)


def _level(clause: Clause) -> float:
    """How bright compared with now; "dim" alone means half."""
    percent = clause.first(Percent)
    brighter = clause.has("brighten", "up")
    if percent is None:
        if clause.has("half") and not brighter:
            return 0.5
        if clause.has("twice", "half"):
            return 2.0 if clause.has("twice") else 1.5
        if clause.has("dim"):
            return 0.5
        raise Unclear("How bright, compared with now? For example “to 150 %”.", Wants.VALUE)
    value = percent.value / 100
    if percent.lead == "by":
        value = 1 + value if brighter else 1 - value
    if not 0 < value <= 10:
        raise Impossible(
            f"{percent.value:g} % is no brightness I can set. Say “darken” to take the light away."
        )
    return value


def _clear(clause: Clause, scene: Scene) -> Step:
    """As in "clear ball 1", "erase everything": whole balls, or what the clause narrows it to."""
    if _is_whole_show(clause, scene):
        clause = _everywhere(clause, scene)
    if "when" in clause.groups or clause.first(Segments) or clause.every(Color):
        return _delete(clause, scene)
    if clause.has("show", "sequence") and "balls" not in clause.groups:
        clause = _everywhere(clause, scene)
    balls = balls_of(clause, scene, "Clear which ball, or all of them?")
    if not segments_in(scene.view, balls, (0, 1 << 60)):
        raise Impossible(f"There is nothing on {ball_names(scene.view, balls)} to clear.")
    if balls == scene.view.editable() and len(balls) > 1:
        calls: tuple[Call, ...] = (Call("clear_all_timelines", {"set_black": False}),)
    else:
        calls = tuple(Call("clear_timeline", {"timeline_index": ball}) for ball in balls)
    return Step(f"clear {ball_names(scene.view, balls)}", calls, balls, darkens=True)


def _is_whole_show(clause: Clause, scene: Scene) -> bool:
    """As in "erase the whole show": a time, but all balls are meant."""
    told = clause.every(*SPANS)
    whole = (
        len(told) == 1
        and isinstance(told[0], Range)
        and told[0].end_ms - told[0].start_ms == scene.view.total_ms
    )
    return whole and not clause.groups & {"balls", "colors"}


def _everywhere(clause: Clause, scene: Scene) -> Clause:
    kept = [one for one in clause.phrases if not isinstance(one, SPANS)]
    return clause.with_phrases([*kept, Balls(scene.view.editable(), every=True)])


def _delete(clause: Clause, scene: Scene) -> Step:
    told = clause.first(Segments)
    _refuse_odd_colors(clause)
    if _is_whole_show(clause, scene):
        return _clear(clause, scene)
    if "when" in clause.groups and not (told and (told.places or clause.every(Color) or clause.first(At))):
        return _darken(clause, scene)
    if told is None and not clause.every(Color):
        return _delete_ball_or_light(clause, scene)
    if told and told.places and clause.every(*SPANS):
        raise Impossible("Name a segment or a time, not both.")
    targets = _deleted(clause, scene)
    calls = tuple(
        Call("delete_segment", {"timeline_index": ball, "segment_index": place})
        for ball, place in sorted(targets, reverse=True)
    )
    balls = tuple(dict.fromkeys(ball for ball, _ in targets))
    return Step(f"delete {targets_words(scene.view, targets)}", calls, balls)


def _refuse_odd_colors(clause: Clause) -> None:
    if any(color.lead in {"to", "with", "from"} for color in clause.every(Color)):
        raise Impossible("I can delete light of a color, but not turn it into another while deleting.")
    if clause.every(Color) and "when" in clause.groups and not clause.first(Segments):
        raise Impossible("I can delete by color or by time, not by both at once.")


def _deleted(clause: Clause, scene: Scene) -> list[Target]:
    if clause.every(Color) and not clause.first(Segments):
        clause = clause.with_phrases([*clause.phrases, Segments(every=True)])
    return list(dict.fromkeys(chosen_segments(clause, scene)))


def _delete_ball_or_light(clause: Clause, scene: Scene) -> Step:
    """As in "delete it" with a selection is the selection; "delete ball 3" could mean two things."""
    pronoun = any(isinstance(one, Mention) for one in clause.phrases)
    if scene.view.selection and (pronoun or not clause.every(Balls, Mention)):
        return _delete(clause.with_phrases([*clause.phrases, Segments(selected=True)]), scene)
    if clause.has("light", "all", "song", "what", "whole") or any(one.every for one in clause.every(Balls)):
        return _clear(clause, scene)
    if not clause.every(Balls, Mention):
        raise Unclear("Delete what? For example “delete the last segment of ball 1”.", Wants.NOTHING)
    if all(one.lead in {"on", "from", "of"} for one in clause.every(Balls, Mention)):
        return _clear(clause, scene)
    balls = balls_of(clause, scene)
    name = ball_names(scene.view, balls)
    raise Unclear(f"Clear {name}, or remove {name} from the show?", Wants.CHOICE)


def _darken(clause: Clause, scene: Scene) -> Step:
    balls = balls_of(clause, scene, "Which balls?")
    spans = spans_of(clause, scene)
    if not any(segments_in(scene.view, balls, span) for span in spans) and not clause.follows:
        where = f"{ball_names(scene.view, balls)} {when_words(scene, spans)}"
        raise Impossible(f"There is no light on {where}, so there is nothing to take away.")
    calls = tuple(
        Call(
            "remove_span",
            {
                "balls": balls_argument(scene.view, balls),
                "start_time": to_seconds(start),
                "end_time": to_seconds(end),
            },
        )
        for start, end in spans
    )
    return Step(
        f"make {ball_names(scene.view, balls)} dark {when_words(scene, spans)}",
        calls,
        balls,
        spans,
        darkens=True,
    )


_COMMON = words("all every ball light one segment color make set turn go put put what is song whole there")
_LESS = words("all every ball light one segment color what is song whole there")

DIM = Intent(
    "dim",
    lambda clause: clause.has("dim", "brighten", "brightness"),
    _dim,
    _COMMON | words("dim brighten brightness half twice as down up by to full"),
    frozenset({"balls", "when", "percent"}),
)
CLEAR = Intent(
    "clear",
    lambda clause: clause.has("clear"),
    _clear,
    _LESS | words("clear delete show sequence"),
    frozenset({"balls", "when", "segments", "colors"}),
)
DARKEN = Intent(
    "darken",
    lambda clause: clause.has("off"),
    _darken,
    _COMMON | words("off out"),
    frozenset({"balls", "when"}),
)
DELETE = Intent(
    "delete",
    lambda clause: clause.has("delete"),
    _delete,
    _LESS | words("delete out show sequence clear"),
    frozenset({"balls", "when", "segments", "colors"}),
)
