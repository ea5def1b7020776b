"""The deterministic command provider: no network, no key, and not a language model.

It speaks the provider contract, and understands what the application's Skill teaches it.
"""

from __future__ import annotations

import json
import re
from collections.abc import AsyncGenerator, Sequence
from typing import Any

from coda.components.llm.base_provider import BaseLLMProvider
from coda.components.llm.config import LLMProvider, ProviderConfig
from coda.components.llm.skill import SkillReply, SkillRequest, SkillResult, SkillState
from coda.components.llm.tokens import estimate_tokens
from coda.components.messages import (
    Finish,
    FinishReason,
    LLMMessage,
    MessageRole,
    ModelEvent,
    TextDelta,
    ToolCall,
    Usage,
    UsageReport,
)

MODEL = "offline"
_REASONS = {"ask": FinishReason.NEEDS_ANSWER, "refuse": FinishReason.REFUSED}
_UNTAUGHT = (
    "I am the offline command interpreter, not a language model, and this application has not taught me "
    "any commands. Configure a provider to chat."
)

_BLIND = (
    "I cannot look at pictures or listen: I am the offline command interpreter. Say it in words, or choose a "
    "language model that can see."
)


class OfflineProvider(BaseLLMProvider):
    """Replies from the skill and the document that travel in `ModelRequest.app_state`."""

    reads_context_apart = True

    is_repeatable = False

    def __init__(self, config: ProviderConfig | None = None) -> None:
        super().__init__(config or ProviderConfig(provider=LLMProvider.OFFLINE, model=MODEL))

    def get_provider_name(self) -> str:
        return LLMProvider.OFFLINE

    async def _make_request(self, messages: Sequence[LLMMessage], **kwargs: Any) -> SkillReply:
        state = kwargs["app_state"]
        if not isinstance(state, SkillState) or state.skill is None:
            return SkillReply(_UNTAUGHT)
        said = [message for message in messages if "note" not in message.metadata]
        if _shows_something(said):
            return SkillReply(_BLIND, kind="refuse")
        results = _latest_results(said)
        if results:
            return SkillReply(state.skill.report(results))
        text, earlier = _latest_message(said)
        return state.skill.reply(SkillRequest(text, earlier, state.context))

    def _parse_response(self, response: SkillReply) -> AsyncGenerator[ModelEvent, None]:
        return _events(response)


async def _events(reply: SkillReply) -> AsyncGenerator[ModelEvent, None]:
    for word in re.findall(r"\S+\s*|\s+", reply.text):
        yield TextDelta(word)
    for place, call in enumerate(reply.calls, 1):
        yield ToolCall(f"call_{place}", call.name, json.dumps(call.arguments))
    written = reply.text + "".join(json.dumps(call.arguments) for call in reply.calls)
    yield UsageReport(Usage(completion_tokens=estimate_tokens(written), estimated=True))
    yield Finish(FinishReason.TOOL_CALLS if reply.calls else _REASONS.get(reply.kind, FinishReason.STOP))


def _shows_something(messages: Sequence[LLMMessage]) -> bool:
    """Whether the latest message of the user comes with pictures or sounds."""
    return next((bool(m.media) for m in reversed(messages) if m.role is MessageRole.USER), False)


def _latest_results(messages: Sequence[LLMMessage]) -> list[SkillResult]:
    """The results that follow the last calls, when nothing else was said since."""
    tail: list[LLMMessage] = []
    for message in reversed(messages):
        if message.role is not MessageRole.TOOL:
            calls = {call.call_id: call for call in message.tool_calls}
            return [_result(calls[m.tool_call_id or ""], m) for m in reversed(tail)]
        tail.append(message)
    return []


def _result(call: ToolCall, message: LLMMessage) -> SkillResult:
    content = json.loads(message.content)
    outcome = message.metadata["outcome"]
    error = content.get("error") if outcome != "done" else None
    return SkillResult(call.name, json.loads(call.arguments), outcome == "done", content, error, outcome)


def _latest_message(messages: Sequence[LLMMessage]) -> tuple[str, tuple[LLMMessage, ...]]:
    spoken = [m for m in messages if m.role in (MessageRole.USER, MessageRole.ASSISTANT)]
    return spoken[-1].content, tuple(spoken[:-1])
