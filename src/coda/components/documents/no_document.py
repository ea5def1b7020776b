"""The document of conversations that have none: no collections, nothing to edit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Self

from coda.components.documents.document import Document
from coda.components.documents.draft import Draft
from coda.components.documents.model import EntityStruct


class _NoIndex:
    def update(
        self, collection: str, id: str, before: EntityStruct | None, after: EntityStruct | None
    ) -> None:
        raise KeyError(collection)

    def fork(self) -> Self:
        return self


class NoDocumentType:
    kind = "none"
    collections: Mapping[str, type[EntityStruct]] = {}

    def make_index(self) -> _NoIndex:
        return _NoIndex()

    def settle(self, draft: Draft, collection: str, id: str) -> None:
        raise KeyError(collection)

    def check(self, draft: Draft) -> None:
        """There is nothing that could be wrong."""

    def title(self, draft: Draft) -> str:
        return ""

    def describe(self, collection: str, entity: EntityStruct) -> str:
        raise KeyError(collection)


NO_DOCUMENT = Document("", NoDocumentType(), "", 0)
