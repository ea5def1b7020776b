"""What an HTTP answer other than 200 becomes: a typed error with a sentence that says what to do."""

import json
from typing import Any

import pytest

from coda.components.llm.codecs.openai_chat import error_from_response
from coda.errors import (
    LLMAuthenticationError,
    LLMBadRequestError,
    LLMContentFilteredError,
    LLMContextTooLongError,
    LLMError,
    LLMModelNotFoundError,
    LLMProviderDownError,
    LLMQuotaExceededError,
    LLMRateLimitError,
    LLMTimeoutError,
)


def refused(status: int, error: Any = None, provider: str = "openai", **headers: str) -> LLMError:
    body = b"" if error is None else json.dumps({"error": error}).encode()
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return error_from_response(status, named, body, provider, now=lambda: 1_800_000_000.0)


@pytest.mark.parametrize(
    ("status", "error", "kind", "recoverable"),
    [
        (302, None, LLMBadRequestError, False),
        (400, {"message": "bad", "type": "invalid_request_error"}, LLMBadRequestError, False),
        (400, {"message": "x", "code": "context_length_exceeded"}, LLMContextTooLongError, False),
        (
            400,
            {"message": "This model's maximum context length is 8192 tokens."},
            LLMContextTooLongError,
            False,
        ),
        (400, {"message": "x", "code": "model_decommissioned"}, LLMModelNotFoundError, False),
        (400, {"message": "x", "code": "content_filter"}, LLMContentFilteredError, False),
        (401, {"message": "bad key"}, LLMAuthenticationError, False),
        (402, None, LLMQuotaExceededError, False),
        (403, None, LLMAuthenticationError, False),
        (
            404,
            {"message": "The model `x` does not exist", "code": "model_not_found"},
            LLMModelNotFoundError,
            False,
        ),
        (404, {"message": 'model "x" not found, try pulling it first'}, LLMModelNotFoundError, False),
        (404, None, LLMBadRequestError, False),
        (408, None, LLMTimeoutError, True),
        (413, None, LLMContextTooLongError, False),
        (422, {"message": "x"}, LLMBadRequestError, False),
        (429, {"message": "Rate limit reached"}, LLMRateLimitError, True),
        (429, {"message": "x", "type": "insufficient_quota"}, LLMQuotaExceededError, False),
        (429, {"message": "x", "code": 429}, LLMRateLimitError, True),
        (500, {"message": "x"}, LLMProviderDownError, True),
        (503, None, LLMProviderDownError, True),
        (504, None, LLMTimeoutError, True),
        (529, None, LLMProviderDownError, True),
    ],
)
def test_each_status_has_its_error(status: int, error: Any, kind: type[LLMError], recoverable: bool) -> None:
    raised = refused(status, error, x_request_id="req_1")
    assert type(raised) is kind
    assert raised.recoverable is recoverable
    assert (raised.provider, raised.status, raised.request_id) == ("openai", status, "req_1")


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry_after": "20"}, 20.0),
        ({"Retry_After": "1.5"}, 1.5),
        ({"retry_after": "Fri, 15 Jan 2027 08:00:30 GMT"}, 30.0),
        ({"retry_after": "Fri, 15 Jan 2027 07:00:00 GMT"}, 0.0),
        ({"retry_after_ms": "250", "retry_after": "1"}, 0.25),
        ({"retry_after": "soon"}, None),
        ({"retry_after": "-1"}, None),
        ({"retry_after": "nan"}, None),
        ({}, None),
    ],
)
def test_retry_after_is_read_in_seconds_and_as_a_date(headers: dict[str, str], seconds: float | None) -> None:
    error = refused(429, **headers)
    assert isinstance(error, LLMRateLimitError)
    assert error.retry_after == seconds


def test_a_refused_key_says_where_to_put_the_right_one() -> None:
    assert (
        str(refused(401))
        == "OpenAI refused the key. Set OPENAI_API_KEY or run `coda keys set openai`, then start Coda again."
    )
    assert "coda keys set openai_compatible" in str(refused(401, provider="openai_compatible"))


def test_a_sentence_of_the_provider_is_passed_on() -> None:
    assert "OpenAI says: Unknown parameter: 'foo'." in str(
        refused(400, {"message": "Unknown parameter: 'foo'."})
    )


@pytest.mark.parametrize(
    "message",
    [
        "Incorrect API key provided: sk-proj-abcdefgh12345678.",
        "Header was: Bearer abcdefgh",
        "Token eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9abcdefgh is bad",
        "Invalid value: 'please write my secret abcdefgh novel about a lighthouse keeper'",
        "[{'type': 'missing', 'input': {'content': 'abcdefgh'}}]",
    ],
)
@pytest.mark.parametrize("status", [400, 401, 404, 429, 500])
def test_no_error_repeats_a_key_or_the_conversation(message: str, status: int) -> None:
    assert "abcdefgh" not in str(refused(status, {"message": message}))


@pytest.mark.parametrize(
    "body",
    [
        b"<html>bad</html>",
        b"",
        b"[]",
        b"[{}]",
        b"null",
        b'"x"',
        b"{",
        b'{"error": [1]}',
        b"\xff",
        b"[" * 5000,
    ],
)
@pytest.mark.parametrize("status", [400, 404, 429, 502])
def test_any_body_is_borne(body: bytes, status: int) -> None:
    error = error_from_response(status, {"Content-Type": "text/html"}, body, "openai")
    assert error.status == status
    assert "<" not in str(error)


def test_a_missing_address_is_told_from_a_missing_model() -> None:
    error = error_from_response(404, {}, b"<html>Not Found</html>", "openai")
    assert str(error) == "OpenAI has nothing at this address. Check api_base."
