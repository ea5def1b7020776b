"""Pieces of picture and one track of sound into a film, by copying packets: nothing is encoded twice."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
from av.packet import Packet

from coda.apps.idea2video.pipeline.encoding import FRAME_TIME
from coda.apps.idea2video.pipeline.failures import BrokenFilmError
from coda.apps.idea2video.pipeline.recipe import FPS


def join(pieces: Sequence[Path], sound: Path, title: str, target: Path) -> None:
    """Write an MP4 that begins to play before it is loaded whole (its index comes first).

    `pieces` hold one video track each, encoded with the same settings; their lengths add up to the film's.
    Raises BrokenFilmError when they do not fit together, OSError when the disk refuses.
    """
    with ExitStack() as opened:
        heard, first = (opened.enter_context(av.open(str(path))) for path in (sound, pieces[0]))
        options = {"movflags": "+faststart"}
        film: Any = opened.enter_context(av.open(str(target), "w", format="mp4", options=options))
        film.metadata["title"] = title
        video = film.add_stream_from_template(first.streams.video[0])
        audio = film.add_stream_from_template(heard.streams.audio[0])
        video.time_base = FRAME_TIME
        settings = first.streams.video[0].codec_context.extradata
        seen = video_packets(pieces, settings, video)
        for packet in heapq.merge(seen, sound_packets(heard, audio), key=decoding_time):
            film.mux(packet)


def video_packets(pieces: Sequence[Path], settings: bytes | None, stream: Any) -> Iterator[Packet[Any]]:
    """All packets in decoding order, on one clock that ticks once a frame.

    A picture is decoded `delay` ticks before it can be shown at the earliest, the same for all pieces, so
    that decoding times rise by one from packet to packet over every join.
    """
    packets = list(shown_packets(pieces, settings))
    delay = max(index - shown for index, (shown, _) in enumerate(packets))
    for index, (shown, packet) in enumerate(packets):
        packet.stream, packet.time_base = stream, FRAME_TIME
        packet.pts, packet.dts, packet.duration = shown, index - delay, 1
        yield packet


def shown_packets(pieces: Sequence[Path], settings: bytes | None) -> Iterator[tuple[int, Packet[Any]]]:
    """Each packet with the frame of the film that it shows."""
    offset = 0
    for piece in pieces:
        with av.open(str(piece)) as container:
            stream = container.streams.video[0]
            if stream.codec_context.extradata != settings:
                raise BrokenFilmError(f"The piece {piece.name[:12]} was encoded with other settings.")
            packets: list[Packet[Any]] = [packet for packet in container.demux(stream) if packet.size]
        for packet in packets:
            yield offset + frame_of(packet), packet
        offset += len(packets)


def frame_of(packet: Packet[Any]) -> int:
    assert packet.pts is not None, "an MP4 gives every packet its time"
    return round(packet.pts * packet.time_base * FPS)


def sound_packets(container: Any, stream: Any) -> Iterator[Packet[Any]]:
    for packet in container.demux(container.streams.audio[0]):
        if packet.size:
            packet.stream = stream
            yield packet


def decoding_time(packet: Packet[Any]) -> Fraction:
    assert packet.dts is not None, "an MP4 gives every packet its time"
    return packet.dts * packet.time_base
