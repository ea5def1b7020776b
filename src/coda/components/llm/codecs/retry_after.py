"""How long a server asks to wait, from the headers of its refusal."""

from __future__ import annotations

import re
from collections.abc import Mapping
from email.utils import parsedate_to_datetime

_DURATION = re.compile(r"(?:(\d{1,4})h)?(?:(\d{1,6})m)?(?:(\d{1,9}(?:\.\d{1,9})?)s)?(?:(\d{1,9})ms)?")
"""OpenAI's and Groq's "6m0s", "7.66s", "17ms" (their guides on rate limits)."""

_LIMITS = ("requests", "tokens", "requests-day", "tokens-minute")


def retry_after_seconds(headers: Mapping[str, str], now: float) -> float | None:
    """Seconds from `now` (since the epoch): RFC 9110's `Retry-After`, seconds or a date, or OpenAI's
    `retry-after-ms`. None when it says nothing readable.
    """
    lower = _lower(headers)
    if (milliseconds := _number(lower.get("retry-after-ms"))) is not None:
        return milliseconds / 1000
    wait = lower.get("retry-after", "")
    if (seconds := _number(wait)) is not None:
        return seconds
    try:
        return max(0.0, parsedate_to_datetime(wait).timestamp() - now)
    except (ValueError, OverflowError):
        return None


def limit_reset_seconds(headers: Mapping[str, str], now: float) -> float | None:
    """Seconds until a rate limit that is used up allows more, from `x-ratelimit-reset-*`.

    Of several limits those without anything remaining count; where none is told to be used up, the
    last to reset does. OpenRouter's `x-ratelimit-reset` is in milliseconds since the epoch.
    """
    lower = _lower(headers)
    waits: list[float] = []
    spent: list[float] = []
    for limit in _LIMITS:
        if (wait := _duration(lower.get(f"x-ratelimit-reset-{limit}", ""))) is not None:
            waits.append(wait)
            if _number(lower.get(f"x-ratelimit-remaining-{limit}")) == 0:
                spent.append(wait)
    if waits:
        return max(spent or waits)
    told = lower.get("x-ratelimit-reset", "")
    if re.fullmatch(r"\d{13}", told):
        return max(0.0, int(told) / 1000 - now)
    return None


def _lower(headers: Mapping[str, str]) -> dict[str, str]:
    return {name.lower(): value.strip() for name, value in headers.items()}


def _number(text: str | None) -> float | None:
    return float(text) if text and re.fullmatch(r"\d{1,9}(\.\d{1,9})?", text) else None


def _duration(text: str) -> float | None:
    if (seconds := _number(text)) is not None:
        return seconds
    told = _DURATION.fullmatch(text)
    if not text or told is None:
        return None
    hours, minutes, seconds, milliseconds = (float(part or 0) for part in told.groups())
    return hours * 3600 + minutes * 60 + seconds + milliseconds / 1000
