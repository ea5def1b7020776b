"""Which intent a command is for: the first whose signs it bears."""

from __future__ import annotations

from coda.apps.idea2video.skill.clauses import Clause
from coda.apps.idea2video.skill.intents import cast, film, scenes, shots, steps
from coda.apps.idea2video.skill.intents.history import take_back
from coda.apps.idea2video.skill.intents.intent import Intent, first_told, has_any, names_scene, removes
from coda.apps.idea2video.skill.intents.shot_choice import shot_intent
from coda.apps.idea2video.skill.intents.shot_values import FACTORS
from coda.apps.idea2video.skill.intents.step_choice import step_intent
from coda.apps.idea2video.skill.intents.text_choice import text_intent
from coda.apps.idea2video.skill.work import Work


def intent_of(clause: Clause, work: Work) -> Intent | None:
    """None for a command that is about nothing in a film."""
    return (
        _history(clause)
        or text_intent(clause)
        or step_intent(clause)
        or (shot_intent(clause) if clause.has("shots") else None)
        or _scenes(clause, work)
        or _cast(clause, work)
        or _film(clause, work)
        or _selected(clause)
    )


def _history(clause: Clause) -> Intent | None:
    """For "redo the scenes" they are written again."""
    if not clause.has("history"):
        return None
    if clause.has("history", "redo") and clause.has("noun", "outline", "character", "scene", "storyboard"):
        clause.take("history")
        return steps.again
    return take_back


def _scenes(clause: Clause, work: Work) -> Intent | None:
    whole = clause.has("noun", "film") or clause.has("everywhere")
    takes = removes(clause) or clause.has("do", "without")
    valued = has_any(clause, "place", "time", "weather", "mood") and not clause.has("noun", "music", "film")
    pointed = has_any(clause, "pronoun", "this") and takes
    named = names_scene(clause) or (work.view.selected_scene is not None and (valued or pointed))
    return first_told(
        (
            (clause.has("noun", "scene") and clause.has("do", "add", "write"), scenes.add_scene),
            (whole and has_any(clause, "time", "weather"), scenes.edit_all_scenes),
            (named and takes and clause.has("weather"), scenes.clear_scenes),
            (named and takes, scenes.delete_scenes),
            (named and clause.has("do", "move"), scenes.move_scene),
            (named and clause.has("do", "rename", "call"), scenes.rename_scene),
            (named, scenes.edit_scenes),
        )
    )


def _cast(clause: Clause, work: Work) -> Intent | None:
    new = clause.has("do", "add", "write") and (clause.has("figure") or clause.has("noun", "character"))
    named = clause.has("character") or (work.view.selected_character and has_any(clause, "pronoun", "this"))
    if new and not work.view.selected_shot:
        return cast.add_character
    if not named:
        return cast.edit_character if clause.has("feature") else None
    takes, looks = removes(clause) or clause.has("do", "without"), has_any(clause, *cast.LOOKS)
    return first_told(
        (
            (takes and clause.has("feature"), cast.bare_character),
            (takes, cast.remove_characters),
            (clause.has("do", "rename", "call"), cast.rename_character),
            (has_any(clause, "pose", "angle", "movement") and not looks, shots.edit_shots),
            (True, cast.edit_character),
        )
    )


def _film(clause: Clause, work: Work) -> Intent | None:
    """A length or a shape without anything else is the film's, unless a shot is selected."""
    if clause.has("noun", "film", "music", "length", "voice"):
        return film.edit_film
    if has_any(clause, "style", "voice", "language", "mood"):
        return film.edit_film
    shaped = has_any(clause, "aspect", "seconds") or clause.has("more", *FACTORS)
    in_shot = has_any(clause, "time", "weather", "angle", "movement", "element") and not clause.has("aspect")
    return film.edit_film if shaped and not (in_shot or work.view.selected_shot) else None


def _selected(clause: Clause) -> Intent | None:
    """What could only be meant of a shot, which is the selected one or asked for."""
    said = clause.has("noun", "shot", "narration", "dialogue")
    said = said or (has_any(clause, "pronoun", "this") and (removes(clause) or clause.has("do", "duplicate")))
    return shot_intent(clause) if said or has_any(clause, *shots.VALUES, *shots.CONTENTS) else None
