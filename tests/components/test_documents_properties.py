"""Any mix of edits, turns, undo, redo, restore, restarts and a second process equals plain dictionaries."""

from __future__ import annotations

import asyncio
import itertools
from typing import Any

import msgspec
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from coda.components.changes import Author, Change, TransactionKind
from coda.components.documents import Committed, Documents, Draft
from coda.components.store import SQLiteStore
from coda.errors import ConflictError, InvariantError, NothingToUndoError
from tests.components.bookcase import Book, BookcaseType, Shelf, fill, rebuilt

State = dict[tuple[str, str], Any]

books = st.builds(Book, st.sampled_from(["top", "low"]), st.integers(0, 15), st.integers(1, 6))
edits = st.lists(
    st.tuples(st.sampled_from("abc"), st.none() | books) | st.tuples(st.sampled_from(["top", "low"])),
    min_size=1,
    max_size=3,
)


class Logged(msgspec.Struct):
    """A transaction, as the model remembers it."""

    group: str
    changes: tuple[Change, ...]
    at_ms: int


class DocumentMachine(RuleBasedStateMachine):
    """`states[n]` is the document at revision n; the stacks hold groups as lists of transactions."""

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.store = SQLiteStore()
        self.time = itertools.count(1)
        self.states: list[State] = [{}]
        self.undoable: dict[str, list[Logged]] = {}
        self.redoable: dict[str, list[Logged]] = {}
        self.ids, self.turn = itertools.count(), itertools.count()
        self.stale: Draft | None = None

    @initialize()
    def create(self) -> None:
        self.documents, self.other = self.open_documents(), self.open_documents()
        document = self.runner.run(self.documents.create("bookcase", "Case", fill))
        self.id = document.id
        self.remember(msgspec.json.decode(document.to_json()))

    def open_documents(self) -> Documents:
        return Documents(
            self.store,
            [BookcaseType()],
            clock_ms=lambda: next(self.time),
            new_id=lambda: f"id{next(self.ids)}",
        )

    def remember(self, collections: dict[str, dict[str, Any]]) -> None:
        self.states.append(
            {(name, id): one for name, all_ in collections.items() for id, one in all_.items()}
        )

    def fork(self) -> Draft:
        return self.runner.run(self.documents.fork(self.id))

    @staticmethod
    def perform(draft: Draft, done: list[Any]) -> None:
        for operation in done:
            match operation:
                case (id, None):
                    draft.delete("books", id)
                case (id, book):
                    draft.put("books", id, book)
                case (shelf,):  # taken away, or set up again
                    here = draft.get("shelves", shelf)
                    draft.put("shelves", shelf, Shelf("Again")) if here is None else draft.delete(
                        "shelves", shelf
                    )
                case _:
                    raise AssertionError(operation)

    def commit(self, draft: Draft, group: str | None, author: Author) -> None:
        """The model learns of an edit by its changes, and holds them against the state it knows."""
        try:
            committed = self.runner.run(
                self.documents.commit(draft, author=author, note="Edit", group=group)
            ).transaction
        except (InvariantError, ConflictError):  # a book without its shelf, or nothing to change
            return
        self.take(committed.changes)
        known = self.undoable.pop(committed.group, [])
        self.undoable[committed.group] = [*known, Logged(committed.group, committed.changes, committed.at_ms)]
        self.redoable.clear()

    def take(self, changes: tuple[Change, ...]) -> None:
        state = dict(self.states[-1])
        for change in changes:
            assert state.pop(change.key, None) == change.before
            if change.after is not None:
                state[change.key] = change.after
        self.states.append(state)

    @rule(done=edits)
    def edit(self, done: list[Any]) -> None:
        draft = self.fork()
        self.perform(draft, done)
        self.commit(draft, None, Author.HUMAN)

    @rule(rounds=st.lists(edits, min_size=1, max_size=2), between=st.none() | edits)
    def turn_of_the_copilot(self, rounds: list[list[Any]], between: list[Any] | None) -> None:
        group = f"turn {next(self.turn)}"
        for done in rounds:
            draft = self.fork()
            self.perform(draft, done)
            self.commit(draft, group, Author.COPILOT)
            if between is not None:
                self.edit(between)

    @rule(done=edits)
    def draft_something_for_later(self, done: list[Any]) -> None:
        self.stale = self.fork()
        self.perform(self.stale, done)

    @precondition(lambda self: self.stale is not None)
    @rule()
    def commit_what_was_drafted(self) -> None:
        assert self.stale is not None
        self.commit(self.stale, None, Author.HUMAN)
        self.stale = None

    @rule(data=st.data(), redo=st.booleans())
    def step_over(self, data: st.DataObject, redo: bool) -> None:
        """Undo or redo the newest group, or any; the model says what must come of it."""
        source, target = (self.redoable, self.undoable) if redo else (self.undoable, self.redoable)
        wanted = data.draw(st.none() | st.sampled_from(sorted(source))) if source else None
        group = wanted or next(reversed(source), None)
        expected = None if group is None else self.stepped(source[group], redo)
        act = self.documents.redo if redo else self.documents.undo
        try:
            committed: Committed = self.runner.run(act(self.id, wanted))
        except NothingToUndoError:
            assert group is None
        except (ConflictError, InvariantError):
            assert group is not None
            assert expected is None or not _is_whole(expected)
        else:
            assert group is not None
            assert committed.transaction.target == group
            assert committed.transaction.kind is (TransactionKind.REDO if redo else TransactionKind.UNDO)
            self.take(committed.transaction.changes)
            assert self.states[-1] == expected
            target[group] = source.pop(group)

    def stepped(self, group: list[Logged], redo: bool) -> State | None:
        """The state after the step; None when something stands in the way."""
        state = dict(self.states[-1])
        changes = [change for one in group for change in one.changes]
        for change in changes if redo else [change.inverse() for change in reversed(changes)]:
            if state.pop(change.key, None) != change.before:
                return None
            if change.after is not None:
                state[change.key] = change.after
        return state

    @rule(data=st.data())
    def restore(self, data: st.DataObject) -> None:
        revision = data.draw(st.integers(1, len(self.states) - 1))
        try:
            committed = self.runner.run(self.documents.restore(self.id, revision)).transaction
        except NothingToUndoError:
            assert self.states[revision] == self.states[-1]
            return
        self.take(committed.changes)
        assert self.states[-1] == self.states[revision]
        self.undoable[committed.group] = [Logged(committed.group, committed.changes, committed.at_ms)]
        self.redoable.clear()

    @rule()
    def restart(self) -> None:
        self.documents = self.open_documents()

    @rule()
    def the_other_process_takes_over(self) -> None:
        self.documents, self.other = self.other, self.documents

    @invariant()
    def everybody_sees_the_model(self) -> None:
        for documents in (self.documents, self.other, self.open_documents()):
            self.runner.run(self.compare(documents))

    async def compare(self, documents: Documents) -> None:
        draft = await documents.fork(self.id)
        assert {
            (name, id): msgspec.json.decode(msgspec.json.encode(one))
            for name in ("shelves", "books")
            for id, one in draft.entities(name)
        } == self.states[-1]
        assert draft.base_revision == len(self.states) - 1
        assert draft.index.shelves == rebuilt(draft)
        history = await documents.history(self.id)
        assert (history.can_undo, history.can_redo) == (bool(self.undoable), bool(self.redoable))
        newest = [group[-1].at_ms for group in self.undoable.values()]
        record = await documents.record(self.id)
        assert record.modified_ms == max(newest, default=record.created_ms)

    def teardown(self) -> None:
        self.runner.run(self.store.close())
        self.runner.close()


def _is_whole(state: State) -> bool:
    """Whether the rules hold: each book has its shelf, and no two stand in one place."""
    places = [
        (book["shelf"], place)
        for (collection, _), book in state.items()
        if collection == "books"
        for place in range(book["place"], book["place"] + book["width"])
    ]
    return len(places) == len(set(places)) and all(("shelves", shelf) in state for shelf, _ in places)


DocumentMachine.TestCase.settings = settings(max_examples=40, stateful_step_count=20, deadline=None)
TestDocuments = DocumentMachine.TestCase
