"""Whether a call waits for the user: declared effects, how they grow, and the three modes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

import msgspec

from coda.components.changes import Author, Change
from coda.components.documents import Document
from coda.components.events import ConfirmationMode, Effect, ProposedCall

CARE = (Effect.READ, Effect.MINOR, Effect.MAJOR, Effect.EXTERNAL)
"""From least to most care."""


class ConfirmationPolicy(msgspec.Struct, frozen=True):
    """What waits for the user.

    A minor change counts as major when it deletes something, overwrites what a human made, or
    touches more than `large_change` entities.
    """

    mode: ConfirmationMode = ConfirmationMode.FULL
    large_change: int = 25

    def needs_decision(self, effect: Effect) -> bool:
        match self.mode:
            case ConfirmationMode.AUTO:
                return False
            case ConfirmationMode.SELECTIVE:
                return effect in (Effect.MAJOR, Effect.EXTERNAL)
            case ConfirmationMode.FULL:
                return effect is not Effect.READ

    def weigh(
        self, declared: Effect, changes: Sequence[Change], document: Document
    ) -> tuple[Effect, tuple[str, ...]]:
        """The effect a call really has, and why it counts as more than was declared."""
        if declared is not Effect.MINOR:
            return declared, ()
        reasons = tuple(self._reasons(changes, document))
        return (Effect.MAJOR if reasons else Effect.MINOR), reasons

    def _reasons(self, changes: Sequence[Change], document: Document) -> Iterable[str]:
        deleted = sum(change.after is None for change in changes)
        if deleted:
            yield f"deletes {deleted}"
        overwritten = sum(
            change.before is not None
            and change.after is not None
            and document.author(*change.key) is Author.HUMAN
            for change in changes
        )
        if overwritten:
            yield f"changes {overwritten} that you made"
        if len(changes) > self.large_change:
            yield f"touches {len(changes)} at once"


def most_careful(effects: Iterable[Effect]) -> Effect:
    return max(effects, key=CARE.index, default=Effect.READ)


def digest_of(run_id: str, base_revision: int | None, calls: Sequence[ProposedCall]) -> str:
    """What a decision is bound to: the run, the base, and every call with its arguments and changes."""
    shown = [(call.call_id, call.name, call.arguments, call.changes) for call in calls]
    content = msgspec.json.encode((run_id, base_revision, shown), order="sorted")
    return hashlib.sha256(content).hexdigest()
