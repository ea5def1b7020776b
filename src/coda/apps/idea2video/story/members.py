"""Who acts where the words name no single one: a crew, a family, "somebody", Death."""

from __future__ import annotations

from dataclasses import replace

from coda.apps.idea2video.story.lexicon import Bit, lexicon
from coda.apps.idea2video.story.nouns import Clause, Noun

_GROUPS = {"crew", "family"}
_MEMBER = {"en": "{} member", "es": "miembro de {}", "zh": "{}成员"}


def with_members(clause: Clause, language: str) -> Clause:
    """Of a crew that acts there are several to tell of: "a spaceship crew member"."""
    return replace(clause, subjects=tuple(_one_of_group(noun, language) for noun in clause.subjects))


def _one_of_group(noun: Noun, language: str) -> Noun:
    if noun.key not in _GROUPS or noun.plural or noun.determiner == "own":
        return noun
    article = {"m": "el ", "f": "la "}.get(noun.gender, "") if language == "es" else ""
    member, head = (_MEMBER[language].format(article + words) for words in (noun.phrase, noun.head))
    gender = "m" if language == "es" else noun.gender
    return replace(noun, single=member, head=head, gender=gender, plural=True, count=2, measure="位")


def a_stranger(language: str) -> Noun:
    """Whom "somebody" means."""
    word, form = lexicon(language).words_for("being", "stranger")[0]
    return Noun(
        phrase=word,
        head=word,
        kind="being",
        key="stranger",
        determiner="a",
        gender=form.gender,
        measure=form.measure,
    )


def is_personified(bit: Bit, noun: Noun) -> bool:
    """As Death and Time, who bear their words as names."""
    return noun.key in {"death", "time", "feeling"} and bit.text[:1].isupper()
