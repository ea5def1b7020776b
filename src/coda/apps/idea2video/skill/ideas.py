"""The first message of a film: an idea, a script, or too little of either."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from coda.apps.idea2video.entities import MAX_SECONDS, MIN_SECONDS
from coda.apps.idea2video.skill.intents.film import WRITTEN_LANGUAGES
from coda.apps.idea2video.skill.names import ARTICLES
from coda.apps.idea2video.skill.phrases import Phrase
from coda.apps.idea2video.skill.reader import read_phrases
from coda.apps.idea2video.skill.view import FilmView
from coda.apps.idea2video.skill.work import Values

_SCRIPT_HEADING = re.compile(
    r"^\s*(?:\d+[.)]?\s*)?(?:INT|EXT|INTERIOR|EXTERIOR|I/E|内景|外景)[.:/ 。：]", re.MULTILINE
)
_SCRIPT_LINE = re.compile(r"^\s*[^\W\d_][\w .'’()-]{0,30}\s?[:：]\s*\S", re.MULTILINE)
_FORM = frozenset(
    {"style", "aspect", "seconds", "language", "voice", "small", "mood", "join", "mark", "talk"}
)
_STORY = frozenset({"figure", "element", "place", "pose", "feature"})
_ABOUT = frozenset({"about", "of", "sobre", "acerca de", "de", "关于"})
_IN = frozenset({"in", "en", "用"})
_ENDS = frozenset(",.;:!?。,;:!?\n")


@dataclass(frozen=True)
class Told:
    """A message as an idea: the words that tell it, "" for none, and the form of film that was asked for."""

    idea: str
    form: Values
    at_once: bool
    """Whether the whole film was asked for in one go."""


def is_script(text: str) -> bool:
    """Scene headings, or several lines of somebody speaking."""
    return bool(_SCRIPT_HEADING.search(text)) or len(_SCRIPT_LINE.findall(text)) > 1


def read_idea(text: str, language: str, view: FilmView) -> Told:
    """An idea with the words about the film's form taken out, where they stand apart from the story."""
    phrases = read_phrases(text, language, view)
    form: Values = {}
    kept = text
    at_once = False
    for start, end in reversed(_form_runs(phrases)):
        run = phrases[start:end]
        values = _values(run)
        form = {**values, **form}
        at_once = at_once or any(phrase.means("step", "all") for phrase in run)
        if values or any(phrase.means("step", "all") for phrase in run):
            kept = _without(kept, run, opens=start == 0)
    idea = kept.strip(" ,;:\n") if len(kept) != len(text) else text
    return Told(idea, form, at_once)


def _form_runs(phrases: Sequence[Phrase]) -> list[tuple[int, int]]:
    """Stretches about nothing but the film: with the word for it, or between marks and the text's ends."""
    runs: list[tuple[int, int]] = []
    start = 0
    while start < len(phrases):
        end = start
        while end < len(phrases) and _is_form(phrases[end]):
            end += 1
        after = max(end, start + 1)
        end = _without_article(phrases, start, end)
        if end > start and _stands_apart(phrases, start, end):
            runs.append((start, end))
        start = after
    return runs


def _is_form(phrase: Phrase) -> bool:
    kinds = phrase.meanings.keys()
    if kinds & _STORY:
        return False
    asks = phrase.means("do", "make", "write", "say", "give", "add")
    return bool(kinds & _FORM) or _is_film(phrase) or asks or phrase.means("step", "start", "yes")


def _is_film(phrase: Phrase) -> bool:
    return phrase.means("noun", "film") or phrase.means("step", "all")


def _without_article(phrases: Sequence[Phrase], start: int, end: int) -> int:
    """An article in front of the story belongs to it; with no word for the film, all behind a mark does."""
    if end == len(phrases):
        return end
    if any(_is_film(phrase) for phrase in phrases[start:end]):
        while end > start and _is_article(phrases[end - 1]):
            end -= 1
        return end
    about = [place for place in range(start + 1, end) if phrases[place].text.casefold() in _ABOUT]
    if start == 0 and about and _values(phrases[start:end]):
        return about[-1] + 1
    while end > start and not phrases[end - 1].means("mark"):
        end -= 1
    return end


def _stands_apart(phrases: Sequence[Phrase], start: int, end: int) -> bool:
    run = phrases[start:end]
    if any(_is_film(phrase) for phrase in run):
        return True
    opens = start == 0 or run[0].means("mark", *_ENDS) or run[0].means("join")
    closes = end == len(phrases) or run[-1].means("mark", *_ENDS) or run[-1].text.casefold() in _ABOUT
    return (closes and opens) or ((closes or opens) and _in_language(run))


def _in_language(run: Sequence[Phrase]) -> bool:
    """As in "in Spanish"; "a Spanish dancer" belongs to the story."""
    pairs = pairwise(run)
    return any(second.means("language") and first.text.casefold() in _IN for first, second in pairs)


def _is_article(phrase: Phrase) -> bool:
    return phrase.text.casefold() in ARTICLES or phrase.text.startswith("一")


def _values(run: Sequence[Phrase]) -> Values:
    values: Values = {}
    for phrase in run:
        for kind in ("style", "aspect"):
            if (key := phrase.get(kind)) is not None:
                values[kind] = key
        seconds, language = phrase.get("seconds"), phrase.get("language")
        if seconds is not None and MIN_SECONDS <= float(seconds) <= MAX_SECONDS:
            values["seconds"] = float(seconds)
        if language in WRITTEN_LANGUAGES:
            values["language"] = language
    return values


def _without(text: str, run: Sequence[Phrase], *, opens: bool) -> str:
    """The run is cut out; in the middle a mark stays in its place."""
    before, after = text[: run[0].start], text[run[-1].end :]
    joint = "" if opens or not after.strip() else ". "
    return before.rstrip() + joint + after.lstrip()
