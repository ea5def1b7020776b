"""A piece of the film, decoded and looked at once: after an edit nobody has to watch the whole film again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np
from av.error import FFmpegError

from coda.apps.idea2video.pipeline.encoding import Image
from coda.apps.idea2video.pipeline.failures import BrokenFilmError
from coda.apps.idea2video.pipeline.findings import Watched

BLACK_LUMA = 16 + 0.08 * 219
BLACK_SHARE = 0.98
"""As FFmpeg's blackdetect, which takes 0.1 for the former."""
STILL_DIFFERENCE = 0.256
"""Mean difference of all samples from the frame before: freezedetect's -60 dB of 256."""


def watch(path: Path, frames: int) -> Watched:
    """Raises BrokenFilmError when not exactly `frames` frames can be decoded."""
    digest = hashlib.sha256()
    try:
        with av.open(str(path)) as container:
            seen = list(looks(decoded(container, digest)))
    except FFmpegError as error:
        raise BrokenFilmError(f"A piece of the film cannot be decoded: {error.strerror}.") from error
    if len(seen) != frames:
        raise BrokenFilmError(f"A piece of the film has {len(seen)} frames instead of {frames}.")
    return Watched(digest.hexdigest(), *zip(*seen, strict=True))


def decoded(container: Any, digest: Any) -> Iterator[Image]:
    """Each frame as I420; what is decoded goes into the digest."""
    for packet in container.demux(container.streams.video[0]):
        digest.update(bytes(packet))
        for frame in packet.decode():
            yield frame.to_ndarray()


def looks(images: Iterable[Image]) -> Iterator[tuple[bool, bool]]:
    """Whether a frame is black, and whether it is the one before once more.

    The first frame counts as such: nobody knows what comes before it, and one frame is no freeze.
    """
    before: Image | None = None
    for image in images:
        luma = image[: image.shape[0] * 2 // 3]
        black = np.count_nonzero(luma <= BLACK_LUMA) >= BLACK_SHARE * luma.size
        still = before is None or cv2.norm(image, before, cv2.NORM_L1) <= STILL_DIFFERENCE * image.size
        before = image
        yield bool(black), still
