"""Refusals as the providers word them: each becomes the error a user can do something about."""

import json
from typing import Any

import pytest

from coda.components.llm.codecs.http_error import error_from_response, error_from_stream, request_id_from
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
    LLMStreamBrokenError,
    LLMTimeoutError,
)

NOW = 1_800_000_000.0


def anthropic(kind: str, message: str = "x") -> dict[str, Any]:
    return {"type": "error", "error": {"type": kind, "message": message}, "request_id": "req_body"}


def google(code: int, status: str, message: str = "x", **detail: Any) -> list[dict[str, Any]]:
    details = [{"@type": "type.googleapis.com/google.rpc.Info", **detail}]
    return [{"error": {"code": code, "status": status, "message": message, "details": details}}]


def complaint(name: str, message: str = "Extra inputs are not permitted") -> list[dict[str, Any]]:
    return [{"type": "extra_forbidden", "loc": ["body", name], "msg": message, "input": "private words"}]


def refused(status: int, body: Any, headers: dict[str, str] | None = None) -> LLMError:
    sent = json.dumps(body).encode()
    return error_from_response(status, headers or {}, sent, "openrouter", now=lambda: NOW)


CASES: list[tuple[str, int, Any, type[LLMError]]] = [
    ("anthropic request", 400, anthropic("invalid_request_error"), LLMBadRequestError),
    (
        "anthropic length",
        400,
        anthropic("invalid_request_error", "prompt is too long: 210000 tokens > 200000 maximum"),
        LLMContextTooLongError,
    ),
    (
        "anthropic credit",
        400,
        anthropic("invalid_request_error", "Your credit balance is too low to access the API."),
        LLMQuotaExceededError,
    ),
    (
        "anthropic filter",
        400,
        anthropic("invalid_request_error", "Output blocked by content filtering policy"),
        LLMContentFilteredError,
    ),
    ("anthropic key", 401, anthropic("authentication_error"), LLMAuthenticationError),
    ("anthropic permission", 403, anthropic("permission_error"), LLMAuthenticationError),
    ("anthropic model", 404, anthropic("not_found_error", "model: claude-x"), LLMModelNotFoundError),
    ("anthropic size", 413, anthropic("request_too_large"), LLMContextTooLongError),
    ("anthropic rate", 429, anthropic("rate_limit_error"), LLMRateLimitError),
    ("anthropic fault", 500, anthropic("api_error"), LLMProviderDownError),
    ("anthropic load", 529, anthropic("overloaded_error"), LLMProviderDownError),
    ("google request", 400, google(400, "INVALID_ARGUMENT"), LLMBadRequestError),
    (
        "google key",
        400,
        google(400, "INVALID_ARGUMENT", "API key not valid.", reason="API_KEY_INVALID"),
        LLMAuthenticationError,
    ),
    (
        "google length",
        400,
        google(400, "INVALID_ARGUMENT", "The input token count (9) exceeds the maximum (8)."),
        LLMContextTooLongError,
    ),
    ("google permission", 403, google(403, "PERMISSION_DENIED"), LLMAuthenticationError),
    (
        "google model",
        404,
        google(404, "NOT_FOUND", "models/x is not found for API version v1beta"),
        LLMModelNotFoundError,
    ),
    (
        "google rate",
        429,
        google(429, "RESOURCE_EXHAUSTED", "You exceeded your current quota", retryDelay="37s"),
        LLMRateLimitError,
    ),
    (
        "google quota",
        429,
        google(429, "RESOURCE_EXHAUSTED", "You exceeded your current quota"),
        LLMQuotaExceededError,
    ),
    ("google load", 503, google(503, "UNAVAILABLE"), LLMProviderDownError),
    ("google slow", 504, google(504, "DEADLINE_EXCEEDED"), LLMTimeoutError),
    ("ollama model", 404, {"error": "model 'x' not found"}, LLMModelNotFoundError),
    ("ollama request", 400, {"error": "x does not support tools"}, LLMBadRequestError),
    (
        "xai key",
        400,
        {"code": "Client specified an invalid argument", "error": "Incorrect API key provided: xa***."},
        LLMAuthenticationError,
    ),
    (
        "xai credit",
        403,
        {"code": "forbidden", "error": "Your team has used all available credits."},
        LLMQuotaExceededError,
    ),
    ("fastapi", 422, {"detail": complaint("n")}, LLMBadRequestError),
    ("fastapi address", 404, {"detail": "Not Found"}, LLMBadRequestError),
    ("mistral", 422, {"object": "error", "message": {"detail": complaint("n")}}, LLMBadRequestError),
    (
        "mistral length",
        400,
        {"object": "error", "message": "Prompt is too large for model with 32768 maximum context length"},
        LLMContextTooLongError,
    ),
    ("mistral model", 400, {"message": "Invalid model: x", "type": "invalid_model"}, LLMModelNotFoundError),
    (
        "aws length",
        400,
        {"message": "Input is too long for requested model.", "__type": "ValidationException"},
        LLMContextTooLongError,
    ),
    ("aws permission", 403, {"Message": "x", "__type": "AccessDeniedException"}, LLMAuthenticationError),
    ("aws model", 404, {"message": "x", "__type": "ResourceNotFoundException"}, LLMModelNotFoundError),
    ("aws slow", 408, {"message": "x", "__type": "ModelTimeoutException"}, LLMTimeoutError),
    ("aws fault", 424, {"message": "x", "__type": "ModelErrorException"}, LLMStreamBrokenError),
    ("aws rate", 400, {"message": "x", "__type": "a.b#ThrottlingException"}, LLMRateLimitError),
    ("aws quota", 400, {"message": "x", "__type": "ServiceQuotaExceededException"}, LLMQuotaExceededError),
    (
        "azure filter",
        400,
        {"error": {"code": "x", "innererror": {"code": "ResponsibleAIPolicyViolation"}}},
        LLMContentFilteredError,
    ),
    ("azure deployment", 404, {"error": {"code": "DeploymentNotFound"}}, LLMModelNotFoundError),
    ("azure address", 404, {"error": {"code": "404", "message": "Resource not found"}}, LLMBadRequestError),
    ("deepseek balance", 402, {"error": {"message": "Insufficient Balance"}}, LLMQuotaExceededError),
    ("deepseek filter", 400, {"error": {"message": "Content Exists Risk"}}, LLMContentFilteredError),
    (
        "qwen filter",
        400,
        {"error": {"code": "data_inspection_failed", "message": "x"}, "request_id": "r"},
        LLMContentFilteredError,
    ),
    (
        "openrouter filter",
        403,
        {"error": {"code": 403, "message": "x", "metadata": {"reasons": ["violence"]}}},
        LLMContentFilteredError,
    ),
    (
        "openrouter behind",
        400,
        {"error": {"code": 400, "message": "Provider returned error", "metadata": {"raw": "context length"}}},
        LLMContextTooLongError,
    ),
    ("groq model's fault", 400, {"error": {"code": "tool_use_failed", "message": "x"}}, LLMStreamBrokenError),
    ("groq size", 413, {"error": {"code": "rate_limit_exceeded"}}, LLMContextTooLongError),
    ("groq capacity", 498, None, LLMRateLimitError),
    ("conflict", 409, {"error": {"message": "x"}}, LLMProviderDownError),
    ("cloudflare", 524, None, LLMTimeoutError),
    ("gateway", 502, None, LLMProviderDownError),
]


