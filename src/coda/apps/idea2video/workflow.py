"""From idea to film, step by step: one table of states, what may be done in each, and what follows.

An episode keeps the last step that is finished (`Stable`). What is under way and whether its film is there
are facts about processes and files: `present` puts the two together, so a process that dies leaves no episode
"generating" for ever, and an undone edit brings back the film that was made before it.
"""

from __future__ import annotations

from typing import Literal, get_args

import msgspec

from coda.components.jobs import WorkStatus
from coda.errors import TransitionError

Stable = Literal[
    "initial",
    "outline_generated",
    "outline_confirmed",
    "refined",
    "characters_generated",
    "characters_confirmed",
    "scenes_generated",
    "scenes_confirmed",
    "storyboard_generated",
    "storyboard_confirmed",
    "cancelled",
]
Passing = Literal[
    "outline_generating",
    "refining",
    "characters_generating",
    "scenes_generating",
    "storyboard_generating",
    "video_generating",
    "video_completed",
    "failed",
]
State = Stable | Passing
Action = Literal["confirm", "edit", "regenerate", "cancel", "next"]
WrittenStep = Literal["outline", "characters", "scenes", "storyboard"]
Step = Literal[WrittenStep, "video"]

STEPS: tuple[Step, ...] = get_args(Step)


class StateInfo(msgspec.Struct, frozen=True):
    """One row of the table. `follows` are the states that may come next."""

    percent: int
    name: str
    description: str
    actions: tuple[Action, ...]
    follows: tuple[State, ...]


_REVIEW: tuple[Action, ...] = ("confirm", "edit", "regenerate")
_GENERATING: tuple[State, ...] = (
    "outline_generating",
    "refining",
    "characters_generating",
    "scenes_generating",
    "storyboard_generating",
    "video_generating",
)

TABLE: dict[State, StateInfo] = {
    "initial": StateInfo(0, "Idea", "Tell what the film is about.", ("next",), ("outline_generating",)),
    "outline_generating": StateInfo(
        5, "Outline", "The outline is being written.", ("cancel",), ("outline_generated", "failed")
    ),
    "outline_generated": StateInfo(
        10, "Outline", "Read the outline.", _REVIEW, ("outline_confirmed", "outline_generating")
    ),
    "outline_confirmed": StateInfo(15, "Outline", "The outline stands.", ("next",), ("refining",)),
    "refining": StateInfo(20, "Refinement", "Tone and pacing are set.", ("cancel",), ("refined", "failed")),
    "refined": StateInfo(25, "Refinement", "Tone and pacing are set.", ("next",), ("characters_generating",)),
    "characters_generating": StateInfo(
        30, "Cast", "The cast is being designed.", ("cancel",), ("characters_generated", "failed")
    ),
    "characters_generated": StateInfo(
        40, "Cast", "Meet the cast.", _REVIEW, ("characters_confirmed", "characters_generating")
    ),
    "characters_confirmed": StateInfo(45, "Cast", "The cast stands.", ("next",), ("scenes_generating",)),
    "scenes_generating": StateInfo(
        50, "Scenes", "The scenes are being designed.", ("cancel",), ("scenes_generated", "failed")
    ),
    "scenes_generated": StateInfo(
        60, "Scenes", "Look at the scenes.", _REVIEW, ("scenes_confirmed", "scenes_generating")
    ),
    "scenes_confirmed": StateInfo(65, "Scenes", "The scenes stand.", ("next",), ("storyboard_generating",)),
    "storyboard_generating": StateInfo(
        70, "Storyboard", "The shots are being drawn up.", ("cancel",), ("storyboard_generated", "failed")
    ),
    "storyboard_generated": StateInfo(
        80,
        "Storyboard",
        "Look at the storyboard.",
        _REVIEW,
        ("storyboard_confirmed", "storyboard_generating"),
    ),
    "storyboard_confirmed": StateInfo(
        85, "Storyboard", "The storyboard stands.", ("next",), ("video_generating",)
    ),
    "video_generating": StateInfo(
        90, "Film", "The film is being made.", ("cancel",), ("video_completed", "failed")
    ),
    "video_completed": StateInfo(100, "Film", "The film is there.", (), ()),
    "failed": StateInfo(0, "Failed", "A step failed.", ("next",), ("initial", *_GENERATING)),
    "cancelled": StateInfo(0, "Cancelled", "The film was given up.", (), ()),
}

GENERATED: dict[WrittenStep, Stable] = {
    "outline": "outline_generated",
    "characters": "characters_generated",
    "scenes": "scenes_generated",
    "storyboard": "storyboard_generated",
}
CONFIRMED: dict[WrittenStep, Stable] = {
    "outline": "outline_confirmed",
    "characters": "characters_confirmed",
    "scenes": "scenes_confirmed",
    "storyboard": "storyboard_confirmed",
}
_GENERATING_OF: dict[Step, State] = {
    "outline": "outline_generating",
    "characters": "characters_generating",
    "scenes": "scenes_generating",
    "storyboard": "storyboard_generating",
    "video": "video_generating",
}


class Activity(WorkStatus, frozen=True, kw_only=True):
    """What is under way for an episode just now, or how it went last."""

    step: Literal[Step, "refinement"]
    agent: str = ""
    """Who is at work, for people."""
    insight: str = ""
    """What the agent found out last."""


class Standing(msgspec.Struct, frozen=True):
    """Where an episode stands: what people and programs are shown of its workflow."""

    state: State
    step_name: str
    step_description: str
    available_actions: tuple[Action, ...]
    progress_percentage: int
    error: str | None = None


def present(stable: Stable, activity: Activity | None, *, has_film: bool) -> Standing:
    """The state as it is seen; `has_film` says whether a film of the present shots is there."""
    error = None
    state: State = stable
    if activity is not None and activity.status in ("queued", "running"):
        state = _passing(activity.step)
    elif activity is not None and activity.status == "failed":
        state, error = "failed", activity.error
    elif stable == "storyboard_confirmed" and has_film:
        state = "video_completed"
    row = TABLE[state]
    percent = row.percent if state != "failed" else TABLE[stable].percent
    description = error or row.description
    return Standing(state, row.name, description, row.actions, percent, error)


def generating(step: Step) -> State:
    """What the step is called while it is under way."""
    return _passing(step)


def made_last(stable: Stable) -> WrittenStep | None:
    """The step whose part waits to be confirmed; None when nothing does."""
    return next((step for step, generated in GENERATED.items() if generated == stable), None)


def _passing(step: Step | Literal["refinement"]) -> State:
    return "refining" if step == "refinement" else _GENERATING_OF[step]


def require(state: State, wanted: State) -> None:
    """Raises TransitionError unless `wanted` may follow `state`; staying where one is, is no step."""
    if wanted == state or wanted in TABLE[state].follows:
        return
    allowed = TABLE[state].actions
    can = f"what can be done now: {', '.join(allowed)}" if allowed else "nothing more can be done"
    raise TransitionError(f"Invalid state transition from {state} to {wanted}; {can}.", state, allowed)


def following(stable: Stable) -> Step | None:
    """The step that comes next, once what is there is confirmed; None when there is none."""
    if stable == "cancelled":
        return None
    reached = TABLE[stable].percent
    return STEPS[sum(reached >= TABLE[generated].percent for generated in GENERATED.values())]
