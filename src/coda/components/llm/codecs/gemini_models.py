"""What each generation of Gemini accepts, told from a model's name as AI Studio or Vertex writes it.

The facts are those of Google's pages "Gemini 3", "Thinking" and "Thought signatures". A name that
only says `latest` counts as the third generation; another model's name has no generation.
"""

from __future__ import annotations

import re

from coda.components.llm.config import LLMProvider

_GENERATION = re.compile(r"gemini-(\d{1,2})(?:\.(\d{1,2}))?(?!\d)")
_LATEST = re.compile(r"gemini-(?:pro|flash|flash-lite)-latest")
_HIDES_THOUGHTS = re.compile(r"lite|image|tts|live|audio|embedding|robotics|computer")
"""Models that do not think unless told to, or that make something other than text."""


def bare_name(model: str) -> str:
    """The name without the `models/` in front that lists of models write."""
    return model.removeprefix("models/")


def generation_of(model: str) -> tuple[int, int] | None:
    """(2, 5) of `models/gemini-2.5-flash`."""
    if _LATEST.search(model):
        return (3, 0)
    found = _GENERATION.search(model)
    return (int(found[1]), int(found[2] or 0)) if found else None


def is_third(model: str) -> bool:
    """Since Gemini 3 a call needs its signature, the temperature should stay at the model's own,
    and an answer in a form may come beside tools."""
    return _is_at_least(model, (3, 0))


def shows_thoughts(model: str) -> bool:
    """Whether thoughts may be asked for without anything else being set; others refuse the question."""
    return _is_at_least(model, (2, 5)) and not _HIDES_THOUGHTS.search(model)


def keeper_of(model: str, provider: str) -> str:
    """Who an answer's signatures go back to: Vertex and AI Studio do not take each other's."""
    bare = bare_name(model)
    return f"vertex/{bare}" if provider == LLMProvider.VERTEX else bare


def _is_at_least(model: str, generation: tuple[int, int]) -> bool:
    own = generation_of(model)
    return own is not None and own >= generation
