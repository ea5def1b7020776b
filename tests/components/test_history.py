"""What can be undone and redone, folded from headers alone."""

from __future__ import annotations

import itertools

from coda.components.changes import Author, TransactionHeader, TransactionKind
from coda.components.documents import History

UNDO, REDO, RESTORE = TransactionKind.UNDO, TransactionKind.REDO, TransactionKind.RESTORE


class Log:
    """Records headers at 10, 20, 30, ... milliseconds."""

    def __init__(self) -> None:
        self.history = History()
        self._revisions = itertools.count(2)
        self._record(TransactionKind.CREATE, "birth", None)

    def edit(self, group: str, kind: TransactionKind = TransactionKind.EDIT) -> int:
        return self._record(kind, group, None)

    def step(self, kind: TransactionKind, target: str) -> int:
        return self._record(kind, f"step over {target}", target)

    def _record(self, kind: TransactionKind, group: str, target: str | None) -> int:
        revision = 1 if kind is TransactionKind.CREATE else next(self._revisions)
        header = TransactionHeader(
            revision=revision,
            author=Author.HUMAN,
            note=f"note {revision}",
            group=group,
            at_ms=revision * 10,
            kind=kind,
            target=target,
        )
        self.modified_ms = self.history.modified_ms(header, 7)
        self.history.record(header)
        return revision

    @property
    def notes(self) -> tuple[str | None, str | None]:
        return self.history.state.undo_note, self.history.state.redo_note


def test_the_birth_of_a_document_cannot_be_undone() -> None:
    log = Log()
    assert not log.history.state.can_undo
    assert not log.history.state.can_redo


def test_undo_goes_back_and_redo_comes_forward_again() -> None:
    log = Log()
    log.edit("a")
    log.edit("b")
    assert log.notes == ("note 3", None)
    log.step(UNDO, "b")
    assert log.notes == ("note 2", "note 3")
    log.step(UNDO, "a")
    assert log.notes == (None, "note 2")
    log.step(REDO, "a")
    log.step(REDO, "b")
    assert log.notes == ("note 3", None)


def test_a_new_edit_clears_what_could_be_redone_but_it_stays_undone() -> None:
    log = Log()
    gone = log.edit("a")
    log.step(UNDO, "a")
    new = log.edit("b")
    assert log.notes == ("note 4", None)
    assert log.history.redoable("a") is None
    assert log.history.is_undone(gone)
    assert not log.history.is_undone(new)


def test_a_restore_is_an_edit_like_any_other() -> None:
    log = Log()
    log.edit("a")
    log.step(UNDO, "a")
    log.edit("r", RESTORE)
    assert log.notes == ("note 4", None)


def test_a_group_is_one_step_however_many_edits_came_between() -> None:
    log = Log()
    first = log.edit("turn")
    between = log.edit("mine")
    last = log.edit("turn")
    turn = log.history.next_undo()
    assert turn is not None
    assert (turn.id, turn.revisions, turn.note) == ("turn", (first, last), "note 4")
    log.step(UNDO, "turn")
    assert [log.history.is_undone(revision) for revision in (first, between, last)] == [True, False, True]
    assert log.notes == ("note 3", "note 4")
    log.step(REDO, "turn")
    assert not log.history.is_undone(first)


def test_a_group_that_goes_on_after_it_was_undone_begins_anew() -> None:
    log = Log()
    first = log.edit("turn")
    log.step(UNDO, "turn")
    second = log.edit("turn")
    turn = log.history.undoable("turn")
    assert turn is not None
    assert turn.revisions == (second,)
    assert log.history.is_undone(first)


def test_a_group_in_the_middle_can_be_undone_and_redone() -> None:
    log = Log()
    for group in "abc":
        log.edit(group)
    log.step(UNDO, "b")
    assert log.history.undoable("b") is None
    assert log.notes == ("note 4", "note 3")
    log.step(REDO, "b")
    assert log.notes == ("note 3", None)


def test_a_document_is_as_old_as_its_newest_edit_in_effect() -> None:
    log = Log()
    assert log.modified_ms == 10
    log.edit("a")
    log.edit("b")
    log.edit("a")
    assert log.modified_ms == 40
    log.step(UNDO, "a")
    assert log.modified_ms == 30
    log.step(UNDO, "b")
    assert log.modified_ms == 7
    log.step(REDO, "a")
    assert log.modified_ms == 40
    log.step(REDO, "b")
    assert log.modified_ms == 40
    log.step(UNDO, "a")
    assert log.modified_ms == 30


def test_steps_that_name_no_group_of_ours_change_nothing() -> None:
    log = Log()
    log.edit("a")
    log.step(UNDO, "nobody")
    log.step(REDO, "nobody")
    assert log.notes == ("note 2", None)
    assert log.modified_ms == 20
