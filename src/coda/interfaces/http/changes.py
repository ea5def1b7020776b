"""Changes of a document as they come in a body."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any

from pydantic import Field

from coda.components.changes import Change
from coda.components.documents import Draft
from coda.errors import InvariantError
from coda.interfaces.http.bodies import Body


class ChangeBody(Body):
    collection: str = Field(max_length=64)
    id: str = Field(min_length=1, max_length=64)
    before: dict[str, Any] | None
    after: dict[str, Any] | None


Changes = Annotated[list[ChangeBody], Field(min_length=1, max_length=20_000)]


def changes_for(draft: Draft, bodies: Iterable[ChangeBody]) -> list[Change]:
    """Raises InvariantError when a collection is none of this kind of document's."""
    changes = [Change(one.collection, one.id, one.before, one.after) for one in bodies]
    strange = sorted({one.collection for one in changes} - draft.base.type.collections.keys())
    if strange:
        raise InvariantError(f"A {draft.base.type.kind} has no collection {strange[0]!r}.")
    return changes
