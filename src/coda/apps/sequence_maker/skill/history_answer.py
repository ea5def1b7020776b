"""Answers "what did you do?" from the conversation itself."""

from __future__ import annotations

from collections.abc import Sequence

from coda.apps.sequence_maker.skill.dialogue import Turn
from coda.apps.sequence_maker.skill.tokens import plain, tokenize

_ASKED = (
    "what did you do", "what have you done", "what did you change", "what have you changed", "what was that",
    "what happened", "what did you just do", "what just happened", "what was changed", "what changed",
)  # fmt: skip


def asks_what_was_done(text: str) -> bool:
    if len(text) > 80:
        return False
    words = " ".join(token.text for token in tokenize(plain(text)) if token.kind == "word")
    return any(words.startswith(asked) for asked in _ASKED) and len(words.split()) <= 7


def what_was_done(turns: Sequence[Turn]) -> str:
    """The last command that led to something, in the words of that time."""
    for turn in reversed(turns):
        acted = [reply for reply in turn.replies if reply.startswith("I'll ")]
        if acted:
            rest = turn.replies[turn.replies.index(acted[-1]) + 1 :]
            ended = f" {' '.join(rest)}" if rest else ""
            return f"You said “{turn.text.strip()[:200]}”. I answered: {acted[-1]}{ended}"
    return "I haven't done anything in this conversation yet."
