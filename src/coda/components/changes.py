"""The algebra of edits: a Change, and the Transaction that groups Changes.

A Change is `(collection, id, before, after)`: `before` is None for a creation, `after` is None
for a deletion. Its inverse is the swapped pair, so undoing needs no knowledge of what was done.
Entities are JSON objects here; `coda.components.documents` gives them their types.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

import msgspec

from coda.errors import ConflictError

Entity = Mapping[str, Any]
EntityKey = tuple[str, str]
"""`(collection, id)`."""


class Change(msgspec.Struct, frozen=True):
    collection: str
    id: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None

    @property
    def key(self) -> EntityKey:
        return (self.collection, self.id)

    def inverse(self) -> Change:
        return Change(self.collection, self.id, self.after, self.before)


def inverse(changes: Iterable[Change]) -> tuple[Change, ...]:
    """What takes a document back: the inverses, last first."""
    return tuple(change.inverse() for change in reversed(tuple(changes)))


def compose(changes: Iterable[Change]) -> tuple[Change, ...]:
    """The net effect: at most one Change for each entity, in order of first touch.

    Changes that cancel out leave nothing. Raises ConflictError when a change does not begin where
    the one before it left the entity: taking them together would smuggle in what lies between.
    """
    net: dict[EntityKey, Change] = {}
    for change in changes:
        earlier = net.get(change.key)
        if earlier is not None and earlier.after != change.before:
            raise ConflictError(f"{change.collection} {change.id} was changed in between.")
        before = earlier.before if earlier else change.before
        net[change.key] = Change(change.collection, change.id, before, change.after)
    return tuple(change for change in net.values() if change.before != change.after)


class Author(StrEnum):
    HUMAN = "human"
    COPILOT = "copilot"
    IMPORT = "import"


class TransactionKind(StrEnum):
    CREATE = "create"
    """The document's first content; it cannot be undone."""
    EDIT = "edit"
    UNDO = "undo"
    REDO = "redo"
    RESTORE = "restore"


class Transaction(msgspec.Struct, frozen=True, kw_only=True):
    """Changes that were committed together; `revision` is the document's after it.

    Transactions with the same `group` are undone together: a copilot's whole turn is one group,
    an edit by hand is a group of its own. An undo or redo names its group in `target`.
    """

    document_id: str
    revision: int
    author: Author
    note: str
    changes: tuple[Change, ...]
    group: str
    at_ms: int
    kind: TransactionKind = TransactionKind.EDIT
    target: str | None = None

    @property
    def maker(self) -> Author:
        """Whose work the entities are from now on.

        What an undo, a redo or a restore brings back counts as made by the user, whoever asked for
        it: whether it was, the log does not say at once, and the user's own work is guarded most.
        """
        steps_through_history = (TransactionKind.UNDO, TransactionKind.REDO, TransactionKind.RESTORE)
        return Author.HUMAN if self.kind in steps_through_history else self.author


class TransactionHeader(msgspec.Struct, frozen=True, kw_only=True):
    """A transaction without its changes: enough to know what can be undone."""

    revision: int
    author: Author
    note: str
    group: str
    at_ms: int
    kind: TransactionKind
    target: str | None

    @classmethod
    def of(cls, transaction: Transaction) -> TransactionHeader:
        return cls(
            revision=transaction.revision,
            author=transaction.author,
            note=transaction.note,
            group=transaction.group,
            at_ms=transaction.at_ms,
            kind=transaction.kind,
            target=transaction.target,
        )
