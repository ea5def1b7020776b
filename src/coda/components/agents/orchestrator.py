"""Runs stages. Each is a run like any other, in a conversation of its own that is led on behalf of the
user's: journalled, accounted for, stopped with whoever waits for it, and never in the user's thread."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from contextlib import aclosing
from dataclasses import replace
from typing import Any, cast
from uuid import uuid4

from pydantic import BaseModel, ValidationError

from coda.components.agents.reporting import Reporter
from coda.components.agents.stage import Done, Stage, UnknownStageError
from coda.components.documents import NoDocumentType
from coda.components.events import ConversationCreated
from coda.components.llm.application import Application
from coda.components.llm.asking import ask
from coda.components.llm.gathering import Gathering
from coda.components.llm.runs import Message, Runs
from coda.components.llm.skill import SkillReply, SkillRequest, SkillResult
from coda.components.llm.structured_output import form_of
from coda.components.messages import Usage
from coda.components.store.writes import AppendEvents, CreateConversation
from coda.components.tools import Caller, ToolManager
from coda.errors import CodaError, ToolValidationError

_MOST_REMEMBERED = 64


class AgentOrchestrator:
    def __init__(self, runs: Runs, stages: Sequence[Stage]) -> None:
        self._runs = runs
        self._stages: Mapping[str, Stage] = {stage.name: stage for stage in stages}
        self._applications = {stage.name: _application_of(stage) for stage in stages}
        self._known: OrderedDict[tuple[str, str, str], Done] = OrderedDict()
        """What was answered within a turn, by run, stage and input."""

    @property
    def stages(self) -> tuple[Stage, ...]:
        return tuple(self._stages.values())

    async def execute_stage(
        self, stage: str, input_data: BaseModel | Mapping[str, Any], caller: Caller | None = None
    ) -> BaseModel:
        """The stage's typed output; see `run_stage`."""
        return (await self.run_stage(stage, input_data, caller)).output

    async def run_stage(
        self, stage: str, input_data: BaseModel | Mapping[str, Any], caller: Caller | None = None
    ) -> Done:
        """Let the stage's agent work, and tell the caller how far it is.

        `input_data` is the stage's input, or the output of the stage before it. Within one turn the same
        input is given to the same agent once: a proposal that is computed anew costs nothing. Raises
        UnknownStageError, ToolValidationError for an input that does not fit, and what the run ended
        with: the provider's LLMError, or LLMOutputError when the answer does not fit.
        """
        known = self._stage(stage)
        given = _read(known, input_data)
        reporter = Reporter(caller or Caller(), known)
        await reporter.begin()
        try:
            done = self._remembered(reporter.caller, stage, given) or await self._ask(known, given, reporter)
        except CodaError as error:
            await reporter.fail(str(error))
            raise
        except BaseException:
            await reporter.cancel()
            raise
        self._remember(reporter.caller, stage, given, done)
        await reporter.finish(done)
        return done

    def _stage(self, name: str) -> Stage:
        if name not in self._stages:
            known = ", ".join(self._stages) or "none"
            raise UnknownStageError(f"There is no stage {name!r}; the stages are: {known}.")
        return self._stages[name]

    def _remembered(self, caller: Caller, stage: str, given: BaseModel) -> Done | None:
        done = self._known.get((caller.run_id or "", stage, given.model_dump_json()))
        return None if done is None else replace(done, usage=Usage(), cost_usd=0.0)

    def _remember(self, caller: Caller, stage: str, given: BaseModel, done: Done) -> None:
        if caller.run_id is not None:
            self._known[caller.run_id, stage, given.model_dump_json()] = done
            while len(self._known) > _MOST_REMEMBERED:
                self._known.popitem(last=False)

    async def _ask(self, stage: Stage, given: BaseModel, reporter: Reporter) -> Done:
        gathering = Gathering(await self._conversation(stage, reporter.caller))
        gathering.form = form_of(stage.gives)
        message = Message(
            text=given.model_dump_json(),
            provider=reporter.caller.provider,
            fallbacks=reporter.caller.fallbacks,
            form=gathering.form,
        )
        application = self._applications[stage.name]
        async with aclosing(ask(self._runs, gathering, message, application)) as pieces:
            async for piece in pieces:
                await reporter.wrote(piece)
        response = gathering.response()
        output = cast("BaseModel", response.parsed)
        insight = stage.insight(output) if stage.insight else ""
        return Done(output, insight, gathering.usage, gathering.cost_usd, response.provider, response.model)

    async def _conversation(self, stage: Stage, caller: Caller) -> str:
        id, now = uuid4().hex, self._runs.clock.now_ms()
        await self._runs.store.commit(
            CreateConversation(id, stage.agent, None, now, caller.conversation_id),
            AppendEvents(id, None, (ConversationCreated(title=stage.agent),), now),
        )
        return id


class _StageSkill:
    """A stage's own way of working, for the offline provider: JSON in, JSON out."""

    def __init__(self, takes: type[BaseModel], work: Callable[[Any], BaseModel]) -> None:
        self._takes = takes
        self._work = work

    def reply(self, request: SkillRequest) -> SkillReply:
        return SkillReply(self._work(self._takes.model_validate_json(request.text)).model_dump_json())

    def report(self, results: Sequence[SkillResult]) -> str:
        del results  # a stage has no tools
        return ""


def _application_of(stage: Stage) -> Application:
    return Application(
        name=stage.agent,
        document_type=NoDocumentType(),
        tools=ToolManager(),
        instructions=stage.instructions,
        skill=_StageSkill(stage.takes, stage.offline) if stage.offline else None,
    )


def _read(stage: Stage, given: BaseModel | Mapping[str, Any]) -> BaseModel:
    """The input as the stage's own type; what it does not know of an earlier stage's output is left out."""
    fields = given.model_dump() if isinstance(given, BaseModel) else dict(given)
    try:
        return stage.takes.model_validate(fields)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(map(str, first["loc"]))
        raise ToolValidationError(f"The {stage.agent} cannot begin: {place}: {first['msg']}", place) from None
