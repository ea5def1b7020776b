"""What every encoder does: a history in pairs of calls and results, and JSON that can be sent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import msgspec

from coda.components.llm.config import ProviderConfig
from coda.components.messages import LLMMessage, MessageRole, ModelRequest, ReasoningState, ToolCall

_NO_RESULT = '{"error": "No result: the run was interrupted before this call was carried out."}'


class Step(NamedTuple):
    """A message; for one that calls tools, also each call with its result."""

    message: LLMMessage
    calls: tuple[tuple[ToolCall, str], ...] = ()


def steps(messages: Sequence[LLMMessage]) -> Iterator[Step]:
    """The history in pairs, as the providers demand: each call is followed by its one result.

    A call that never got a result (a crash, the stop button) is answered with a sentence saying
    so; a result whose call is gone is left out, and so is an assistant message that says nothing.
    """
    for place, message in enumerate(messages):
        if calls := calls_of(message):
            results = _results_after(messages, place)
            yield Step(message, tuple((call, results.get(call.call_id, _NO_RESULT)) for call in calls))
        elif not _is_result(message) and (
            message.content or message.media or message.role is not MessageRole.ASSISTANT
        ):
            yield Step(message)


def calls_of(message: LLMMessage) -> tuple[ToolCall, ...]:
    """The calls of an assistant's message; the older `function_call` is one whose id is its name."""
    if message.role is not MessageRole.ASSISTANT:
        return ()
    if message.tool_calls or not message.function_call:
        return message.tool_calls
    name = str(message.function_call.get("name", ""))
    return (ToolCall(name, name, str(message.function_call.get("arguments") or "{}")),)


def reasoning_of(message: LLMMessage, protocol: str, model: str) -> ReasoningState | None:
    """What has to go back with this message, if it came from this protocol and model."""
    kept = message.reasoning
    return kept if kept is not None and (kept.protocol, kept.model) == (protocol, model) else None


def model_of(request: ModelRequest, config: ProviderConfig) -> str:
    return request.model or config.model


def encode_body(body: dict[str, Any], config: ProviderConfig) -> bytes:
    """The body as JSON, `config.extra_params` laid over it; a None takes a field out."""
    present = {name: value for name, value in {**body, **config.extra_params}.items() if value is not None}
    try:
        return msgspec.json.encode(present)
    except UnicodeEncodeError:
        return msgspec.json.encode(_mended(present))


def _is_result(message: LLMMessage) -> bool:
    return message.role in {MessageRole.TOOL, MessageRole.FUNCTION}


def _results_after(messages: Sequence[LLMMessage], place: int) -> dict[str, str]:
    """Results by call id, up to the next message with calls: ids may come back in later rounds."""
    results: dict[str, str] = {}
    for message in messages[place + 1 :]:
        if calls_of(message):
            break
        if _is_result(message):
            call_id = message.tool_call_id or message.metadata.get("call_id") or message.name or ""
            results[str(call_id)] = message.content
    return results


def _mended(value: Any) -> Any:
    """The value with each half of a surrogate pair, which is no text, replaced by U+FFFD."""
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, dict):
        return {_mended(key): _mended(item) for key, item in value.items()}  # pyright: ignore[reportUnknownVariableType] - any JSON
    if isinstance(value, list | tuple):
        return [_mended(item) for item in value]  # pyright: ignore[reportUnknownVariableType] - any JSON
    return value
