"""A document type with everything that can go wrong: cascades, an overlap rule that cuts, an index.

Books stand on shelves and take up room; a new book cuts or removes what stood in its place, and a
shelf that goes takes its books along.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Annotated, Any

import msgspec

from coda.components.documents import Draft
from coda.components.documents.model import EntityStruct
from coda.errors import InvariantError

Width = Annotated[int, msgspec.Meta(ge=1, le=20)]


class Shelf(msgspec.Struct, frozen=True):
    name: str


class Book(msgspec.Struct, frozen=True):
    shelf: str
    place: Annotated[int, msgspec.Meta(ge=0)]
    width: Width
    height: float = 1.0
    notes: dict[str, Any] = {}

    @property
    def end(self) -> int:
        return self.place + self.width


class BookIndex:
    """Each shelf's books by id; shelves are shared between forks until one of them changes."""

    def __init__(self, shelves: Mapping[str, Mapping[str, Book]] | None = None) -> None:
        self.shelves = dict(shelves or {})

    def update(
        self, collection: str, id: str, before: EntityStruct | None, after: EntityStruct | None
    ) -> None:
        if isinstance(before, Book):
            left = {other: book for other, book in self.shelves[before.shelf].items() if other != id}
            assert len(left) == len(self.shelves[before.shelf]) - 1, "an update that was never made"
            self.shelves[before.shelf] = left
            if not left:
                del self.shelves[before.shelf]
        if isinstance(after, Book):
            self.shelves[after.shelf] = {**self.shelves.get(after.shelf, {}), id: after}

    def fork(self) -> BookIndex:
        return BookIndex(self.shelves)


class BookcaseType:
    kind = "bookcase"
    collections: Mapping[str, type[EntityStruct]] = {"shelves": Shelf, "books": Book}

    def make_index(self) -> BookIndex:
        return BookIndex()

    def settle(self, draft: Draft, collection: str, id: str) -> None:
        if collection == "shelves" and draft.get("shelves", id) is None:
            for book_id in list(draft.index.shelves.get(id, ())):
                draft.delete("books", book_id)
        new = draft.get("books", id) if collection == "books" else None
        if not isinstance(new, Book):
            return
        for other, old in list(draft.index.shelves[new.shelf].items()):
            if other != id and old.place < new.end and new.place < old.end:
                self._cut(draft, other, old, new)

    def _cut(self, draft: Draft, id: str, old: Book, new: Book) -> None:
        draft.delete("books", id)
        if old.place < new.place:
            draft.put("books", id, msgspec.structs.replace(old, width=new.place - old.place))
        if new.end < old.end:
            right = msgspec.structs.replace(old, place=new.end, width=old.end - new.end)
            draft.put("books", draft.new_id() if old.place < new.place else id, right)

    def check(self, draft: Draft) -> None:
        for shelf, books in draft.index.shelves.items():
            if draft.get("shelves", shelf) is None:
                raise InvariantError(f"There is no shelf {shelf}.")
            standing = sorted(books.values(), key=lambda book: book.place)
            for left, right in pairwise(standing):
                if left.end > right.place:
                    raise InvariantError(f"Two books stand at {right.place} on {shelf}.")

    def title(self, draft: Draft) -> str:
        return f"{sum(1 for _ in draft.entities('books'))} books"

    def describe(self, collection: str, entity: EntityStruct) -> str:
        match entity:
            case Book():
                return f"the book at {entity.place} on {entity.shelf}"
            case Shelf():
                return f"the shelf {entity.name}"
            case _:
                raise TypeError(collection)


def fill(draft: Draft) -> None:
    draft.put("shelves", "top", Shelf("Top"))
    draft.put("shelves", "low", Shelf("Low"))
    draft.put("books", "first", Book("top", 0, 5))


def rebuilt(draft: Draft) -> dict[str, dict[str, Book]]:
    """What the draft's index must say, from its entities alone."""
    shelves: dict[str, dict[str, Book]] = {}
    for id, book in draft.entities("books"):
        assert isinstance(book, Book)
        shelves.setdefault(book.shelf, {})[id] = book
    return shelves
