"""Constrained decoding: of each next token only those that keep the answer in its form.

The grammars are llguidance's (docs/syntax.md there): Lark, with a JSON schema as a rule by `%json`.
"""

from __future__ import annotations

import json
from typing import Any, cast

from coda.components.llm.providers.local_runtime import LocalModel
from coda.components.messages import ModelRequest, ToolSchema
from coda.errors import LLMBadRequestError

_FORM = {"whitespace_flexible": False, "item_separator": ", ", "key_separator": ": "}
"""One way to write each value, as models mostly do: white space without end cannot come."""
_WORDS = r"/[ \t\n]*[^ \t\n{](.|\n)*/"


class Constraint:
    """A place in a grammar. `allowed` masks logits, `advance` takes the tokens that were chosen."""

    def __init__(self, model: LocalModel, grammar: str) -> None:
        self._torch = model.torch
        self._matcher = model.llguidance.LLMatcher(model.vocabulary, grammar)

    @property
    def is_complete(self) -> bool:
        """Whether nothing can follow."""
        return bool(self._matcher.is_stopped())

    def allowed(self, scores: Any) -> Any:
        """The scores with minus infinity for every token that would break the form."""
        told = bytearray(self._matcher.compute_logit_bias())
        mask = self._torch.frombuffer(told, dtype=self._torch.uint8)[: scores.shape[-1]] == 0
        return scores.masked_fill(mask.to(scores.device), float("-inf"))

    def advance(self, tokens: list[int]) -> None:
        self._matcher.consume_tokens(tokens)


def constraint_for(request: ModelRequest, model: LocalModel, *, calls_in_json: bool) -> Constraint | None:
    """What the request demands of the answer's form; None when it may be anything.

    `calls_in_json` says that a call is JSON at the beginning of the answer, because the model's own
    template knows no tools. Raises LLMBadRequestError for a schema that cannot be a grammar.
    """
    strict = _grammar(request, calls_in_json, lenient=False)
    if strict is None:
        return None
    if model.vocabulary is None:
        raise LLMBadRequestError(
            "Answers of this model cannot be held to a form: its tokenizer is not a fast one. Choose another."
        )
    check = model.llguidance.LLMatcher.validate_grammar
    if not check(strict, model.vocabulary):
        return Constraint(model, strict)
    lenient = _grammar(request, calls_in_json, lenient=True) or strict
    if problem := check(lenient, model.vocabulary):
        raise LLMBadRequestError(f"A schema cannot be followed by the local model: {problem[:200]}")
    return Constraint(model, lenient)


def callable_tools(request: ModelRequest) -> tuple[ToolSchema, ...]:
    """The tools that this request lets the model call."""
    if request.tool_choice == "none":
        return ()
    named = tuple(tool for tool in request.tools if tool.name == request.tool_choice)
    return named or request.tools


def must_call(request: ModelRequest) -> bool:
    return bool(request.tools) and request.tool_choice not in {"auto", "none"}


def _grammar(request: ModelRequest, calls_in_json: bool, *, lenient: bool) -> str | None:
    tools = callable_tools(request)
    form = request.response_format
    rules: list[str] = []
    starts: list[str] = []
    if tools and (calls_in_json or form is not None or must_call(request)):
        starts.append("call")
        rules.append("call: " + " | ".join(f"c{place}" for place in range(len(tools))))
        for place, tool in enumerate(tools):
            opening = json.dumps(f'{{"name": {json.dumps(tool.name)}, "arguments": ')
            rules += [
                f'c{place}: {opening} a{place} "}}"',
                f"a{place}: %json {_json(tool.parameters, lenient)}",
            ]
    if not must_call(request):
        if form is not None:
            starts.append("form")
            rules.append(f"form: %json {_json(form.schema, lenient)}")
        elif starts:
            starts.append("words")
            rules.append(f"words: {_WORDS}")
    return "\n".join(["start: " + " | ".join(starts), *rules, ""]) if starts else None


def _json(schema: dict[str, Any], lenient: bool) -> str:
    return json.dumps({"x-guidance": {**_FORM, "lenient": lenient}, **_closed({"type": "object", **schema})})


def _closed(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema with objects that hold their named properties only, where it leaves that open.

    A model would otherwise invent further ones, and nothing would stop it.
    """
    closed = {name: _closed_inside(name, value) for name, value in schema.items()}
    if closed.get("type") == "object" and not schema.keys() & _OPEN:
        closed["additionalProperties"] = False
    return closed


_OPEN = {
    "additionalProperties",
    "patternProperties",
    "unevaluatedProperties",
    "allOf",
    "anyOf",
    "oneOf",
    "$ref",
}


def _closed_inside(name: str, value: Any) -> Any:
    if name in {"properties", "$defs", "definitions"} and isinstance(value, dict):
        named = cast("dict[str, Any]", value)
        return {key: _closed_inside("items", part) for key, part in named.items()}
    if name in {"items", "anyOf", "oneOf", "prefixItems"}:
        if isinstance(value, dict):
            return _closed(cast("dict[str, Any]", value))
        if isinstance(value, list):
            parts = cast("list[Any]", value)
            return [_closed_inside("items", part) for part in parts]
    return value
