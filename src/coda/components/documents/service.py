"""Documents in the store: opened, committed, undone, watched. The one way an edit becomes lasting."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec

from coda.components.changes import (
    Author,
    Change,
    Transaction,
    TransactionHeader,
    TransactionKind,
    inverse,
)
from coda.components.documents.document import Document
from coda.components.documents.draft import Draft, Step, random_id
from coda.components.documents.history import Group, History, HistoryState
from coda.components.documents.model import DocumentType
from coda.components.documents.watchers import Watch, Watchers
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
from coda.errors import ConflictError, NothingToUndoError, StoreError, UnknownDocumentError

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
            document, draft, Author.IMPORT, f"Create {name}", self._new_id(), TransactionKind.CREATE
        )
        await self._store.commit(
            CreateDocument(document.id, kind, name, now),
            CommitTransaction(transaction, document.type.title(draft), now),
            durable=True,
        )
        opened = _Open(document)
        self._apply(opened, transaction)
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
        raised and nothing is written. `also` is asked again when another process came first.
        """
        opened = await self._in_memory(draft.base.id)
        group = group or self._new_id()
        async with opened.lock:
            while True:
                ready = await self._on_top(opened, draft)
                transaction = self._transaction(opened.document, ready, author, note, group)
                writes = (self._writing(opened, ready, transaction), *also(transaction))
                try:
                    entries = await self._store.commit(*writes, durable=True)
                except ConflictError:
                    if await self._catch_up(opened):
                        continue
                    raise
                self._apply(opened, transaction)
                return Committed(transaction, opened.history.state, entries)

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
        later = await self._store.transactions(document_id, revision, draft.base_revision)
        if not 0 < revision < draft.base_revision or not later:
            raise NothingToUndoError(f"There is nothing to restore at revision {revision}.")
        changes = [change for transaction in later for change in transaction.changes]
        draft.replay(inverse(changes))
        if not draft.changes:
            raise NothingToUndoError(f"The document is as it was at revision {revision}.")
        draft.kind = TransactionKind.RESTORE
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

    async def log(self, document_id: str, limit: int) -> tuple[tuple[Transaction, bool], ...]:
        """The newest transactions first, each with whether it is undone at present."""
        opened = await self._opened(document_id)
        newest = opened.document.revision
        transactions = await self._store.transactions(document_id, max(0, newest - limit), newest)
        return tuple(
            (transaction, opened.history.is_undone(transaction.revision))
            for transaction in reversed(transactions)
        )

    async def delete(self, document_id: str) -> None:
        await self._store.commit(DeleteDocument(document_id), durable=True)
        self._open.pop(document_id, None)

    def watch(self, document_id: str) -> Watch:
        """Every transaction from now on, in order, as this process learns of it.

        Ends when the watcher is too slow; then read the document anew.
        """
        return self._watchers.watch(document_id)

    async def undo_step(self, document: Document, group: str | None) -> Step:
        return await self._undo_step(await self._in_memory(document.id), group)

    async def redo_step(self, document: Document, group: str | None) -> Step:
        return await self._redo_step(await self._in_memory(document.id), group)

    async def _undo_step(self, opened: _Open, group: str | None) -> Step:
        found = opened.history.next_undo() if group is None else opened.history.undoable(group)
        if found is None:
            raise NothingToUndoError("There is nothing to undo.")
        return Step(found.id, found.note, inverse(await self._changes_of(opened.document.id, found)))

    async def _redo_step(self, opened: _Open, group: str | None) -> Step:
        found = opened.history.next_redo() if group is None else opened.history.redoable(group)
        if found is None:
            raise NothingToUndoError("There is nothing to redo.")
        return Step(found.id, found.note, tuple(await self._changes_of(opened.document.id, found)))

    async def _changes_of(self, document_id: str, group: Group) -> list[Change]:
        transactions = await self._store.transactions(
            document_id, after=group.revisions[0] - 1, through=group.revisions[-1]
        )
        return [change for t in transactions if t.revision in group.revisions for change in t.changes]

    async def _opened(self, document_id: str) -> _Open:
        """The document as the store has it now, whoever wrote to it."""
        try:
            record = await self.record(document_id)
        except UnknownDocumentError:
            self._open.pop(document_id, None)
            raise
        opened = self._open.get(document_id) or await self._load(record)
        if opened.document.revision < record.revision:
            await self._catch_up(opened)
        self._keep(opened)
        return opened

    async def _in_memory(self, document_id: str) -> _Open:
        """The document as this process knows it; the store refuses what is built on an old revision."""
        return self._open.get(document_id) or await self._opened(document_id)

    async def _catch_up(self, opened: _Open) -> bool:
        """Apply what was committed elsewhere; whether there was anything."""
        known = opened.document.revision
        for transaction in await self._store.transactions(opened.document.id, after=known):
            self._apply(opened, transaction)
        return opened.document.revision > known

    def _apply(self, opened: _Open, transaction: Transaction) -> None:
        """Take over a committed transaction, unless somebody who read the store did so already."""
        if transaction.revision <= opened.document.revision:
            return
        opened.document.apply(transaction)
        opened.history.record(TransactionHeader.of(transaction))
        self._watchers.publish(transaction, opened.history.state)

    async def _load(self, record: DocumentRecord) -> _Open:
        snapshot = await self._store.snapshot(record.id)
        if snapshot is None:
            raise UnknownDocumentError(f"There is no document {record.id}.")
        type = self._types[record.kind]
        opened = _Open(Document(record.id, type, record.name, record.created_ms))
        for entity in snapshot.entities:
            try:
                value = msgspec.convert(entity.value, type.collections[entity.collection])
            except (KeyError, msgspec.ValidationError) as error:
                raise StoreError(
                    f"The document {record.id} holds {entity.collection} {entity.id}, "
                    f"which this version cannot read: {error}."
                ) from error
            opened.document.load(entity.collection, entity.id, value, entity.author)
        for header in snapshot.headers:
            opened.history.record(header)
        opened.document.revision = snapshot.record.revision
        return self._open.get(record.id) or opened

    def _keep(self, opened: _Open) -> None:
        """Remember it; beyond the limit the longest unused goes that nobody commits to or watches."""
        self._open[opened.document.id] = opened
        self._open.move_to_end(opened.document.id)
        for id in list(self._open)[:-_MOST_OPEN]:
            if not self._open[id].lock.locked() and not self._watchers.are_watching(id):
                del self._open[id]

    async def _on_top(self, opened: _Open, draft: Draft) -> Draft:
        """The draft as an edit of the present revision, checked. Raises ConflictError, InvariantError."""
        document = opened.document
        if draft.base is not document or draft.base_revision != document.revision:
            fresh = Draft(document, self._new_id, self)
            fresh.replay(draft.changes)
            fresh.kind, fresh.target = draft.kind, draft.target
            draft = fresh
        if draft.kind in (TransactionKind.UNDO, TransactionKind.REDO) and not draft.is_whole_step:
            await self._refuse_false_step(opened, draft)
        draft.check()
        return draft

    async def _refuse_false_step(self, opened: _Open, draft: Draft) -> None:
        """An undo must be all of its group and nothing else, or the history would tell a lie."""
        step_of = self._undo_step if draft.kind is TransactionKind.UNDO else self._redo_step
        try:
            step = await step_of(opened, draft.target)
        except NothingToUndoError as error:
            raise ConflictError("This step was undone or redone already.") from error
        whole = Draft(opened.document)
        whole.replay(step.changes)
        if whole.changes != draft.changes:
            raise ConflictError("This step has grown meanwhile; undo it anew.")

    def _transaction(
        self,
        document: Document,
        draft: Draft,
        author: Author,
        note: str,
        group: str,
        kind: TransactionKind | None = None,
    ) -> Transaction:
        changes = draft.changes
        if not changes and draft.kind is TransactionKind.EDIT:
            raise ConflictError("There is nothing to change.")
        return Transaction(
            document_id=document.id,
            revision=document.revision + 1,
            author=author,
            note=note,
            changes=changes,
            group=group,
            at_ms=self._clock_ms(),
            kind=kind or draft.kind,
            target=draft.target,
        )

    def _writing(self, opened: _Open, draft: Draft, transaction: Transaction) -> CommitTransaction:
        header = TransactionHeader.of(transaction)
        modified = opened.history.modified_ms(header, opened.document.created_ms)
        return CommitTransaction(transaction, opened.document.type.title(draft), modified)
