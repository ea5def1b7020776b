"""What happens, as the narrator says it of one person today, in English and Spanish."""

from __future__ import annotations

from collections.abc import Sequence

from coda.apps.idea2video.story import english_forms, spanish_forms
from coda.apps.idea2video.story.lexicon import Bit, span
from coda.apps.idea2video.story.verbs import Verb

_LONGEST = 6
"""Words behind the verb that still fit into a line."""
_IS = {"en": "is", "es": "es"}
_BEFORE_FINITE = {"never", "no longer"}


def deed(verb: Verb | None, named: Sequence[Bit], bits: Sequence[Bit], text: str, language: str) -> str:
    """The verb and its objects as they are said of one person today; "" where that cannot be told."""
    if verb is None or len(named) > _LONGEST:
        return ""
    if verb.passive:
        return f"{_IS[language]} {span(text, [*bits[verb.end - 1 : verb.end], *named])}"
    if bits[verb.start].is_small("auxiliaries"):
        return ""
    bit = bits[verb.end - 1]
    entry = bit.get("relation") or bit.get("helper")
    third = spanish_forms.third if language == "es" else english_forms.third
    if bits[verb.start].is_small("not") and entry is not None:
        denied = f"{_denied(bits[verb.start].text.lower(), entry.word, language)} {span(text, named)}"
        return denied.strip()
    if entry is not None and entry.form.verb != "third":
        return f"{third(entry.word)} {span(text, named)}".strip()
    said = entry is not None or _ends_in_present(bit.text, language)
    return span(text, [*bits[verb.start : verb.end], *named]) if said else ""


def _denied(no: str, word: str, language: str) -> str:
    """As in "no longer believes", "cannot swim", "does not sleep"; Spanish says it before the verb."""
    if language == "es" or no in _BEFORE_FINITE:
        third = spanish_forms.third if language == "es" else english_forms.third
        return f"{no} {third(word)}"
    return f"{'cannot' if no.startswith('c') else 'does not'} {word.split('/', maxsplit=1)[0]}"


def _ends_in_present(word: str, language: str) -> bool:
    return word.endswith(("a", "e") if language == "es" else "s")
