"""Commands that change which shots there are, and in what order."""

from __future__ import annotations

from coda.apps.idea2video.skill.clauses import Clause
from coda.apps.idea2video.skill.outcomes import Impossible, Unclear
from coda.apps.idea2video.skill.targets import take_shots
from coda.apps.idea2video.skill.wording import say
from coda.apps.idea2video.skill.work import Work


def delete_shots(clause: Clause, work: Work) -> None:
    for id in take_shots(clause, work):
        work.remove(id)


def duplicate_shots(clause: Clause, work: Work) -> None:
    side = clause.take("place of", "before", "after", "first", "last")
    ids = take_shots(clause, work)
    if side is None:
        for id in ids:
            work.duplicate(id)
        return
    copy = work.duplicate(ids[0])
    others = [id for id in work.order if id != copy]
    work.move(copy, _place(clause, side, [copy, *ids[1:]], others, work))


def swap_shots(clause: Clause, work: Work) -> None:
    ids = take_shots(clause, work)
    if len(ids) != 2:
        raise Unclear(say(work.language, "which shot", last=len(work.view.shots)), "shots")
    first, second = sorted(ids, key=work.order.index)
    low, high = work.order.index(first) + 1, work.order.index(second) + 1
    work.move(second, low)
    work.move(first, high)


def move_shots(clause: Clause, work: Work) -> None:
    """To a number, to an end, before or after another shot. Raises Unclear without one of these."""
    side = clause.take("place of", "before", "after", "between", "first", "last", "earlier", "later")
    to_scene = clause.take("scenes") or clause.take("scene name")
    ids = take_shots(clause, work)
    if to_scene is not None and side is None:
        for id in ids:
            work.change_shot(id, scene=work.view.scene(to_scene).name)
        return
    others = [id for id in work.order if id not in ids[:1]]
    to = _place(clause, side, ids, others, work)
    if work.order.index(ids[0]) + 1 == to:
        raise Impossible(say(work.language, "same place"))
    work.move(ids[0], to)


def _place(clause: Clause, side: str | None, ids: list[str], others: list[str], work: Work) -> int:
    if side in {"first", "last"} and len(ids) == 1:
        return 1 if side == "first" else len(work.order)
    if side in {"earlier", "later"} and len(ids) == 1:
        now = work.order.index(ids[0]) + 1
        return min(len(work.order), max(1, now + (1 if side == "later" else -1)))
    if len(ids) > 1 and side in {"before", "after", "between"}:
        return others.index(ids[1]) + (1 if side == "before" else 2)
    return _number(clause, side, ids, others, work)


def _number(clause: Clause, side: str | None, ids: list[str], others: list[str], work: Work) -> int:
    """As in "to 2", "to the place of shot 2", "after 2"."""
    last = len(work.order)
    said = clause.take("number") or clause.take("ordinal")
    if said is None and len(ids) == 2:
        return work.order.index(ids[1]) + 1
    if said is None or len(ids) > 1:
        raise Unclear(say(work.language, "where to", last=last), "number")
    number = int(float(said)) if float(said) > 0 else last + 1 + int(float(said))
    if not 1 <= number <= last:
        raise Impossible(say(work.language, "no such shot", number=number, last=last))
    if side is None:
        return number
    return others.index(work.order[number - 1]) + (1 if side == "before" else 2)
