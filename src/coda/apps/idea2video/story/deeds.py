"""What happens, as the narrator says it of one person today, in English and Spanish."""

from __future__ import annotations

import re
from collections.abc import Sequence

from coda.apps.idea2video.story import english_forms, spanish_forms
from coda.apps.idea2video.story.lexicon import Bit, span
from coda.apps.idea2video.story.verbs import Verb

_LONGEST = 6
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
    first, last = bits[verb.start], bits[verb.end - 1]
    if len(named) > _LONGEST or any(bit.is_small("possessives", "others") for bit in _relative(bits, verb)):
        return ""
    objects = _of_one(_behind(last, last, named, text), language)
    if verb.passive:
        return f"{_IS[language]} {_single(last.text, language)} {objects}".strip()
    if first.is_small("auxiliaries"):
        said, state = _PRESENT[language].get(first.text.lower(), ""), _behind(first, last, named, text)
        return f"{said} {state}" if said and state else ""
    entry = last.get("relation") or last.get("helper")
    if entry is None:
        return _of_unknown(bits[verb.start : verb.end], named, text, language)
    if first.is_small("not"):
        return f"{_denied(first.text.lower(), entry.word, language)} {objects}".strip()
    said = last.text if entry.form.verb == "third" else third(entry.word, language)
    return f"{_clitic(first, last)}{said} {objects}".strip()


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


def _behind(word: Bit, last: Bit, named: Sequence[Bit], text: str) -> str:
    """Everything from a word to the end of the verb and its objects."""
    return text[word.end : (named[-1] if named else last).end].strip()


def _of_one(objects: str, language: str) -> str:
    """As in "se quedan atrapados" of one: "atrapado"."""
    return re.sub(r"^(\w+[ai]d[oa])s\b", r"\1", objects) if language == "es" else objects


def _clitic(first: Bit, last: Bit) -> str:
    """The "se" that the word list does not have."""
    return f"{first.text} " if first is not last and first.text.lower() == "se" else ""


def _of_unknown(said: Sequence[Bit], named: Sequence[Bit], text: str, language: str) -> str:
    """A verb that no list has, as it stands; behind a helper in the helper's form."""
    helper = said[0].get("helper")
    if helper is not None:
        return f"{third(helper.word, language)} {span(text, [*said[1:], *named])}"
    endings = ("a", "e") if language == "es" else ("s",)
    return span(text, [*said, *named]) if said[-1].text.endswith(endings) else ""


def _denied(no: str, word: str, language: str) -> str:
    """As in "no longer believes", "cannot swim", "does not sleep"; Spanish says it before the verb."""
    if language == "es" or no in _BEFORE_FINITE:
        return f"{no} {third(word, language)}"
    return f"{'cannot' if no.startswith('c') else 'does not'} {word.split('/', maxsplit=1)[0]}"
