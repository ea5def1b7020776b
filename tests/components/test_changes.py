"""The algebra of changes."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coda.components.changes import Author, Change, Transaction, TransactionKind, compose, inverse
from coda.errors import ConflictError

values = st.none() | st.fixed_dictionaries({"x": st.integers(0, 3)})
edits = st.lists(st.tuples(st.sampled_from("ab"), values), max_size=8)


def log_of(edits: list[tuple[str, Any]]) -> tuple[tuple[Change, ...], dict[str, Any]]:
    state: dict[str, Any] = {}
    changes: list[Change] = []
    for id, value in edits:
        changes.append(Change("c", id, state.get(id), value))
        state[id] = value
    return tuple(changes), state


def apply(state: dict[str, Any], changes: tuple[Change, ...]) -> dict[str, Any]:
    state = dict(state)
    for change in changes:
        assert state.get(change.id) == change.before
        state[change.id] = change.after
    return {id: value for id, value in state.items() if value is not None}


@given(edits)
def test_the_net_effect_does_what_the_changes_do_and_its_inverse_takes_it_back(done: list[Any]) -> None:
    changes, _ = log_of(done)
    after = apply({}, changes)
    net = compose(changes)
    assert apply({}, net) == after
    assert len({change.key for change in net}) == len(net)
    assert apply(after, inverse(changes)) == {}
    assert apply(after, compose(inverse(changes))) == {}
    assert compose((*changes, *inverse(changes))) == ()
    assert inverse(inverse(changes)) == changes


def test_changes_with_a_hole_between_them_have_no_net_effect() -> None:
    with pytest.raises(ConflictError, match="c a was changed in between"):
        compose([Change("c", "a", None, {"x": 1}), Change("c", "a", {"x": 2}, {"x": 3})])


@pytest.mark.parametrize("kind", TransactionKind)
def test_only_what_the_copilot_made_itself_counts_as_its_work(kind: TransactionKind) -> None:
    transaction = Transaction(
        document_id="d",
        revision=1,
        author=Author.COPILOT,
        note="",
        changes=(),
        group="g",
        at_ms=0,
        kind=kind,
    )
    own = kind in (TransactionKind.EDIT, TransactionKind.CREATE)
    assert transaction.maker is (Author.COPILOT if own else Author.HUMAN)
