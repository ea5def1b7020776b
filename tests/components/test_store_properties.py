"""Whatever is committed, refused, closed and opened again: the store is a plain dictionary that lasts."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from coda.components.changes import Author, Change, Transaction
from coda.components.store import SQLiteStore
from coda.components.store.writes import (
    CommitTransaction,
    CreateConversation,
    CreateDocument,
    DeleteDocument,
    Write,
)
from coda.errors import ConflictError, UnknownConversationError, UnknownDocumentError
from coda.testing.store_samples import text_of, words

ids = st.sampled_from("abc")
values = st.dictionaries(st.sampled_from("xyz"), st.integers() | st.text() | st.none(), max_size=3)
texts = st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=5), max_size=3)


class StoreMachine(RuleBasedStateMachine):
    """`talks`: conversation -> (its document, its words); `shows`: document -> its entities by revision."""

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.folder = tempfile.TemporaryDirectory()
        self.talks: dict[str, tuple[str | None, list[str]]] = {}
        self.shows: dict[str, list[dict[str, Any]]] = {}

    @initialize()
    def open(self) -> None:
        self.store = self.runner.run(SQLiteStore.open(Path(self.folder.name) / "coda.db"))

    def commit(self, *writes: Write, refused: type[Exception] | None = None) -> None:
        try:
            self.runner.run(self.store.commit(*writes))
        except (ConflictError, UnknownConversationError, UnknownDocumentError) as error:
            assert type(error) is refused  # noqa: PT017 - most of the time nothing is refused
        else:
            assert refused is None

    @rule(id=ids, document=st.none() | ids)
    def create_conversation(self, id: str, document: str | None) -> None:
        self.commit(
            CreateConversation(id, id, document, 0), refused=ConflictError if id in self.talks else None
        )
        self.talks.setdefault(id, (document, []))

    @rule(id=ids)
    def create_document(self, id: str) -> None:
        self.commit(CreateDocument(id, "k", id, 0), refused=ConflictError if id in self.shows else None)
        self.shows.setdefault(id, [{}])

    @rule(id=ids)
    def delete_document(self, id: str) -> None:
        self.commit(DeleteDocument(id), refused=None if id in self.shows else UnknownDocumentError)
        if self.shows.pop(id, None) is not None:
            self.talks = {talk: kept for talk, kept in self.talks.items() if kept[0] != id}

    @rule(id=ids, said=texts)
    def say(self, id: str, said: list[str]) -> None:
        refused = None if id in self.talks else UnknownConversationError
        self.commit(words(*said, conversation_id=id), refused=refused)
        if refused is None:
            self.talks[id][1].extend(said)

    @rule(
        id=ids,
        talk=ids,
        said=texts,
        revision_off_by=st.sampled_from([0, 0, 0, 1, -1]),
        edits=st.dictionaries(ids, st.none() | values, min_size=1),
    )
    def edit_and_tell(
        self, id: str, talk: str, said: list[str], revision_off_by: int, edits: dict[str, Any]
    ) -> None:
        """A transaction and the words about it: both or neither."""
        past = self.shows.get(id, [{}])
        changes = tuple(Change("c", key, past[-1].get(key), value) for key, value in edits.items())
        transaction = Transaction(
            document_id=id,
            revision=len(past) + revision_off_by,
            author=Author.HUMAN,
            note="",
            changes=changes,
            group="g",
            at_ms=0,
        )
        refused = None
        if talk not in self.talks:
            refused = UnknownConversationError
        elif id not in self.shows:
            refused = UnknownDocumentError
        elif revision_off_by:
            refused = ConflictError
        told = words(*said, conversation_id=talk)
        self.commit(told, CommitTransaction(transaction, id, 0), refused=refused)
        if refused is None:
            self.talks[talk][1].extend(said)
            after = {**past[-1], **edits}
            past.append({key: value for key, value in after.items() if value is not None})

    @rule()
    def open_again(self) -> None:
        self.runner.run(self.store.close())
        self.open()

    @invariant()
    def the_store_is_the_model(self) -> None:
        self.runner.run(self._compare())

    async def _compare(self) -> None:
        for id in "abc":
            journal = await self.store.entries(id)
            said = self.talks.get(id, (None, []))[1]
            assert text_of(journal) == said
            assert [entry.seq for entry in journal] == list(range(1, len(said) + 1))
            snapshot = await self.store.snapshot(id)
            past = self.shows.get(id)
            assert (snapshot is None) == (past is None)
            if snapshot is not None and past is not None:
                assert {entity.id: entity.value for entity in snapshot.entities} == past[-1]
                assert snapshot.record.revision == len(snapshot.headers) == len(past) - 1

    def teardown(self) -> None:
        self.runner.run(self.store.close())
        self.runner.close()
        self.folder.cleanup()


StoreMachine.TestCase.settings = settings(max_examples=25, stateful_step_count=25, deadline=None)
TestTheStore = StoreMachine.TestCase
