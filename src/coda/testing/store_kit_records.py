"""What every store must do with the rows it keeps beside journal and documents; part of `store_kit`."""

from __future__ import annotations

from coda.components.changes import Change
from coda.components.messages import Usage
from coda.components.store import Store
from coda.components.store.records import CheckpointRecord, ClaimRecord, RunState, UsageTotals
from coda.components.store.writes import (
    CloseClaim,
    CreateConversation,
    CreateDocument,
    DecideOnce,
    DeleteDocument,
    OpenClaim,
    RecordUsage,
    SaveCheckpoint,
    SaveRun,
)
from coda.testing.store_samples import (
    SHOW,
    TALK,
    a_request,
    a_run,
    on_behalf_of,
    start,
    text_of,
    transaction,
    words,
)


async def deleting_a_document_takes_its_talk_along_but_not_what_was_spent(store: Store) -> None:
    await start(store)
    await store.commit(
        CreateConversation("other", "Other", None, 0),
        words("stays", conversation_id="other"),
        on_behalf_of(TALK),
        words("goes too", conversation_id="within"),
        words("goes"),
        transaction(1, Change("notes", "a", None, {"line": 1})),
        SaveCheckpoint(SHOW, "first", 1, 1),
        SaveRun(a_run("r", RunState.ENDED)),
        DecideOnce("r", "p"),
        OpenClaim("r", "c", 1),
        RecordUsage(a_request(10, 0.5)),
    )
    await store.commit(DeleteDocument(SHOW))
    assert await store.document(SHOW) is None
    assert await store.snapshot(SHOW) is None
    assert await store.entries(TALK) == await store.entries("within") == ()
    assert await store.conversation("within") is None
    assert await store.transactions(SHOW) == ()
    assert await store.checkpoints(SHOW) == ()
    assert await store.run("r") is None
    assert await store.claim("r", "c") is None
    assert [record.id for record in await store.conversations()] == ["other"]
    assert text_of(await store.entries("other")) == ["stays"]
    assert (await store.usage_totals()).requests == 1


async def lists_are_newest_first(store: Store) -> None:
    await store.commit(
        CreateDocument("a", "show", "A", 1),
        CreateDocument("b", "film", "B", 3),
        CreateDocument("c", "show", "C", 2),
        CreateConversation("x", "X", "a", 1),
        CreateConversation("y", "Y", None, 3),
        CreateConversation("z", "Z", "a", 2),
        on_behalf_of("z"),
        SaveCheckpoint("a", "early", 1, 5),
        SaveCheckpoint("a", "late", 2, 6),
        SaveCheckpoint("a", "at the same time", 3, 6),
    )
    assert [record.id for record in await store.documents()] == ["b", "c", "a"]
    assert [record.id for record in await store.documents("show")] == ["c", "a"]
    assert [record.id for record in await store.conversations()] == ["y", "z", "x"]
    assert [record.id for record in await store.conversations("a")] == ["z", "x"]
    assert await store.checkpoints("a") == (
        CheckpointRecord("at the same time", 3, 6),
        CheckpointRecord("late", 2, 6),
        CheckpointRecord("early", 1, 5),
    )


async def runs_are_found_by_their_state(store: Store) -> None:
    await store.commit(SaveRun(a_run("a", RunState.RUNNING)), SaveRun(a_run("b", RunState.WAITING)))
    assert [run.id for run in await store.runs((RunState.RUNNING, RunState.WAITING))] == ["a", "b"]
    await store.commit(SaveRun(a_run("a", RunState.ENDED, owner="me")))
    assert await store.run("a") == a_run("a", RunState.ENDED, owner="me")
    assert await store.runs((RunState.RUNNING,)) == ()
    assert await store.runs(()) == ()


async def a_claim_is_open_until_its_outcome_is_known(store: Store) -> None:
    await store.commit(OpenClaim("r", "c", 1), durable=True)
    assert await store.claim("r", "c") == ClaimRecord("r", "c", None)
    await store.commit(CloseClaim("r", "c", "done"))
    assert await store.claim("r", "c") == ClaimRecord("r", "c", "done")


async def usage_is_added_up(store: Store) -> None:
    await start(store)
    assert await store.usage_totals() == UsageTotals(0, Usage(0, 0, 0, 0), 0.0, 0)
    await store.commit(RecordUsage(a_request(10, 0.25)), RecordUsage(a_request(20, None, estimated=True)))
    assert await store.usage_totals(TALK) == UsageTotals(2, Usage(30, 2, 4, 6, estimated=True), 0.25, 1)
    assert (await store.usage_totals("other")).requests == 0
    await store.commit(on_behalf_of(TALK), RecordUsage(a_request(5, 0.5, conversation_id="within")))
    assert [(await store.usage_totals(id)).cost_usd for id in ("within", TALK)] == [0.5, 0.75]


CHECKS_OF_RECORDS = (
    deleting_a_document_takes_its_talk_along_but_not_what_was_spent,
    lists_are_newest_first,
    runs_are_found_by_their_state,
    a_claim_is_open_until_its_outcome_is_known,
    usage_is_added_up,
)
