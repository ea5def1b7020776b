"""The skill on a real document: what it calls, the tools accept; what it reports, they said."""

from __future__ import annotations

import json
from typing import Any

import pytest

from coda.apps.sequence_maker.services import PlaybackState, SequenceServices
from coda.apps.sequence_maker.skill import SequenceSkill
from coda.components.llm.skill import SkillRequest, SkillResult
from coda.components.messages import LLMMessage, MessageRole
from coda.components.tools.execution import invoke
from coda.errors import CodaError
from tests.sequence_maker.shows import BLUE, GREEN, RED, TOOLS, Show
from tests.sequence_maker.skill.held_out import HELD_OUT
from tests.sequence_maker.skill.held_out_hard import HARD
from tests.sequence_maker.skill.held_out_third import THIRD
from tests.sequence_maker.skill.sentences import ALL

ELSEWHERE = {"play_audio", "pause_audio", "stop_audio", "seek_audio", "set_volume", "undo", "redo"}
"""Calls that need a studio or the document's history."""


def lit_show(**more: Any) -> Show:
    made = Show(song=True, **more)
    for ball, start, end, color in ((0, 0, 5, RED), (0, 10, 15, BLUE), (0, 20, 30, RED), (1, 10, 20, GREEN)):
        made.put(ball, start * 1000, end * 1000, color)
    return made


class Talk:
    """A conversation with the skill about one show, as the offline provider holds it."""

    def __init__(self, on: Show) -> None:
        self.show = on
        self.skill = SequenceSkill()
        self.earlier: list[LLMMessage] = []

    async def say(self, text: str) -> str:
        """What was said in the end: the report when there were calls, else the reply."""
        reply = self.skill.reply(SkillRequest(text, tuple(self.earlier), self.show.context()))
        self.earlier += [LLMMessage(MessageRole.USER, text), LLMMessage(MessageRole.ASSISTANT, reply.text)]
        if not reply.calls:
            return reply.text
        results = await self.run(reply.calls)
        report = self.skill.report(results)
        self.earlier.append(LLMMessage(MessageRole.ASSISTANT, report))
        return report

    async def run(self, calls: Any) -> list[SkillResult]:
        draft = self.show.draft()
        results: list[SkillResult] = []
        for call in calls:
            tool = TOOLS.get(call.name)
            assert tool is not None, call.name
            typed, _ = tool.signature.read(json.loads(json.dumps(call.arguments)))
            try:
                told = await invoke(tool, typed, self.show.context(draft))
                results.append(
                    SkillResult(
                        call.name, call.arguments, success=True, result=told, error=None, outcome="done"
                    )
                )
            except CodaError as error:
                results.append(
                    SkillResult(
                        call.name,
                        call.arguments,
                        success=False,
                        result=None,
                        error=str(error),
                        outcome="failed",
                    )
                )
        if draft.changes:
            self.show.commit(draft)
        return results


@pytest.mark.anyio
async def test_every_call_of_every_sentence_is_accepted_by_the_tools():
    show, skill = lit_show(), SequenceSkill()
    for text, _ in (*ALL, *HELD_OUT, *HARD, *THIRD):
        reply = skill.reply(SkillRequest(text, (), show.context()))
        draft = show.draft()
        for call in reply.calls:
            if call.name not in ELSEWHERE:
                tool = TOOLS.get(call.name)
                assert tool is not None
                typed, _ = tool.signature.read(json.loads(json.dumps(call.arguments)))
                assert (await invoke(tool, typed, show.context(draft)))["success"], text
        draft.check()


@pytest.mark.anyio
async def test_a_conversation_changes_the_show_as_it_says():
    talk = Talk(Show(song=True))
    assert await talk.say("make it red from 10 to 20") == "Which ball?"
    assert await talk.say("ball 1") == "Done: 1 segment made on 1 ball."
    assert talk.show.spans(0) == [(10_000, 20_000, RED)]
    assert await talk.say("same for the other balls") == "Done: 2 segments made on 2 balls."
    assert talk.show.spans(2) == [(10_000, 20_000, RED)]
    assert await talk.say("no, blue") == "Done: 2 segments made on 2 balls."
    assert talk.show.spans(1) == [(10_000, 20_000, BLUE)]
    assert "At 0:12 ball 2 is blue." in await talk.say("what color is ball 2 at 12?")
    assert await talk.say("make ball 2 dark from 12 to 14") == "Done: 1 segment cut on 1 ball."
    assert talk.show.spans(1) == [(10_000, 12_000, BLUE), (14_000, 20_000, BLUE)]


