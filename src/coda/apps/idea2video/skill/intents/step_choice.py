"""Which intent a command is for about the way of the film, or the whole of it."""

from __future__ import annotations

from coda.apps.idea2video.skill.clauses import Clause
from coda.apps.idea2video.skill.intents import film, scenes, steps
from coda.apps.idea2video.skill.intents.intent import Intent, first_told, has_any
from coda.apps.idea2video.skill.work import Work


def step_intent(clause: Clause) -> Intent | None:
    """None for a command about shots or scenes, whatever else it says."""
    if has_any(clause, "shots", "scenes"):
        return None
    again = clause.has("step", "again", "another")
    look = clause.has("noun", "seed", "style", "picture", "music")
    whole = clause.has("step", "all")
    form = first_told(
        (
            ((again and look) or clause.has("noun", "seed"), film.another_look),
            (whole and has_any(clause, *film.KINDS), film.edit_film),
            (whole and has_any(clause, "time", "weather"), scenes.edit_all_scenes),
        )
    )
    return form or next((one for key, one in _STEPS.items() if clause.has("step", key)), _made(clause))


def _made(clause: Clause) -> Intent | None:
    """As in "write the outline", "make the film"."""
    if not clause.has("do", "make", "write") or has_any(clause, *_NOT_STEPS):
        return None
    return first_told(
        (
            (clause.has("noun", "outline", "character", "scene", "storyboard"), _writing),
            (clause.has("noun", "film"), _finishing),
        )
    )


_NOT_STEPS = (
    "aspect", "style", "voice", "language", "seconds", "mood", "more", "figure", "place", "time",
    "weather", "feature", "colour", "character", "element", "angle", "movement", "pose", "scene name",
)  # fmt: skip


def _writing(clause: Clause, work: Work) -> None:
    clause.take_all("do", "make", "write")
    clause.take_all("noun", "film")
    steps.write(clause, work)


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
    clause.take_all("do", "make", "put", "take")
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
