"""What a model is told of a tool, and what becomes of the arguments it sends."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, IntEnum
from typing import TYPE_CHECKING, Annotated, Any, Literal, NotRequired

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, Field
from typing_extensions import TypedDict

from coda.components.tools.schema import Signature
from coda.errors import ConfigurationError, ToolValidationError

if TYPE_CHECKING:
    from pathlib import PurePath


class Color(Enum):
    RED = "red"
    BLUE = "blue"


class Level(IntEnum):
    LOW = 1


@dataclass
class Span:
    start: float
    end: float = 1.0


class Style(TypedDict):
    speed: int
    smooth: NotRequired[bool]


class Light(BaseModel):
    brightness: int = Field(ge=0, le=100)


def plain(text: str, count: int, time: float, on: bool) -> None:
    """Take the plain types."""


def rich(
    color: Color,
    span: Span,
    style: Style,
    light: Light,
    balls: list[int],
    names: dict[str, int],
    mode: Literal["fast", "slow"] = "fast",
    limit: Annotated[int, Field(ge=1, le=9, description="At most.")] = 5,
    until: float | None = None,
    level: Level = Level.LOW,
    extra: dict[str, Any] = {"title": "kept"},  # noqa: B006 - a default a model is told
    title: str = "",
    schema: str = "a name that means something to pydantic",
    model_config: int = 0,
) -> None:
    """Take the rest."""


RICH: dict[str, Any] = {
    "color": "red",
    "span": {"start": 2},
    "style": {"speed": 1},
    "light": {"brightness": 10},
    "balls": [1, 2],
    "names": {"a": 1},
}


def signature(function: Callable[..., Any]) -> Signature:
    return Signature(function, skip=frozenset())


def refusal(function: Callable[..., Any], arguments: dict[str, Any] | str) -> str:
    with pytest.raises(ToolValidationError) as refused:
        signature(function).read(arguments)
    return str(refused.value)


def test_plain_types_are_told_as_json_schema() -> None:
    assert signature(plain).schema.parameters == {
        "type": "object",
        "additionalProperties": False,
        "required": ["text", "count", "time", "on"],
        "properties": {
            "text": {"type": "string"},
            "count": {"type": "integer"},
            "time": {"type": "number"},
            "on": {"type": "boolean"},
        },
    }


def test_rich_types_are_told_as_json_schema() -> None:
    told = signature(rich).schema.parameters
    properties, definitions = told["properties"], told["$defs"]
    assert told["required"] == list(RICH)
    assert definitions["Color"] == {"type": "string", "enum": ["red", "blue"]}
    assert definitions["Span"]["properties"] == {
        "start": {"type": "number"},
        "end": {"type": "number", "default": 1.0},
    }
    assert definitions["Style"]["required"] == ["speed"]
    assert definitions["Light"]["properties"]["brightness"] == {
        "type": "integer",
        "minimum": 0,
        "maximum": 100,
    }
    assert properties["balls"] == {"type": "array", "items": {"type": "integer"}}
    assert properties["names"] == {"type": "object", "additionalProperties": {"type": "integer"}}
    assert properties["mode"] == {"type": "string", "enum": ["fast", "slow"], "default": "fast"}
    assert properties["limit"] == {
        "type": "integer",
        "minimum": 1,
        "maximum": 9,
        "default": 5,
        "description": "At most.",
    }
    assert properties["until"] == {"anyOf": [{"type": "number"}, {"type": "null"}], "default": None}
    assert properties["extra"]["default"] == {"title": "kept"}
    assert properties["title"] == {"type": "string", "default": ""}
    assert {"schema", "model_config"} <= properties.keys()
    json.dumps(told)


def google(start: float, end: float) -> None:
    """Light a span.

    It is lit at once.

    Args:
        start: In seconds.
        end: After the start.

    Returns:
        Nothing.
    """


def numpy(start: float, end: float) -> None:
    """Light a span.

    It is lit at once.

    Parameters
    ----------
    start : float
        In seconds.
    end : float
        After the start.
    """


def rest(start: float, end: float) -> None:
    """Light a span.

    It is lit at once.

    :param start: In seconds.
    :param end: After the start.
    """


@pytest.mark.parametrize("function", [google, numpy, rest])
def test_docstrings_of_three_styles_say_the_same(function: Callable[..., None]) -> None:
    schema = signature(function).schema
    assert schema.name == function.__name__
    assert schema.description == "Light a span.\n\nIt is lit at once."
    assert schema.parameters["properties"] == {
        "start": {"type": "number", "description": "In seconds."},
        "end": {"type": "number", "description": "After the start."},
    }


def test_arguments_become_the_types_of_the_signature_and_plain_json() -> None:
    typed, plain_json = signature(rich).read(json.dumps(RICH))
    assert typed["color"] is Color.RED
    assert typed["span"] == Span(2.0, 1.0)
    assert typed["style"] == {"speed": 1}
    assert typed["light"] == Light(brightness=10)
    assert typed["until"] is None
    assert typed["limit"] == 5
    assert typed["schema"].startswith("a name")
    assert plain_json == {**RICH, "span": {"start": 2.0, "end": 1.0}}
    again, same = signature(rich).read(plain_json)
    assert (again, same) == (typed, plain_json)


PLAIN: dict[str, Any] = {"text": "a", "count": 1, "time": 1.5, "on": True}


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"count": True}, "count: expected a number, not true"),
        ({"time": False}, "time: expected a number, not false"),
        (
            {"count": 1.5},
            "count: Input should be a valid integer, got a number with a fractional part, found 1.5",
        ),
        ({"count": "many"}, "count: Input should be a valid integer"),
        ({"time": float("nan")}, "time: Input should be a finite number"),
        ({"time": float("inf")}, "time: Input should be a finite number"),
        ({"text": 5}, "text: Input should be a valid string, found 5"),
        ({"text": "half a pair \ud83c"}, "text"),
        ({"time": None}, "time: Input should be a valid number, found null"),
        ({"colour": 1}, "colour is not an argument of this tool; the arguments are: text, count, time, on"),
        ({"colour": 1, "count": None}, "count: Input should be a valid integer, found null; colour is not"),
    ],
)
def test_a_wrong_argument_is_named_in_a_sentence(wrong: dict[str, Any], sentence: str) -> None:
    assert refusal(plain, {**PLAIN, **wrong}).startswith(sentence)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"color": "green"}, "color: Input should be 'red' or 'blue', found \"green\""),
        ({"mode": "warp"}, "mode: Input should be 'fast' or 'slow', found \"warp\""),
        ({"limit": 10}, "limit: Input should be less than or equal to 9, found 10"),
        ({"light": {"brightness": -1}}, "light.brightness: Input should be greater than or equal to 0"),
        ({"light": {"brightness": True}}, "light.brightness: expected a number, not true"),
        ({"light": {"brightness": 1, "hue": 2}}, "light.hue is not an argument of this tool"),
        ({"span": {"start": 1, "stop": 2}}, "span.stop is not an argument of this tool"),
        ({"span": {"start": True}}, "span.start: expected a number, not true"),
        ({"span": {"start": float("inf")}}, "span.start: "),
        ({"style": {"speed": 1, "x": 2}}, "style.x is not an argument of this tool"),
        ({"style": {}}, "style.speed is required"),
        ({"balls": [1, True]}, "balls.1: expected a number, not true"),
        ({"balls": [1, "two"]}, "balls.1: Input should be a valid integer"),
        ({"balls": 1}, "balls: Input should be a valid list, found 1"),
        ({"names": {"a": False}}, "names.a: expected a number, not false"),
        ({"until": True}, "until: expected a number, not true"),
        ({"level": True}, "level: expected a number, not true"),
        ({"extra": {"x": float("nan")}}, "extra.x: expected a finite number"),
        ({"extra": {"x": ["\ud83c"]}}, "extra: holds a number or a text that JSON cannot"),
    ],
)
def test_a_wrong_value_deep_inside_is_named_in_a_sentence(wrong: dict[str, Any], sentence: str) -> None:
    assert refusal(rich, {**RICH, **wrong}).startswith(sentence)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[1, 2]", "must be a JSON object"),
        ('"text"', "must be a JSON object"),
        ("null", "must be a JSON object"),
        ("{text: 1}", "not valid JSON"),
        ('{"text": ', "not valid JSON"),
        ("[" * 100_000, "nested too deeply"),
        ('{"text": "a", "count": 1, "time": 1e999, "on": true}', "time: Input should be a finite number"),
        ("", "text is required; count is required; time is required; on is required"),
    ],
)
def test_arguments_that_are_no_object_are_refused(text: str, sentence: str) -> None:
    assert sentence in refusal(plain, text)


def test_the_first_wrong_argument_is_told_to_programs() -> None:
    with pytest.raises(ToolValidationError) as refused:
        signature(plain).read({**PLAIN, "time": "soon", "count": "many"})
    assert refused.value.parameter_name == "count"


def test_a_tool_without_arguments_takes_none() -> None:
    def nothing() -> None:
        """Do nothing."""

    assert signature(nothing).schema.parameters["properties"] == {}
    assert signature(nothing).read("") == ({}, {})
    assert refusal(nothing, {"x": 1}) == "x is not an argument of this tool; it takes none"


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from([*PLAIN, *RICH, "extra"]), json_values))
def test_whatever_a_model_sends_is_read_or_refused_in_words(arguments: dict[str, Any]) -> None:
    for function, base in ((plain, PLAIN), (rich, RICH)):
        read = signature(function)
        try:
            _, plain_json = read.read(json.dumps({**base, **arguments}))
        except ToolValidationError as error:
            assert str(error)  # noqa: PT017 - most of what is drawn fits
        else:
            assert json.loads(json.dumps(plain_json, allow_nan=False)) == plain_json
            assert read.read(plain_json)[1] == plain_json


def undocumented(x: int) -> None: ...


def untyped(x) -> None:
    """Take anything."""


def starred(*numbers: int) -> None:
    """Take many."""


def double_starred(**options: int) -> None:
    """Take options."""


def positional(x: int, /) -> None:
    """Take one in its place."""


def unknown_type(path: PurePath) -> None:
    """Take a type that is not there at run time."""


def untellable(callback: Callable[[], None]) -> None:
    """Take what JSON has not."""


def größe(x: int) -> None:  # noqa: PLC2401 - the name is the case
    """Have a name no provider takes."""


@pytest.mark.parametrize(
    ("function", "sentence"),
    [
        (undocumented, "needs a docstring"),
        (untyped, "needs a type for 'x'"),
        (starred, "name each argument"),
        (double_starred, "name each argument"),
        (positional, "name each argument"),
        (unknown_type, "cannot be found at run time"),
        (untellable, "cannot be told to a model"),
        (größe, "is no tool name"),
    ],
)
def test_a_function_that_cannot_be_told_to_a_model_is_refused_when_it_is_registered(
    function: Callable[..., Any], sentence: str
) -> None:
    with pytest.raises(ConfigurationError, match=sentence):
        signature(function)
