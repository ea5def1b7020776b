"""A finished film looked at from outside: is it whole, does it play, what is black, frozen, silent, loud?

Its pieces were decoded before. Here it is proved that the film consists of just their packets, each picture
in its time, and all of its sound is decoded.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from itertools import chain, groupby
from pathlib import Path
from typing import Any

import av
from av.error import FFmpegError

from coda.apps.idea2video.pipeline.failures import BrokenFilmError
from coda.apps.idea2video.pipeline.findings import Checks, Finding, Heard, Kind, Watched
from coda.apps.idea2video.pipeline.listening import listen
from coda.apps.idea2video.pipeline.mixing import TARGET
from coda.apps.idea2video.pipeline.recipe import FPS, SIZES, FilmRecipe

SHORTEST_FRAMES = FPS
"""What is black or frozen for less is nobody's concern."""
TOLERANCE_LU = 1.0


def check_film(path: Path, recipe: FilmRecipe, pieces: Sequence[Watched]) -> Checks:
    """Raises BrokenFilmError when it cannot be decoded, or is not made of its pieces, or not as asked for."""
    try:
        with av.open(str(path)) as film:
            checks = measured(film, path.stat().st_size, pieces)
    except FFmpegError as error:
        raise BrokenFilmError(f"The finished film cannot be decoded: {error.strerror}.") from error
    except ValueError as error:  # PyAV's word for a track of which it found no picture or sound
        raise BrokenFilmError(f"The finished film cannot be decoded: {error}.") from error
    for name, found, wanted in differences(checks, recipe):
        if found != wanted:
            raise BrokenFilmError(f"The finished film has {name} {found}, {wanted} was asked for.")
    return checks


def differences(checks: Checks, recipe: FilmRecipe) -> Iterator[tuple[str, object, object]]:
    """Each thing that has to be right: its name, what there is, what there should be."""
    yield "the length in frames", checks.frames, recipe.frames
    yield "the size", (checks.width, checks.height), SIZES[recipe.aspect]
    yield "frames a second", checks.fps, float(FPS)
    yield "a duration that is off by more than a frame:", abs(checks.seconds * FPS - recipe.frames) > 1, False


def measured(film: Any, size: int, pieces: Sequence[Watched]) -> Checks:
    if not (film.streams.video and film.streams.audio):
        raise BrokenFilmError("The finished film lacks its picture or its sound.")
    video, audio = film.streams.video[0], film.streams.audio[0]
    frames = compared(film, video, pieces)
    film.seek(0)
    heard = listen(film)
    return Checks(
        seconds=max(frames / FPS, heard.seconds),
        frames=frames,
        width=video.width,
        height=video.height,
        fps=float(video.average_rate),
        bytes=size,
        video_codec=video.codec_context.name,
        audio_codec=audio.codec_context.name,
        loudness=heard.loudness,
        peak=heard.peak,
        findings=tuple(sorted(findings_of(pieces, heard), key=lambda finding: finding.start_seconds)),
    )


def compared(film: Any, video: Any, pieces: Sequence[Watched]) -> int:
    """How many pictures there are. Each is shown for one tick, and they are those of the pieces."""
    packets = [packet for packet in film.demux(video) if packet.size]
    shown = sorted(round(packet.pts * packet.time_base * FPS) for packet in packets)
    if shown != list(range(len(packets))):
        raise BrokenFilmError("The finished film skips or repeats a picture.")
    rest = iter(packets)
    for piece in pieces:
        digest = hashlib.sha256()
        for _ in piece.black:
            digest.update(bytes(next(rest, b"")))
        if digest.hexdigest() != piece.digest:
            raise BrokenFilmError("The finished film has other pictures than the pieces it was joined from.")
    return len(packets)


def findings_of(pieces: Sequence[Watched], heard: Heard) -> Iterator[Finding]:
    for start, end in runs(chain.from_iterable(piece.black for piece in pieces)):
        yield finding("black", start / FPS, end / FPS)
    for start, end in runs(chain.from_iterable(piece.still for piece in pieces)):
        yield finding("frozen", start / FPS, end / FPS)
    for start, end in heard.silent:
        yield finding("silent", start, end)
    if abs(heard.loudness - TARGET) > TOLERANCE_LU:
        sentence = f"loudness {heard.loudness:.1f} LUFS, {TARGET:.0f} is the aim"
        yield Finding("loudness", 0.0, round(heard.seconds, 2), sentence)


def runs(flags: Iterator[bool]) -> Iterator[tuple[int, int]]:
    """First frame and end of each run that is long enough to be told."""
    at = 0
    for flag, group in groupby(flags):
        length = len(list(group))
        if flag and length >= SHORTEST_FRAMES:
            yield at, at + length
        at += length


def finding(kind: Kind, start: float, end: float) -> Finding:
    return Finding(kind, round(start, 2), round(end, 2), f"{kind} from {minutes(start)} to {minutes(end)}")


def minutes(seconds: float) -> str:
    whole = round(seconds)
    return f"{whole // 60}:{whole % 60:02}"
