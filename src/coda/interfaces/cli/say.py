"""One message to the copilot from the command line: stream the answer, ask about its proposals."""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from contextlib import aclosing
from typing import Any

from coda.bootstrap import Coda
from coda.components.events import (
    TERMINAL,
    ConfirmationMode,
    Entry,
    FunctionCalls,
    FunctionResult,
    Progress,
    Proposal,
    ResponseChunk,
    ResponseComplete,
    ResponseError,
    ResponseStart,
    UsageRecorded,
    Verdict,
)
from coda.components.llm.runs import Message, StartedRun
from coda.components.messages import FinishReason
from coda.components.store.records import RunState
from coda.errors import DecisionError, LLMError
from coda.interfaces.cli.exits import DONE, FAILED, NEEDS_ANSWER, PROVIDER_FAILED
from coda.interfaces.cli.progress import Progress as Bar
from coda.interfaces.cli.terminal import ask, plain
from coda.interfaces.conversations import current_conversation, open_runs

_WORDS = {DONE: "done", NEEDS_ANSWER: "needs_answer", PROVIDER_FAILED: "failed", FAILED: "failed"}
"""The `status` of the `--json` form, by exit code."""


class Saying:
    """`changed` tells whether the document was changed on the way."""

    def __init__(self, whole: Coda, document_id: str, options: argparse.Namespace) -> None:
        self._whole = whole
        self._document_id = document_id
        self._options = options
        self._asks = options.confirm or sys.stdin.isatty()
        self._seen: list[Entry] = []
        self._undecided = False
        self._bar = Bar()
        self.changed = False

    async def say(self, text: str) -> int:
        """The exit code. An interrupted say stops its turn: nobody is left to decide."""
        conversation_id = await current_conversation(self._whole, self._document_id)
        await self._stop_what_was_left_behind(conversation_id)
        mode = ConfirmationMode.AUTO if self._options.yes else ConfirmationMode.FULL
        message = Message(text=text, provider=self._options.provider, confirmation=mode)
        started = await self._whole.runs.start(conversation_id, message)
        try:
            await self._follow(conversation_id, started)
        except BaseException:
            await asyncio.shield(self._whole.runs.stop(started.run_id))
            raise
        finally:
            await asyncio.shield(self._whole.runs.finished(started.run_id))
        return self._exit_code()

    def tell_the_end(self, code: int) -> None:
        if self._options.json:
            print(json.dumps(self._as_json(code), ensure_ascii=False))
            return
        self._tell("\n")
        for error in self._events(ResponseError):
            print(plain(f"coda: {error.message}"), file=sys.stderr)
        if self._undecided:
            print("coda: nothing was changed; say it again with --yes, or --confirm.", file=sys.stderr)

    async def _stop_what_was_left_behind(self, conversation_id: str) -> None:
        """A turn that waits for a decision and whose process is gone: here nobody can decide it any more.

        One of a living process, such as the studio's server, is left alone.
        """
        for run in await open_runs(self._whole, self._document_id):
            if run.conversation_id == conversation_id and run.state is RunState.WAITING:
                await self._whole.runs.stop(run.id)
                await self._whole.runs.finished(run.id)

    async def _follow(self, conversation_id: str, started: StartedRun) -> None:
        async with aclosing(self._whole.store.follow(conversation_id, started.seq)) as batches:
            async for batch in batches:
                for entry in batch:
                    if entry.run_id != started.run_id:
                        continue
                    self._seen.append(entry)
                    await self._take(started.run_id, entry)
                    if isinstance(entry.event, TERMINAL):
                        return

    async def _take(self, run_id: str, entry: Entry) -> None:
        match entry.event:
            case ResponseStart(round=round):
                self._tell("\n" if round > 1 else "")
            case ResponseChunk(delta=delta):
                self._tell(delta)
            case Progress(status="running", message=message, progress=progress):
                self._bar.show(message, progress or 0.0)
            case Progress():
                self._bar.clear()
            case FunctionResult(revision=int()):
                self.changed = True
            case Proposal(needs_decision=True) as proposal:
                await self._decide(run_id, proposal)
            case _:
                pass

    async def _decide(self, run_id: str, proposal: Proposal) -> None:
        if not self._asks:
            self._undecided = True
            await self._whole.runs.stop(run_id)
            return
        sentences = "".join(f"\n  {call.sentence}" for call in proposal.calls)
        approved = (await ask(f"{sentences}\nDo it? [y/N] ")).lower() in {"y", "yes"}
        verdict = Verdict.APPROVE if approved else Verdict.REJECT
        try:
            await self._whole.runs.decide(run_id, proposal.proposal_id, verdict, digest=proposal.digest)
        except DecisionError as error:  # the show changed meanwhile; what is proposed anew is asked anew
            print(plain(f"coda: {error}"), file=sys.stderr)

    def _exit_code(self) -> int:
        if self._events(ResponseError):
            llm = self._events(ResponseError)[-1].error.startswith(LLMError.code)
            return PROVIDER_FAILED if llm else FAILED
        ended: list[ResponseComplete] = self._events(ResponseComplete)
        unanswered = {FinishReason.NEEDS_ANSWER, FinishReason.REFUSED}
        if not ended or ended[-1].finish_reason in unanswered:
            return NEEDS_ANSWER
        results: list[FunctionResult] = self._events(FunctionResult)
        return DONE if all(result.success for result in results) else NEEDS_ANSWER

    def _as_json(self, code: int) -> dict[str, Any]:
        """The documented form: what was said, what was called, how it went, what it cost."""
        results = {result.call_id: result for result in self._events(FunctionResult)}
        calls = [call for event in self._events(FunctionCalls) for call in event.calls]
        used: list[UsageRecorded] = self._events(UsageRecorded)
        errors: list[ResponseError] = self._events(ResponseError)
        return {
            "status": _WORDS[code],
            "answer": self._answer(),
            "provider": used[-1].provider if used else "",
            "model": used[-1].model if used else "",
            "calls": [
                {
                    "name": call.name,
                    "arguments": call.arguments,
                    "sentence": call.sentence,
                    "outcome": results[call.call_id].outcome if call.call_id in results else "not_run",
                    "result": results[call.call_id].result if call.call_id in results else None,
                    "error": results[call.call_id].error if call.call_id in results else call.error,
                }
                for call in calls
            ],
            "tokens": sum(one.usage.total_tokens for one in used),
            "cost_usd": None if any(u.cost_usd is None for u in used) else sum(u.cost_usd or 0 for u in used),
            "error": {"error": errors[-1].error, "message": errors[-1].message} if errors else None,
        }

    def _answer(self) -> str:
        """What was said; each round of calls begins a line of its own."""
        rounds: list[str] = []
        for entry in self._seen:
            if isinstance(entry.event, ResponseStart):
                rounds.append("")
            elif isinstance(entry.event, ResponseChunk):
                rounds[-1] += entry.event.delta
        return "\n".join(rounds)

    def _events(self, kind: type[Any]) -> list[Any]:
        return [entry.event for entry in self._seen if isinstance(entry.event, kind)]

    def _tell(self, text: str) -> None:
        if not self._options.json:
            print(plain(text), end="", flush=True)
