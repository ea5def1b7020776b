"""Lines of JSON, wherever the bytes are cut."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coda.components.llm.codecs.ndjson import NDJSONDecoder
from coda.errors import LLMStreamBrokenError


def lines(*reads: bytes, limit: int = 1000) -> list[bytes]:
    decoder = NDJSONDecoder(limit)
    events = [event for read in reads for event in decoder.feed(read)]
    return [event.data for event in [*events, *decoder.finish()]]


@pytest.mark.parametrize("newline", [b"\n", b"\r\n", b"\n\n", b" \n"])
def test_a_line_ends_at_its_newline_and_white_space_around_it_is_nothing(newline: bytes) -> None:
    assert lines(newline.join([b'{"a": 1}', b'{"b": 2}', b""])) == [b'{"a": 1}', b'{"b": 2}']


def test_the_last_line_counts_without_its_newline() -> None:
    assert lines(b"{}\n[1") == [b"{}", b"[1"]


def test_a_byte_order_mark_is_not_content_at_the_start_only() -> None:
    assert lines(b"\xef\xbb\xbf{}\n") == [b"{}"]
    assert lines(b"\xef", b"\xbb\xbf{}\n\xef\xbb\xbf{}") == [b"{}", b"\xef\xbb\xbf{}"]


def test_a_body_of_nothing_has_no_lines() -> None:
    assert lines() == []
    assert lines(b"", b"\r\n \n") == []


@pytest.mark.parametrize("size", [1, 7, 1000])
def test_a_line_above_the_limit_is_refused_after_the_lines_before_it(size: int) -> None:
    body, decoder, seen = b"first\n" + b"x" * 60, NDJSONDecoder(50), list[bytes]()

    def read_all() -> None:
        for start in range(0, len(body), size):
            for event in decoder.feed(body[start : start + size]):
                seen.append(event.data)

    with pytest.raises(LLMStreamBrokenError, match="above 50 bytes"):
        read_all()
    assert seen == [b"first"]


def test_many_lines_in_one_read_may_be_larger_than_the_limit_together() -> None:
    assert len(lines(b"0123456789\n" * 50, limit=20)) == 50


@settings(max_examples=60)
@given(st.lists(st.sampled_from([b"{}", "ä☃".encode(), b"\r", b" ", b"\n"])), st.lists(st.integers(0, 60)))
def test_the_cuts_do_not_matter(pieces: list[bytes], places: list[int]) -> None:
    body = b"".join(pieces)
    edges = [0, *sorted(place % (len(body) + 1) for place in places), len(body)]
    assert lines(*(body[start:end] for start, end in pairwise(edges))) == lines(body)
