"""Exit codes of `coda`; a promise to scripts."""

from __future__ import annotations

from coda.errors import (
    CodaError,
    ConflictError,
    ConversationBusyError,
    DecisionError,
    LLMError,
    NothingToUndoError,
    QuestionError,
    TransitionError,
)

DONE = 0
FAILED = 1
"""A mistake of Coda's own."""
USAGE = 2
"""Also a file, a setting or a directory that cannot be used."""
NEEDS_ANSWER = 3
"""Refused, rejected, or a question was asked."""
PROVIDER_FAILED = 4
INTERRUPTED = 130
"""Ctrl-C, as shells count it."""

_REFUSALS = (
    ConflictError,
    ConversationBusyError,
    DecisionError,
    NothingToUndoError,
    QuestionError,
    TransitionError,
)


def code_of(error: CodaError) -> int:
    if isinstance(error, LLMError):
        return PROVIDER_FAILED
    return NEEDS_ANSWER if isinstance(error, _REFUSALS) else USAGE
