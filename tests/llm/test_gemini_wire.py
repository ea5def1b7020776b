"""Every recorded answer of Gemini means to us what it means to the official SDK, and goes back as it came."""

import base64
import json
from collections.abc import Iterator
from typing import Any

import httpx2
import pytest
from google import genai
from google.genai import types

from coda.components.llm.codecs.answer import decode_all
from coda.components.llm.codecs.gemini import GeminiDecoder
from coda.components.llm.codecs.gemini_request import encode_request
from coda.components.llm.codecs.http_error import error_from_response
from coda.components.llm.config import LLMProvider, ProviderConfig
from coda.components.messages import (
    Citation,
    LLMMessage,
    MessageRole,
    ModelEvent,
    ModelRequest,
    ReasoningState,
    ToolCall,
)
from coda.errors import LLMBadRequestError

from .recordings import (
    ABSENT,
    WIRE,
    Meaning,
    body_of,
    decoded_in_pieces,
    joined,
    meaning_of,
    randomly_cut,
    recordings,
)

if not WIRE.is_dir():
    pytest.skip(ABSENT, allow_module_level=True)

MODEL = "gemini-2.5-flash"
CONFIG = ProviderConfig(provider=LLMProvider.GOOGLE, model=MODEL)
USER = LLMMessage(MessageRole.USER, "hello")
FINISHES = {"STOP": "stop", "MAX_TOKENS": "length", "UNEXPECTED_TOOL_CALL": "other"}


def speaks_gemini(host: str, path: str) -> bool:
    return ":generateContent" in path or ":streamGenerateContent" in path


def streams_gemini(host: str, path: str) -> bool:
    return ":streamGenerateContent" in path


def asks_for_a_stream(interaction: dict[str, Any]) -> bool:
    return streams_gemini("", interaction["request"]["path"])


def told_to_the_sdk(interaction: dict[str, Any]) -> bytes:
    """The recorded body as the SDK can read it: streams as events, not as an array; enums by their names."""
    body = interaction["response"]["body"]
    if isinstance(body, list):
        return b"".join(b"data: " + json.dumps(chunk).encode() + b"\r\n\r\n" for chunk in body)
    if "enum-encoding" in interaction["request"]["path"]:
        (candidate,) = body["candidates"]
        counts = {name: value for name, value in body["usageMetadata"].items() if name.endswith("TokenCount")}
        named = {**candidate, "finishReason": {1: "STOP"}[candidate["finishReason"]]}
        return json.dumps({**body, "candidates": [named], "usageMetadata": counts}).encode()
    return body_of(interaction)


class Judge:
    """The SDK's own client, which is given a recorded answer whatever it asks."""

    def __init__(self, http: httpx2.Client) -> None:
        self._client = genai.Client(api_key="none", http_options=types.HttpOptions(httpx_client=http))
        self.answer = b""

    def chunks_of(self, interaction: dict[str, Any]) -> list[types.GenerateContentResponse]:
        self.answer = told_to_the_sdk(interaction)
        models = self._client.models
        if asks_for_a_stream(interaction):
            return list(models.generate_content_stream(model=MODEL, contents="hello"))
        return [models.generate_content(model=MODEL, contents="hello")]


