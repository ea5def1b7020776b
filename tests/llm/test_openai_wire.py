"""Every recorded Chat Completions answer means to us what it means to the official SDK.

The recordings lie beside the checkout, in `../shared/wire`; where they are absent these tests are
skipped, and the hand-written answers of `test_openai_decoding` and `test_openai_family` stand alone.
A stream is read by the SDK's own stream through a transport that plays it, a body by its own types.
"""

from typing import Any

import httpx2
import openai
import pytest
from openai.types import CompletionUsage
from openai.types.chat import ChatCompletion, ChatCompletionMessageFunctionToolCall

from coda.components.llm.codecs.openai_chat import OpenAIChatDecoder, decode_response, error_from_response
from coda.components.messages import Failure
from coda.errors import LLMError
from tests.llm.recordings import (
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

CUTS = 200


def speaks(host: str, path: str) -> bool:
    return "/chat/completions" in path


class ReadByTheSDK:
    """What the SDK's stream helper has put together at the end, and the error that stopped it."""

    def __init__(self, body: bytes) -> None:
        self.reasoning = ""
        self.groq: Any = None
        self.stopped: Exception | None = None
        self.completion: Any = None

        def play(request: httpx2.Request) -> httpx2.Response:
            return httpx2.Response(200, headers={"content-type": "text/event-stream"}, content=body)

        client = openai.OpenAI(
            api_key="x", http_client=httpx2.Client(transport=httpx2.MockTransport(play)), max_retries=0
        )
        with client, client.chat.completions.stream(model="m", messages=[]) as stream:
            try:
                for event in stream:
                    if event.type == "chunk":
                        self._beside(event.chunk)
            except openai.APIError as error:
                self.stopped = error
            self.completion = stream.current_completion_snapshot

    def _beside(self, chunk: Any) -> None:
        """What is not OpenAI's own stays in the chunks' extra fields."""
        self.groq = (getattr(chunk, "x_groq", None) or {}).get("usage") or self.groq
        for choice in chunk.choices[:1]:
            extra = choice.delta.model_extra or {}
            self.reasoning += extra.get("reasoning_content") or extra.get("reasoning") or ""


def sdk_of_stream(body: bytes) -> tuple[Meaning, Exception | None]:
    read = ReadByTheSDK(body)
    usage = read.completion.usage or (read.groq and CompletionUsage.construct(**read.groq))
    return meaning(read.completion, read.reasoning, usage), read.stopped


def sdk_of_body(body: dict[str, Any]) -> Meaning:
    completion = ChatCompletion.construct(**body)
    extra = completion.choices[0].message.model_extra or {}
    reasoning = extra.get("reasoning_content") or extra.get("reasoning") or ""
    return meaning(completion, reasoning, completion.usage)


def meaning(completion: Any, reasoning: str, usage: Any) -> Meaning:
    choice = completion.choices[0]
    calls = [
        # a call without arguments is `{}` to us: they are JSON text
        (call.id, call.function.name, call.function.arguments or "{}")
        for call in choice.message.tool_calls or []
        if isinstance(call, ChatCompletionMessageFunctionToolCall) or call.function
    ]
    return Meaning(choice.message.content or "", reasoning, calls, choice.finish_reason, counts(usage))


def counts(usage: Any) -> tuple[int, int, int, int] | None:
    """The SDK's counts. Mistral and DeepSeek also name cached tokens in fields of their own."""
    if not usage:
        return None
    told = usage if isinstance(usage, dict) else usage.model_dump()
    prompt, completion = told["prompt_tokens"], told["completion_tokens"]
    reasoning = (told.get("completion_tokens_details") or {}).get("reasoning_tokens") or 0
    cached = (told.get("prompt_tokens_details") or {}).get("cached_tokens")
    cached = cached or told.get("num_cached_tokens") or told.get("prompt_cache_hit_tokens") or 0
    return prompt, completion, cached, reasoning


def failed(events: list[Any]) -> LLMError | None:
    return events[-1].error if isinstance(events[-1], Failure) else None


@pytest.mark.parametrize("interaction", recordings(speaks, streamed=True))
def test_a_recorded_stream_means_what_the_sdk_says_wherever_it_is_cut(interaction: dict[str, Any]) -> None:
    body = body_of(interaction)
    events = decode_response(body)
    theirs, stopped = sdk_of_stream(body)
    if stopped is None:
        assert failed(events) is None
        assert meaning_of(events) == theirs
    else:
        assert failed(events) is not None
        assert meaning_of(events)[:2] == theirs[:2]
    whole = joined(events)
    for seed in range(CUTS):
        assert joined(decoded_in_pieces(OpenAIChatDecoder(), randomly_cut(body, seed))) == whole


@pytest.mark.parametrize("interaction", recordings(speaks, streamed=False))
def test_a_recorded_body_means_what_the_sdk_says(interaction: dict[str, Any]) -> None:
    events = decode_response(body_of(interaction))
    assert failed(events) is None
    assert meaning_of(events) == sdk_of_body(interaction["response"]["body"])


@pytest.mark.parametrize("interaction", recordings(speaks, refused=True))
def test_a_recorded_refusal_is_the_error_the_sdk_raises(interaction: dict[str, Any]) -> None:
    response = interaction["response"]
    error = error_from_response(response["status"], response["headers"], body_of(interaction), "openai")
    assert type(error) is not LLMError
    assert error.status == response["status"]
    named = response["headers"].get("x-request-id") or response["headers"].get("apim-request-id")
    assert error.request_id == named
