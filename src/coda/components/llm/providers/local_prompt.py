"""The prompt of a local model: the conversation in its own chat template, or in a plain one."""

from __future__ import annotations

import json
import re
from typing import Any, NamedTuple

import msgspec

from coda.components.llm.codecs.request import steps
from coda.components.llm.providers.local_grammar import callable_tools, must_call
from coda.components.llm.providers.local_options import LocalOptions
from coda.components.llm.providers.local_runtime import LocalModel
from coda.components.messages import LLMMessage, MessageRole, ModelRequest, ToolCall
from coda.errors import LLMBadRequestError

PLAIN_TEMPLATE = """\
{% for message in messages %}{{ message.role | capitalize }}: {{ message.content }}

{% endfor %}Assistant:"""
"""For models that bring no template: each message as `User: …`, the answer after `Assistant:`."""

_PLAIN_STOP = ("\nUser:", "\nSystem:", "\nAssistant:")

_CALL_FORM = '{"name": "<tool>", "arguments": {…}}'


class Prompt(NamedTuple):
    tokens: list[int]
    calls_in_json: bool
    """The template knows no tools, so they are told in words and called in JSON."""
    thinking: bool
    """The prompt ends where the model thinks."""
    stop: tuple[str, ...]


def prompt_for(request: ModelRequest, model: LocalModel, options: LocalOptions) -> Prompt:
    """Raises LLMBadRequestError for media, and for a conversation that the template refuses."""
    if any(message.media for message in request.messages):
        raise LLMBadRequestError(
            "Local models are asked in words only. Take pictures, sounds and documents out, or "
            "ask another provider."
        )
    tools = callable_tools(request)
    template = _template_of(model.tokenizer, with_tools=bool(tools))
    native = template is not None and re.search(r"\btools\b", template) is not None
    notes = _notes(request, calls_in_json=bool(tools) and not native)
    told = _with_notes(_natively(request) if native else _in_words(request), notes)
    given = [_function(tool) for tool in tools] if native and tools else None
    tokens = _rendered(model.tokenizer, told, template or PLAIN_TEMPLATE, given, options)
    end = model.tokenizer.decode(tokens[-8:])
    return Prompt(
        tokens,
        calls_in_json=bool(tools) and not native,
        thinking=end.rstrip().endswith("<think>"),
        stop=options.stop if template else (*options.stop, *_PLAIN_STOP),
    )


def _template_of(tokenizer: Any, *, with_tools: bool) -> str | None:
    if tokenizer.chat_template is None:
        return None
    return str(tokenizer.get_chat_template(tools=[] if with_tools else None))


def _function(tool: Any) -> dict[str, Any]:
    function = {"name": tool.name, "description": tool.description, "parameters": tool.parameters}
    return {"type": "function", "function": function}


def _notes(request: ModelRequest, *, calls_in_json: bool) -> list[str]:
    notes: list[str] = []
    tools = callable_tools(request)
    if calls_in_json:
        lines = [
            json.dumps({"name": t.name, "description": t.description, "parameters": t.parameters})
            for t in tools
        ]
        notes.append(f"You can call these tools. To call one, answer with {_CALL_FORM} and nothing else.")
        notes[-1] += "\n" + "\n".join(lines)
    if must_call(request):
        notes.append(f"Answer with a call of {' or '.join(t.name for t in tools)}: {_CALL_FORM}")
    elif request.response_format is not None:
        schema = json.dumps(request.response_format.schema)
        notes.append(f"Answer with JSON that fits this schema, and nothing else:\n{schema}")
    return notes


def _with_notes(told: list[dict[str, Any]], notes: list[str]) -> list[dict[str, Any]]:
    """The notes belong to the system message, which comes first."""
    if not notes:
        return told
    has_system = bool(told) and told[0]["role"] == "system"
    words = [told[0]["content"], *notes] if has_system else notes
    return [{"role": "system", "content": "\n\n".join(words)}, *told[has_system:]]


def _natively(request: ModelRequest) -> list[dict[str, Any]]:
    """In the words of the templates. Calls are numbered anew: some templates take ids of nine signs only."""
    told: list[dict[str, Any]] = []
    number = 0
    for message, calls in steps(request.messages):
        if not calls:
            told.append(_plain(message))
            continue
        ids = [f"call{place:05d}" for place in range(number, number + len(calls))]
        number += len(calls)
        asked = [
            {"id": own, "type": "function", "function": {"name": call.name, "arguments": _arguments(call)}}
            for own, (call, _) in zip(ids, calls, strict=True)
        ]
        told.append({**_plain(message), "tool_calls": asked})
        told += [
            {"role": "tool", "tool_call_id": own, "name": call.name, "content": result}
            for own, (call, result) in zip(ids, calls, strict=True)
        ]
    return told


def _in_words(request: ModelRequest) -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = []
    for message, calls in steps(request.messages):
        if not calls:
            told.append(_plain(message))
            continue
        written = [json.dumps({"name": call.name, "arguments": _arguments(call)}) for call, _ in calls]
        told.append({"role": "assistant", "content": "\n".join([*filter(None, [message.content]), *written])})
        results = [f"Result of {call.name}: {result}" for call, result in calls]
        told.append({"role": "user", "content": "\n".join(results)})
    return told


def _plain(message: LLMMessage) -> dict[str, Any]:
    return {"role": message.role.value, "content": message.content}


def _arguments(call: ToolCall) -> Any:
    try:
        return msgspec.json.decode(call.arguments or "{}")
    except (ValueError, RecursionError):
        return {}


def _rendered(
    tokenizer: Any,
    told: list[dict[str, Any]],
    template: str,
    tools: list[dict[str, Any]] | None,
    options: LocalOptions,
) -> list[int]:
    from jinja2 import TemplateError  # pyright: ignore[reportMissingImports, reportUnknownVariableType] - of the extra

    problem = ""
    for version in (told, _taking_turns(told)):
        try:
            return tokenizer.apply_chat_template(
                version,
                tools=tools,
                chat_template=template,
                add_generation_prompt=True,
                return_dict=False,
                sanitize_control_tokens=True,
                **options.template_options,
            )
        except TemplateError as error:  # pyright: ignore[reportUnknownVariableType] - of the extra
            problem = str(error)[:200]  # pyright: ignore[reportUnknownArgumentType] - of the extra
    raise LLMBadRequestError(f"The model's chat template does not take this conversation: {problem}")


def _taking_turns(told: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """For templates that know no system message, and let user and assistant speak in turn only."""
    turns: list[dict[str, Any]] = []
    for message in told:
        system = message["role"] == MessageRole.SYSTEM
        spoken = {**message, "role": "user"} if system else message
        plain = turns and spoken.keys() == turns[-1].keys() == {"role", "content"}
        if plain and turns[-1]["role"] == spoken["role"]:
            joined = f"{turns[-1]['content']}\n\n{spoken['content']}"
            turns[-1] = {"role": spoken["role"], "content": joined}
        else:
            turns.append(spoken)
    return turns
