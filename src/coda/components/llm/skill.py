"""What lets the offline provider understand an application's plain commands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, Protocol

import msgspec

from coda.components.messages import LLMMessage
from coda.components.tools import ToolContext


class SkillCall(msgspec.Struct, frozen=True):
    name: str
    arguments: dict[str, Any]


class SkillReply(msgspec.Struct, frozen=True):
    """`text` goes before the calls, or is the whole answer, question or refusal."""

    text: str
    calls: tuple[SkillCall, ...] = ()
    kind: Literal["act", "ask", "refuse", "answer"] = "answer"


class SkillResult(msgspec.Struct, frozen=True):
    """How one call ended; `outcome` as in `FunctionResult`."""

    name: str
    arguments: dict[str, Any]
    success: bool
    result: Any
    error: str | None
    outcome: str


class SkillRequest(msgspec.Struct, frozen=True):
    text: str
    earlier: tuple[LLMMessage, ...]
    """The conversation before this message, newest last."""
    context: ToolContext


class Skill(Protocol):
    def reply(self, request: SkillRequest) -> SkillReply:
        """What to do about a message. Deterministic, and never raises because of the text."""
        ...

    def report(self, results: Sequence[SkillResult]) -> str:
        """One or two sentences once the calls were decided and run."""
        ...


class SkillState(msgspec.Struct, frozen=True):
    """What a turn puts into `ModelRequest.app_state` for providers inside this process."""

    skill: Skill | None
    context: ToolContext
