"""Tools: how they are found, what they may touch, and what a failing one leaves behind."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass
from typing import Any

import pytest
from pydantic import BaseModel

from coda.components import tools
from coda.components.changes import Author, TransactionKind
from coda.components.documents import Documents, Draft
from coda.components.events import FunctionCall, ProposedCall
from coda.components.messages import ToolCall
from coda.components.store import SQLiteStore
from coda.components.tools import (
    ConfirmationPolicy,
    Effect,
    HistoryActionAPI,
    ToolContext,
    ToolExecutionError,
    ToolManager,
    ToolTimeoutError,
    ToolValidationError,
    tool,
)
from coda.components.tools.execution import Outcome
from coda.errors import ConfigurationError
from tests.components.bookcase import Book, BookcaseType, fill

pytestmark = pytest.mark.anyio

BOOKS = "books"


class Answer(BaseModel):
    words: list[str]


@dataclass
class Point:
    x: float


class BookAPI:
    def __init__(self, context: ToolContext) -> None:
        self.draft = context.draft
        self.scope = context.scope

    @tool(effect=Effect.MINOR, category="books")
    def place(self, id: str, place: int) -> dict[str, Any]:
        """Put a book on the lower shelf."""
        self.draft.put(BOOKS, id, Book("low", place, 2))
        return {"placed": id}

    @tool(effect=Effect.MINOR)
    def place_two_and_fail(self) -> None:
        """Put two books, then fail."""
        self.place("x", 1)
        self.place("y", 9)
        raise ToolExecutionError("The second fell down.")

    @tool(effect=Effect.MINOR)
    def break_a_rule(self) -> None:
        """Put a book on a shelf that is not there."""
        self.draft.put(BOOKS, "z", Book("nowhere", 0, 1))

    @tool(effect=Effect.READ)
    def peek(self) -> dict[str, Any]:
        """Read, but write too."""
        self.draft.put(BOOKS, "peeked", Book("low", 0, 1))
        return {}

    @tool(effect=Effect.READ)
    def scope_of_message(self) -> Any:
        """Say what came with the message."""
        return self.scope

    @tool(effect=Effect.MINOR, timeout_seconds=0.01)
    async def wait_for_ever(self) -> None:
        """Wait after an edit."""
        self.place("late", 3)
        await asyncio.Event().wait()

    @tool(effect=Effect.READ)
    async def time_out(self) -> None:
        """Give up by itself."""
        raise TimeoutError

    @tool(effect=Effect.READ)
    def answer(self, kind: str) -> Any:
        """Answer in one of many forms."""
        return {
            "model": Answer(words=["a"]),
            "dataclass": Point(1.5),
            "nothing": None,
            "object": object(),
            "set": {1},
            "surrogate": "\ud83c",
            "enum": Effect.READ,
        }[kind]

    @tool(effect=Effect.EXTERNAL)
    async def print_label(self) -> dict[str, Any]:
        """Print, and edit against the rules."""
        self.place("label", 0)
        return {}

    def not_a_tool(self) -> None:
        """Stay private."""


class MoreBooksAPI(BookAPI):
    @tool(effect=Effect.READ)
    def count(self) -> int:
        """Count the books."""
        return sum(1 for _ in self.draft.entities(BOOKS))


@tool(effect=Effect.READ)
def add(a: int, b: int = 2) -> int:
    """Add two numbers."""
    return a + b


@tool(effect=Effect.MINOR)
def tidy(context: ToolContext, keep: str) -> str:
    """Remove all books but one."""
    for id in [id for id, _ in context.draft.entities(BOOKS) if id != keep]:
        context.draft.delete(BOOKS, id)
    return keep


@tool(effect=Effect.READ)
async def dotted(ctx: tools.ToolContext) -> int:
    """Count shelves."""
    return sum(1 for _ in ctx.draft.entities("shelves"))


class Desk:
    def __init__(self, documents: Documents, id: str, draft: Draft) -> None:
        self.documents, self.id, self.draft = documents, id, draft
        self.manager = ToolManager()
        self.manager.add(MoreBooksAPI, HistoryActionAPI, add, tidy, dotted)

    async def call(self, name: str, **arguments: Any) -> tuple[ProposedCall, Outcome]:
        (call,) = self.manager.read_calls([ToolCall("c1", name, arguments)], self.draft)  # pyright: ignore[reportArgumentType] - wrong on purpose
        assert call.error is None, call.error
        context = ToolContext(self.draft, {"balls": [1]})
        return await self.manager.rehearse(call, context, ConfirmationPolicy())


@pytest.fixture
async def desk() -> AsyncGenerator[Desk, None]:
    store = SQLiteStore()
    documents = Documents(store, [BookcaseType()])
    document = await documents.create("bookcase", "Case", fill)
    yield Desk(documents, document.id, await documents.fork(document.id))
    await store.close()


async def test_classes_with_what_they_inherit_and_functions_are_registered_in_order(desk: Desk) -> None:
    names = [schema.name for schema in desk.manager.schemas()]
    assert names[:2] == ["place", "place_two_and_fail"]
    assert names[-6:] == ["count", "undo", "redo", "add", "tidy", "dotted"]
    assert "not_a_tool" not in names
    assert desk.manager.get_function_schemas()[-3] == {
        "name": "add",
        "description": "Add two numbers.",
        "parameters": {
            "type": "object",
            "additionalProperties": False,
            "properties": {"a": {"type": "integer"}, "b": {"type": "integer", "default": 2}},
            "required": ["a"],
        },
    }


async def test_functions_get_the_context_when_their_first_parameter_asks_for_it(desk: Desk) -> None:
    for name in ("tidy", "dotted"):
        declared = desk.manager.get(name)
        assert declared is not None
        assert "context" not in declared.schema.parameters["properties"]
        assert "ctx" not in declared.schema.parameters["properties"]
    assert (await desk.call("add", a=1))[1].result == 3
    assert (await desk.call("dotted"))[1].result == 2
    assert (await desk.call("tidy", keep="nobody"))[1].result == "nobody"
    assert (await desk.call("count"))[1].result == 0


async def test_what_came_with_the_message_reaches_the_tool(desk: Desk) -> None:
    assert (await desk.call("scope_of_message"))[1].result == {"balls": [1]}


def test_two_tools_of_one_name_are_refused() -> None:
    manager = ToolManager()
    manager.add(add)
    with pytest.raises(ConfigurationError, match="two tools named add"):
        manager.add(add)


@pytest.mark.parametrize("source", [Point, test_two_tools_of_one_name_are_refused])
def test_what_is_not_marked_is_refused(source: type | Callable[..., Any]) -> None:
    with pytest.raises(ConfigurationError, match="marked with @tool"):
        ToolManager().add(source)


async def test_a_failing_call_is_rolled_back_whole_and_earlier_calls_of_the_round_stay(desk: Desk) -> None:
    kept, _ = await desk.call("place", id="kept", place=0)
    assert kept.changes == desk.draft.changes
    failing = ["place_two_and_fail", "break_a_rule", "wait_for_ever", "peek"]
    errors = [(await desk.call(name))[1].error for name in failing]
    assert errors == [
        "The second fell down.",
        "There is no shelf nowhere.",
        "wait_for_ever did not finish within 0.01 seconds.",
        "peek is declared to read only, but it changed the document.",
    ]
    assert desk.draft.changes == kept.changes
    assert [change.id for change in kept.changes] == ["kept"]
    after, outcome = await desk.call("place", id="kept", place=5)
    assert after.changes[0].before == kept.changes[0].after
    assert outcome.changes == after.changes


async def test_a_tool_that_timed_out_by_itself_is_a_timeout(desk: Desk) -> None:
    assert (await desk.call("time_out"))[1].error == "time_out did not finish in time."
    assert issubclass(ToolTimeoutError, tools.ToolError)


@pytest.mark.parametrize(
    ("kind", "result"),
    [
        ("model", {"words": ["a"]}),
        ("dataclass", {"x": 1.5}),
        ("nothing", None),
        ("set", [1]),
        ("enum", "read"),
    ],
)
async def test_results_become_plain_json(desk: Desk, kind: str, result: Any) -> None:
    assert (await desk.call("answer", kind=kind))[1].result == result


@pytest.mark.parametrize("kind", ["object", "surrogate"])
async def test_a_result_that_is_not_json_is_the_tools_failure(desk: Desk, kind: str) -> None:
    _, outcome = await desk.call("answer", kind=kind)
    assert outcome.error is not None
    assert outcome.error.startswith("answer returned something that is not JSON")


async def test_an_external_tool_is_only_checked_and_cannot_change_the_document(desk: Desk) -> None:
    proposed, outcome = await desk.call("print_label")
    assert (proposed.effect, outcome, desk.draft.changes) == (Effect.EXTERNAL, Outcome(), ())
    with pytest.raises(ToolExecutionError, match="were not kept"):
        await desk.manager.run_external(proposed, ToolContext(desk.draft))


async def test_calls_that_do_not_fit_carry_their_error_and_what_the_model_sent(desk: Desk) -> None:
    read = desk.manager.read_calls(
        [
            ToolCall("a", "fly", "{}"),
            ToolCall("b", "place", '{"id": "x", "place": true}'),
            ToolCall("c", "place", "not json"),
            ToolCall("d", "place", '["x", 1]'),
            ToolCall("e", "place", '{"id": "\\ud83c", "place": NaN}'),
            ToolCall("f", "place", "[" * 100_000),
            ToolCall("g", "place", '{"id": "x", "place": 1}'),
        ],
        desk.draft,
    )
    unknown, boolean, no_json, no_object, _, _, good = read
    assert unknown.error is not None
    assert unknown.error.startswith("There is no tool 'fly'; the tools are: place,")
    assert (boolean.error, boolean.arguments) == (
        "place: expected a number, not true",
        {"id": "x", "place": True},
    )
    assert no_json.arguments == {"arguments": "not json"}
    assert no_object.arguments == {"arguments": ["x", 1]}
    assert good == FunctionCall("g", "place", {"id": "x", "place": 1}, 'place(id="x", place=1)')
    assert [call.error is None for call in read] == [False] * 6 + [True]
    for call in read:
        str(call.arguments).encode()


async def test_arguments_the_user_edited_are_checked_too(desk: Desk) -> None:
    proposed, _ = await desk.call("place", id="x", place=1)
    edited = desk.manager.with_arguments(proposed, {"id": "x", "place": 7}, desk.draft)
    assert (edited.call_id, edited.arguments) == ("c1", {"id": "x", "place": 7})
    with pytest.raises(ToolValidationError, match="place is required"):
        desk.manager.with_arguments(proposed, {"id": "x"}, desk.draft)


async def test_undo_and_redo_are_tools_that_stand_alone(desk: Desk) -> None:
    await desk.call("place", id="a", place=0)
    await desk.documents.commit(desk.draft, author=Author.HUMAN, note="Place a")
    desk.draft = await desk.documents.fork(desk.id)
    proposed, outcome = await desk.call("undo")
    assert outcome.result == {"success": True, "undone": "Place a"}
    assert (desk.draft.kind, [change.after for change in proposed.changes]) == (TransactionKind.UNDO, [None])
    assert proposed.effect is Effect.MAJOR
    for name, arguments in (("undo", {}), ("redo", {}), ("place", {"id": "b", "place": 3})):
        _, refused = await desk.call(name, **arguments)
        assert refused.error is not None
    assert desk.draft.changes == proposed.changes
    await desk.documents.commit(desk.draft, author=Author.COPILOT, note="Undo")

    desk.draft = await desk.documents.fork(desk.id)
    await desk.call("place", id="b", place=3)
    _, mixed = await desk.call("redo")
    assert mixed.error == "Undo and redo cannot be mixed with other changes; ask for them alone."
    assert (desk.draft.kind, len(desk.draft.changes)) == (TransactionKind.EDIT, 1)

    desk.draft = await desk.documents.fork(desk.id)
    _, redone = await desk.call("redo")
    assert redone.result == {"success": True, "redone": "Place a"}
    _, nothing = await desk.call("undo")
    assert nothing.error is not None
    desk.draft = await desk.documents.fork(desk.id)
    assert (await desk.call("undo"))[1].error == "There is nothing to undo."


async def test_a_call_that_is_stopped_is_not_taken_for_a_timeout(desk: Desk) -> None:
    calling = asyncio.create_task(desk.call("wait_for_ever"))
    await asyncio.sleep(0)
    calling.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await calling
    assert calling.cancelled()
