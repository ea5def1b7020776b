"""What a stage is: who does it, what goes in, what comes out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from coda.components.messages import Usage
from coda.errors import CodaError


class UnknownStageError(CodaError):
    code = "unknown_stage"


@dataclass(frozen=True)
class Stage:
    """One kind of work. `takes` and `gives` are pydantic models: their schemas are what a model is told."""

    name: str
    agent: str
    """Who does it, for people: "Planning agent"."""
    takes: type[BaseModel]
    gives: type[BaseModel]
    instructions: str
    """The system prompt of the agent."""
    message: str
    """What is happening, for people: "Writing the outline"."""
    offline: Callable[[Any], BaseModel] | None = None
    """Does the work without a language model; None if nobody knows how."""
    insight: Callable[[Any], str] | None = None
    """A remark on the output, worth a note of its own; "" for none."""


@dataclass(frozen=True)
class Done:
    """A stage that is finished, with what it cost. `cost_usd` is None when a price is not known."""

    output: BaseModel
    insight: str
    usage: Usage
    cost_usd: float | None
    provider: str
    model: str
