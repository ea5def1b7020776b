"""What a provider is: something that turns a request into a stream of model events.

A provider writes three methods; `BaseLLMProvider.stream` makes the contract of them:

- failures travel in the stream as one `Failure`, they are not thrown;
- a stream ends with exactly one `Finish` or `Failure`, and gives nothing after it;
- an attempt that failed before it showed anything is repeated, as far as the settings allow;
- attempts wait until the provider's limits have room for them;
- a provider that failed too often in a row is not asked for a while (`breaker`);
- cancelling the task, or closing the generator, closes what the attempt had open, at once.
"""

from __future__ import annotations

import asyncio
import time
from abc import ABC, abstractmethod
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from typing import Any

import msgspec

from coda.components.llm.breaker import Breaker, Circuit
from coda.components.llm.config import ProviderConfig
from coda.components.llm.health import Health, ProviderStatus
from coda.components.llm.limits import Limits, Permit
from coda.components.llm.response import LLMResponse
from coda.components.llm.retry import RetryPolicy
from coda.components.llm.tokens import estimate_tokens
from coda.components.messages import (
    Failure,
    Finish,
    FinishReason,
    LLMMessage,
    ModelEvent,
    ModelRequest,
    TextDelta,
    ToolCall,
    Usage,
    UsageReport,
)
from coda.errors import (
    LLMAuthenticationError,
    LLMBadRequestError,
    LLMContentFilteredError,
    LLMContextTooLongError,
    LLMError,
    LLMModelNotFoundError,
    LLMOutputError,
    LLMProviderDownError,
    LLMQuotaExceededError,
    LLMRateLimitError,
    LLMStreamBrokenError,
    LLMTimeoutError,
    LLMUnsupportedError,
)

__all__ = [
    "BaseLLMProvider",
    "LLMAuthenticationError",
    "LLMBadRequestError",
    "LLMContentFilteredError",
    "LLMContextTooLongError",
    "LLMError",
    "LLMModelNotFoundError",
    "LLMOutputError",
    "LLMProviderDownError",
    "LLMQuotaExceededError",
    "LLMRateLimitError",
    "LLMStreamBrokenError",
    "LLMTimeoutError",
    "LLMUnsupportedError",
    "ParsedResponse",
]

ParsedResponse = LLMResponse | str | AsyncGenerator[ModelEvent | list[ModelEvent], None]
"""What `_parse_response` may give: a whole answer, its text, or the events as they arrive, one by one
or in lists of those that arrived together."""

PROBE_SECONDS = 5.0
_TERMINAL = (Finish, Failure)
_ACCOUNTED = (*_TERMINAL, UsageReport)
_UNUSABLE = (LLMAuthenticationError, LLMQuotaExceededError, LLMProviderDownError)


