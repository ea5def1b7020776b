"""Which intent a command is for that brings words with it: a name, a line, a description, an idea."""

from __future__ import annotations

from coda.apps.idea2video.skill.clauses import Clause
from coda.apps.idea2video.skill.intents import cast, outline, scenes, shot_texts
from coda.apps.idea2video.skill.intents.intent import Intent, first_told, names_scene
from coda.apps.idea2video.skill.intents.new_shots import add_shot
from coda.apps.idea2video.skill.intents.over import start_over

_FIELDS = ("narration", "dialogue", "picture")


def text_intent(clause: Clause) -> Intent | None:
    adds = clause.has("do", "add", "write")
    if not clause.has("text"):
        untold = clause.has("do") and clause.has("noun", "title", "synopsis", "genre")
        return first_told(
            (
                (clause.has("step", "over"), start_over),
                (clause.has("noun", "shot") and adds, add_shot),
                (untold, outline.edit_outline),
            )
        )
    made = not clause.has("shots") and (clause.has("do", "make", "put") or not clause.has("do"))
    made = (made or clause.has("place of", "before", "after")) and not clause.has("noun", *_FIELDS)
    somebody = clause.has("figure") or (clause.has("element") and clause.has("do", "call", "named"))
    return first_told(
        (
            (clause.has("step", "over"), start_over),
            (clause.has("noun", "shot") and (adds or made), add_shot),
            (clause.has("noun", "scene") and adds and not clause.has("scenes"), scenes.add_scene),
            (adds and somebody, cast.add_character),
        )
    ) or (_renaming(clause) or _telling(clause))


def _renaming(clause: Clause) -> Intent | None:
    if not (clause.has("do", "rename", "call", "named") or clause.has("noun", "name", "title")):
        return None
    titled = clause.has("noun", "title", "film") or clause.has("do", "call", "named")
    return first_told(
        (
            (names_scene(clause), scenes.rename_scene),
            (clause.has("character"), cast.rename_character),
            (titled, outline.edit_outline),
        )
    )


def _telling(clause: Clause) -> Intent | None:
    described = clause.has("do", "describe") or clause.has("noun", "picture")
    of_shot = clause.has("shots") or not (names_scene(clause) or clause.has("character"))
    return first_told(
        (
            (clause.has("noun", "synopsis", "genre"), outline.edit_outline),
            (described and of_shot, shot_texts.describe),
            (described and names_scene(clause), scenes.describe_scene),
            (described, cast.describe_character),
            (
                clause.has("do", "say") or clause.has("noun", "narration", "dialogue"),
                shot_texts.speak,
            ),
        )
    )
