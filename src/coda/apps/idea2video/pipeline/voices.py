"""Who reads a line: espeak-ng's voices by language, and its variants by who speaks."""

from __future__ import annotations

import hashlib

import msgspec

from coda.apps.idea2video.pipeline.speaker import Request


class VoiceSettings(msgspec.Struct, frozen=True, kw_only=True):
    """`variant` is one of espeak-ng's; `pitch` and `pitch_range` run from 0 to 100."""

    variant: str
    pitch: int
    pitch_range: int = 60
    words_per_minute: int = 152
    word_gap: int = 0


NARRATOR = VoiceSettings(variant="Denis", pitch=46, pitch_range=68, words_per_minute=148, word_gap=1)
VOICES: dict[str, VoiceSettings] = {
    "man": VoiceSettings(variant="Gene2", pitch=50),
    "woman": VoiceSettings(variant="f2", pitch=48),
    "boy": VoiceSettings(variant="m3", pitch=88, pitch_range=72, words_per_minute=160),
    "girl": VoiceSettings(variant="f3", pitch=70, pitch_range=72, words_per_minute=160),
    "old man": VoiceSettings(variant="grandpa", pitch=40, words_per_minute=138),
    "old woman": VoiceSettings(variant="grandma", pitch=40, words_per_minute=138),
    "robot": VoiceSettings(variant="UniRobot", pitch=45, pitch_range=20, words_per_minute=144),
    "spirit": VoiceSettings(variant="Henrique", pitch=52, pitch_range=80, words_per_minute=128, word_gap=2),
    "giant": VoiceSettings(variant="Michael", pitch=18, pitch_range=50, words_per_minute=128),
    "small": VoiceSettings(variant="f4", pitch=85, pitch_range=80, words_per_minute=168),
}
"""Names that a line may give as its voice."""

KINDRED = {
    **dict.fromkeys(("knight", "astronaut", "horse", "dog", "fox"), "man"),
    **dict.fromkeys(("wizard", "turtle", "owl"), "old man"),
    **dict.fromkeys(("ghost", "alien", "moon", "star", "sun", "comet", "rainbow", "cloud"), "spirit"),
    **dict.fromkeys(("dragon", "monster", "bear", "whale", "elephant", "octopus"), "giant"),
    **dict.fromkeys(("tree", "rock", "lighthouse", "statue"), "giant"),
    **dict.fromkeys(("fairy", "cat", "rabbit", "mouse", "bird", "fish", "butterfly"), "small"),
    **dict.fromkeys(("cup", "key", "ball", "flower", "candle"), "small"),
    **dict.fromkeys(("machine", "computer", "phone", "satellite", "camera"), "robot"),
}
"""Figures, and things that act, that speak with the voice of others."""

LANGUAGES = {
    "en": "en-us",
    "en-gb": "en-gb-x-rp",
    "es-mx": "es-419",
    "zh": "cmn",
    "zh-hk": "yue",
    "pt": "pt-br",
    "no": "nb",
}
"""BCP 47 tags in lower case that espeak-ng calls otherwise, or leaves open."""


def settings_for(voice: str) -> VoiceSettings:
    """No name is the narrator's; `as dragon` is a figure's, and `girl` names a voice itself.

    A name that is not known always gets the same of the grown-up voices.
    """
    if not voice:
        return NARRATOR
    name = voice.removeprefix("as ").lower()
    known = VOICES.get(KINDRED.get(name, name))
    if known is not None:
        return known
    turn = hashlib.sha256(voice.encode()).digest()[0]
    return VOICES["woman" if turn % 2 else "man"]


def languages_for(tag: str) -> tuple[str, ...]:
    """What espeak-ng may call the language, the best first: `zh-Hant-TW` is tried whole, then as `zh`."""
    parts = tag.lower().replace("_", "-").split("-")
    tags = ["-".join(parts[:length]) for length in range(len(parts), 0, -1)]
    return tuple(dict.fromkeys(LANGUAGES.get(one, one) for one in tags))


def request_for(text: str, language: str, voice: str, words_per_minute: int = 0) -> Request:
    """`words_per_minute` 0 takes the voice's own pace."""
    settings = settings_for(voice)
    return Request(
        text=" ".join(text.replace("\0", " ").split()),
        voices=tuple(f"{one}+{settings.variant}" for one in languages_for(language)),
        words_per_minute=words_per_minute or settings.words_per_minute,
        pitch=settings.pitch,
        pitch_range=settings.pitch_range,
        word_gap=settings.word_gap,
    )
