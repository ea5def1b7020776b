"""A conversation's journal as a turn sees it, and as messages a model can read."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import msgspec

from coda.components.events import (
    AnswerRefused,
    Entry,
    FunctionCalls,
    FunctionResult,
    JournalEvent,
    ProviderSwitched,
    ReasoningKept,
    ResponseChunk,
    ResponseInterrupted,
    ResponseStart,
    TurnUndone,
    UserMessage,
)
from coda.components.llm.tokens import estimate_tokens
from coda.components.messages import LLMMessage, MessageRole, ReasoningState, ToolCall
from coda.components.store import Store
from coda.components.store.writes import AppendEvents, Write
from coda.errors import UnknownConversationError

_MOST_ENTRIES = 4000
"""How far back a turn reads the journal; older turns do not fit a model's window anyway."""

_TOKENS_AROUND_A_MESSAGE = 4


class Conversation:
    """The recent journal of one conversation, kept in step with what is appended here."""

    def __init__(self, store: Store, id: str, entries: Sequence[Entry], clock_ms: Callable[[], int]) -> None:
        self.id = id
        self.store = store
        self.entries = list(entries)
        self._clock_ms = clock_ms

    @classmethod
    async def load(cls, store: Store, id: str, clock_ms: Callable[[], int]) -> Conversation:
        """Raises UnknownConversationError."""
        if await store.conversation(id) is None:
            raise UnknownConversationError(f"There is no conversation {id}.")
        return cls(store, id, await store.last_entries(id, _MOST_ENTRIES), clock_ms)

    async def append(
        self, run_id: str, *events: JournalEvent, also: Sequence[Write] = (), durable: bool = False
    ) -> tuple[Entry, ...]:
        """Journal events, with other writes in the same commit, and only then return."""
        entries = await self.store.commit(self.writing(run_id, *events), *also, durable=durable)
        self.entries.extend(entries)
        return entries

    def writing(self, run_id: str, *events: JournalEvent) -> AppendEvents:
        """The write that `append` would make, for a commit made elsewhere; then call `note`."""
        return AppendEvents(self.id, run_id, events, self._clock_ms())

    def note(self, entries: Iterable[Entry]) -> None:
        self.entries.extend(entries)

    def call_ids(self) -> set[str]:
        """Of all calls so far."""
        events = (entry.event for entry in self.entries)
        return {call.call_id for event in events if isinstance(event, FunctionCalls) for call in event.calls}

    @property
    def has_begun(self) -> bool:
        """Whether the user has said anything yet."""
        return any(isinstance(entry.event, UserMessage) for entry in self.entries)

    def of_run(self, run_id: str) -> list[Entry]:
        return [entry for entry in self.entries if entry.run_id == run_id]


def window(
    entries: Sequence[Entry], budget_tokens: int, count: Callable[[LLMMessage], int] | None = None
) -> tuple[list[LLMMessage], int]:
    """The newest whole turns that fit, as messages, and how many messages were left out.

    `count` tells a message's tokens for the model that is asked, by default `message_tokens`.

    A turn is never cut, so a tool call always keeps its result; the newest turn is always kept.
    """
    turns = [_messages_of_run(run) for run in _whole_runs(entries)]
    kept: list[list[LLMMessage]] = []
    used = 0
    for messages in reversed(turns):
        cost = sum(map(count or message_tokens, messages))
        if kept and used + cost > budget_tokens:
            break
        kept.append(messages)
        used += cost
    dropped = sum(map(len, turns)) - sum(map(len, kept))
    return [message for messages in reversed(kept) for message in messages], dropped


def _whole_runs(entries: Sequence[Entry]) -> list[list[Entry]]:
    """The entries of each run, in the order the runs began; what belongs to no run stands alone.

    Runs can be interleaved: an earlier turn may be undone while a later one waits. A run whose
    beginning lies before the first entry is left out.
    """
    runs: dict[str, list[Entry]] = {}
    for entry in entries:
        runs.setdefault(entry.run_id or f"#{entry.seq}", []).append(entry)
    begin_with = UserMessage | TurnUndone
    return [run for run in runs.values() if isinstance(run[0].event, begin_with)]


def titled(*parts: tuple[str, str]) -> str:
    """Named texts as one, each under its name."""
    return "\n\n".join(f"# {name}\n{text}" for name, text in parts)


