"""The forms in which a word of the word lists can stand in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coda.apps.idea2video.story import english_forms, spanish_forms
from coda.apps.idea2video.story.form import Form, Spelled

_NOUNS = {"being", "thing", "place"}
_VERBS = {"relation", "helper", "pose"}
_ADJECTIVES = {"quality", "colour"}
_BRACKETS = re.compile(r"^(.*?)\s*\((.*?)\)$")


def forms(language: str, kind: str, raw: str) -> Iterator[Spelled]:
    if language == "zh":
        yield _chinese(raw)
    elif kind in _NOUNS:
        yield from (spanish_forms.noun(raw) if language == "es" else english_forms.noun(raw))
    elif kind in _VERBS and not raw.endswith("/a"):
        yield from (spanish_forms.verb(raw) if language == "es" else english_forms.verb(raw))
    elif language == "es" and ("/" in raw or kind in _ADJECTIVES):
        yield from spanish_forms.adjective(raw)
    else:
        yield raw, raw, Form()


def _chinese(raw: str) -> Spelled:
    """A measure word stands in brackets."""
    bracket = _BRACKETS.match(raw)
    word, measure = bracket.groups() if bracket else (raw, "")
    return word, word, Form(measure=measure)
