"""The functions a copilot may call on an episode: what they change, what they refuse, what they say."""

from __future__ import annotations

from typing import Any

import pytest

from coda.apps.idea2video.episode import characters, episode, scenes, shots
from coda.apps.idea2video.workflow import GENERATED
from coda.components.events import Effect
from coda.errors import (
    InvariantError,
    QuestionError,
    ToolError,
    ToolExecutionError,
    ToolValidationError,
    TransitionError,
)
from tests.idea2video.episodes import TOOLS, Desk, desk, storyboard

pytestmark = pytest.mark.anyio


async def shot(a: Desk, number: int) -> Any:
    return shots(await a.draft())[number - 1][1]


async def test_a_shot_becomes_a_night_scene_seen_from_above_and_nothing_else_changes() -> None:
    async with storyboard() as a:
        before = dict(shots(await a.draft()))
        told = await a.call("edit_shot", shot_number=2, time="night", camera_angle="BIRD'S EYE VIEW")
        after = dict(shots(await a.draft()))
        changed = [id for id in after if after[id] != before[id]]
        assert changed == [list(after)[1]]
        assert (after[changed[0]].time, after[changed[0]].camera_angle) == ("night", "BIRD'S EYE VIEW")
        assert after[changed[0]].elements == before[changed[0]].elements
        assert told["shot"]["shot_number"] == 2


async def test_new_words_are_read_anew_for_what_is_drawn_unless_that_is_named() -> None:
    async with storyboard() as a:
        await a.call("edit_shot", shot_number=1, visual_desc="A boat under the moon.")
        assert (await shot(a, 1)).elements is None
        await a.call("edit_shot", shot_number=1, visual_desc="Nothing but sea.", elements=["boat"])
        assert (await shot(a, 1)).elements == ("boat",)


async def test_what_a_shot_has_of_its_own_can_be_given_up() -> None:
    async with storyboard() as a:
        name = characters(await a.draft())[0][1].name
        await a.call("edit_shot", shot_number=1, time="night", dialogue="Who is there?", speaker=name)
        assert (await shot(a, 1)).dialogue == "Who is there?"
        await a.call("edit_shot", shot_number=1, time="as in the scene", dialogue="")
        given_up = await shot(a, 1)
        assert (given_up.time, given_up.dialogue, given_up.speaker) == (None, None, None)


async def test_shots_are_added_moved_doubled_and_removed() -> None:
    async with storyboard() as a:
        count = len(shots(await a.draft()))
        await a.call("add_shot", visual_desc="A gull.", after=1, seconds=2)
        assert (await shot(a, 2)).visual_desc == "A gull."
        assert (await shot(a, 2)).scene == (await shot(a, 1)).scene
        await a.call("move_shot", shot_number=2, to=1)
        assert (await shot(a, 1)).visual_desc == "A gull."
        await a.call("duplicate_shot", shot_number=1)
        assert (await shot(a, 2)).visual_desc == "A gull."
        await a.call("remove_shot", shot_number=1)
        await a.call("remove_shot", shot_number=1)
        draft = await a.draft()
        assert len(shots(draft)) == count
        assert [one.position for _, one in shots(draft)] == list(range(count))


async def test_the_last_shot_is_shot_minus_one() -> None:
    async with storyboard() as a:
        await a.call("edit_shot", shot_number=-1, camera_movement="PULL OUT", narration="And so it ends.")
        last = shots(await a.draft())[-1][1]
        assert last.narration == "And so it ends."


async def test_a_character_is_added_renamed_and_removed_everywhere() -> None:
    async with storyboard() as a:
        name = characters(await a.draft())[0][1].name
        await a.call("add_character", name="Tinto", figure="cat", features=["scarf"])
        await a.call("edit_character", name=name, new_name="Luz", colors=["#112233", "#445566", "#778899"])
        await a.call("edit_shot", shot_number=1, characters=["Luz", "Tinto"])
        await a.call("remove_character", name="luz")
        draft = await a.draft()
        assert "Luz" not in [one.name for _, one in characters(draft)]
        tinto = next(id for id, one in characters(draft) if one.name == "Tinto")
        assert (await shot(a, 1)).characters == (tinto,)


async def test_scenes_are_found_by_name_and_number() -> None:
    async with storyboard() as a:
        await a.call("edit_scene", name="1", time="night", weather="snow", new_name="The Cold Shore")
        await a.call("add_scene", name="A Cave", setting="cave")
        await a.call("move_scene", name="cave", to=1)
        names = [one.name for _, one in scenes(await a.draft())]
        assert names[:2] == ["A Cave", "The Cold Shore"]
        before = len(shots(await a.draft()))
        await a.call("remove_scene", name="The Cold Shore")
        assert len(shots(await a.draft())) < before


async def test_the_outline_and_the_film_are_changed_by_hand() -> None:
    async with storyboard() as a:
        await a.call(
            "edit_outline", title="Another Name", plot_summary=[{"act": "One", "description": "All."}]
        )
        await a.call("set_film", seconds=20, aspect="9:16", style="anime", mood="epic", voice=False)
        film = episode(await a.draft())
        assert (film.title, film.seconds, film.aspect, film.style) == ("Another Name", 20, "9:16", "anime")
        assert (film.mood, film.voice, film.state) == ("epic", False, "storyboard_confirmed")


