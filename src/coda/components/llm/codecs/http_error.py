"""What a provider's refusal means: an HTTP status and an error body become one typed error.

The bodies are OpenAI's `{"error": {"message", "type", "code"}}` and the variants that compatible
servers send. A message of the provider is quoted only after everything that could be a key or a
piece of the conversation was taken out of it.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping
from email.utils import parsedate_to_datetime
from typing import Any

import msgspec

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
    LLMTimeoutError,
)

_REQUEST_ID_HEADERS = ("x-request-id", "request-id", "apim-request-id", "x-kong-request-id")

_QUOTA = ("insufficient_quota", "insufficient balance", "insufficient credits", "exceeded your current quota")
_TOO_LONG = (
    "context_length_exceeded",
    "context length",
    "context window",
    "context size",
    "prompt is too long",
    "too many tokens",
)
_FILTERED = ("content_filter", "content_policy", "content management policy")
_NO_SUCH_MODEL = ("model_not_found", "model_decommissioned", "deploymentnotfound")
_RATE = ("rate_limit", "rate limit", "too many requests")
_AUTHENTICATION = ("invalid_api_key", "authentication_error", "invalid api key")

_KEY = re.compile(r"\b(?:sk|gsk|xai|pk|key|hf|csk)[-_][\w*.\-]{4,}|Bearer\s+\S+", re.IGNORECASE)
_LONG_WORD = re.compile(r"[A-Za-z0-9_\-+/=*]{32,}")
_LONG_QUOTE = re.compile(r"'[^']{48,}'|\"[^\"]{48,}\"|`[^`]{48,}`")
_DETAIL_LENGTH = 200


class _Refusal(msgspec.Struct, frozen=True):
    """The error part of a body: `kind` joins its type and code, in lower case."""

    message: str = ""
    kind: str = ""
    status: int | None = None

    def says(self, words: tuple[str, ...]) -> bool:
        text = f"{self.kind} {self.message}".lower()
        return any(word in text for word in words)


def label_of(provider: str) -> str:
    """The provider's name in a sentence."""
    return PROFILES[LLMProvider(provider)].label if provider in set(LLMProvider) else "The provider"


def request_id_from(headers: Mapping[str, str]) -> str | None:
    """The provider's own name for the request; header names are compared in lower case."""
    lower = {name.lower(): value for name, value in headers.items()}
    return next((lower[name] for name in _REQUEST_ID_HEADERS if name in lower), None)


def retry_after_seconds(headers: Mapping[str, str], now: float) -> float | None:
    """Seconds from `now` (since the epoch) that the server asks to wait: RFC 9110's `Retry-After`,
    seconds or a date, or OpenAI's `retry-after-ms`. None when it says nothing readable.
    """
    lower = {name.lower(): value.strip() for name, value in headers.items()}
    if (milliseconds := _number(lower.get("retry-after-ms"))) is not None:
        return milliseconds / 1000
    wait = lower.get("retry-after", "")
    if (seconds := _number(wait)) is not None:
        return seconds
    try:
        return max(0.0, parsedate_to_datetime(wait).timestamp() - now)
    except ValueError:
        return None


def _number(text: str | None) -> float | None:
    return float(text) if text and re.fullmatch(r"\d{1,9}(\.\d{1,9})?", text) else None


def _refusal_from(error: Any) -> _Refusal:
    """Read the value of a body's `error`: an object in one of the usual shapes, or a sentence."""
    if isinstance(error, str):
        return _Refusal(message=error)
    if not isinstance(error, dict):
        return _Refusal()
    fields: dict[str, Any] = error  # pyright: ignore[reportUnknownVariableType] - foreign JSON
    message, code = fields.get("message"), fields.get("code")
    kind = " ".join(str(word) for word in (fields.get("type"), code) if word is not None).lower()
    status = fields.get("status_code", code)
    return _Refusal(
        message=message if isinstance(message, str) else "",
        kind=kind,
        status=status if isinstance(status, int) and 300 <= status <= 599 else None,
    )


