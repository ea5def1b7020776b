"""Every recorded answer of Anthropic means to us what it means to the official SDK."""

import json
from base64 import b64decode
from typing import Any

import anthropic
import httpx2
import pytest

from coda.components.llm.codecs.answer import decode_all
from coda.components.llm.codecs.anthropic import AnthropicDecoder
from coda.components.llm.codecs.anthropic_request import encode_request
from coda.components.llm.codecs.http_error import error_from_response
from coda.components.llm.config import LLMProvider, ProviderConfig
from coda.components.messages import (
    Citation,
    LLMMessage,
    Media,
    MessageRole,
    ModelEvent,
    ModelRequest,
    ReasoningState,
    ToolCall,
)
from coda.errors import LLMBadRequestError
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

MODEL = "claude-opus-4-6"
FINISHES = {"end_turn": "stop", "stop_sequence": "stop", "tool_use": "tool_calls"}
USER = LLMMessage(MessageRole.USER, "hello")


def speaks_anthropic(host: str, path: str) -> bool:
    return path.split("?", maxsplit=1)[0].endswith("/v1/messages")


def message_of(interaction: dict[str, Any]) -> Any:
    """The message that the SDK makes of the recorded answer, from its own stream where it was one."""

    def play(request: httpx2.Request) -> httpx2.Response:
        kind = interaction["response"]["content_type"]
        return httpx2.Response(200, headers={"content-type": kind}, content=body_of(interaction))

    transport = httpx2.MockTransport(play)
    with (
        httpx2.Client(transport=transport) as http,
        anthropic.Anthropic(api_key="none", http_client=http, max_retries=0) as client,
    ):
        messages: Any = client.beta.messages if "beta" in interaction["request"]["path"] else client.messages
        asked: Any = {"model": MODEL, "max_tokens": 1, "messages": [{"role": "user", "content": "hello"}]}
        if isinstance(interaction["response"]["body"], str):
            with messages.stream(**asked) as stream:
                return stream.get_final_message()
        return messages.create(**asked)


def sdk(message: Any) -> Meaning:
    usage = message.usage
    cached = usage.cache_read_input_tokens or 0
    details = getattr(usage, "output_tokens_details", None)
    return Meaning(
        "".join(block.text for block in message.content if block.type == "text"),
        "".join(block.thinking for block in message.content if block.type == "thinking"),
        [
            (block.id, block.name, _canonical(block.input))
            for block in message.content
            if block.type == "tool_use"
        ],
        FINISHES[message.stop_reason],
        (
            usage.input_tokens + (usage.cache_creation_input_tokens or 0) + cached,
            usage.output_tokens,
            cached,
            details.thinking_tokens if details else 0,
        ),
    )


def ours(events: list[ModelEvent]) -> Meaning:
    meaning = meaning_of(events)
    calls = [(call_id, name, _canonical(json.loads(given))) for call_id, name, given in meaning.calls]
    return meaning._replace(calls=calls)


def _canonical(value: Any) -> str:
    return json.dumps(value, sort_keys=True)


def sent_back(events: list[ModelEvent]) -> list[dict[str, Any]]:
    """The blocks in which the answer goes back with the next request."""
    answer = LLMMessage(
        MessageRole.ASSISTANT,
        meaning_of(events).text,
        tool_calls=tuple(event for event in events if isinstance(event, ToolCall)),
        reasoning=next((event for event in events if isinstance(event, ReasoningState)), None),
    )
    config = ProviderConfig(provider=LLMProvider.ANTHROPIC, model=MODEL, prompt_caching=False)
    body = json.loads(encode_request(ModelRequest((USER, answer, USER)), config))
    return body["messages"][1]["content"]


def as_sent(block: Any) -> dict[str, Any]:
    """A block of the SDK's message as it is sent: without what only answers have, and what is empty."""
    told = block.to_dict(mode="json")
    return {
        name: value
        for name, value in told.items()
        if name not in {"citations", "caller"} and value is not None
    }


@pytest.mark.parametrize("interaction", recordings(speaks_anthropic, streamed=True))
def test_a_recorded_stream_means_what_the_sdk_says_wherever_it_is_cut(interaction: dict[str, Any]) -> None:
    body, message = body_of(interaction), message_of(interaction)
    events = decode_all(AnthropicDecoder(), body)
    assert ours(events) == sdk(message)
    whole = joined(events)
    for seed in range(200):
        assert joined(decoded_in_pieces(AnthropicDecoder(), randomly_cut(body, seed))) == whole


@pytest.mark.parametrize("interaction", recordings(speaks_anthropic, streamed=False))
def test_a_recorded_body_means_what_the_sdk_says(interaction: dict[str, Any]) -> None:
    assert ours(decode_all(AnthropicDecoder(), body_of(interaction))) == sdk(message_of(interaction))


@pytest.mark.parametrize("interaction", recordings(speaks_anthropic))
def test_a_recorded_answer_goes_back_block_for_block_as_the_sdk_would_send_it(
    interaction: dict[str, Any],
) -> None:
    events = decode_all(AnthropicDecoder(model=MODEL), body_of(interaction))
    theirs = [as_sent(block) for block in message_of(interaction).content]
    own = [
        {
            name: value
            for name, value in block.items()
            if name not in {"citations", "caller"} and value is not None
        }
        for block in sent_back(events)
    ]
    if any(isinstance(event, ReasoningState) for event in events):
        assert own == [block for block in theirs if block["type"] != "text" or block["text"].strip()]
    else:
        assert _canonical(sorted(map(_canonical, _one_text(own)))) == _canonical(
            sorted(map(_canonical, _one_text(theirs)))
        )


