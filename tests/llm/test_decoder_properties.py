"""What holds of every decoder, whatever bytes come: no exception, one end, whatever the cuts, linear work."""

from __future__ import annotations

import json
import random
import sys
from itertools import islice
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coda.components.llm.codecs.answer import MAX_BODY_BYTES, decode_all
from coda.components.llm.codecs.protocols import decoder_for
from coda.components.llm.config import WireProtocol
from coda.components.messages import Failure, Finish, FinishReason, ModelEvent, TextDelta
from coda.errors import LLMStreamBrokenError
from tests.llm.dialects import DIALECTS, SSE, Dialect
from tests.llm.recordings import decoded_in_pieces, joined, randomly_cut

DIALECT = pytest.mark.parametrize("dialect", DIALECTS, ids=[dialect.protocol.value for dialect in DIALECTS])

WORDS = (
    "type message delta content text index choices error usage parts candidates role id name arguments done "
    "response item output tool_calls functionCall thought signature input stop_reason finishReason status"
).split()
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(WORDS) | st.text(max_size=3), inner)
    ),
    max_leaves=8,
)
SEEDS = st.integers(0, 2**32)


def decoded(dialect: Dialect, body: bytes) -> list[ModelEvent]:
    return decode_all(decoder_for(dialect.protocol), body)


def has_one_end(events: list[ModelEvent]) -> bool:
    return [isinstance(event, Finish | Failure) for event in events].index(True) == len(events) - 1


def altered(pieces: tuple[bytes, ...], chance: random.Random) -> bytes:
    """An answer in which frames were swapped, left out or doubled, and bytes or values changed."""
    frames = list(pieces)
    for _ in range(chance.randint(1, 4)):
        place = chance.randrange(len(frames))
        match chance.randrange(5):
            case 0:
                frames.insert(chance.randrange(len(frames)), frames[place])
            case 1:
                frames[place] = b"" if len(frames) > 1 else frames[place]
            case 2:
                at = chance.randrange(len(frames[place]) + 1)
                frames[place] = frames[place][:at] + bytes([chance.randrange(256)]) + frames[place][at + 1 :]
            case 3:
                frames[place] = frames[place].replace(b'"', b"null", 1)
            case _:
                frames[place] = _with_another_value(frames[place], chance)
    return b"".join(frames)


def _with_another_value(frame: bytes, chance: random.Random) -> bytes:
    """The frame with one field of its JSON set to something of another kind."""
    head, brace, rest = frame.partition(b"{")
    try:
        value = json.loads(brace + rest)
    except ValueError:
        return frame
    inside: Any = value
    while isinstance(inside, dict) and inside:
        key = chance.choice(list(inside))
        if not isinstance(inside[key], dict | list) or chance.random() < 0.3:
            inside[key] = chance.choice([None, 7, "x", [], {}, [{}], {"type": "x"}, -1.5, True])
            break
        inside = inside[key][0] if isinstance(inside[key], list) and inside[key] else inside[key]
    return head + json.dumps(value).encode() + frame[len(frame.rstrip()) :]


@DIALECT
@given(body=st.binary(max_size=400), seed=SEEDS)
@settings(max_examples=200)
def test_any_bytes_end_once_and_alike_for_every_cut(dialect: Dialect, body: bytes, seed: int) -> None:
    events = decoded(dialect, body)
    assert has_one_end(events)
    assert joined(decoded_in_pieces(decoder_for(dialect.protocol), randomly_cut(body, seed))) == joined(
        events
    )


@DIALECT
@given(seed=SEEDS)
@settings(max_examples=400)
def test_an_answer_that_was_tampered_with_ends_once_and_alike_for_every_cut(
    dialect: Dialect, seed: int
) -> None:
    body = altered(dialect.pieces, random.Random(seed))
    events = decoded(dialect, body)
    assert has_one_end(events)
    assert joined(decoded_in_pieces(decoder_for(dialect.protocol), randomly_cut(body, seed))) == joined(
        events
    )


@DIALECT
@given(values=st.lists(VALUES, max_size=4))
@settings(max_examples=100)
def test_any_json_in_the_frames_ends_once(dialect: Dialect, values: list[Any]) -> None:
    mark = b"data: " if dialect.content_type == SSE else b""
    frames = [mark + json.dumps(value).encode() + b"\n\n" for value in values]
    assert has_one_end(decoded(dialect, b"".join([*frames, *dialect.pieces])))
    assert has_one_end(decoded(dialect, b"".join([dialect.words[0], *frames, *dialect.end])))


@DIALECT
@given(value=VALUES)
@settings(max_examples=100)
def test_any_json_body_ends_once(dialect: Dialect, value: Any) -> None:
    assert has_one_end(decoded(dialect, json.dumps(value).encode()))


@DIALECT
def test_events_of_an_unknown_type_and_unknown_fields_are_borne(dialect: Dialect) -> None:
    strange = {"type": "something.new", "id": "x", "new_field": {"deep": [1, {"a": None}]}}
    mark = b"event: something.new\ndata: " if dialect.content_type == SSE else b""
    frame = mark + json.dumps(strange).encode() + b"\n\n"
    events = decoded(dialect, b"".join([dialect.words[0], frame, *dialect.words[1:], frame, *dialect.end]))
    assert "".join(event.text for event in events if isinstance(event, TextDelta)) == "Hällo world"
    assert events[-1] == Finish(FinishReason.STOP)


def calls_made(dialect: Dialect, body: bytes, size: int) -> int:
    """How many functions, Python's and C's, are called to decode the body in pieces of a size."""
    counted = 0

    def count(frame: object, event: str, argument: object) -> None:
        nonlocal counted
        counted += event in {"call", "c_call"}

    decoder = decoder_for(dialect.protocol)
    pieces = [body[start : start + size] for start in range(0, len(body), size)]
    sys.setprofile(count)
    try:
        for piece in pieces:
            decoder.feed(piece)
        decoder.finish()
    finally:
        sys.setprofile(None)
    return counted


@DIALECT
@pytest.mark.parametrize("size", [1, 50, 100_000])
def test_work_grows_with_the_bytes_and_no_faster(dialect: Dialect, size: int) -> None:
    def body(words: int) -> bytes:
        return b"".join([*dialect.words, *[dialect.words[-1]] * words, *dialect.end])

    few, many = (calls_made(dialect, body(words), size) for words in (100, 400))
    assert many < 4.5 * few


@DIALECT
def test_a_line_of_a_hundred_megabytes_is_refused_at_a_limit(dialect: Dialect) -> None:
    decoder = decoder_for(dialect.protocol)
    mark = b"data: " if dialect.content_type == SSE else b""
    decoder.feed(dialect.words[0] + mark + b'{"x": "')
    fed = [decoder.feed(b"a" * 2**20) for _ in range(100)]
    (refused,) = [events[-1] for events in fed[:40] if events]
    assert isinstance(refused, Failure)
    assert isinstance(refused.error, LLMStreamBrokenError)
    assert not any(fed[40:])


@pytest.mark.parametrize("protocol", list(WireProtocol))
def test_a_body_without_end_is_refused_at_a_limit(protocol: WireProtocol) -> None:
    decoder = decoder_for(protocol)
    reads = (b'[{"x": "' if n == 0 else b"a" * 2**20 for n in range(100))
    fed = [events for read in islice(reads, 100) if (events := decoder.feed(read))]
    assert isinstance(fed[0][-1], Failure)
    assert len(fed) == 1
    assert MAX_BODY_BYTES < 100 * 2**20
