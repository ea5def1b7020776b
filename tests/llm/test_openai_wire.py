"""Every recorded Chat Completions answer means to us what it means to the official SDK.

The recordings lie beside the checkout, in `../shared/wire`; where they are absent these tests are
skipped, and the hand-written answers of `test_openai_decoding` stand alone.
"""

import json
import random
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from openai.types.chat import ChatCompletion, ChatCompletionChunk, ChatCompletionMessageCustomToolCall

from coda.components.llm.codecs.openai_chat import OpenAIChatDecoder, decode_response, error_from_response
from coda.components.messages import (
    Failure,
    Finish,
    FinishReason,
    ModelEvent,
    TextDelta,
    ToolCall,
    UsageReport,
)
from coda.errors import LLMError

WIRE = Path(__file__).resolve().parents[3] / "shared" / "wire"

if not WIRE.is_dir():
    pytest.skip("no recorded traffic in ../shared/wire beside the checkout", allow_module_level=True)


class Meaning(NamedTuple):
    text: str
    calls: list[tuple[str, str, str]]
    finish: str | None
    usage: tuple[int, int] | None


def recordings(*, streamed: bool | None = None, refused: bool = False) -> list[Any]:
    found: list[Any] = []
    for path in sorted(WIRE.glob("*/*.json")):
        for place, interaction in enumerate(json.loads(path.read_text())["interactions"]):
            response = interaction["response"]
            fits = (response["status"] >= 400) is refused and streamed in {
                None,
                isinstance(response["body"], str),
            }
            if fits and "/chat/completions" in interaction["request"]["path"]:
                found.append(pytest.param(interaction, id=f"{path.parent.name}/{path.stem}-{place}"))
    return found


def body_of(interaction: dict[str, Any]) -> bytes:
    body = interaction["response"]["body"]
    return body.encode() if isinstance(body, str) else json.dumps(body).encode()


def ours(events: list[ModelEvent]) -> Meaning:
    usage = next((e.usage for e in events if isinstance(e, UsageReport)), None)
    last = events[-1]
    return Meaning(
        "".join(event.text for event in events if isinstance(event, TextDelta)),
        [(e.call_id, e.name, e.arguments) for e in events if isinstance(e, ToolCall)],
        last.reason.value if isinstance(last, Finish) else None,
        usage and (usage.prompt_tokens, usage.completion_tokens),
    )


def sdk_of_stream(body: str) -> Meaning:
    """What the SDK's chunks say when their deltas are put together as its documentation tells."""
    text, finish, usage = "", None, None
    calls: dict[int, list[str]] = {}
    for line in body.replace("\r\n", "\n").split("\n"):
        if not line.startswith("data: ") or line == "data: [DONE]":
            continue
        data = json.loads(line.removeprefix("data: "))
        if "choices" not in data:
            continue
        chunk = ChatCompletionChunk.construct(**data)
        usage = _usage(chunk.usage) or _usage(_groq_usage(data)) or usage
        for choice in chunk.choices:
            if choice.index != 0:
                continue
            text += choice.delta.content or ""
            finish = choice.finish_reason or finish
            for call in choice.delta.tool_calls or []:
                parts = calls.setdefault(call.index, ["", "", ""])
                parts[0] = parts[0] or call.id or ""
                if call.function:
                    parts[1] += call.function.name or ""
                    parts[2] += call.function.arguments or ""
    # a call without arguments is `{}` to us: they are JSON text
    return Meaning(text, [(i, name, given or "{}") for i, name, given in calls.values()], finish, usage)


def sdk_of_body(body: dict[str, Any]) -> Meaning:
    completion = ChatCompletion.construct(**body)
    choice = completion.choices[0]
    calls = [
        (call.id, call.function.name, call.function.arguments)
        for call in choice.message.tool_calls or []
        if not isinstance(call, ChatCompletionMessageCustomToolCall)
    ]
    return Meaning(choice.message.content or "", calls, choice.finish_reason, _usage(completion.usage))


def _groq_usage(data: dict[str, Any]) -> Any:
    return ChatCompletion.construct(usage=(data.get("x_groq") or {}).get("usage")).usage


def _usage(usage: Any) -> tuple[int, int] | None:
    return (usage.prompt_tokens, usage.completion_tokens) if usage else None


def failed(events: list[ModelEvent]) -> LLMError | None:
    return events[-1].error if isinstance(events[-1], Failure) else None


@pytest.mark.parametrize("interaction", recordings(streamed=True))
def test_a_recorded_stream_means_what_the_sdk_says_wherever_it_is_cut(interaction: dict[str, Any]) -> None:
    body = body_of(interaction)
    events = decode_response(body)
    theirs = sdk_of_stream(body.decode())
    if (error := failed(events)) is None:
        assert ours(events) == theirs
    else:
        assert '"error":' in body.decode(), error
        assert ours(events)[0] == theirs.text
    random_cut = random.Random(len(body))
    for _ in range(3):
        decoder, pieces, start = OpenAIChatDecoder(), [], 0
        while start < len(body):
            end = start + random_cut.choice((1, 5, 80, 1400))
            pieces += decoder.feed(body[start:end])
            start = end
        assert ours(pieces + decoder.finish()) == ours(events)


@pytest.mark.parametrize("interaction", recordings(streamed=False))
def test_a_recorded_body_means_what_the_sdk_says(interaction: dict[str, Any]) -> None:
    theirs = sdk_of_body(interaction["response"]["body"])
    events = decode_response(body_of(interaction))
    assert failed(events) is None
    assert ours(events) == theirs
    assert FinishReason(theirs.finish)


@pytest.mark.parametrize("interaction", recordings(refused=True))
def test_a_recorded_refusal_is_a_typed_error(interaction: dict[str, Any]) -> None:
    response = interaction["response"]
    error = error_from_response(response["status"], response["headers"], body_of(interaction), "openai")
    assert type(error) is not LLMError
    assert error.status == response["status"]
