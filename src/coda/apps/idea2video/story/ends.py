"""The loose words at either end of a part of a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from coda.apps.idea2video.story.lexicon import Bit

_LOOSE = ("relatives", "auxiliaries", "passives", "adverbs", "joins", "and", "of", "not")


def without_ends(bits: Sequence[Bit]) -> Sequence[Bit]:
    """Without "who", "is", "slowly", commas and joints at either end."""
    while len(bits) > 1 and bits[-1].is_small("pronouns") and not _governs(bits[-2]):
        bits = bits[:-1]
    while bits and _is_loose(bits[-1]) and not _is_determined(bits):
        bits = bits[:-1]
    while bits and _is_loose(bits[0]) and not bits[0].is_small("determiners"):
        bits = bits[1:]
    return bits


def without_stops(bits: Sequence[Bit]) -> Sequence[Bit]:
    """Without marks behind the last word."""
    while bits and not bits[-1].is_word:
        bits = bits[:-1]
    return bits


def _governs(bit: Bit) -> bool:
    """Whether a pronoun is needed behind it: "talk to | each other"."""
    return bit.is_small("and", "to", "with", "agents", "of") or bit.text.endswith(
        (" to", " with", " at", " a", " con")
    )


def _is_determined(bits: Sequence[Bit]) -> bool:
    """As in "their home", "far from home": there it is a noun."""
    before = bits[-2] if len(bits) > 1 else None
    noun = bits[-1].get("thing") is not None
    return noun and before is not None and before.is_small("determiners", "possessives", "context")


def _is_loose(bit: Bit) -> bool:
    return bit.is_small(*_LOOSE) or not bit.is_word
