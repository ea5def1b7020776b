"""Arguments and results: JSON objects on Gemini's wire, texts in our messages."""

from __future__ import annotations

import json
from typing import Any

import msgspec

from coda.components.messages import ToolCall


def json_text(value: Any) -> str:
    """Compact JSON, also of numbers too long for 64 bits."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def arguments_of(call: ToolCall) -> msgspec.Raw | dict[str, Any]:
    """The arguments as the object the API demands, whatever the model wrote."""
    return _as_object(call.arguments or "{}") or {"not_valid_json": call.arguments}


def response_of(result: str) -> msgspec.Raw | dict[str, Any]:
    """A result as the object the API demands: itself where it is one, else under `output`."""
    return _as_object(result) or {"output": result}


def _as_object(text: str) -> msgspec.Raw | None:
    """The text itself, when it is JSON of an object; None when it is anything else."""
    try:
        data = text.encode()
        msgspec.json.decode(data, type=dict[str, Any])
    except (ValueError, RecursionError):
        return None
    return msgspec.Raw(data)
