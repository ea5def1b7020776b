"""What can be undone and redone, folded from the log of transactions."""

from __future__ import annotations

from bisect import bisect_left, insort

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
        self._undone: set[int] = set()
        self._times: list[int] = []
        """When each undoable group was last added to, sorted."""

    def record(self, header: TransactionHeader) -> None:
        """Fold in the next transaction of the log."""
        match header.kind:
            case TransactionKind.UNDO:
                self._record_undo(header)
            case TransactionKind.REDO:
                self._record_redo(header)
            case TransactionKind.EDIT | TransactionKind.RESTORE:
                self._record_edit(header)
            case TransactionKind.CREATE:
                pass

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

    def is_undone(self, revision: int) -> bool:
        """Whether a transaction is without effect at present, redoable or not."""
        return revision in self._undone

    def modified_ms(self, header: TransactionHeader, created_ms: int) -> int:
        """When the newest edit in effect was made, once `header` is recorded.

        Undoing an edit takes its date back too, so a document after an undo exports the same
        bytes as before the edit.
        """
        newest = self._times[-1] if self._times else created_ms
        if header.kind is TransactionKind.UNDO:
            undone = self._undoable.get(header.target or "")
            if undone is not None and undone.at_ms == newest:
                return self._times[-2] if len(self._times) > 1 else created_ms
            return newest
        if header.kind is TransactionKind.REDO:
            redone = self._redoable.get(header.target or "")
            return max(newest, redone.at_ms) if redone else newest
        return max(newest, header.at_ms)

    def _record_edit(self, header: TransactionHeader) -> None:
        self._redoable.clear()
        known = self._pop_undoable(header.group)
        revisions = known.revisions if known else ()
        self._add_undoable(
            Group(header.group, header.note, header.author, (*revisions, header.revision), header.at_ms)
        )

    def _record_undo(self, header: TransactionHeader) -> None:
        group = self._pop_undoable(header.target or "")
        if group is not None:
            self._redoable[group.id] = group
            self._undone.update(group.revisions)

    def _record_redo(self, header: TransactionHeader) -> None:
        group = self._redoable.pop(header.target or "", None)
        if group is not None:
            self._add_undoable(group)
            self._undone.difference_update(group.revisions)

    def _add_undoable(self, group: Group) -> None:
        self._undoable[group.id] = group
        insort(self._times, group.at_ms)

    def _pop_undoable(self, id: str) -> Group | None:
        group = self._undoable.pop(id, None)
        if group is not None:
            del self._times[bisect_left(self._times, group.at_ms)]
        return group
