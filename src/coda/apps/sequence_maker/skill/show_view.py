"""Builds the skill's view of a show from the open document, the studio's scope and the services."""

from __future__ import annotations

from coda.apps.sequence_maker.analysis.values import Analysis
from coda.apps.sequence_maker.services import SequenceServices
from coda.apps.sequence_maker.show import project, segments_of, timelines
from coda.apps.sequence_maker.skill.view import Ball, Music, Playback, Section, ShowView
from coda.components.tools import ToolContext


def show_view(context: ToolContext) -> ShowView:
    """Raises InvariantError when the document holds no project."""
    settings = project(context.draft)
    services = context.services if isinstance(context.services, SequenceServices) else SequenceServices()
    lanes = timelines(context.draft)
    allowed = context.scope.get("timelines")
    state = services.playback
    scoped = context.scope.get("playhead_ms")
    position = scoped if isinstance(scoped, int) else state.position_ms if state else 0
    return ShowView(
        balls=tuple(_ball(context, id, lane.name) for id, lane in lanes),
        total_ms=settings.total_duration_ms,
        playhead_ms=min(max(0, position), settings.total_duration_ms),
        selection=frozenset(context.scope.get("selection") or ()),
        allowed=None if allowed is None else frozenset(i for i, (id, _) in enumerate(lanes) if id in allowed),
        song_ms=settings.audio.duration_ms if settings.audio else None,
        music=_music(services.analysis) if services.analysis and settings.audio else None,
        playback=Playback(state.position_ms, state.playing, state.volume) if state else None,
    )


def _ball(context: ToolContext, id: str, name: str) -> Ball:
    placed = segments_of(context.draft, id)
    return Ball(id, name, tuple(segment for _, segment in placed), tuple(id for id, _ in placed))


def _music(analysis: Analysis) -> Music:
    return Music(
        analysis.tempo_bpm,
        tuple(analysis.beats_ms),
        tuple(analysis.downbeats_ms),
        tuple(Section(one.label, one.start_ms, one.end_ms) for one in analysis.sections),
    )