async def test_the_steps_are_tools_too() -> None:
    async with desk(idea="") as a:
        await a.call("write_outline", idea="A fox searches for a fallen star", seconds=20, style="anime")
        for name in ("design_characters", "design_scenes", "write_storyboard", "confirm_step"):
            await a.call(name)
        film = episode(await a.draft())
        assert (film.state, film.seconds, film.style) == ("storyboard_confirmed", 20, "anime")
        await a.call("render_film")
        assert a.services.rendered == ["render"]


async def test_a_vague_idea_is_answered_with_the_question_and_leaves_nothing() -> None:
    async with desk(idea="") as a:
        with pytest.raises(QuestionError, match=r"\?"):
            await a.call("write_outline", idea="a video")
        assert episode(await a.draft()).idea == ""


async def test_an_earlier_part_is_reopened_with_everything_kept() -> None:
    async with storyboard() as a:
        count = len(shots(await a.draft()))
        assert (await a.call("reopen_step", step="scenes"))["state"] == GENERATED["scenes"]
        assert len(shots(await a.draft())) == count
        await a.call("design_scenes")
        assert episode(await a.draft()).state == "scenes_generated"


async def test_the_quality_agent_judges_what_is_there() -> None:
    async with storyboard() as a:
        review = await a.call("review_film")
        assert 0 <= review["score"] <= 100
        assert review["summary"]


@pytest.mark.parametrize(
    ("name", "arguments", "words"),
    [
        ("edit_shot", {"shot_number": 99, "time": "day"}, "there are"),
        ("edit_shot", {"shot_number": 0, "time": "day"}, "does not exist"),
        ("edit_shot", {"shot_number": 1}, "at least one"),
        ("edit_shot", {"shot_number": 1, "characters": ["Nobody"]}, "there is no character"),
        ("edit_shot", {"shot_number": 1, "camera_angle": "SIDEWAYS"}, "camera_angle"),
        ("edit_shot", {"shot_number": 1, "seconds": 0.1}, "seconds"),
        ("move_shot", {"shot_number": 1, "to": 99}, "must be from 1"),
        ("edit_character", {"name": "Nobody", "role": "supporting"}, "there are:"),
        ("add_character", {"name": "X", "figure": "unicorn"}, "figure"),
        ("edit_scene", {"name": "9", "time": "day"}, "there is no scene"),
        ("set_film", {}, "at least one"),
        ("set_film", {"seconds": 1000}, "seconds"),
        ("edit_outline", {"title": "  "}, "empty"),
        ("edit_outline", {"synopsis": "x" * 301}, "synopsis"),
        ("add_scene", {"name": "The same", "setting": "moonbase"}, "setting"),
    ],
)
async def test_what_cannot_be_is_refused_with_what_can(
    name: str, arguments: dict[str, Any], words: str
) -> None:
    async with storyboard() as a:
        before = (await a.draft()).base_revision
        with pytest.raises((ToolError, InvariantError), match=words):
            await a.call(name, **arguments)
        assert (await a.draft()).base_revision == before


async def test_a_step_out_of_turn_is_refused() -> None:
    async with desk() as a:
        with pytest.raises(TransitionError):
            await a.call("write_storyboard")
        with pytest.raises(ToolExecutionError, match="Nothing waits"):
            await a.call("confirm_step")
        with pytest.raises(ToolExecutionError, match="not made yet"):
            await a.call("reopen_step", step="scenes")


async def test_a_name_that_is_taken_is_refused() -> None:
    async with storyboard() as a:
        first, second = (one.name for _, one in characters(await a.draft())[:2])
        with pytest.raises((ToolValidationError, InvariantError), match="name of its own"):
            await a.call("edit_character", name=first, new_name=second)


def test_what_deletes_or_reaches_outside_says_so() -> None:
    effects = {
        name: tool.effect
        for name in (
            "remove_shot",
            "remove_scene",
            "remove_character",
            "render_film",
            "get_shots",
            "edit_shot",
        )
        if (tool := TOOLS.get(name)) is not None
    }
    assert effects == {
        "remove_shot": Effect.MAJOR,
        "remove_scene": Effect.MAJOR,
        "remove_character": Effect.MAJOR,
        "render_film": Effect.EXTERNAL,
        "get_shots": Effect.READ,
        "edit_shot": Effect.MINOR,
    }


async def test_a_copilot_reads_names_and_numbers_and_never_an_id() -> None:
    async with storyboard() as a:
        film = await a.call("get_film")
        cast = await a.call("get_cast_and_scenes")
        board = await a.call("get_shots")
        assert film["state"] == "storyboard_confirmed"
        assert board["shots"][0]["scene"] in {one["name"] for one in cast["scenes"]}
        assert [one["shot_number"] for one in (await a.call("get_shots", shot_number=2))["shots"]] == [2]
        ids = [id for id, _ in (*characters(await a.draft()), *scenes(await a.draft()))]
        assert not [id for id in ids if id in str((film, cast, board))]
