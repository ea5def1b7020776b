"""Gemini's generateContent and streamGenerateContent: the bytes of an answer become model events.

The wire format is Google's API reference, "GenerateContentResponse", of AI Studio and of Vertex AI.
An answer is chunks of one shape: as server-sent events, as one JSON array, or as a single object. It
has ended when its bytes end; whether it is whole tells the finish reason. Code that runs at Google
and its results, and tools that run there, are counted and kept to be sent back. Requests are encoded
in `gemini_request`.
"""

from __future__ import annotations

from typing import Any

import msgspec

from coda.components.llm.codecs.answer import AnswerDecoder, as_count
from coda.components.llm.codecs.gemini_arguments import json_text
from coda.components.llm.codecs.gemini_parts import PROTOCOL, AnswerParts
from coda.components.llm.codecs.gemini_sources import CitationMetadata, GroundingMetadata, Sources
from coda.components.llm.codecs.http_error import error_from_stream
from coda.components.llm.codecs.sse import ServerSentEvent, SSEDecoder
from coda.components.messages import (
    Finish,
    FinishReason,
    ModelEvent,
    ReasoningDelta,
    ReasoningState,
    TextDelta,
    ToolCall,
    Usage,
)
from coda.errors import (
    LLMAuthenticationError,
    LLMBadRequestError,
    LLMContentFilteredError,
    LLMError,
    LLMStreamBrokenError,
)

_PART_COST = 256

_FILTERED = (
    *("SAFETY", "RECITATION", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "MODEL_ARMOR", "ESCALATION"),
    *("IMAGE_SAFETY", "IMAGE_PROHIBITED_CONTENT", "IMAGE_RECITATION"),
)
_REASONS: dict[str | int, FinishReason] = {
    "STOP": FinishReason.STOP,
    "MAX_TOKENS": FinishReason.LENGTH,
    **dict.fromkeys(_FILTERED, FinishReason.CONTENT_FILTER),
    1: FinishReason.STOP,
    2: FinishReason.LENGTH,
    3: FinishReason.CONTENT_FILTER,
    4: FinishReason.CONTENT_FILTER,
}
"""With numbers for names where a proxy asks for them (`$alt=json;enum-encoding=int`)."""

_UNUSABLE = {"MALFORMED_FUNCTION_CALL", "MALFORMED_RESPONSE", "UNEXPECTED_TOOL_CALL"}
"""What the model wrote made no sense; the next attempt mostly does."""


class _FunctionCall(msgspec.Struct, frozen=True, rename="camel"):
    id: str | None = None
    name: str | None = None
    args: Any = None
    partial_args: Any = None
    will_continue: bool | None = None


class _Part(msgspec.Struct, frozen=True, gc=False, rename="camel"):
    text: str | None = None
    thought: bool | None = None
    thought_signature: str | None = None
    function_call: _FunctionCall | None = None
    executable_code: Any = None
    code_execution_result: Any = None
    tool_call: Any = None
    tool_response: Any = None
    inline_data: Any = None
    file_data: Any = None


class _Content(msgspec.Struct, frozen=True, gc=False):
    parts: list[_Part] | None = None


class _Candidate(msgspec.Struct, frozen=True, gc=False, rename="camel"):
    index: int | None = 0
    content: _Content | None = None
    finish_reason: str | int | None = None
    grounding_metadata: GroundingMetadata | None = None
    citation_metadata: CitationMetadata | None = None


class _PromptFeedback(msgspec.Struct, frozen=True, rename="camel"):
    block_reason: str | int | None = None


class _UsageMetadata(msgspec.Struct, frozen=True, gc=False, rename="camel"):
    prompt_token_count: int | float | None = None
    candidates_token_count: int | float | None = None
    cached_content_token_count: int | float | None = None
    thoughts_token_count: int | float | None = None
    tool_use_prompt_token_count: int | float | None = None


class _Chunk(msgspec.Struct, frozen=True, gc=False, rename="camel"):
    candidates: list[_Candidate] | None = None
    prompt_feedback: _PromptFeedback | None = None
    usage_metadata: _UsageMetadata | None = None
    response_id: str | None = None
    error: Any = None


_chunk_decoder = msgspec.json.Decoder(_Chunk)
_body_decoder: msgspec.json.Decoder[_Chunk | list[_Chunk]] = msgspec.json.Decoder(_Chunk | list[_Chunk])


class _Framing(SSEDecoder):
    """Server-sent events; an error in the middle of a stream comes as bare lines of JSON instead."""

    def _field(self, line: bytes) -> None:
        super()._field(b"data: " + line if line[:1] in b'{}[]" ' else line)


