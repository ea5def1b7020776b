"""Documents in the store: opened, committed, undone, watched. The one way an edit becomes lasting."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import AsyncGenerator, Callable, Iterable, Mapping, Sequence

import msgspec

from coda.components.changes import (
    Author,
    Change,
    Transaction,
    TransactionHeader,
    TransactionKind,
    compose,
    inverse,
)
from coda.components.documents.document import Document
from coda.components.documents.draft import Draft, Step, random_id
from coda.components.documents.history import Group, History, HistoryState
from coda.components.documents.model import DocumentType
from coda.components.documents.watchers import Watchers
from coda.components.events import Entry
from coda.components.store import Store
from coda.components.store.records import CheckpointRecord, DocumentRecord
from coda.components.store.writes import (
    CommitTransaction,
    CreateDocument,
    DeleteDocument,
    SaveCheckpoint,
    Write,
)
from coda.errors import ConflictError, NothingToUndoError, UnknownDocumentError

_MOST_OPEN = 64
"""Documents kept in memory; the longest unused is dropped and read again when asked for."""


class Committed(msgspec.Struct, frozen=True):
    """What a commit did. `entries` are the journal entries written along with it."""

    transaction: Transaction
    history: HistoryState
    entries: tuple[Entry, ...] = ()


WritesBeside = Callable[[Transaction], Sequence[Write]]
"""What is to be committed together with a transaction, once its revision is known."""


def nothing(_: Transaction) -> Sequence[Write]:
    return ()


class _Open:
    """A document in memory with its history and the lock that lines up its commits."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.history = History()
        self.lock = asyncio.Lock()

    def apply(self, transaction: Transaction) -> None:
        self.document.apply(transaction)
        self.history.record(TransactionHeader.of(transaction))


def system_clock_ms() -> int:
    return time.time_ns() // 1_000_000


