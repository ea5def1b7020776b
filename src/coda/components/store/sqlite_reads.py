"""Each question to the store as SQL."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable

import msgspec

from coda.components.changes import Author, Change, Transaction, TransactionHeader, TransactionKind
from coda.components.events import ConfirmationMode, Entry, event_decoder
from coda.components.messages import Usage
from coda.components.store.records import (
    CheckpointRecord,
    ClaimRecord,
    ConversationRecord,
    DocumentRecord,
    DocumentSnapshot,
    EntityRecord,
    RunRecord,
    RunState,
    UsageTotals,
)

_changes = msgspec.json.Decoder(tuple[Change, ...])
_value = msgspec.json.Decoder(dict)

_ENTRY = "SELECT conversation_id, seq, at_ms, run_id, event FROM journal WHERE conversation_id = ?"
_NO_LIMIT = -1


def _as_entries(rows: Iterable[tuple[str, int, int, str | None, bytes]]) -> tuple[Entry, ...]:
    return tuple(
        Entry(conversation_id, seq, at_ms, run_id, event_decoder.decode(event))
        for conversation_id, seq, at_ms, run_id, event in rows
    )


def entries(db: sqlite3.Connection, conversation_id: str, after: int, limit: int | None) -> tuple[Entry, ...]:
    count = _NO_LIMIT if limit is None else limit
    return _as_entries(
        db.execute(f"{_ENTRY} AND seq > ? ORDER BY seq LIMIT ?", (conversation_id, after, count))
    )


def last_entries(db: sqlite3.Connection, conversation_id: str, limit: int) -> tuple[Entry, ...]:
    newest_first = db.execute(f"{_ENTRY} ORDER BY seq DESC LIMIT ?", (conversation_id, limit)).fetchall()
    return _as_entries(reversed(newest_first))


_CONVERSATION = "SELECT id, title, document_id, created_ms, last_seq, parent_id FROM conversations"


def _as_conversation(row: tuple[str, str, str | None, int, int, str | None]) -> ConversationRecord:
    id, title, document_id, created_ms, last_seq, parent_id = row
    return ConversationRecord(
        id=id,
        title=title,
        document_id=document_id,
        created_ms=created_ms,
        entries=last_seq,
        parent_id=parent_id,
    )


def conversation(db: sqlite3.Connection, conversation_id: str) -> ConversationRecord | None:
    row = db.execute(f"{_CONVERSATION} WHERE id = ?", (conversation_id,)).fetchone()
    return _as_conversation(row) if row else None


def conversations(db: sqlite3.Connection, document_id: str | None) -> tuple[ConversationRecord, ...]:
    newest_first = "ORDER BY created_ms DESC, id"
    if document_id is None:
        rows = db.execute(f"{_CONVERSATION} WHERE parent_id IS NULL {newest_first}")
    else:
        asked = f"{_CONVERSATION} WHERE document_id = ? AND parent_id IS NULL {newest_first}"
        rows = db.execute(asked, (document_id,))
    return tuple(map(_as_conversation, rows))


_DOCUMENT = "SELECT id, kind, name, revision, created_ms, modified_ms FROM documents"


def _as_document(row: tuple[str, str, str, int, int, int]) -> DocumentRecord:
    id, kind, name, revision, created_ms, modified_ms = row
    return DocumentRecord(
        id=id, kind=kind, name=name, revision=revision, created_ms=created_ms, modified_ms=modified_ms
    )


def document(db: sqlite3.Connection, document_id: str) -> DocumentRecord | None:
    row = db.execute(f"{_DOCUMENT} WHERE id = ?", (document_id,)).fetchone()
    return _as_document(row) if row else None


def documents(db: sqlite3.Connection, kind: str | None) -> tuple[DocumentRecord, ...]:
    newest_first = "ORDER BY modified_ms DESC, id"
    if kind is None:
        rows = db.execute(f"{_DOCUMENT} {newest_first}")
    else:
        rows = db.execute(f"{_DOCUMENT} WHERE kind = ? {newest_first}", (kind,))
    return tuple(map(_as_document, rows))


def _entities(db: sqlite3.Connection, document_id: str) -> tuple[EntityRecord, ...]:
    rows = db.execute(
        "SELECT collection, id, value, author FROM entities WHERE document_id = ?", (document_id,)
    )
    return tuple(
        EntityRecord(collection, id, _value.decode(value), Author(author))
        for collection, id, value, author in rows
    )


_HEADER = "revision, author, note, grp, at_ms, kind, target"


def transactions(
    db: sqlite3.Connection, document_id: str, after: int, through: int | None
) -> tuple[Transaction, ...]:
    rows = db.execute(
        f"SELECT {_HEADER}, changes FROM transactions"  # noqa: S608 - the columns are above
        " WHERE document_id = ? AND revision > ? AND revision <= ? ORDER BY revision",
        (document_id, after, 2**62 if through is None else through),
    )
    return tuple(
        Transaction(
            document_id=document_id,
            revision=revision,
            author=Author(author),
            note=note,
            changes=_changes.decode(changes),
            group=group,
            at_ms=at_ms,
            kind=TransactionKind(kind),
            target=target,
        )
        for revision, author, note, group, at_ms, kind, target, changes in rows
    )


def _headers(db: sqlite3.Connection, document_id: str) -> tuple[TransactionHeader, ...]:
    rows = db.execute(
        f"SELECT {_HEADER} FROM transactions WHERE document_id = ? ORDER BY revision",  # noqa: S608 - above
        (document_id,),
    )
    return tuple(
        TransactionHeader(
            revision=revision,
            author=Author(author),
            note=note,
            group=group,
            at_ms=at_ms,
            kind=TransactionKind(kind),
            target=target,
        )
        for revision, author, note, group, at_ms, kind, target in rows
    )


def snapshot(db: sqlite3.Connection, document_id: str) -> DocumentSnapshot | None:
    db.execute("SAVEPOINT snapshot")  # three questions about one moment
    try:
        record = document(db, document_id)
        if record is None:
            return None
        return DocumentSnapshot(record, _entities(db, document_id), _headers(db, document_id))
    finally:
        db.execute("RELEASE snapshot")


def checkpoints(db: sqlite3.Connection, document_id: str) -> tuple[CheckpointRecord, ...]:
    rows = db.execute(
        "SELECT name, revision, at_ms FROM checkpoints WHERE document_id = ? ORDER BY at_ms DESC, rowid DESC",
        (document_id,),
    )
    return tuple(CheckpointRecord(*row) for row in rows)


_RUN = "SELECT id, conversation_id, document_id, state, owner, provider, confirmation, started_ms FROM runs"


def _as_run(row: tuple[str, str, str | None, str, str, str, str, int]) -> RunRecord:
    id, conversation_id, document_id, state, owner, provider, confirmation, started_ms = row
    return RunRecord(
        id=id,
        conversation_id=conversation_id,
        document_id=document_id,
        state=RunState(state),
        owner=owner,
        provider=provider,
        confirmation=ConfirmationMode(confirmation),
        started_ms=started_ms,
    )


def run(db: sqlite3.Connection, run_id: str) -> RunRecord | None:
    row = db.execute(f"{_RUN} WHERE id = ?", (run_id,)).fetchone()
    return _as_run(row) if row else None


def runs(db: sqlite3.Connection, states: Collection[RunState]) -> tuple[RunRecord, ...]:
    marks = ", ".join("?" * len(states))
    rows = db.execute(f"{_RUN} WHERE state IN ({marks}) ORDER BY started_ms", tuple(states))
    return tuple(map(_as_run, rows))


def claim(db: sqlite3.Connection, run_id: str, call_id: str) -> ClaimRecord | None:
    row = db.execute("SELECT outcome FROM claims WHERE run_id = ? AND call_id = ?", (run_id, call_id))
    found = row.fetchone()
    return ClaimRecord(run_id, call_id, found[0]) if found else None


_TOTALS = (
    "SELECT count(*), total(prompt_tokens), total(completion_tokens), total(cached_tokens),"
    " total(reasoning_tokens), max(estimated), total(cost_usd), count(*) - count(cost_usd) FROM usage"
)


def usage_totals(db: sqlite3.Connection, conversation_id: str | None) -> UsageTotals:
    if conversation_id is None:
        rows = db.execute(_TOTALS)
    else:
        rows = db.execute(
            f"{_TOTALS} WHERE conversation_id = ?1"  # noqa: S608 - the columns are above
            " OR conversation_id IN (SELECT id FROM conversations WHERE parent_id = ?1)",
            (conversation_id,),
        )
    requests, prompt, completion, cached, reasoning, estimated, cost, unpriced = rows.fetchone()
    usage = Usage(int(prompt), int(completion), int(cached), int(reasoning), bool(estimated))
    return UsageTotals(requests, usage, cost, unpriced)
