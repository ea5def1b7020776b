"""What can go wrong between a recipe and a film, beyond a disk that refuses (StoreUnavailableError)."""

from __future__ import annotations

from coda.errors import CodaError


class FilmError(CodaError):
    """A film could not be made. What was finished before is kept, so trying again goes on from there."""

    code = "film"


class FilmCancelledError(FilmError):
    """Its making was stopped on request."""

    code = "film_cancelled"


class BrokenFilmError(FilmError):
    """A film came out that cannot be played as it should be."""

    code = "film_broken"
