"""A draft is a fork: it sees one revision, remembers what it did, and can forget it again."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coda.components.changes import Author, Change, Transaction, TransactionKind
from coda.components.documents import Document, Draft
from coda.errors import CodaError, ConflictError, InvariantError
from tests.components.bookcase import Book, BookcaseType, Shelf, fill, rebuilt

BOOKS = "books"


def numbers() -> Iterator[str]:
    return (f"n{number}" for number in itertools.count())


def fork(document: Document) -> Draft:
    return Draft(document, numbers().__next__)


def commit(document: Document, draft: Draft, author: Author = Author.HUMAN) -> None:
    document.apply(
        Transaction(
            document_id="d",
            revision=document.revision + 1,
            author=author,
            note="",
            changes=draft.changes,
            group="g",
            at_ms=0,
        )
    )


@pytest.fixture
def document() -> Document:
    made = Document("d", BookcaseType(), "Case", 0)
    draft = fork(made)
    fill(draft)
    commit(made, draft)
    return made


def state(draft: Draft) -> dict[str, Any]:
    return {name: dict(draft.entities(name)) for name in draft.base.type.collections}


book_ids = st.sampled_from(["a", "b", "c", "first"])
books = st.builds(Book, st.sampled_from(["top", "low"]), st.integers(0, 20), st.integers(1, 9))
operations = st.lists(
    st.one_of(
        st.tuples(st.just("put"), book_ids, books),
        st.tuples(st.just("delete"), book_ids),
        st.tuples(st.just("swap"), book_ids, book_ids),
        st.tuples(st.just("drop shelf"), st.sampled_from(["top", "low"])),
        st.tuples(st.just("set up shelf"), st.sampled_from(["top", "low"])),
    ),
    max_size=8,
)


def perform(draft: Draft, operation: Any) -> None:
    match operation:
        case "put", id, book:
            draft.put(BOOKS, id, book)
        case "delete", id:
            draft.delete(BOOKS, id)
        case "swap", one, other:
            found = {one: draft.get(BOOKS, other), other: draft.get(BOOKS, one)}
            draft.replace(BOOKS, {id: book for id, book in found.items() if book is not None})
        case "drop shelf", id:
            draft.delete("shelves", id)
        case "set up shelf", id:
            draft.put("shelves", id, Shelf(id))
        case _:
            raise AssertionError(operation)


@settings(max_examples=80, deadline=None)
@given(before=operations, after=operations, meanwhile=operations)
def test_rolling_back_restores_what_was_there_and_the_index_always_tells_the_truth(
    before: list[Any], after: list[Any], meanwhile: list[Any]
) -> None:
    document = Document("d", BookcaseType(), "Case", 0)
    first = fork(document)
    fill(first)
    commit(document, first)
    draft = fork(document)
    for operation in before:
        perform(draft, operation)
        assert draft.index.shelves == rebuilt(draft)
    mark, remembered, changes, touched = draft.mark(), state(draft), draft.changes, draft.touched
    other = fork(document)
    for operation in meanwhile:
        perform(other, operation)
    commit(document, other)
    assert state(draft) == remembered
    for operation in after:
        perform(draft, operation)
        assert draft.index.shelves == rebuilt(draft)
    draft.rollback(mark)
    assert state(draft) == remembered
    assert (draft.changes, draft.touched) == (changes, touched)
    assert draft.index.shelves == rebuilt(draft)


@settings(max_examples=60, deadline=None)
@given(done=operations)
def test_the_changes_of_a_draft_make_the_document_what_the_draft_shows(done: list[Any]) -> None:
    document = Document("d", BookcaseType(), "Case", 0)
    first = fork(document)
    fill(first)
    commit(document, first)
    before = document.to_json()
    draft = fork(document)
    for operation in done:
        perform(draft, operation)
    shown = state(draft)
    commit(document, draft)
    assert state(fork(document)) == shown
    assert fork(document).index.shelves == rebuilt(fork(document))
    back = fork(document)
    back.replay(change.inverse() for change in reversed(draft.changes))
    commit(document, back)
    assert document.to_json() == before


def test_a_draft_does_not_see_what_is_committed_later(document: Document) -> None:
    draft, later = fork(document), fork(document)
    later.delete(BOOKS, "first")
    later.put(BOOKS, "second", Book("low", 0, 1))
    commit(document, later)
    assert draft.get(BOOKS, "first") == Book("top", 0, 5)
    assert draft.get(BOOKS, "second") is None
    assert dict(draft.entities(BOOKS)) == {"first": Book("top", 0, 5)}
    assert draft.index.shelves == rebuilt(draft)
    assert draft.base_revision == 1


def test_a_new_book_cuts_what_stood_there_and_a_shelf_takes_its_books_along(document: Document) -> None:
    draft = fork(document)
    draft.put(BOOKS, "new", Book("top", 2, 1))
    assert dict(draft.entities(BOOKS)) == {
        "first": Book("top", 0, 2),
        "new": Book("top", 2, 1),
        "n0": Book("top", 3, 2),
    }
    draft.delete("shelves", "top")
    assert dict(draft.entities(BOOKS)) == {}
    assert draft.changes == (
        Change(BOOKS, "first", as_json(Book("top", 0, 5)), None),
        Change("shelves", "top", {"name": "Top"}, None),
    )


def as_json(book: Book) -> dict[str, Any]:
    return msgspec.json.decode(msgspec.json.encode(book))


def test_books_that_swap_places_do_not_cut_each_other(document: Document) -> None:
    draft = fork(document)
    draft.put(BOOKS, "second", Book("top", 5, 5))
    commit(document, draft)
    draft = fork(document)
    draft.replace(BOOKS, {"first": Book("top", 5, 5), "second": Book("top", 0, 5)})
    assert len(draft.changes) == 2
    edited = fork(document)
    edited.edit(draft.changes)
    replayed = fork(document)
    replayed.replay(draft.changes)
    assert state(edited) == state(replayed) == state(draft)
    assert edited.index.shelves == replayed.index.shelves == rebuilt(draft)


@pytest.mark.parametrize(
    ("book", "message"),
    [
        (Book("top", -1, 1), "place"),
        (Book("top", 0, 99), "width"),
        (Book("top", 0, 1, float("nan")), "finite"),
        (Book("top", 0, 1, float("inf")), "finite"),
        (Book("top", 0, 1, notes={"deep": [1.0, {"er": float("-inf")}]}), "finite"),
        (Book("top", 0, 1, notes={"text": "\ud83c"}), "surrogates"),
        (Book("top", 0, 1, notes={"thing": object()}), "object"),
        (Shelf("Top"), "shelf"),
    ],
)
def test_what_cannot_be_stored_is_refused_and_leaves_nothing(
    document: Document, book: Any, message: str
) -> None:
    draft = fork(document)
    with pytest.raises(InvariantError, match=message):
        draft.put(BOOKS, "first", book)
    assert draft.changes == ()


def test_an_entity_is_kept_as_it_will_come_back(document: Document) -> None:
    draft = fork(document)
    draft.put(BOOKS, "first", Book("low", 0, 1, notes={"colors": (1, 2), "none": None}))
    assert draft.get(BOOKS, "first") == Book("low", 0, 1, notes={"colors": [1, 2], "none": None})


BOOK = as_json(Book("top", 0, 5))
MOVED = as_json(Book("low", 0, 5))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ([Change(BOOKS, "first", MOVED, BOOK)], "The book at 0 on top was changed since, by you."),
        ([Change(BOOKS, "first", None, BOOK)], "The book at 0 on top is there already."),
        ([Change(BOOKS, "gone", MOVED, None)], "The book at 0 on low is gone."),
        ([Change(BOOKS, "gone", {"what": 1}, None)], "Books gone is gone."),
        ([Change(BOOKS, "first", {"what": 1}, None)], "The book at 0 on top was changed since, by you."),
        ([Change(BOOKS, "first", MOVED, MOVED)], "The book at 0 on top was changed since, by you."),
        (
            [Change(BOOKS, "first", BOOK, MOVED), Change(BOOKS, "first", BOOK, None)],
            "The book at 0 on low was changed since, by you.",
        ),
    ],
)
@pytest.mark.parametrize("way", ["edit", "replay"])
def test_a_change_that_does_not_fit_is_refused_by_name_and_changes_nothing(
    document: Document, changes: list[Change], sentence: str, way: str
) -> None:
    draft = fork(document)
    with pytest.raises(ConflictError) as refused:
        getattr(draft, way)([Change(BOOKS, "new", None, as_json(Book("low", 3, 1))), *changes])
    assert refused.value.conflicts == (sentence,)
    assert draft.changes == ()


def test_many_conflicts_are_counted_and_all_are_in_the_error(document: Document) -> None:
    with pytest.raises(ConflictError, match="And 2 more") as refused:
        fork(document).replay(Change(BOOKS, f"b{n}", BOOK, None) for n in range(5))
    assert len(refused.value.conflicts) == 5


@pytest.mark.parametrize(
    "change",
    [
        Change("films", "a", None, {}),
        Change(BOOKS, "new", None, {"shelf": "top", "place": 0}),
        Change(BOOKS, "new", None, {"shelf": "top", "place": 0, "width": 1, "height": float("nan")}),
        Change(BOOKS, "new", None, {"shelf": "top", "place": True, "width": 1}),
    ],
)
def test_changes_from_outside_that_are_no_entities_are_refused(document: Document, change: Change) -> None:
    with pytest.raises(InvariantError):
        fork(document).edit([change])


def test_changes_from_outside_need_a_fresh_draft(document: Document) -> None:
    draft = fork(document)
    draft.put(BOOKS, "a", Book("low", 0, 1))
    with pytest.raises(InvariantError, match="fresh"):
        draft.edit([Change(BOOKS, "first", BOOK, None)])


def test_an_edit_settles_and_a_replay_is_exact(document: Document) -> None:
    change = Change(BOOKS, "new", None, as_json(Book("top", 4, 3)))
    edited, replayed = fork(document), fork(document)
    edited.edit([change])
    replayed.replay([change])
    assert edited.get(BOOKS, "first") == Book("top", 0, 4)
    assert replayed.get(BOOKS, "first") == Book("top", 0, 5)
    edited.check()
    with pytest.raises(InvariantError, match="Two books"):
        replayed.check()


def test_what_was_put_and_taken_away_leaves_no_change(document: Document) -> None:
    draft = fork(document)
    draft.put(BOOKS, "a", Book("low", 0, 1))
    mark = draft.mark()
    draft.delete(BOOKS, "a")
    draft.delete(BOOKS, "nobody")
    assert draft.changes == ()
    assert [change.after for change in draft.changes_since(mark)] == [None]


def test_a_document_takes_only_its_next_revision(document: Document) -> None:
    draft = fork(document)
    draft.delete(BOOKS, "first")
    commit(document, draft)
    with pytest.raises(ConflictError):
        document.apply(
            Transaction(
                document_id="d",
                revision=2,
                author=Author.HUMAN,
                note="",
                changes=draft.changes,
                group="g",
                at_ms=0,
                kind=TransactionKind.EDIT,
            )
        )
    assert document.revision == 2


def test_a_draft_without_a_past_says_so(document: Document) -> None:
    with pytest.raises(CodaError, match="no history"):
        fork(document).undo(None).send(None)
