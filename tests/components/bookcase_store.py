"""A bookcase in a store, and other processes that look at it."""

from __future__ import annotations

import itertools
from collections.abc import Callable

from coda.components.changes import Author
from coda.components.documents import Committed, Documents, Draft
from coda.components.store import SQLiteStore
from tests.components.bookcase import Book, BookcaseType, fill

BOOKS = "books"
Edit = Callable[[Draft], object]


class Case:
    """A bookcase in a store; `reopened()` is what another process would see."""

    def __init__(self, store: SQLiteStore) -> None:
        self.store = store
        self.time = itertools.count(10, 10)
        self.documents = self.reopened()

    def reopened(self) -> Documents:
        return Documents(self.store, [BookcaseType()], clock_ms=lambda: next(self.time))

    async def start(self) -> None:
        self.id = (await self.documents.create("bookcase", "Case", fill)).id

    async def edit(
        self, edit: Edit, group: str | None = None, author: Author = Author.HUMAN, note: str = "Edit"
    ) -> Committed:
        draft = await self.documents.fork(self.id)
        edit(draft)
        return await self.documents.commit(draft, author=author, note=note, group=group)

    async def bytes(self, documents: Documents | None = None) -> bytes:
        return (await (documents or self.documents).open(self.id)).to_json()

    async def modified_ms(self) -> int:
        return (await self.documents.record(self.id)).modified_ms


def put(id: str, book: Book) -> Edit:
    return lambda draft: draft.put(BOOKS, id, book)


def remove(id: str) -> Edit:
    return lambda draft: draft.delete(BOOKS, id)
