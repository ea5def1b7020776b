"""From a show to the bytes of a `.smproj` file; see `smproj`."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from typing import Any, cast

import msgspec
from msgspec import UnsetType

from coda.apps.sequence_maker.entities import Effect, Extra, Lyrics, Note, Project, Segment, Timeline
from coda.apps.sequence_maker.formats.audio import file_name
from coda.apps.sequence_maker.formats.segments import UNKNOWN_EFFECTS
from coda.apps.sequence_maker.show import notes, project, segments_of, timelines
from coda.apps.sequence_maker.times import to_seconds
from coda.components.documents import Draft

SUFFIX = ".smproj"

_NO_AUDIO: Extra = {"filename": None, "filepath": None, "duration": 0}
_NO_METADATA: Extra = {"token_usage": 0, "estimated_cost": 0.0, "interactions": []}


def export_smproj(
    draft: Draft,
    *,
    modified: str,
    audio: bytes | None = None,
    chat_history: Sequence[Any] = (),
    llm_metadata: Mapping[str, Any] | None = None,
) -> bytes:
    """The show as a file; equal shows with equal arguments give equal bytes.

    `modified` is ISO 8601. With `audio`, the song's bytes, the song travels inside the file.
    """
    show = project(draft)
    extra = _section(show.extra)
    content = {
        "metadata": {
            "version": show.version,
            "created": show.created,
            "modified": modified,
            "name": show.name,
            "description": show.description,
            **_section(extra.get("metadata")),
        },
        "settings": {
            "defaultPixels": show.default_pixels,
            "refreshRate": show.refresh_rate,
            "totalDuration": to_seconds(show.total_duration_ms),
            "zoomLevel": show.zoom_level,
            **_section(extra.get("settings")),
        },
        "keyMappings": _sorted(show.key_mappings),
        "effects": _sorted(show.effects),
        "timelines": [_timeline(draft, id, timeline, modified) for id, timeline in timelines(draft)],
        "audio": _audio(show, audio, _section(extra.get("audio"))),
        "visualizations": _sorted(show.visualizations),
        "lyrics": _lyrics(show.lyrics or Lyrics()),
        "notes": [_note(id, note) for id, note in notes(draft)],
        "chat_history": _sorted(list(chat_history)),
        "llm_metadata": _sorted(dict(llm_metadata) if llm_metadata else _NO_METADATA),
        "llm_customization": {
            "custom_instructions": show.custom_instructions,
            "presets": _sorted(show.presets),
            "task_templates": _sorted(show.task_templates),
            "active_preset": show.active_preset,
            **_section(extra.get("llm_customization")),
        },
        **_section(extra.get("file")),
    }
    return msgspec.json.format(msgspec.json.encode(content), indent=2)


def _timeline(draft: Draft, id: str, timeline: Timeline, modified: str) -> dict[str, Any]:
    color = timeline.default_color
    return {
        "name": timeline.name,
        "defaultPixels": timeline.default_pixels,
        **({} if color is None else {"defaultColor": list(color)}),
        "created": timeline.created,
        "modified": modified,
        "segments": [_segment(segment) for _, segment in segments_of(draft, id)],
        **_section(timeline.extra),
    }


def _segment(segment: Segment) -> dict[str, Any]:
    extra = _section(segment.extra)
    unknown = extra.pop(UNKNOWN_EFFECTS, [])
    end_color = segment.end_color
    return {
        "startTime": to_seconds(segment.start_ms),
        "endTime": to_seconds(segment.end_ms),
        "color": list(segment.color),
        "pixels": segment.pixels,
        "effects": [*map(_effect, segment.effects), *unknown],
        "segment_type": "solid" if end_color is None else "fade",
        **({} if end_color is None else {"endColor": list(end_color)}),
        **extra,
    }


def _effect(effect: Effect) -> dict[str, Any]:
    return {"type": effect.type, "parameters": _sorted(effect.parameters), **_section(effect.extra)}


def _audio(show: Project, content: bytes | None, kept: Extra) -> dict[str, Any]:
    """`kept` is what an imported file said; it counts while the song is still that one."""
    if show.audio is None:
        return {"embedded": False, **_NO_AUDIO, **kept, "data": None}
    if file_name(kept) not in {"", show.audio.filename}:
        kept = {}
    return {
        "embedded": content is not None,
        "filename": show.audio.filename,
        "filepath": None,
        **kept,
        "duration": to_seconds(show.audio.duration_ms),
        "data": None if content is None else base64.b64encode(content).decode("ascii"),
    }


def _lyrics(lyrics: Lyrics) -> dict[str, Any]:
    return {
        "song_name": lyrics.song_name,
        "artist_name": lyrics.artist_name,
        "lyrics_text": lyrics.lyrics_text,
        "word_timestamps": [
            {
                "word": word.word,
                "start": None if word.start_ms is None else to_seconds(word.start_ms),
                "end": None if word.end_ms is None else to_seconds(word.end_ms),
                **_section(word.extra),
            }
            for word in lyrics.word_timestamps
        ],
        **_section(lyrics.extra),
    }


def _note(id: str, note: Note) -> dict[str, Any]:
    return {
        "id": id,
        "time": to_seconds(note.time_ms),
        "text": note.text,
        "color": list(note.color),
        "created": note.created,
        "modified": note.modified,
        **_section(note.extra),
    }


def _section(extra: Extra | UnsetType | None) -> Extra:
    return _sorted(extra) if isinstance(extra, dict) else {}


def _sorted(value: Any) -> Any:
    """Loose JSON with its keys in one order, so that equal shows give equal bytes."""
    if isinstance(value, dict):
        loose = cast("dict[str, Any]", value)
        return {key: _sorted(loose[key]) for key in sorted(loose)}
    if isinstance(value, list | tuple):
        return [_sorted(item) for item in cast("list[Any]", value)]
    return value
