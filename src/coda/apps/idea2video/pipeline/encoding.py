"""Frames into H.264, so that pieces encoded apart can be joined by copying their packets.

Every piece has the same settings, and so the same parameter sets; each begins with an IDR picture and no
picture looks beyond its own piece (closed GOPs). One thread for each encoder makes the bytes depend on
nothing but the frames; speed comes from encoding several pieces at once.
"""

from __future__ import annotations

import platform
from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray

from coda.apps.idea2video.pipeline.recipe import FPS

Image = NDArray[np.uint8]
"""A frame as I420: (height * 3 // 2, width), BT.709, limited range."""

SAME_BYTES = ":asm=SSE4.2" if platform.machine().lower() in {"x86_64", "amd64"} else ""
"""x264's code for AVX-512 reads memory that nobody wrote when a picture's width is no multiple of 64, and its
bytes differ from run to run. This instruction set gives the same bytes everywhere, and is 3 % slower."""

SETTINGS = {
    "preset": "veryfast",
    "crf": "20",
    "profile": "high",
    "x264-params": "open-gop=0:keyint=120:threads=1:lookahead-threads=1:sliced-threads=0" + SAME_BYTES,
}
FRAME_TIME = Fraction(1, FPS)
BT709 = 1
"""The number of BT.709 for primaries, transfer and matrix alike (ITU-T H.273)."""
LIMITED = 1
"""AVCOL_RANGE_MPEG"""


def encode(frames: Iterable[Image], size: tuple[int, int], target: Path) -> None:
    """Write an MP4 with one video track of `frames`, `size` being width and height in pixels.

    Raises OSError when the disk refuses.
    """
    container: Any
    with av.open(str(target), "w", format="mp4") as container:
        stream = video_stream(container, size)
        for index, image in enumerate(frames):
            container.mux(stream.encode(as_frame(image, index)))
        container.mux(stream.encode(None))


def video_stream(container: Any, size: tuple[int, int]) -> Any:
    stream = container.add_stream("libx264", rate=FPS, options=SETTINGS)
    stream.width, stream.height = size
    stream.pix_fmt = "yuv420p"
    stream.time_base = FRAME_TIME
    context = stream.codec_context
    context.thread_count = 1
    context.color_range = LIMITED
    context.color_primaries = context.color_trc = context.colorspace = BT709
    return stream


def as_frame(image: Image, index: int) -> av.VideoFrame:
    frame = av.VideoFrame.from_ndarray(image, format="yuv420p")
    frame.pts, frame.time_base = index, FRAME_TIME
    frame.color_range = LIMITED
    frame.color_primaries = frame.color_trc = frame.colorspace = BT709
    return frame