@pytest.fixture(scope="module")
def judge() -> Iterator[Judge]:
    def play(request: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(200, content=judge.answer)

    with httpx2.Client(transport=httpx2.MockTransport(play)) as http:
        judge = Judge(http)
        yield judge


def parts_of(chunks: list[types.GenerateContentResponse]) -> list[types.Part]:
    return [part for chunk in chunks for part in chunk.parts or ()]


def sdk(chunks: list[types.GenerateContentResponse]) -> Meaning:
    calls = [call for chunk in chunks for call in chunk.function_calls or ()]
    reasons = [chunk.candidates[0].finish_reason for chunk in chunks if chunk.candidates]
    finish = FINISHES[str([reason.value for reason in reasons if reason][-1])]
    usage = [chunk.usage_metadata for chunk in chunks if chunk.usage_metadata][-1]
    thoughts = usage.thoughts_token_count or 0
    return Meaning(
        "".join(chunk.text or "" for chunk in chunks),
        "".join(part.text or "" for part in parts_of(chunks) if part.thought),
        [(call.id or "", call.name or "", canonical(call.args or {})) for call in calls],
        "tool_calls" if calls else finish,
        (
            (usage.prompt_token_count or 0) + (usage.tool_use_prompt_token_count or 0),
            (usage.total_token_count or 0)
            - (usage.prompt_token_count or 0)
            - (usage.tool_use_prompt_token_count or 0),
            usage.cached_content_token_count or 0,
            thoughts,
        ),
    )


def ours(events: list[ModelEvent]) -> Meaning:
    """Ids that Google did not give are ours."""
    meaning = meaning_of(events)
    calls = [
        ("" if call_id.startswith("call-") else call_id, name, canonical(json.loads(given)))
        for call_id, name, given in meaning.calls
    ]
    return meaning._replace(calls=calls)


def canonical(value: Any) -> str:
    return json.dumps(value, sort_keys=True)


def sent_back(events: list[ModelEvent]) -> list[dict[str, Any]]:
    """The parts in which the answer goes back with the next request."""
    answer = LLMMessage(
        MessageRole.ASSISTANT,
        meaning_of(events).text,
        tool_calls=tuple(event for event in events if isinstance(event, ToolCall)),
        reasoning=next((event for event in events if isinstance(event, ReasoningState)), None),
    )
    return json.loads(encode_request(ModelRequest((USER, answer)), CONFIG))["contents"][1]["parts"]


def as_the_sdk_keeps_them(parts: list[types.Part]) -> list[dict[str, Any]]:
    """The parts as the SDK's chats send them back, less what says nothing: thoughts without a signature.

    Text that came in pieces without signatures is one text.
    """
    told: list[dict[str, Any]] = []
    for part in parts:
        whole = part.model_dump(mode="json", by_alias=True, exclude_none=True)
        unsigned = "thoughtSignature" not in whole
        if unsigned and (whole.get("thought") or whole == {"text": ""}):
            continue
        if unsigned and told and told[-1].keys() == whole.keys() == {"text"}:
            told[-1]["text"] += whole["text"]
        else:
            told.append(whole)
    return told


def compared(part: dict[str, Any]) -> dict[str, Any]:
    """The SDK writes the bytes of a signature in the other of the two alphabets; Google takes both."""
    signature = part.get("thoughtSignature")
    if signature is None:
        return part
    return {
        **part,
        "thoughtSignature": base64.urlsafe_b64decode(signature.translate(str.maketrans("+/", "-_"))),
    }


@pytest.mark.parametrize("interaction", recordings(speaks_gemini))
def test_a_recorded_answer_means_what_the_sdk_says(judge: Judge, interaction: dict[str, Any]) -> None:
    assert ours(decode_all(GeminiDecoder(), body_of(interaction))) == sdk(judge.chunks_of(interaction))


@pytest.mark.parametrize("interaction", recordings(streams_gemini))
def test_a_recorded_stream_means_the_same_wherever_it_is_cut(interaction: dict[str, Any]) -> None:
    body = body_of(interaction)
    whole = joined(decode_all(GeminiDecoder(), body))
    for seed in range(200):
        assert joined(decoded_in_pieces(GeminiDecoder(), randomly_cut(body, seed))) == whole


@pytest.mark.parametrize("interaction", recordings(speaks_gemini))
def test_a_recorded_answer_goes_back_part_for_part_as_the_sdk_would_send_it(
    judge: Judge, interaction: dict[str, Any]
) -> None:
    events = decode_all(GeminiDecoder(model=MODEL), body_of(interaction))
    theirs = as_the_sdk_keeps_them(parts_of(judge.chunks_of(interaction)))
    assert [compared(part) for part in sent_back(events)] == [compared(part) for part in theirs]


@pytest.mark.parametrize("interaction", recordings(speaks_gemini))
def test_a_recorded_answer_names_its_sources(judge: Judge, interaction: dict[str, Any]) -> None:
    given = [e for e in decode_all(GeminiDecoder(), body_of(interaction)) if isinstance(e, Citation)]
    theirs: dict[Citation, None] = {}
    for chunk in judge.chunks_of(interaction):
        for candidate in chunk.candidates or ():
            metadata = candidate.grounding_metadata
            for source in metadata.grounding_chunks or () if metadata else ():
                if source.web is not None:
                    theirs[Citation(source.web.uri or "", source.web.title or "")] = None
                elif source.retrieved_context is not None:
                    found = source.retrieved_context
                    theirs[Citation(found.uri or "", found.title or "", found.text or "")] = None
    assert given == list(theirs)


@pytest.mark.parametrize("interaction", recordings(speaks_gemini, refused=True))
def test_a_recorded_refusal_is_a_typed_error(interaction: dict[str, Any]) -> None:
    error = error_from_response(interaction["response"]["status"], {}, body_of(interaction), "vertex")
    assert type(error) is LLMBadRequestError
    assert interaction["response"]["body"]["error"]["message"].split(".")[0][:40] in str(error)
