"""Collections whose entities stand in an order: each has a `position` of its own, counted from 0.

One that is put at a taken position pushes the others on; one that is put beyond the end comes last; what
is removed leaves no gap.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import msgspec

from coda.components.documents.draft import Draft
from coda.errors import InvariantError

E = TypeVar("E", bound=msgspec.Struct)


class Ordering:
    """The order of one collection, whose entities have a `position`."""

    def __init__(self, collection: str) -> None:
        self._collection = collection

    def of(self, draft: Draft, kind: type[E]) -> list[tuple[str, E]]:
        """The entities as `(id, entity)`, in their order."""
        found = ((id, entity) for id, entity in draft.entities(self._collection) if isinstance(entity, kind))
        return sorted(found, key=lambda item: (_position(item[1]), item[0]))

    def arrange(self, draft: Draft, ids: Sequence[str]) -> None:
        """Put the entities into this order; `ids` names each of them once."""
        moved: dict[str, msgspec.Struct] = {}
        for position, id in enumerate(ids):
            entity = draft.get(self._collection, id)
            if entity is not None and _position(entity) != position:
                moved[id] = _at(entity, position)
        draft.replace(self._collection, moved)

    def settle(self, draft: Draft, id: str) -> None:
        """For `DocumentType.settle`: restore the order after one entity was put or deleted."""
        entity = draft.get(self._collection, id)
        if entity is not None:
            self._make_room(draft, id, entity)
            return
        for position, (other_id, other) in enumerate(self.of(draft, msgspec.Struct)):
            self._move(draft, other_id, other, position)

    def check(self, draft: Draft, what: str) -> None:
        """For `DocumentType.check`; `what` names one of them in words, such as "ball".

        Raises InvariantError when two share a place.
        """
        if not any(collection == self._collection for collection, _ in draft.touched):
            return
        positions = [_position(entity) for _, entity in self.of(draft, msgspec.Struct)]
        if len(set(positions)) != len(positions):
            raise InvariantError(f"Each {what} needs a place of its own, but the places are {positions}.")

    def _make_room(self, draft: Draft, id: str, entity: msgspec.Struct) -> None:
        others = [item for item in self.of(draft, msgspec.Struct) if item[0] != id]
        if _position(entity) > self._greatest(draft):
            end = _position(others[-1][1]) + 1 if others else 0
            draft.put(self._collection, id, _at(entity, end))
            return
        for other_id, other in others:
            if _position(other) == _position(entity):
                self._move(draft, other_id, other, _position(other) + 1)

    def _greatest(self, draft: Draft) -> int:
        """Of any entity, those lifted out for the moment by a larger edit included."""
        known = set(draft.base.entities(self._collection))
        known |= {id for collection, id in draft.touched if collection == self._collection}
        return len(known) - 1

    def _move(self, draft: Draft, id: str, entity: msgspec.Struct, position: int) -> None:
        if _position(entity) != position:
            draft.put(self._collection, id, _at(entity, position))


def _position(entity: msgspec.Struct) -> int:
    position: int = getattr(entity, "position")  # noqa: B009 - a Struct of the application's declares it
    return position


def _at(entity: msgspec.Struct, position: int) -> msgspec.Struct:
    return msgspec.structs.replace(entity, position=position)
