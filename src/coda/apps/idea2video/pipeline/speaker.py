"""A process that reads one line aloud with espeak-ng, which is GPL and so is loaded in no other process.

    python -m coda.apps.idea2video.pipeline.speaker < request.json

One `Request` as JSON on stdin, one `Reply` as MessagePack on stdout. Exit status 0 with a reply; 3 when
espeak-ng is not installed.
"""

from __future__ import annotations

import ctypes
import importlib
import sys
from typing import Any

import msgspec

NOT_INSTALLED = 3

SYNCHRONOUS = 2
"""AUDIO_OUTPUT_SYNCHRONOUS: samples go to the callback, and the call returns when all have gone."""
UTF8 = 1
WORD = 1
"""The event's type that tells where a word begins (speak_lib.h, espeak_EVENT_TYPE)."""
RATE, PITCH, RANGE, WORD_GAP = 1, 3, 4, 7
"""Numbers of the parameters (speak_lib.h, espeak_PARAMETER)."""


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """`voices` such as `en-us+Andy` are tried in their order. `pitch` and `pitch_range` are 0..100."""

    text: str
    voices: tuple[str, ...]
    words_per_minute: int
    pitch: int
    pitch_range: int
    word_gap: int = 0
    """Pauses between words, in units of 10 ms."""


class Word(msgspec.Struct, frozen=True, array_like=True):
    """Characters `start` up to `stop` of the text are said from `at_ms` on."""

    start: int
    stop: int
    at_ms: int


class Reply(msgspec.Struct, frozen=True, kw_only=True):
    """`samples` are 16-bit mono at `rate`. `voice` is "" when no voice for the language is known."""

    voice: str
    rate: int
    samples: bytes
    words: tuple[Word, ...]


class Event(ctypes.Structure):
    """espeak_EVENT in speak_lib.h; its last field is a union of eight bytes."""

    _fields_ = (
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", ctypes.c_char * 8),
    )


Callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.POINTER(Event))


class Espeak:
    """The library, which speaks one line after the other. Raises ImportError when it is not installed."""

    def __init__(self) -> None:
        loader: Any = importlib.import_module("espeakng_loader")
        self._library = ctypes.CDLL(str(loader.get_library_path()))
        data = str(loader.get_data_path()).encode()
        self._rate: int = self._library.espeak_Initialize(SYNCHRONOUS, 0, data, 0)

    def speak(self, request: Request) -> Reply:
        voice = next((name for name in request.voices if self._choose(name)), "")
        if not voice:
            return Reply(voice="", rate=self._rate, samples=b"", words=())
        self._set(RATE, request.words_per_minute)
        self._set(PITCH, request.pitch)
        self._set(RANGE, request.pitch_range)
        self._set(WORD_GAP, request.word_gap)
        samples, words = self._synthesize(request.text)
        return Reply(voice=voice, rate=self._rate, samples=samples, words=words)

    def _choose(self, voice: str) -> bool:
        return self._library.espeak_SetVoiceByName(voice.encode()) == 0

    def _set(self, parameter: int, value: int) -> None:
        self._library.espeak_SetParameter(parameter, value, 0)

    def _synthesize(self, text: str) -> tuple[bytes, tuple[Word, ...]]:
        samples = bytearray()
        words: list[Word] = []

        def hear(wave: int | None, count: int, events: Any) -> int:
            if wave and count:
                samples.extend(ctypes.string_at(wave, 2 * count))
            words.extend(words_among(events))
            return 0

        callback = Callback(hear)
        self._library.espeak_SetSynthCallback(callback)
        encoded = text.encode() + b"\0"
        self._library.espeak_Synth(encoded, ctypes.c_size_t(len(encoded)), 0, 1, 0, UTF8, None, None)
        return bytes(samples), tuple(words)


def words_among(events: Any) -> list[Word]:
    """espeak-ng counts characters from 1; an event of type 0 ends the list."""
    found: list[Word] = []
    for event in events:
        if event.type == 0:
            break
        if event.type == WORD:
            start = event.text_position - 1
            found.append(Word(start, start + event.length, event.audio_position))
    return found


def main() -> int:
    request = msgspec.json.decode(sys.stdin.buffer.read(), type=Request)
    try:
        espeak = Espeak()
    except ImportError:
        return NOT_INSTALLED
    sys.stdout.buffer.write(msgspec.msgpack.encode(espeak.speak(request)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
