"""One form of a word: how it is spelled, and what that says."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Form:
    """Of a noun: whether it is plural, its gender ("" where the language has none), its Chinese measure word.
    Of a verb: "base", "third" (as one person does it now), "plural", "past", "ing" or "infinitive"."""

    plural: bool = False
    gender: str = ""
    measure: str = ""
    verb: str = ""


Spelled = tuple[str, str, Form]
"""How it is spelled, how the film calls it, in what form it stands there."""