class BaseLLMProvider(ABC):
    """The base of every provider. `stream` is what the runtime calls.

    The counters are of this object's life: `total_cost` is in US dollars and holds what was
    reported to `add_cost`. `available` is False after a failure that the next request would meet
    too: a refused key, an empty account, a server that is down.

    Its limits and its breaker hold for everybody who asks this object.
    """

    supports_streaming: bool = True
    supports_function_calling: bool = True
    supports_structured_output: bool = False
    """Whether any of its models can be told `ModelRequest.response_format`; see `takes_form`."""
    reads_context_apart: bool = False
    """Whether `_make_request` gets `LLMMessage.context` as it is; otherwise it is part of the content."""
    is_repeatable: bool = True
    """Whether the same messages may get the same answer again: it rests on them alone, not on `app_state`."""

    def __init__(self, config: ProviderConfig, retry: RetryPolicy | None = None) -> None:
        self.config = config
        self.request_count = 0
        self.total_tokens = 0
        self.total_cost = 0.0
        self.last_error: str | None = None
        self.available = True
        self.settings_name: str | None = None
        """What it is called in the settings, once it was chosen from them."""
        self.breaker = Breaker()
        self.limits = Limits(config)
        self._retry = retry or RetryPolicy(config.max_retries)

    @abstractmethod
    def get_provider_name(self) -> str:
        """The provider's name; a member of `LLMProvider` is one."""

    @abstractmethod
    async def _make_request(self, messages: Sequence[LLMMessage], **kwargs: Any) -> Any:
        """Ask once, and return what `_parse_response` understands.

        `kwargs` are the other fields of `ModelRequest`: tools, model, temperature, max_tokens,
        tool_choice, response_format, app_state. Raises `LLMError`s; `OSError` and `TimeoutError`
        count as a server that is down or slow. Anything else is a mistake of the provider and is not caught.
        """

    @abstractmethod
    def _parse_response(self, response: Any) -> ParsedResponse:
        """Understand what `_make_request` returned."""

    def takes_form(self, request: ModelRequest) -> bool:
        """Whether the model that is asked can be told the request's `response_format`, with this schema
        and beside these tools; otherwise the form is asked for another way."""
        del request
        return self.supports_structured_output

    def can_demand_calls(self, model: str) -> bool:
        """Whether `tool_choice` may demand a call of this model."""
        del model
        return self.supports_function_calling

    def stream(self, request: ModelRequest) -> AsyncGenerator[ModelEvent, None]:
        """The events of one request. Exhaust the generator, or close it (`contextlib.aclosing`)."""
        return _one_by_one(self._batches(request))

    def _batches(self, request: ModelRequest) -> AsyncGenerator[list[ModelEvent], None]:
        """The same events, those together that arrived together: handing one through costs as much
        as decoding it."""
        self.request_count += 1
        if self.breaker.circuit is not Circuit.CLOSED:
            return self._trial(request)
        return self._retry.run(lambda: self._attempt(request))

    @property
    def name(self) -> str:
        """What to call it: its name in the settings, otherwise the provider's."""
        return self.settings_name or str(self.get_provider_name())

    @property
    def status(self) -> ProviderStatus:
        if self.breaker.circuit is not Circuit.CLOSED:
            half = self.breaker.circuit is Circuit.HALF_OPEN
            return ProviderStatus.HALF_OPEN if half else ProviderStatus.OPEN
        if not self.available:
            return ProviderStatus.UNAVAILABLE
        return ProviderStatus.DEGRADED if self.breaker.failures else ProviderStatus.AVAILABLE

    def refusal(self) -> LLMProviderDownError | None:
        """Why a request would be refused at once, without asking; None when it would not be."""
        return self.breaker.refusal(self.name)

    async def probe(self, limit_s: float = PROBE_SECONDS) -> Health:
        """Try the connection, for at most so many seconds; the circuit breaker hears of a failure."""
        started = time.perf_counter()
        try:
            async with asyncio.timeout(limit_s):
                available = await self.validate_connection()
        except TimeoutError:
            slow = LLMTimeoutError(f"{self.name} did not answer a probe within {limit_s:g} s.", self.name)
            self._found_wanting(slow)
            available = False
        elapsed_ms = (time.perf_counter() - started) * 1000
        return Health(available, elapsed_ms, None if available else self.last_error)

    def add_cost(self, cost_usd: float) -> None:
        """Book what a request cost; prices are not the provider's to know."""
        self.total_cost += cost_usd

    async def validate_connection(self) -> bool:
        """Whether the provider answers and accepts the key. The reason, if not, is in `last_error`."""
        try:
            await self.list_available_models()
        except LLMError as error:
            self._found_wanting(error)
            return False
        self.last_error, self.available = None, True
        return True

    async def list_available_models(self) -> list[str]:
        """The models that can be asked for; a provider that has no list names the configured one."""
        return [self.config.model]

    async def cleanup(self) -> None:  # noqa: B027  # most providers hold nothing
        """Close what the provider holds open; it may be used again afterwards."""

    async def _trial(self, request: ModelRequest) -> AsyncGenerator[list[ModelEvent], None]:
        """One attempt while the circuit is not closed, after a probe: a server that hangs would take
        the request's whole patience."""
        if (refused := self.refusal()) is not None:
            yield [Failure(refused)]
            return
        with self.breaker.trying():
            await self.probe()
            if self.breaker.circuit is Circuit.OPEN and (refused := self.refusal()) is not None:
                yield [Failure(refused)]
                return
            async with aclosing(self._attempt(request)) as batches:
                async for batch in batches:
                    yield batch

    async def _attempt(self, request: ModelRequest) -> AsyncGenerator[list[ModelEvent], None]:
        """One try, as soon as the limits let it in, ending with exactly one terminal event."""
        async with self.limits.admitted(self._expected_tokens(request)) as permit:
            try:
                parsed = self._parse_response(await self._ask(request))
                async with aclosing(_pieces_of(parsed)) as pieces:
                    async for piece in pieces:
                        batch = piece if isinstance(piece, list) else [piece]
                        for event in batch:
                            if isinstance(event, _ACCOUNTED):  # nearly all are pieces of the answer
                                self._account(event, permit)
                        yield batch
                        if isinstance(batch[-1], _TERMINAL):
                            return
                failure: LLMError = LLMStreamBrokenError(
                    "The answer ended without a terminal event. Try again."
                )
            except LLMError as error:
                failure = error
            except TimeoutError:
                failure = LLMTimeoutError("The provider took too long. Try again.")
            except OSError as error:
                failure = LLMProviderDownError(
                    f"The provider cannot be reached: {error.strerror or type(error).__name__}."
                )
            failure.provider = failure.provider or str(self.get_provider_name())
            self._take_out_the_key(failure)
            self._account(Failure(failure), permit)
            yield [Failure(failure)]

    def _expected_tokens(self, request: ModelRequest) -> int:
        """For the limit of tokens in a minute: the request's words, and the longest answer if it is known."""
        if not self.limits.count_tokens:
            return 0
        said = [message.in_words().content for message in request.messages]
        called = [call.arguments for message in request.messages for call in message.tool_calls]
        tools = [f"{tool.name} {tool.description} {tool.parameters}" for tool in request.tools]
        longest = request.max_tokens or self.config.max_tokens or 0
        return sum(map(estimate_tokens, [*said, *called, *tools])) + longest

    def _take_out_the_key(self, failure: LLMError) -> None:
        """Some servers quote the key they refuse; it belongs into no journal, log or page."""
        key = self.config.api_key
        if key is not None:
            failure.args = (str(failure).replace(key.get_secret_value(), "[the key]"),)

    async def _ask(self, request: ModelRequest) -> Any:
        messages = request.messages
        if not self.reads_context_apart:
            messages = tuple(message.in_words() for message in messages)
        return await self._make_request(
            messages,
            tools=request.tools,
            model=request.model,
            temperature=request.temperature,
            max_tokens=request.max_tokens,
            tool_choice=request.tool_choice,
            response_format=request.response_format,
            app_state=request.app_state,
        )

    def _account(self, event: ModelEvent, permit: Permit) -> None:
        if isinstance(event, UsageReport):
            self.total_tokens += event.usage.total_tokens
            self.limits.correct(permit, event.usage.total_tokens)
        elif isinstance(event, Finish):
            self.last_error, self.available = None, True
            self.breaker.answered()
        elif isinstance(event, Failure):
            self.last_error = str(event.error)
            self.available = not isinstance(event.error, _UNUSABLE)
            self.breaker.failed(event.error)

    def _found_wanting(self, error: LLMError) -> None:
        self.last_error, self.available = str(error), False
        self.breaker.failed(error)


