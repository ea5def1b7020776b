"""Films to speak about, and a short form of what a message comes to."""

from __future__ import annotations

import itertools
from typing import Any

from coda.apps.idea2video.entities import (
    CHARACTERS,
    EPISODE,
    OUTLINE,
    SCENES,
    SHOTS,
    Act,
    Character,
    CharacterSummary,
    Episode,
    Outline,
    Scene,
    Shot,
)
from coda.apps.idea2video.episode import EpisodeType
from coda.apps.idea2video.skill import EpisodeSkill
from coda.components.documents import Document, Draft
from coda.components.llm.skill import SkillReply, SkillRequest
from coda.components.messages import LLMMessage, MessageRole
from coda.components.tools import ToolContext

ANGLES = (
    "WIDE SHOT", "MEDIUM SHOT", "CLOSE-UP", "EXTREME WIDE SHOT", "MEDIUM SHOT", "WIDE SHOT", "MEDIUM SHOT",
    "CLOSE-UP",
)  # fmt: skip
SCENE_OF = ("shore", "shore", "shore", "room", "room", "sea", "sea", "sea")


def harbour(state: str = "storyboard_generated", **film: Any) -> Draft:
    """Eight shots in three scenes, with Mara (a lighthouse keeper), the storm and the dog Bo."""
    draft = empty(
        state=state, title="The Light", idea="A lighthouse keeper befriends a storm", language="en", **film
    )
    people = (CharacterSummary("Mara", "protagonist"), CharacterSummary("The storm", "supporting"))
    draft.put(
        OUTLINE,
        OUTLINE,
        Outline(
            genre="fable",
            synopsis="Mara keeps the light.",
            characters_summary=people,
            plot_summary=(Act("Beginning", "Night falls."),),
        ),
    )
    _put_cast(draft)
    _put_scenes(draft)
    for position in range(8):
        draft.put(SHOTS, f"s{position + 1}", _shot(position))
    return draft


def empty(state: str = "initial", **film: Any) -> Draft:
    """An episode before its outline."""
    ids = map(str, itertools.count(1))
    draft = Draft(Document("film", EpisodeType(), "Film", 0), lambda: next(ids))
    draft.put(EPISODE, EPISODE, Episode(state=state, **film))  # pyright: ignore[reportArgumentType] - a test's word
    return draft


def _put_cast(draft: Draft) -> None:
    mara = Character(
        name="Mara",
        position=0,
        role="protagonist",
        description="A lighthouse keeper called Mara.",
        features=("scarf",),
    )
    storm = Character(
        name="The storm", position=1, description="A storm, a stranger.", figure="spirit", features=("storm",)
    )
    dog = Character(name="Bo", position=2, description="A dog.", figure="dog")
    for id, one in (("mara", mara), ("storm", storm), ("bo", dog)):
        draft.put(CHARACTERS, id, one)


def _put_scenes(draft: Draft) -> None:
    draft.put(SCENES, "shore", Scene(name="The Shore", position=0, setting="coast"))
    draft.put(SCENES, "room", Scene(name="The Lamp Room", position=1, setting="room", time="night"))
    draft.put(SCENES, "sea", Scene(name="Open Sea", position=2, setting="sea", weather="storm"))


def _shot(position: int) -> Shot:
    spoken = position == 4
    return Shot(
        scene=SCENE_OF[position],
        position=position,
        visual_desc=f"Mara on the shore, number {position + 1}.",
        camera_angle=ANGLES[position],
        characters=("mara", "storm") if position in {0, 5} else ("mara",),
        narration="" if spoken else f"Line {position + 1}.",
        dialogue="Who is there?" if spoken else None,
        speaker="mara" if spoken else None,
        elements=("lighthouse", "boat") if position == 1 else ("lighthouse",),
    )


def say(text: str, draft: Draft, *earlier: str, selected: tuple[str, str] | None = None) -> SkillReply:
    """What the skill replies, after what it replied to the user's earlier messages."""
    scope = {"selection": {"collection": selected[0], "id": selected[1]}} if selected else {}
    skill, said = EpisodeSkill(), list[LLMMessage]()
    for message in earlier:
        reply = skill.reply(SkillRequest(message, tuple(said), ToolContext(draft, scope)))
        said += [LLMMessage(MessageRole.USER, message), LLMMessage(MessageRole.ASSISTANT, reply.text)]
    return skill.reply(SkillRequest(text, tuple(said), ToolContext(draft, scope)))


def brief(reply: SkillReply) -> str:
    """As in `edit_shot 2 time=night; remove_shot 4`, else the kind of the reply."""
    if not reply.calls:
        return reply.kind
    return "; ".join(_brief_call(call.name, call.arguments) for call in reply.calls)


def _brief_call(name: str, arguments: dict[str, Any]) -> str:
    leading = [str(arguments[key]) for key in ("shot_number", "name") if key in arguments]
    rest = [
        f"{key}={_brief_value(value)}"
        for key, value in arguments.items()
        if key not in {"shot_number", "name"}
    ]
    return " ".join([name, *leading, *rest])


def _brief_value(value: Any) -> str:
    if isinstance(value, list):
        return ",".join(str(one) for one in value)
    return f"{value:g}" if isinstance(value, float) else str(value)
