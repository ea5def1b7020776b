"""How many tokens a request has, before a provider says so; without a network."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence

import msgspec

from coda.components.llm.calibration import Calibration, Line
from coda.components.llm.tokens import estimate_tokens
from coda.components.llm.vocabularies import Vocabularies
from coda.components.messages import LLMMessage, ToolSchema

_AROUND_A_MESSAGE = 4
"""Role and separators; OpenAI documents 3 for its chat models, others are near."""
_BEFORE_THE_ANSWER = 3
_AROUND_A_CALL = 8
_AROUND_A_TOOL = 8
EXACT_WORDS_ERROR = 0.03
"""Where words are counted exactly: what the provider puts around a message is not."""


class Estimate(msgspec.Struct, frozen=True):
    tokens: int
    error: float = 0.0
    """The relative half-width: 0.1 is ± 10 %. 0 when the count is exact."""


class TokenCounter:
    """Counts exactly where a model's vocabulary is loaded (`prepare`), otherwise as `calibration` learned."""

    def __init__(
        self, calibration: Calibration | None = None, vocabularies: Vocabularies | None = None
    ) -> None:
        self._calibration = calibration or Calibration()
        self._vocabularies = vocabularies or Vocabularies()

    async def of(self, provider: str, model: str, tools: Sequence[ToolSchema]) -> RequestCounter:
        """What counts the parts of one request."""
        await self.prepare(model)
        return RequestCounter(self, provider, model, tools)

    async def prepare(self, model: str) -> None:
        """Load the model's vocabulary if it is at hand and was not loaded yet."""
        name = self._vocabularies.needs_loading(model)
        if name is not None:
            await asyncio.to_thread(self._vocabularies.load, name)

    def text(self, provider: str, model: str, text: str, *, tools: bool = True) -> Estimate:
        """A text that is part of a request, which has tools or not."""
        exactly = self._vocabularies.counter(model)
        if exactly is not None:
            return Estimate(exactly(text))
        line = self._calibration.line(provider, model, tools=tools)
        return Estimate(round(line.slope * estimate_tokens(text)), line.error)

    def message(self, provider: str, model: str, message: LLMMessage, *, tools: bool = True) -> Estimate:
        """A message of a request. Pictures, sounds and documents are not counted: what they cost is
        each provider's own affair."""
        exactly = self._vocabularies.counter(model)
        if exactly is not None:
            return Estimate(_message_tokens(message, exactly), EXACT_WORDS_ERROR)
        line = self._calibration.line(provider, model, tools=tools)
        return Estimate(round(line.slope * _message_tokens(message, estimate_tokens)), line.error)

    def tools(self, provider: str, model: str, tools: Iterable[ToolSchema]) -> Estimate:
        """The tools of a request, with what the provider says of its own once there are any."""
        counted = sum(_tool_tokens(tool, self._count(model)) for tool in tools)
        if not counted:
            return Estimate(0)
        return _on(self._calibration.line(provider, model, tools=True), counted)

    def request(
        self, provider: str, model: str, messages: Sequence[LLMMessage], tools: Sequence[ToolSchema] = ()
    ) -> Estimate:
        """A whole request."""
        if not tools and self._vocabularies.counter(model) is not None:
            return Estimate(self._counted(model, messages, tools), EXACT_WORDS_ERROR)
        line = self._calibration.line(provider, model, tools=bool(tools))
        return _on(line, self._counted(model, messages, tools))

    def learn(
        self,
        provider: str,
        model: str,
        messages: Sequence[LLMMessage],
        tools: Sequence[ToolSchema],
        reported: int,
    ) -> None:
        """Compare a request with the prompt tokens that the provider reported, and keep the lesson.
        Blocks: it may write a file."""
        estimated = self._counted(model, messages, tools)
        if self._calibration.learn(provider, model, estimated, reported, tools=bool(tools)):
            self._calibration.save()

    def _counted(self, model: str, messages: Sequence[LLMMessage], tools: Sequence[ToolSchema]) -> int:
        """Before anything that was learned is applied."""
        count = self._count(model)
        of_messages = sum(_message_tokens(message, count) for message in messages)
        return _BEFORE_THE_ANSWER + of_messages + sum(_tool_tokens(tool, count) for tool in tools)

    def _count(self, model: str) -> Callable[[str], int]:
        return self._vocabularies.counter(model) or estimate_tokens


class RequestCounter:
    """`TokenCounter` for one request to one model."""

    def __init__(self, counter: TokenCounter, provider: str, model: str, tools: Sequence[ToolSchema]) -> None:
        self._counter = counter
        self._asked = (provider, model)
        self._tools = tools

    def text(self, text: str) -> Estimate:
        return self._counter.text(*self._asked, text, tools=bool(self._tools))

    def message(self, message: LLMMessage) -> Estimate:
        return self._counter.message(*self._asked, message, tools=bool(self._tools))

    def tools(self) -> Estimate:
        return self._counter.tools(*self._asked, self._tools)

    def request(self, messages: Sequence[LLMMessage]) -> Estimate:
        return self._counter.request(*self._asked, messages, self._tools)


def _on(line: Line, counted: int) -> Estimate:
    tokens = max(1, round(line.base + line.slope * counted))
    return Estimate(tokens, min(1.0, line.error + line.base_error / tokens))


def _message_tokens(message: LLMMessage, count: Callable[[str], int]) -> int:
    calls = sum(count(call.name) + count(call.arguments) + _AROUND_A_CALL for call in message.tool_calls)
    return count(message.in_words().content) + calls + _AROUND_A_MESSAGE


def _tool_tokens(tool: ToolSchema, count: Callable[[str], int]) -> int:
    schema = msgspec.json.encode(tool.parameters).decode()
    return count(tool.name) + count(tool.description) + count(schema) + _AROUND_A_TOOL
