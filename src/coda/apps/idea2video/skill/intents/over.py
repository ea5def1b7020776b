"""Another idea in place of the one the film began with."""

from __future__ import annotations

from coda.apps.idea2video.skill.clauses import Clause
from coda.apps.idea2video.skill.outcomes import Unclear
from coda.apps.idea2video.skill.wording import say
from coda.apps.idea2video.skill.work import Work
from coda.components.llm.skill import SkillCall


def start_over(clause: Clause, work: Work) -> None:
    """The outline anew, of the idea that is told. Raises Unclear without one."""
    clause.take_all("step", "over")
    idea = clause.take("text")
    if not idea:
        raise Unclear(say(work.language, "what about"), "text")
    if work.view.outline is not None:
        work.steps.append(SkillCall("reopen_step", {"step": "outline"}))
    work.steps.append(SkillCall("write_outline", {"idea": idea}))
