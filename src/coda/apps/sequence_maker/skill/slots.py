"""Fills what a clause needs from the clause, the one before, the selection, or asks for it."""

from __future__ import annotations

from coda.apps.sequence_maker.skill.clauses import SPANS, Clause
from coda.apps.sequence_maker.skill.outcomes import Impossible, Unclear, Wants
from coda.apps.sequence_maker.skill.phrases import (
    At,
    Balls,
    Color,
    From,
    Group,
    Lasting,
    Length,
    Mention,
    Range,
    To,
    Until,
)
from coda.apps.sequence_maker.skill.steps import Scene, Span
from coda.apps.sequence_maker.skill.view import ShowView
from coda.apps.sequence_maker.skill.wording import ball_name, ball_names, capital, listed
from coda.apps.sequence_maker.times import format_time


def balls_of(clause: Clause, scene: Scene, question: str = "Which ball?") -> tuple[int, ...]:
    """The balls to edit. Raises Unclear when none can be meant, Impossible for one that is off limits."""
    chosen = named_balls(clause, scene)
    if not chosen:
        chosen = _implied_balls(clause, scene, question)
    check_allowed(scene.view, chosen)
    return chosen


def check_allowed(view: ShowView, balls: tuple[int, ...]) -> None:
    for one in balls:
        if one not in view.editable():
            name = capital(ball_name(view, one))
            raise Impossible(f"{name} is not among the balls the copilot may touch.")


def named_balls(clause: Clause, scene: Scene) -> tuple[int, ...]:
    """The balls that the clause names itself, or refers to; () when it does neither."""
    chosen: list[int] = []
    phrases = clause.every(Balls, Mention)
    if sum(phrase.lead != "and" for phrase in phrases) > 1:
        raise Unclear("Which balls do you mean? There is more than one in that.", Wants.BALLS)
    for phrase in phrases:
        chosen += phrase.indices if isinstance(phrase, Balls) else _mentioned(phrase, clause, scene)
    return tuple(dict.fromkeys(chosen))


def _mentioned(mention: Mention, clause: Clause, scene: Scene) -> tuple[int, ...]:
    before = scene.before.step.balls if scene.before else ()
    editable = scene.view.editable()
    if mention.group is Group.BEFORE:
        return _meant(mention, clause, scene, before)
    if mention.group is Group.OTHERS and before:
        others = tuple(one for one in editable if one not in before)
        if not others:
            raise Impossible("There are no other balls left.")
        return others
    if mention.group is Group.BOTH and len(before) == 2:
        return before
    raise Unclear(f"Which balls do you mean by “{mention.text}”?", Wants.BALLS)


def _meant(mention: Mention, clause: Clause, scene: Scene, before: tuple[int, ...]) -> tuple[int, ...]:
    """As in "it", "them": what was spoken of before, or what is selected; a question when these differ."""
    selected = selected_balls(scene.view)
    if clause.follows and before:
        return before
    if before and selected and set(before) != set(selected):
        names = listed(
            [ball_names(scene.view, before), f"the selection on {ball_names(scene.view, selected)}"], "or"
        )
        raise Unclear(f"What do you mean by “{mention.text}”: {names}?", Wants.BALLS)
    if before or selected:
        return before or selected
    if len(scene.view.editable()) == 1:
        return scene.view.editable()
    raise Unclear("Which ball?", Wants.BALLS)


def means_selection(clause: Clause, scene: Scene) -> bool:
    """A selection is what is meant when nothing else is named, or only "it" with nothing spoken of before."""
    if not scene.view.selection or clause.follows or clause.every(*SPANS, Balls):
        return False
    mentions = clause.every(Mention)
    return not mentions or (scene.before is None and all(one.group is Group.BEFORE for one in mentions))


def selected_balls(view: ShowView) -> tuple[int, ...]:
    return tuple(dict.fromkeys(ball for ball, _ in view.selected()))


def _implied_balls(clause: Clause, scene: Scene, question: str) -> tuple[int, ...]:
    if not scene.view.balls:
        raise Impossible("There are no balls in this show. Say “add a ball” first.")
    if clause.follows and scene.before and scene.before.step.balls:
        return scene.before.step.balls
    selected = selected_balls(scene.view)
    if selected:
        return selected
    if len(scene.view.editable()) == 1:
        return scene.view.editable()
    raise Unclear(question, Wants.BALLS)


