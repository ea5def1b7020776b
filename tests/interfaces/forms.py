"""The `--json` forms of `coda`, as docs/cli.md promises them. Unknown fields are mistakes here."""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from coda.apps.sequence_maker.analysis.values import Analysis
from coda.components.documents import HistoryState


class Form(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What every form has: all of its fields, and no others."""


class ProblemForm(Form, frozen=True, forbid_unknown_fields=True, kw_only=True):
    status: Literal["refused", "failed"]
    error: str
    message: str


class CallForm(Form, frozen=True, forbid_unknown_fields=True, kw_only=True):
    name: str
    arguments: dict[str, Any]
    sentence: str
    outcome: Literal["done", "failed", "rejected", "not_run", "unknown"]
    result: Any
    error: str | None


class ErrorForm(Form, frozen=True, forbid_unknown_fields=True, kw_only=True):
    error: str
    message: str


class SaidForm(Form, frozen=True, forbid_unknown_fields=True, kw_only=True):
    status: Literal["done", "needs_answer", "failed"]
    answer: str
    provider: str
    model: str
    calls: list[CallForm]
    tokens: int
    cost_usd: float | None
    error: ErrorForm | None


class ShowForm(Form, frozen=True, forbid_unknown_fields=True, kw_only=True):
    file: str
    revision: int
    project: dict[str, Any]
    audio: dict[str, Any] | None
    balls: list[dict[str, Any]]
    history: HistoryState
    warnings: list[str]


class EpisodeForm(Form, frozen=True, forbid_unknown_fields=True, kw_only=True):
    file: str
    revision: int
    state: str
    film: dict[str, Any]
    outline: dict[str, Any] | None
    characters: list[dict[str, Any]]
    scenes: list[dict[str, Any]]
    shots: list[dict[str, Any]]
    history: HistoryState
    warnings: list[str]


class FilmForm(Form, frozen=True, forbid_unknown_fields=True, kw_only=True):
    status: Literal["done"]
    file: str
    subtitles: str
    title: str
    seconds: float
    shots: int
    made: dict[str, int]
    reused: dict[str, int]
    findings: list[str]
    tokens: int
    cost_usd: float | None


class PlanForm(Form, frozen=True, forbid_unknown_fields=True, kw_only=True):
    make: dict[str, int]
    there: dict[str, int]
    seconds: float


class SteppedForm(Form, frozen=True, forbid_unknown_fields=True, kw_only=True):
    status: Literal["done"]
    note: str
    revision: int


AnalysisForm = Analysis
