"""What an application declares about its documents."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol, Self

import msgspec

if TYPE_CHECKING:
    from coda.components.documents.draft import Draft

EntityStruct = msgspec.Struct
"""Entities are frozen msgspec Structs; their JSON form is what Changes hold."""


class Index(Protocol):
    """Derived knowledge about a document, kept in step with every change.

    For questions that would otherwise walk a whole collection, such as "which segments of this
    timeline overlap this span".
    """

    def update(
        self, collection: str, id: str, before: EntityStruct | None, after: EntityStruct | None
    ) -> None: ...

    def fork(self) -> Self:
        """A copy that can change without touching this one; cheap, so copy on write."""
        ...


class DocumentType(Protocol):
    """One kind of document. Implementations are stateless.

    `kind` names it in the store and in URLs; `collections` maps each collection's name to the
    Struct of its entities.
    """

    kind: str
    collections: Mapping[str, type[EntityStruct]]

    def make_index(self) -> Index: ...

    def settle(self, draft: Draft, collection: str, id: str) -> None:
        """Restore the document's invariants after one entity was put or deleted.

        Called at once, inside the edit, so "new wins" is decided by the order of the edits.
        """
        ...

    def check(self, draft: Draft) -> None:
        """Raise `InvariantError` if what the draft touched breaks a rule. Called before a commit."""
        ...

    def title(self, draft: Draft) -> str:
        """The document's name, for lists of documents."""
        ...

    def describe(self, collection: str, entity: EntityStruct) -> str:
        """An entity in a user's words, for conflict reports: "the segment 0:10 to 0:20"."""
        ...
