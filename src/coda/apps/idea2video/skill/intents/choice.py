"""Which intent a command is for: the first whose signs it bears."""

from __future__ import annotations

from collections.abc import Callable

from coda.apps.idea2video.skill.clauses import Clause
from coda.apps.idea2video.skill.intents import (
    cast,
    film,
    outline,
    scenes,
    shot_order,
    shot_texts,
    shots,
    steps,
)
from coda.apps.idea2video.skill.intents.history import take_back
from coda.apps.idea2video.skill.intents.new_shots import add_shot
from coda.apps.idea2video.skill.intents.over import start_over
from coda.apps.idea2video.skill.work import Work

Intent = Callable[[Clause, Work], None]
Choice = Callable[[Clause, Work], Intent | None]


def intent_of(clause: Clause, work: Work) -> Intent | None:
    for choose in (_history, _texts, _steps, _shots, _scenes, _cast, _film, _selected):
        intent = choose(clause, work)
        if intent is not None:
            return intent
    return None


def _history(clause: Clause, work: Work) -> Intent | None:
    del work
    if not clause.has("history"):
        return None
    if clause.has("history", "redo") and clause.has("noun", "outline", "character", "scene", "storyboard"):
        clause.take("history")
        return steps.again
    return take_back


def _texts(clause: Clause, work: Work) -> Intent | None:
    """Commands that bring words with them."""
    del work
    if clause.has("step", "over"):
        return start_over
    if clause.has("noun", "shot") and _makes_new(clause):
        return add_shot
    if not clause.has("text"):
        asks = clause.has("do") and clause.has("noun", "title", "synopsis", "genre")
        return outline.edit_outline if asks else None
    if clause.has("noun", "scene") and clause.has("do", "add", "write") and not clause.has("scenes"):
        return scenes.add_scene
    if clause.has("do", "add", "write") and clause.has("figure"):
        return cast.add_character
    return _renaming(clause) or _telling(clause)


def _makes_new(clause: Clause) -> bool:
    if clause.has("do", "add", "write"):
        return True
    return clause.has("text") and clause.has("do", "make", "put") and not clause.has("shots")


def _renaming(clause: Clause) -> Intent | None:
    if not (clause.has("do", "rename", "call", "named") or clause.has("noun", "name", "title")):
        return None
    if clause.has("scenes") or clause.has("scene name"):
        return scenes.rename_scene
    if clause.has("character"):
        return cast.rename_character
    titled = clause.has("noun", "title") or clause.has("do", "call", "named")
    return outline.edit_outline if titled or clause.has("noun", "film") else None


def _telling(clause: Clause) -> Intent | None:
    if clause.has("noun", "synopsis", "genre"):
        return outline.edit_outline
    if clause.has("do", "describe") or clause.has("noun", "picture"):
        if clause.has("shots"):
            return shot_texts.describe
        if clause.has("scenes") or clause.has("scene name"):
            return scenes.describe_scene
        return cast.describe_character if clause.has("character") else shot_texts.describe
    if clause.has("do", "say") or clause.has("noun", "narration", "dialogue"):
        return shot_texts.speak
    return None


def _steps(clause: Clause, work: Work) -> Intent | None:
    del work
    if clause.has("shots") or clause.has("scenes"):
        return None
    look = clause.has("noun", "seed", "style", "picture", "music")
    if (clause.has("step", "again", "another") and look) or clause.has("noun", "seed"):
        return film.another_look
    if clause.has("step", "all") and any(clause.has(kind) for kind in film.KINDS):
        return film.edit_film
    if clause.has("step", "all") and (clause.has("time") or clause.has("weather")):
        return scenes.edit_all_scenes
    for key, intent in _STEPS.items():
        if clause.has("step", key):
            return intent
    whole = clause.has("do", "make", "write") and not any(clause.has(kind) for kind in _NOT_STEPS)
    if whole and clause.has("noun", "outline", "character", "scene", "storyboard"):
        return _plain(steps.write)
    if whole and clause.has("noun", "film"):
        return _plain(lambda _, work: steps.finish(work))
    return None


_NOT_STEPS = (
    "aspect", "style", "voice", "language", "seconds", "mood", "more", "figure", "place", "time",
    "weather", "feature", "colour", "character", "element", "angle", "movement", "pose", "scene name",
)  # fmt: skip


def _plain(intent: Intent) -> Intent:
    """The intent, with its verb and the word for the film used up."""

    def act(clause: Clause, work: Work) -> None:
        clause.take_all("do")
        clause.take_all("noun", "film")
        intent(clause, work)

    return act


def _going_on(clause: Clause, work: Work) -> None:
    clause.take_all("step", "go on", "yes", "start")
    steps.go_on(work)


def _finishing(clause: Clause, work: Work) -> None:
    clause.take_all("step")
    clause.take_all("do", "make", "write")
    clause.take_all("noun", "film")
    steps.finish(work)


def _rendering(clause: Clause, work: Work) -> None:
    clause.take_all("step", "render", "yes", "start", "go on", "again", "all")
    clause.take_all("noun", "film")
    steps.render(work)


def _cancelling(clause: Clause, work: Work) -> None:
    clause.take_all("step", "cancel", "render")
    clause.take_all("noun", "film")
    steps.cancel(work)


def _again(clause: Clause, work: Work) -> None:
    clause.take_all("step", "again", "another", "yes")
    clause.take_all("do", "make", "write", "give", "put")
    steps.again(clause, work)


def _confirming(clause: Clause, work: Work) -> None:
    clause.take_all("step", "confirm", "yes")
    steps.confirm(clause, work)


