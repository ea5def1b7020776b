"""The agents' outputs as edits of an episode, by the offline storyteller and by language models."""

from __future__ import annotations

import json

import msgspec
import pytest

from coda.apps.idea2video.agents import STAGES
from coda.apps.idea2video.board import put_shots
from coda.apps.idea2video.entities import OUTLINE
from coda.apps.idea2video.episode import characters, episode, outline, scenes, shots
from coda.apps.idea2video.stages import DesignedShot, DrawnShot
from coda.apps.idea2video.workflow import GENERATED
from coda.apps.idea2video.writing import Writers
from coda.components.agents import AgentOrchestrator
from coda.components.llm import LLMConfig, LLMManager
from coda.components.messages import Finish, FinishReason, ModelEvent, TextDelta
from coda.errors import QuestionError, ToolExecutionError, TransitionError
from coda.testing.scripted import ScriptedProvider
from tests.idea2video.episodes import desk, small_episode, storyboard

pytestmark = pytest.mark.anyio


async def test_the_idea_becomes_a_whole_storyboard() -> None:
    async with storyboard() as a:
        draft = await a.draft()
        film, written = episode(draft), outline(draft)
        assert written is not None
        assert film.state == "storyboard_confirmed"
        assert film.language == "en"
        assert written.refined
        assert 2 <= len(characters(draft)) <= 4
        assert len(scenes(draft)) >= 2
        used = {shot.scene for _, shot in shots(draft)}
        assert used == {id for id, _ in scenes(draft)}


async def test_equal_ideas_and_seeds_give_equal_films_and_other_seeds_others() -> None:
    async def written(seed: int) -> list[object]:
        async with storyboard(seed=seed) as a:
            draft = await a.draft()
            names = {id: entity.name for id, entity in (*characters(draft), *scenes(draft))}
            board = [msgspec.to_builtins(shot) for _, shot in shots(draft)]
            for shot in board:
                shot["scene"] = names[shot["scene"]]
                shot["characters"] = [names[id] for id in shot["characters"]]
                shot["speaker"] = names.get(shot["speaker"])
            return [episode(draft).title, *board]

    assert await written(7) == await written(7)
    assert await written(7) != await written(8)


async def test_a_vague_idea_asks_and_writes_nothing() -> None:
    async with desk("a video") as a:
        draft = await a.draft()
        with pytest.raises(QuestionError, match=r"\?"):
            await a.writers.write(draft, "outline")
        assert draft.changes == ()


async def test_a_step_out_of_turn_is_refused_before_any_agent_works() -> None:
    async with desk() as a:
        await a.write("outline")
        a.told.clear()
        with pytest.raises(TransitionError):
            await a.writers.write(await a.draft(), "storyboard")
        assert a.told == []


async def test_the_outline_as_the_user_left_it_is_what_is_designed_from() -> None:
    async with desk() as a:
        draft = await a.write("outline")
        written = outline(draft)
        assert written is not None
        renamed = msgspec.structs.replace(written.characters_summary[0], name="Ottilie")
        edited = msgspec.structs.replace(
            written, characters_summary=(renamed, *written.characters_summary[1:])
        )
        draft.put(OUTLINE, OUTLINE, edited)
        await a.keep(draft)
        designed = await a.write("characters")
        assert characters(designed)[0][1].name == "Ottilie"


async def test_a_part_made_anew_keeps_the_ids_of_those_who_stay() -> None:
    async with desk() as a:
        first = characters(await a.write("outline", "characters"))
        again = characters(await a.write("characters"))
        assert [id for id, _ in again] == [id for id, _ in first]


async def test_all_five_agents_work_and_say_what_they_found() -> None:
    async with storyboard() as a:
        assert {progress.stage for progress in a.told} == {stage.name for stage in STAGES}
        insights = [progress.insight for progress in a.told if progress.insight]
        assert len(insights) >= 5
        assert all(progress.status in {"running", "done"} for progress in a.told)


async def test_a_stage_by_a_language_model_takes_its_place_in_the_document() -> None:
    understood = {"idea": "A fox", "language": "en", "subject": "a fox", "action": "runs", "context": "woods"}
    plan = {
        "title": "Fox",
        "idea": "A fox",
        "synopsis": "A fox runs.",
        "mood": "joyful",
        "plot_summary": [{"act": "One", "description": "It runs."}],
        "characters_summary": [{"name": "Rufus", "role": "protagonist", "description": "A fox."}],
    }
    answers = [json.dumps(understood), json.dumps(plan)]
    script: list[list[ModelEvent]] = [[TextDelta(text), Finish(FinishReason.STOP)] for text in answers]
    llm = LLMManager(LLMConfig(default_provider="scripted"))
    llm._providers["scripted"] = provider = ScriptedProvider(script)
    async with desk("A fox") as a:
        draft = await a.draft()
        await Writers(AgentOrchestrator(llm.runs, STAGES), a.caller).write(draft, "outline")
        assert (episode(draft).title, episode(draft).mood) == ("Fox", "joyful")
        written = outline(draft)
        assert written is not None
        assert written.characters_summary[0].name == "Rufus"
        assert len(provider.requests) == 2
    await llm.shutdown()


def test_shots_that_name_strangers_are_kept_without_them() -> None:
    draft = small_episode(0)
    designed = [
        DesignedShot(scene="the sea", visual_desc="A", characters=["Mara", "Zorro"], speaker="Zorro"),
        DesignedShot(scene="A place nobody designed", visual_desc="B", characters=["bo"]),
    ]
    put_shots(draft, designed, [DrawnShot(number=2, elements=["boat"], pose="run")])
    first, second = (shot for _, shot in shots(draft))
    assert (first.scene, first.characters, first.speaker) == ("sea", ("mara",), None)
    assert (second.scene, second.characters, second.elements, second.pose) == (
        "sea",
        ("bo",),
        ("boat",),
        "run",
    )


def test_a_storyboard_without_scenes_says_what_is_missing() -> None:
    draft = small_episode(0)
    for id, _ in scenes(draft):
        draft.delete("scenes", id)
    with pytest.raises(ToolExecutionError, match="no scenes"):
        put_shots(draft, [DesignedShot(scene="x", visual_desc="A")], [])


@pytest.mark.parametrize(
    ("idea", "language"),
    [
        ("Un robot aprende a tocar el piano en una ciudad lluviosa", "es"),
        ("一只小狐狸寻找丢失的星星", "zh"),
        ("A tailor sews a coat for the moon", "en"),
    ],
)
async def test_the_language_of_the_idea_is_the_language_of_the_film(idea: str, language: str) -> None:
    async with desk(idea) as a:
        draft = await a.write(*GENERATED)
        assert episode(draft).language == language
