"""Undo and redo."""

from __future__ import annotations

from coda.apps.idea2video.skill.clauses import Clause
from coda.apps.idea2video.skill.work import Work
from coda.components.llm.skill import SkillCall


def take_back(clause: Clause, work: Work) -> None:
    for name in clause.take_all("history"):
        work.lone.append(SkillCall(name, {}))
