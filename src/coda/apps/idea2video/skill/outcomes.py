"""How reading a command can end without calls."""

from __future__ import annotations

from coda.errors import CodaError


class NoCallsError(CodaError):
    """Nothing is called; the message is the reply."""


class Unclear(NoCallsError):  # noqa: N818 - not an error but a question
    """Raised with the question that would make it clear. `wants` is the kind of phrase that would answer it,
    "" when only another command would."""

    def __init__(self, question: str, wants: str = "") -> None:
        super().__init__(question)
        self.wants = wants


class Impossible(NoCallsError):  # noqa: N818 - not an error but a refusal
    """Raised with the reason, and what is possible instead."""
