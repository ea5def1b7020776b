"""What happens, as the narrator says it of one person today, in English and Spanish."""

from __future__ import annotations

import re
from collections.abc import Sequence

from coda.apps.idea2video.story import english_forms, spanish_forms
from coda.apps.idea2video.story.lexicon import Bit, Entry, span
from coda.apps.idea2video.story.verbs import Verb

_LONGEST = 7
"""Words behind the verb that still fit into a line."""
_IS = {"en": "is", "es": "es"}
_PRESENT = {
    "en": {"is": "is", "are": "is", "was": "is", "were": "is", "has": "has", "have": "has", "had": "has"},
    "es": {
        "es": "es", "son": "es", "era": "es", "fue": "es", "está": "está", "están": "está", "estaba": "está",
        "hay": "hay", "ha": "ha", "han": "ha", "había": "ha",
    },
}  # fmt: skip
"""What one person is or has now."""
_BEFORE_FINITE = {"never", "no longer"}


def deed(verb: Verb, named: Sequence[Bit], bits: Sequence[Bit], text: str, language: str) -> str:
    """The verb and its objects as they are said of one person today; "" where that cannot be told."""
    shared = any(bit.is_small("reciprocal") for bit in bits[verb.start :])
    if shared or len(named) > _LONGEST or _is_told_of_another(bits, verb):
        return ""
    said = bits[verb.start : verb.end]
    helper, entry = said[0].get("helper"), said[-1].get("relation") or said[-1].get("helper")
    if verb.passive:
        done = _single(said[-1].text, language)
        return f"{_IS[language]} {done} {_objects(said, named, text, language)}".strip()
    if said[0].is_small("auxiliaries"):
        return _stated(said, named, text, language)
    if entry is None or (helper is not None and helper.key == "deny"):
        return _of_unknown(said, named, text, language)
    return f"{_finite(said, entry, language)} {_objects(said, named, text, language)}".strip()


def _is_told_of_another(bits: Sequence[Bit], verb: Verb) -> bool:
    """As in "whose dog runs", "so good that the clock stops"."""
    relative = _relative(bits, verb)
    own = any(bit.is_small("determiners") for bit in relative[1:])
    return own or any(bit.is_small("possessives", "others") for bit in relative)


def _stated(said: Sequence[Bit], named: Sequence[Bit], text: str, language: str) -> str:
    """As in "is afraid of fire": what one is or has now."""
    now, state = _PRESENT[language].get(said[0].text.lower(), ""), _behind(said[0], said, named, text)
    return f"{now} {state}" if now and state else ""


def _finite(said: Sequence[Bit], entry: Entry, language: str) -> str:
    """The verb as one person does it now, or does not do it."""
    first, last = said[0], said[-1]
    if first.is_small("not"):
        return _denied(first.text.lower(), entry.word, language)
    return f"{_clitic(first, last)}{last.text if entry.form.verb == 'third' else third(entry.word, language)}"


def _objects(said: Sequence[Bit], named: Sequence[Bit], text: str, language: str) -> str:
    return _of_one(_behind(said[-1], said, named, text), language)


def third(word: str, language: str) -> str:
    """As one person does it now."""
    return spanish_forms.third(word) if language == "es" else english_forms.third(word)


def _relative(bits: Sequence[Bit], verb: Verb) -> Sequence[Bit]:
    """The words from "whose" on, where what happens is told of something that the subject has."""
    before = bits[: verb.subject_end]
    return before[next((n for n, bit in enumerate(before) if bit.is_small("relatives")), len(before)) :]


def _single(participle: str, language: str) -> str:
    """As it is said of one: "olvidados" → "olvidado"."""
    return participle.removesuffix("s") if language == "es" else participle


def _behind(word: Bit, said: Sequence[Bit], named: Sequence[Bit], text: str) -> str:
    """Everything from a word of the verb to the end of its objects."""
    return text[word.end : [*said, *named][-1].end].strip()


def _of_one(objects: str, language: str) -> str:
    """As in "se quedan atrapados" of one: "atrapado"."""
    return re.sub(r"^(\w+[ai]d[oa])s\b", r"\1", objects) if language == "es" else objects


def _clitic(first: Bit, last: Bit) -> str:
    """The "se" that the word list does not have."""
    return f"{first.text} " if first is not last and first.text.lower() == "se" else ""


def _of_unknown(said: Sequence[Bit], named: Sequence[Bit], text: str, language: str) -> str:
    """A verb that no list has, as it stands; behind a helper in the helper's form."""
    helper, no = said[0].get("helper"), said[0].text.lower()
    if helper is not None:
        return f"{third(helper.word, language)} {_behind(said[0], said, named, text)}"
    if said[0].is_small("not") and language == "en" and no not in _BEFORE_FINITE:
        return f"{_denied(no, said[-1].text, language)} {span(text, named)}".strip()
    endings = ("a", "e") if language == "es" else ("s",)
    return span(text, [*said, *named]) if said[-1].text.endswith(endings) else ""


def _denied(no: str, word: str, language: str) -> str:
    """As in "no longer believes", "cannot swim", "does not sleep"; Spanish says it before the verb."""
    if language == "es" or no in _BEFORE_FINITE:
        return f"{no} {third(word, language)}"
    return f"{'cannot' if no.startswith('c') else 'does not'} {word.split('/', maxsplit=1)[0]}"
