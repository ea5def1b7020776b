"""What a provider's refusal means: an HTTP status and an error body become one typed error.

The bodies are read in `error_body`. Which words mean what is told here, by provider. A message of
the provider is quoted only after everything that could be a key or a piece of the conversation was
taken out of it.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping

import msgspec

from coda.components.llm.codecs.error_body import ErrorBody, read_error_body
from coda.components.llm.codecs.retry_after import limit_reset_seconds, retry_after_seconds
from coda.components.llm.config import LLMProvider
from coda.components.llm.profiles import PROFILES
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

_REQUEST_ID_HEADERS = (
    *("x-request-id", "request-id", "x-amzn-requestid", "apim-request-id", "x-ms-request-id"),
    *("mistral-correlation-id", "x-kong-request-id", "x-goog-request-id", "x-ds-trace-id", "cf-ray"),
)
"""OpenAI and most; Anthropic; AWS; Azure; Mistral; Google; DeepSeek; whoever is behind Cloudflare."""

_QUOTA = (
    *("insufficient_quota", "insufficient balance", "insufficient credits", "exceeded your current quota"),
    *("credit balance is too low", "billing_error", "billing_hard_limit", "billing_not_active"),
    *("servicequotaexceeded", "arrearage", "freetieronly", "key limit exceeded", "spending limit"),
    *("all available credits", "monthly included credits", "credit limit"),
)
_TOO_LONG = (
    *("context_length_exceeded", "exceed_context_size", "context length", "context window", "context size"),
    *("context limit", "prompt is too long", "prompt too long", "input is too long", "too many tokens"),
    *("too many input tokens", "input token count", "maximum prompt length", "range of input length"),
    *("reduce the length", "request_too_large", "string_above_max_length"),
)
_FILTERED = (
    *("content_filter", "content_policy", "content management policy", "responsibleaipolicyviolation"),
    *("content filtering policy", "usage policy", "usage guidelines", "data_inspection_failed"),
    *("datainspectionfailed", "content exists risk", "flagged", "prohibited_content"),
)
_NO_SUCH_MODEL = (
    *("model_not_found", "model_decommissioned", "deploymentnotfound", "invalid_model", "model_not_exist"),
    *("no endpoints found", "model not exist", "resourcenotfoundexception", "is not a valid model"),
)
_RATE = ("rate_limit", "rate limit", "too many requests", "resource_exhausted", "throttling", "ratelimit")
_AUTHENTICATION = (
    *("invalid_api_key", "authentication_error", "invalid api key", "incorrect api key", "api_key_invalid"),
    *("api key not valid", "api key expired", "unauthenticated", "unrecognizedclient", "expiredtoken"),
)
_OVERLOADED = ("overloaded", "unavailable", "server_busy", "modelnotready")
_SLOW = ("timeout", "timed out", "deadline_exceeded")
_REQUEST = ("invalid_request", "invalid_argument", "badrequest", "validationexception", "invalid_parameter")
_MODEL_FAILED = ("tool_use_failed", "json_validate_failed", "modelerrorexception")
"""The model itself wrote what the server could not use (Groq, "Tool use": try again), or broke (AWS)."""

_KEY = re.compile(
    r"\b(?:sk|gsk|xai|pk|key|hf|csk|nvapi|pplx|tgp|r8|fw)[-_][\w*.\-]{4,}"
    r"|\b(?:AKIA|ASIA)[A-Z0-9*]{8,}|\bAIza[\w*\-]{4,}|\beyJ[\w.\-]{8,}|Bearer\s+\S+",
    re.IGNORECASE,
)
_LONG_WORD = re.compile(r"[A-Za-z0-9_\-+/=*]{32,}")
_LONG_QUOTE = re.compile(r"'[^']{48,}'|\"[^\"]{48,}\"|`[^`]{48,}`")
_DETAIL_LENGTH = 200


class _Refusal(msgspec.Struct, frozen=True):
    """Everything that a sentence about a refusal is made of."""

    status: int
    body: ErrorBody
    provider: str
    label: str
    retry_after: float | None = None

    def says(self, words: tuple[str, ...]) -> bool:
        return self.body.says(words)


def label_of(provider: str) -> str:
    """The provider's name in a sentence."""
    return PROFILES[LLMProvider(provider)].label if provider in set(LLMProvider) else "The provider"