class GeminiDecoder(AnswerDecoder):
    """Of several candidates the first counts.

    `model` is who answers, as `gemini_models.keeper_of` names it: signatures go back to nobody else.
    The items of the `ReasoningState` are those of `AnswerParts`.
    """

    def __init__(self, provider: str = "google", label: str = "", model: str = "") -> None:
        super().__init__(provider, label, _Framing())
        self._model = model
        self._parts = AnswerParts()
        self._calls: list[ToolCall] = []
        self._sources = Sources()
        self._usage: _UsageMetadata | None = None
        self._reason: str | int = ""
        self._response_id = ""

    @property
    def is_whole(self) -> bool:
        return bool(self._reason)

    def _take(self, event: ServerSentEvent, events: list[ModelEvent]) -> None:
        self._take_chunk(self._read(_chunk_decoder, event.data), events)

    def _take_body(self, body: bytes, events: list[ModelEvent]) -> None:
        told = self._read(_body_decoder, body)
        for chunk in told if isinstance(told, list) else [told]:
            if not self._ended:
                self._take_chunk(chunk, events)

    def _take_chunk(self, chunk: _Chunk, events: list[ModelEvent]) -> None:
        if chunk.response_id is not None:
            self._response_id = chunk.response_id
        if chunk.usage_metadata is not None:
            self._usage = chunk.usage_metadata
        for candidate in chunk.candidates or ():
            if not candidate.index:
                self._take_candidate(candidate, events)
        if chunk.error is not None:
            data = self._text_of({"error": chunk.error}).encode()
            raise error_from_stream(data, self._provider, self._label)
        if chunk.prompt_feedback is not None and chunk.prompt_feedback.block_reason:
            raise self._blocked(chunk.prompt_feedback.block_reason)
        if chunk.candidates is chunk.usage_metadata is None:
            self.ignored["chunk without a candidate"] += 1

    def _take_candidate(self, candidate: _Candidate, events: list[ModelEvent]) -> None:
        if candidate.content is not None:
            for part in candidate.content.parts or ():
                self._take_part(part, events)
        if candidate.finish_reason:
            self._reason = candidate.finish_reason
        if candidate.grounding_metadata is not None:
            self._cite(self._sources.grounding(candidate.grounding_metadata), events)
        if candidate.citation_metadata is not None:
            self._cite(self._sources.recited(candidate.citation_metadata), events)

    def _take_part(self, part: _Part, events: list[ModelEvent]) -> None:
        signature = part.thought_signature
        if signature is not None:
            self._keep(_PART_COST + len(signature))
        if part.function_call is not None:
            self._take_call(part.function_call, signature)
        elif part.thought and part.text is not None:
            if part.text:
                events.append(ReasoningDelta(part.text))
            if signature is not None:
                self._hold_part({"text": part.text, "thought": True}, signature)
        elif part.text is not None:
            if part.text:
                events.append(TextDelta(part.text))
            self._parts.add_text(part.text, signature)
        else:
            self._take_other(part, signature)

    def _take_call(self, call: _FunctionCall, signature: str | None) -> None:
        if call.partial_args is not None or call.will_continue:
            raise LLMBadRequestError(
                "Coda does not put together calls that come in pieces: take streamFunctionCallArguments"
                " out of extra_params."
            )
        call_id = call.id or f"call-{self._response_id}-{len(self._calls)}"
        arguments = self._text_of({} if call.args is None else call.args)
        self._keep(_PART_COST + len(arguments))
        self._calls.append(ToolCall(call_id, call.name or "", arguments))
        self._parts.add_call(call_id, signature, given=bool(call.id))

    def _take_other(self, part: _Part, signature: str | None) -> None:
        held = {
            "executableCode": part.executable_code,
            "codeExecutionResult": part.code_execution_result,
            "toolCall": part.tool_call,
            "toolResponse": part.tool_response,
        }
        for name, value in held.items():
            if value is not None:
                self.ignored[f"part {name}"] += 1
                self._hold_part({name: value}, signature)
                return
        if part.inline_data is not None:
            self.ignored["part inlineData"] += 1
        elif part.file_data is not None:
            self.ignored["part fileData"] += 1
        elif signature is not None:
            self._parts.add_text("", signature)
        else:
            self.ignored["part of an unknown kind"] += 1

    def _hold_part(self, part: dict[str, Any], signature: str | None) -> None:
        self._keep(_PART_COST + len(self._text_of(part)))
        self._parts.add_other(part if signature is None else {**part, "thoughtSignature": signature})

    def _cite(self, sources: list[ModelEvent], events: list[ModelEvent]) -> None:
        self._keep(_PART_COST * len(sources))
        events.extend(sources)

    def _text_of(self, value: Any) -> str:
        try:
            return json_text(value)
        except (ValueError, RecursionError) as error:
            raise self._unreadable(b"", error) from None

    def _account(self) -> Usage | None:
        """Google counts thoughts beside the answer, and what its own tools read beside the prompt."""
        usage = self._usage
        if usage is None:
            return None
        thoughts = as_count(usage.thoughts_token_count)
        return Usage(
            as_count(usage.prompt_token_count) + as_count(usage.tool_use_prompt_token_count),
            as_count(usage.candidates_token_count) + thoughts,
            as_count(usage.cached_content_token_count),
            thoughts,
        )

    def _close(self, events: list[ModelEvent]) -> None:
        if not self._reason:
            self._close_early(events)
            return
        failure = self._failure()
        if failure is not None:
            self._fail(failure, events)
            return
        reason = _REASONS.get(self._reason, FinishReason.OTHER)
        if self._calls and reason in {FinishReason.STOP, FinishReason.OTHER}:
            reason = FinishReason.TOOL_CALLS
        events.extend(self._calls)
        if items := self._parts.items():
            events.append(ReasoningState(PROTOCOL, self._model, items))
        self._end(Finish(reason), events)

    def _failure(self) -> LLMError | None:
        """What a finish reason means that is no end of an answer.

        A call that was not expected is given out where it came: whoever runs calls knows which may run.
        """
        if self._reason in _UNUSABLE and not (self._reason == "UNEXPECTED_TOOL_CALL" and self._calls):
            return LLMStreamBrokenError(
                f"{self._label}'s model wrote a call or an answer that cannot be read ({self._reason})."
                " Try again."
            )
        if self._reason == "MISSING_THOUGHT_SIGNATURE":
            return LLMBadRequestError(
                f"{self._label} misses the signature of an earlier thought. Start a new conversation."
            )
        if self._reason == "PUP_LIMITED_DISABLED":
            return LLMAuthenticationError(
                f"{self._label} has limited this account for breaking its use policy. Look at the account."
            )
        return None

    def _blocked(self, reason: str | int) -> LLMError:
        return LLMContentFilteredError(
            f"{self._label} declined the message under its content policy ({reason}). Rephrase it."
        )
