"""What stands before a sentence's subject, in English and Spanish: "when the lights go out, …"."""

from __future__ import annotations

from collections.abc import Sequence

from coda.apps.idea2video.story.lexicon import Bit
from coda.apps.idea2video.story.predicates import find_verb


def opening(bits: Sequence[Bit], language: str) -> tuple[int, int]:
    """How many bits before the main clause say when or where, and how many stand before it: "¿adónde" only
    asks."""
    led = _day_when(bits) or _each(bits)
    while (more := _led(bits[led:], language)) > 0:
        led += more
    asked = next((n for n in range(led, len(bits)) if bits[n].is_word), led)
    return led, asked + _asked(bits[asked:])


def opening_of_subject(bits: Sequence[Bit]) -> int:
    """How many bits stand before the subject: "in a silent city | a girl", "lost at sea, | a cook"."""
    comma = _comma(bits)
    if bits and is_context(bits[0]):
        articles = [n for n, bit in enumerate(bits) if bit.is_small("determiners", "possessives")]
        return comma or (articles[1] if len(articles) > 1 else 0)
    named = any(_is_actor(bit) or (not bit.entries and bit.is_word) for bit in bits[:comma])
    return comma if bits[comma:] and not named else 0


def is_context(bit: Bit) -> bool:
    return bit.is_small("context") and not bit.is_small("between")


def _day_when(bits: Sequence[Bit]) -> int:
    """As in "the day | the river disappeared", "la noche en que | el río"."""
    if len(bits) < 4 or not bits[0].is_small("determiners") or bits[1].get("time") is None:
        return 0
    start = next(n for n in range(2, 5) if n == 4 or not bits[n].is_small("relatives", "joins", "context"))
    whose = start < len(bits) and bits[start].is_small("determiners", "possessives")
    return (_comma(bits) or start) if whose or start > 2 else 0


def _each(bits: Sequence[Bit]) -> int:
    """As in "cada invierno | el lago"."""
    timed = len(bits) > 2 and bits[0].is_small("each") and bits[2].is_small("determiners", "possessives")
    return 2 if timed else 0


def _asked(bits: Sequence[Bit]) -> int:
    """As in "can | a robot love?", "what does | the moon do?", "a | una bruja se le rompe la escoba"."""
    asks = 1 if bits and bits[0].is_small("asking") else 0
    if len(bits) < asks + 3 or not bits[asks + 1].is_small("determiners", "possessives"):
        return 0
    leads = any(bits[asks].get(kind) for kind in ("helper", "relation")[: asks + 1])
    unknown = asks > 0 and not bits[asks].entries
    return asks + 1 if leads or unknown or bits[asks].is_small("personal", "auxiliaries") else 0


def _led(bits: Sequence[Bit], language: str) -> int:
    """Up to the comma behind a clause with "when", or behind a place or an hour; 0 where nothing follows."""
    comma = _comma(bits)
    if not comma or not any(bit.is_word for bit in bits[comma:]):
        return 0
    if bits[0].is_small("joins"):
        return comma
    dated = any(bit.get("time") and not bit.get("being") for bit in bits[:comma])
    apart = (is_context(bits[0]) or bits[0].is_small("adverbs") or dated) and not _says_all(
        bits[:comma], language
    )
    return comma if apart else 0


def _says_all(bits: Sequence[Bit], language: str) -> bool:
    """Whether somebody does something before the comma: "on Mars two robots fall in love, …"."""
    verb = find_verb(bits, language)
    if verb is None or _is_infinite(bits[verb.start]):
        return False
    return not any(bit.is_small("joins", "relatives") for bit in bits[: verb.start])


def _is_infinite(bit: Bit) -> bool:
    """As in "tras perder la voz": nobody does it there."""
    entry = bit.get("relation") or bit.get("helper")
    return entry is not None and entry.form.verb in {"infinitive", "ing"}


def _comma(bits: Sequence[Bit]) -> int:
    return next((n + 1 for n, bit in enumerate(bits) if bit.text == ","), 0)


def _is_actor(bit: Bit) -> bool:
    """Somebody, and not the sea that one is lost at."""
    return bit.get("being") is not None and bit.get("place") is None
