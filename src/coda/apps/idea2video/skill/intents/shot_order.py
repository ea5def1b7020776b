"""Commands that change which shots there are, and in what order."""

from __future__ import annotations

from collections.abc import Sequence

from coda.apps.idea2video.skill.clauses import Clause
from coda.apps.idea2video.skill.outcomes import Impossible, Unclear
from coda.apps.idea2video.skill.targets import take_shot_groups, take_shots
from coda.apps.idea2video.skill.wording import say
from coda.apps.idea2video.skill.work import Work

_SIDES = ("before", "after", "between", "first", "last", "earlier", "later")


def delete_shots(clause: Clause, work: Work) -> None:
    for id in take_shots(clause, work):
        work.remove(id)


def duplicate_shots(clause: Clause, work: Work) -> None:
    """Each behind itself, or where it says."""
    side = clause.take("place of", *_SIDES)
    shots, *anchors = take_shot_groups(clause, work)
    copies = [work.duplicate(id) for id in shots]
    if side is not None:
        _move_behind(copies, _before_place(clause, side, copies, anchors, work), work)


def swap_shots(clause: Clause, work: Work) -> None:
    ids = take_shots(clause, work)
    if len(ids) != 2:
        raise Unclear(say(work.language, "which shot", last=len(work.view.shots)), "shots")
    first, second = sorted(ids, key=work.order.index)
    low, high = work.order.index(first) + 1, work.order.index(second) + 1
    work.move(second, low)
    work.move(first, high)


def move_shots(clause: Clause, work: Work) -> None:
    """To a number, to an end, before or after another shot, into a scene. Raises Unclear without these."""
    side = clause.take("place of", *_SIDES)
    to_scene = clause.take("scenes") or clause.take("scene name")
    shots, *anchors = take_shot_groups(clause, work)
    if to_scene is not None and side is None:
        for id in shots:
            work.change_shot(id, scene=work.view.scene(to_scene).name)
        return
    order = list(work.order)
    _move_behind(shots, _before_place(clause, side, shots, anchors, work), work)
    if work.order == order:
        raise Impossible(say(work.language, "same place"))


def _move_behind(ids: Sequence[str], before: str | None, work: Work) -> None:
    """One behind the other, the first behind `before`; None stands for the front."""
    for id in ids:
        others = [other for other in work.order if other != id]
        work.move(id, 1 if before is None else others.index(before) + 2)
        before = id


def _before_place(
    clause: Clause, side: str | None, ids: Sequence[str], anchors: Sequence[Sequence[str]], work: Work
) -> str | None:
    """The shot that they come to stand behind; None for the front."""
    others = [id for id in work.order if id not in ids]
    if side == "first" or (side == "last" and not others):
        return None
    if side == "last":
        return others[-1]
    place = _number(clause, side, ids, anchors, work)
    if side in {"before", "after", "between"}:
        anchor = work.order[place - 1]
        if anchor in ids:
            raise Impossible(say(work.language, "same place"))
        place = others.index(anchor) + (1 if side == "before" else 2)
    return others[place - 2] if place > 1 else None


def _number(
    clause: Clause, side: str | None, ids: Sequence[str], anchors: Sequence[Sequence[str]], work: Work
) -> int:
    """As in "to 2", "to the place of shot 2", "after 2", "one later"; counted from 1."""
    last = len(work.order)
    if side in {"earlier", "later"}:
        now = work.order.index(ids[0]) + 1
        return min(last, max(1, now + (1 if side == "later" else -1)))
    if anchors:
        return work.order.index(anchors[0][0]) + 1
    said = clause.take("ordinal") or clause.take("number")
    if said is None or not said.lstrip("-").isdigit():
        raise Unclear(say(work.language, "where to", last=last), "number")
    number = int(said) if int(said) > 0 else last + 1 + int(said)
    if not 1 <= number <= last:
        raise Impossible(say(work.language, "no such shot", number=number, last=last))
    return number
