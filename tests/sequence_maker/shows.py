"""Light shows for tests: documents in memory, edited the way the spine edits them."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from coda.apps.sequence_maker.actions import ACTION_APIS
from coda.apps.sequence_maker.analysis.values import ANALYZER, Analysis, Energy, Section, TempoSegment
from coda.apps.sequence_maker.context import AppContextAPI
from coda.apps.sequence_maker.entities import PROJECT, SEGMENTS, AudioFile, Effect, Rgb, Segment
from coda.apps.sequence_maker.services import SequenceServices
from coda.apps.sequence_maker.show import SequenceType, new_show, project, segments_of, timelines
from coda.components.changes import Author, Change, Transaction, inverse
from coda.components.documents import Document, Draft
from coda.components.tools import ToolContext, ToolManager
from coda.components.tools.execution import invoke

RED, GREEN, BLUE, WHITE, BLACK = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255), (0, 0, 0)

TOOLS = ToolManager()
TOOLS.add(*ACTION_APIS, AppContextAPI)


def counting_ids() -> Callable[[], str]:
    numbers = itertools.count(1)
    return lambda: f"{next(numbers):012d}"


def analysis_of(content_hash: str = "song") -> Analysis:
    """One minute at 120 beats per minute: a beat each half second, a bar each two seconds."""
    return Analysis(
        content_hash=content_hash,
        duration_ms=60_000,
        tempo_bpm=120.0,
        tempo_segments=[TempoSegment(0, 120.0)],
        beats_ms=list(range(0, 60_000, 500)),
        downbeats_ms=list(range(0, 60_000, 2_000)),
        beats_per_bar=4,
        downbeat_confidence=0.9,
        onsets_ms=list(range(0, 60_000, 250)),
        energy=Energy(1_000, [0.5] * 30 + [1.0] * 15 + [0.25] * 15),
        sections=[
            Section("Intro", 0, 10_000),
            Section("Verse", 10_000, 30_000),
            Section("Chorus", 30_000, 45_000),
            Section("Verse", 45_000, 60_000),
        ],
        analyzer=ANALYZER,
    )


class Show:
    """A document with everything around it. `call` runs a tool and commits what it did."""

    def __init__(
        self, balls: int = 3, *, song: bool = False, scope: Mapping[str, Any] | None = None, **settings: Any
    ) -> None:
        self.new_id = counting_ids()
        self.document = Document("show", SequenceType(), "Test", 0)
        self.services = SequenceServices(analysis_of() if song else None)
        self.scope: Mapping[str, Any] = scope or {}
        draft = self.draft()
        new_show(draft, "Test", balls, **settings)
        self.commit(draft)
        if song:
            self.load_song(60_000)

    @property
    def ids(self) -> list[str]:
        return [id for id, _ in timelines(self.draft())]

    def draft(self) -> Draft:
        return Draft(self.document, self.new_id)

    def context(self, draft: Draft | None = None) -> ToolContext:
        return ToolContext(draft or self.draft(), self.scope, self.services)

    def commit(self, draft: Draft) -> tuple[Change, ...]:
        """As the store does it: what is applied went through JSON."""
        draft.check()
        changes = msgspec.json.decode(msgspec.json.encode(draft.changes), type=tuple[Change, ...])
        self.document.apply(
            Transaction(
                document_id="show",
                revision=self.document.revision + 1,
                author=Author.COPILOT,
                note="test",
                changes=changes,
                group=self.new_id(),
                at_ms=0,
            )
        )
        return changes

    def undo(self, changes: tuple[Change, ...]) -> None:
        draft = self.draft()
        draft.replay(inverse(changes))
        self.commit(draft)

    async def call_async(self, name: str, /, **arguments: Any) -> Any:
        tool = TOOLS.get(name)
        assert tool is not None
        typed, _ = tool.signature.read(arguments)
        draft = self.draft()
        result = await invoke(tool, typed, self.context(draft))
        if draft.changes:
            self.commit(draft)
        return result

    def call(self, name: str, /, **arguments: Any) -> Any:
        """For tools that do not wait."""
        coroutine = self.call_async(name, **arguments)
        try:
            coroutine.send(None)
        except StopIteration as stop:
            return stop.value
        raise AssertionError(f"{name} waits; use call_async")

    def load_song(self, duration_ms: int) -> None:
        draft = self.draft()
        song = AudioFile(content_hash="song", filename="song.ogg", duration_ms=duration_ms)
        draft.put(PROJECT, PROJECT, msgspec.structs.replace(project(draft), audio=song))
        self.commit(draft)

    def put(self, ball: int, start_ms: int, end_ms: int, color: Rgb = RED, **more: Any) -> str:
        """Put one segment by hand; its id."""
        draft, id = self.draft(), self.new_id()
        draft.put(SEGMENTS, id, segment(self.ids[ball], start_ms, end_ms, color, **more))
        self.commit(draft)
        return id

    def lane(self, ball: int) -> list[Segment]:
        return [entity for _, entity in segments_of(self.draft(), self.ids[ball])]

    def spans(self, ball: int) -> list[tuple[int, int, Rgb]]:
        """`(start_ms, end_ms, color)` of each segment of a ball."""
        return [(entity.start_ms, entity.end_ms, entity.color) for entity in self.lane(ball)]


def segment(timeline: str, start_ms: int, end_ms: int, color: Rgb = RED, **more: Any) -> Segment:
    return Segment(timeline=timeline, start_ms=start_ms, end_ms=end_ms, color=color, **more)


def strobe(**parameters: Any) -> Effect:
    return Effect("strobe", parameters)