def _refusal_in(body: bytes) -> _Refusal | None:
    """None when the body is not JSON: a web page, or nothing."""
    try:
        content = msgspec.json.decode(body)
    except (ValueError, RecursionError):
        return None
    if isinstance(content, list) and content:
        content = content[0]  # pyright: ignore[reportUnknownVariableType] - foreign JSON
    if not isinstance(content, dict):
        return _Refusal()
    fields: dict[str, Any] = content  # pyright: ignore[reportUnknownVariableType] - foreign JSON
    return _refusal_from(fields.get("error", fields))


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
    refusal = _refusal_in(body)
    error = _from_status(
        status,
        refusal if refusal is not None else _Refusal(),
        provider,
        label or label_of(provider),
        retry_after_seconds(headers, now()),
    )
    if status == 404 and refusal is None:
        error = LLMBadRequestError(
            f"{label or label_of(provider)} has nothing at this address. Check api_base."
        )
    error.provider, error.status, error.request_id = provider, status, request_id_from(headers)
    return error


def error_from_stream(data: bytes, provider: str, label: str) -> LLMError:
    """The error that `data` tells, an event inside an answer that began with status 200."""
    refusal = _refusal_in(data) or _Refusal()
    error = _from_status(refusal.status or _status_of(refusal), refusal, provider, label, None)
    error.provider, error.status = provider, refusal.status
    return error


def _status_of(refusal: _Refusal) -> int:
    if refusal.says(_QUOTA):
        return 402
    if refusal.says(_RATE):
        return 429
    if refusal.says(_AUTHENTICATION):
        return 401
    return 400 if "invalid_request" in refusal.kind or refusal.says(_TOO_LONG) else 500


def _from_status(
    status: int, refusal: _Refusal, provider: str, label: str, retry_after: float | None
) -> LLMError:
    if status in {401, 403}:
        return _unauthorized(status, provider, label)
    if status == 402 or (status == 429 and refusal.says(_QUOTA)):
        return LLMQuotaExceededError(
            f"{label} says the account's quota or credit is used up. Check its plan and billing."
        )
    if status == 429:
        wait = "in a moment" if retry_after is None else f"in {retry_after:.0f} s"
        return LLMRateLimitError(
            f"{label} allows no more requests just now. Try again {wait}.", retry_after=retry_after
        )
    if status in {408, 504, 524}:
        return LLMTimeoutError(f"{label} took too long and gave up (HTTP {status}). Try again.")
    if status >= 500:
        return LLMProviderDownError(
            f"{label} is overloaded or out of order (HTTP {status}). Try again.", retry_after=retry_after
        )
    return _bad_request(status, refusal, label)


def _unauthorized(status: int, provider: str, label: str) -> LLMError:
    variables = PROFILES[LLMProvider(provider)].key_variables if provider in set(LLMProvider) else ()
    if variables:
        where = f"Set {variables[0]} or run `coda keys set {provider}`, then start Coda again."
    else:
        where = "Give the provider another key."
    if status == 401:
        return LLMAuthenticationError(f"{label} refused the key. {where}")
    return LLMAuthenticationError(
        f"{label} does not allow this key to do that (HTTP 403). Check its permissions. {where}"
    )


def _bad_request(status: int, refusal: _Refusal, label: str) -> LLMError:
    if status == 413 or refusal.says(_TOO_LONG):
        return LLMContextTooLongError(
            f"The conversation is too long for {_inside(label)}. Start a new one, or shorten the message."
        )
    if refusal.says(_NO_SUCH_MODEL) or (status == 404 and "model" in refusal.message.lower()):
        return LLMModelNotFoundError(
            f"{label} does not have this model, or not for this key. Choose another model."
            + _quoted(refusal, label)
        )
    if refusal.says(_FILTERED):
        return LLMContentFilteredError(f"{label} declined the message under its content policy. Rephrase it.")
    if 300 <= status < 400:
        return LLMBadRequestError(f"{label} answered with a redirect (HTTP {status}). Check api_base.")
    return LLMBadRequestError(
        f"{label} did not accept the request (HTTP {status}). Check the model and its settings."
        + _quoted(refusal, label)
    )


def _inside(label: str) -> str:
    """The label as it stands in the middle of a sentence."""
    return label[:1].lower() + label[1:] if label.startswith("The ") else label


def _quoted(refusal: _Refusal, label: str) -> str:
    detail = _without_secrets(refusal.message)
    return f" {label} says: {detail}" if detail else ""


def _without_secrets(message: str) -> str:
    """The provider's sentence, or "" where it holds structure that may repeat the request."""
    if "{" in message or "[{" in message:
        return ""
    for pattern in (_KEY, _LONG_WORD, _LONG_QUOTE):
        message = pattern.sub("…", message)
    message = " ".join(message.split())
    return message if len(message) <= _DETAIL_LENGTH else message[:_DETAIL_LENGTH] + "…"
