"""What waits for the user, and what exactly a decision is bound to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coda.components.changes import Author, Change, Transaction
from coda.components.documents import Document, Draft
from coda.components.events import (
    ConfirmationMode,
    Effect,
    JournalEvent,
    Proposal,
    ProposedCall,
    event_decoder,
    event_encoder,
)
from coda.components.store import SQLiteStore
from coda.components.store.writes import AppendEvents, CreateConversation
from coda.components.tools import ConfirmationPolicy
from coda.components.tools.confirmation import digest_of, most_careful
from tests.components.bookcase import Book, BookcaseType, Shelf

BOOKS = "books"
READ, MINOR, MAJOR, EXTERNAL = Effect


@pytest.mark.parametrize(
    ("mode", "waiting"),
    [
        (ConfirmationMode.FULL, [MINOR, MAJOR, EXTERNAL]),
        (ConfirmationMode.SELECTIVE, [MAJOR, EXTERNAL]),
        (ConfirmationMode.AUTO, []),
    ],
)
def test_the_mode_says_which_effects_wait(mode: ConfirmationMode, waiting: list[Effect]) -> None:
    policy = ConfirmationPolicy(mode)
    assert [effect for effect in Effect if policy.needs_decision(effect)] == waiting


def test_without_a_policy_every_change_waits() -> None:
    assert [effect for effect in Effect if ConfirmationPolicy().needs_decision(effect)] == [
        MINOR,
        MAJOR,
        EXTERNAL,
    ]


def test_a_round_is_as_careful_as_its_most_careful_call() -> None:
    assert most_careful([]) is READ
    assert most_careful([MINOR, READ]) is MINOR
    assert most_careful([MAJOR, EXTERNAL, MINOR]) is EXTERNAL


@pytest.fixture
def document() -> Document:
    """A shelf and a book by hand, a book by the copilot, a book that was imported."""
    made = Document("d", BookcaseType(), "Case", 0)
    for revision, author in enumerate(Author, 1):
        draft = Draft(made)
        draft.put("shelves", "top", Shelf("Top"))
        draft.put(BOOKS, author.value, Book("top", revision * 3, 2))
        made.apply(
            Transaction(
                document_id="d",
                revision=revision,
                author=author,
                note="",
                changes=draft.changes,
                group=str(revision),
                at_ms=0,
            )
        )
    return made


def moved(*ids: str) -> Callable[[Draft], None]:
    def move(draft: Draft) -> None:
        for id in ids:
            book = draft.get(BOOKS, id)
            assert isinstance(book, Book)
            draft.put(BOOKS, id, msgspec.structs.replace(book, height=9.0))

    return move


def added(count: int) -> Callable[[Draft], None]:
    def add(draft: Draft) -> None:
        for n in range(count):
            draft.put(BOOKS, f"n{n}", Book("top", 100 + n, 1))

    return add


def deleted(*ids: str) -> Callable[[Draft], None]:
    def delete(draft: Draft) -> None:
        for id in ids:
            draft.delete(BOOKS, id)

    return delete


def both(*edits: Callable[[Draft], None]) -> Callable[[Draft], None]:
    def edit(draft: Draft) -> None:
        for one in edits:
            one(draft)

    return edit


@pytest.mark.parametrize(
    ("edit", "reasons"),
    [
        (added(1), ()),
        (moved("copilot"), ()),
        (moved("human"), ("changes 1 that you made",)),
        (deleted("copilot"), ("deletes 1",)),
        (both(deleted("copilot", "human"), moved("import")), ("deletes 2",)),
        (both(deleted("copilot"), moved("human")), ("deletes 1", "changes 1 that you made")),
        (added(25), ()),
        (added(26), ("touches 26 at once",)),
    ],
)
def test_a_minor_change_grows_with_what_it_does(
    document: Document, edit: Callable[[Draft], None], reasons: tuple[str, ...]
) -> None:
    draft = Draft(document)
    edit(draft)
    effect, why = ConfirmationPolicy().weigh(MINOR, draft.changes, document)
    assert why == reasons
    assert effect is (MAJOR if reasons else MINOR)


def test_what_is_declared_major_or_external_stays_so(document: Document) -> None:
    for declared in (MAJOR, EXTERNAL):
        assert ConfirmationPolicy().weigh(declared, (), document) == (declared, ())


CALL = ProposedCall(
    "c1",
    "place",
    {"id": "a", "at": 1.0, "none": None},
    "Place a",
    MINOR,
    (Change(BOOKS, "a", {"place": 1}, {"place": 2, "tags": ["x"]}),),
)


def digest(run_id: str = "run", base: int | None = 3, *calls: ProposedCall) -> str:
    return digest_of(run_id, base, calls or (CALL,))


def with_(**fields: Any) -> ProposedCall:
    return msgspec.structs.replace(CALL, **fields)


@pytest.mark.parametrize(
    "other",
    [
        digest("another run"),
        digest("run", 4),
        digest("run", None),
        digest("run", 3, with_(call_id="c2")),
        digest("run", 3, with_(name="remove")),
        digest("run", 3, with_(arguments={"id": "b", "at": 1.0, "none": None})),
        digest("run", 3, with_(arguments={"id": "a", "at": 1.0})),
        digest("run", 3, with_(changes=())),
        digest("run", 3, with_(changes=(Change(BOOKS, "a", {"place": 0}, {"place": 2, "tags": ["x"]}),))),
        digest("run", 3, with_(changes=(Change(BOOKS, "a", {"place": 1}, {"place": 2, "tags": ["y"]}),))),
        digest("run", 3, with_(changes=(Change(BOOKS, "a", {"place": 1}, None),))),
        digest("run", 3, CALL, CALL),
        digest("run3", None),
    ],
)
def test_a_decision_is_bound_to_everything_that_was_shown(other: str) -> None:
    assert other != digest()
    assert len(other) == 64


def test_the_order_of_keys_does_not_matter() -> None:
    assert digest("run", 3, with_(arguments={"none": None, "at": 1.0, "id": "a"})) == digest()


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
objects = st.dictionaries(st.text(), values, max_size=3)


@settings(max_examples=60)
@given(arguments=objects, before=st.none() | objects, after=st.none() | objects)
def test_a_digest_is_the_same_after_the_journal(arguments: Any, before: Any, after: Any) -> None:
    call = with_(arguments=arguments, changes=(Change("c", "a", before, after),))
    proposal = proposal_of(call)
    stored = event_decoder.decode(event_encoder.encode(proposal))
    assert isinstance(stored, Proposal)
    assert digest_of("run", stored.base_revision, stored.calls) == proposal.digest


def proposal_of(*calls: ProposedCall) -> Proposal:
    return Proposal(
        proposal_id="p",
        base_revision=3,
        calls=calls,
        effect=MINOR,
        digest=digest_of("run", 3, calls),
        needs_decision=True,
    )


@pytest.mark.anyio
async def test_a_real_proposal_digests_the_same_from_the_store(document: Document) -> None:
    draft = Draft(document)
    draft.put(BOOKS, "human", Book("top", 0, 3, 1.0, {"tuple": (1, 2.5), "text": "é\U0001f3a8"}))
    proposal = proposal_of(with_(changes=draft.changes))
    store = SQLiteStore()
    event: JournalEvent = proposal
    await store.commit(CreateConversation("talk", "Talk", None, 0), AppendEvents("talk", "run", (event,), 0))
    (entry,) = await store.entries("talk")
    assert entry.event == proposal
    assert isinstance(entry.event, Proposal)
    assert digest_of("run", 3, entry.event.calls) == proposal.digest
    await store.close()