class Documents:
    """All documents of one store, of the given types."""

    def __init__(
        self,
        store: Store,
        types: Iterable[DocumentType],
        *,
        clock_ms: Callable[[], int] = system_clock_ms,
        new_id: Callable[[], str] = random_id,
    ) -> None:
        self._store = store
        self._types: Mapping[str, DocumentType] = {type.kind: type for type in types}
        self._clock_ms = clock_ms
        self._new_id = new_id
        self._open: OrderedDict[str, _Open] = OrderedDict()
        self._watchers = Watchers()

    async def create(self, kind: str, name: str, fill: Callable[[Draft], None]) -> Document:
        """A new document whose first content `fill` puts into a draft; that part is no undo step."""
        now = self._clock_ms()
        document = Document(self._new_id(), self._types[kind], name, now)
        draft = Draft(document, self._new_id)
        fill(draft)
        draft.check()
        transaction = self._transaction(
            document, draft, Author.IMPORT, f"Create {name}", None, kind=TransactionKind.CREATE
        )
        await self._store.commit(
            CreateDocument(document.id, kind, name, now),
            CommitTransaction(transaction, document.type.title(draft), now),
            durable=True,
        )
        opened = _Open(document)
        opened.apply(transaction)
        self._keep(opened)
        return document

    async def open(self, document_id: str) -> Document:
        """The document as the store has it now. Raises UnknownDocumentError."""
        return (await self._opened(document_id)).document

    async def fork(self, document_id: str) -> Draft:
        return Draft(await self.open(document_id), self._new_id, self)

    async def commit(
        self,
        draft: Draft,
        *,
        author: Author,
        note: str,
        group: str | None = None,
        also: WritesBeside = nothing,
    ) -> Committed:
        """Make a draft lasting, together with the other writes.

        A draft made on an earlier revision is taken over as long as nothing it touches was
        changed since and the rules still hold; otherwise ConflictError or InvariantError is
        raised and nothing is written.
        """
        opened = await self._opened(draft.base.id)
        async with opened.lock:
            opened = await self._opened(draft.base.id)
            draft = self._rebase(draft, opened.document)
            draft.check()
            transaction = self._transaction(opened.document, draft, author, note, group)
            modified = opened.history.modified_ms(
                TransactionHeader.of(transaction), opened.document.created_ms
            )
            entries = await self._store.commit(
                CommitTransaction(transaction, draft.base.type.title(draft), modified),
                *also(transaction),
                durable=True,
            )
            opened.apply(transaction)
            committed = Committed(transaction, opened.history.state, entries)
        self._watchers.publish(committed.transaction, committed.history)
        return committed

    async def undo(
        self, document_id: str, group: str | None = None, *, also: WritesBeside = nothing
    ) -> Committed:
        """Take back a group, by default the newest. Raises NothingToUndoError or ConflictError."""
        draft = await self.fork(document_id)
        note = await draft.undo(group)
        return await self.commit(draft, author=Author.HUMAN, note=f"Undo: {note}", also=also)

    async def redo(
        self, document_id: str, group: str | None = None, *, also: WritesBeside = nothing
    ) -> Committed:
        draft = await self.fork(document_id)
        note = await draft.redo(group)
        return await self.commit(draft, author=Author.HUMAN, note=f"Redo: {note}", also=also)

    async def restore(self, document_id: str, revision: int) -> Committed:
        """Take the document back to how it was at a revision, as one new undoable step."""
        draft = await self.fork(document_id)
        later = await self._store.transactions(document_id, after=revision)
        if not 0 < revision < draft.base_revision or not later:
            raise NothingToUndoError(f"There is nothing to restore at revision {revision}.")
        changes = [change for transaction in later for change in transaction.changes]
        draft.replay(compose(inverse(changes)))
        return await self.commit(draft, author=Author.HUMAN, note=f"Restore revision {revision}")

    async def checkpoint(self, document_id: str, name: str) -> CheckpointRecord:
        """Give the present revision a name."""
        document = await self.open(document_id)
        record = CheckpointRecord(name, document.revision, self._clock_ms())
        await self._store.commit(
            SaveCheckpoint(document_id, record.name, record.revision, record.at_ms), durable=True
        )
        return record

    async def checkpoints(self, document_id: str) -> tuple[CheckpointRecord, ...]:
        return await self._store.checkpoints(document_id)

    async def record(self, document_id: str) -> DocumentRecord:
        """Raises UnknownDocumentError."""
        record = await self._store.document(document_id)
        if record is None or record.kind not in self._types:
            raise UnknownDocumentError(f"There is no document {document_id}.")
        return record

    async def records(self, kind: str | None = None) -> tuple[DocumentRecord, ...]:
        return await self._store.documents(kind)

    async def history(self, document_id: str) -> HistoryState:
        return (await self._opened(document_id)).history.state

    async def is_undone(self, document_id: str, group: str) -> bool:
        return (await self._opened(document_id)).history.redoable(group) is not None

    async def log(self, document_id: str, limit: int) -> tuple[tuple[Transaction, bool], ...]:
        """The newest transactions first, each with whether it is undone at present."""
        opened = await self._opened(document_id)
        after = max(0, opened.document.revision - limit)
        transactions = await self._store.transactions(document_id, after=after)
        return tuple(
            (transaction, opened.history.redoable(transaction.group) is not None)
            for transaction in reversed(transactions)
        )

    async def delete(self, document_id: str) -> None:
        await self._store.commit(DeleteDocument(document_id), durable=True)
        self._open.pop(document_id, None)

    def watch(self, document_id: str) -> AsyncGenerator[tuple[Transaction, HistoryState], None]:
        """Every transaction committed here from now on; ends when the watcher is too slow."""
        return self._watchers.watch(document_id)

    async def undo_step(self, document: Document, group: str | None) -> Step:
        history = (await self._opened(document.id)).history
        found = history.next_undo() if group is None else history.undoable(group)
        if found is None:
            raise NothingToUndoError("There is nothing to undo.")
        changes = await self._changes_of(document.id, found)
        return Step(found.id, found.note, compose(inverse(changes)))

    async def redo_step(self, document: Document, group: str | None) -> Step:
        history = (await self._opened(document.id)).history
        found = history.next_redo() if group is None else history.redoable(group)
        if found is None:
            raise NothingToUndoError("There is nothing to redo.")
        return Step(found.id, found.note, compose(await self._changes_of(document.id, found)))

    async def _changes_of(self, document_id: str, group: Group) -> list[Change]:
        transactions = await self._store.transactions(
            document_id, after=group.revisions[0] - 1, through=group.revisions[-1]
        )
        return [change for t in transactions if t.revision in group.revisions for change in t.changes]

    async def _opened(self, document_id: str) -> _Open:
        record = await self.record(document_id)
        opened = self._open.get(document_id) or await self._load(record)
        behind = opened.document.revision
        if behind < record.revision:
            for transaction in await self._store.transactions(document_id, after=behind):
                if transaction.revision == opened.document.revision + 1:
                    opened.apply(transaction)
        self._keep(opened)
        return opened

    async def _load(self, record: DocumentRecord) -> _Open:
        type = self._types[record.kind]
        document = Document(record.id, type, record.name, record.created_ms)
        opened = _Open(document)
        headers = await self._store.transaction_headers(record.id)
        for entity in await self._store.entities(record.id):
            value = msgspec.convert(entity.value, type.collections[entity.collection])
            document.load(entity.collection, entity.id, value, entity.author)
        for header in headers:
            opened.history.record(header)
        document.revision = headers[-1].revision if headers else 0
        return self._open.get(record.id) or opened

    def _keep(self, opened: _Open) -> None:
        self._open[opened.document.id] = opened
        self._open.move_to_end(opened.document.id)
        while len(self._open) > _MOST_OPEN:
            self._open.popitem(last=False)

    def _rebase(self, draft: Draft, document: Document) -> Draft:
        if draft.base is document and draft.base_revision == document.revision:
            return draft
        fresh = Draft(document, self._new_id, self)
        fresh.replay(draft.changes)
        fresh.kind, fresh.target = draft.kind, draft.target
        return fresh

    def _transaction(
        self,
        document: Document,
        draft: Draft,
        author: Author,
        note: str,
        group: str | None,
        kind: TransactionKind | None = None,
    ) -> Transaction:
        if not draft.changes:
            raise ConflictError("There is nothing to change.")
        return Transaction(
            document_id=document.id,
            revision=document.revision + 1,
            author=author,
            note=note,
            changes=draft.changes,
            group=group or self._new_id(),
            at_ms=self._clock_ms(),
            kind=kind or draft.kind,
            target=draft.target,
        )
