"""A language's command words, looked up as they are spelled."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from coda.apps.idea2video.skill.tokens import folded
from coda.apps.idea2video.skill.wordlists import entries

LONGEST = 8
"""Words in the longest entry; Chinese characters likewise."""


@cache
def vocabulary(language: str) -> Mapping[str, Mapping[str, str]]:
    """Spelling → kind → key."""
    found: dict[str, dict[str, str]] = {}
    for kind, key, value in entries("words", language):
        for spelled in value.split(","):
            if folded(spelled):
                found.setdefault(folded(spelled), {}).setdefault(kind, key)
    return found
