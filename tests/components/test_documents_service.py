"""Documents in a store: committed, undone, restored, watched, by one process or several."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Awaitable, Callable
from pathlib import Path

import msgspec
import pytest

from coda.components.changes import Author, Change, TransactionKind
from coda.components.documents import Document
from coda.components.store import SQLiteStore
from coda.components.store.writes import CommitTransaction
from coda.errors import (
    ConflictError,
    InvariantError,
    NothingToUndoError,
    StoreError,
    UnknownDocumentError,
)
from tests.components.bookcase import Book, Shelf
from tests.components.bookcase_store import BOOKS, Case, put, remove

pytestmark = pytest.mark.anyio


@pytest.fixture
async def case() -> AsyncGenerator[Case, None]:
    store = SQLiteStore()
    made = Case(store)
    await made.start()
    yield made
    await store.close()


async def test_undo_is_byte_identical_and_redo_takes_it_back(case: Case) -> None:
    before, modified = await case.bytes(), await case.modified_ms()
    await case.edit(lambda draft: (put("new", Book("top", 2, 1))(draft), draft.delete("shelves", "low")))
    after, modified_after = await case.bytes(), await case.modified_ms()
    undone = await case.documents.undo(case.id)
    assert (await case.bytes(), await case.modified_ms()) == (before, modified)
    assert undone.transaction.note == "Undo: Edit"
    assert undone.history.redo_note == "Edit"
    await case.documents.redo(case.id)
    assert (await case.bytes(), await case.modified_ms()) == (after, modified_after)
    assert await case.bytes(case.reopened()) == after


async def test_a_turn_of_several_rounds_is_one_step_beside_edits_by_hand(case: Case) -> None:
    await case.edit(put("a", Book("low", 0, 1)), group="turn", author=Author.COPILOT)
    await case.edit(put("mine", Book("low", 9, 1)))
    await case.edit(put("b", Book("low", 1, 1)), group="turn", author=Author.COPILOT)
    await case.documents.undo(case.id)
    document = await case.documents.open(case.id)
    assert set(document.entities(BOOKS)) == {"first", "mine"}


async def test_undoing_a_turn_never_takes_an_edit_by_hand_between_its_rounds_along(case: Case) -> None:
    await case.edit(put("a", Book("low", 0, 1)), group="turn", author=Author.COPILOT)
    await case.edit(put("a", Book("low", 0, 2)))
    await case.edit(put("a", Book("low", 0, 3)), group="turn", author=Author.COPILOT)
    before = await case.bytes()
    with pytest.raises(ConflictError) as refused:
        await case.documents.undo(case.id, "turn")
    assert refused.value.conflicts == ("The book at 0 on low was changed since, by the copilot.",)
    assert await case.bytes() == before


async def test_a_group_in_the_middle_is_undone_unless_something_later_builds_on_it(case: Case) -> None:
    await case.edit(put("a", Book("low", 0, 1)), group="one")
    await case.edit(put("b", Book("low", 5, 1)), group="two")
    await case.edit(put("b", Book("low", 5, 2)), group="three")
    before = await case.bytes()
    with pytest.raises(ConflictError) as refused:
        await case.documents.undo(case.id, "two")
    assert refused.value.conflicts == ("The book at 5 on low was changed since, by you.",)
    assert await case.bytes() == before
    await case.documents.undo(case.id, "one")
    document = await case.documents.open(case.id)
    assert set(document.entities(BOOKS)) == {"first", "b"}
    with pytest.raises(NothingToUndoError):
        await case.documents.undo(case.id, "one")
    await case.documents.redo(case.id, "one")
    assert await case.bytes() == before


async def test_a_group_that_cancelled_itself_out_does_not_block_undo(case: Case) -> None:
    await case.edit(put("a", Book("low", 0, 1)))
    await case.edit(put("b", Book("low", 5, 1)), group="turn")
    await case.edit(remove("b"), group="turn")
    assert (await case.documents.undo(case.id)).transaction.changes == ()
    await case.documents.undo(case.id)
    assert set((await case.documents.open(case.id)).entities(BOOKS)) == {"first"}


async def test_there_is_an_end_to_undo_and_redo(case: Case) -> None:
    for step in (case.documents.undo, case.documents.redo):
        with pytest.raises(NothingToUndoError):
            await step(case.id)
        with pytest.raises(NothingToUndoError):
            await step(case.id, "no such group")


async def test_what_the_copilot_undoes_and_redoes_is_the_users_again(case: Case) -> None:
    await case.edit(remove("first"), author=Author.HUMAN)
    draft = await case.documents.fork(case.id)
    note = await draft.undo()
    committed = await case.documents.commit(draft, author=Author.COPILOT, note=f"Undo: {note}", group="turn")
    assert committed.transaction.kind is TransactionKind.UNDO
    assert committed.transaction.author is Author.COPILOT
    assert committed.history.redo_note == "Edit"
    assert not committed.history.can_undo
    for documents in (case.documents, case.reopened()):
        assert (await documents.open(case.id)).author(BOOKS, "first") is Author.HUMAN


async def test_an_undo_stands_alone(case: Case) -> None:
    await case.edit(put("a", Book("low", 0, 1)))
    draft = await case.documents.fork(case.id)
    await draft.undo()
    with pytest.raises(InvariantError, match="stands alone"):
        draft.put(BOOKS, "b", Book("low", 1, 1))
    with pytest.raises(InvariantError):
        await draft.undo()
    draft.rollback(0)
    draft.put(BOOKS, "b", Book("low", 1, 1))
    committed = await case.documents.commit(draft, author=Author.HUMAN, note="Other")
    assert committed.transaction.kind is TransactionKind.EDIT
    assert committed.transaction.target is None


async def test_an_undo_that_waited_is_refused_when_the_step_is_gone_or_has_grown(case: Case) -> None:
    await case.edit(put("a", Book("low", 0, 1)), group="turn")
    waiting, twice = await case.documents.fork(case.id), await case.documents.fork(case.id)
    await waiting.undo()
    await twice.undo()
    await case.edit(put("b", Book("low", 5, 1)), group="turn")
    with pytest.raises(ConflictError, match="grown"):
        await case.documents.commit(waiting, author=Author.COPILOT, note="Undo")
    await case.documents.undo(case.id)
    with pytest.raises(ConflictError):
        await case.documents.commit(twice, author=Author.COPILOT, note="Undo")


async def test_a_redo_that_waited_is_refused_when_a_new_edit_cleared_it(case: Case) -> None:
    await case.edit(put("a", Book("low", 0, 1)))
    await case.documents.undo(case.id)
    waiting = await case.documents.fork(case.id)
    await waiting.redo()
    await case.edit(put("b", Book("low", 5, 1)))
    before = await case.bytes()
    with pytest.raises(ConflictError, match="already"):
        await case.documents.commit(waiting, author=Author.HUMAN, note="Redo")
    assert await case.bytes() == before


async def test_a_restore_is_one_step_that_can_be_undone(case: Case) -> None:
    born = await case.bytes()
    checkpoint = await case.documents.checkpoint(case.id, "As born")
    await case.edit(put("a", Book("top", 2, 1)))
    await case.documents.undo(case.id)
    await case.edit(lambda draft: draft.delete("shelves", "top"))
    later = await case.bytes()
    restored = await case.documents.restore(case.id, checkpoint.revision)
    assert restored.transaction.kind is TransactionKind.RESTORE
    assert await case.bytes() == born
    assert await case.bytes(case.reopened()) == born
    await case.documents.undo(case.id)
    assert await case.bytes() == later
    assert await case.documents.checkpoints(case.id) == (checkpoint,)


async def test_there_must_be_something_to_restore(case: Case) -> None:
    await case.edit(put("a", Book("low", 0, 1)))
    await case.documents.undo(case.id)
    for revision in (-1, 0, 1, 3, 99):
        with pytest.raises(NothingToUndoError):
            await case.documents.restore(case.id, revision)


async def test_a_draft_on_an_earlier_revision_is_taken_over_when_nothing_it_touches_moved(case: Case) -> None:
    draft = await case.documents.fork(case.id)
    draft.put(BOOKS, "mine", Book("low", 0, 1))
    await case.edit(put("theirs", Book("low", 5, 1)))
    committed = await case.documents.commit(draft, author=Author.HUMAN, note="Late")
    assert committed.transaction.revision == 3
    assert set((await case.documents.open(case.id)).entities(BOOKS)) == {"first", "mine", "theirs"}


async def test_a_draft_whose_ground_moved_is_refused_and_nothing_changes(case: Case) -> None:
    touching, covering = await case.documents.fork(case.id), await case.documents.fork(case.id)
    touching.put(BOOKS, "first", Book("top", 1, 1))
    covering.put(BOOKS, "mine", Book("low", 3, 4))
    await case.edit(put("first", Book("low", 5, 1)), author=Author.COPILOT)
    before = await case.bytes()
    with pytest.raises(ConflictError, match="The book at 5 on low was changed since, by the copilot"):
        await case.documents.commit(touching, author=Author.HUMAN, note="Late")
    with pytest.raises(InvariantError, match="Two books"):
        await case.documents.commit(covering, author=Author.HUMAN, note="Late")
    assert await case.bytes() == before


async def test_an_edit_that_changes_nothing_is_no_step(case: Case) -> None:
    with pytest.raises(ConflictError, match="nothing to change"):
        await case.edit(put("first", Book("top", 0, 5)))
    assert not (await case.documents.history(case.id)).can_undo


async def test_the_log_tells_what_is_undone_also_when_it_cannot_be_redone_any_more(case: Case) -> None:
    await case.edit(put("a", Book("low", 0, 1)), note="A")
    await case.documents.undo(case.id)
    await case.edit(put("b", Book("low", 5, 1)), note="B")
    log = [(made.note, undone) for made, undone in await case.documents.log(case.id, 3)]
    assert log == [("B", False), ("Undo: A", False), ("A", True)]


async def test_a_deleted_document_is_unknown_to_everybody(case: Case) -> None:
    other = case.reopened()
    draft, theirs = await case.documents.fork(case.id), await other.fork(case.id)
    for open_draft in (draft, theirs):
        open_draft.put(BOOKS, "a", Book("low", 0, 1))
    await case.documents.delete(case.id)
    asked: list[Callable[[], Awaitable[object]]] = [
        lambda: case.documents.open(case.id),
        lambda: other.open(case.id),
        lambda: case.documents.commit(draft, author=Author.HUMAN, note=""),
        lambda: other.commit(theirs, author=Author.HUMAN, note=""),
        lambda: case.documents.undo(case.id),
        lambda: case.documents.checkpoint(case.id, "x"),
        lambda: case.documents.delete(case.id),
    ]
    for ask in asked:
        with pytest.raises(UnknownDocumentError):
            await ask()


async def test_entities_that_this_version_cannot_read_are_named(case: Case) -> None:
    document: Document = await case.documents.open(case.id)
    draft = await case.documents.fork(case.id)
    draft.put("shelves", "new", Shelf("New"))
    await case.documents.commit(draft, author=Author.HUMAN, note="")
    (made,) = (await case.store.transactions(case.id))[1:]
    odd = msgspec.structs.replace(
        made, revision=3, changes=(Change("films", "one", None, {"title": "Dawn"}),), group="odd"
    )
    await case.store.commit(CommitTransaction(odd, "Odd", 0))
    with pytest.raises(StoreError, match="films one"):
        await case.reopened().open(document.id)


async def test_a_document_lasts(tmp_path: Path) -> None:
    store = await SQLiteStore.open(tmp_path / "coda.db")
    case = Case(store)
    await case.start()
    await case.edit(put("a", Book("low", 0, 1, 1.5, {"deep": [1, None, {"é": 1.0}]})), note="Lasting")
    before = await case.bytes()
    await store.close()
    case.store = await SQLiteStore.open(tmp_path / "coda.db")
    again = case.reopened()
    assert await case.bytes(again) == before
    assert (await again.history(case.id)).undo_note == "Lasting"
    await again.undo(case.id)
    assert set((await again.open(case.id)).entities(BOOKS)) == {"first"}
    await case.store.close()
