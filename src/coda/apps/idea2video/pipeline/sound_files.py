"""Sound in files: WAV while the film is being made, AAC in the film."""

from __future__ import annotations

import wave
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np

from coda.apps.idea2video.pipeline.signals import RATE, Signal

BITS_PER_SECOND = 160_000
CHUNK = 1024
"""Samples of a frame of AAC."""


def write_wav(sound: Signal, target: Path) -> None:
    """16-bit stereo. Raises OSError."""
    with wave.open(str(target), "wb") as file:
        file.setnchannels(sound.shape[0])
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(as_pcm(sound))


def read_wav(path: Path) -> Signal:
    with wave.open(str(path), "rb") as file:
        return from_pcm(file.readframes(file.getnframes()), file.getnchannels())


def as_pcm(sound: Signal) -> bytes:
    """16 bits a sample, the channels in turn."""
    return (np.clip(sound, -1, 1) * 32767).astype("<i2").T.tobytes()


def from_pcm(data: bytes, channels: int = 1) -> Signal:
    """Of shape (channels, samples)."""
    samples = np.frombuffer(data, "<i2").reshape(-1, channels)
    return np.ascontiguousarray(samples.T, np.float32) / 32767


def write_aac(sound: Signal, target: Path) -> None:
    """AAC at 160 kbit/s in an MP4. Raises OSError."""
    container: Any
    with av.open(str(target), "w", format="mp4") as container:
        stream = container.add_stream("aac", rate=RATE, layout="stereo", options={"aac_coder": "fast"})
        stream.bit_rate = BITS_PER_SECOND
        for at in range(0, sound.shape[1], CHUNK):
            container.mux(stream.encode(as_frame(sound[:, at : at + CHUNK], at)))
        container.mux(stream.encode(None))


def as_frame(sound: Signal, at: int) -> av.AudioFrame:
    samples = np.ascontiguousarray(sound, np.float32)
    frame = av.AudioFrame.from_ndarray(samples, format="fltp", layout="stereo")
    frame.sample_rate, frame.pts, frame.time_base = RATE, at, Fraction(1, RATE)
    return frame
