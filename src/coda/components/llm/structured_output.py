"""Answers in a form: `response_model=` a pydantic model, or a JSON schema.

Where a provider has structured output of its own and it takes the schema, it is told it. Otherwise
the schema is offered as a tool whose call is the answer; and a model of which no call can be demanded
is told in words.
"""

from __future__ import annotations

import json
import re
from collections.abc import AsyncGenerator, Callable, Iterator, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias, cast

import msgspec

from coda.components.llm.base_provider import BaseLLMProvider
from coda.components.messages import (
    Finish,
    FinishReason,
    LLMMessage,
    MessageRole,
    ModelEvent,
    ModelRequest,
    ReasoningDelta,
    ResponseFormat,
    TextDelta,
    ToolCall,
    ToolSchema,
)
from coda.errors import ConfigurationError, LLMOutputError

if TYPE_CHECKING:
    from pydantic import BaseModel

ResponseModel: TypeAlias = "type[BaseModel] | Mapping[str, Any]"
"""What a program may ask for: a pydantic model, or a JSON schema of type object."""

_ANSWER_TOOL = "final_answer"
_FENCE = re.compile(r"\A\s*```(?:json)?\s*\n(.*?)\n?\s*```\s*\Z", re.DOTALL)
_MOST_PROBLEMS = 10


@dataclass(frozen=True)
class ResponseForm:
    """What a model must answer, and how to read it."""

    format: ResponseFormat
    parse: Callable[[str], Any]
    """The typed answer. Raises LLMOutputError, with a sentence for each place that does not fit."""


def form_of(model: ResponseModel) -> ResponseForm:
    """Raises ConfigurationError for what is no model and no schema of type object."""
    if isinstance(model, type):
        return _form_of_pydantic(model)
    schema = dict(model)
    if schema.get("type") != "object":
        raise ConfigurationError("A response_model given as a JSON schema must have type object.")
    _refuse_broken(schema)
    response_format = ResponseFormat(_name_of(str(schema.get("title", "answer"))), schema)
    return ResponseForm(response_format, lambda text: checked(text, schema))


def _form_of_pydantic(model: type[BaseModel]) -> ResponseForm:
    from pydantic import ValidationError  # with what it brings, only where an answer is checked

    def parse(text: str) -> Any:
        try:
            return model.model_validate_json(bare_json(text))
        except ValidationError as error:
            places = [(e["loc"], e["msg"]) for e in error.errors(include_url=False, include_input=False)]
            raise _misfit([f"{_place(loc)}: {message}" for loc, message in places]) from None

    return ResponseForm(ResponseFormat(_name_of(model.__name__), model.model_json_schema()), parse)


def checked(text: str, schema: Mapping[str, Any]) -> Any:
    """The JSON in `text`, which fits `schema`. Raises LLMOutputError."""
    try:
        value = json.loads(bare_json(text))
    except (ValueError, RecursionError) as error:
        raise _misfit([f"it is not JSON: {error}"]) from None
    errors = _validator(schema).iter_errors(value)
    problems = sorted(f"{_place(error.absolute_path)}: {_short(error.message)}" for error in errors)
    if problems:
        raise _misfit(problems)
    return value


def _validator(schema: Mapping[str, Any]) -> Any:
    # Imported when a schema is checked: it takes a tenth of a second to load.
    from jsonschema import Draft202012Validator
    from referencing import Registry

    return Draft202012Validator(schema, registry=Registry())  # a registry of its own fetches nothing


def _refuse_broken(schema: Mapping[str, Any]) -> None:
    from jsonschema import SchemaError
    from referencing.exceptions import Unresolvable

    validator = _validator(schema)
    try:
        validator.check_schema(schema)
        for reference in _references(schema):
            validator._resolver.lookup(reference)  # noqa: SLF001 - there is no public way to ask
    except SchemaError as error:
        raise ConfigurationError(f"The response_model is no JSON schema: {error.message}") from None
    except Unresolvable as error:
        raise ConfigurationError(f"The response_model refers to {error.ref!r}, which is not in it.") from None


def _references(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        fields = cast("dict[str, Any]", value)
        if isinstance(reference := fields.get("$ref"), str):
            yield reference
        yield from _references(list(fields.values()))
    elif isinstance(value, list):
        for item in cast("list[Any]", value):
            yield from _references(item)


def bare_json(text: str) -> str:
    """The text without the code fence that models like to put around JSON."""
    fenced = _FENCE.match(text)
    return fenced.group(1) if fenced else text


def ask(provider: BaseLLMProvider, request: ModelRequest) -> AsyncGenerator[ModelEvent, None]:
    """The provider's answer; one that must have a form comes as its JSON text, however it was got."""
    if request.response_format is None or provider.takes_form(request):
        return provider.stream(request)
    if provider.can_demand_calls(request.model):
        return _by_call(provider, request, request.response_format)
    return provider.stream(_told_in_words(request, request.response_format))


async def _by_call(
    provider: BaseLLMProvider, request: ModelRequest, form: ResponseFormat
) -> AsyncGenerator[ModelEvent, None]:
    """Offer the schema as a tool. What the model says beside the call is its thinking, not the answer."""
    answer = ToolSchema(_ANSWER_TOOL, f"Give the final answer: {form.name}.", form.schema)
    asked = msgspec.structs.replace(
        request,
        tools=(*request.tools, answer),
        tool_choice="required" if request.tools else _ANSWER_TOOL,
        response_format=None,
    )
    said: list[TextDelta] = []
    calls: list[ToolCall] = []
    async with aclosing(provider.stream(asked)) as events:
        async for event in events:
            match event:
                case TextDelta():
                    said.append(event)
                case ToolCall():
                    calls.append(event)
                case Finish():
                    for piece in _answered(said, calls):
                        yield piece
                    yield _finish(event, calls)
                case _:
                    yield event


def _answered(said: Sequence[TextDelta], calls: Sequence[ToolCall]) -> list[ModelEvent]:
    others = [call for call in calls if call.name != _ANSWER_TOOL]
    answer = next((call for call in calls if call.name == _ANSWER_TOOL), None)
    # An answer beside other calls is early: the model has not seen their results.
    if others or answer is None:
        return [*said, *others]
    return [*(ReasoningDelta(piece.text) for piece in said), TextDelta(answer.arguments)]


def _finish(finish: Finish, calls: Sequence[ToolCall]) -> Finish:
    only_answered = bool(calls) and all(call.name == _ANSWER_TOOL for call in calls)
    called = finish.reason is FinishReason.TOOL_CALLS
    return Finish(FinishReason.STOP) if only_answered and called else finish


def _told_in_words(request: ModelRequest, form: ResponseFormat) -> ModelRequest:
    schema = json.dumps(form.schema, ensure_ascii=False)
    words = f"Answer with one JSON object and nothing else. It must fit this JSON schema:\n{schema}"
    told = LLMMessage(MessageRole.SYSTEM, words)
    return msgspec.structs.replace(request, messages=(told, *request.messages), response_format=None)


def _misfit(problems: Sequence[str]) -> LLMOutputError:
    shown = tuple(problems[:_MOST_PROBLEMS])
    first = f"{shown[0]}{' (and more)' if len(shown) > 1 else ''}"
    return LLMOutputError(f"The answer does not have the form that was asked for: {first}.", problems=shown)


def _place(path: Sequence[Any]) -> str:
    return ".".join(str(step) for step in path) or "the answer"


def _short(message: str, length: int = 200) -> str:
    return message if len(message) <= length else f"{message[:length]}…"


def _name_of(title: str) -> str:
    return re.sub(r"[^A-Za-z0-9_-]+", "_", title)[:64] or "answer"
