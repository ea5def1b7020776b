"""Where something happens: the places that words name, and the things that one can be on or in."""

from __future__ import annotations

from collections.abc import Sequence

from coda.apps.idea2video.story import concepts
from coda.apps.idea2video.story.lexicon import Bit
from coda.apps.idea2video.vocabulary import Setting

_WORLDS: tuple[Setting, ...] = ("underwater", "sky", "space")
"""Whoever says these words says where it happens: "under the sea"."""
_REACH = 5
"""Words between a preposition and its place: "in the old abandoned railway | station"."""


def place_at(bits: Sequence[Bit], at: int) -> Setting | None:
    """The setting that a word names: by itself, or as the moon does for what stands on it."""
    entry = bits[at].get("place")
    if entry is not None:
        return concepts.setting(entry.key)
    ground = _ground(bits[at])
    return ground if ground is not None and _is_entered(bits, at) else None


def is_located(bits: Sequence[Bit], at: int) -> bool:
    """Whether the words say that it happens there, and do not only speak of the place."""
    lead = _lead(bits, at)
    led = lead is not None and lead.is_small("context")
    return led or _is_closed(bits, at) or place_at(bits, at) in _WORLDS


def _ground(bit: Bit) -> Setting | None:
    keys = (entry.key for entry in bit.entries if entry.kind in {"thing", "being"})
    return next((concepts.grounds()[key] for key in keys if key in concepts.grounds()), None)


def _is_entered(bits: Sequence[Bit], at: int) -> bool:
    """Whether it is where one is, and not what one only looks at."""
    lead = _lead(bits, at)
    return (lead is not None and lead.is_small("inside")) or _is_closed(bits, at)


def _is_closed(bits: Sequence[Bit], at: int) -> bool:
    """Chinese says behind the place that it is one: 月亮上."""
    return at + 1 < len(bits) and bits[at + 1].is_small("closing")


def _lead(bits: Sequence[Bit], at: int) -> Bit | None:
    """The preposition before a noun and what describes it."""
    for bit in reversed(bits[max(0, at - _REACH) : at]):
        if bit.is_small("context", "inside"):
            return bit
        acts = bit.get("relation") is not None and bit.get("quality") is None
        if acts or bit.get("being") or bit.is_small("to", "of", "with", "and"):
            return None
    return None
