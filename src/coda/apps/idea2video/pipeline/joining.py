"""Pieces of picture and one track of sound into a film, by copying packets: nothing is encoded twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import av

from coda.apps.idea2video.pipeline.encoding import FRAME_TIME
from coda.apps.idea2video.pipeline.failures import BrokenFilmError
from coda.apps.idea2video.pipeline.recipe import FPS

JOINING_VERSION = 1


def join(pieces: Sequence[Path], sound: Path, title: str, target: Path) -> None:
    """Write an MP4 that begins to play before it is loaded whole (its index comes first).

    `pieces` hold one video track each, encoded with the same settings; their lengths add up to the film's.
    Raises BrokenFilmError when they do not fit together, OSError when the disk refuses.
    """
    options = {"movflags": "+faststart"}
    with (
        av.open(str(sound)) as heard,
        av.open(str(pieces[0])) as first,
        av.open(str(target), "w", format="mp4", options=options) as film,
    ):
        film.metadata["title"] = title
        video = film.add_stream_from_template(first.streams.video[0])
        audio = film.add_stream_from_template(heard.streams.audio[0])
        video.time_base = FRAME_TIME
        settings = first.streams.video[0].codec_context.extradata
        film.mux(interleaved(video_packets(pieces, settings, video), sound_packets(heard, audio)))


def video_packets(pieces: Sequence[Path], settings: bytes | None, stream: Any) -> Iterator[av.Packet]:
    """All packets in decoding order, on one clock that ticks once a frame.

    A picture is decoded `delay` ticks before it can be shown at the earliest, the same for all pieces, so
    that decoding times rise by one from packet to packet over every join.
    """
    packets = [packet for piece in all_pieces(pieces, settings) for packet in piece]
    delay = max(index - shown for index, (shown, _) in enumerate(packets))
    for index, (shown, packet) in enumerate(packets):
        packet.stream, packet.time_base = stream, FRAME_TIME
        packet.pts, packet.dts, packet.duration = shown, index - delay, 1
        yield packet


def all_pieces(pieces: Sequence[Path], settings: bytes | None) -> Iterator[list[tuple[int, av.Packet]]]:
    """For each piece its packets, with the frame of the film that each one shows."""
    offset = 0
    for piece in pieces:
        with av.open(str(piece)) as container:
            stream = container.streams.video[0]
            if stream.codec_context.extradata != settings:
                raise BrokenFilmError(f"The piece {piece.name[:12]} was encoded with other settings.")
            packets = [packet for packet in container.demux(stream) if packet.size]
        yield [(offset + frame_of(packet), packet) for packet in packets]
        offset += len(packets)


def frame_of(packet: av.Packet) -> int:
    assert packet.pts is not None, "an MP4 gives every packet its time"
    return round(packet.pts * packet.time_base * FPS)


def sound_packets(container: av.container.InputContainer, stream: Any) -> Iterator[av.Packet]:
    for packet in container.demux(container.streams.audio[0]):
        if packet.size:
            packet.stream = stream
            yield packet


def interleaved(video: Iterator[av.Packet], sound: Iterator[av.Packet]) -> Iterator[av.Packet]:
    """Both in the order of their decoding times, as a player reads them."""
    import heapq

    return heapq.merge(video, sound, key=decoding_time)


def decoding_time(packet: av.Packet) -> Fraction:
    assert packet.dts is not None, "an MP4 gives every packet its time"
    return packet.dts * packet.time_base
