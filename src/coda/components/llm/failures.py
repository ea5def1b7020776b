"""A failure as the user is told of it: a plain sentence and the one thing to do."""

from __future__ import annotations

from coda.components.events import Recovery, ResponseError
from coda.errors import (
    CodaError,
    LLMAuthenticationError,
    LLMContextTooLongError,
    LLMError,
    LLMModelNotFoundError,
    LLMQuotaExceededError,
    LLMRateLimitError,
    LLMUnsupportedError,
)

_RECOVERIES: tuple[tuple[type[CodaError], Recovery], ...] = (
    (LLMAuthenticationError, Recovery.CHECK_KEY),
    (LLMQuotaExceededError, Recovery.CHANGE_MODEL),
    (LLMModelNotFoundError, Recovery.CHANGE_MODEL),
    (LLMUnsupportedError, Recovery.CHANGE_MODEL),
    (LLMContextTooLongError, Recovery.SHORTEN),
    (LLMRateLimitError, Recovery.WAIT),
)
"""The first class that fits decides."""


def failure_event(error: CodaError, provider: str) -> ResponseError:
    return ResponseError(
        error=error.code,
        message=str(error),
        provider=error.provider if isinstance(error, LLMError) and error.provider else provider,
        recovery=_recovery(error),
        retry_after=error.retry_after if isinstance(error, LLMError) else None,
    )


def internal_failure(provider: str) -> ResponseError:
    """For a mistake in Coda or in an application; the details are in the log, not in the chat."""
    return ResponseError(
        error="internal",
        message="Something went wrong inside the application; its log says what. Nothing was half done.",
        provider=provider,
        recovery=Recovery.RETRY,
    )


def _recovery(error: CodaError) -> Recovery:
    for kind, recovery in _RECOVERIES:
        if isinstance(error, kind):
            return recovery
    retry = not isinstance(error, LLMError) or error.recoverable
    return Recovery.RETRY if retry else Recovery.CHANGE_MODEL


def error_of(event: ResponseError) -> CodaError:
    """The typed error again, as far as the journal knows it."""
    kind = _BY_CODE.get(event.error, LLMError)
    if issubclass(kind, LLMError):
        return kind(event.message, event.provider, retry_after=event.retry_after)
    return kind(event.message)


def _all_below(kind: type[CodaError]) -> list[type[CodaError]]:
    return [kind, *(deeper for below in kind.__subclasses__() for deeper in _all_below(below))]


_BY_CODE = {kind.code: kind for kind in _all_below(CodaError)}
