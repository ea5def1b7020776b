"""Reads what a refusal's body tells, in the shapes in which providers write it.

- OpenAI and most others: `{"error": {"message", "type", "code"}}`, also bare or in a list (Gemini);
- Anthropic: `{"type": "error", "error": {"type", "message"}, "request_id"}`;
- Gemini: `{"error": {"code", "message", "status", "details": [{"@type", ...}]}}`;
- Ollama, xAI: `{"error": "a sentence", "code": ...}`;
- FastAPI and Mistral: `{"detail": [{"loc", "msg", "type"}]}`, also under `message`;
- AWS: `{"message": ..., "__type": ...}`; OpenRouter: the upstream's words under `metadata`.
"""

from __future__ import annotations

import re
from typing import Any, cast

import msgspec

_DELAY = re.compile(r"(\d{1,9}(?:\.\d{1,9})?)s")


class ErrorBody(msgspec.Struct, frozen=True):
    """`kind` joins the error's type, code, status and reasons, in lower case."""

    message: str = ""
    kind: str = ""
    status: int | None = None
    """The HTTP status that the body itself tells."""
    retry_after: float | None = None
    """Seconds, from Google's `RetryInfo`."""
    request_id: str | None = None
    behind: str = ""
    """What a provider behind the provider said; to be judged, not to be shown."""

    def says(self, words: tuple[str, ...]) -> bool:
        text = f"{self.kind} {self.message} {self.behind}".lower()
        return any(word in text for word in words)


def read_error_body(body: bytes) -> ErrorBody | None:
    """None when the body is not JSON: a web page, or nothing."""
    try:
        content = msgspec.json.decode(body)
    except (ValueError, RecursionError):
        return None
    if isinstance(content, list) and content:
        content = cast("list[Any]", content)[0]
    fields = _fields(content)
    error = fields.get("error") or fields.get("errors") or fields
    return _read(fields, error if isinstance(error, dict | str) else fields)


def _read(outer: dict[str, Any], error: Any) -> ErrorBody:
    inner = _fields(error)
    details = [_fields(detail) for detail in _items(inner.get("details"))]
    metadata = _fields(inner.get("metadata"))
    named = [source.get(name) for source in (outer, inner) for name in ("type", "code", "status", "__type")]
    reasons = [detail.get("reason") for detail in details]
    nested = _fields(inner.get("innererror")).get("code")
    flagged = "flagged" if metadata.get("reasons") else None
    return ErrorBody(
        message=error if isinstance(error, str) else _message(inner),
        kind=" ".join(str(word) for word in [*named, *reasons, nested, flagged] if word is not None).lower(),
        status=_status(inner),
        retry_after=next(filter(None, map(_delay, details)), None),
        request_id=_request_id(outer) or _request_id(inner),
        behind=str(metadata.get("raw") or ""),
    )


def _message(fields: dict[str, Any]) -> str:
    for name in ("message", "Message", "detail", "msg"):
        told = fields.get(name)
        if isinstance(told, str):
            return told
        if complaints := _items(_fields(told).get("detail")) or _items(told):
            return "; ".join(filter(None, map(_complaint, complaints)))
    return ""


def _complaint(complaint: Any) -> str:
    """Where in the request something is wrong, and what; never the value that stood there."""
    fields = _fields(complaint)
    place = ".".join(str(step) for step in _items(fields.get("loc")))
    told = fields.get("msg")
    return f"{place}: {told}".removeprefix(": ") if isinstance(told, str) else ""


def _status(fields: dict[str, Any]) -> int | None:
    for name in ("status_code", "code", "http_code"):
        told = fields.get(name)
        if isinstance(told, str) and told.isascii() and told.isdigit() and len(told) == 3:
            told = int(told)
        if isinstance(told, int) and 300 <= told <= 599:
            return told
    return None


def _delay(detail: dict[str, Any]) -> float | None:
    """google.rpc.RetryInfo: a duration such as "37s" or "1.5s"."""
    told = _DELAY.fullmatch(str(detail.get("retryDelay", "")))
    return float(told[1]) if told else None


def _request_id(fields: dict[str, Any]) -> str | None:
    told = fields.get("request_id") or fields.get("requestId")
    return told if isinstance(told, str) else None


def _fields(value: Any) -> dict[str, Any]:
    return cast("dict[str, Any]", value) if isinstance(value, dict) else {}


def _items(value: Any) -> list[Any]:
    return cast("list[Any]", value) if isinstance(value, list) else []