@pytest.mark.parametrize(("status", "body", "kind"), [case[1:] for case in CASES], ids=[c[0] for c in CASES])
def test_each_providers_words_have_their_error(status: int, body: Any, kind: type[LLMError]) -> None:
    error = refused(status, body)
    assert type(error) is kind
    assert (error.provider, error.status) == ("openrouter", status)
    assert error.recoverable is kind.recoverable_by_default


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("overloaded_error", LLMProviderDownError),
        ("rate_limit_error", LLMRateLimitError),
        ("authentication_error", LLMAuthenticationError),
        ("permission_error", LLMAuthenticationError),
        ("billing_error", LLMQuotaExceededError),
        ("timeout_error", LLMTimeoutError),
        ("invalid_request_error", LLMBadRequestError),
        ("api_error", LLMProviderDownError),
    ],
)
def test_an_error_inside_a_stream_is_told_by_its_words(kind: str, expected: type[LLMError]) -> None:
    error = error_from_stream(json.dumps(anthropic(kind)).encode(), "anthropic", "Anthropic")
    assert type(error) is expected
    assert (error.status, error.request_id) == (None, "req_body")


@pytest.mark.parametrize("code", [502, "502"], ids=["number", "text"])
def test_an_error_inside_a_stream_may_tell_its_status(code: Any) -> None:
    error = error_from_stream(json.dumps({"error": {"code": code}}).encode(), "openrouter", "OpenRouter")
    assert (type(error), error.status) == (LLMProviderDownError, 502)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"x-ratelimit-reset-requests": "1s"}, 1.0),
        ({"x-ratelimit-reset-tokens": "6m0s"}, 360.0),
        ({"x-ratelimit-reset-tokens": "1h2m3.5s"}, 3723.5),
        ({"X-RateLimit-Reset-Requests": "17ms"}, 0.017),
        ({"x-ratelimit-reset-requests": "2m59.56s", "x-ratelimit-reset-tokens": "7.66s"}, 179.56),
        (
            {
                "x-ratelimit-reset-requests": "2m",
                "x-ratelimit-remaining-requests": "14",
                "x-ratelimit-reset-tokens": "7s",
                "x-ratelimit-remaining-tokens": "0",
            },
            7.0,
        ),
        ({"x-ratelimit-reset": "1800000012500"}, 12.5),
        ({"x-ratelimit-reset-requests": "1s", "retry-after": "9"}, 9.0),
        ({"x-ratelimit-reset-requests": "soon"}, None),
        ({"x-ratelimit-reset-requests": ""}, None),
    ],
)
def test_the_wait_is_found_in_the_rate_limits(headers: dict[str, str], seconds: float | None) -> None:
    assert refused(429, None, headers).retry_after == seconds
    assert refused(503, None, headers).retry_after == (9.0 if "retry-after" in headers else None)


