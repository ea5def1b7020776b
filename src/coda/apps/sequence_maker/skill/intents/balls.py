"""The balls themselves: add, name, remove, copy, swap, and the color offered for new segments."""

from __future__ import annotations

from typing import Any

from coda.apps.sequence_maker.entities import Segment
from coda.apps.sequence_maker.overlap import clip
from coda.apps.sequence_maker.skill.clauses import SPANS, Clause
from coda.apps.sequence_maker.skill.outcomes import Impossible, Unclear, Wants
from coda.apps.sequence_maker.skill.phrases import Balls, Color, Mention, Name, Number, Segments
from coda.apps.sequence_maker.skill.slots import balls_of, check_allowed, one_color, spans_of
from coda.apps.sequence_maker.skill.steps import Call, Intent, Scene, Span, Step, rgb_list, words
from coda.apps.sequence_maker.skill.wording import ball_name, ball_names, counted, span_words
from coda.apps.sequence_maker.times import to_seconds

_MOST_ADDED = 20


def _rename(clause: Clause, scene: Scene) -> Step:
    balls = balls_of(clause, scene)
    if len(balls) != 1:
        raise Unclear("Which one ball gets the name?", Wants.BALLS)
    name = clause.first(Name)
    if name is None:
        raise Unclear(f"What should {ball_name(scene.view, balls[0])} be called?", Wants.VALUE)
    call = Call("rename_timeline", {"timeline_index": balls[0], "name": name.text})
    return Step(f"rename {ball_name(scene.view, balls[0])} to “{name.text}”", (call,), balls)


def _add(clause: Clause, _scene: Scene) -> Step:
    number = clause.first(Number)
    count = int(number.value) if number and number.value == int(number.value) else 1
    if not 0 < count <= _MOST_ADDED:
        raise Impossible(f"I can add 1 to {_MOST_ADDED} balls at a time.")
    name = clause.first(Name)
    if name and count > 1:
        raise Unclear("Several balls cannot have one name. Add them one by one.", Wants.NOTHING)
    arguments: dict[str, Any] = {"name": name.text} if name else {}
    called = f" called “{name.text}”" if name else ""
    return Step(f"add {counted(count, 'ball')}{called}", (Call("add_timeline", arguments),) * count)


def _remove(clause: Clause, scene: Scene) -> Step:
    balls = balls_of(clause, scene)
    if len(balls) >= len(scene.view.balls):
        raise Impossible("A show needs at least one ball. Say “clear all balls” to take away their light.")
    calls = tuple(Call("remove_timeline", {"timeline_index": ball}) for ball in sorted(balls, reverse=True))
    return Step(f"remove {ball_names(scene.view, balls)} from the show, with everything on it", calls)


def _set_default(clause: Clause, scene: Scene) -> Step:
    balls = balls_of(clause, scene, "Of which ball?")
    color = one_color(clause)
    calls = tuple(
        Call("set_default_color", {"timeline_index": ball, "color": rgb_list(color.rgb)}) for ball in balls
    )
    return Step(f"set the default color of {ball_names(scene.view, balls)} to {color.name}", calls, balls)


def _copy(clause: Clause, scene: Scene) -> Step:
    source, targets = _from_and_to(clause, scene)
    if not targets:
        if clause.every(*SPANS):
            raise Unclear("Copy it to which ball?", Wants.BALLS)
        call = Call("duplicate_timeline", {"timeline_index": source})
        return Step(f"copy {ball_name(scene.view, source)} to a new ball", (call,))
    spans = spans_of(clause, scene) if clause.every(*SPANS) else ((0, scene.view.total_ms),)
    calls = tuple(call for span in spans for target in targets for call in _laid(scene, source, target, span))
    when = "" if spans[0] == (0, scene.view.total_ms) else f" {span_words(scene.view, *spans[0])}"
    return Step(
        f"copy {ball_name(scene.view, source)} to {ball_names(scene.view, targets)}{when}",
        calls,
        targets,
        spans,
    )


def _from_and_to(clause: Clause, scene: Scene) -> tuple[int, tuple[int, ...]]:
    named = clause.every(Balls, Mention)
    if len(named) > 1 and isinstance(named[0], Balls) and named[0].lead in {"to", "on"}:
        named = named[::-1]
    if not named:
        raise Unclear("Copy which ball to which?", Wants.BALLS)
    source = balls_of(clause.with_phrases(named[:1]), scene)
    targets = balls_of(clause.with_phrases(named[1:]), scene) if len(named) > 1 else ()
    if len(source) > 1 and not targets and len(source) == 2 and named[0].lead == "":
        source, targets = source[:1], source[1:]
    if len(source) != 1:
        raise Unclear("Copy from which one ball?", Wants.BALLS)
    targets = tuple(one for one in targets if one != source[0])
    check_allowed(scene.view, targets)
    return source[0], targets