def request_id_from(headers: Mapping[str, str]) -> str | None:
    """The provider's own name for the request; header names are compared in lower case."""
    lower = {name.lower(): value for name, value in headers.items()}
    return next((lower[name] for name in _REQUEST_ID_HEADERS if name in lower), None)


def error_from_response(
    status: int,
    headers: Mapping[str, str],
    body: bytes,
    provider: str,
    *,
    label: str = "",
    now: Callable[[], float] = time.time,
) -> LLMError:
    """The error that an HTTP answer with a status other than 200 means.

    `label` names the server in sentences, by default by the provider's name; `now` is the time
    since the epoch that a `Retry-After` date is measured against.
    """
    told = read_error_body(body)
    wait = retry_after_seconds(headers, now())
    if wait is None and told is not None:
        wait = told.retry_after
    if wait is None and status == 429:
        wait = limit_reset_seconds(headers, now())
    kind = next((value for name, value in headers.items() if name.lower() == "x-amzn-errortype"), "")
    seen = told or ErrorBody()
    if kind:
        seen = msgspec.structs.replace(seen, kind=f"{seen.kind} {kind}".lower())
    error = _error(_Refusal(status, seen, provider, label or label_of(provider), wait), page=told is None)
    error.provider, error.status = provider, status
    error.request_id = request_id_from(headers) or seen.request_id
    return error


def error_from_stream(data: bytes, provider: str, label: str) -> LLMError:
    """The error that `data` tells, an event inside an answer that began with status 200."""
    body = read_error_body(data) or ErrorBody()
    status = body.status or _status_of(body)
    error = _error(_Refusal(status, body, provider, label, body.retry_after), page=False)
    error.provider, error.status, error.request_id = provider, body.status, body.request_id
    return error


def _status_of(body: ErrorBody) -> int:
    """The HTTP status that an error inside a stream would have had; the first words that fit count."""
    meanings = (
        (_QUOTA, 402),
        (_RATE, 429),
        (_AUTHENTICATION, 401),
        (("permission_error", "permission_denied", "accessdenied"), 403),
        (_OVERLOADED, 529),
        (_SLOW, 504),
        (_REQUEST + _TOO_LONG + _FILTERED + _NO_SUCH_MODEL, 400),
    )
    return next((status for words, status in meanings if body.says(words)), 500)


def _error(refusal: _Refusal, *, page: bool) -> LLMError:
    status = refusal.status
    if (told := _by_words(refusal)) is not None:
        return told
    if status in {401, 403}:
        return _unauthorized(refusal)
    if status == 402:
        return _out_of_quota(refusal.label)
    if status in {429, 498}:
        return _rate_limited(refusal)
    if status >= 500 or status in {408, 409, 424, 425}:
        return _down(refusal)
    return _bad_request(refusal, page=page)


def _by_words(refusal: _Refusal) -> LLMError | None:
    """Where providers are known to choose a strange status, words weigh more."""
    status, label = refusal.status, refusal.label
    if status in {400, 402, 403, 429} and refusal.says(_QUOTA) and refusal.body.retry_after is None:
        return _out_of_quota(label)
    if status in {400, 403} and refusal.says(_FILTERED):
        return _filtered(label)
    if status == 400 and refusal.says(_AUTHENTICATION):
        return _unauthorized(refusal)
    if status == 400 and refusal.says(("throttling",)):
        return _rate_limited(refusal)
    if status in {400, 424} and refusal.says(_MODEL_FAILED):
        return LLMStreamBrokenError(
            f"{label} could not use what the model wrote. Try again.{_quoted(refusal)}"
        )
    return None


