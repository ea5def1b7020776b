"""Paint a span in a color, or change the color of what is there."""

from __future__ import annotations

from coda.apps.sequence_maker.skill.clauses import SPANS, Clause
from coda.apps.sequence_maker.skill.outcomes import Impossible, Unclear, Wants
from coda.apps.sequence_maker.skill.phrases import Color, Length, Segments
from coda.apps.sequence_maker.skill.slots import balls_of, means_selection, one_color, spans_of
from coda.apps.sequence_maker.skill.steps import (
    Call,
    Intent,
    Scene,
    Span,
    Step,
    balls_argument,
    rgb_list,
    span_arguments,
    words,
)
from coda.apps.sequence_maker.skill.targets import chosen_segments, segments_in, targets_words
from coda.apps.sequence_maker.skill.wording import ball_names, listed, span_words
from coda.apps.sequence_maker.times import to_seconds

PAINT_VERBS = words("make create set paint color put fill add give show have use turn light go")
CHANGE_VERBS = words("change recolor replace swap")
_FADING = words("smooth over")


def paint_call(scene: Scene, balls: tuple[int, ...], span: Span, color: Color, **more: object) -> Call:
    """One `paint_span`: `more` is end_color or effects."""
    return Call(
        "paint_span",
        {
            "balls": balls_argument(scene.view, balls),
            "start_time": to_seconds(span[0]),
            "end_time": to_seconds(span[1]),
            "color": rgb_list(color.rgb),
            **more,
        },
    )


def when_words(scene: Scene, spans: tuple[Span, ...]) -> str:
    return listed([span_words(scene.view, *span) for span in spans])


def _paint(clause: Clause, scene: Scene) -> Step:
    colors = clause.every(Color)
    if len(colors) > 1:
        raise Unclear(
            f"{listed([color.name for color in colors]).capitalize()}: should it fade from one to the other,"
            " or alternate?",
            Wants.CHOICE,
        )
    if _on_segments(clause, scene):
        return _repaint_segments(clause, scene)
    balls = balls_of(clause, scene)
    color = one_color(clause)
    spans = spans_of(clause, scene)
    calls = tuple(paint_call(scene, balls, span, color) for span in spans)
    sentence = f"make {ball_names(scene.view, balls)} {color.name} {when_words(scene, spans)}"
    return Step(sentence, calls, balls, spans, lights=True)


def _on_segments(clause: Clause, scene: Scene) -> bool:
    """Whether single segments are meant: told by place, or selected with nothing else said."""
    told = clause.first(Segments)
    if told and (told.places or told.selected):
        return True
    return means_selection(clause, scene)


def _repaint_segments(clause: Clause, scene: Scene) -> Step:
    color = one_color(clause)
    if clause.every(*SPANS, Length):
        raise Impossible("Name a segment or a time, not both.")
    targets = chosen_segments(clause, scene)
    calls = tuple(
        Call(
            "modify_segment",
            {
                "timeline_index": ball,
                "segment_index": place,
                "properties": {"color": rgb_list(color.rgb)}
                | ({"end_color": None} if scene.view.balls[ball].segments[place].end_color else {}),
            },
        )
        for ball, place in targets
    )
    balls = tuple(dict.fromkeys(ball for ball, _ in targets))
    spans = tuple(
        (scene.view.balls[ball].segments[place].start_ms, scene.view.balls[ball].segments[place].end_ms)
        for ball, place in targets
    )
    return Step(f"make {targets_words(scene.view, targets)} {color.name}", calls, balls, spans, lights=True)


def _change(clause: Clause, scene: Scene) -> Step:
    """Only what is lit changes; with two colors, only what has the first."""
    told = clause.first(Segments)
    colors = clause.every(Color)
    if len(colors) > 2:
        raise Unclear("Which color should become which?", Wants.COLOR)
    if len(colors) < 2 and told and (told.places or told.selected):
        return _repaint_segments(clause, scene)
    old, new = _old_and_new(clause)
    balls = balls_of(clause, scene, "On which balls?")
    spans = spans_of(clause, scene)
    lit = [one for span in spans for one in segments_in(scene.view, balls, span)]
    if old is not None:
        lit = [one for one in lit if old.rgb in {one.color, one.end_color}]
        if not lit and not scene.just_lit(balls, spans):
            where = f"{ball_names(scene.view, balls)} {when_words(scene, spans)}"
            raise Impossible(f"There is no {old.name} on {where}, so nothing changed.")
    if not lit and not scene.just_lit(balls, spans):
        return _paint(clause, scene)
    calls = tuple(
        Call(
            "edit_span",
            {"balls": balls_argument(scene.view, balls), **span_arguments(scene.view, span)}
            | {"color": rgb_list(new.rgb)}
            | ({"only_color": rgb_list(old.rgb)} if old else {}),
        )
        for span in spans
    )
    what = f"what is {old.name} on {ball_names(scene.view, balls)}" if old else ball_names(scene.view, balls)
    return Step(f"change {what} to {new.name} {when_words(scene, spans)}", calls, balls, spans, lights=True)


def _old_and_new(clause: Clause) -> tuple[Color | None, Color]:
    colors = clause.every(Color)
    if len(colors) == 2:
        old, new = colors
        turned = clause.has("insteadof") or (old.lead == "to" and new.lead == "from")
        with_new = clause.has("replace") and new.lead == "with"
        return (new, old) if turned and not with_new else (old, new)
    if len(colors) == 1 and clause.has("replace"):
        raise Unclear(f"Replace {colors[0].name} with which color?", Wants.COLOR)
    return None, one_color(clause)


def _changes(clause: Clause) -> bool:
    if clause.has(
        "fade", "alternate", "cycle", "chase", "strobe", "pulse", "rainbow", "flash", "fadein", "fadeout"
    ):
        return False
    if clause.has("change", "recolor") and clause.groups <= {"balls", "when", "segments"}:
        return True
    if "rhythm" in clause.groups or not clause.every(Color) or clause.has(*_FADING):
        return False
    told, colors = clause.first(Segments), clause.every(Color)
    colored_part = len(colors) == 2 and told is not None and not told.places
    if clause.has("insteadof") or colored_part:
        return True
    if told is not None and told.every:
        return True
    return clause.has(*CHANGE_VERBS) or (len(colors) == 2 and clause.has("turn") and not clause.every(*SPANS))


_COMMON = words("every all ball light color segment one steady place say whole section effect")

CHANGE = Intent(
    "change",
    _changes,
    _change,
    PAINT_VERBS | CHANGE_VERBS | _COMMON | words("insteadof with what is"),
    frozenset({"balls", "colors", "when", "segments", "length"}),
)
PAINT = Intent(
    "paint",
    lambda clause: bool(clause.has(*PAINT_VERBS) or clause.every(Color)),
    _paint,
    PAINT_VERBS | _COMMON,
    frozenset({"balls", "colors", "when", "segments", "length"}),
)
