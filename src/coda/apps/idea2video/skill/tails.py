"""Where in a message a text begins that is taken as it was said: a line, a title, what is seen in a shot."""

from __future__ import annotations

import re
from functools import cache

from coda.apps.idea2video.skill.tokens import plain
from coda.apps.idea2video.skill.wordlists import entries

_JOINTS = re.compile(r"[,;.]|\b(?:and|then|y|luego)\b")
"""What parts the command that brings the text from those before it."""
_QUOTES = ('"', "\u201c", "«", "「", "『", "《")


def find_tail(text: str, language: str) -> tuple[int, int] | None:
    """The span of the text that is taken as it is; None when there is none, or when it stands in quotes."""
    text = plain(text)
    found = next(
        (match for one in _patterns(language, "begin") if (match := one.search(text)) is not None), None
    )
    if found is None:
        return None
    if "text" in found.groupdict():
        return found.span("text")
    start = found.end()
    end = _end(text, start, language)
    return None if start >= end or text[start] in _QUOTES else (start, end)


def _end(text: str, start: int, language: str) -> int:
    """Where the next command begins, or what says in which shot, if that was not said in front."""
    commands = [match.start() for one in _patterns(language, "next") if (match := one.search(text, start))]
    end = min(commands, default=len(text))
    head = _JOINTS.split(text[:start])[-1]
    if any(one.search(head) for one in _patterns(language, "named")):
        return end
    places = [match.start() for one in _patterns(language, "place") if (match := one.search(text[start:end]))]
    return start + min((place for place in places if place), default=end - start)


@cache
def _patterns(language: str, section: str) -> tuple[re.Pattern[str], ...]:
    lines = list(entries("tails", language))
    shot = next(value for name, _, value in lines if name == "shot")
    return tuple(
        re.compile(value.replace("{shot}", shot), re.IGNORECASE if language != "zh" else 0)
        for name, _, value in lines
        if name == section
    )
