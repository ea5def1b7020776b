"""The offline provider's skill for films."""

from __future__ import annotations

from collections.abc import Sequence

from coda.apps.idea2video.skill.dialogue import respond
from coda.apps.idea2video.skill.report import report
from coda.apps.idea2video.skill.view import film_view
from coda.components.llm.skill import SkillReply, SkillRequest, SkillResult
from coda.components.messages import MessageRole


class EpisodeSkill:
    """Understands plain commands for films in English, Spanish and Chinese; see
    `coda.components.llm.skill.Skill`."""

    def reply(self, request: SkillRequest) -> SkillReply:
        said = [message.content for message in request.earlier if message.role is MessageRole.USER]
        return respond(request.text, said, film_view(request.context))

    def report(self, results: Sequence[SkillResult]) -> str:
        return report(results)
