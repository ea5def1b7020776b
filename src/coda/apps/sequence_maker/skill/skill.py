"""The offline provider's skill for light shows."""

from __future__ import annotations

from collections.abc import Sequence

from coda.apps.sequence_maker.skill.dialogue import Outcome, State, Turn, recall, respond
from coda.apps.sequence_maker.skill.history_answer import asks_what_was_done, what_was_done
from coda.apps.sequence_maker.skill.report import report
from coda.apps.sequence_maker.skill.show_view import show_view
from coda.apps.sequence_maker.skill.view import ShowView
from coda.components.llm.skill import SkillCall, SkillReply, SkillRequest, SkillResult
from coda.components.messages import LLMMessage, MessageRole

RECALLED_TURNS = 6
"""How far back a follow-up may lean."""


def interpret(text: str, view: ShowView, turns: Sequence[Turn] = ()) -> Outcome:
    """The outcome of a message after the given turns. Deterministic, and never raises because of the text."""
    if asks_what_was_done(text):
        return Outcome("answer", what_was_done(turns), State())
    return respond(text, view, recall(turns[-RECALLED_TURNS:], view))


class SequenceSkill:
    """Understands plain English commands for light shows; see `coda.components.llm.skill.Skill`."""

    def reply(self, request: SkillRequest) -> SkillReply:
        outcome = interpret(request.text, show_view(request.context), turns_of(request.earlier))
        calls = tuple(SkillCall(call.name, call.arguments) for call in outcome.calls)
        return SkillReply(outcome.text, calls, outcome.kind)

    def report(self, results: Sequence[SkillResult]) -> str:
        return report(results)


def turns_of(messages: Sequence[LLMMessage]) -> list[Turn]:
    turns: list[Turn] = []
    for message in messages:
        if message.role is MessageRole.USER:
            turns.append(Turn(message.content, ()))
        elif message.role is MessageRole.ASSISTANT and turns and message.content:
            turns[-1] = Turn(turns[-1].text, (*turns[-1].replies, message.content))
    return turns
