"""Server-sent events: what the standard says, wherever the bytes are cut."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coda.components.llm.codecs.sse import ServerSentEvent, SSEDecoder
from coda.errors import LLMStreamBrokenError


def decode(*reads: bytes, limit: int = 1000) -> list[ServerSentEvent]:
    decoder = SSEDecoder(limit)
    events = [event for read in reads for event in decoder.feed(read)]
    return events + list(decoder.finish())


def cut(body: bytes, places: list[int]) -> list[bytes]:
    edges = [0, *sorted(place % (len(body) + 1) for place in places), len(body)]
    return [body[start:end] for start, end in pairwise(edges)]


@pytest.mark.parametrize("newline", [b"\n", b"\r\n", b"\r"])
def test_every_kind_of_line_end_ends_a_line(newline: bytes) -> None:
    body = newline.join([b"event: note", b"id: 7", b"data: one", b"data:two", b"", b"data: three", b"", b""])
    assert decode(body) == [ServerSentEvent(b"one\ntwo", "note", "7"), ServerSentEvent(b"three")]


def test_a_byte_order_mark_at_the_start_is_not_content() -> None:
    assert decode(b"\xef\xbb\xbfdata: a\n\n") == [ServerSentEvent(b"a")]
    assert decode(b"\xef", b"\xbb", b"\xbfdata: a\n\n") == [ServerSentEvent(b"a")]


def test_comments_and_unknown_fields_are_ignored() -> None:
    assert decode(b": keep-alive\n\nretry: 3\nfoo\ndata: a\n: b\n\n") == [ServerSentEvent(b"a")]


def test_an_event_without_data_is_no_event_and_leaves_nothing_behind() -> None:
    assert decode(b"event: ping\nid: 1\n\ndata: a\n\n") == [ServerSentEvent(b"a")]


def test_empty_data_is_an_event() -> None:
    assert decode(b"data\n\ndata:\n\n") == [ServerSentEvent(b""), ServerSentEvent(b"")]


def test_only_one_space_after_the_colon_is_taken_away() -> None:
    assert decode(b"data:  a \n\n") == [ServerSentEvent(b" a ")]


def test_the_last_event_counts_without_its_blank_line() -> None:
    assert decode(b"data: a\n\ndata: b") == [ServerSentEvent(b"a"), ServerSentEvent(b"b")]


def test_an_id_with_a_null_is_ignored() -> None:
    assert decode(b"id: a\0b\ndata: a\n\n") == [ServerSentEvent(b"a")]


@pytest.mark.parametrize(
    "long",
    [b"data: " + b"x" * 60 + b"\n\n", b"data: xxxxxxxxx\n" * 8 + b"\n", b":" * 60],
    ids=["one line", "many lines", "no data"],
)
@pytest.mark.parametrize("size", [1, 7, 1000])
def test_an_event_above_the_limit_is_refused_after_the_events_before_it(long: bytes, size: int) -> None:
    body = b"data: first\n\n" + long
    decoder, seen = SSEDecoder(50), list[ServerSentEvent]()

    def read_all() -> None:
        for start in range(0, len(body), size):
            for event in decoder.feed(body[start : start + size]):
                seen.append(event)

    with pytest.raises(LLMStreamBrokenError, match="above 50 bytes"):
        read_all()
    assert seen == [ServerSentEvent(b"first")]


def test_many_events_in_one_read_may_be_larger_than_the_limit_together() -> None:
    assert len(decode(b"data: 0123456789\n\n" * 50, limit=20)) == 50


line = st.one_of(
    st.sampled_from(
        [b"data: x", b"data:", b'data: {"a":1}', b": note", b"event: error", b"id: 3", b"", b"", b""]
    ),
    st.binary(max_size=12).map(lambda text: b"data: " + text),
)


@settings(max_examples=150, deadline=None)
@given(
    lines=st.lists(st.tuples(line, st.sampled_from([b"\n", b"\r\n", b"\r"])), max_size=12),
    opening=st.sampled_from([b"", b"\xef\xbb\xbf"]),
    places=st.lists(st.integers(0, 400), max_size=12),
)
def test_any_cut_gives_the_same_events(
    lines: list[tuple[bytes, bytes]], opening: bytes, places: list[int]
) -> None:
    body = opening + b"".join(text + end for text, end in lines)
    whole = decode(body)
    assert decode(*cut(body, places)) == whole
    assert decode(*(bytes([byte]) for byte in body)) == whole
