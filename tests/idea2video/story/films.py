"""Films made by the storyteller alone, for the tests to look at."""

from __future__ import annotations

from coda.apps.idea2video.stages import Design, DesignRequest, Idea, Plan
from coda.apps.idea2video.story import storyteller


def planned(idea: str, **wishes: object) -> Plan:
    return storyteller.plan(storyteller.interpret(Idea.model_validate({"idea": idea, **wishes})))


def designed(plan: Plan, **parts: object) -> Design:
    return storyteller.design(DesignRequest.model_validate({**plan.model_dump(), **parts}))


def film(idea: str, **wishes: object) -> Design:
    return designed(planned(idea, **wishes))
