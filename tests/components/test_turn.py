"""The turn, seen from its journal and its document."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from coda.components.changes import Author
from coda.components.events import (
    ConfirmationMode,
    Decision,
    Effect,
    FunctionResult,
    Proposal,
    ProviderStatusChange,
    ResponseChunk,
    ResponseComplete,
    ResponseError,
    ResponseInterrupted,
    ResponseStart,
    TurnUndone,
    Verdict,
)
from coda.components.llm.runs import Message
from coda.components.messages import Failure, MessageRole, TextDelta
from coda.errors import (
    ConversationBusyError,
    DecisionError,
    LLMAuthenticationError,
    LLMRateLimitError,
    ToolValidationError,
    UnknownRunError,
)
from tests.components.desk import CONVERSATION, calls, desk, says
from tests.components.notebook import Note

pytestmark = pytest.mark.anyio


async def test_a_plain_answer_is_journalled_in_order_and_ends_with_one_terminal_event() -> None:
    async with desk(says("Hel", "lo.")) as d:
        await d.say_and_wait("Hi")
        assert await d.kinds() == [
            "UserMessage",
            "ContextAssembled",
            "ResponseStart",
            "ResponseChunk",
            "UsageRecorded",
            "AnalyticsUpdate",
            "ResponseComplete",
        ]
        entries = await d.entries()
        assert [entry.seq for entry in entries] == list(range(1, 8))
        assert "".join(e.delta for e in await d.events(ResponseChunk)) == "Hello."


async def test_the_first_message_gives_the_conversation_its_title() -> None:
    async with desk(says("Hi."), says("Hi again.")) as d:
        await d.say_and_wait("Make everything very red, please, and then some more of the same, and more")
        await d.say_and_wait("And now blue")
        record = await d.store.conversation(CONVERSATION)
        assert record is not None
        assert record.title == "Make everything very red, please, and then some more of the…"


async def test_a_change_waits_for_the_user_and_is_applied_with_its_result() -> None:
    async with desk(calls(("write", {"line": 1, "text": "new"})), says("Done.")) as d:
        run = await d.say(mode=ConfirmationMode.FULL)
        proposal: Proposal = await d.until(Proposal)
        assert proposal.needs_decision
        assert [call.sentence for call in proposal.calls] == ["Write 1 new"]
        assert await d.lines() == {0: "old"}
        await d.approve(run.run_id, proposal)
        await d.runs.finished(run.run_id)
        assert await d.lines() == {0: "old", 1: "new"}
        result: FunctionResult = (await d.events(FunctionResult))[0]
        assert result.success
        assert result.revision == 2
        assert [e.verdict for e in await d.events(Decision)] == [Verdict.APPROVE]


async def test_the_model_reads_the_results_of_its_calls() -> None:
    async with desk(calls(("read", {})), says("One note.")) as d:
        await d.say_and_wait()
        second = d.provider.requests[1].messages
        assert [message.role for message in second[-3:]] == [
            MessageRole.USER,
            MessageRole.ASSISTANT,
            MessageRole.TOOL,
        ]
        assert second[-1].content == '{"lines": {"0": "old"}}'


async def test_a_rejected_change_changes_nothing_and_the_model_is_told() -> None:
    async with desk(calls(("wipe", {})), says("As you wish.")) as d:
        run = await d.say()
        proposal = await d.until(Proposal)
        await d.runs.decide(
            run.run_id, proposal.proposal_id, Verdict.REJECT, digest=proposal.digest, reason="too much"
        )
        await d.runs.finished(run.run_id)
        assert await d.lines() == {0: "old"}
        assert "too much" in d.provider.requests[1].messages[-1].content


async def test_one_of_two_calls_can_be_approved() -> None:
    two = calls(("write", {"line": 1, "text": "a"}), ("write", {"line": 2, "text": "b"}))
    async with desk(two, says("Fine.")) as d:
        run = await d.say()
        proposal = await d.until(Proposal)
        await d.approve(run.run_id, proposal, call_ids=["c1"])
        await d.runs.finished(run.run_id)
        assert await d.lines() == {0: "old", 2: "b"}
        assert [r.outcome for r in await d.events(FunctionResult)] == ["rejected", "done"]


async def test_edited_arguments_are_previewed_and_what_was_previewed_is_applied() -> None:
    async with desk(calls(("write", {"line": 1, "text": "a"})), says("Fine.")) as d:
        run = await d.say()
        proposal = await d.until(Proposal)
        edited = {"c0": {"line": 5, "text": "mine"}}
        with pytest.raises(ToolValidationError, match="line"):
            await d.runs.preview(run.run_id, proposal.proposal_id, {"c0": {"line": "x"}}, None)
        seen = await d.runs.preview(run.run_id, proposal.proposal_id, edited, None)
        assert seen.calls[0].sentence == "Write 5 mine"
        await d.approve(run.run_id, proposal, digest=seen.digest, edited=edited)
        await d.runs.finished(run.run_id)
        assert await d.lines() == {0: "old", 5: "mine"}


async def test_calls_left_out_of_a_preview_are_told_as_rejected() -> None:
    two = calls(("write", {"line": 1, "text": "a"}), ("write", {"line": 2, "text": "b"}))
    async with desk(two, says("Fine.")) as d:
        run = await d.say()
        proposal = await d.until(Proposal)
        seen = await d.runs.preview(run.run_id, proposal.proposal_id, {}, ["c0"])
        await d.approve(run.run_id, proposal, digest=seen.digest)
        await d.runs.finished(run.run_id)
        outcomes = {r.call_id: r.outcome for r in await d.events(FunctionResult)}
        assert outcomes == {"c0": "done", "c1": "rejected"}


async def test_a_decision_with_another_digest_is_refused_and_the_proposal_goes_on_waiting() -> None:
    async with desk(calls(("wipe", {})), says("Done.")) as d:
        run = await d.say()
        proposal = await d.until(Proposal)
        with pytest.raises(DecisionError):
            await d.approve(run.run_id, proposal, digest="0" * 64)
        await d.approve(run.run_id, proposal)
        with pytest.raises(DecisionError):
            await d.approve(run.run_id, proposal)
        await d.runs.finished(run.run_id)
        assert await d.lines() == {}


async def test_a_proposal_that_went_stale_is_made_anew_and_asked_again() -> None:
    async with desk(calls(("wipe", {})), says("Done.")) as d:
        run = await d.say()
        first = await d.until(Proposal)
        draft = await d.documents.fork(d.document.id)
        note = draft.get("notes", "first")
        assert note is not None
        draft.delete("notes", "first")
        draft.put("notes", "second", note)

        await d.documents.commit(draft, author=Author.HUMAN, note="Replace")
        with pytest.raises(DecisionError, match="changed meanwhile"):
            await d.approve(run.run_id, first)
        entries = await d.entries()
        second = [e.event for e in entries if isinstance(e.event, Proposal)][-1]
        assert second.replaces == first.proposal_id
        await d.approve(run.run_id, second)
        await d.runs.finished(run.run_id)
        assert await d.lines() == {}
        assert [e.verdict for e in await d.events(Decision)] == [Verdict.EXPIRE, Verdict.APPROVE]


async def test_an_edit_elsewhere_does_not_make_a_proposal_stale() -> None:
    async with desk(calls(("write", {"line": 1, "text": "new"})), says("Done.")) as d:
        run = await d.say()
        proposal = await d.until(Proposal)

        draft = await d.documents.fork(d.document.id)
        draft.put("notes", "mine", Note(7, "by hand"))
        await d.documents.commit(draft, author=Author.HUMAN, note="Write")
        await d.approve(run.run_id, proposal)
        await d.runs.finished(run.run_id)
        assert await d.lines() == {0: "old", 1: "new", 7: "by hand"}


@pytest.mark.parametrize(
    ("mode", "tool", "waits"),
    [
        (ConfirmationMode.FULL, ("write", {"line": 1, "text": "x"}), True),
        (ConfirmationMode.SELECTIVE, ("write", {"line": 1, "text": "x"}), False),
        (ConfirmationMode.SELECTIVE, ("write", {"line": 0, "text": "x"}), True),  # deletes the old note
        (ConfirmationMode.SELECTIVE, ("wipe", {}), True),
        (ConfirmationMode.SELECTIVE, ("ring", {}), True),
        (ConfirmationMode.AUTO, ("wipe", {}), False),
        (ConfirmationMode.AUTO, ("ring", {}), False),
    ],
)
async def test_the_confirmation_mode_decides_what_waits(
    mode: ConfirmationMode, tool: tuple[str, dict[str, object]], waits: bool
) -> None:
    async with desk(calls(tool), says("Done.")) as d:
        run = await d.say(mode=mode)
        proposal: Proposal = await d.until(Proposal)
        assert proposal.needs_decision is waits
        if waits:
            await d.runs.stop(run.run_id)
        await d.runs.finished(run.run_id)


async def test_an_external_effect_runs_once_after_approval_and_never_while_rehearsing() -> None:
    async with desk(calls(("ring", {})), says("Rang.")) as d:
        run = await d.say()
        proposal: Proposal = await d.until(Proposal)
        assert proposal.effect is Effect.EXTERNAL
        assert d.bell.rung == 0
        await d.approve(run.run_id, proposal)
        await d.runs.finished(run.run_id)
        assert d.bell.rung == 1
        claim = await d.store.claim(run.run_id, "c0")
        assert claim is not None
        assert claim.outcome == "done"


async def test_a_tool_that_breaks_while_it_reaches_outside_ends_the_turn_and_the_wait() -> None:
    async with desk(calls(("ring", {}))) as d:
        d.bell.ring_once = d.bell.break_down
        run = await d.say()
        proposal = await d.until(Proposal)
        with pytest.raises(DecisionError, match="broke off"):
            await d.approve(run.run_id, proposal)
        await d.runs.finished(run.run_id)
        assert [event.error for event in await d.events(ResponseError)] == ["internal"]


async def test_wrong_arguments_go_back_to_the_model_and_nothing_is_proposed() -> None:
    async with desk(calls(("write", {"line": -1, "text": "x"}), ("fly", {})), says("Sorry.")) as d:
        await d.say_and_wait()
        errors = [result.error for result in await d.events(FunctionResult)]
        assert errors[0] == "line -1 must not be negative" or errors[1] == "line -1 must not be negative"
        assert any("There is no tool 'fly'" in (error or "") for error in errors)
        assert await d.events(Proposal) == []


async def test_undo_of_a_turn_takes_back_all_its_rounds_byte_for_byte() -> None:
    script = (
        calls(("write", {"line": 1, "text": "a"})),
        calls(("write", {"line": 0, "text": "b"})),
        says("Both done."),
    )
    async with desk(*script) as d:
        before = (await d.documents.open(d.document.id)).to_json()
        run_id = await d.say_and_wait()
        assert await d.lines() == {0: "b", 1: "a"}
        await d.runs.undo(run_id)
        assert (await d.documents.open(d.document.id)).to_json() == before
        await d.runs.undo(run_id, redo=True)
        assert await d.lines() == {0: "b", 1: "a"}


async def test_undoing_a_turn_from_the_timeline_is_told_to_its_conversation() -> None:
    async with desk(calls(("write", {"line": 1, "text": "a"})), says("Done.")) as d:
        run_id = await d.say_and_wait()
        await d.runs.undo_step(d.document.id)
        await d.runs.undo_step(d.document.id, redo=True)
        told = [(event.undone_run_id, event.redone) for event in await d.events(TurnUndone)]
        assert told == [(run_id, False), (run_id, True)]
        draft = await d.documents.fork(d.document.id)
        draft.put("notes", "mine", Note(7, "by hand"))
        await d.documents.commit(draft, author=Author.HUMAN, note="Write")
        await d.runs.undo_step(d.document.id)
        assert len(await d.events(TurnUndone)) == 2


async def test_an_earlier_turn_undone_while_a_later_one_waits_leaves_its_calls_paired() -> None:
    script = (
        calls(("write", {"line": 1, "text": "a"})),
        says("Done."),
        calls(("write", {"line": 2, "text": "b"})),
        says("Done too."),
    )
    async with desk(*script) as d:
        first = await d.say_and_wait()
        seq = (await d.entries())[-1].seq
        second = await d.say("And line 2.")
        proposal = await d.until(Proposal, seq)
        await d.runs.undo(first)
        await d.approve(second.run_id, proposal)
        await d.runs.finished(second.run_id)
        roles = [message.role for message in d.provider.requests[3].messages[-4:]]
        assert roles == ["user", "assistant", "tool", "user"] or roles[-3:] == ["user", "assistant", "tool"]
        assert "not run" not in "".join(message.content for message in d.provider.requests[3].messages)
        assert await d.lines() == {0: "old", 2: "b"}


async def test_the_copilot_can_undo_when_it_is_told_to() -> None:
    script = (
        calls(("write", {"line": 1, "text": "a"})),
        says("Done."),
        calls(("undo", {})),
        says("Undone."),
    )
    async with desk(*script) as d:
        first = await d.say_and_wait()
        await d.say_and_wait("undo")
        assert await d.lines() == {0: "old"}
        assert [event.undone_run_id for event in await d.events(TurnUndone)] == [first]
        state = await d.documents.history(d.document.id)
        assert not state.can_undo
        assert state.redo_note == "Write 1 a"


async def test_stop_keeps_what_was_shown_and_marks_it_interrupted() -> None:
    gate = asyncio.Event()
    async with desk([TextDelta("Once upon"), gate, TextDelta(" a time")]) as d:
        run = await d.say()
        await d.until(ResponseChunk)
        await d.runs.stop(run.run_id)
        await d.runs.finished(run.run_id)
        await d.runs.stop(run.run_id)
        assert [e.delta for e in await d.events(ResponseChunk)] == ["Once upon"]
        assert [e.reason for e in await d.events(ResponseInterrupted)] == ["stopped"]
        assert await d.events(ResponseComplete) == []


async def test_stop_while_a_decision_waits_lets_the_proposal_expire() -> None:
    async with desk(calls(("wipe", {}))) as d:
        run = await d.say()
        proposal = await d.until(Proposal)
        await d.runs.stop(run.run_id)
        await d.runs.finished(run.run_id)
        assert [e.verdict for e in await d.events(Decision)] == [Verdict.EXPIRE]
        with pytest.raises(DecisionError):
            await d.approve(run.run_id, proposal)
        assert await d.lines() == {0: "old"}


async def test_a_failing_provider_ends_the_turn_with_a_typed_error_and_the_text_stays() -> None:
    failure = Failure(LLMRateLimitError("Too many requests. Wait a moment.", "scripted", retry_after=7))
    async with desk([TextDelta("Let me"), failure]) as d:
        await d.say_and_wait()
        error: ResponseError = (await d.events(ResponseError))[0]
        assert (error.error, error.recovery, error.retry_after) == ("llm_rate_limit", "wait", 7)
        assert (await d.kinds())[-1] == "ResponseError"
        assert [e.delta for e in await d.events(ResponseChunk)] == ["Let me"]


async def test_a_provider_that_becomes_unusable_or_usable_again_is_journalled() -> None:
    refused = Failure(LLMAuthenticationError("The key was refused.", "scripted"))
    async with desk([refused], says("Back.")) as d:
        await d.say_and_wait()
        await d.say_and_wait()
        changes = [(e.provider, e.status) for e in await d.events(ProviderStatusChange)]
        assert changes == [("custom", "unavailable"), ("custom", "available")]


async def test_a_conversation_runs_one_turn_at_a_time() -> None:
    async with desk(calls(("wipe", {}))) as d:
        await d.say()
        await d.until(Proposal)
        with pytest.raises(ConversationBusyError):
            await d.runs.start(CONVERSATION, Message(text="And?"))


async def test_an_unknown_run_is_a_typed_error() -> None:
    async with desk() as d:
        with pytest.raises(UnknownRunError):
            await d.runs.stop("nobody")


async def test_a_waiting_decision_survives_a_restart_and_is_decided_once(tmp_path: Path) -> None:
    path = tmp_path / "coda.db"
    async with desk(calls(("write", {"line": 1, "text": "new"})), path=path) as d:
        run = await d.say()
        proposal = await d.until(Proposal)
        document_id = d.document.id
    async with desk(says("Done."), path=path, document_id=document_id) as d:
        assert await d.runs.recover() == 0
        await d.approve(run.run_id, proposal)
        await d.runs.finished(run.run_id)
        assert await d.lines() == {0: "old", 1: "new"}
        with pytest.raises(DecisionError):
            await d.approve(run.run_id, proposal)
        assert (await d.kinds())[-1] == "ResponseComplete"


async def test_a_turn_that_calls_without_end_is_brought_to_an_answer() -> None:

    script = [calls(("read", {})) for _ in range(3)] + [says("Enough.")]
    async with desk(*script) as d:
        application = replace(await d.runs.application_of(None), call_limit=3)

        async def limited(_: str | None) -> object:
            return application

        d.runs.application_of = limited  # pyright: ignore[reportAttributeAccessIssue] - a test's stand-in
        await d.say_and_wait()
        assert [bool(request.tools) for request in d.provider.requests] == [True, True, True, False]
        assert len(await d.events(ResponseStart)) == 4
