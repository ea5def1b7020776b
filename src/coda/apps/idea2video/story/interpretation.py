"""The first stage: what the user wants, or the one question that has to be asked."""

from __future__ import annotations

import re

from coda.apps.idea2video.stages import Idea, Interpretation, Missing
from coda.apps.idea2video.story import shelf
from coda.apps.idea2video.story.chooser import Chooser
from coda.apps.idea2video.story.language import detect_language
from coda.apps.idea2video.story.reading import Reading, read
from coda.apps.idea2video.story.screenplay import read_screenplay
from coda.apps.idea2video.story.shortening import sentences
from coda.apps.idea2video.story.tongues import tongue

_LONGEST_SUBJECT = 9
"""Words, in Chinese characters, of a subject that can be repeated in a question."""
_SENTENCES = re.compile(r"[\n.!?。！？;；]+")


def interpretation(idea: Idea) -> Interpretation:
    """With two or more of subject, action and context missing, a question in the user's language. A subject
    alone is enough once a question was answered: the answer stands on a line of its own below the idea."""
    language = _spoken(idea)
    reading = read(_told(idea), detect_language(idea.idea))
    missing = _missing(reading)
    vague = (
        idea.mode == "idea"
        and len(missing) > 1
        and not (_is_answered(idea.idea) and "subject" not in missing)
    )
    clause = reading.clause
    return Interpretation(
        **idea.model_dump(exclude={"language"}),
        language=language,
        subject=clause.subject,
        action=clause.action,
        context=clause.context,
        genre=genre(reading, language),
        mood=reading.mood,
        missing=missing if idea.mode == "idea" else [],
        question=_question(reading, missing, language, idea) if vague else "",
    )


def _spoken(idea: Idea) -> str:
    """The language that was asked for, with its region, otherwise the idea's; English for all others."""
    asked = idea.language
    if asked and tongue(asked).code == asked.split("-", maxsplit=1)[0].lower():
        return asked
    return "en" if asked else detect_language(idea.idea)


def _told(idea: Idea) -> str:
    """The idea; of a script what happens first in it."""
    if idea.mode == "idea":
        return idea.idea
    scenes = read_screenplay(idea.idea).scenes
    blocks = [block.text for scene in scenes for block in scene.blocks if not block.speaker]
    return next((sentence for block in blocks for sentence in sentences(block)), idea.idea[:300])


def genre(reading: Reading, language: str) -> str:
    words = shelf.values(tongue(language).code, "phrases", "genre", reading.genre)
    return words[0] if words else ""


def _missing(reading: Reading) -> list[Missing]:
    clause = reading.clause
    has_context = bool(clause.context or reading.settings or reading.time or reading.weather)
    said: dict[Missing, bool] = {
        "subject": bool(clause.subjects),
        "action": bool(clause.action or clause.relation),
        "context": has_context,
    }
    return [part for part, there in said.items() if not there]


def _is_answered(text: str) -> bool:
    return len([part for part in _SENTENCES.split(text) if part.strip()]) > 1


def _question(reading: Reading, missing: list[Missing], language: str, idea: Idea) -> str:
    """It asks for what is missing and gives one example."""
    code = tongue(language).code
    chooser = Chooser(f"{idea.seed}\n{idea.idea}")
    nouns = reading.clause.subjects
    if "subject" in missing or tongue(language).size(reading.clause.subject) > _LONGEST_SUBJECT:
        key, example = "subject", _options(code, "example")
        return _asked(code, key).replace("{example}", chooser.pick("example", example))
    subject = _within_line(reading)
    predicate = chooser.pick("example", _options(code, "predicate"))
    single = len(nouns) == 1 and not nouns[0].plural
    told = tongue(language).finish(subject + ("" if code == "zh" else " ") + predicate)
    example = told if single else chooser.pick("example", _options(code, "example"))
    return _asked(code, "action").replace("{subject}", subject).replace("{example}", example)


def _asked(code: str, key: str) -> str:
    return shelf.values(code, "phrases", "question", key)[0]


def _options(code: str, key: str) -> tuple[str, ...]:
    return tuple(option.strip() for option in shelf.values(code, "phrases", "question", key)[0].split("|"))


def _within_line(reading: Reading) -> str:
    """As in "A cat" as it stands within a sentence: "a cat"; a name keeps its capital."""
    subject, noun = reading.clause.subject, reading.clause.subjects[0]
    return subject if noun.name and not noun.determiner else subject[:1].lower() + subject[1:]
