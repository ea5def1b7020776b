"""The requests of the recorded traffic as our values, with the prompt tokens that the provider reported."""

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from coda.components.messages import LLMMessage, MessageRole, ToolCall, ToolSchema
from tests.llm.recordings import WIRE


class RecordedRequest(NamedTuple):
    provider: str
    model: str
    messages: list[LLMMessage]
    tools: list[ToolSchema]
    prompt_tokens: int


def recorded_requests() -> Iterator[RecordedRequest]:
    """Those with words only, whose answer told its usage: pictures and sounds are counted by nobody here."""
    for path in sorted(WIRE.glob("*/*.json")):
        for interaction in json.loads(path.read_text())["interactions"]:
            body, answer = interaction["request"]["body"], interaction["response"]["body"]
            if not isinstance(body, dict) or not isinstance(answer, dict):
                continue
            if interaction["request"]["path"].endswith("/chat/completions"):
                found = _chat(path.parent.name, body, answer)
            elif interaction["request"]["path"].startswith("/v1/messages"):
                found = _anthropic(body, answer)
            else:
                continue
            if found is not None:
                yield found


def _chat(provider: str, body: dict[str, Any], answer: dict[str, Any]) -> RecordedRequest | None:
    reported = (answer.get("usage") or {}).get("prompt_tokens")
    if not reported or body.get("response_format"):
        return None
    messages: list[LLMMessage] = []
    for message in body["messages"]:
        text = _text(message.get("content"))
        if text is None:
            return None
        calls = tuple(
            ToolCall(call["id"], call["function"]["name"], call["function"]["arguments"])
            for call in message.get("tool_calls") or ()
        )
        role = "system" if message["role"] == "developer" else message["role"]
        messages.append(LLMMessage(MessageRole(role), text, tool_calls=calls))
    tools = [_tool(tool["function"], "parameters") for tool in body.get("tools") or () if "function" in tool]
    return RecordedRequest(provider, body["model"], messages, tools, reported)


def _anthropic(body: dict[str, Any], answer: dict[str, Any]) -> RecordedRequest | None:
    usage = answer.get("usage") or {}
    reported = sum(
        usage.get(part) or 0
        for part in ("input_tokens", "cache_read_input_tokens", "cache_creation_input_tokens")
    )
    tools = body.get("tools") or []
    if not reported or any("input_schema" not in tool for tool in tools) or body.get("output_config"):
        return None
    system = _text(body.get("system") or "") or ""
    messages = [LLMMessage(MessageRole.SYSTEM, system)] if system else []
    for message in body["messages"]:
        read = _anthropic_message(message)
        if read is None:
            return None
        messages.append(read)
    ours = [_tool(tool, "input_schema") for tool in tools]
    return RecordedRequest("anthropic", body["model"], messages, ours, reported)


def _anthropic_message(message: dict[str, Any]) -> LLMMessage | None:
    content = message["content"]
    blocks = [{"type": "text", "text": content}] if isinstance(content, str) else content
    text: list[str] = []
    calls: list[ToolCall] = []
    for block in blocks:
        match block["type"]:
            case "text":
                text.append(block["text"])
            case "tool_use":
                calls.append(ToolCall(block["id"], block["name"], json.dumps(block["input"])))
            case "tool_result" if (result := _text(block.get("content") or "")) is not None:
                text.append(result)
            case _:
                return None
    return LLMMessage(MessageRole(message["role"]), "\n".join(text), tool_calls=tuple(calls))


def _text(content: Any) -> str | None:
    """None when there is anything but words."""
    if content is None or isinstance(content, str):
        return content or ""
    if any(part.get("type") != "text" for part in content):
        return None
    return "\n".join(part["text"] for part in content)


def _tool(declared: dict[str, Any], schema: str) -> ToolSchema:
    return ToolSchema(declared["name"], declared.get("description") or "", declared.get(schema) or {})
