"""Sentences in the language of the message."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from coda.apps.idea2video.entities import Character
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


def figure_word(language: str, entity: Character) -> str:
    """As what a character is drawn."""
    if entity.figure == "thing" and entity.element is not None:
        return word(language, "element", entity.element)
    return word(language, "figure", entity.figure)


@cache
def _first_words(language: str) -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    for kind, key, value in entries("words", language):
        found.setdefault((kind, key), value.split(",")[0].strip())
    return found


def announced(language: str, calls: Sequence[SkillCall]) -> str:
    """What is about to be done, in a sentence."""
    numbers = shot_numbers((call.name, call.arguments.get("shot_number")) for call in calls)
    deeds = [_deed(language, call, numbers.get(call.name, ())) for call in calls]
    return say(language, "will", deeds=listed(language, list(dict.fromkeys(deeds))))


def shot_numbers(calls: Iterable[tuple[str, object]]) -> dict[str, list[int]]:
    """Which shots several calls of the same tool are about; nothing for a tool that is called once."""
    found: dict[str, list[int]] = {}
    for name, number in calls:
        if isinstance(number, int) and name in {"edit_shot", "remove_shot"}:
            found.setdefault(name, []).append(number)
    return {name: sorted(set(numbers)) for name, numbers in found.items() if len(set(numbers)) > 1}


def _deed(language: str, call: SkillCall, numbers: Sequence[int]) -> str:
    if numbers:
        return say(language, f"do {call.name} of several", numbers=listed(language, [*map(str, numbers)]))
    slots = dict(call.arguments)
    if "step" in slots:
        slots["step"] = say(language, f"step {slots['step']}")
    return say(language, f"do {call.name}", **slots)
