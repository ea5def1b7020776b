"""A fork of a document: edits gather here, the document stays as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Protocol
from uuid import uuid4

import msgspec

from coda.components.changes import Author, Change, EntityKey, TransactionKind, compose
from coda.components.documents.document import Document
from coda.components.documents.model import EntityStruct, Index
from coda.errors import ConflictError, InvariantError, NothingToUndoError


_MOST_CONFLICTS_TOLD = 3
"""In a message; the error lists them all."""


def random_id() -> str:
    return uuid4().hex[:12]


class Step(msgspec.Struct, frozen=True):
    """What an undo or redo would do: the changes, and the group they take back or restore."""

    target: str
    note: str
    changes: tuple[Change, ...]


class Steps(Protocol):
    """Where a draft learns of the document's past."""

    async def undo_step(self, document: Document, group: str | None) -> Step: ...

    async def redo_step(self, document: Document, group: str | None) -> Step: ...


class Draft:
    """Reads fall through to the document, writes stay here and are recorded as Changes.

    A draft is made for one proposal or one edit and thrown away or committed; it is not shared
    between tasks.
    """

    def __init__(
        self, base: Document, new_id: Callable[[], str] = random_id, steps: Steps | None = None
    ) -> None:
        self.base = base
        self.base_revision = base.revision
        self.new_id = new_id
        self.kind = TransactionKind.EDIT
        self.target: str | None = None
        self._steps = steps
        self._overlay: dict[EntityKey, EntityStruct | None] = {}
        self._log: list[Change] = []
        self._index: Index | None = None

    @property
    def index(self) -> Any:
        """The application's index, forked; see `DocumentType.make_index`."""
        if self._index is None:
            self._index = self.base.index.fork()
        return self._index

    def get(self, collection: str, id: str) -> EntityStruct | None:
        key = (collection, id)
        return self._overlay[key] if key in self._overlay else self.base.get(collection, id)

    def entities(self, collection: str) -> Iterator[tuple[str, EntityStruct]]:
        """Every entity of a collection as `(id, entity)`, in no particular order."""
        for id, entity in self.base.entities(collection).items():
            if (collection, id) not in self._overlay:
                yield id, entity
        for (name, id), entity in list(self._overlay.items()):
            if name == collection and entity is not None:
                yield id, entity

    def put(self, collection: str, id: str, entity: EntityStruct) -> None:
        """Create or replace an entity, then let the document type restore its invariants.

        Raises InvariantError when a field is out of range.
        """
        self._write(collection, id, self._valid(collection, id, msgspec.to_builtins(entity)))
        self.base.type.settle(self, collection, id)

    def delete(self, collection: str, id: str) -> None:
        """Remove an entity; removing what is not there does nothing."""
        if self.get(collection, id) is not None:
            self._write(collection, id, None)
            self.base.type.settle(self, collection, id)

    def replace(self, collection: str, entities: Mapping[str, EntityStruct]) -> None:
        """Move several entities at once.

        All are lifted out before the first is put down, so entities that swap or follow each
        other do not cut one another; where the new ones overlap, the later wins.
        """
        for id in entities:
            if self.get(collection, id) is not None:
                self._write(collection, id, None)
        for id, entity in entities.items():
            self.put(collection, id, entity)

    def edit(self, changes: Iterable[Change]) -> None:
        """Make the given changes as new edits: they settle, so more may change than was asked.

        Raises ConflictError when an entity no longer is what a change expects.
        """
        changes = tuple(changes)
        self._refuse_conflicts(changes)
        for change in changes:
            if change.before is not None:
                self._write(change.collection, change.id, None)
        for change in changes:
            if change.after is None:
                self.base.type.settle(self, change.collection, change.id)
            else:
                entity = self._valid(change.collection, change.id, change.after)
                self.put(change.collection, change.id, entity)

    def replay(self, changes: Iterable[Change]) -> None:
        """Make exactly these changes: for what was approved, for undo and redo.

        Raises ConflictError when an entity no longer is what a change expects.
        """
        changes = tuple(changes)
        self._refuse_conflicts(changes)
        for change in changes:
            entity = None
            if change.after is not None:
                entity = self._valid(change.collection, change.id, change.after)
            self._write(change.collection, change.id, entity)

    async def undo(self, group: str | None = None) -> str:
        """Take back a group, by default the newest, and return its note.

        Makes the draft an undo: nothing else can be added to it. Raises NothingToUndoError, or
        ConflictError when something it touched was changed since.
        """
        step = await self._past().undo_step(self.base, group)
        return self._take(step, TransactionKind.UNDO)

    async def redo(self, group: str | None = None) -> str:
        """Restore a group that was undone, by default the last one; otherwise like `undo`."""
        step = await self._past().redo_step(self.base, group)
        return self._take(step, TransactionKind.REDO)

    def rollback(self, mark: int) -> None:
        """Forget everything recorded since `mark`."""
        while len(self._log) > mark:
            change = self._log.pop()
            present, earlier = self.get(change.collection, change.id), None
            if change.before is not None:
                earlier = self._valid(change.collection, change.id, change.before)
            self._overlay[change.key] = earlier
            self.index.update(change.collection, change.id, present, earlier)
        if not self._log:
            self.kind, self.target = TransactionKind.EDIT, None

    def check(self) -> None:
        """Raise InvariantError if the draft as it stands breaks a rule of the document."""
        self.base.type.check(self)

    @property
    def changes(self) -> tuple[Change, ...]:
        """The net effect so far, one Change for each entity touched."""
        return compose(self._log)

    @property
    def touched(self) -> frozenset[EntityKey]:
        return frozenset(self._overlay)

    def mark(self) -> int:
        """A place in the record, for `changes_since`."""
        return len(self._log)

    def changes_since(self, mark: int) -> tuple[Change, ...]:
        return compose(self._log[mark:])

    def author(self, collection: str, id: str) -> Author | None:
        """Who last changed the entity in the document under this draft."""
        return self.base.author(collection, id)

    def _past(self) -> Steps:
        if self._steps is None:
            raise NothingToUndoError("This draft has no history to undo.")
        return self._steps

    def _take(self, step: Step, kind: TransactionKind) -> str:
        self.replay(step.changes)
        self.kind, self.target = kind, step.target
        return step.note

    def _valid(self, collection: str, id: str, value: Any) -> EntityStruct:
        try:
            return msgspec.convert(value, self.base.type.collections[collection])
        except msgspec.ValidationError as error:
            raise InvariantError(f"{collection} {id}: {error}") from error

    def _refuse_conflicts(self, changes: tuple[Change, ...]) -> None:
        if self._log:
            raise InvariantError("Changes from outside are applied to a fresh draft only.")
        conflicts = self.base.conflicts(compose(changes))
        if conflicts:
            raise ConflictError(_summary(conflicts), conflicts)

    def _write(self, collection: str, id: str, entity: EntityStruct | None) -> None:
        if self.kind is not TransactionKind.EDIT:
            raise InvariantError("An undo or redo stands alone; make other changes separately.")
        before = self.get(collection, id)
        index = self.index
        self._overlay[(collection, id)] = entity
        self._log.append(Change(collection, id, _to_json(before), _to_json(entity)))
        index.update(collection, id, before, entity)


def _to_json(entity: EntityStruct | None) -> dict[str, Any] | None:
    """Exactly what comes back from the store: a tuple is a list there."""
    return None if entity is None else msgspec.json.decode(msgspec.json.encode(entity))


def _summary(conflicts: tuple[str, ...]) -> str:
    told = " ".join(conflicts[:_MOST_CONFLICTS_TOLD])
    more = len(conflicts) - _MOST_CONFLICTS_TOLD
    return f"The document has changed meanwhile. {told}" + (f" And {more} more." if more > 0 else "")
