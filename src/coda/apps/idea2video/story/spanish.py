"""Spanish, as far as the storyteller speaks it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from coda.apps.idea2video.story import spanish_forms
from coda.apps.idea2video.story.beings import Being
from coda.apps.idea2video.story.clauses import read_clause
from coda.apps.idea2video.story.lexicon import lexicon
from coda.apps.idea2video.story.nouns import Clause, Noun
from coda.apps.idea2video.story.tongue import Slots

_STRESSED_A = {"agua", "águila", "hada", "ala", "alma", "ave", "ancla", "arma"}
"""Feminine nouns that take a masculine article."""
_TAIL = re.compile(r" (?:de|del|con|sin|que|para) ")
"""What stands in a phrase between its noun and another one, beside which a name would be the other's."""
_BEGINNING = re.compile(r"((?:^|[.!?…]\s+|«)[«¿¡]*)([a-záéíóúñ])")


class Spanish:
    code = "es"
    per_second = 2.2
    most = 12

    def clause(self, text: str) -> Clause:
        return read_clause(text, lexicon("es"))

    def being_slots(self, role: str, being: Being) -> Slots:
        feminine = being.gender == "f"
        noun = being.noun or being.name
        the = (
            being.phrase
            if being.own
            else noun
            if not being.noun
            else _with_article(noun, being.gender, definite=True)
        )
        slots = {
            role: being.name or the,
            f"{role}.a": _introduced(being),
            f"{role}.bare": _bare(being),
            f"{role}.the": the,
            f"{role}.o": "a" if feminine else "o",
            f"{role}.él": "ella" if feminine else "él",
            f"{role}.lo": "la" if feminine else "lo",
        }
        return slots | ({f"{role}.name": being.name} if being.name else {})

    def thing_slots(self, role: str, thing: Noun) -> Slots:
        feminine = (thing.gender or spanish_forms.gender(thing.head)) == "f"
        gender = "f" if feminine else "m"
        lo = ("las" if feminine else "los") if thing.plural else ("la" if feminine else "lo")
        noun = spanish_forms.plural(thing.head) if thing.plural else thing.head
        if thing.determiner == "own" or thing.name:
            said = thing.phrase or thing.name
            return {role: said, f"{role}.a": said, f"{role}.the": said, f"{role}.lo": lo}
        the = _with_article(thing.phrase, gender, definite=True, plural=thing.plural)
        first = the if thing.determiner == "the" else _first(thing, gender)
        titled = _with_article(noun, gender, definite=True, plural=thing.plural)
        return {role: the, f"{role}.a": first, f"{role}.the": titled, f"{role}.lo": lo}

    def skill(self, words: str) -> str:
        return re.sub(r"^(?:a|con|en|de|que)\s+", "", words)

    def finish(self, line: str) -> str:
        line = re.sub(
            r"\b([Aa]|[Dd]e) el (?=\S)",
            lambda found: f"{'al' if found[1] in 'Aa' else found[1] + 'l'} ",
            line,
        )
        line = re.sub(r"\by (?=(?:[Ii]|[Hh]i)(?![ae]))", "e ", line)
        line = re.sub(r",?\s+([,.!?;])", r"\1", line)
        line = re.sub(r",([,.:;])", r"\1", line)
        return _BEGINNING.sub(lambda found: found[1] + found[2].upper(), line)

    def title(self, line: str) -> str:
        return self.finish(line)

    def size(self, line: str) -> int:
        return len(re.findall(r"[^\W_]+", line))

    def listed(self, words: Sequence[str]) -> str:
        if len(words) < 2:
            return "".join(words)
        return self._joined_by_and(", ".join(words[:-1]), words[-1])

    def _joined_by_and(self, first: str, last: str) -> str:
        return re.sub(r"\by (?=(?:[Ii]|[Hh]i)(?![ae]))", "e ", f"{first} y {last}")

    def joined(self, sentences: Sequence[str]) -> str:
        return self.finish(" ".join(sentences))

    def clauses(self, parts: Sequence[str]) -> str:
        return f"{', '.join(parts)}."

    def seen(self, action: str, where: str, light: str) -> str:
        lead = " ".join(filter(None, (light, where)))
        return self.finish(f"{lead}, {action}." if action else f"{lead}.")

    def trait(self, word: str, being: Being) -> str:
        """As in "valiente" stays; "tímido/a" takes the character's gender."""
        plain = word.removesuffix("/a")
        return spanish_forms.feminine(plain) if being.gender == "f" and plain != word else plain


def _with_article(noun: str, gender: str, *, definite: bool, plural: bool = False) -> str:
    if plural:
        article = ("los" if gender == "m" else "las") if definite else ("unos" if gender == "m" else "unas")
    elif gender == "f" and noun.split(" ", maxsplit=1)[0].lower() not in _STRESSED_A:
        article = "la" if definite else "una"
    else:
        article = "el" if definite else "un"
    return f"{article} {noun}"


def _first(thing: Noun, gender: str) -> str:
    """A thing as it is first mentioned; what the idea says without an article stays so."""
    if not thing.determiner:
        return thing.phrase
    return _with_article(thing.phrase, gender, definite=False, plural=thing.plural)


def _bare(being: Being) -> str:
    if being.own or not being.noun:
        return being.phrase or being.name
    return _with_article(being.phrase, being.gender, definite=being.definite)


def _introduced(being: Being) -> str:
    if not being.noun:
        return being.name
    if being.own:
        return being.phrase
    first = _bare(being)
    if being.twin and not being.definite:
        first = f"{'otra' if being.gender == 'f' else 'otro'} {being.phrase}"
    if being.name and (being.definite or _TAIL.search(being.phrase)):
        return f"{being.name}, {first},"
    called = "llamada" if being.gender == "f" else "llamado"
    return f"{first} {called} {being.name}" if being.name else first