async def _one_by_one(batches: AsyncGenerator[list[ModelEvent], None]) -> AsyncGenerator[ModelEvent, None]:
    async with aclosing(batches):
        async for batch in batches:
            for event in batch:
                yield event


def _pieces_of(parsed: ParsedResponse) -> AsyncGenerator[ModelEvent | list[ModelEvent], None]:
    if isinstance(parsed, AsyncGenerator):
        return parsed
    return _play(LLMResponse(content=parsed) if isinstance(parsed, str) else parsed)


async def _play(response: LLMResponse) -> AsyncGenerator[ModelEvent, None]:
    """A whole response as the events in which it would have been streamed."""
    if response.content:
        yield TextDelta(response.content)
    calls = _calls(response)
    for call in calls:
        yield call
    if response.prompt_tokens or response.completion_tokens:
        yield UsageReport(Usage(response.prompt_tokens, response.completion_tokens))
    yield Finish(_reason(response.finish_reason, has_calls=bool(calls)))


def _reason(finish_reason: str | None, *, has_calls: bool) -> FinishReason:
    if finish_reason is None:
        return FinishReason.TOOL_CALLS if has_calls else FinishReason.STOP
    return FinishReason(finish_reason) if finish_reason in set(FinishReason) else FinishReason.OTHER


def _calls(response: LLMResponse) -> list[ToolCall]:
    """The response's calls; one without an id gets one made of the response's id and its place."""
    if not response.tool_calls:
        pairs: list[tuple[Any, dict[str, Any]]] = [(None, call) for call in response.function_calls]
    else:
        pairs = [(call.get("id"), call.get("function") or {}) for call in response.tool_calls]
    return [
        ToolCall(
            call_id or f"call-{response.response_id}-{place}",
            str(function.get("name", "")),
            _as_json(function.get("arguments", "{}")),
        )
        for place, (call_id, function) in enumerate(pairs)
    ]


def _as_json(arguments: Any) -> str:
    return arguments if isinstance(arguments, str) else msgspec.json.encode(arguments).decode()