@pytest.mark.parametrize(("delay", "seconds"), [("37s", 37.0), ("1.5s", 1.5), ("soon", None)])
def test_google_tells_the_wait_in_the_body(delay: str, seconds: float | None) -> None:
    assert refused(429, google(429, "RESOURCE_EXHAUSTED", retryDelay=delay)).retry_after == seconds
    assert refused(429, google(429, "X", retryDelay=delay), {"Retry-After": "2"}).retry_after == 2


@pytest.mark.parametrize(
    "name",
    [
        *("x-request-id", "Request-Id", "x-amzn-RequestId", "apim-request-id", "mistral-correlation-id"),
        *("x-ms-request-id", "x-kong-request-id", "cf-ray"),
    ],
)
def test_the_request_has_the_providers_own_name(name: str) -> None:
    assert request_id_from({name: "r1", "Content-Type": "x"}) == "r1"
    assert refused(500, anthropic("api_error"), {name: "r1"}).request_id == "r1"


def test_the_body_names_the_request_where_no_header_does() -> None:
    assert refused(500, anthropic("api_error")).request_id == "req_body"


def test_aws_tells_the_kind_in_a_header() -> None:
    error = refused(400, {"message": "x"}, {"x-amzn-ErrorType": "ThrottlingException:http://x/"})
    assert type(error) is LLMRateLimitError


def test_a_complaint_about_a_field_names_it_and_not_what_stood_there() -> None:
    for body in ({"detail": complaint("n")}, {"message": {"detail": complaint("n")}}):
        error = refused(422, body)
        assert "body.n: Extra inputs are not permitted" in str(error)
        assert "private" not in str(error)


@pytest.mark.parametrize(
    "secret",
    ["AIzaSyabcdefgh", "AKIAABCDEFGH12", "hf_abcdefghijk", "nvapi-abcdefgh", "eyJhbGciOi.abcdefgh"],
)
def test_keys_of_every_provider_are_taken_out(secret: str) -> None:
    for body in ({"error": {"message": f"key {secret} is bad"}}, {"detail": f"key {secret} is bad"}):
        assert secret[4:] not in str(refused(400, body))


def test_what_the_provider_behind_says_is_not_shown() -> None:
    body = {"error": {"code": 400, "message": "Provider returned error", "metadata": {"raw": "private"}}}
    assert "private" not in str(refused(400, body))
