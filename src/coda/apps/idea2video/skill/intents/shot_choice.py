"""Which intent a command is for that names shots."""

from __future__ import annotations

from coda.apps.idea2video.skill.clauses import Clause
from coda.apps.idea2video.skill.intents import cast, shot_order, shots
from coda.apps.idea2video.skill.intents.intent import Intent, first_told, has_any, removes
from coda.apps.idea2video.skill.work import Work

_NOUNS = ("shot", "scene", "camera", "weather", "time", "film", "length", "character", "sky")
"""Words for what an edit is about, when the value stands beside them."""
_VERBS = ("make", "put", "add", "give", "remove", "take", "move", "duplicate", "swap", "replace")


def shot_intent(clause: Clause) -> Intent:
    """An edit, unless its verb says more."""
    if clause.has("do", "add", "write") and clause.has("figure") and not clause.has("character"):
        return cast.add_character
    if removes(clause) or clause.has("do", "without"):
        return _with_verb(shots.empty_shots if _has_contents(clause) else shot_order.delete_shots, "shot")
    arranging = first_told(
        (
            (_changes_into(clause) or clause.has("instead"), shots.replace_in_shots),
            *((clause.has("do", verb), intent) for verb, intent in _ORDERING.items()),
            (clause.has("exchange") and not _is_valued(clause), shot_order.swap_shots),
            (_puts_elsewhere(clause), shot_order.move_shots),
        )
    )
    return _with_verb(arranging, "shot") if arranging else _with_verb(shots.edit_shots, *_NOUNS)


_ORDERING: dict[str, Intent] = {
    "duplicate": shot_order.duplicate_shots,
    "swap": shot_order.swap_shots,
    "replace": shots.replace_in_shots,
    "move": shot_order.move_shots,
}


def _with_verb(intent: Intent, *nouns: str) -> Intent:
    """The intent, with its verb and these nouns used up. Taking away is less than deleting: without anything
    to take away, "without" is left over."""

    def act(clause: Clause, work: Work) -> None:
        clause.take_all("noun", *nouns)
        intent(clause, work)
        verbs = _VERBS if intent is shot_order.delete_shots else (*_VERBS, "without")
        clause.take_all("do", *verbs)
        clause.take_all("step", "start")

    return act


def _has_contents(clause: Clause) -> bool:
    return has_any(clause, *shots.CONTENTS, "weather", "everyone") or clause.has(
        "noun", "narration", "dialogue"
    )


def _changes_into(clause: Clause) -> bool:
    """As in "change the boat to a ship"."""
    things = [phrase for phrase in clause.left() if phrase.means("element")]
    changes = clause.has("do", "make") and clause.has("place of", "to", "by")
    return len(things) == 2 and (changes or clause.has("do", "swap"))


def _puts_elsewhere(clause: Clause) -> bool:
    """As in "put the last shot first"."""
    placed = clause.has("place of", "before", "after", "between", "first", "last", "earlier", "later")
    placed = placed or clause.has("ordinal")
    return clause.has("do", "put", "make") and placed and not _is_valued(clause)


def _is_valued(clause: Clause) -> bool:
    return has_any(clause, *shots.VALUES) or _has_contents(clause)
