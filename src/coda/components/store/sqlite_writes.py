"""Each kind of write as SQL. Runs on the writer's thread, inside its transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from functools import singledispatch

import msgspec

from coda.components.changes import Change, Transaction
from coda.components.events import Entry, event_encoder
from coda.components.store import writes
from coda.errors import (
    ConflictError,
    DecisionError,
    StoreError,
    UnknownConversationError,
    UnknownDocumentError,
)

_json = msgspec.json.Encoder()


def apply_writes(written: Sequence[writes.Write], db: sqlite3.Connection) -> tuple[Entry, ...]:
    """Execute writes in order; returns the journal entries among them, numbered."""
    try:
        return tuple(entry for write in written for entry in _apply(write, db))
    except (TypeError, ValueError, OverflowError, RecursionError) as error:
        raise StoreError(f"This cannot be stored: {error}.") from error


@singledispatch
def _apply(write: object, db: sqlite3.Connection) -> tuple[Entry, ...]:
    """Execute one write; journal writes return their numbered entries."""
    del db
    raise TypeError(f"{type(write).__name__} is not a write")


@_apply.register
def _(write: writes.CreateConversation, db: sqlite3.Connection) -> tuple[Entry, ...]:
    made = db.execute(
        "INSERT INTO conversations (id, title, document_id, created_ms, parent_id) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT DO NOTHING",
        (write.conversation_id, write.title, write.document_id, write.at_ms, write.parent_id),
    )
    if not made.rowcount:
        raise ConflictError(f"There is a conversation {write.conversation_id} already.")
    return ()


@_apply.register
def _(write: writes.TitleConversation, db: sqlite3.Connection) -> tuple[Entry, ...]:
    db.execute("UPDATE conversations SET title = ? WHERE id = ?", (write.title, write.conversation_id))
    return ()


@_apply.register
def _(write: writes.AppendEvents, db: sqlite3.Connection) -> tuple[Entry, ...]:
    row = db.execute(
        "UPDATE conversations SET last_seq = last_seq + ? WHERE id = ? RETURNING last_seq",
        (len(write.events), write.conversation_id),
    ).fetchone()
    if row is None:
        raise UnknownConversationError(f"There is no conversation {write.conversation_id}.")
    first = row[0] - len(write.events) + 1
    entries = tuple(
        Entry(write.conversation_id, seq, write.at_ms, write.run_id, event)
        for seq, event in enumerate(write.events, first)
    )
    db.executemany(
        "INSERT INTO journal (conversation_id, seq, at_ms, run_id, event) VALUES (?, ?, ?, ?, ?)",
        [(e.conversation_id, e.seq, e.at_ms, e.run_id, event_encoder.encode(e.event)) for e in entries],
    )
    return entries


@_apply.register
def _(write: writes.CreateDocument, db: sqlite3.Connection) -> tuple[Entry, ...]:
    made = db.execute(
        "INSERT INTO documents (id, kind, name, created_ms, modified_ms) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT DO NOTHING",
        (write.document_id, write.kind, write.name, write.at_ms, write.at_ms),
    )
    if not made.rowcount:
        raise ConflictError(f"There is a document {write.document_id} already.")
    return ()


@_apply.register
def _(write: writes.CommitTransaction, db: sqlite3.Connection) -> tuple[Entry, ...]:
    transaction = write.transaction
    moved = db.execute(
        "UPDATE documents SET revision = ?, name = ?, modified_ms = ? WHERE id = ? AND revision = ?",
        (
            transaction.revision,
            write.name,
            write.modified_ms,
            transaction.document_id,
            transaction.revision - 1,
        ),
    ).rowcount
    if not moved:
        _refuse_transaction(transaction, db)
    db.execute(
        "INSERT INTO transactions (document_id, revision, author, note, grp, at_ms, kind, target, changes)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            transaction.document_id,
            transaction.revision,
            transaction.author,
            transaction.note,
            transaction.group,
            transaction.at_ms,
            transaction.kind,
            transaction.target,
            _json.encode(transaction.changes),
        ),
    )
    for change in transaction.changes:
        _store_entity(transaction, change, db)
    return ()


def _refuse_transaction(transaction: Transaction, db: sqlite3.Connection) -> None:
    known = db.execute("SELECT revision FROM documents WHERE id = ?", (transaction.document_id,)).fetchone()
    if known is None:
        raise UnknownDocumentError(f"There is no document {transaction.document_id}.")
    raise ConflictError(f"The document is at revision {known[0]} already.")


def _store_entity(transaction: Transaction, change: Change, db: sqlite3.Connection) -> None:
    key = (transaction.document_id, change.collection, change.id)
    if change.after is None:
        db.execute("DELETE FROM entities WHERE document_id = ? AND collection = ? AND id = ?", key)
    else:
        db.execute(
            "INSERT INTO entities (document_id, collection, id, author, value) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT DO UPDATE SET author = excluded.author, value = excluded.value",
            (*key, transaction.maker, _json.encode(change.after)),
        )


@_apply.register
def _(write: writes.DeleteDocument, db: sqlite3.Connection) -> tuple[Entry, ...]:
    id = (write.document_id,)
    if not db.execute("DELETE FROM documents WHERE id = ?", id).rowcount:
        raise UnknownDocumentError(f"There is no document {write.document_id}.")
    talks = [row[0] for row in db.execute(_TALKS_OF_A_DOCUMENT, id)]
    for talk in talks:
        for table in ("decisions", "claims"):
            db.execute(
                f"DELETE FROM {table} WHERE run_id IN (SELECT id FROM runs WHERE conversation_id = ?)",  # noqa: S608 - the names are above
                (talk,),
            )
        for table in ("journal", "runs"):
            db.execute(f"DELETE FROM {table} WHERE conversation_id = ?", (talk,))  # noqa: S608 - the names are above
        db.execute("DELETE FROM conversations WHERE id = ?", (talk,))
    for table in ("entities", "transactions", "checkpoints"):
        db.execute(f"DELETE FROM {table} WHERE document_id = ?", id)  # noqa: S608 - the names are above
    return ()


_TALKS_OF_A_DOCUMENT = (
    "WITH RECURSIVE talks (id) AS (SELECT id FROM conversations WHERE document_id = ?"
    " UNION SELECT c.id FROM conversations c JOIN talks ON c.parent_id = talks.id) SELECT id FROM talks"
)


@_apply.register
def _(write: writes.SaveCheckpoint, db: sqlite3.Connection) -> tuple[Entry, ...]:
    made = db.execute(
        "INSERT INTO checkpoints (document_id, at_ms, revision, name) SELECT id, ?, ?, ? FROM documents"
        " WHERE id = ?",
        (write.at_ms, write.revision, write.name, write.document_id),
    )
    if not made.rowcount:
        raise UnknownDocumentError(f"There is no document {write.document_id}.")
    return ()


@_apply.register
def _(write: writes.SaveRun, db: sqlite3.Connection) -> tuple[Entry, ...]:
    run = write.run
    db.execute(
        "INSERT INTO runs"
        " (id, conversation_id, document_id, state, owner, provider, confirmation, started_ms)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT DO UPDATE SET state = excluded.state, owner = excluded.owner",
        (
            run.id,
            run.conversation_id,
            run.document_id,
            run.state,
            run.owner,
            run.provider,
            run.confirmation,
            run.started_ms,
        ),
    )
    return ()


@_apply.register
def _(write: writes.RecordUsage, db: sqlite3.Connection) -> tuple[Entry, ...]:
    record, usage = write.record, write.record.usage
    db.execute(
        "INSERT INTO usage (conversation_id, run_id, provider, model, prompt_tokens, completion_tokens,"
        " cached_tokens, reasoning_tokens, estimated, cost_usd, at_ms) VALUES (?,?,?,?,?,?,?,?,?,?,?)",
        (
            record.conversation_id,
            record.run_id,
            record.provider,
            record.model,
            usage.prompt_tokens,
            usage.completion_tokens,
            usage.cached_tokens,
            usage.reasoning_tokens,
            usage.estimated,
            record.cost_usd,
            record.at_ms,
        ),
    )
    return ()


@_apply.register
def _(write: writes.DecideOnce, db: sqlite3.Connection) -> tuple[Entry, ...]:
    try:
        db.execute("INSERT INTO decisions VALUES (?, ?)", (write.run_id, write.proposal_id))
    except sqlite3.IntegrityError as error:
        raise DecisionError("This proposal was decided already.") from error
    return ()


@_apply.register
def _(write: writes.OpenClaim, db: sqlite3.Connection) -> tuple[Entry, ...]:
    try:
        db.execute(
            "INSERT INTO claims (run_id, call_id, at_ms) VALUES (?, ?, ?)",
            (write.run_id, write.call_id, write.at_ms),
        )
    except sqlite3.IntegrityError as error:
        raise ConflictError("This call was begun already; its outcome may be unknown.") from error
    return ()


@_apply.register
def _(write: writes.CloseClaim, db: sqlite3.Connection) -> tuple[Entry, ...]:
    closed = db.execute(
        "UPDATE claims SET outcome = ? WHERE run_id = ? AND call_id = ?",
        (write.outcome, write.run_id, write.call_id),
    )
    if not closed.rowcount:
        raise ConflictError("This call was never begun.")
    return ()
