"""What any Store backend must do: one check for each promise of the port.

Each check takes a fresh, empty store and raises AssertionError if the promise is broken::

    @pytest.mark.parametrize("check", store_kit.CHECKS, ids=lambda check: check.__name__)
    async def test_my_backend(check):
        async with my_store() as store:
            await check(store)
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import aclosing
from typing import Any

from coda.components.changes import Author, Change, TransactionKind
from coda.components.events import Entry, ResponseChunk
from coda.components.store import Store
from coda.components.store.records import (
    EntityRecord,
)
from coda.components.store.writes import (
    AppendEvents,
    CloseClaim,
    CreateConversation,
    CreateDocument,
    DecideOnce,
    DeleteDocument,
    OpenClaim,
    SaveCheckpoint,
    Write,
)
from coda.errors import (
    CodaError,
    ConflictError,
    DecisionError,
    StoreError,
    UnknownConversationError,
    UnknownDocumentError,
)
from coda.testing.store_kit_records import CHECKS_OF_RECORDS
from coda.testing.store_samples import (
    SHOW,
    TALK,
    start,
    text_of,
    transaction,
    words,
)

Check = Callable[[Store], Awaitable[None]]


async def refusal(store: Store, kind: type[CodaError], *writes: Write) -> None:
    try:
        await store.commit(*writes)
    except CodaError as error:
        assert type(error) is kind, f"expected {kind.__name__}, got {error!r}"  # noqa: PT017 - no pytest here
    else:
        raise AssertionError(f"expected {kind.__name__}")


async def entries_are_numbered_without_gaps_under_200_concurrent_commits(store: Store) -> None:
    await start(store)
    committed = await asyncio.gather(
        *(store.commit(words(f"{n}a", f"{n}b"), durable=n % 7 == 0) for n in range(200))
    )
    journal = await store.entries(TALK)
    assert [entry.seq for entry in journal] == list(range(1, 401))
    assert sorted(committed, key=lambda entries: entries[0].seq) == [
        journal[n : n + 2] for n in range(0, 400, 2)
    ]
    record = await store.conversation(TALK)
    assert record is not None
    assert record.entries == 400


async def what_was_written_is_read_back(store: Store) -> None:
    await start(store)
    given = AppendEvents(TALK, "r1", (ResponseChunk(delta='"é\U0001f3a8\n'),), 123)
    entries = await store.commit(given, words("more"))
    assert entries == await store.entries(TALK)
    assert entries[0] == Entry(TALK, 1, 123, "r1", given.events[0])


async def parts_of_a_journal_can_be_read(store: Store) -> None:
    await start(store)
    await store.commit(words(*"abcdef"))
    assert text_of(await store.entries(TALK, after=4)) == ["e", "f"]
    assert text_of(await store.entries(TALK, after=1, limit=2)) == ["b", "c"]
    assert text_of(await store.last_entries(TALK, 2)) == ["e", "f"]
    assert await store.last_entries(TALK, 0) == ()
    assert await store.entries("nobody") == ()


async def a_commit_is_all_or_nothing_and_others_stand(store: Store) -> None:
    await start(store)
    await store.commit(DecideOnce("r", "p"))
    outcomes = await asyncio.gather(
        store.commit(words("one")),
        store.commit(words("lost"), DecideOnce("r", "p")),
        store.commit(words("lost"), words("x", conversation_id="nobody")),
        store.commit(words("two"), DecideOnce("r", "q")),
        return_exceptions=True,
    )
    assert [type(outcome) for outcome in outcomes] == [tuple, DecisionError, UnknownConversationError, tuple]
    assert text_of(await store.entries(TALK)) == ["one", "two"]
    assert [entry.seq for entry in await store.entries(TALK)] == [1, 2]


async def what_cannot_be_stored_is_refused_alone(store: Store) -> None:
    await start(store)
    broken: Any = object()
    outcomes = await asyncio.gather(
        store.commit(words("before")),
        store.commit(words("half a pair: \ud83c")),
        store.commit(AppendEvents(TALK, None, (broken,), 1)),
        store.commit(SaveCheckpoint(SHOW, "too far", 2**70, 1)),
        store.commit(words("after")),
        return_exceptions=True,
    )
    assert [isinstance(outcome, StoreError) for outcome in outcomes] == [False, True, True, True, False]
    assert text_of(await store.entries(TALK)) == ["before", "after"]


async def what_is_there_already_is_refused(store: Store) -> None:
    await start(store)
    await refusal(store, ConflictError, CreateConversation(TALK, "Again", None, 1))
    await refusal(store, ConflictError, CreateDocument(SHOW, "show", "Again", 1))
    await store.commit(OpenClaim("r", "c", 1), DecideOnce("r", "p"))
    await refusal(store, ConflictError, OpenClaim("r", "c", 2))
    await refusal(store, DecisionError, DecideOnce("r", "p"))
    record = await store.conversation(TALK)
    assert record is not None
    assert record.title == "Talk"


async def what_is_not_there_is_refused(store: Store) -> None:
    await refusal(store, UnknownConversationError, words("x"))
    await refusal(store, UnknownDocumentError, transaction(1))
    await refusal(store, UnknownDocumentError, DeleteDocument(SHOW))
    await refusal(store, UnknownDocumentError, SaveCheckpoint(SHOW, "now", 1, 1))
    await refusal(store, ConflictError, CloseClaim("r", "c", "done"))
    assert await store.conversation(TALK) is None
    assert await store.document(SHOW) is None
    assert await store.snapshot(SHOW) is None
    assert await store.run("r") is None
    assert await store.claim("r", "c") is None


async def a_follower_gets_everything_once_and_in_order_while_writers_run(store: Store) -> None:
    await start(store)
    await store.commit(words("0"))
    heard: list[int] = []

    async def follow(after: int) -> None:
        async with aclosing(store.follow(TALK, after)) as batches:
            async for batch in batches:
                heard.extend(entry.seq for entry in batch)
                if heard[-1] == 301:
                    return

    following = asyncio.create_task(follow(0))
    for _ in range(30):
        await asyncio.gather(*(store.commit(words("w")) for _ in range(10)))
    await following
    assert heard == list(range(1, 302))


async def a_follower_that_overflowed_reads_on_where_it_was(store: Store) -> None:
    await start(store)
    await store.commit(words("0"))
    async with aclosing(store.follow(TALK)) as batches:
        heard = list(await anext(batches))
        waiting = asyncio.ensure_future(anext(batches))
        await store.commit(words("1"))
        heard.extend(await waiting)
        for _ in range(60):
            await store.commit(words(*"x" * 100))
        while len(heard) < 6002:
            heard.extend(await anext(batches))
    assert [entry.seq for entry in heard] == list(range(1, 6003))


async def a_follower_can_begin_anywhere(store: Store) -> None:
    await start(store)
    await store.commit(words(*"abc"))
    async with aclosing(store.follow(TALK, after=2)) as batches:
        assert text_of(await anext(batches)) == ["c"]
    async with aclosing(store.follow(TALK, after=3)) as batches:
        coming = asyncio.ensure_future(anext(batches))
        await store.commit(words("d"))
        assert text_of(await coming) == ["d"]


async def a_commit_whose_caller_was_cancelled_is_told_nevertheless(store: Store) -> None:
    await start(store)
    async with aclosing(store.follow(TALK)) as batches:
        coming = asyncio.ensure_future(anext(batches))
        stopped = asyncio.create_task(store.commit(words("shown")))
        await asyncio.sleep(0)
        stopped.cancel()
        assert text_of(await coming) == ["shown"]
    await asyncio.gather(stopped, return_exceptions=True)
    assert text_of(await store.entries(TALK)) == ["shown"]


async def a_follower_that_leaves_takes_nothing_from_the_others(store: Store) -> None:
    await start(store)
    async with aclosing(store.follow(TALK)) as stays:
        coming = asyncio.ensure_future(anext(stays))
        async with aclosing(store.follow(TALK)) as leaves:
            leaving = asyncio.ensure_future(anext(leaves))
            await store.commit(words("a"))
            assert text_of(await leaving) == ["a"]
            assert text_of(await coming) == ["a"]
            leaving = asyncio.ensure_future(anext(leaves))
            await asyncio.sleep(0)
            leaving.cancel()
            await asyncio.gather(leaving, return_exceptions=True)
        await store.commit(words("b"))
        assert text_of(await anext(stays)) == ["b"]


async def a_follower_hears_of_its_conversation_only(store: Store) -> None:
    await start(store)
    await store.commit(CreateConversation("other", "Other", None, 0))
    async with aclosing(store.follow(TALK)) as batches:
        coming = asyncio.ensure_future(anext(batches))
        await store.commit(words("theirs", conversation_id="other"))
        await store.commit(words("theirs", conversation_id="other"), words("ours"))
        assert text_of(await coming) == ["ours"]


async def a_document_is_its_transactions(store: Store) -> None:
    await start(store)
    born = Change("notes", "a", None, {"line": 1})
    moved = Change("notes", "a", {"line": 1}, {"line": 2})
    other = Change("notes", "b", None, {"line": 9, "tags": ["x", None, 1.5]})
    await store.commit(transaction(1, born, other, author=Author.IMPORT))
    await store.commit(transaction(2, moved, author=Author.COPILOT))
    await refusal(store, ConflictError, transaction(2, moved))
    await refusal(store, ConflictError, transaction(4, moved))
    snapshot = await store.snapshot(SHOW)
    assert snapshot is not None
    assert snapshot.record == await store.document(SHOW)
    assert (snapshot.record.revision, snapshot.record.name, snapshot.record.modified_ms) == (2, "Show 2", 20)
    assert sorted(snapshot.entities, key=lambda entity: entity.id) == [
        EntityRecord("notes", "a", {"line": 2}, Author.COPILOT),
        EntityRecord("notes", "b", {"line": 9, "tags": ["x", None, 1.5]}, Author.IMPORT),
    ]
    assert [header.revision for header in snapshot.headers] == [1, 2]
    log = await store.transactions(SHOW)
    assert [one.changes for one in log] == [(born, other), (moved,)]
    assert await store.transactions(SHOW, after=1) == log[1:]
    assert await store.transactions(SHOW, after=0, through=1) == log[:1]


async def what_an_undo_brings_back_counts_as_made_by_the_user(store: Store) -> None:
    await start(store)
    await store.commit(transaction(1, Change("notes", "a", None, {"line": 1})))
    await store.commit(transaction(2, Change("notes", "a", {"line": 1}, None), author=Author.COPILOT))
    back = Change("notes", "a", None, {"line": 1})
    undo = transaction(3, back, author=Author.COPILOT, kind=TransactionKind.UNDO, target="g2")
    await store.commit(undo)
    snapshot = await store.snapshot(SHOW)
    assert snapshot is not None
    assert [entity.author for entity in snapshot.entities] == [Author.HUMAN]
    assert snapshot.headers[-1].kind is TransactionKind.UNDO
    assert snapshot.headers[-1].target == "g2"


async def changes_and_results_are_committed_together(store: Store) -> None:
    await start(store)
    born = Change("notes", "a", None, {"line": 1})
    await refusal(store, ConflictError, words("done"), transaction(2, born))
    assert await store.entries(TALK) == ()
    await store.commit(transaction(1, born), words("done"), durable=True)
    assert text_of(await store.entries(TALK)) == ["done"]


async def a_closed_store_refuses_at_once_and_finishes_what_it_took(store: Store) -> None:
    await start(store)
    taken = [asyncio.ensure_future(store.commit(words(str(n)))) for n in range(50)]
    await asyncio.sleep(0)
    await store.close()
    assert [len(entries) for entries in await asyncio.gather(*taken)] == [1] * 50
    await store.close()
    for refused in (store.commit(words("late")), store.entries(TALK), store.documents()):
        try:
            await refused
        except StoreError:
            continue
        raise AssertionError("a closed store answered")


CHECKS: tuple[Check, ...] = (
    *CHECKS_OF_RECORDS,
    entries_are_numbered_without_gaps_under_200_concurrent_commits,
    what_was_written_is_read_back,
    parts_of_a_journal_can_be_read,
    a_commit_is_all_or_nothing_and_others_stand,
    what_cannot_be_stored_is_refused_alone,
    what_is_there_already_is_refused,
    what_is_not_there_is_refused,
    a_follower_gets_everything_once_and_in_order_while_writers_run,
    a_follower_that_overflowed_reads_on_where_it_was,
    a_follower_can_begin_anywhere,
    a_commit_whose_caller_was_cancelled_is_told_nevertheless,
    a_follower_that_leaves_takes_nothing_from_the_others,
    a_follower_hears_of_its_conversation_only,
    a_document_is_its_transactions,
    what_an_undo_brings_back_counts_as_made_by_the_user,
    changes_and_results_are_committed_together,
    a_closed_store_refuses_at_once_and_finishes_what_it_took,
)