def _one_text(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Without thinking between them, the texts of an answer are one."""
    text = "".join(block["text"] for block in blocks if block["type"] == "text")
    others = [block for block in blocks if block["type"] != "text"]
    return [{"type": "text", "text": text}, *others] if text.strip() else others


@pytest.mark.parametrize("interaction", recordings(speaks_anthropic))
def test_a_recorded_answer_names_its_sources(interaction: dict[str, Any]) -> None:
    events = decode_all(AnthropicDecoder(), body_of(interaction))
    given = [event for event in events if isinstance(event, Citation)]
    theirs = [
        Citation(getattr(source, "url", None) or "", source.title or "", source.cited_text)
        for block in message_of(interaction).content
        if block.type == "text"
        for source in block.citations or ()
    ]
    assert given == theirs


@pytest.mark.parametrize("interaction", recordings(speaks_anthropic, refused=True))
def test_a_recorded_refusal_is_a_typed_error(interaction: dict[str, Any]) -> None:
    error = error_from_response(interaction["response"]["status"], {}, body_of(interaction), "anthropic")
    assert type(error) is LLMBadRequestError
    assert "effort" in str(error)


class UnlikeOursError(Exception):
    """A recorded message holds what our values do not: files by id, results with pictures."""


def read_back(turn: dict[str, Any], model: str) -> list[LLMMessage]:
    """A recorded message as our values: one for each block of the user's, one for an answer."""
    content = turn["content"]
    blocks = [{"type": "text", "text": content}] if isinstance(content, str) else content
    if turn["role"] == "user":
        return [_of_the_user(block) for block in blocks]
    items: list[dict[str, Any]] = []
    for block in blocks:
        match block["type"]:
            case "text":
                items.append({"type": "text", "length": len(block["text"])})
            case "tool_use":
                items.append({"type": "tool_use", "id": block["id"]})
            case _:
                items.append(block)
    calls = [b for b in blocks if b["type"] == "tool_use"]
    return [
        LLMMessage(
            MessageRole.ASSISTANT,
            "".join(block["text"] for block in blocks if block["type"] == "text"),
            tool_calls=tuple(ToolCall(b["id"], b["name"], json.dumps(b["input"])) for b in calls),
            reasoning=ReasoningState("anthropic", model, tuple(items)),
        )
    ]


def _of_the_user(block: dict[str, Any]) -> LLMMessage:
    match block:
        case {"type": "text", "text": words}:
            return LLMMessage(MessageRole.USER, words)
        case {"type": "tool_result", "tool_use_id": call_id, "content": str(words)}:
            return LLMMessage(MessageRole.TOOL, words, tool_call_id=call_id)
        case {"type": "tool_result", "tool_use_id": call_id, "content": [{"type": "text", "text": words}]}:
            return LLMMessage(MessageRole.TOOL, words, tool_call_id=call_id)
        case {"type": "image" | "document", "source": {"type": "base64", "media_type": kind, "data": data}}:
            return LLMMessage(MessageRole.USER, media=(Media(kind, b64decode(data)),))
        case {"type": "image" | "document" as what, "source": {"type": "url", "url": url}}:
            kind = "image/png" if what == "image" else "application/pdf"
            return LLMMessage(MessageRole.USER, media=(Media(kind, url=url),))
        case {"type": "document", "source": {"type": "text", "data": data}}:
            return LLMMessage(MessageRole.USER, media=(Media("text/plain", data.encode()),))
        case _:
            raise UnlikeOursError(block["type"])


def plain(turn: dict[str, Any]) -> tuple[str, list[dict[str, Any]]]:
    """A message in the one spelling of several: text as a block, and not when it is blank; no defaults."""
    content = turn["content"]
    blocks = [{"type": "text", "text": content}] if isinstance(content, str) else content
    unsaid = {"is_error", "cache_control", "citations", "caller", "title"}
    told = [{name: item for name, item in block.items() if name not in unsaid} for block in blocks]
    for block in told:
        if isinstance(block.get("content"), str):
            block["content"] = [{"type": "text", "text": block["content"]}]
    return turn["role"], [block for block in told if block["type"] != "text" or block["text"].strip()]


def conversations() -> list[Any]:
    """Those recorded conversations that our values can hold, by the answer they ask for."""
    found: list[Any] = []
    for parameters in recordings(speaks_anthropic):
        body = parameters.values[0]["request"]["body"]
        try:
            history = [message for turn in body["messages"] for message in read_back(turn, MODEL)]
        except (UnlikeOursError, ValueError):
            continue
        found.append(pytest.param(body["messages"], history, id=parameters.id))
    return found


CONVERSATIONS = conversations()


@pytest.mark.parametrize(("recorded", "history"), CONVERSATIONS)
def test_a_recorded_conversation_is_encoded_as_it_was_sent(
    recorded: list[dict[str, Any]], history: list[LLMMessage]
) -> None:
    config = ProviderConfig(provider=LLMProvider.ANTHROPIC, model=MODEL, prompt_caching=False)
    sent = json.loads(encode_request(ModelRequest(tuple(history)), config))["messages"]
    assert [plain(turn) for turn in sent] == [plain(turn) for turn in recorded]


def test_most_recorded_conversations_can_be_held() -> None:
    assert len(CONVERSATIONS) > 0.8 * len(recordings(speaks_anthropic))
