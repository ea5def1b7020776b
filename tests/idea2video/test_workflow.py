"""The table of states: what follows what, what may be done, and how what is under way is seen."""

from __future__ import annotations

from itertools import pairwise
from typing import get_args

import pytest

from coda.apps.idea2video.workflow import (
    CONFIRMED,
    GENERATED,
    STEPS,
    TABLE,
    Activity,
    Stable,
    State,
    following,
    generating,
    made_last,
    present,
    require,
)
from coda.errors import TransitionError

CHAIN: tuple[State, ...] = (
    "initial", "outline_generating", "outline_generated", "outline_confirmed", "refining", "refined",
    "characters_generating", "characters_generated", "characters_confirmed", "scenes_generating",
    "scenes_generated", "scenes_confirmed", "storyboard_generating", "storyboard_generated",
    "storyboard_confirmed", "video_generating", "video_completed",
)  # fmt: skip
PERCENT = (0, 5, 10, 15, 20, 25, 30, 40, 45, 50, 60, 65, 70, 80, 85, 90, 100)


def test_the_states_lead_from_the_idea_to_the_film_and_the_percentage_grows() -> None:
    assert tuple(TABLE[state].percent for state in CHAIN) == PERCENT
    for state, after in pairwise(CHAIN):
        assert after in TABLE[state].follows, state


def test_every_state_is_in_the_table_and_leads_only_to_states() -> None:
    assert set(TABLE) == {*CHAIN, "failed", "cancelled"}
    assert all(after in TABLE for row in TABLE.values() for after in row.follows)


@pytest.mark.parametrize("step", GENERATED)
def test_what_was_made_can_be_confirmed_edited_or_made_anew(step: str) -> None:
    row = TABLE[GENERATED[step]]  # type: ignore[index]
    assert row.actions == ("confirm", "edit", "regenerate")
    assert row.follows == (CONFIRMED[step], f"{step}_generating")  # type: ignore[index]


@pytest.mark.parametrize("state", [state for state in CHAIN if state.endswith("ing")])
def test_what_is_under_way_can_only_be_cancelled_and_may_fail(state: State) -> None:
    assert TABLE[state].actions == ("cancel",)
    assert "failed" in TABLE[state].follows


def test_what_failed_can_begin_again_with_anything_also_with_refining() -> None:
    assert set(TABLE["failed"].follows) == {"initial", *(s for s in CHAIN if s.endswith("ing"))}


def test_the_ends_are_ends() -> None:
    assert TABLE["video_completed"].follows == TABLE["cancelled"].follows == ()


def test_an_illegal_step_names_both_states_and_what_can_be_done() -> None:
    with pytest.raises(TransitionError, match="from initial to scenes_generating") as refused:
        require("initial", "scenes_generating")
    assert (refused.value.state, refused.value.actions) == ("initial", ("next",))
    require("initial", "initial")
    require("initial", "outline_generating")


@pytest.mark.parametrize(
    ("stable", "step"),
    [
        ("initial", "outline"), ("outline_generated", "characters"), ("refined", "characters"),
        ("characters_confirmed", "scenes"), ("scenes_generated", "storyboard"),
        ("storyboard_generated", "video"), ("storyboard_confirmed", "video"), ("cancelled", None),
    ],
)  # fmt: skip
def test_the_next_step_follows_from_what_is_made(stable: Stable, step: str | None) -> None:
    assert following(stable) == step


def test_what_waits_to_be_confirmed_is_known() -> None:
    waiting = {stable: made_last(stable) for stable in get_args(Stable)}
    assert {stable for stable, step in waiting.items() if step} == set(GENERATED.values())


@pytest.mark.parametrize("step", STEPS)
def test_what_is_under_way_is_seen_whatever_is_written_down(step: str) -> None:
    activity = Activity("running", step=step)  # type: ignore[arg-type]
    seen = present("initial", activity, has_film=False)
    assert seen.state == generating(step)  # type: ignore[arg-type]
    assert seen.available_actions == ("cancel",)


def test_a_failure_keeps_the_percentage_and_tells_its_sentence() -> None:
    failed = Activity("failed", step="scenes", error="The provider is down.")
    seen = present("characters_confirmed", failed, has_film=False)
    assert (seen.state, seen.progress_percentage, seen.error) == ("failed", 45, "The provider is down.")
    assert seen.step_description == "The provider is down."


def test_a_film_is_complete_only_while_it_shows_what_is_there() -> None:
    assert present("storyboard_confirmed", None, has_film=True).state == "video_completed"
    assert present("storyboard_confirmed", None, has_film=False).state == "storyboard_confirmed"
    assert present("storyboard_generated", None, has_film=True).state == "storyboard_generated"
