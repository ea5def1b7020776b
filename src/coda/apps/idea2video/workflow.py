"""From idea to film, step by step: one table of states, what may be done in each, and what follows.

An episode keeps the last step that is finished (`Stable`). What is under way and whether its film is there
are facts about processes and files: `present` puts the two together, so a process that dies leaves no episode
"generating" for ever, and an undone edit brings back the film that was made before it.
"""

from __future__ import annotations

from typing import Literal, get_args

import msgspec

from coda.errors import DocumentError

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
Step = Literal["outline", "characters", "scenes", "storyboard", "video"]

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


class Activity(msgspec.Struct, frozen=True):
    """What is under way for an episode just now, or how it went last when it failed."""

    step: Literal[Step, "refinement"]
    status: Literal["running", "failed"]
    message: str = ""
    progress: float = 0.0


class TransitionError(DocumentError):
    """A step that cannot be taken now. `actions` are those that can."""

    code = "illegal_transition"

    def __init__(self, message: str, state: State, actions: tuple[Action, ...]) -> None:
        super().__init__(message)
        self.state = state
        self.actions = actions
