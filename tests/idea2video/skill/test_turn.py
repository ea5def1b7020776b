"""The skill where it works: behind the offline provider, in turns of a conversation about an episode."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from coda.apps.idea2video.agents import STAGES
from coda.apps.idea2video.application import fill_new_episode, idea2video
from coda.apps.idea2video.episode import episode, shots
from coda.apps.idea2video.skill import EpisodeSkill
from coda.components.agents import AgentOrchestrator
from coda.components.documents import Draft
from coda.components.events import ConversationCreated
from coda.components.llm import LLMConfig, LLMManager
from coda.components.store.writes import AppendEvents, CreateConversation
from tests.idea2video.episodes import Services


@dataclass
class Studio:
    llm: LLMManager
    film_id: str
    services: Services

    async def say(self, text: str) -> str:
        return (await self.llm.generate_response(text, "talk", "offline")).content

    async def film(self) -> Draft:
        return await self.llm.runs.documents.fork(self.film_id)


async def studio() -> Studio:
    """A conversation about an empty episode, in which every call is approved."""
    around: list[Services] = []
    llm = LLMManager(LLMConfig(), application=idea2video(lambda _: around[0], EpisodeSkill()))
    around.append(Services(AgentOrchestrator(llm.runs, STAGES)))
    film = await llm.runs.documents.create(
        "episode", "Film", lambda draft: fill_new_episode(draft, "Film", {})
    )
    await llm.store.commit(
        CreateConversation("talk", "Talk", film.id, 0),
        AppendEvents("talk", None, (ConversationCreated(title="Talk"),), 0),
    )
    return Studio(llm, film.id, around[0])


@pytest.mark.anyio
async def test_a_conversation_makes_a_film_and_takes_a_change_back() -> None:
    at = await studio()
    assert (await at.say("a video")).startswith("Who should the film be about")
    assert "I'll write the outline." in await at.say("about a lighthouse keeper")
    assert "I'll design the cast." in await at.say("go on")
    await at.say("finish it")
    assert at.services.rendered == ["render"]
    assert episode(await at.film()).state == "storyboard_confirmed"
    count = len(shots(await at.film()))
    await at.say("delete the last shot and make shot 1 a night scene seen from above")
    changed = shots(await at.film())
    assert len(changed) == count - 1
    assert (changed[0][1].time, changed[0][1].camera_angle) == ("night", "BIRD'S EYE VIEW")
    assert "Undone: delete the last shot" in await at.say("undo")
    assert len(shots(await at.film())) == count
    assert "Redone: delete the last shot" in await at.say("redo")
    assert "Done: shot 1 changed." in await at.say("shot 1 at dawn")
    await at.llm.shutdown()