def _out_of_quota(label: str) -> LLMQuotaExceededError:
    return LLMQuotaExceededError(
        f"{label} says the account's quota or credit is used up. Check its plan and billing."
    )


def _filtered(label: str) -> LLMContentFilteredError:
    return LLMContentFilteredError(f"{label} declined the message under its content policy. Rephrase it.")


def _rate_limited(refusal: _Refusal) -> LLMRateLimitError:
    """498 is Groq's flex tier without capacity."""
    wait = "in a moment" if refusal.retry_after is None else f"in {refusal.retry_after:.0f} s"
    return LLMRateLimitError(
        f"{refusal.label} allows no more requests just now. Try again {wait}.",
        retry_after=refusal.retry_after,
    )


def _down(refusal: _Refusal) -> LLMError:
    """What passes by itself. 409 and 424 are a request or a model that got in its own way."""
    status, label, wait = refusal.status, refusal.label, refusal.retry_after
    if status in {408, 504, 522, 524}:
        return LLMTimeoutError(
            f"{label} took too long and gave up (HTTP {status}). Try again.", retry_after=wait
        )
    if status < 500:
        return LLMProviderDownError(
            f"{label} could not finish the request (HTTP {status}). Try again.", retry_after=wait
        )
    return LLMProviderDownError(
        f"{label} is overloaded or out of order (HTTP {status}). Try again.", retry_after=wait
    )


def _unauthorized(refusal: _Refusal) -> LLMError:
    provider, label = refusal.provider, refusal.label
    variables = PROFILES[LLMProvider(provider)].key_variables if provider in set(LLMProvider) else ()
    if variables:
        where = f"Set {variables[0]} or run `coda keys set {provider}`, then start Coda again."
    else:
        where = "Give the provider another key."
    if refusal.status == 403 and not refusal.says(_AUTHENTICATION):
        return LLMAuthenticationError(
            f"{label} does not allow this key to do that (HTTP 403). Check its permissions. {where}"
        )
    return LLMAuthenticationError(f"{label} refused the key. {where}")


def _bad_request(refusal: _Refusal, *, page: bool) -> LLMError:
    status, label = refusal.status, refusal.label
    if status == 413 or refusal.says(_TOO_LONG):
        return LLMContextTooLongError(
            f"The conversation is too long for {_inside(label)}. Start a new one, or shorten the message."
        )
    if refusal.says(_NO_SUCH_MODEL) or (status == 404 and "model" in refusal.body.message.lower()):
        return LLMModelNotFoundError(
            f"{label} does not have this model, or not for this key. Choose another model." + _quoted(refusal)
        )
    if refusal.says(_FILTERED):
        return _filtered(label)
    if status in {404, 405} and (page or refusal.body.message.lower().strip(". ") in _NOT_FOUND):
        return LLMBadRequestError(f"{label} has nothing at this address. Check api_base.")
    if 300 <= status < 400:
        return LLMBadRequestError(f"{label} answered with a redirect (HTTP {status}). Check api_base.")
    return LLMBadRequestError(
        f"{label} did not accept the request (HTTP {status}). Check the model and its settings."
        + _quoted(refusal)
    )


_NOT_FOUND = {"not found", "resource not found", "method not allowed", "404 page not found"}
"""FastAPI's, Azure's and Go's words for an address that leads nowhere."""


def _inside(label: str) -> str:
    """The label as it stands in the middle of a sentence."""
    return label[:1].lower() + label[1:] if label.startswith("The ") else label


def _quoted(refusal: _Refusal) -> str:
    detail = _without_secrets(refusal.body.message)
    return f" {refusal.label} says: {detail}" if detail else ""


def _without_secrets(message: str) -> str:
    """The provider's sentence, or "" where it holds structure that may repeat the request."""
    if "{" in message or "[{" in message:
        return ""
    for pattern in (_KEY, _LONG_WORD, _LONG_QUOTE):
        message = pattern.sub("…", message)
    message = " ".join(message.split())
    return message if len(message) <= _DETAIL_LENGTH else message[:_DETAIL_LENGTH] + "…"
