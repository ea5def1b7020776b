"""From the bytes of a `.smproj` file to a show; see `smproj`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from msgspec import UNSET, UnsetType
from msgspec.structs import replace

from coda.apps.sequence_maker.entities import (
    DEFAULT_PIXELS,
    DEFAULT_REFRESH_HZ,
    DEFAULT_SHOW_MS,
    FILE_VERSION,
    MAX_PIXELS,
    MAX_REFRESH_HZ,
    MAX_SHOW_MS,
    MIN_PIXELS,
    MIN_REFRESH_HZ,
    MIN_SHOW_MS,
    NOTES,
    PROJECT,
    SEGMENTS,
    TIMELINES,
    UNTITLED,
    AudioFile,
    Extra,
    Lyrics,
    Note,
    Project,
    Word,
    default_visualizations,
)
from coda.apps.sequence_maker.formats.audio import file_name, read_audio
from coda.apps.sequence_maker.formats.node import Fields, Node, decode
from coda.apps.sequence_maker.formats.segments import Ball, read_balls
from coda.apps.sequence_maker.times import format_time, to_ms, up_to_grid
from coda.components.documents import Draft


@dataclass(frozen=True)
class SmprojFile:
    """What a file held. `audio` is the embedded song's bytes; its description is `project.audio`.

    `chat_history` and `llm_metadata` are as they were: the conversation is not part of the document.
    """

    project: Project
    balls: tuple[Ball, ...]
    notes: tuple[tuple[str, Note], ...]
    audio: bytes | None = field(repr=False)
    chat_history: list[Any]
    llm_metadata: dict[str, Any]
    warnings: tuple[str, ...]

    def fill(self, draft: Draft) -> None:
        """Put the show into an empty draft; for `Documents.create`."""
        draft.put(PROJECT, PROJECT, self.project)
        for position, ball in enumerate(self.balls):
            id = draft.new_id()
            draft.put(TIMELINES, id, replace(ball.timeline, position=position))
            for segment in ball.segments:
                draft.put(SEGMENTS, draft.new_id(), replace(segment, timeline=id))
        taken: set[str] = set()
        for id, note in self.notes:
            free = id if id and id not in taken else draft.new_id()
            taken.add(free)
            draft.put(NOTES, free, note)


def read_smproj(data: bytes, stem: str = "") -> SmprojFile:
    """Read a project file; `stem` is its name without the extension, for a file that holds no name.

    Raises FileFormatError, naming the place.
    """
    return _Reader(decode(data).fields(), stem).read()


class _Reader:
    def __init__(self, top: Fields, stem: str) -> None:
        self._top = top
        self._stem = stem
        self._extra: Extra = {}
        self._warnings: list[str] = []

    def read(self) -> SmprojFile:
        timelines = self._top.need("timelines")
        chat = self._top.take("chat_history", "chatHistory")
        llm = self._top.take("llm_metadata", "llmMetadata")
        notes = self._top.take("notes")
        bytes_, audio = self._audio()
        project = self._project(audio)
        return SmprojFile(
            project=project,
            balls=read_balls(timelines, project.default_pixels, self._warnings),
            notes=() if notes is None else tuple(_note(node.fields()) for node in notes.items()),
            audio=bytes_,
            chat_history=[] if chat is None else chat.list(),
            llm_metadata={} if llm is None else llm.mapping(),
            warnings=tuple(self._warnings),
        )

    def _project(self, audio: AudioFile | None) -> Project:
        metadata, settings = self._top.section("metadata"), self._top.section("settings")
        custom = self._top.section("llm_customization", "llmCustomization")
        shown = self._top.take("visualizations")
        project = Project(
            name=_name(metadata, self._stem),
            description=_loose_text(metadata.take("description")),
            created=_loose_text(metadata.take("created")),
            version=_loose_text(metadata.take("version")) or FILE_VERSION,
            default_pixels=_pixels(settings),
            refresh_rate=_refresh_rate(settings),
            total_duration_ms=self._duration(settings, audio),
            zoom_level=_zoom(settings),
            audio=audio,
            key_mappings=_mapping(self._top.take("keyMappings", "key_mappings")),
            effects=_mapping(self._top.take("effects")),
            visualizations=default_visualizations() if shown is None else shown.mapping(),
            lyrics=_lyrics(self._top.section("lyrics")),
            custom_instructions=custom.text("custom_instructions", "customInstructions"),
            presets=_list(custom.take("presets")),
            task_templates=_list(custom.take("task_templates", "taskTemplates")),
            active_preset=custom.text("active_preset", "activePreset", default="Default"),
        )
        metadata.take("modified")
        for name, section in (("metadata", metadata), ("settings", settings), ("llm_customization", custom)):
            self._keep(name, section.rest())
        self._keep("file", self._top.rest())
        return replace(project, extra=self._extra or UNSET)

    def _keep(self, name: str, extra: Extra | UnsetType) -> None:
        if extra:
            self._extra[name] = extra

    def _duration(self, settings: Fields, audio: AudioFile | None) -> int:
        node = settings.take("totalDuration", "total_duration")
        told = DEFAULT_SHOW_MS if node is None else to_ms(node.seconds())
        rightful = told if audio is None or not audio.duration_ms else up_to_grid(audio.duration_ms)
        rightful = min(max(rightful, MIN_SHOW_MS), MAX_SHOW_MS)
        if abs(rightful - told) > 10:
            self._warnings.append(
                f"The show's length was {format_time(told)}; it is {format_time(rightful)} now"
                f" ({'as long as the song' if audio else 'one second to one hour'})."
            )
        return rightful

    def _audio(self) -> tuple[bytes | None, AudioFile | None]:
        section = self._top.section("audio")
        section.take("embedded")
        content, audio = read_audio(section)
        kept = section.rest_or_empty()
        self._keep("audio", kept)
        if audio is None and file_name(kept):
            self._warnings.append(f'The song "{file_name(kept)}" is not inside the file; load it again.')
        return content, audio


def _name(metadata: Fields, stem: str) -> str:
    """Earlier versions wrote `false` for a project without a name."""
    node = metadata.take("name")
    name = node.value.strip() if node is not None and isinstance(node.value, str) else ""
    return name or " ".join(stem.replace("_", " ").replace("-", " ").split()) or UNTITLED


def _loose_text(node: Node | None) -> str:
    return node.value if node is not None and isinstance(node.value, str) else ""


def _pixels(settings: Fields) -> int:
    node = settings.take("defaultPixels", "default_pixels")
    return DEFAULT_PIXELS if node is None else node.integer(MIN_PIXELS, MAX_PIXELS)


def _refresh_rate(settings: Fields) -> int:
    node = settings.take("refreshRate", "refresh_rate")
    return DEFAULT_REFRESH_HZ if node is None else node.integer(MIN_REFRESH_HZ, MAX_REFRESH_HZ)


def _zoom(settings: Fields) -> float:
    node = settings.take("zoomLevel", "zoom_level")
    return 1.0 if node is None else float(node.number(0, 1e6))


def _mapping(node: Node | None) -> dict[str, Any]:
    return {} if node is None else node.mapping()


def _list(node: Node | None) -> list[Any]:
    return [] if node is None else node.list()


def _lyrics(fields: Fields) -> Lyrics | None:
    words = fields.take("word_timestamps", "wordTimestamps")
    lyrics = Lyrics(
        song_name=fields.text("song_name", "songName"),
        artist_name=fields.text("artist_name", "artistName"),
        lyrics_text=fields.text("lyrics_text", "lyricsText"),
        word_timestamps=() if words is None else tuple(_word(node.fields()) for node in words.items()),
        extra=fields.rest(),
    )
    return None if lyrics == Lyrics() else lyrics


def _word(fields: Fields) -> Word:
    return Word(
        word=fields.need("word").text(),
        start_ms=_milliseconds(fields.take("start")),
        end_ms=_milliseconds(fields.take("end")),
        extra=fields.rest(),
    )


def _milliseconds(node: Node | None) -> int | None:
    return None if node is None else round(node.seconds() * 1000)


def _note(fields: Fields) -> tuple[str, Note]:
    id = fields.text("id")
    time = fields.need("time").number(0, MAX_SHOW_MS / 1000)
    color = fields.take("color")
    note = Note(
        time_ms=round(time * 1000),
        text=fields.text("text"),
        created=fields.text("created"),
        modified=fields.text("modified"),
    )
    if color is not None:
        note = replace(note, color=color.color())
    return id, replace(note, extra=fields.rest())