def with_context(messages: Sequence[LLMMessage], shown: Sequence[tuple[str, str]]) -> Sequence[LLMMessage]:
    """The messages, the user's newest one with what the application shows just now."""
    newest = max((place for place, one in enumerate(messages) if one.role is MessageRole.USER), default=None)
    if newest is None or not shown:
        return messages
    with_it = msgspec.structs.replace(messages[newest], context=titled(*shown))
    return [*messages[:newest], with_it, *messages[newest + 1 :]]


def last_answer(entries: Sequence[Entry]) -> str:
    """What the model said last in the entries of one run."""
    said = [m.content for m in _messages_of_run(entries) if m.role is MessageRole.ASSISTANT]
    return said[-1] if said else ""


def message_tokens(message: LLMMessage) -> int:
    calls = sum(estimate_tokens(call.name + call.arguments) for call in message.tool_calls)
    return estimate_tokens(message.content) + calls + _TOKENS_AROUND_A_MESSAGE


def _messages_of_run(entries: Sequence[Entry]) -> list[LLMMessage]:
    reader = _RunReader()
    for entry in entries:
        reader.read(entry.event)
    return reader.finish()


class _RunReader:
    """Folds one run's events into messages; calls without a result are told as not run."""

    def __init__(self) -> None:
        self._messages: list[LLMMessage] = []
        self._text: list[str] = []
        self._reasoning: ReasoningState | None = None
        self._open_calls: dict[str, str] = {}
        self._continues = False

    def read(self, event: JournalEvent) -> None:
        match event:
            case UserMessage():
                self._messages.append(LLMMessage(MessageRole.USER, event.text, media=event.media))
            case ResponseStart() | ProviderSwitched():
                self._begin(event)
            case ResponseChunk():
                self._text.append(event.delta)
            case ReasoningKept():
                self._reasoning = event.state
            case AnswerRefused():
                self._refuse(event)
            case FunctionCalls():
                self._call(event)
            case FunctionResult():
                self._answer(event)
            case ResponseInterrupted():
                self._text.append("\n[The answer was interrupted here.]")
            case TurnUndone():
                done = "redid" if event.redone else "undid"
                told = f"[The user {done} the changes of an earlier turn.]"
                self._messages.append(LLMMessage(MessageRole.USER, told, metadata={"note": "turn_undone"}))
            case _:
                pass

    def finish(self) -> list[LLMMessage]:
        self._say()
        return self._messages

    def _begin(self, event: ResponseStart | ProviderSwitched) -> None:
        """A new answer, or what another provider adds to one that broke off: those are one message."""
        if isinstance(event, ProviderSwitched):
            self._continues = event.after_text
        elif self._continues:
            self._continues = False
            self._reasoning = None  # of the first provider, who did not write all of this answer
        else:
            self._say()

    def _say(self) -> None:
        self._close_calls()
        text = "".join(self._text)
        self._text.clear()
        if text:
            self._messages.append(LLMMessage(MessageRole.ASSISTANT, text, reasoning=self._reasoning))
        self._reasoning = None

    def _refuse(self, event: AnswerRefused) -> None:
        self._say()
        problems = "\n".join(f"- {problem}" for problem in event.problems)
        told = f"[The answer does not have the form that was asked for:\n{problems}\nGive it again, whole.]"
        self._messages.append(LLMMessage(MessageRole.USER, told))

    def _call(self, event: FunctionCalls) -> None:
        calls = tuple(ToolCall(call.call_id, call.name, json.dumps(call.arguments)) for call in event.calls)
        text = "".join(self._text)
        message = LLMMessage(MessageRole.ASSISTANT, text, tool_calls=calls, reasoning=self._reasoning)
        self._messages.append(message)
        self._text.clear()
        self._reasoning = None
        self._open_calls = {call.call_id: call.name for call in event.calls}

    def _answer(self, event: FunctionResult) -> None:
        self._open_calls.pop(event.call_id, None)
        content = event.result if event.success else {"success": False, "error": event.error}
        self._messages.append(_tool_message(event.call_id, event.name, content, event.outcome))

    def _close_calls(self) -> None:
        for call_id, name in self._open_calls.items():
            content = {"success": False, "error": "This call was not run."}
            self._messages.append(_tool_message(call_id, name, content, "not_run"))
        self._open_calls = {}


def _tool_message(call_id: str, name: str, content: Any, outcome: str) -> LLMMessage:
    return LLMMessage(
        MessageRole.TOOL,
        json.dumps(content, ensure_ascii=False),
        name=name,
        tool_call_id=call_id,
        metadata={"outcome": outcome},
    )
