"""What can go wrong between a song and its analysis, beyond a file that is no song (FileFormatError)."""

from __future__ import annotations

from coda.errors import CodaError


class AnalysisFailedError(CodaError):
    """The worker process ended without a result. The song itself is kept; trying again is possible."""

    code = "analysis_failed"


class UnknownSongError(CodaError):
    """No song with this content hash is in the library."""

    code = "unknown_song"