@pytest.mark.anyio
async def test_the_issues_own_sentence_pulses_all_balls_on_the_beat():
    talk = Talk(Show(song=True))
    said = await talk.say("pulse all balls red and blue on the beat for the first ten seconds")
    assert said == "Done: 60 segments made on 3 balls."
    assert talk.show.spans(0)[:2] == [(0, 250, RED), (500, 750, BLUE)]
    assert talk.show.spans(2)[-1] == (9_500, 9_750, BLUE)


@pytest.mark.anyio
async def test_light_that_fades_out_meets_itself_at_every_cut():
    talk = Talk(lit_show())
    await talk.say("fade out ball 1 from 0 to 30")
    first, second, third = talk.show.lane(0)
    assert first.end_color == (213, 0, 0)
    assert second.color == (0, 0, 170)
    assert third.end_color == (0, 0, 0)


def test_only_balls_that_may_be_touched_are_touched():
    show = lit_show()
    show.scope = {"timelines": [show.ids[0], show.ids[2]], "selection": [], "playhead_ms": 0}
    reply = SequenceSkill().reply(SkillRequest("clear ball 2", (), show.context()))
    assert reply.kind == "refuse"
    assert reply.text == "Ball 2 is not among the balls the copilot may touch."


def test_the_studios_selection_and_playhead_are_understood():
    show = lit_show()
    id = show.put(2, 1000, 2000, GREEN)
    show.scope = {"timelines": None, "selection": [id], "playhead_ms": 7_000}
    skill = SequenceSkill()
    (call,) = skill.reply(SkillRequest("make it red", (), show.context())).calls
    assert call.arguments == {"timeline_index": 2, "segment_index": 0, "properties": {"color": [255, 0, 0]}}
    (call,) = skill.reply(SkillRequest("make ball 1 white from here to 9", (), show.context())).calls
    assert (call.arguments["start_time"], call.arguments["end_time"]) == (7.0, 9.0)


def test_the_player_state_reaches_the_skill():
    show = lit_show()
    show.services = SequenceServices(
        show.services.analysis, playback=PlaybackState(playing=False, position_ms=0, volume=0.25)
    )
    (call,) = SequenceSkill().reply(SkillRequest("louder", (), show.context())).calls
    assert call.arguments == {"volume": 0.35}


def result(name: str, outcome: str, told: Any = None, error: str | None = None) -> SkillResult:
    return SkillResult(name, {}, success=outcome == "done", result=told, error=error, outcome=outcome)


REPORTS = (
    ([result("paint_span", "rejected")], "You rejected it; nothing changed."),
    (
        [result("paint_span", "failed", error="start_time 5.0 is odd")],
        "That did not work: start_time 5.0 is odd.",
    ),
    ([result("paint_span", "not_run")], "It was not run; nothing changed."),
    (
        [result("play_audio", "unknown")],
        "Whether it took effect is unknown; please look before you say it again.",
    ),
    ([result("undo", "done", {"success": True, "undone": "Move segment"})], "Undone: Move segment."),
    ([result("pause_audio", "done", {"success": True})], "Done."),
    (
        [
            result("paint_span", "done", {"segments_created": 2, "balls": [0, 1]}),
            result("paint_span", "rejected"),
        ],
        "Done: 2 segments made on 2 balls. You rejected the rest.",
    ),
    ([result("delete_segment", "done", {"timeline_index": 0})] * 2, "Done: 2 segments deleted on 1 ball."),
    ([], ""),
)


@pytest.mark.parametrize(("results", "words"), REPORTS)
def test_the_report_says_how_it_ended(results: list[SkillResult], words: str):
    assert SequenceSkill().report(results) == words
