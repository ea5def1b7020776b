"""The process that decodes and analyses, so that the server's loop never waits for it.

    python -m coda.apps.sequence_maker.analysis.worker song.ogg
    python -m coda.apps.sequence_maker.analysis.worker --task inspect song.ogg
    python -m coda.apps.sequence_maker.analysis.worker --task prepare

JSON lines on stdout: any number of `{"stage", "progress"}`, then exactly one of
`{"analysis": Analysis}`, `{"inspection": Inspection}`, `{"prepared": true}` and
`{"error": {"code", "message", "place"}}`. Exit status 0 with a result, 1 with an error.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from coda.apps.sequence_maker.analysis.values import Inspection, SongInfo, Waveform
from coda.components.jobs.child import end_with_parent, say, step_back
from coda.errors import FileFormatError

ONE_THREAD = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
"""On two busy cores, two threads for a small matrix product took five times as long as one (measured)."""


def main(arguments: Sequence[str] | None = None) -> int:
    options = parsed(arguments)
    if options.while_stdin_is_open:
        end_with_parent()
    os.environ.update(dict.fromkeys(ONE_THREAD, "1"))
    step_back()
    try:
        say(perform(options.task, options.file))
    except FileFormatError as error:
        reason = str(error).removeprefix(f"{error.place}: ")
        say({"error": {"code": error.code, "message": reason, "place": error.place}})
        return 1
    except Exception as error:  # noqa: BLE001 - the process's edge: the parent turns it into a typed error
        say(
            {"error": {"code": "analysis_failed", "message": f"{type(error).__name__}: {error}", "place": ""}}
        )
        return 1
    return 0


def parsed(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="analysis.worker", description="Decode or analyse one song.")
    parser.add_argument("file", type=Path, nargs="?")
    parser.add_argument("--task", choices=("analyze", "inspect", "prepare"), default="analyze")
    parser.add_argument("--while-stdin-is-open", action="store_true", help="end when the parent process ends")
    options = parser.parse_args(arguments)
    if options.task != "prepare" and options.file is None:
        parser.error("name the file to read")
    return options


def say_progress(stage: str, progress: float) -> None:
    say({"stage": stage, "progress": round(progress, 3)})


def perform(task: str, path: Path) -> dict[str, Any]:
    """Do the task; libraries are loaded only for the task that needs them."""
    if task == "prepare":
        from coda.apps.sequence_maker.analysis.analyze import prepare

        prepare()
        return {"prepared": True}
    if task == "inspect":
        return {"inspection": inspect(path, digest(path))}
    from coda.apps.sequence_maker.analysis.analyze import analyze

    return {"analysis": analyze(path, digest(path), say_progress)}


def digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def inspect(path: Path, content_hash: str) -> Inspection:
    """Decode everything once: what cannot be decoded to the end is not let in."""
    from coda.apps.sequence_maker.analysis.decoding import Song
    from coda.apps.sequence_maker.analysis.waveform import PEAKS_PER_SECOND, measure

    with Song(path) as song:
        meter = measure(song, lambda part: say_progress("Reading the song", part))
        low, high = meter.peaks()
        duration_ms = round(meter.frames * 1000 / song.rate)
        return Inspection(
            info=SongInfo(content_hash, path.name, duration_ms, song.rate, song.channels, song.media_type),
            waveform=Waveform(content_hash, duration_ms, PEAKS_PER_SECOND, low, high),
        )


if __name__ == "__main__":
    sys.exit(main())
