"""The work of a render: one durable step, whose parts are kept under their addresses as they are made."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from coda.apps.idea2video.pipeline.artifacts import Artifacts
from coda.apps.idea2video.pipeline.film import make_film
from coda.apps.idea2video.pipeline.recipe import FilmRecipe
from coda.apps.idea2video.pipeline.segments import shot_starts
from coda.components.jobs import Job


def render_film(parameters: dict[str, Any], job: Job) -> dict[str, Any]:
    """Makes the film of `recipe` in `directory`; see `rendering.Film` for what it returns. Afterwards
    `keep_bytes` of the directory stay.

    A render that is taken up again after a crash finds what was made and goes on from there.
    """
    recipe = msgspec.convert(parameters["recipe"], FilmRecipe)
    artifacts = Artifacts(Path(parameters["directory"]))
    made: dict[str, Any] = job.step("film", _make, recipe, artifacts, job)
    artifacts.sweep(parameters["keep_bytes"])
    return made


def _make(recipe: FilmRecipe, artifacts: Artifacts, job: Job) -> dict[str, Any]:
    film = make_film(recipe, artifacts, job.report, cancelled=job.cancelled)
    return {
        "path": str(film.path),
        "subtitles": str(film.subtitles_path),
        "poster": str(film.posters[0]),
        "seconds": film.checks.seconds,
        "shot_starts": shot_starts(recipe),
        "made": film.made,
        "reused": film.reused,
        "findings": [*(finding.sentence for finding in film.checks.findings), *film.notes],
    }