def _going_back(clause: Clause, work: Work) -> None:
    clause.take_all("step", "back")
    clause.take_all("do")
    steps.go_back(clause, work)


_STEPS: dict[str, Intent] = {
    "cancel": _cancelling,
    "back": _going_back,
    "all": _finishing,
    "render": _rendering,
    "again": _again,
    "another": _again,
    "confirm": _confirming,
    "go on": _going_on,
    "start": _going_on,
    "yes": _going_on,
}
"""In the order in which they win where a command bears several."""


def _shots(clause: Clause, work: Work) -> Intent | None:
    del work
    if not clause.has("shots"):
        return None
    adds_new = clause.has("do", "add", "write") and clause.has("figure")
    if adds_new and not clause.has("character"):
        return cast.add_character
    return _shot_intent(clause)


def _shot_intent(clause: Clause) -> Intent:
    contents = any(clause.has(kind) for kind in (*shots.CONTENTS, "weather", "everyone")) or clause.has(
        "noun", "narration", "dialogue"
    )
    placed = clause.has("place of", "before", "after", "between", "first", "last", "earlier", "later")
    placed = placed or clause.has("ordinal")
    if _removes(clause) or clause.has("do", "without"):
        return _with_verb(shots.empty_shots if contents else shot_order.delete_shots, "shot")
    if clause.has("do", "duplicate"):
        return _with_verb(shot_order.duplicate_shots, "shot")
    if clause.has("do", "swap"):
        return _with_verb(shot_order.swap_shots, "shot")
    if clause.has("do", "replace") or _changes_into(clause):
        return _with_verb(shots.replace_in_shots, "shot")
    valued = any(clause.has(kind) for kind in shots.VALUES) or contents
    if clause.has("do", "move") or (clause.has("do", "put", "make") and placed and not valued):
        return _with_verb(shot_order.move_shots, "shot")
    return _with_verb(shots.edit_shots, *_SHOT_NOUNS)


_SHOT_NOUNS = ("shot", "scene", "camera", "weather", "time", "film", "length", "character", "sky")
"""Words for what an edit is about, when the value stands beside them."""
_VERBS = ("make", "put", "add", "give", "remove", "take", "move", "duplicate", "swap", "replace")


def _with_verb(intent: Intent, *nouns: str) -> Intent:
    """The intent, with its verb and these nouns used up. Taking away is less than deleting: without anything
    to take away, "without" is left over."""

    def act(clause: Clause, work: Work) -> None:
        clause.take_all("noun", *nouns)
        intent(clause, work)
        verbs = _VERBS if intent is shot_order.delete_shots else (*_VERBS, "without")
        clause.take_all("do", *verbs)

    return act


def _changes_into(clause: Clause) -> bool:
    """As in "change the boat to a ship"."""
    things = [phrase for phrase in clause.left() if phrase.means("element")]
    return len(things) == 2 and clause.has("do", "make") and clause.has("place of", "to")


def _removes(clause: Clause) -> bool:
    return clause.has("do", "remove") or (clause.has("do", "take") and clause.has("place of", "out"))


def _scenes(clause: Clause, work: Work) -> Intent | None:
    del work
    if clause.has("noun", "scene") and clause.has("do", "add", "write"):
        return scenes.add_scene
    whole = clause.has("step", "all") or clause.has("noun", "film") or clause.has("everywhere")
    if whole and (clause.has("time") or clause.has("weather")):
        return scenes.edit_all_scenes
    if not (clause.has("scenes") or clause.has("scene name")):
        return None
    if _removes(clause) or clause.has("do", "without"):
        return scenes.clear_scenes if clause.has("weather") else scenes.delete_scenes
    if clause.has("do", "move"):
        return scenes.move_scene
    if clause.has("do", "rename", "call"):
        return scenes.rename_scene
    return scenes.edit_scenes


def _cast(clause: Clause, work: Work) -> Intent | None:
    new = clause.has("figure") or clause.has("noun", "character")
    if clause.has("do", "add", "write") and new and not work.view.selected_shot:
        return cast.add_character
    looks = any(clause.has(kind) for kind in ("feature", "colour", "figure"))
    if not clause.has("character") and not (work.view.selected_character and clause.has("pronoun")):
        return cast.edit_character if clause.has("feature") else None
    if _removes(clause) or clause.has("do", "without"):
        return cast.bare_character if clause.has("feature") else cast.remove_characters
    if clause.has("do", "rename", "call"):
        return cast.rename_character
    valued = any(clause.has(kind) for kind in ("pose", "angle", "movement"))
    return shots.edit_shots if valued and not looks else cast.edit_character


def _film(clause: Clause, work: Work) -> Intent | None:
    if clause.has("noun", "film", "music", "length", "voice"):
        return film.edit_film
    selected = work.view.selected_shot is not None
    if any(
        clause.has(kind) for kind in ("aspect", "style", "voice", "language", "mood", "seconds")
    ) or clause.has("more", "longer", "shorter"):
        only_film = any(clause.has(kind) for kind in ("style", "voice", "language", "mood"))
        in_shot = any(clause.has(kind) for kind in ("time", "weather", "angle", "movement", "element"))
        if only_film or not (selected or (in_shot and not clause.has("aspect"))):
            return film.edit_film
    return None


def _selected(clause: Clause, work: Work) -> Intent | None:
    """What could only be meant of a shot, which is the selected one or asked for."""
    del work
    kinds = (*shots.VALUES, *shots.CONTENTS)
    if any(clause.has(kind) for kind in kinds) or clause.has("noun", "shot", "narration", "dialogue"):
        return _shot_intent(clause)
    return None
