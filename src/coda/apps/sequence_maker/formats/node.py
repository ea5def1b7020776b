"""Reading loose JSON so that every complaint names its place: "timelines[2].segments[14].color"."""

from __future__ import annotations

import json
from typing import Any, NoReturn, TypeGuard, cast

import msgspec
from msgspec import UNSET, UnsetType

from coda.apps.sequence_maker.entities import Extra, Rgb
from coda.errors import FileFormatError


class Node:
    """A value of the file and where it stands. Every reader raises FileFormatError on a misfit."""

    def __init__(self, value: Any, place: str) -> None:
        self.value: Any = value
        self.place = place

    def refuse(self, expected: str) -> NoReturn:
        raise FileFormatError(f"expected {expected}, found {_short(self.value)}", self.place)

    def fields(self) -> Fields:
        value = self.value
        if not isinstance(value, dict):
            self.refuse("an object")
        return Fields(cast("dict[str, Any]", value), self.place)

    def items(self) -> list[Node]:
        return [Node(value, f"{self.place}[{number}]") for number, value in enumerate(self.list())]

    def list(self) -> list[Any]:
        value = self.value
        if not isinstance(value, list):
            self.refuse("a list")
        return cast("list[Any]", value)

    def mapping(self) -> dict[str, Any]:
        return dict(self.fields().rest_or_empty())

    def text(self) -> str:
        if not isinstance(self.value, str):
            self.refuse("text")
        return self.value

    def number(self, low: float, high: float) -> float:
        if not _is_number(self.value) or not low <= self.value <= high:
            self.refuse(f"a number from {low:g} to {high:g}")
        return self.value

    def seconds(self) -> float:
        if not _is_number(self.value) or not 0 <= self.value <= 1e9:
            self.refuse("a number of seconds, 0 or more")
        return self.value

    def integer(self, low: int, high: int) -> int:
        value = self.value
        if not _is_number(value) or value != int(value) or not low <= value <= high:
            self.refuse(f"a whole number from {low} to {high}")
        return int(value)

    def color(self) -> Rgb:
        channels = [_channel(value) for value in self.list()] if isinstance(self.value, list) else []
        match channels:
            case [int(red), int(green), int(blue)]:
                return (red, green, blue)
            case _:
                return self.refuse("three numbers 0..255")


class Fields:
    """An object's values by name; what nobody takes is kept by `rest`."""

    def __init__(self, values: dict[str, Any], place: str) -> None:
        self._left = dict(values)
        self.place = place

    def take(self, *names: str) -> Node | None:
        """The value under the first of the names that is there; null counts as not there."""
        for name in names:
            if name in self._left:
                value = self._left.pop(name)
                return None if value is None else Node(value, self._place_of(name))
        return None

    def need(self, *names: str) -> Node:
        node = self.take(*names)
        if node is None:
            raise FileFormatError(f'"{names[0]}" is missing', self.place)
        return node

    def text(self, *names: str, default: str = "") -> str:
        node = self.take(*names)
        return default if node is None else node.text()

    def section(self, *names: str) -> Fields:
        """An object inside this one; where it is missing, an empty one."""
        node = self.take(*names)
        return Fields({}, self._place_of(names[0])) if node is None else node.fields()

    def rest_or_empty(self) -> Extra:
        return self._left

    def rest(self) -> Extra | UnsetType:
        return self._left or UNSET

    def _place_of(self, name: str) -> str:
        return f"{self.place}.{name}" if self.place else name


def decode(data: bytes) -> Node:
    """The file as JSON. Raises FileFormatError with line and column where it is not."""
    try:
        return Node(msgspec.json.decode(data), "")
    except (msgspec.DecodeError, UnicodeDecodeError):
        return Node(_decode_carefully(data), "")
    except RecursionError as error:
        raise FileFormatError("it is nested too deeply to be a light show") from error


def _decode_carefully(data: bytes) -> Any:
    """For what the fast decoder refuses: says where, and takes NaN and a byte order mark in its stride.

    Python writes NaN and Infinity into JSON; they are read as null.
    """
    try:
        value = json.loads(data.decode("utf-8-sig"), parse_constant=lambda _: None)
        return msgspec.json.decode(msgspec.json.encode(value))
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise FileFormatError(f"this is not valid JSON: {error.msg}", place) from error
    except UnicodeDecodeError as error:
        raise FileFormatError("this is not UTF-8 text", f"byte {error.start + 1}") from error
    except UnicodeEncodeError as error:
        raise FileFormatError("a text holds half a character (a lone surrogate)") from error


def _channel(value: Any) -> int | None:
    whole = _is_number(value) and value == int(value) and 0 <= value <= 255
    return int(value) if whole else None


def _is_number(value: Any) -> TypeGuard[int | float]:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _short(value: Any) -> str:
    text = msgspec.json.encode(value).decode()
    return text if len(text) <= 60 else f"{text[:57]}..."