def spans_of(clause: Clause, scene: Scene) -> tuple[Span, ...]:
    """When. Without a time in the clause: the time before, if it is the same matter; else the whole show."""
    if clause.every(*SPANS, Length):
        return _told_spans(clause, scene)
    if scene.before and scene.before.step.spans and (clause.follows or _speaks_of_before(clause)):
        return scene.before.step.spans
    return ((0, scene.view.total_ms),)


def _speaks_of_before(clause: Clause) -> bool:
    return any(mention.group is Group.BEFORE for mention in clause.every(Mention))


def _told_spans(clause: Clause, scene: Scene) -> tuple[Span, ...]:
    ranges = clause.every(Range)
    if ranges:
        return _cut_to(ranges, clause, scene.view)
    _refuse_several_times(clause)
    start = _start(clause, scene)
    until = clause.first(Until) or clause.first(To)
    lasting = clause.first(Lasting) or clause.first(Length)
    if lasting is not None and (start is not None or until is None):
        return (_for_length(clause, scene, start, lasting.ms),)
    if lasting is not None and until is not None:
        return (_inside(scene.view, until.ms - lasting.ms, until.ms),)
    if until is not None:
        return (
            _inside(
                scene.view, start if start is not None else _free_start(clause, scene, until.ms), until.ms
            ),
        )
    if clause.first(At) is not None:
        raise Unclear("For how long?", Wants.LENGTH)
    return (_inside(scene.view, start or 0, scene.view.total_ms),)


def _cut_to(ranges: list[Range], clause: Clause, view: ShowView) -> tuple[Span, ...]:
    """As in "in the chorus for 2 seconds": the rest may only shorten the one range."""
    rest = [one for one in clause.every(*SPANS, Length) if not isinstance(one, Range)]
    spans = tuple((one.start_ms, one.end_ms) for one in ranges)
    if not rest and len({one.said for one in ranges}) == 1:
        return spans
    if len(spans) == 1 and len(rest) == 1 and isinstance(rest[0], Lasting):
        return (_inside(view, spans[0][0], spans[0][0] + rest[0].ms),)
    raise Unclear(_SEVERAL_TIMES, Wants.START)


_SEVERAL_TIMES = "There is more than one time in that. From when until when?"


def _refuse_several_times(clause: Clause) -> None:
    """One start, one end and one length at most, and not all three."""
    starts, ends = clause.every(From, At), clause.every(Until, To)
    lengths = clause.every(Lasting, Length)
    if max(len(starts), len(ends), len(lengths)) > 1 or (starts and ends and lengths):
        raise Unclear(_SEVERAL_TIMES, Wants.START)


def _start(clause: Clause, scene: Scene) -> int | None:
    told = clause.first(From) or clause.first(At)
    if told is not None:
        return told.ms
    if clause.follows and scene.before and scene.before.step.spans and clause.every(Lasting, Length):
        return scene.before.step.spans[-1][1]
    return None


def _free_start(clause: Clause, scene: Scene, until_ms: int) -> int:
    """Where "until 0:40" begins: at the end of what went before it, else at the start of the show."""
    if clause.follows and scene.before and scene.before.step.spans:
        end = scene.before.step.spans[-1][1]
        if end < until_ms:
            return end
    return 0


def _for_length(clause: Clause, scene: Scene, start: int | None, length_ms: int) -> Span:
    if start is None:
        raise Unclear("Starting when? For example “at 0:12” or “now”.", Wants.START)
    if start == scene.view.total_ms and clause.has("fadeout", "fade"):
        return _inside(scene.view, start - length_ms, start)
    return _inside(scene.view, start, start + length_ms)


def _inside(view: ShowView, start_ms: int, end_ms: int) -> Span:
    if end_ms <= start_ms:
        raise Impossible(
            f"The end ({format_time(end_ms)}) must come after the start ({format_time(start_ms)})."
        )
    if start_ms < 0:
        raise Impossible("That would begin before the start of the show.")
    if end_ms > view.total_ms:
        raise Impossible(
            f"The show is {format_time(view.total_ms)} long; {format_time(end_ms)} is past its end."
        )
    return start_ms, end_ms


def one_color(clause: Clause, question: str = "Which color?") -> Color:
    """The one color of the clause. Raises Unclear when there is none, or several."""
    colors = clause.every(Color)
    if not colors:
        raise Unclear(question, Wants.COLOR)
    if len(colors) > 1:
        raise Unclear(f"Which color: {listed([color.name for color in colors], 'or')}?", Wants.COLOR)
    return colors[0]
