"""The answer to "Which chorus?", put into the message that raised the question."""

from __future__ import annotations

from coda.apps.sequence_maker.skill.numbers import read_integer, read_ordinal
from coda.apps.sequence_maker.skill.source import Source
from coda.apps.sequence_maker.skill.tokens import tokenize
from coda.apps.sequence_maker.skill.vocabulary import SECTION_WORDS


def with_section(text: str, answer: Source) -> str | None:
    """The message with its section named; None when the answer names none.

    "chorus 2", "the second one", "2" and "both" are answers.
    """
    token = next((one for one in tokenize(text) if one.text in SECTION_WORDS), None)
    if token is None or answer.view.music is None:
        return None
    base = SECTION_WORDS[token.text]
    labels = [one.label for one in answer.view.music.sections if one.label.lower().split(" ")[0] == base]
    chosen = _chosen(labels, answer)
    return None if chosen is None else f"{text[: token.start]}{chosen}{text[token.end :]}"


def _chosen(labels: list[str], answer: Source) -> str | None:
    said = answer.text.strip(" .!?").lower().removeprefix("the ")
    for label in labels:
        if said == label.lower():
            return label
    place = answer.skip(0, {"the", "number"})
    if answer.word(place) in {"all", "both", "every", "each"}:
        return f"every {labels[0].lower().split(' ')[0]}"
    ordinal = read_ordinal(answer, place)
    number = None if ordinal else read_integer(answer, place)
    index = ordinal[0] if ordinal else number[0] - 1 if number else None
    if index is None or not -len(labels) <= index < len(labels):
        return None
    return labels[index]