def _laid(scene: Scene, source: int, target: int, span: Span) -> list[Call]:
    """The target's span made dark where it is lit, then what the source has there."""
    pieces = [clip(one, *span) for one in scene.view.balls[source].within(*span)]
    if not pieces:
        raise Impossible(f"There is nothing on {ball_name(scene.view, source)} there to copy.")
    calls: list[Call] = []
    if scene.view.balls[target].within(*span):
        times = {"start_time": to_seconds(span[0]), "end_time": to_seconds(span[1])}
        calls.append(Call("remove_span", {"balls": [target], **times}))
    return [*calls, _batch(target, pieces)]


def _batch(ball: int, pieces: list[Segment]) -> Call:
    return Call(
        "create_segments_batch", {"timeline_index": ball, "segments": [_described(one) for one in pieces]}
    )


def _described(segment: Segment) -> dict[str, Any]:
    described: dict[str, Any] = {
        "start_time": to_seconds(segment.start_ms),
        "end_time": to_seconds(segment.end_ms),
        "color": rgb_list(segment.color),
        "pixels": segment.pixels,
    }
    if segment.end_color is not None:
        described["end_color"] = rgb_list(segment.end_color)
    if segment.effects:
        described["effects"] = [
            {"type": one.type, "parameters": dict(one.parameters)} for one in segment.effects
        ]
    return described


def _swap(clause: Clause, scene: Scene) -> Step:
    balls = balls_of(clause, scene, "Swap which two balls?")
    if len(balls) != 2:
        raise Unclear("Swap which two balls?", Wants.BALLS)
    spans = spans_of(clause, scene) if clause.every(*SPANS) else ((0, scene.view.total_ms),)
    calls: list[Call] = []
    for span in spans:
        for one, other in (balls, balls[::-1]):
            calls += (
                _laid(scene, other, one, span)
                if scene.view.balls[other].within(*span)
                else _dark(scene, one, span)
            )
    if not calls:
        raise Impossible(f"There is nothing on {ball_names(scene.view, balls)} to swap.")
    return Step(f"swap what is on {ball_names(scene.view, balls)}", tuple(calls), balls, spans)


def _dark(scene: Scene, ball: int, span: Span) -> list[Call]:
    if not scene.view.balls[ball].within(*span):
        return []
    return [
        Call(
            "remove_span",
            {"balls": [ball], "start_time": to_seconds(span[0]), "end_time": to_seconds(span[1])},
        )
    ]


def _adds_ball(clause: Clause) -> bool:
    return (
        clause.has("add", "create", "new")
        and clause.has("ball", "timeline")
        and not clause.groups & {"balls", "colors", "when", "rhythm"}
    )


def _removes_ball(clause: Clause) -> bool:
    named = any(isinstance(one, Balls) for one in clause.phrases)
    return (
        clause.has("delete")
        and named
        and clause.has("whole", "sequence", "show")
        and not (clause.groups & {"when", "segments", "colors"})
    )


_COMMON = words("ball timeline all every one make light is what color whole song everything on")

RENAME = Intent(
    "rename",
    lambda clause: clause.has("rename") and not clause.has("add", "create", "new"),
    _rename,
    _COMMON | words("rename set give"),
    frozenset({"balls", "name"}),
)
ADD = Intent(
    "add ball",
    _adds_ball,
    _add,
    _COMMON | words("add create new more another other rename timeline"),
    frozenset({"number", "name"}),
)
REMOVE = Intent(
    "remove ball", _removes_ball, _remove, _COMMON | words("delete sequence show"), frozenset({"balls"})
)
DEFAULT = Intent(
    "default color",
    lambda clause: clause.has("default"),
    _set_default,
    _COMMON | words("default set change put use new segment"),
    frozenset({"balls", "colors", "segments"}),
)
COPY = Intent(
    "copy",
    lambda clause: clause.has("copy") and not clause.first(Segments) and not clause.every(Color),
    _copy,
    _COMMON | words("copy paste"),
    frozenset({"balls", "when"}),
)
SWAP = Intent(
    "swap",
    lambda clause: clause.has("swap") and "balls" in clause.groups and not clause.every(Color),
    _swap,
    _COMMON | words("swap"),
    frozenset({"balls", "when"}),
)
