"""Sentences in the language of the message."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from coda.apps.idea2video.skill.wordlists import LANGUAGES, entries, sentences
from coda.apps.idea2video.story.lexicon import lexicon
from coda.components.llm.skill import SkillCall


def say(language: str, key: str, /, **slots: object) -> str:
    text = sentences(language if language in LANGUAGES else "en")[key]
    for name, value in slots.items():
        text = text.replace(f"{{{name}}}", str(value))
    return text.strip()


def listed(language: str, words: Sequence[str], last: str = "and") -> str:
    """As in "a", "a and b", "a, b and c"."""
    joint = say(language, last)
    if len(words) < 2:
        return "".join(words)
    if language == "zh":
        return f"{'、'.join(words[:-1])}{joint}{words[-1]}"
    return f"{', '.join(words[:-1])} {joint} {words[-1]}"


def word(language: str, kind: str, key: str) -> str:
    """What a key of the tools is called: as the word list writes it first, else as the storyteller does."""
    said = _first_words(language).get((kind, key))
    if said is not None:
        return said
    spelled = lexicon(language).meanings(key)
    if language == "en" or spelled:
        return key.lower()
    try:
        return lexicon(language).words_for("thing" if kind == "element" else kind, key)[0][0]
    except KeyError:
        return key.lower()


@cache
def _first_words(language: str) -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    for kind, key, value in entries("words", language):
        found.setdefault((kind, key), value.split(",")[0].strip())
    return found


def announced(language: str, calls: Sequence[SkillCall]) -> str:
    """What is about to be done, in a sentence."""
    deeds = [_deed(language, call) for call in calls]
    return say(language, "will", deeds=listed(language, list(dict.fromkeys(deeds))))


def _deed(language: str, call: SkillCall) -> str:
    slots = dict(call.arguments)
    if "step" in slots:
        slots["step"] = say(language, f"step {slots['step']}")
    return say(language, f"do {call.name}", **slots)
