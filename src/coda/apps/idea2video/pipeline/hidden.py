"""Which cells of a frame are hidden behind something solid, found from near to far."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

_CELL = 16


class Window(NamedTuple):
    """A rectangle of the frame, in pixels, all of them even. A solid one hides everything behind it."""

    left: int
    top: int
    right: int
    bottom: int
    solid: bool


class Hidden:
    def __init__(self, width: int, height: int) -> None:
        self._cells = np.zeros((-(-height // _CELL), -(-width // _CELL)), np.bool_)

    def hide(self, window: Window) -> None:
        """What lies in it wholly; cells at its border are not."""
        left, top = -(-window.left // _CELL), -(-window.top // _CELL)
        self._cells[top : window.bottom // _CELL, left : window.right // _CELL] = True

    def seen(self, window: Window) -> Window | None:
        """What is left of it without the outer rows and columns of cells that are hidden."""
        left, top = window.left // _CELL, window.top // _CELL
        cells = self._cells[top : -(-window.bottom // _CELL), left : -(-window.right // _CELL)]
        if not cells.any():
            return window
        rows, columns = np.flatnonzero(~cells.all(axis=1)), np.flatnonzero(~cells.all(axis=0))
        if rows.size == 0:
            return None
        return Window(
            max(window.left, (left + int(columns[0])) * _CELL),
            max(window.top, (top + int(rows[0])) * _CELL),
            min(window.right, (left + int(columns[-1]) + 1) * _CELL),
            min(window.bottom, (top + int(rows[-1]) + 1) * _CELL),
            window.solid,
        )
