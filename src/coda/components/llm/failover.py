"""Who answers when a provider fails.

Before the answer's first word the next provider is asked without the user noticing; the journal
tells. After it the next one continues what was shown, where the settings allow that.

What another provider is asked after, and what not, is decided by this table:

==========================  ==========================================================
timed out, down, broken     yes: another server may be well
rate limit, quota           yes: they are this provider's own
key refused                 yes: the others have keys of their own
model not found             yes: the next has a model of its own
context too long            yes: the next may have a larger window
cannot be carried           yes: the next may be able to
content filtered            no: what one provider's policy refuses is not carried on unasked
bad request                 no: the request is wrong, and would be elsewhere
any other                   if the provider calls it recoverable
==========================  ==========================================================
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from coda.components.events import ProviderSwitched
from coda.components.llm.turn_state import ProviderChoice, Turn
from coda.components.messages import LLMMessage, MessageRole, ModelRequest
from coda.errors import (
    LLMAuthenticationError,
    LLMBadRequestError,
    LLMContentFilteredError,
    LLMContextTooLongError,
    LLMError,
    LLMModelNotFoundError,
    LLMProviderDownError,
    LLMQuotaExceededError,
    LLMRateLimitError,
    LLMStreamBrokenError,
    LLMTimeoutError,
    LLMUnsupportedError,
)

_TABLE: tuple[tuple[type[LLMError], bool], ...] = (
    (LLMModelNotFoundError, True),
    (LLMContextTooLongError, True),
    (LLMUnsupportedError, True),
    (LLMContentFilteredError, False),
    (LLMBadRequestError, False),
    (LLMTimeoutError, True),
    (LLMProviderDownError, True),
    (LLMStreamBrokenError, True),
    (LLMRateLimitError, True),
    (LLMQuotaExceededError, True),
    (LLMAuthenticationError, True),
)
"""The first class that fits decides."""

_CONTINUE = (
    "[Your answer broke off here. Continue it exactly where it stops, in the middle of a word if need be. "
    "Repeat nothing of it, and do not mention that it broke off.]"
)


def falls_over(error: LLMError) -> bool:
    """Whether another provider is asked after this failure; see the table above."""
    for kind, others_may_do in _TABLE:
        if isinstance(error, kind):
            return others_may_do
    return error.recoverable


class Failover:
    """One answer, and who is asked for it: the turn's provider, then its fallbacks in their order."""

    def __init__(self, turn: Turn, request: ModelRequest) -> None:
        self._turn = turn
        self._request = request
        self._shown = ""
        self._first: LLMError | None = None
        self._tried: list[str] = []

    async def after(self, failure: LLMError, shown: str) -> ModelRequest:
        """Let the next provider take over, say so in the journal, and return what it is asked.

        `shown` is what was shown of the failed provider's answer. Raises the failure of the first
        provider when nobody takes over.
        """
        turn, failed = self._turn, self._turn.provider.name
        self._shown += shown
        if self._first is None:
            self._first = failure
        else:
            self._tried.append(failed)
        if not (turn.fallbacks and falls_over(failure) and self._may_continue):
            raise self._told(self._first)
        turn.provider, turn.model = turn.fallbacks.pop(0)
        switched = ProviderSwitched(
            failed=failed,
            provider=turn.provider.name,
            model=turn.model,
            reason=str(failure),
            after_text=bool(self._shown),
        )
        await turn.journal(switched)
        return self._continued()

    @property
    def _may_continue(self) -> bool:
        """An answer that must have a form is never continued: the next provider would begin it anew."""
        return not self._shown or (self._turn.continues_elsewhere and self._request.response_format is None)

    def _continued(self) -> ModelRequest:
        said = (
            LLMMessage(MessageRole.ASSISTANT, self._shown),
            LLMMessage(MessageRole.USER, _CONTINUE),
        )
        messages = (*self._request.messages, *said) if self._shown else self._request.messages
        return msgspec.structs.replace(self._request, messages=messages, model=self._turn.model)

    def _told(self, failure: LLMError) -> LLMError:
        if self._tried:
            failure.args = (f"{failure} Tried after it, without success: {', '.join(self._tried)}.",)
        return failure


def in_line(choices: Iterable[ProviderChoice], switches: int = 0) -> list[ProviderChoice]:
    """Who answers now, and then who may take over, when so many have taken over in the turn already.

    Nobody stands in it twice.
    """
    line: list[ProviderChoice] = []
    for choice in choices:
        if choice not in line:
            line.append(choice)
    return line[min(switches, len(line) - 1) :]
