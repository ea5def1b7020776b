"""Undo and redo."""

from __future__ import annotations

from coda.apps.sequence_maker.skill.clauses import Clause
from coda.apps.sequence_maker.skill.outcomes import Impossible
from coda.apps.sequence_maker.skill.phrases import Balls, Number, Percent
from coda.apps.sequence_maker.skill.steps import Call, Intent, Scene, Step, words


def _undo(clause: Clause, _scene: Scene) -> Step:
    _refuse_several(clause, "undo")
    return Step("undo the last step", (Call("undo", {}),))


def _redo(clause: Clause, _scene: Scene) -> Step:
    _refuse_several(clause, "redo")
    return Step("redo what was undone", (Call("redo", {}),))


def _refuse_several(clause: Clause, word: str) -> None:
    number = clause.first(Number)
    if (
        (number is not None and number.value != 1)
        or clause.first(Percent)
        or clause.has("twice", "all", "every")
        or any(one.every for one in clause.every(Balls))
    ):
        raise Impossible(f"I {word} one step at a time: say “{word}” once for each.")


_WORDS = words(
    "undo redo last change what is it step again one edit make move there action command thing back do"
)

UNDO = Intent(
    "undo",
    lambda clause: clause.has("undo"),
    _undo,
    _WORDS | words("twice all every"),
    frozenset({"balls", "number", "percent", "segments"}),
)
REDO = Intent(
    "redo",
    lambda clause: clause.has("redo"),
    _redo,
    _WORDS | words("twice all every"),
    frozenset({"balls", "number", "percent", "segments"}),
)
