"""A line read aloud by a storyteller on an old wireless: it ends in time, and is warm rather than sharp."""

from __future__ import annotations

import subprocess
import sys

import msgspec
import numpy as np

from coda.apps.idea2video.pipeline.failures import FilmError
from coda.apps.idea2video.pipeline.loudness import SILENT, integrated_loudness
from coda.apps.idea2video.pipeline.recipe import FPS, LineRecipe
from coda.apps.idea2video.pipeline.signals import (
    RATE,
    Signal,
    bell,
    decibels_of,
    faded,
    filtered,
    gain_of,
    high_pass,
    low_pass,
    resampled,
    seconds_to_samples,
    together,
)
from coda.apps.idea2video.pipeline.sound_files import as_pcm, from_pcm
from coda.apps.idea2video.pipeline.speaker import Reply, Request, Word
from coda.apps.idea2video.pipeline.spoken import Spoken
from coda.apps.idea2video.pipeline.voices import request_for
from coda.components.jobs.processes import environment

FASTEST = 235
"""Words a minute; beyond it nobody follows a story."""
TAIL_SECONDS = 0.15
"""What is left of a line's time after its last word."""
TIMEOUT_SECONDS = 60.0
LOUDNESS = -20.0
"""LUFS of each line by itself."""

WARMTH = together(
    high_pass(90),
    low_pass(6800),
    bell(190, 2.0, 1.4),
    bell(420, -1.5, 1.0),
    bell(2100, 1.5, 1.2),
    bell(3900, -4.0, 1.2),
)


def speak(line: LineRecipe) -> Spoken:
    """Raises FilmError when the speaking process cannot be started."""
    limit_seconds = line.frames / FPS - TAIL_SECONDS
    reply = spoken_within(line, limit_seconds)
    if not reply.voice:
        return silent(f"No voice for the language {line.language} is installed, so its lines are only shown.")
    if not reply.samples:
        return silent(f"The line “{line.text}” could not be read aloud.")
    sound, start_seconds = trimmed(as_signal(reply))
    limit = seconds_to_samples(limit_seconds)
    fitted = faded(sound[:limit], in_seconds=0.005, out_seconds=0.2 if sound.size > limit else 0.02)
    words = [moved(word, start_seconds) for word in reply.words]
    heard = [word for word in words if word.at_ms < 1000 * limit_seconds]
    return Spoken(samples=as_pcm(treated(fitted)), words=tuple(heard))


def spoken_within(line: LineRecipe, limit_seconds: float) -> Reply:
    """At the voice's own pace if that fits, otherwise as much faster as it has to be, up to `FASTEST`."""
    request = request_for(line.text, line.language, line.voice)
    reply = ask(request)
    for _ in range(2):
        sound, _ = trimmed(as_signal(reply))
        excess = sound.size / RATE / limit_seconds
        if excess <= 1 or request.words_per_minute >= FASTEST:
            break
        pace = min(FASTEST, round(request.words_per_minute * excess * 1.04) + 1)
        request = msgspec.structs.replace(request, words_per_minute=pace)
        reply = ask(request)
    return reply


def ask(request: Request) -> Reply:
    """What the speaking process answers; nothing heard when it died of the line."""
    command = [sys.executable, "-P", "-m", "coda.apps.idea2video.pipeline.speaker"]
    message = msgspec.json.encode(request)
    try:
        done = subprocess.run(
            command,
            input=message,
            capture_output=True,
            timeout=TIMEOUT_SECONDS,
            env=environment(),
            check=False,
        )
        return msgspec.msgpack.decode(done.stdout, type=Reply)
    except (subprocess.TimeoutExpired, msgspec.DecodeError):
        return Reply(voice="none", rate=RATE, samples=b"", words=())
    except OSError as error:
        raise FilmError(f"The speaking process could not be started: {error.strerror}.") from error


def silent(note: str) -> Spoken:
    return Spoken(samples=b"", words=(), note=note)


def as_signal(reply: Reply) -> Signal:
    sound = from_pcm(reply.samples)[0]
    return resampled(np.pad(sound, reply.rate // 50), reply.rate)


def trimmed(sound: Signal) -> tuple[Signal, float]:
    """Without the silence at both ends, and how many seconds of the padded sound went at its beginning."""
    loud = np.flatnonzero(np.abs(sound) > 0.004)
    if loud.size == 0:
        return sound[:0], 0.0
    first, last = max(0, int(loud[0]) - RATE // 100), int(loud[-1]) + RATE // 30
    return sound[first:last], first / RATE - 0.02


def moved(word: Word, seconds: float) -> Word:
    return Word(word.start, word.stop, max(0, word.at_ms - round(1000 * seconds)))


def treated(sound: Signal) -> Signal:
    """Softened, evened out, and brought to one loudness."""
    warm = compressed(filtered(sound, WARMTH))
    measured = integrated_loudness(np.atleast_2d(warm)) if warm.size else SILENT
    if measured == SILENT:  # shorter than a block of the measure
        measured = decibels_of(float(np.sqrt(np.mean(warm**2)))) if warm.size else SILENT
    return warm * np.float32(gain_of(min(30.0, LOUDNESS - measured)))


def compressed(sound: Signal, ratio: float = 2.2) -> Signal:
    """What is louder than the line's own average is brought down by `ratio`, measured over 40 ms."""
    window = np.hanning(seconds_to_samples(0.04))
    power = np.convolve(sound.astype(np.float64) ** 2, window / window.sum(), "same") if sound.size else sound
    level = np.sqrt(np.maximum(power, 1e-9))
    average = np.sqrt(np.mean(power)) if sound.size else 1.0
    return sound * np.minimum(1.0, (level / average) ** (1 / ratio - 1)).astype(np.float32)
