"""What one request brought: events to show, calls, tokens, times, and how it ended."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from coda.components.events import (
    Cited,
    JournalEvent,
    ReasoningChunk,
    ReasoningKept,
    ResponseChunk,
    UsageRecorded,
)
from coda.components.llm.conversation import message_tokens
from coda.components.llm.token_counting import TokenCounter
from coda.components.llm.tokens import estimate_tokens
from coda.components.messages import (
    Citation,
    Failure,
    Finish,
    FinishReason,
    ModelEvent,
    ModelRequest,
    ReasoningDelta,
    ReasoningState,
    TextDelta,
    ToolCall,
    Usage,
    UsageReport,
)
from coda.components.store.records import RunRecord, UsageRecord
from coda.components.store.writes import RecordUsage
from coda.errors import LLMError


class Account:
    """Reads a provider's events batch by batch."""

    def __init__(self, provider: str, request: ModelRequest, monotonic: Callable[[], float]) -> None:
        self.provider = provider
        self.model = request.model
        self.calls: list[ToolCall] = []
        self.failure: LLMError | None = None
        self.finish_reason: FinishReason = FinishReason.OTHER
        self.from_cache = False
        """Whether the answer was one of an earlier request; `usage` is what it cost then."""
        self._request = request
        self._monotonic = monotonic
        self._started = monotonic()
        self._first_token: float | None = None
        self._reported: Usage | None = None
        self._said: list[str] = []
        self._written: list[str] = []

    def take(self, batch: Iterable[ModelEvent]) -> list[JournalEvent]:
        """Note a batch; returns what is to be shown, neighbouring deltas joined into one."""
        shown: list[JournalEvent] = []
        for event in batch:
            match event:
                case TextDelta(text):
                    self._said.append(text)
                    self._show(shown, ResponseChunk(delta=text))
                case ReasoningDelta(text):
                    self._show(shown, ReasoningChunk(delta=text))
                case Citation():
                    shown.append(Cited(sources=(event,)))
                case ReasoningState():
                    shown.append(ReasoningKept(state=event))
                case ToolCall():
                    self.calls.append(event)
                    self._written.append(event.arguments)
                case UsageReport(usage):
                    self._reported = usage
                case Finish(reason):
                    self.finish_reason = reason
                case Failure(error):
                    self.failure = error
        return shown

    @property
    def text(self) -> str:
        """The words of the answer so far."""
        return "".join(self._said)

    @property
    def usage(self) -> Usage:
        """As the provider reported it, otherwise an estimate marked as such."""
        if self._reported is not None:
            return self._reported
        if self._first_token is None and not self.calls:
            return Usage(estimated=self.failure is None)  # what was refused was not spent
        prompt = sum(map(message_tokens, self._request.messages))
        return Usage(prompt, estimate_tokens("".join(self._written)), estimated=True)

    def teach(self, counter: TokenCounter) -> None:
        """Let the counter learn from what the provider counted. Blocks: it may write a file."""
        reported = self._reported
        if reported is None or reported.estimated or any(one.media for one in self._request.messages):
            return
        counter.learn(
            self.provider, self.model, self._request.messages, self._request.tools, reported.prompt_tokens
        )

    def booked(
        self, run: RunRecord, cost_usd: float | None, at_ms: int
    ) -> tuple[UsageRecorded, list[RecordUsage]]:
        """The journal's event for this request, and the ledger's row unless nothing was asked."""
        elapsed = (self._monotonic() - self._started) * 1000
        first = None if self._first_token is None else (self._first_token - self._started) * 1000
        event = UsageRecorded(
            provider=self.provider,
            model=self.model,
            usage=self.usage,
            cost_usd=cost_usd,
            first_token_ms=first,
            elapsed_ms=elapsed,
            from_cache=self.from_cache,
        )
        record = UsageRecord(
            conversation_id=run.conversation_id,
            run_id=run.id,
            provider=self.provider,
            model=self.model,
            usage=self.usage,
            cost_usd=cost_usd,
            at_ms=at_ms,
        )
        return event, [] if self.from_cache else [RecordUsage(record)]

    def _show(self, shown: list[JournalEvent], piece: ResponseChunk | ReasoningChunk) -> None:
        if self._first_token is None:
            self._first_token = self._monotonic()
        self._written.append(piece.delta)
        last = shown[-1] if shown else None
        if isinstance(last, ResponseChunk) and isinstance(piece, ResponseChunk):
            shown[-1] = ResponseChunk(delta=last.delta + piece.delta)
        elif isinstance(last, ReasoningChunk) and isinstance(piece, ReasoningChunk):
            shown[-1] = ReasoningChunk(delta=last.delta + piece.delta)
        else:
            shown.append(piece)
