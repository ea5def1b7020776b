"""English, as far as the storyteller speaks it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from coda.apps.idea2video.story.beings import Being
from coda.apps.idea2video.story.clauses import read_clause
from coda.apps.idea2video.story.english_forms import plural as plural_of
from coda.apps.idea2video.story.lexicon import lexicon
from coda.apps.idea2video.story.nouns import Clause, Noun
from coda.apps.idea2video.story.tongue import Slots

_PRONOUNS = {
    "m": ("he", "him", "his", "himself"),
    "f": ("she", "her", "her", "herself"),
    "n": ("it", "it", "its", "itself"),
}
_SMALL_IN_TITLES = {"a", "an", "the", "and", "of", "in", "on", "at", "to", "for", "with", "by", "from", "who"}
_VOWEL = re.compile(r"^(?:[aeiou]|ho(?:nest|ur))", re.IGNORECASE)
_NO_VOWEL = re.compile(r"^(?:uni|use|one|eu|ukulele|ufo)", re.IGNORECASE)


class English:
    code = "en"
    per_second = 2.2
    most = 12

    def clause(self, text: str) -> Clause:
        return read_clause(text, lexicon("en"))

    def being_slots(self, role: str, being: Being) -> Slots:
        he, him, his, himself = _PRONOUNS[being.gender]
        noun = being.noun or being.name
        the = (
            being.phrase
            if being.own or (being.noun and _is_bare(noun))
            else noun
            if not being.noun
            else f"the {noun}"
        )
        slots = {
            role: being.name or the,
            f"{role}.a": _introduced(being),
            f"{role}.bare": _bare(being),
            f"{role}.the": the,
            f"{role}.he": he,
            f"{role}.him": him,
            f"{role}.his": his,
            f"{role}.himself": himself,
        }
        return slots | ({f"{role}.name": being.name} if being.name else {})

    def thing_slots(self, role: str, thing: Noun) -> Slots:
        it = "them" if thing.plural else "it"
        if thing.determiner == "own" or thing.name:
            said = thing.phrase or thing.name
            return {role: said, f"{role}.a": said, f"{role}.the": said, f"{role}.it": it}
        if not thing.determiner and not thing.plural:
            return {
                role: thing.phrase,
                f"{role}.a": thing.phrase,
                f"{role}.the": thing.head,
                f"{role}.it": it,
            }
        first = (
            f"the {thing.phrase}" if thing.determiner == "the" else article(thing.phrase, plural=thing.plural)
        )
        return {
            role: f"the {thing.phrase}",
            f"{role}.a": first,
            f"{role}.the": f"the {plural_of(thing.head) if thing.plural else thing.head}",
            f"{role}.it": it,
        }

    def skill(self, words: str) -> str:
        """Without "to"; "becoming a pirate" is what one would like to "become"."""
        bare = re.sub(r"^(?:(?:how|of|about) )*(?:to )?", "", words)
        first, *rest = bare.split(" ")
        base = next(
            (entry.word for entry in lexicon("en").meanings(first) if entry.form.verb == "ing"), first
        )
        return " ".join([base, *rest])

    def finish(self, line: str) -> str:
        line = re.sub(r",?\s*([,.!?;:])(?!\d)", r"\1", line)
        return re.sub(r"(^|[.!?…]\s+|[“])([a-z])", lambda found: found[1] + found[2].upper(), line)

    def title(self, line: str) -> str:
        words = line.split()
        return " ".join(
            word if n and word in _SMALL_IN_TITLES else word[:1].upper() + word[1:]
            for n, word in enumerate(words)
        )

    def size(self, line: str) -> int:
        return len(re.findall(r"[^\W_]+(?:['’-][^\W_]+)*", line))

    def listed(self, words: Sequence[str]) -> str:
        if len(words) < 2:
            return "".join(words)
        return f"{', '.join(words[:-1])} and {words[-1]}"

    def joined(self, sentences: Sequence[str]) -> str:
        return self.finish(" ".join(sentences))

    def clauses(self, parts: Sequence[str]) -> str:
        return f"{', '.join(parts)}."

    def seen(self, action: str, where: str, light: str) -> str:
        lead = " ".join(filter(None, (light, where)))
        return self.finish(f"{lead}, {action}." if action else f"{lead}.")

    def trait(self, word: str, being: Being) -> str:
        return word


def article(phrase: str, *, plural: bool = False) -> str:
    """As in "a boat", "an old boat"; nothing before a plural."""
    if plural:
        return phrase
    vowel = _VOWEL.match(phrase) and not _NO_VOWEL.match(phrase)
    return f"{'an' if vowel else 'a'} {phrase}"


def _is_bare(noun: str) -> bool:
    """Whether it has no article where it is the only one: death, time, winter."""
    return any(entry.key == "bare" for entry in lexicon("en").meanings(noun))


def _bare(being: Being) -> str:
    if being.own or not being.noun or _is_bare(being.phrase):
        return being.phrase
    return f"the {being.phrase}" if being.definite else article(being.phrase)


def _introduced(being: Being) -> str:
    if not being.noun:
        return being.name
    if being.own or _is_bare(being.phrase):
        return being.phrase
    if being.definite:
        return f"{being.name}, the {being.phrase}," if being.name else f"the {being.phrase}"
    first = f"another {being.phrase}" if being.twin else article(being.phrase)
    if being.name and not being.phrase.lower().endswith(being.noun.lower()):
        return f"{being.name}, {first},"
    return f"{first} called {being.name}" if being.name else first
