"""Every answer means to us what it means to Ollama's own client.

The recorded traffic holds answers of `/api/generate` only, so those of `/api/chat` are written by hand; the
client reads them through a transport of its own, our decoder in 200 ways of cutting them.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import httpx
import pytest
from ollama import ChatResponse, Client, ResponseError

from coda.components.llm.codecs.answer import decode_all
from coda.components.llm.codecs.ollama import OllamaDecoder, encode_request
from coda.components.llm.config import ProviderConfig
from coda.components.messages import Failure, LLMMessage, MessageRole, ModelRequest
from tests.llm.ollama_answers import ANSWERS, MODEL, whole_body
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

CUTS = 200
ERROR = ANSWERS["text"].splitlines(keepends=True)[0] + b'{"error": "the model runner has stopped"}\n'


def client_of(body: bytes, seen: list[httpx.Request] | None = None) -> Client:
    def serve(request: httpx.Request) -> httpx.Response:
        if seen is not None:
            seen.append(request)
        return httpx.Response(200, content=body)

    return Client(transport=httpx.MockTransport(serve))


def theirs(answers: Sequence[ChatResponse]) -> Meaning:
    last = answers[-1]
    calls = [call.function for answer in answers for call in answer.message.tool_calls or ()]
    counted = last.prompt_eval_count is not None or last.eval_count is not None
    return Meaning(
        "".join(answer.message.content or "" for answer in answers),
        "".join(answer.message.thinking or "" for answer in answers),
        [("", call.name, json.dumps(dict(call.arguments))) for call in calls],
        last.done_reason,
        (last.prompt_eval_count or 0, last.eval_count or 0, 0, 0) if counted else None,
    )


def ours(body: bytes) -> Meaning:
    """Without the ids, which their client drops, and with their words for the end."""
    meaning = meaning_of(decode_all(OllamaDecoder(), body))
    calls = [("", name, json.dumps(json.loads(arguments))) for _, name, arguments in meaning.calls]
    return meaning._replace(calls=calls, finish="stop" if meaning.calls else meaning.finish)


@pytest.mark.parametrize("name", ANSWERS)
def test_a_streamed_answer_means_what_their_client_says(name: str) -> None:
    body = ANSWERS[name]
    meant = theirs(list(client_of(body).chat(MODEL, [], stream=True)))
    finish = {None: "stop", "load": "other"}.get(meant.finish, meant.finish)
    assert ours(body) == meant._replace(finish=finish)


@pytest.mark.parametrize("indent", [None, 2])
def test_a_whole_answer_means_what_their_client_says(indent: int | None) -> None:
    body = whole_body(indent)
    assert ours(body) == theirs([client_of(body).chat(MODEL, [])])


def test_an_error_in_a_stream_is_one_to_both() -> None:
    with pytest.raises(ResponseError, match="runner has stopped"):
        list(client_of(ERROR).chat(MODEL, [], stream=True))
    assert isinstance(decode_all(OllamaDecoder(), ERROR)[-1], Failure)


@pytest.mark.parametrize("body", [*ANSWERS.values(), ERROR, whole_body(), whole_body(2)])
def test_an_answer_means_the_same_wherever_it_is_cut(body: bytes) -> None:
    expected = joined(decode_all(OllamaDecoder(), body))
    for seed in range(CUTS):
        assert joined(decoded_in_pieces(OllamaDecoder(), randomly_cut(body, seed))) == expected


def test_our_request_is_the_one_their_client_sends() -> None:
    seen: list[httpx.Request] = []
    asked = [{"role": "user", "content": "make ball 1 red"}]
    options = {"temperature": 0.7, "num_predict": 9}
    list(client_of(ANSWERS["text"], seen).chat(MODEL, asked, stream=True, options=options, think=True))
    config = ProviderConfig.model_validate(
        {"provider": "ollama", "model": MODEL, "max_tokens": 9, "extra_params": {"think": True}}
    )
    request = ModelRequest((LLMMessage(MessageRole.USER, "make ball 1 red"),))
    their_body = json.loads(seen[0].content)
    assert their_body.pop("tools") == []
    assert json.loads(encode_request(request, config)) == their_body
    assert (seen[0].method, seen[0].url.path) == ("POST", "/api/chat")


GENERATED = recordings(lambda _, path: path == "/api/generate") if WIRE.is_dir() else []


@pytest.mark.skipif(not WIRE.is_dir(), reason=ABSENT)
@pytest.mark.parametrize("interaction", GENERATED)
def test_a_recorded_generation_means_what_their_client_says(interaction: dict[str, Any]) -> None:
    body = body_of(interaction)
    said = list(client_of(body).generate(MODEL, "Say something.", stream=True))
    last = said[-1]
    meant = ours(body)
    assert meant.text == "".join(piece.response or "" for piece in said)
    assert meant.finish == (last.done_reason or "stop")
    assert meant.usage == (last.prompt_eval_count or 0, last.eval_count or 0, 0, 0)
    expected = joined(decode_all(OllamaDecoder(), body))
    for seed in range(CUTS):
        assert joined(decoded_in_pieces(OllamaDecoder(), randomly_cut(body, seed))) == expected
