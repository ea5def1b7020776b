"""Who is in a script: those who speak, and in prose those who are named."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from coda.apps.idea2video.entities import MOST_CHARACTERS
from coda.apps.idea2video.story import concepts
from coda.apps.idea2video.story.beings import Being
from coda.apps.idea2video.story.casting import Maker
from coda.apps.idea2video.story.chooser import Chooser
from coda.apps.idea2video.story.lexicon import Entry, lexicon
from coda.apps.idea2video.story.nouns import Noun
from coda.apps.idea2video.story.screenplay import Screenplay
from coda.apps.idea2video.story.shortening import sentences
from coda.apps.idea2video.story.tongues import tongue

NARRATORS = {"narrator", "narrador", "narradora", "voice", "voz", "旁白", "解说"}
_CHILD, _OLD = 15, 60
"""Years up to which one is a child, and from which one is old."""
_MOST_IN_PROSE = 3


def script_cast(
    script: Screenplay, text: str, language: str, written_in: str, chooser: Chooser
) -> list[Being]:
    """At most five, those with most lines first; the first is the protagonist. `language` is the film's,
    `written_in` the script's. Nobody gets a name that the author did not give."""
    maker = Maker(language, chooser, names_all=False)
    counted = [block.speaker for scene in script.scenes for block in scene.blocks if block.speaker]
    names = [name for name in script.speakers if name.lower() not in NARRATORS]
    names = sorted(names, key=lambda name: (-counted.count(name), names.index(name)))[:MOST_CHARACTERS]
    nouns = [_spoken(name, text, written_in) for name in names]
    if len(nouns) < 2:
        nouns = _with_named(nouns, " ".join(scene.action for scene in script.scenes), written_in)
    beings = [maker.from_noun(noun, number) for number, noun in enumerate(nouns)]
    return beings or [maker.invented("person", 0)]


def _spoken(name: str, text: str, language: str) -> Noun:
    """The speaker, with what the script says of him beside his name."""
    years = _years(name, text)
    entry = _kind_of(name, text, language)
    if entry is None and years is not None and years < _CHILD:
        entry = Entry("being", "child", *lexicon(language).words_for("being", "child")[0])
    gender = entry.form.gender if entry else ""
    return Noun(
        phrase=entry.word if entry else "",
        head=entry.word if entry else "",
        kind="being" if entry else "unknown",
        key=entry.key if entry else "",
        name=name,
        gender=gender or ("f" if name.lower().endswith("a") else ""),
        measure=entry.form.measure if entry else "",
        qualities=("old",) if years is not None and years >= _OLD else (),
    )


def _years(name: str, text: str) -> int | None:
    """As in "LEO (8)" or "小明（8岁）"."""
    found = re.search(
        rf"{re.escape(name)}\s*[(（,，]\s*(\d{{1,2}})\b|{re.escape(name)}[（(](\d{{1,2}})岁",
        text,
        re.IGNORECASE,
    )
    return int(found[1] or found[2]) if found else None


def _kind_of(name: str, text: str, language: str) -> Entry | None:
    """From the name itself ("OLD MAN"), otherwise from what stands beside it: "MARA (60), the keeper"."""
    own = _being_in(name, language)
    if own is not None:
        return own
    age = r"(?:[（(]\d{1,2}\D{0,3}[)）])?"
    link = r"(?:[,，(（]|is\b|es\b|是|the\b)"
    beside = rf"{re.escape(name)}\s*{age}\s*{link}([^.!?。！？\n]{{2,60}})"
    found = re.search(beside, text, re.IGNORECASE)
    return _being_in(" ".join(found[1].split()[:6]), language) if found else None


def _being_in(words: str, language: str) -> Entry | None:
    for bit in lexicon(language).bits(words):
        entry = bit.get("being")
        if entry is not None and concepts.beings()[entry.key].group != concepts.FORCES:
            return entry
    return None


def _with_named(nouns: list[Noun], action: str, language: str) -> list[Noun]:
    """Those who act in the prose, each once."""
    found = nouns[:]
    for noun in _named(action, language):
        if not any((noun.key or noun.name) in {one.key, one.name} for one in found):
            found.append(noun)
    return found[:_MOST_IN_PROSE]


def _named(action: str, language: str) -> Iterator[Noun]:
    """Subjects of the first sentences, bodies only."""
    for sentence in sentences(action)[:12]:
        for noun in tongue(language).clause(sentence).subjects:
            kind = concepts.beings().get(noun.key)
            if noun.name or (kind is not None and kind.group != concepts.FORCES):
                yield replace(noun, phrase=noun.head) if noun.head else noun
