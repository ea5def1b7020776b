"""A fork of a document: edits gather here, the document stays as it is."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Protocol, cast
from uuid import uuid4

import msgspec

from coda.components.changes import Author, Change, EntityKey, TransactionKind
from coda.components.documents.document import Document
from coda.components.documents.model import EntityStruct
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


class _Write(msgspec.Struct, frozen=True):
    key: EntityKey
    before: EntityStruct | None
    after: EntityStruct | None


class Draft:
    """Reads fall through to the document as it was when the draft was made; writes stay here and are
    recorded as Changes.

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
        self.is_whole_step = False
        """Whether this is an undo or redo exactly as the history gave it, on this revision."""
        self._steps = steps
        self._snapshot = base.snapshot()
        self._overlay: dict[EntityKey, EntityStruct | None] = {}
        self._log: list[_Write] = []

    @property
    def index(self) -> Any:
        """The application's index, forked; see `DocumentType.make_index`."""
        return self._snapshot.index

    def get(self, collection: str, id: str) -> EntityStruct | None:
        key = (collection, id)
        return self._overlay[key] if key in self._overlay else self._snapshot.get(collection, id)

    def entities(self, collection: str) -> Iterator[tuple[str, EntityStruct]]:
        """Every entity of a collection as `(id, entity)`, in no particular order.

        What is put meanwhile may come or not; what is deleted meanwhile does not.
        """
        for id, entity in self._snapshot.entities(collection).items():
            if (collection, id) not in self._overlay:
                yield id, entity
        for (name, id), _ in list(self._overlay.items()):
            entity = self._overlay.get((name, id))
            if name == collection and entity is not None:
                yield id, entity

    def put(self, collection: str, id: str, entity: EntityStruct) -> None:
        """Create or replace an entity, then let the document type restore its invariants.

        Raises InvariantError when a field is out of range or cannot be stored.
        """
        self._write(collection, id, self._valid(collection, id, entity))
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
        writes = self._fitting(changes)
        for write in writes:
            if write.before is not None:
                self._write(*write.key, None)
        for write in writes:
            if write.after is None:
                self.base.type.settle(self, *write.key)
            else:
                self.put(*write.key, write.after)

    def replay(self, changes: Iterable[Change]) -> None:
        """Make exactly these changes: for what was approved, for undo and redo.

        Raises ConflictError when an entity no longer is what a change expects.
        """
        for write in self._fitting(changes):
            self._write(*write.key, write.after)

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
            write = self._log.pop()
            self._overlay[write.key] = write.before
            self.index.update(*write.key, write.after, write.before)
        written = {write.key for write in self._log}
        self._overlay = {key: entity for key, entity in self._overlay.items() if key in written}
        if not self._log:
            self.kind, self.target, self.is_whole_step = TransactionKind.EDIT, None, False

    def check(self) -> None:
        """Raise InvariantError if the draft as it stands breaks a rule of the document."""
        self.base.type.check(self)

    @property
    def changes(self) -> tuple[Change, ...]:
        """The net effect so far, one Change for each entity touched."""
        return self.changes_since(0)

    @property
    def touched(self) -> frozenset[EntityKey]:
        return frozenset(self._overlay)

    def mark(self) -> int:
        """A place in the record, for `changes_since` and `rollback`."""
        return len(self._log)

    def changes_since(self, mark: int) -> tuple[Change, ...]:
        net: dict[EntityKey, tuple[EntityStruct | None, EntityStruct | None]] = {}
        for write in self._log[mark:]:
            before = net[write.key][0] if write.key in net else write.before
            net[write.key] = (before, write.after)
        return tuple(
            Change(*key, _to_json(before), _to_json(after))
            for key, (before, after) in net.items()
            if before != after
        )

    def author(self, collection: str, id: str) -> Author | None:
        """Whose work the entity is in the document under this draft."""
        return self.base.author(collection, id)

    def _past(self) -> Steps:
        if self._steps is None:
            raise NothingToUndoError("This draft has no history to undo.")
        return self._steps

    def _take(self, step: Step, kind: TransactionKind) -> str:
        self.replay(step.changes)
        self.kind, self.target, self.is_whole_step = kind, step.target, True
        return step.note

    def _fitting(self, changes: Iterable[Change]) -> list[_Write]:
        """Changes from outside as writes that begin where this draft, or the one before, left the entity."""
        if self._log:
            raise InvariantError("Changes from outside are applied to a fresh draft only.")
        writes: list[_Write] = []
        conflicts: dict[EntityKey, str] = {}
        left: dict[EntityKey, EntityStruct | None] = {}
        for change in changes:
            present = left[change.key] if change.key in left else self._present(change)
            if not self._is(present, change):
                conflicts.setdefault(change.key, self._conflict_sentence(change, present))
            after = None if change.after is None else self._valid(change.collection, change.id, change.after)
            left[change.key] = after
            writes.append(_Write(change.key, present, after))
        if conflicts:
            raise ConflictError(_summary(tuple(conflicts.values())), tuple(conflicts.values()))
        return writes

    def _present(self, change: Change) -> EntityStruct | None:
        self._type_of(change.collection)
        return self.get(*change.key)

    def _is(self, present: EntityStruct | None, change: Change) -> bool:
        if change.before is None or present is None:
            return change.before is present
        try:
            return msgspec.convert(change.before, self._type_of(change.collection)) == present
        except msgspec.ValidationError:
            return False

    def _conflict_sentence(self, change: Change, present: EntityStruct | None) -> str:
        if present is None:
            words = self._in_words(change)
            return f"{words[:1].upper()}{words[1:]} is gone."
        words = self.base.type.describe(change.collection, present)
        words = words[:1].upper() + words[1:]
        if change.before is None:
            return f"{words} is there already."
        by = "the copilot" if self.author(*change.key) is Author.COPILOT else "you"
        return f"{words} was changed since, by {by}."

    def _in_words(self, change: Change) -> str:
        """What the change expects; it comes from outside, so it may be no entity at all."""
        try:
            expected = msgspec.convert(change.before, self._type_of(change.collection))
        except msgspec.ValidationError:
            return f"{change.collection} {change.id}"
        return self.base.type.describe(change.collection, expected)

    def _type_of(self, collection: str) -> type[EntityStruct]:
        types = self.base.type.collections
        if collection not in types:
            known = ", ".join(types) or "none"
            raise InvariantError(f"There is no collection {collection!r}; the collections are: {known}.")
        return types[collection]

    def _valid(self, collection: str, id: str, value: object) -> EntityStruct:
        """The entity exactly as it comes back from the store: in loose JSON a tuple is a list there."""
        type = self._type_of(collection)
        try:
            encoded = msgspec.json.encode(value)
            # JSON has no NaN and no infinity: they would come back as null.
            if b"null" in encoded and not _is_finite(msgspec.to_builtins(value)):
                raise InvariantError(f"{collection} {id}: a number must be finite.")
            return msgspec.json.decode(encoded, type=type)
        except (TypeError, ValueError, OverflowError, RecursionError) as error:
            raise InvariantError(f"{collection} {id}: {error}") from error

    def _write(self, collection: str, id: str, entity: EntityStruct | None) -> None:
        if self.kind is not TransactionKind.EDIT:
            raise InvariantError("An undo or redo stands alone; make other changes separately.")
        key, before = (collection, id), self.get(collection, id)
        self._overlay[key] = entity
        self._log.append(_Write(key, before, entity))
        self.index.update(collection, id, before, entity)


def _to_json(entity: EntityStruct | None) -> dict[str, Any] | None:
    return None if entity is None else msgspec.json.decode(msgspec.json.encode(entity))


def _is_finite(value: object) -> bool:
    match value:
        case float():
            return math.isfinite(value)
        case dict():
            return all(map(_is_finite, cast("dict[object, object]", value).values()))
        case list() | tuple():
            return all(map(_is_finite, cast("list[object]", value)))
        case _:
            return True


def _summary(conflicts: tuple[str, ...]) -> str:
    told = " ".join(conflicts[:_MOST_CONFLICTS_TOLD])
    more = len(conflicts) - _MOST_CONFLICTS_TOLD
    return f"The document has changed meanwhile. {told}" + (f" And {more} more." if more > 0 else "")
