"""A finished film looked at from outside: is it whole, does it play, what is black, frozen, silent, loud?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import av
import msgspec
from av.error import BlockingIOError as NothingYetError
from av.error import EOFError as NothingMoreError
from av.error import FFmpegError
from av.filter import Graph

from coda.apps.idea2video.pipeline.failures import BrokenFilmError
from coda.apps.idea2video.pipeline.findings import Checks, Finding
from coda.apps.idea2video.pipeline.mixing import TARGET
from coda.apps.idea2video.pipeline.recipe import FPS, SIZES, FilmRecipe
from coda.apps.idea2video.pipeline.signals import decibels_of

SHORTEST_SECONDS = 1
"""What is black, frozen or silent for less is nobody's concern."""
TOLERANCE_LU = 1.0
FILTERS = {
    "video": (
        ("blackdetect", f"d={SHORTEST_SECONDS}:pix_th=0.08"),
        ("freezedetect", f"n=-60dB:d={SHORTEST_SECONDS}"),
    ),
    "audio": (
        ("silencedetect", f"n=-55dB:d={SHORTEST_SECONDS}"),
        ("ebur128", "metadata=1:peak=true"),
    ),
}
ENDS = {
    "black": ("lavfi.black_start", "lavfi.black_end"),
    "frozen": ("lavfi.freezedetect.freeze_start", "lavfi.freezedetect.freeze_end"),
    "silent": ("lavfi.silence_start", "lavfi.silence_end"),
}
"""The names under which FFmpeg's filters tell where such a time begins and ends."""


class Track(msgspec.Struct):
    """What was decoded of one track, with all that the filters said, each with its second."""

    seconds: float = 0.0
    count: int = 0
    said: list[tuple[str, float, str]] = msgspec.field(default_factory=list[tuple[str, float, str]])

    def last(self, name: str) -> float:
        return next((float(value) for key, _, value in reversed(self.said) if key == name), 0.0)


def check_film(path: Path, recipe: FilmRecipe) -> Checks:
    """Decode all of it. Raises BrokenFilmError when it cannot be decoded or is not the film of the recipe."""
    try:
        with av.open(str(path)) as film:
            checks = measured(film, path.stat().st_size)
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


def measured(film: Any, size: int) -> Checks:
    if not (film.streams.video and film.streams.audio):
        raise BrokenFilmError("The finished film lacks its picture or its sound.")
    video, audio = film.streams.video[0], film.streams.audio[0]
    video.thread_type = "AUTO"
    seen, heard = decoded(film, video, audio)
    loudness, peak = round(heard.last("lavfi.r128.I"), 2), true_peak(heard)
    findings = [
        *times(seen, "black"),
        *times(seen, "frozen"),
        *times(heard, "silent"),
        *loudness_off(loudness, seen),
    ]
    return Checks(
        seconds=max(seen.seconds, heard.seconds),
        frames=seen.count,
        width=video.width,
        height=video.height,
        fps=float(video.average_rate),
        bytes=size,
        video_codec=video.codec_context.name,
        audio_codec=audio.codec_context.name,
        loudness=loudness,
        peak=peak,
        findings=tuple(sorted(findings, key=lambda finding: finding.start_seconds)),
    )


def decoded(film: Any, video: Any, audio: Any) -> tuple[Track, Track]:
    """Both tracks in one pass through the file, each through its filters."""
    tracks = {"video": Track(), "audio": Track()}
    graphs = {"video": graph_for(video, "video"), "audio": graph_for(audio, "audio")}
    for packet in film.demux(video, audio):
        kind = packet.stream.type
        for frame in packet.decode():
            follow(tracks[kind], frame)
            graphs[kind].push(frame)
            listen(tracks[kind], graphs[kind])
    for kind, graph in graphs.items():
        graph.push(None)
        listen(tracks[kind], graph)
    return tracks["video"], tracks["audio"]


def follow(track: Track, frame: Any) -> None:
    """Pictures have to come one each tick. A frame of sound says how many samples it holds."""
    if isinstance(frame, av.VideoFrame):
        if round(frame.time * FPS) != track.count:
            raise BrokenFilmError(f"The finished film skips or repeats a picture at {frame.time:.2f} s.")
        track.count += 1
        track.seconds = track.count / FPS
    else:
        track.seconds = frame.time + frame.samples / frame.sample_rate


def graph_for(stream: Any, kind: Literal["video", "audio"]) -> Any:
    graph: Any = Graph()
    source = graph.add_buffer(template=stream) if kind == "video" else graph.add_abuffer(template=stream)
    filters = [graph.add(name, options) for name, options in FILTERS[kind]]
    graph.link_nodes(
        source, *filters, graph.add("buffersink" if kind == "video" else "abuffersink")
    ).configure()
    return graph


def listen(track: Track, graph: Any) -> None:
    while True:
        try:
            frame = graph.pull()
        except (NothingYetError, NothingMoreError):
            return
        track.said += [(name, frame.time or 0.0, value) for name, value in frame.metadata.items()]


def times(track: Track, kind: Literal["black", "frozen", "silent"]) -> Iterator[Finding]:
    """From where the filter said that it begins to where it ends, which may be the film's end."""
    begins, ends = ENDS[kind]
    start: float | None = None
    for name, _, value in track.said:
        if name == begins:
            start = float(value)
        elif name == ends and start is not None:
            yield finding(kind, start, float(value))
            start = None
    if start is not None:
        yield finding(kind, start, track.seconds)


def finding(kind: Literal["black", "frozen", "silent"], start: float, end: float) -> Finding:
    return Finding(kind, round(start, 2), round(end, 2), f"{kind} from {minutes(start)} to {minutes(end)}")


def loudness_off(loudness: float, seen: Track) -> Iterator[Finding]:
    if abs(loudness - TARGET) > TOLERANCE_LU:
        sentence = f"loudness {loudness:.1f} LUFS, {TARGET:.0f} is the aim"
        yield Finding("loudness", 0.0, round(seen.seconds, 2), sentence)


def true_peak(heard: Track) -> float:
    """dBTP; ebur128 tells each channel's as a gain."""
    peaks = [float(value) for name, _, value in heard.said if name.startswith("lavfi.r128.true_peaks_ch")]
    return round(decibels_of(max(peaks, default=0.0)), 2)


def minutes(seconds: float) -> str:
    whole = round(seconds)
    return f"{whole // 60}:{whole % 60:02}"
