"""The document of conversations that have none: no collections, nothing to edit."""

from __future__ import annotations

from collections.abc import Mapping

from coda.components.documents.document import Document
from coda.components.documents.draft import Draft
from coda.components.documents.model import EntityStruct
from coda.components.documents.no_index import NoIndex


class NoDocumentType:
    kind = "none"
    collections: Mapping[str, type[EntityStruct]] = {}

    def make_index(self) -> NoIndex:
        return NoIndex()

    def settle(self, draft: Draft, collection: str, id: str) -> None:
        raise KeyError(collection)

    def check(self, draft: Draft) -> None:
        """There is nothing that could be wrong."""

    def title(self, draft: Draft) -> str:
        return ""

    def describe(self, collection: str, entity: EntityStruct) -> str:
        raise KeyError(collection)


NO_DOCUMENT = Document("", NoDocumentType(), "", 0)
