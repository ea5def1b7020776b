"""The live state of one document, in memory."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

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

    def get(self, collection: str, id: str) -> EntityStruct | None:
        return self._entities[collection].get(id)

    def entities(self, collection: str) -> Mapping[str, EntityStruct]:
        return self._entities[collection]

    def author(self, collection: str, id: str) -> Author | None:
        """Who last changed the entity; None if there is no such entity."""
        return self._authors.get((collection, id))

    def load(self, collection: str, id: str, entity: EntityStruct, author: Author) -> None:
        """Put an entity as the store holds it; for opening, not for editing."""
        self._entities[collection][id] = entity
        self._authors[(collection, id)] = author
        self.index.update(collection, id, None, entity)

    def apply(self, transaction: Transaction) -> None:
        """Take over a committed transaction.

        Raises ConflictError when it is not the next revision.
        """
        if transaction.revision != self.revision + 1:
            raise ConflictError(
                f"Transaction {transaction.revision} does not follow revision {self.revision}."
            )
        for change in transaction.changes:
            self._apply_change(change, transaction.author)
        self.revision = transaction.revision

    def conflicts(self, changes: Iterable[Change]) -> tuple[str, ...]:
        """Sentences about each entity that no longer is what a change expects; () when all fit."""
        return tuple(
            self._conflict_sentence(change)
            for change in changes
            if not self._is(change.collection, change.id, change.before)
        )

    def to_json(self) -> bytes:
        """The whole state in one canonical form: equal states give equal bytes."""
        return msgspec.json.encode(self._entities, order="sorted")

    def _is(self, collection: str, id: str, expected: dict[str, Any] | None) -> bool:
        if expected is None:
            return self.get(collection, id) is None
        try:
            return msgspec.convert(expected, self.type.collections[collection]) == self.get(collection, id)
        except msgspec.ValidationError:
            return False

    def _apply_change(self, change: Change, author: Author) -> None:
        entities = self._entities[change.collection]
        before = entities.pop(change.id, None) if change.after is None else entities.get(change.id)
        after: EntityStruct | None = None
        if change.after is None:
            self._authors.pop(change.key, None)
        else:
            after = msgspec.convert(change.after, self.type.collections[change.collection])
            entities[change.id] = after
            self._authors[change.key] = author
        self.index.update(change.collection, change.id, before, after)

    def _conflict_sentence(self, change: Change) -> str:
        present = self.get(change.collection, change.id)
        if present is None:
            return f"{self._in_words(change)} is gone."
        if change.before is None:
            return f"{self._in_words(change)} is there already."
        who = "the copilot" if self.author(change.collection, change.id) is Author.COPILOT else "you"
        return f"{self._in_words(change)} was changed since, by {who}."

    def _in_words(self, change: Change) -> str:
        value = change.before or change.after
        if value is None:
            return f"{change.collection} {change.id}"
        entity = msgspec.convert(value, self.type.collections[change.collection])
        words = self.type.describe(change.collection, entity)
        return words[:1].upper() + words[1:]
