"""Every recorded Responses answer means to us what it means to the official SDK."""

import json
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from itertools import pairwise
from typing import Any

import httpx2
import openai
import pydantic
import pytest
from openai.types.responses import ResponseInputItemParam
from openai.types.responses.response_create_params import ResponseCreateParamsStreaming

from coda.components.llm.codecs.answer import decode_all
from coda.components.llm.codecs.http_error import error_from_response
from coda.components.llm.codecs.openai_responses import OpenAIResponsesDecoder
from coda.components.llm.codecs.openai_responses_request import encode_request
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
from coda.errors import LLMBadRequestError, LLMModelNotFoundError
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

MODEL = "gpt-5"
USER = LLMMessage(MessageRole.USER, "hello")

request_judge = pydantic.TypeAdapter(ResponseCreateParamsStreaming)
item_judge = pydantic.TypeAdapter(ResponseInputItemParam)


def speaks_responses(host: str, path: str) -> bool:
    return path.split("?", maxsplit=1)[0].endswith("/responses")


@contextmanager
def asked(interaction: dict[str, Any]) -> Generator[openai.OpenAI]:
    """The SDK's client, to which whatever it asks the recorded answer is given."""

    def play(request: httpx2.Request) -> httpx2.Response:
        kind = interaction["response"]["content_type"]
        return httpx2.Response(200, headers={"content-type": kind}, content=body_of(interaction))

    with (
        httpx2.Client(transport=httpx2.MockTransport(play)) as http,
        openai.OpenAI(api_key="none", http_client=http, max_retries=0) as client,
    ):
        yield client


def response_of(interaction: dict[str, Any]) -> Any:
    """The response that the SDK makes of the recorded answer, from its own stream where it was one."""
    with asked(interaction) as client:
        if isinstance(interaction["response"]["body"], str):
            with client.responses.stream(model=MODEL, input="hello") as stream:
                return stream.get_final_response()
        return client.responses.create(model=MODEL, input="hello")


def items_of(interaction: dict[str, Any]) -> list[Any]:
    """The items as the SDK has them when they are done: that is how they shall go back."""
    if not isinstance(interaction["response"]["body"], str):
        return list(response_of(interaction).output)
    with asked(interaction) as client, client.responses.stream(model=MODEL, input="hello") as stream:
        return [event.item for event in stream if event.type == "response.output_item.done"]


def sdk(response: Any) -> Meaning:
    usage = response.usage
    calls = [item for item in response.output if item.type == "function_call"]
    return Meaning(
        response.output_text,
        "\n\n".join(thoughts(response)),
        [(call.call_id, call.name, call.arguments) for call in calls],
        {"completed": "tool_calls" if calls else "stop"}[response.status],
        (
            usage.input_tokens,
            usage.output_tokens,
            usage.input_tokens_details.cached_tokens,
            usage.output_tokens_details.reasoning_tokens,
        ),
    )


def thoughts(response: Any) -> Iterator[str]:
    for item in response.output:
        if item.type == "reasoning":
            yield from (part.text for part in item.content or item.summary)


@pytest.mark.parametrize("interaction", recordings(speaks_responses, streamed=True))
def test_a_recorded_stream_means_what_the_sdk_says_wherever_it_is_cut(interaction: dict[str, Any]) -> None:
    body = body_of(interaction)
    events = decode_all(OpenAIResponsesDecoder(), body)
    assert meaning_of(events) == sdk(response_of(interaction))
    whole = joined(events)
    for seed in range(200):
        assert joined(decoded_in_pieces(OpenAIResponsesDecoder(), randomly_cut(body, seed))) == whole


@pytest.mark.parametrize("interaction", recordings(speaks_responses, streamed=False))
def test_a_recorded_body_means_what_the_sdk_says(interaction: dict[str, Any]) -> None:
    events = decode_all(OpenAIResponsesDecoder(), body_of(interaction))
    assert meaning_of(events) == sdk(response_of(interaction))


@pytest.mark.parametrize("interaction", recordings(speaks_responses, streamed=True))
def test_a_recorded_stream_says_the_same_without_its_pieces_and_without_its_wholes(
    interaction: dict[str, Any],
) -> None:
    frames = body_of(interaction).replace(b"\r\n", b"\n").split(b"\n\n")
    whole = meaning_of(decode_all(OpenAIResponsesDecoder(), body_of(interaction)))
    for left_out in ((b".delta",), (b".done",), (b".delta", b"_text.done", b"_arguments.done"), (b".added",)):
        kept = [frame for frame in frames if not any(kind + b'"' in frame[:90] for kind in left_out)]
        assert meaning_of(decode_all(OpenAIResponsesDecoder(), b"\n\n".join(kept))) == whole


@pytest.mark.parametrize("interaction", recordings(speaks_responses))
def test_a_recorded_answer_names_its_sources(interaction: dict[str, Any]) -> None:
    events = decode_all(OpenAIResponsesDecoder(), body_of(interaction))
    theirs = [
        Citation(source.url, source.title)
        for item in response_of(interaction).output
        if item.type == "message"
        for part in item.content
        for source in part.annotations
        if source.type == "url_citation"
    ]
    assert [event for event in events if isinstance(event, Citation)] == list(dict.fromkeys(theirs))


