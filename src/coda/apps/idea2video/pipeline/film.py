"""A frozen recipe becomes a film; what was made before is not made again.

A film is one MP4 (H.264, AAC) with subtitles beside it and a poster for each shot, all of them artifacts.
Making it again after an edit makes only what depends on the edit; after a crash, it goes on from there.
"""

from __future__ import annotations

import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path

import msgspec

from coda.apps.idea2video.pipeline.artifacts import Artifacts
from coda.apps.idea2video.pipeline.crew import Crew, Report
from coda.apps.idea2video.pipeline.failures import FilmError
from coda.apps.idea2video.pipeline.findings import Checks
from coda.apps.idea2video.pipeline.ledger import Entry
from coda.apps.idea2video.pipeline.orders import Order
from coda.apps.idea2video.pipeline.recipe import FilmRecipe, PictureRecipe
from coda.apps.idea2video.pipeline.spoken import Spoken
from coda.apps.idea2video.pipeline.works import FilmWorks, Work, below, poster_work, works_of

SECONDS_PER_WEIGHT = 0.02
"""Of a machine that has made nothing yet."""
START_SECONDS = 0.8
"""Until the first process draws."""


class Film(msgspec.Struct, frozen=True, kw_only=True):
    """A film that is there.

    `key` is its content address. `posters` has a JPEG for each shot. `seconds` is how long making it took.
    `made` and `reused` count its parts by kind. `notes` are sentences for whoever watches it, such as that
    a language has no voice.
    """

    key: str
    path: Path
    subtitles_path: Path
    posters: tuple[Path, ...]
    seconds: float
    made: dict[str, int]
    reused: dict[str, int]
    checks: Checks
    notes: tuple[str, ...]


class FilmPlan(msgspec.Struct, frozen=True):
    """What making a film would make, what is there already, by kind, and how long it takes by experience."""

    make: dict[str, int]
    there: dict[str, int]
    seconds: float


def make_film(
    recipe: FilmRecipe,
    artifacts: Artifacts,
    report: Report,
    *,
    workers: int = 2,
    cancelled: Callable[[], bool] = lambda: False,
) -> Film:
    """Make what is missing of a film in `workers` processes.

    `report` is told what is being done and how much of it is, 0..1; when it raises, the making ends. Raises
    FilmCancelledError within about a second after `cancelled` says so, BrokenFilmError for a film that does
    not play as it should, FilmError, StoreUnavailableError. In each case finished parts are kept and nothing
    else is.
    """
    begun = time.monotonic()
    works = works_of(recipe)
    with artifacts.in_use():
        missing = missing_works(works, artifacts)
        order = Order(str(artifacts.directory), recipe)
        try:
            made = Crew(order, workers, report, cancelled).make(missing) if missing else []
        finally:
            artifacts.discard_leftovers()
        return finished(works, artifacts, made, time.monotonic() - begun)


def plan_film(recipe: FilmRecipe, artifacts: Artifacts, *, workers: int = 2) -> FilmPlan:
    """Raises FilmError for a recipe of which no film can be made, StoreUnavailableError."""
    works = works_of(recipe)
    missing = missing_works(works, artifacts)
    speeds = speeds_of(artifacts.ledger.entries())
    seconds = sum(
        speeds.get(work.key.kind, 0.0) * work.frames or SECONDS_PER_WEIGHT * work.weight for work in missing
    )
    return FilmPlan(
        make=counts(missing),
        there=counts(others(works, missing)),
        seconds=round(seconds / workers + START_SECONDS, 1) if missing else 0.0,
    )


def panel_poster(picture: PictureRecipe, artifacts: Artifacts) -> Path:
    """A JPEG of a picture, drawn here and now unless it is there. Raises StoreUnavailableError."""
    from coda.apps.idea2video.pipeline.makers import make

    poster = poster_work(picture)
    with artifacts.in_use():
        for work in below([poster], lambda work: artifacts.has(work.key)):
            make(work, artifacts, lambda _frames: None)
        return there(poster, artifacts)


def missing_works(works: FilmWorks, artifacts: Artifacts) -> list[Work]:
    return below(works.roots, lambda work: artifacts.has(work.key))


def finished(works: FilmWorks, artifacts: Artifacts, made: list[Work], seconds: float) -> Film:
    return Film(
        key=works.film.key.digest,
        path=there(works.film, artifacts),
        subtitles_path=there(works.subtitles, artifacts),
        posters=tuple(there(poster, artifacts) for poster in works.posters),
        seconds=round(seconds, 2),
        made=counts(made),
        reused=counts(others(works, made)),
        checks=msgspec.json.decode(there(works.checks, artifacts).read_bytes(), type=Checks),
        notes=notes_of(works, artifacts),
    )


def there(work: Work, artifacts: Artifacts) -> Path:
    path = artifacts.get(work.key)
    if path is None:
        raise FilmError(f"A part of the film ({work.key.kind}) is gone. Make the film once more.")
    return path


def notes_of(works: FilmWorks, artifacts: Artifacts) -> tuple[str, ...]:
    """What is to be told about lines that are not heard, each thing once."""
    paths = [path for line in works.lines if (path := artifacts.get(line.key))]
    notes = [msgspec.msgpack.decode(path.read_bytes(), type=Spoken).note for path in paths]
    return tuple(dict.fromkeys(note for note in notes if note))


def others(works: FilmWorks, these: Iterable[Work]) -> list[Work]:
    left_out = {work.key.digest for work in these}
    return [work for work in below(works.roots) if work.key.digest not in left_out]


def counts(works: Iterable[Work]) -> dict[str, int]:
    return dict(sorted(Counter(work.key.kind for work in works).items()))


def speeds_of(entries: Iterable[Entry]) -> dict[str, float]:
    """Seconds for each unit of a kind, from all that was made here before."""
    seconds: defaultdict[str, float] = defaultdict(float)
    amounts: defaultdict[str, int] = defaultdict(int)
    for entry in entries:
        seconds[entry.kind] += entry.seconds
        amounts[entry.kind] += entry.amount
    return {kind: total / max(1, amounts[kind]) for kind, total in seconds.items()}
