"""What an application tells the spine: its documents, its tools, and how to speak of its state."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from coda.components.documents import DocumentType, Draft
from coda.components.llm.skill import Skill
from coda.components.tools import ToolContext, ToolManager
from coda.errors import InvariantError


def _nothing_to_tell(context: ToolContext) -> Sequence[tuple[str, str]]:
    del context
    return ()


def _no_services(draft: Draft) -> None:
    del draft


def _stays_empty(draft: Draft, name: str, options: Mapping[str, Any]) -> None:
    del draft, name, options


async def _leaves_nothing(document_id: str) -> None:
    del document_id


class NoScope(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Nothing is said along with a message."""


@dataclass(frozen=True)
class Application:
    """One application on the spine. Only `name`, `document_type` and `tools` are needed."""

    name: str
    document_type: DocumentType
    tools: ToolManager
    instructions: str = "You are a helpful assistant."
    """The system prompt: the model's role and the application's conventions."""
    describe_state: Callable[[ToolContext], Sequence[tuple[str, str]]] = _nothing_to_tell
    """The present state as `(name, text)` parts, for the model's context."""
    skill: Skill | None = None
    """How the offline provider understands commands; None if it is not taught."""
    services: Callable[[Draft], Any] = _no_services
    """`draft -> ` what tools find in `ToolContext.services`."""
    fill: Callable[[Draft, str, Mapping[str, Any]], None] = _stays_empty
    """`(draft, name, options)`: put a new document's first content into the draft."""
    scope: type[msgspec.Struct] = NoScope
    """What may come along with a message: selection, limits. It should forbid unknown fields: one that
    is not understood might have been a limit."""
    forget: Callable[[str], Awaitable[None]] = _leaves_nothing
    """Called before a document is deleted: stop what works on it and drop what is kept beside it."""
    call_limit: int = 64
    """Tool calls one turn may make; after them the model has to answer in words."""
    context_tokens: int = 24_000
    """How much of a model's window one request may fill."""

    def read_scope(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """What came along with a message, checked. Raises InvariantError for what does not fit."""
        try:
            msgspec.convert(given, self.scope)
        except msgspec.ValidationError as error:
            raise InvariantError(f"scope: {error}.") from error
        return dict(given)
