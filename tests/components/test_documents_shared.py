"""Documents that several tasks or processes work on: they line up, catch up, and watch."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator

import pytest

from coda.components.changes import Author
from coda.components.documents import Documents
from coda.components.store import SQLiteStore
from coda.components.store.writes import AppendEvents, CreateConversation
from coda.errors import UnknownConversationError
from coda.testing.store_samples import TALK, text_of, words
from tests.components.bookcase import Book, fill
from tests.components.bookcase_store import BOOKS, Case, put

pytestmark = pytest.mark.anyio


@pytest.fixture
async def case() -> AsyncGenerator[Case, None]:
    store = SQLiteStore()
    made = Case(store)
    await made.start()
    yield made
    await store.close()


async def test_concurrent_edits_line_up(case: Case) -> None:
    await asyncio.gather(
        *(case.edit(put(f"b{n}", Book("low", n * 2, 1)), group=f"g{n % 3}") for n in range(30))
    )
    document = await case.documents.open(case.id)
    assert document.revision == 31
    assert len(document.entities(BOOKS)) == 31
    assert await case.bytes(case.reopened()) == document.to_json()


async def test_two_processes_at_one_document_see_each_other_and_rebase(case: Case) -> None:
    other = case.reopened()
    stale = await other.fork(case.id)
    stale.put(BOOKS, "theirs", Book("low", 5, 1))
    await case.edit(put("ours", Book("low", 0, 1)))
    await other.commit(stale, author=Author.HUMAN, note="Theirs")
    committed = await case.edit(put("again", Book("low", 9, 1)))
    assert committed.transaction.revision == 4
    assert await case.bytes() == await case.bytes(other)
    assert (await other.history(case.id)) == (await case.documents.history(case.id))
    await other.undo(case.id)
    assert "again" not in (await case.documents.open(case.id)).entities(BOOKS)


async def test_many_tasks_of_two_processes_lose_nothing(case: Case) -> None:
    other = case.reopened()

    async def work(documents: Documents, name: str, place: int) -> None:
        for n in range(10):
            draft = await documents.fork(case.id)
            draft.put(BOOKS, f"{name}{n}", Book("low", place + n * 3, 1))
            await documents.commit(draft, author=Author.HUMAN, note=name)

    watch = case.documents.watch(case.id)
    await asyncio.gather(work(case.documents, "a", 0), work(other, "b", 1), work(case.documents, "c", 2))
    assert len((await case.documents.open(case.id)).entities(BOOKS)) == 31
    assert await case.bytes() == await case.bytes(other) == await case.bytes(case.reopened())
    told = [(await anext(watch))[0].revision for _ in range(30)]
    assert told == list(range(2, 32))


async def test_what_is_committed_beside_a_transaction_is_committed_with_it_or_not_at_all(case: Case) -> None:
    await case.store.commit(CreateConversation(TALK, "Talk", case.id, 0))
    draft = await case.documents.fork(case.id)
    draft.put(BOOKS, "a", Book("low", 0, 1))
    before = await case.bytes()
    with pytest.raises(UnknownConversationError):
        await case.documents.commit(
            draft, author=Author.COPILOT, note="", also=lambda _: [AppendEvents("nobody", None, (), 0)]
        )
    assert await case.bytes() == await case.bytes(case.reopened()) == before
    committed = await case.documents.commit(
        draft, author=Author.COPILOT, note="", also=lambda made: [words(f"revision {made.revision}")]
    )
    assert text_of(committed.entries) == ["revision 2"]
    assert text_of(await case.store.entries(TALK)) == ["revision 2"]


async def test_a_commit_whose_caller_was_cancelled_is_known_to_the_next(case: Case) -> None:
    watch = case.documents.watch(case.id)
    draft = await case.documents.fork(case.id)
    draft.put(BOOKS, "a", Book("low", 0, 1))
    stopped = asyncio.create_task(case.documents.commit(draft, author=Author.HUMAN, note="Stopped"))
    await asyncio.sleep(0)
    stopped.cancel()
    await asyncio.gather(stopped, return_exceptions=True)
    committed = await case.edit(put("b", Book("low", 5, 1)), note="Next")
    assert committed.transaction.revision == 3
    assert await case.bytes() == await case.bytes(case.reopened())
    assert [(await anext(watch))[0].note for _ in range(2)] == ["Stopped", "Next"]


async def test_watching_begins_at_once_and_ends_when_it_is_closed(case: Case) -> None:
    watch = case.documents.watch(case.id)
    await case.edit(put("a", Book("low", 0, 1)), note="One")
    await case.documents.undo(case.id)
    news = [await anext(watch), await anext(watch)]
    assert [transaction.note for transaction, _ in news] == ["One", "Undo: One"]
    assert [history.can_undo for _, history in news] == [True, False]
    await watch.aclose()
    await case.edit(put("b", Book("low", 5, 1)))
    assert [item async for item in watch] == []
    assert [item async for item in watch] == []


async def test_a_watcher_that_is_too_slow_is_ended_after_what_it_was_promised(case: Case) -> None:
    slow, other = case.documents.watch(case.id), case.documents.watch(case.id)
    for n in range(300):
        await case.edit(put("a", Book("low", 0, 1 + n % 2)))
        await anext(other)
    assert [transaction.revision async for transaction, _ in slow] == list(range(2, 258))


async def test_documents_beyond_the_limit_are_read_anew_and_drafts_on_them_still_commit(case: Case) -> None:
    first = await case.documents.open(case.id)
    draft = await case.documents.fork(case.id)
    draft.put(BOOKS, "a", Book("low", 0, 1))
    watched = await case.documents.create("bookcase", "Watched", fill)
    watch = case.documents.watch(watched.id)
    for n in range(70):
        await case.documents.create("bookcase", f"Other {n}", fill)
    assert await case.documents.open(case.id) is not first
    assert await case.documents.open(watched.id) is watched
    committed = await case.documents.commit(draft, author=Author.HUMAN, note="Late")
    assert committed.transaction.revision == 2
    assert set((await case.documents.open(case.id)).entities(BOOKS)) == {"first", "a"}
    await watch.aclose()
