"""The skill on real documents: what it calls, the tools accept; what it reports, they said."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import pytest

from coda.apps.idea2video.agents import STAGES
from coda.apps.idea2video.application import idea2video
from coda.apps.idea2video.entities import SHOTS
from coda.apps.idea2video.episode import characters, episode, outline, scenes, shots
from coda.apps.idea2video.skill import EpisodeSkill
from coda.components.agents import AgentOrchestrator
from coda.components.documents import Draft
from coda.components.llm import LLMManager
from coda.components.llm.skill import SkillCall, SkillRequest, SkillResult
from coda.components.messages import LLMMessage, MessageRole
from coda.components.tools import ToolContext
from coda.components.tools.execution import invoke
from coda.errors import CodaError
from tests.idea2video.episodes import Services
from tests.idea2video.skill.films import empty, harbour, say
from tests.idea2video.skill.held_out import FIRST, FOURTH, SECOND, THIRD
from tests.idea2video.skill.sentences import CHINESE, ENGLISH, SPANISH

pytestmark = pytest.mark.anyio
HISTORY = {"undo", "redo"}
"""They need the document's history, which a draft of a test has not."""


class Talk:
    """A conversation with the skill about one film, as the offline provider holds it, with the
    application's own tools and agents."""

    def __init__(self, film: Draft) -> None:
        self.film = film
        self.skill = EpisodeSkill()
        self.llm = LLMManager()
        self.services = Services(AgentOrchestrator(self.llm.runs, STAGES))
        self.tools = idea2video(lambda _: self.services, self.skill).tools
        self.earlier: list[LLMMessage] = []

    async def say(self, text: str) -> str:
        """What was said in the end: the report when there were calls, else the reply."""
        reply = self.skill.reply(SkillRequest(text, tuple(self.earlier), self.context))
        self.earlier += [LLMMessage(MessageRole.USER, text), LLMMessage(MessageRole.ASSISTANT, reply.text)]
        return self.skill.report(await self.run(reply.calls)) if reply.calls else reply.text

    @property
    def context(self) -> ToolContext:
        return ToolContext(self.film, {}, self.services)

    async def run(self, calls: Sequence[SkillCall]) -> list[SkillResult]:
        return [await self._run(call) for call in calls]

    async def _run(self, call: SkillCall) -> SkillResult:
        tool = self.tools.get(call.name)
        assert tool is not None, call.name
        typed, plain = tool.signature.read(json.dumps(call.arguments))
        mark = self.film.mark()
        try:
            told = await invoke(tool, typed, self.context)
            self.film.check()
        except CodaError as error:
            self.film.rollback(mark)
            return SkillResult(call.name, plain, False, None, str(error), "failed")
        return SkillResult(call.name, plain, True, told, None, "done")


async def test_every_call_of_every_sentence_is_accepted_by_the_tools() -> None:
    talk = Talk(harbour())
    for text, _ in (*ENGLISH, *SPANISH, *CHINESE, *FIRST, *SECOND, *THIRD, *FOURTH):
        talk.film = harbour()
        calls = say(text, talk.film).calls
        if not {call.name for call in calls} & HISTORY:
            failed = [one for one in await talk.run(calls) if not one.success]
            assert not failed, (text, failed)


async def test_a_film_is_made_and_changed_by_talking() -> None:
    talk = Talk(empty())
    asked = await talk.say("make me a video")
    assert asked.endswith(("?", "”"))
    assert outline(talk.film) is None
    assert "Say “go on” for the cast" in await talk.say("about a lighthouse keeper who befriends a storm")
    assert "Meet the cast" in await talk.say("go on")
    assert "scenes" in await talk.say("looks good")
    assert "shots" in await talk.say("yes")
    before = shots(talk.film)[1][1]
    assert await talk.say("make shot 2 a night scene seen from above") == "Done: shot 2 changed."
    after = shots(talk.film)[1][1]
    assert (after.time, after.camera_angle) == ("night", "BIRD'S EYE VIEW")
    assert (after.scene, after.narration) == (before.scene, before.narration)
    assert await talk.say("render") == "The film is being made; it will be shown on the board."
    assert episode(talk.film).state == "storyboard_confirmed"
    assert talk.services.rendered == ["render"]


async def test_the_whole_film_is_made_in_one_turn() -> None:
    for text in (
        "Un zorro aprende a volar. Hazlo todo.",
        "直接做：一只狐狸学会了飞",
        "just make it: a fox learns to fly",
    ):
        talk = Talk(empty())
        await talk.say(text)
        assert len(shots(talk.film)) > 3, text
        assert talk.services.rendered == ["render"]


async def test_any_film_of_the_storyteller_can_be_edited_by_its_own_names() -> None:
    for idea in ("A lighthouse keeper befriends a storm", "Un zorro aprende a volar", "一只狐狸学会了飞"):
        talk = Talk(empty(idea=idea))
        await talk.say("make the whole film")
        hero = characters(talk.film)[0][1].name
        for text in (
            f"put {hero} in the last shot",
            f"give {hero} a red coat",
            "make scene 1 snowy",
            "delete shot 1 and make the last shot wider",
            f"rename {hero} to Quim",
        ):
            said = await talk.say(text)
            assert said.startswith(("Done", "Hecho", "完成", "It is", "Shot", "Ya es")), (text, said)
        assert characters(talk.film)[0][1].name == "Quim"
        assert scenes(talk.film)[0][1].weather == "snow"


async def test_several_commands_mean_the_board_as_it_was_said() -> None:
    talk = Talk(harbour())
    await talk.say("delete shots 2 and 4, move shot 7 to 1 and make shot 5 foggy")
    assert [id for id, _ in shots(talk.film)] == ["s7", "s1", "s3", "s5", "s6", "s8"]
    assert say("every shot at dusk", harbour()).text == "I'll change shots 1, 2, 3, 4, 5, 6, 7 and 8."
    fifth = talk.film.get(SHOTS, "s5")
    assert getattr(fifth, "weather", None) == "fog"


def result(name: str, outcome: str, told: Any = None, error: str | None = None) -> SkillResult:
    return SkillResult(name, {}, outcome == "done", told, error, outcome)


REPORTS = (
    ([result("edit_shot", "rejected")], "You rejected it; nothing changed."),
    ([result("edit_shot", "failed", error="seconds 99 is too much")], "seconds 99 is too much."),
    (
        [result("write_outline", "failed", error="Who should the film be about?")],
        "Who should the film be about?",
    ),
    ([result("edit_shot", "not_run")], "It was not run; nothing changed."),
    (
        [result("render_film", "unknown")],
        "Whether it took effect is unknown; please look before you say it again.",
    ),
    ([result("undo", "done", {"success": True, "undone": "Change shot 2"})], "Undone: Change shot 2."),
    (
        [result("confirm_step", "done", {"success": True}), result("render_film", "rejected")],
        "Done: confirmed. You rejected the rest.",
    ),
    ([], ""),
)


@pytest.mark.parametrize(("results", "words"), REPORTS)
async def test_the_report_says_how_it_ended(results: list[SkillResult], words: str) -> None:
    assert EpisodeSkill().report(results) == words
