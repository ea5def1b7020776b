"""The values a conversation is made of: messages, tool calls, usage, and what a provider streams.

Pure values. Identity, order and persistence belong to the store.
"""

from __future__ import annotations

import time
from enum import StrEnum
from typing import Any

import msgspec

from coda.errors import LLMError


class MessageRole(StrEnum):
    SYSTEM = "system"
    USER = "user"
    ASSISTANT = "assistant"
    FUNCTION = "function"
    TOOL = "tool"


class ToolCall(msgspec.Struct, frozen=True):
    """A model's wish to call a tool. `arguments` is the JSON text as the model wrote it."""

    call_id: str
    name: str
    arguments: str

    def to_dict(self) -> dict[str, Any]:
        """The shape the field shares: `{id, type, function: {name, arguments}}`."""
        return {
            "id": self.call_id,
            "type": "function",
            "function": {"name": self.name, "arguments": self.arguments},
        }


class Media(msgspec.Struct, frozen=True, omit_defaults=True):
    """A picture, a sound or a document beside the words: its bytes, or the address of it."""

    media_type: str
    """Such as `image/png`, `audio/wav`, `application/pdf`."""
    data: bytes = b""
    url: str = ""
    """Fetched by the provider, not by us; only where `data` is empty."""
    name: str = ""


class ReasoningState(msgspec.Struct, frozen=True):
    """What a provider wants back with its answer: signed thinking, encrypted reasoning.

    Only the codec of `protocol` understands `items`, which are JSON values; it goes back only to
    the model it came from.
    """

    protocol: str
    model: str
    items: tuple[Any, ...]


class LLMMessage(msgspec.Struct, frozen=True, omit_defaults=True):
    role: MessageRole
    content: str = ""
    name: str | None = None
    function_call: dict[str, Any] | None = None
    tool_calls: tuple[ToolCall, ...] = ()
    tool_call_id: str | None = None
    """For role `tool`: the call this message answers."""
    media: tuple[Media, ...] = ()
    context: str = ""
    """For role `user`: what the application shows just now. It goes before the newest message, not
    into the instructions, so that everything before it is the same from request to request and the
    provider's prompt cache holds it."""
    reasoning: ReasoningState | None = None
    """For role `assistant`: what came with this answer and has to go back with it."""
    timestamp: float = msgspec.field(default_factory=time.time)
    """Seconds since the epoch."""
    metadata: dict[str, Any] = {}

    def in_words(self) -> LLMMessage:
        """The message with its context inside its content, as a model reads it."""
        if not self.context:
            return self
        content = f"{self.context}\n\n# the user says\n{self.content}"
        return msgspec.structs.replace(self, content=content, context="")

    def to_dict(self) -> dict[str, Any]:
        """Role and content, and of the rest only what is present."""
        optional = {
            "name": self.name,
            "function_call": self.function_call,
            "tool_calls": [call.to_dict() for call in self.tool_calls],
            "tool_call_id": self.tool_call_id,
        }
        present = {key: value for key, value in optional.items() if value}
        return {"role": self.role.value, "content": self.content, **present}


class Usage(msgspec.Struct, frozen=True):
    """Tokens of one request. `prompt_tokens` includes `cached_tokens` and `cache_write_tokens`, those
    that were put into the provider's cache and may cost more than others; `completion_tokens`
    includes `reasoning_tokens`. `estimated` means the provider reported none."""

    prompt_tokens: int = 0
    completion_tokens: int = 0
    cached_tokens: int = 0
    reasoning_tokens: int = 0
    estimated: bool = False
    cache_write_tokens: int = 0

    @property
    def total_tokens(self) -> int:
        return self.prompt_tokens + self.completion_tokens

    def __add__(self, other: Usage) -> Usage:
        return Usage(
            self.prompt_tokens + other.prompt_tokens,
            self.completion_tokens + other.completion_tokens,
            self.cached_tokens + other.cached_tokens,
            self.reasoning_tokens + other.reasoning_tokens,
            self.estimated or other.estimated,
            self.cache_write_tokens + other.cache_write_tokens,
        )


class FinishReason(StrEnum):
    STOP = "stop"
    TOOL_CALLS = "tool_calls"
    LENGTH = "length"
    CONTENT_FILTER = "content_filter"
    REFUSED = "refused"
    """The model declined, in words."""
    NEEDS_ANSWER = "needs_answer"
    """The answer is a question to the user; only the offline provider can tell."""
    OTHER = "other"


class TextDelta(msgspec.Struct, frozen=True):
    text: str


class ReasoningDelta(msgspec.Struct, frozen=True):
    text: str


class Citation(msgspec.Struct, frozen=True):
    """A source the model names for what it has just said; any field may be empty."""

    url: str = ""
    title: str = ""
    quote: str = ""
    """The passage of the source, as the provider gives it."""


class UsageReport(msgspec.Struct, frozen=True):
    usage: Usage


class Finish(msgspec.Struct, frozen=True):
    """Terminal: the provider ended its answer."""

    reason: FinishReason


class Failure(msgspec.Struct, frozen=True):
    """Terminal: the provider failed. Failures travel in the stream, they are not thrown."""

    error: LLMError


ModelEvent = (
    TextDelta | ReasoningDelta | Citation | ToolCall | ReasoningState | UsageReport | Finish | Failure
)
"""What a provider streams. A stream ends with exactly one `Finish` or `Failure`; a `ToolCall`
is emitted once, when it is whole, and so is a `ReasoningState`."""


class ToolSchema(msgspec.Struct, frozen=True):
    """A tool as a model is told of it. `parameters` is a JSON schema of type object."""

    name: str
    description: str
    parameters: dict[str, Any]


class ResponseFormat(msgspec.Struct, frozen=True):
    """The answer shall be JSON that fits `schema`, a JSON schema of type object."""

    name: str
    """What the schema describes, in letters, digits, _ and -, at most 64."""
    schema: dict[str, Any]


class ModelRequest(msgspec.Struct, frozen=True):
    """One request to a provider, in nobody's wire format.

    `tool_choice` is `auto`, `none`, `required` (some tool), or the name of the tool to call.

    `app_state` is the open document for providers that run inside this process; it is never
    put on a wire.
    """

    messages: tuple[LLMMessage, ...]
    tools: tuple[ToolSchema, ...] = ()
    model: str = ""
    temperature: float | None = None
    max_tokens: int | None = None
    tool_choice: str = "auto"
    response_format: ResponseFormat | None = None
    app_state: Any = None
