"""The live state of one document, in memory, and how it looked when somebody began to work on it."""

from __future__ import annotations

from collections.abc import Mapping
from weakref import WeakSet

import msgspec

from coda.components.changes import Author, Change, EntityKey, Transaction
from coda.components.documents.model import DocumentType, EntityStruct, Index
from coda.errors import ConflictError


class Document:
    """Typed entities by collection, at one revision.

    Only `apply` changes it, and only with transactions that were committed to the store.
    """

    def __init__(self, id: str, type: DocumentType, name: str, created_ms: int) -> None:
        self.id = id
        self.type = type
        self.name = name
        self.created_ms = created_ms
        self.revision = 0
        self.index: Index = type.make_index()
        self._entities: dict[str, dict[str, EntityStruct]] = {name: {} for name in type.collections}
        self._authors: dict[EntityKey, Author] = {}
        self._snapshots: WeakSet[Snapshot] = WeakSet()

    def get(self, collection: str, id: str) -> EntityStruct | None:
        return self._entities[collection].get(id)

    def entities(self, collection: str) -> Mapping[str, EntityStruct]:
        return self._entities[collection]

    def author(self, collection: str, id: str) -> Author | None:
        """Whose work the entity is; None if there is no such entity."""
        return self._authors.get((collection, id))

    def load(self, collection: str, id: str, entity: EntityStruct, author: Author) -> None:
        """Put an entity as the store holds it; for opening, not for editing."""
        self._entities[collection][id] = entity
        self._authors[(collection, id)] = author
        self.index.update(collection, id, None, entity)

    def snapshot(self) -> Snapshot:
        """The document as it is now, whatever is committed later; costs nothing until then."""
        snapshot = Snapshot(self)
        self._snapshots.add(snapshot)
        return snapshot

    def apply(self, transaction: Transaction) -> None:
        """Take over a committed transaction.

        Raises ConflictError when it is not the next revision.
        """
        if transaction.revision != self.revision + 1:
            raise ConflictError(
                f"Transaction {transaction.revision} does not follow revision {self.revision}."
            )
        for change in transaction.changes:
            self._apply_change(change, transaction.maker)
        self.revision = transaction.revision

    def to_json(self) -> bytes:
        """The whole state in one canonical form: equal states give equal bytes."""
        return msgspec.json.encode(self._entities, order="sorted")

    def _apply_change(self, change: Change, author: Author) -> None:
        entities = self._entities[change.collection]
        before, after = entities.get(change.id), None
        for snapshot in self._snapshots:
            snapshot.remember(change.key, before)
        if change.after is None:
            entities.pop(change.id, None)
            self._authors.pop(change.key, None)
        else:
            after = msgspec.convert(change.after, self.type.collections[change.collection])
            entities[change.id] = after
            self._authors[change.key] = author
        self.index.update(change.collection, change.id, before, after)


class Snapshot:
    """A document at one revision. What is committed later is kept out by remembering what it replaced."""

    def __init__(self, document: Document) -> None:
        self.revision = document.revision
        self.index = document.index.fork()
        self._document = document
        self._replaced: dict[EntityKey, EntityStruct | None] = {}

    def get(self, collection: str, id: str) -> EntityStruct | None:
        key = (collection, id)
        return self._replaced[key] if key in self._replaced else self._document.get(collection, id)

    def entities(self, collection: str) -> dict[str, EntityStruct]:
        found = dict(self._document.entities(collection))
        for (name, id), entity in self._replaced.items():
            if name == collection:
                if entity is None:
                    found.pop(id, None)
                else:
                    found[id] = entity
        return found

    def remember(self, key: EntityKey, entity: EntityStruct | None) -> None:
        """What stood there before it was replaced for the first time."""
        self._replaced.setdefault(key, entity)
