"""What a copilot may read of a show: the functions it can call, with honest absences.

What it is told without asking is in `briefing`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import islice
from typing import Any, Literal

from coda.apps.sequence_maker.briefing import context_text, system_prompt
from coda.apps.sequence_maker.entities import AudioFile, Lyrics
from coda.apps.sequence_maker.show import lane_of, notes, project, timelines
from coda.apps.sequence_maker.show import segment as find_segment
from coda.apps.sequence_maker.targets import Ball, Span, Targets
from coda.apps.sequence_maker.times import to_seconds
from coda.apps.sequence_maker.views import segment_view
from coda.components.events import Effect as Care
from coda.components.tools import ToolContext, tool
from coda.errors import ToolExecutionError

__all__ = ["AppContextAPI", "context_text", "system_prompt"]

OVERVIEW_SEGMENTS = 200
"""How many segments of each ball an overview of all balls lists; one ball alone is listed whole."""


class AppContextAPI:
    def __init__(self, context: ToolContext) -> None:
        self._context = context
        self._draft = context.draft
        self._targets = Targets(context)

    @tool(effect=Care.READ, category="context")
    def get_project_context(self) -> dict[str, Any]:
        """The show's name, length and settings."""
        show = project(self._draft)
        return {
            "name": show.name,
            "created": show.created,
            "description": show.description,
            "version": show.version,
            "revision": self._draft.base_revision,
            "default_pixels": show.default_pixels,
            "refresh_rate": show.refresh_rate,
            "total_duration": to_seconds(show.total_duration_ms),
            "zoom_level": show.zoom_level,
            "timeline_count": len(timelines(self._draft)),
            "has_audio": show.audio is not None,
            "audio_duration": to_seconds(show.audio.duration_ms) if show.audio else 0,
            "has_lyrics": show.lyrics is not None,
            "notes": [
                {"time": to_seconds(note.time_ms), "text": note.text} for _, note in notes(self._draft)
            ],
        }

    @tool(effect=Care.READ, category="context")
    def get_timeline_context(self, timeline_index: int | None = None) -> dict[str, Any]:
        """The balls and their segments.

        Args:
            timeline_index: One ball, from 0, with all its segments; every ball if left out.
        """
        if timeline_index is not None:
            return self._timeline(self._targets.any_ball(timeline_index), None)
        return {"timelines": self._timelines()}

    @tool(effect=Care.READ, category="context")
    def get_audio_context(self) -> dict[str, Any]:
        """The song: its length, tempo, beats and sections, and what the player does."""
        audio = self._song()
        return {
            "file": audio.filename,
            "duration": to_seconds(audio.duration_ms),
            **self._playback(),
            **self._heard(),
        }

    @tool(effect=Care.READ, category="context")
    def get_lyrics_context(self) -> dict[str, Any]:
        """The words of the song, with their times where these are known."""
        lyrics = project(self._draft).lyrics
        if lyrics is None:
            raise ToolExecutionError("The show has no lyrics.")
        return _lyrics_view(lyrics)

    @tool(effect=Care.READ, category="context")
    def get_full_context(self) -> dict[str, Any]:
        """Everything at once; what the show does not have is null."""
        show = project(self._draft)
        return {
            "project": self.get_project_context(),
            "timelines": self._timelines(),
            "audio": self.get_audio_context() if show.audio else None,
            "lyrics": _lyrics_view(show.lyrics) if show.lyrics else None,
            "current_position": to_seconds(self._context.scope.get("playhead_ms") or 0),
            "selected_timeline_index": self._selected_timeline(),
        }

    @tool(effect=Care.READ, category="context")
    def get_song_metadata(self) -> dict[str, Any]:
        """The song in short: title, length, tempo, how many beats, which sections."""
        audio, analysis = self._song(), self._targets.analysis()
        bars = analysis.beats_per_bar
        return {
            "song_title": audio.filename.rpartition(".")[0] or audio.filename,
            "duration_seconds": to_seconds(analysis.duration_ms),
            "estimated_tempo": analysis.tempo_bpm,
            **({"time_signature_guess": f"{bars}/4"} if bars else {}),
            "total_beats": len(analysis.beats_ms),
            "total_downbeats": len(analysis.downbeats_ms),
            "sections": [section.label for section in analysis.sections],
            "audio_file": audio.filename,
        }

    @tool(effect=Care.READ, category="context")
    def get_beats_in_range(
        self, start_time: float, end_time: float, beat_type: Literal["all", "downbeat"] = "all"
    ) -> dict[str, Any]:
        """The times of the song's beats from start_time up to, but not at, end_time.

        Args:
            start_time: Seconds.
            end_time: Seconds.
            beat_type: all, or downbeat for the first beat of each bar.
        """
        span = self._targets.span(start_time, end_time)
        analysis = self._targets.analysis()
        every = analysis.beats_ms if beat_type == "all" else analysis.downbeats_ms
        beats = _within(every, span)
        return {"beat_type": beat_type, "beats": _seconds(beats), "count": len(beats)}

    @tool(effect=Care.READ, category="context")
    def get_section_details(self, section_label: str) -> dict[str, Any]:
        """Where a section of the song lies, with its beats and how loud it is.

        Args:
            section_label: As in get_song_metadata. Sections that sound alike share a label; the
                first is told in full, the times of all stand in `occurrences`.
        """
        found = self._targets.sections(section_label)
        analysis, first = self._targets.analysis(), found[0]
        beats, downbeats = _within(analysis.beats_ms, first), _within(analysis.downbeats_ms, first)
        step = analysis.energy.step_ms
        energy = analysis.energy.values[first.start_ms // step : -(-first.end_ms // step)]
        return {
            "label": section_label,
            "start_time": to_seconds(first.start_ms),
            "end_time": to_seconds(first.end_ms),
            "duration": to_seconds(first.end_ms - first.start_ms),
            "beats": _seconds(beats),
            "beat_count": len(beats),
            "downbeats": _seconds(downbeats),
            "downbeat_count": len(downbeats),
            **({"average_energy": round(sum(energy) / len(energy), 4)} if energy else {}),
            "occurrences": [_span_view(span) for span in found],
        }

    def _song(self) -> AudioFile:
        audio = project(self._draft).audio
        if audio is None:
            raise ToolExecutionError("No song is loaded.")
        return audio

    def _timelines(self) -> list[dict[str, Any]]:
        balls = [Ball(index, *item) for index, item in enumerate(timelines(self._draft))]
        return [self._timeline(ball, OVERVIEW_SEGMENTS) for ball in balls]

    def _timeline(self, ball: Ball, most: int | None) -> dict[str, Any]:
        lane = lane_of(self._draft, ball.id)
        views = [segment_view(i, segment) for i, (_, segment) in enumerate(islice(lane, most))]
        left_out = lane.count - len(views)
        color = ball.timeline.default_color
        return {
            "index": ball.index,
            "name": ball.timeline.name,
            "default_pixels": ball.timeline.default_pixels,
            "default_color": None if color is None else list(color),
            "segment_count": lane.count,
            "segments": views,
            **({"segments_left_out": left_out} if left_out else {}),
            "duration": to_seconds(lane.at(lane.count - 1)[1].end_ms) if lane.count else 0,
        }

    def _playback(self) -> dict[str, Any]:
        state = self._targets.services.playback
        if state is None:
            return {}
        return {
            "is_playing": state.playing,
            "is_paused": not state.playing and state.position_ms > 0,
            "current_position": to_seconds(state.position_ms),
            "volume": state.volume,
        }

    def _heard(self) -> dict[str, Any]:
        """What the analysis found; without one, only that there is none yet."""
        analysis = self._targets.services.analysis
        if analysis is None:
            return {"analyzed": False}
        energy = analysis.energy.values
        return {
            "analyzed": True,
            "tempo": analysis.tempo_bpm,
            "tempo_changes": [
                {"start_time": to_seconds(part.start_ms), "bpm": part.bpm} for part in analysis.tempo_segments
            ],
            "beat_count": len(analysis.beats_ms),
            "beat_times": _seconds(analysis.beats_ms),
            "downbeat_times": _seconds(analysis.downbeats_ms),
            "onset_count": len(analysis.onsets_ms),
            "sections": [
                {"label": section.label, **_span_view(Span(section.start_ms, section.end_ms))}
                for section in analysis.sections
            ],
            **({"energy_mean": round(sum(energy) / len(energy), 4)} if energy else {}),
        }

    def _selected_timeline(self) -> int | None:
        """The ball of the first selected segment."""
        order = [id for id, _ in timelines(self._draft)]
        for id in self._context.scope.get("selection") or ():
            selected = find_segment(self._draft, id)
            if selected is not None and selected.timeline in order:
                return order.index(selected.timeline)
        return None


def _within(times_ms: Sequence[int], span: Span) -> Sequence[int]:
    return times_ms[bisect_left(times_ms, span.start_ms) : bisect_left(times_ms, span.end_ms)]


def _seconds(times_ms: Sequence[int]) -> list[float]:
    return [to_seconds(ms) for ms in times_ms]


def _span_view(span: Span) -> dict[str, float]:
    return {"start_time": to_seconds(span.start_ms), "end_time": to_seconds(span.end_ms)}


def _lyrics_view(lyrics: Lyrics) -> dict[str, Any]:
    return {
        "song_name": lyrics.song_name,
        "artist_name": lyrics.artist_name,
        "lyrics_text": lyrics.lyrics_text,
        "word_count": len(lyrics.word_timestamps) or len(lyrics.lyrics_text.split()),
        "word_timestamps": [
            {
                "word": word.word,
                "start": None if word.start_ms is None else to_seconds(word.start_ms),
                "end": None if word.end_ms is None else to_seconds(word.end_ms),
            }
            for word in lyrics.word_timestamps
        ],
    }
