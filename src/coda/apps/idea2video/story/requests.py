"""The idea itself, without "please make me a short film about", and whether it says anything at all."""

from __future__ import annotations

from collections.abc import Sequence

from coda.apps.idea2video.story.lexicon import Bit, lexicon

_ORDER = ("ask", "film", "about", "once")


def idea_itself(text: str, language: str) -> str:
    """The text from its first word that tells something. A text that only asks is left as it is."""
    text = " ".join(text.split())
    text = _behind_colon(text, language)
    bits = lexicon(language).bits(text)
    place = _asked(bits)
    rest = bits[place:]
    if not rest or says_nothing(rest):
        return text
    return text[rest[0].start :]


def _behind_colon(text: str, language: str) -> str:
    """What a slogan or a title leads to: "Good morning: a croissant wakes up the street"."""
    before, _, behind = text.replace("：", ":").partition(":")
    told, led = lexicon(language).bits(behind), lexicon(language).bits(before)
    acted = any(map(_acts, told)) or not any(map(_happens, led))
    return behind.strip() if acted and any(map(_happens, told)) else text


def _acts(bit: Bit) -> bool:
    return bit.get("being") is not None


def _happens(bit: Bit) -> bool:
    return bit.get("relation") is not None


def says_nothing(bits: Sequence[Bit]) -> bool:
    """Nobody, nothing and no place is named: greetings, "something nice", a mere wish for a film."""
    return not any(_tells(bit) for bit in bits)


def _tells(bit: Bit) -> bool:
    if any(entry.kind in {"being", "thing", "place"} for entry in bit.entries):
        return not _is(bit, "film")
    kinds = {entry.kind for entry in bit.entries}
    return (
        bit.is_word
        and not kinds & {"small", "request", "quality", "mood", "genre", "number"}
        and len(bit.text) > 0
    )


def _asked(bits: Sequence[Bit]) -> int:
    """How many bits only ask; "about" does so only behind a film or a wish."""
    place = 0
    while place < len(bits):
        bit = bits[place]
        asks = any(_is(bit, key) for key in _asking(bits[:place])) or _describes_film(bits[place : place + 4])
        if not asks and bit.is_word:
            break
        place += 1
    return place


def _describes_film(ahead: Sequence[Bit]) -> bool:
    """As "a scary" before "story"."""
    for bit in ahead:
        if _is(bit, "film"):
            return True
        if not (bit.is_small("determiners") or any(bit.get(kind) for kind in ("mood", "genre", "quality"))):
            return False
    return False


def _asking(before: Sequence[Bit]) -> tuple[str, ...]:
    return _ORDER if any(_is(bit, "film") or _is(bit, "ask") for bit in before) else ("ask", "film", "once")


def _is(bit: Bit, key: str) -> bool:
    return any(entry.kind == "request" and entry.key == key for entry in bit.entries)
