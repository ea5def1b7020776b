"""The offline provider's skill for films."""

from __future__ import annotations

from collections.abc import Sequence

from coda.apps.idea2video.skill.dialogue import Turn, respond
from coda.apps.idea2video.skill.report import report
from coda.apps.idea2video.skill.view import film_view
from coda.components.llm.skill import SkillReply, SkillRequest, SkillResult
from coda.components.messages import LLMMessage, MessageRole


class EpisodeSkill:
    """Understands plain commands for films in English, Spanish and Chinese; see
    `coda.components.llm.skill.Skill`."""

    def reply(self, request: SkillRequest) -> SkillReply:
        turns, view = turns_of(request.earlier), film_view(request.context)
        return respond(request.text, turns, view)

    def report(self, results: Sequence[SkillResult]) -> str:
        return report(results)


def turns_of(messages: Sequence[LLMMessage]) -> list[Turn]:
    turns: list[Turn] = []
    for message in messages:
        if message.role is MessageRole.USER:
            turns.append(Turn(message.content, ""))
        elif message.role is MessageRole.ASSISTANT and turns and message.content:
            turns[-1] = Turn(turns[-1].text, message.content)
    return turns
