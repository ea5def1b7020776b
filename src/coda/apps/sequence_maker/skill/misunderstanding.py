"""What to say about words the grammar does not know: a suggestion, or a plain refusal."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from coda.apps.sequence_maker.colors import COLOR_NAMES
from coda.apps.sequence_maker.skill.clauses import Clause
from coda.apps.sequence_maker.skill.color_words import OTHER_NAMES
from coda.apps.sequence_maker.skill.outcomes import Impossible, Unclear, Wants
from coda.apps.sequence_maker.skill.phrases import Balls, Mention, Word
from coda.apps.sequence_maker.skill.small_talk import not_understood
from coda.apps.sequence_maker.skill.source import Source
from coda.apps.sequence_maker.skill.spelling import nearest
from coda.apps.sequence_maker.skill.vocabulary import VERBS
from coda.apps.sequence_maker.skill.wording import listed

_MOST_SLIPS = 4
_MOST_QUOTED = 3


def unknown_words(clauses: Sequence[Clause]) -> list[str]:
    words = [
        one.text for clause in clauses for one in clause.phrases if isinstance(one, Word) and not one.lemma
    ]
    return list(dict.fromkeys(words))


def refuse_unknown(source: Source, clauses: Sequence[Clause], unknown: Sequence[str]) -> None:
    """Raises Unclear with a suggestion, or Impossible."""
    for word in unknown:
        if word in OTHER_NAMES:
            near = listed(OTHER_NAMES[word], "or")
            raise Impossible(
                f"I don't know the color “{word}”. Close to it: {near}; or give it like #8800ff."
            )
    if _about_lights(clauses) or len(source.tokens) == 1:
        _suggest(source, unknown)
    if not _about_lights(clauses) or len(unknown) > _MOST_QUOTED + 2:
        raise Impossible(not_understood(source.view))
    if len(unknown) == 1 and _wants_color(clauses):
        raise Impossible(_unknown_color(unknown[0]))
    raise Impossible(f"I don't understand {quoted(unknown)} there, so I changed nothing.")


def quoted(words: Sequence[str]) -> str:
    return listed([f"“{word}”" for word in words[:_MOST_QUOTED]])


def _suggest(source: Source, unknown: Sequence[str]) -> None:
    if len(unknown) > _MOST_SLIPS:
        return
    meant = {word: nearest(word) for word in unknown}
    corrections = {word: right for word, right in meant.items() if right is not None}
    if len(corrections) < len(unknown):
        return
    corrected = _corrected(source, corrections)
    if len(corrections) == 1:
        question = f"Did you mean “{next(iter(corrections.values()))}”?"
    else:
        question = f"Did you mean “{corrected}”?"
    raise Unclear(question, Wants.SPELLING, corrected)


def _corrected(source: Source, corrections: dict[str, str]) -> str:
    text = source.text
    for token in reversed(source.tokens):
        if token.kind == "word" and token.text in corrections:
            text = text[: token.start] + corrections[token.text] + text[token.end :]
    return text


def _about_lights(clauses: Sequence[Clause]) -> bool:
    return any(clause.lemmas & VERBS or clause.groups & {"balls", "colors", "segments"} for clause in clauses)


def _wants_color(clauses: Sequence[Clause]) -> bool:
    """A color is what is missing, and the unknown word stands where it would: after the ball."""
    return any(
        "colors" not in clause.groups
        and (
            clause.has("make", "paint", "color", "turn", "set", "change", "light", "fill")
            or not clause.has_verb
        )
        and _ends_unknown(clause)
        for clause in clauses
    )


def _ends_unknown(clause: Clause) -> bool:
    kinds = [isinstance(one, Word) and not one.lemma for one in clause.phrases]
    balls = [place for place, one in enumerate(clause.phrases) if isinstance(one, Balls | Mention)]
    return bool(balls) and any(kinds[balls[-1] :])


def _unknown_color(word: str) -> str:
    near = difflib.get_close_matches(word, COLOR_NAMES, n=3, cutoff=0.5) or ["red", "orange", "purple"]
    return (
        f"I don't know “{word}”. If it is a color: I know {listed(near)} and others, and codes like #ff8800."
    )
