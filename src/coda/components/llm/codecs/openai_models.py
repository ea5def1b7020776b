"""What OpenAI's models and address are told by, in Chat Completions and in Responses alike."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_OPENAI_HOST = "api.openai.com"
_REASONING = re.compile(r"(?:openai/)?(?:o\d|gpt-(?:[5-9]|\d\d))")
_WITHOUT_REASONING = re.compile(r"(?:openai/)?gpt-5-chat")


def is_reasoning_model(model: str) -> bool:
    """Whether OpenAI's model thinks before it answers, by its name; such models refuse a temperature."""
    return bool(_REASONING.match(model)) and not _WITHOUT_REASONING.match(model)


def is_openai_host(api_base: str | None) -> bool:
    return api_base is None or urlsplit(api_base).hostname == _OPENAI_HOST
