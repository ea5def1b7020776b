"""The film's sound, decoded and measured by FFmpeg's own filters."""

from __future__ import annotations

from typing import Any

from av.error import BlockingIOError as NothingYetError
from av.error import EOFError as NothingMoreError
from av.filter import Graph

from coda.apps.idea2video.pipeline.findings import Heard
from coda.apps.idea2video.pipeline.signals import decibels_of

FILTERS = (("silencedetect", "n=-55dB:d=1"), ("ebur128", "metadata=1:peak=true"))
SILENCE_BEGINS, SILENCE_ENDS = "lavfi.silence_start", "lavfi.silence_end"
LOUDNESS, PEAKS = "lavfi.r128.I", "lavfi.r128.true_peaks_ch"

Said = list[tuple[str, float]]
"""All that the filters said, in its order: a name and a value."""


def listen(film: Any) -> Heard:
    """Raises FFmpegError when the sound cannot be decoded."""
    stream = film.streams.audio[0]
    graph = graph_for(stream)
    said: Said = []
    seconds = 0.0
    for frame in film.decode(stream):
        seconds = frame.time + frame.samples / frame.sample_rate
        graph.push(frame)
        said += answers(graph)
    graph.push(None)
    said += answers(graph)
    return Heard(
        seconds=seconds,
        loudness=round(next((value for name, value in reversed(said) if name == LOUDNESS), 0.0), 2),
        peak=round(decibels_of(max((value for name, value in said if name.startswith(PEAKS)), default=0)), 2),
        silent=tuple(silences(said, seconds)),
    )


def graph_for(stream: Any) -> Any:
    graph: Any = Graph()
    filters = [graph.add(name, options) for name, options in FILTERS]
    graph.link_nodes(graph.add_abuffer(template=stream), *filters, graph.add("abuffersink")).configure()
    return graph


def answers(graph: Any) -> Said:
    said: Said = []
    while True:
        try:
            metadata = graph.pull().metadata
        except (NothingYetError, NothingMoreError):
            return said
        said += [(name, float(value)) for name, value in metadata.items()]


def silences(said: Said, seconds: float) -> list[tuple[float, float]]:
    """From where a silence begins to where it ends, which may be the film's end."""
    found: list[tuple[float, float]] = []
    start: float | None = None
    for name, value in [*said, (SILENCE_ENDS, seconds)]:
        if name == SILENCE_BEGINS:
            start = value
        elif name == SILENCE_ENDS and start is not None:
            found.append((start, value))
            start = None
    return found
