"""For documents so small that every question may walk them."""

from __future__ import annotations

from typing import Self

from coda.components.documents.model import EntityStruct


class NoIndex:
    def update(
        self, collection: str, id: str, before: EntityStruct | None, after: EntityStruct | None
    ) -> None:
        """There is nothing to keep in step."""

    def fork(self) -> Self:
        return self