def sent_back(events: list[ModelEvent], *results: LLMMessage) -> list[dict[str, Any]]:
    """The items in which the answer goes back with the next request, and after them the results."""
    calls = tuple(event for event in events if isinstance(event, ToolCall))
    state = next((event for event in events if isinstance(event, ReasoningState)), None)
    answer = LLMMessage(MessageRole.ASSISTANT, meaning_of(events).text, tool_calls=calls, reasoning=state)
    config = ProviderConfig(provider=LLMProvider.OPENAI, model=MODEL)
    body = json.loads(encode_request(ModelRequest((USER, answer, *results, USER)), config))
    request_judge.validate_python(body)
    assert body["input"][-1] == {"role": "user", "content": "hello"}
    return body["input"][1 : -1 if results else -1 - len(calls)]


def as_sent(item: Any) -> dict[str, Any]:
    """An item of the SDK's response without what need not go back."""
    told = item.to_dict(mode="json")
    told.pop("parsed_arguments", None)
    if item.type in {"reasoning", "function_call"}:
        told.pop("status", None)
    if item.type == "message":
        told["content"] = [
            {"type": part["type"], "text": part["text"], "annotations": []} for part in told["content"]
        ]
    if item.type == "reasoning" and not told.get("content"):
        told.pop("content", None)
    return {name: value for name, value in told.items() if value is not None or item.type != "reasoning"}


@pytest.mark.parametrize("interaction", recordings(speaks_responses))
def test_a_recorded_answer_goes_back_item_for_item_as_the_sdk_would_send_it(
    interaction: dict[str, Any],
) -> None:
    events = decode_all(OpenAIResponsesDecoder(model=MODEL), body_of(interaction))
    own = sent_back(events)
    for item in own:
        item_judge.validate_python(item)
    theirs = [as_sent(item) for item in items_of(interaction)]
    if not meaning_of(events).text and not meaning_of(events).calls:
        assert own == []
    elif any(isinstance(event, ReasoningState) for event in events):
        assert own == theirs
    else:
        assert [_without_ids(item) for item in own] == [
            _without_ids(item) for item in theirs if item["type"] in {"message", "function_call"}
        ]


def _without_ids(item: dict[str, Any]) -> dict[str, Any]:
    """What a message and a call say."""
    if item.get("type") == "function_call":
        return {name: item[name] for name in ("call_id", "name", "arguments")}
    content = item["content"]
    return {"text": content if isinstance(content, str) else "".join(part["text"] for part in content)}


@pytest.mark.parametrize("interaction", recordings(speaks_responses, refused=True))
def test_a_recorded_refusal_is_a_typed_error(interaction: dict[str, Any]) -> None:
    error = error_from_response(interaction["response"]["status"], {}, body_of(interaction), "openai")
    assert type(error) in {LLMBadRequestError, LLMModelNotFoundError}
    assert error.status == 400
    (failure,) = decode_all(OpenAIResponsesDecoder(), body_of(interaction))
    assert joined([failure])[0][0] is type(error)  # type: ignore[index] - a failure is a pair


def rounds() -> list[Any]:
    """Recorded answers whose reasoning the next request sent back, with what that request added."""
    found: list[Any] = []
    for path in sorted(WIRE.glob("*/*.json")):
        talk = json.loads(path.read_text())["interactions"]
        for place, (before, after) in enumerate(pairwise(talk)):
            first, second = _input(before), _input(after)
            added = second[len(first) :]
            kinds = {item.get("type") for item in added}
            # One client reads what a search for tools found in its own way; it is no judge of that.
            # Results that are pictures or files are beyond our messages.
            plain = "tool_search_call" not in kinds and all(
                isinstance(item.get("output", ""), str) for item in added
            )
            if first and plain and {"reasoning", "function_call_output"} <= kinds:
                assert second[: len(first)] == first
                found.append(pytest.param(before, added, id=f"{path.stem}-{place}"))
    return found


def _input(interaction: dict[str, Any]) -> list[dict[str, Any]]:
    body = interaction["request"]["body"]
    items = body.get("input") if isinstance(body, dict) else None
    return items if isinstance(items, list) and not body.get("previous_response_id") else []


@pytest.mark.parametrize(("interaction", "sent"), rounds())
def test_a_tool_round_goes_on_with_the_items_that_a_recorded_client_sent(
    interaction: dict[str, Any], sent: list[dict[str, Any]]
) -> None:
    events = decode_all(OpenAIResponsesDecoder(model=MODEL), body_of(interaction))
    results = [
        LLMMessage(MessageRole.TOOL, item["output"], tool_call_id=item["call_id"])
        for item in sent
        if item.get("type") == "function_call_output"
    ]
    own = sent_back(events, *results)
    assert list(map(_known, own)) == list(map(_known, sent[: len(own)]))


def _known(item: dict[str, Any]) -> dict[str, Any]:
    """Without what some clients leave out and others send: ids of calls, states, nulls."""
    unsaid = {"status", "id"} if item.get("type") == "function_call" else {"status"}
    return {name: value for name, value in item.items() if name not in unsaid and value is not None}
