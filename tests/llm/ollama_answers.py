"""Ollama's answers, written by hand after its API documentation."""

import json
from typing import Any

MODEL = "qwen3:0.6b"
CREATED = "2026-11-02T09:00:00.000001Z"
COUNTS = {
    "total_duration": 451_000_000,
    "load_duration": 9_000_000,
    "prompt_eval_count": 21,
    "prompt_eval_duration": 30_000_000,
    "eval_count": 8,
    "eval_duration": 400_000_000,
}


def line(content: str | None = "", *, done: bool = False, **fields: Any) -> bytes:
    """One line; `thinking` and `tool_calls` go into the message, other fields beside it."""
    inside = {name: fields.pop(name) for name in ("thinking", "tool_calls") if name in fields}
    message = {"role": "assistant", "content": content, **inside}
    whole = {"model": MODEL, "created_at": CREATED, "message": message, "done": done, **fields}
    return json.dumps(whole, ensure_ascii=False).encode() + b"\n"


def done(reason: str = "stop", **fields: Any) -> bytes:
    return line(done=True, done_reason=reason, **COUNTS, **fields)


def call(name: str, arguments: Any, **fields: Any) -> dict[str, Any]:
    return {**fields, "function": {"name": name, "arguments": arguments}}


TEXT = line("Grün ") + line("🟢") + line("☃") + done()
THINKING = line("", thinking="Ball 1, ") + line("", thinking="hm.") + line("Done.") + done()
CALLS = (
    line("", thinking="two")
    + line("On it.")
    + line(tool_calls=[call("set_color", {"color": "grün", "ball": 1}, id="call_p7o2gz50")])
    + line(tool_calls=[call("stop", {}), call("set_color", {"at": [1, 2.5, None], "big": 10**30})])
    + done()
)
LENGTH = line("half a sen") + done("length")
OLD = line("Old.") + line(done=True)
"""Before `done_reason`, and with a prompt that was in the cache: no counts."""
CRLF = TEXT.replace(b"\n", b"\r\n")
LOADED = line(done=True, done_reason="load")
ANSWERS = {
    "text": TEXT,
    "thinking": THINKING,
    "calls": CALLS,
    "length": LENGTH,
    "an old version": OLD,
    "lines with carriage returns": CRLF,
    "a model that was loaded": LOADED,
    "no newline at the end": TEXT.rstrip(),
}


def whole_body(indent: int | None = None) -> bytes:
    """The answer to a request with `"stream": false`."""
    message = {
        "role": "assistant",
        "content": "Done.",
        "thinking": "hm",
        "tool_calls": [call("stop", {}, id="c1")],
    }
    whole = {"model": MODEL, "created_at": CREATED, "message": message, "done": True, "done_reason": "stop"}
    return json.dumps(whole | COUNTS, indent=indent).encode()
