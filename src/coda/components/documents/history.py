"""What can be undone and redone, folded from the log of transactions."""

from __future__ import annotations

import msgspec

from coda.components.changes import Author, TransactionHeader, TransactionKind


class HistoryState(msgspec.Struct, frozen=True):
    """What the undo and redo buttons show."""

    can_undo: bool
    undo_note: str | None
    can_redo: bool
    redo_note: str | None


class Group(msgspec.Struct, frozen=True):
    """Transactions that are undone as one step."""

    id: str
    note: str
    author: Author
    revisions: tuple[int, ...]
    at_ms: int


class History:
    """The undo and redo stacks of one document. A new edit clears what could be redone."""

    def __init__(self) -> None:
        self._undoable: dict[str, Group] = {}
        self._redoable: dict[str, Group] = {}

    def record(self, header: TransactionHeader) -> None:
        """Fold in the next transaction of the log."""
        if header.kind is TransactionKind.UNDO:
            self._move(header.target, self._undoable, self._redoable)
        elif header.kind is TransactionKind.REDO:
            self._move(header.target, self._redoable, self._undoable)
        elif header.kind is not TransactionKind.CREATE:
            self._record_edit(header)

    @property
    def state(self) -> HistoryState:
        undo, redo = self.next_undo(), self.next_redo()
        return HistoryState(
            undo is not None, undo.note if undo else None, redo is not None, redo.note if redo else None
        )

    def next_undo(self) -> Group | None:
        return next(reversed(self._undoable.values()), None)

    def next_redo(self) -> Group | None:
        return next(reversed(self._redoable.values()), None)

    def undoable(self, group: str) -> Group | None:
        return self._undoable.get(group)

    def redoable(self, group: str) -> Group | None:
        return self._redoable.get(group)

    def modified_ms(self, header: TransactionHeader, created_ms: int) -> int:
        """When the newest edit in effect was made, once `header` is recorded.

        Undoing an edit takes its date back too, so a document after an undo exports the same
        bytes as before the edit.
        """
        times = {group.id: group.at_ms for group in self._undoable.values()}
        if header.kind is TransactionKind.UNDO:
            times.pop(header.target or "", None)
        elif header.kind is TransactionKind.REDO:
            times.update({id: group.at_ms for id, group in self._redoable.items() if id == header.target})
        else:
            times[header.group] = header.at_ms
        return max(times.values(), default=created_ms)

    def _record_edit(self, header: TransactionHeader) -> None:
        self._redoable.clear()
        known = self._undoable.pop(header.group, None)
        revisions = known.revisions if known else ()
        self._undoable[header.group] = Group(
            header.group, header.note, header.author, (*revisions, header.revision), header.at_ms
        )

    @staticmethod
    def _move(id: str | None, source: dict[str, Group], destination: dict[str, Group]) -> None:
        group = source.pop(id or "", None)
        if group is not None:
            destination[group.id] = group
