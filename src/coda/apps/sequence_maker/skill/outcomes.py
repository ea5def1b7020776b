"""How understanding a command can end without a change: a question, or a refusal.

Both are raised where the difficulty is found and caught once, in `interpreter`.
"""

from __future__ import annotations

from enum import StrEnum


class Wants(StrEnum):
    """What an answer to a question would supply."""

    NOTHING = "nothing"
    BALLS = "balls"
    COLOR = "color"
    START = "start"
    LENGTH = "length"
    OFFSET = "offset"
    DIRECTION = "direction"
    INTERVAL = "interval"
    CHOICE = "choice"
    SECTION = "section"
    VALUE = "value"
    SPELLING = "spelling"


class Unclear(Exception):  # noqa: N818 - it is a question, not an error
    """One short question stands between the command and its calls."""

    def __init__(self, question: str, wants: Wants, corrected: str | None = None) -> None:
        super().__init__(question)
        self.question = question
        self.wants = wants
        self.place = 0
        """Which clause of the message raised it."""
        self.corrected = corrected
        """For `Wants.SPELLING`: the whole text as it was probably meant."""


class Impossible(Exception):  # noqa: N818 - a refusal is an answer
    """The command cannot be done; the message says why."""


class Unreadable(Exception):  # noqa: N818 - a way of reading that failed
    """Words in a command that the grammar does not know."""

    def __init__(self, words: tuple[str, ...]) -> None:
        super().__init__(" ".join(words))
        self.words = words
