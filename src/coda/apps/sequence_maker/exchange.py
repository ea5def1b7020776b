"""Shows in and out of the store: `.smproj` files, songs, and the conversation that goes with them."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import PurePath
from typing import Any, cast
from uuid import uuid4

import msgspec

from coda.apps.sequence_maker.analysis.shelf import shown
from coda.apps.sequence_maker.analysis.values import SongInfo
from coda.apps.sequence_maker.entities import AudioFile, Project
from coda.apps.sequence_maker.formats.smproj import SmprojFile, export_smproj, read_smproj
from coda.apps.sequence_maker.show import SequenceType, project
from coda.apps.sequence_maker.stage import Stage
from coda.components.changes import Author
from coda.components.documents import Document, Documents, Draft
from coda.components.events import (
    ConfirmationMode,
    ConversationCreated,
    Entry,
    JournalEvent,
    ResponseChunk,
    ResponseComplete,
    ResponseStart,
    UserMessage,
)
from coda.components.messages import Usage
from coda.components.store import Store
from coda.components.store.writes import AppendEvents, CreateConversation
from coda.errors import FileFormatError

_FROM_A_FILE = "imported"
"""Stands for the provider of messages that came with a file."""

_USER, _COPILOT = "You", "Assistant"
"""Who speaks, in the file's words."""


class Imported(msgspec.Struct, frozen=True):
    """`warnings` are sentences about what had to be mended in the file."""

    document: Document
    warnings: tuple[str, ...]


class Exchange:
    def __init__(self, documents: Documents, store: Store, stage: Stage) -> None:
        self._documents = documents
        self._store = store
        self._stage = stage

    async def import_show(self, data: bytes, filename: str) -> Imported:
        """A new document from a file. Raises FileFormatError, naming the place; then nothing is kept."""
        file = await asyncio.to_thread(read_smproj, data, PurePath(shown(filename)).stem)
        show = file.project
        if file.audio is not None and show.audio is not None:
            song = await self._take_song(show.audio.filename, file.audio)
            show = msgspec.structs.replace(show, audio=_audio_file(song))

        def fill(draft: Draft) -> None:
            file.fill(draft)
            draft.put("project", "project", _with_metadata(show, file.llm_metadata))

        document = await self._documents.create(SequenceType.kind, show.name, fill)
        await self._import_chat(document.id, file)
        return Imported(document, file.warnings)

    async def export_show(self, document_id: str, *, embed: bool = True) -> bytes:
        """The show as a `.smproj` file, with its song if `embed`, and with its newest conversation."""
        draft = await self._documents.fork(document_id)
        record = await self._documents.record(document_id)
        show = project(draft)
        audio = None
        if embed and show.audio is not None and self._stage.songs.info(show.audio.content_hash):
            audio = await self._stage.songs.read(show.audio.content_hash)
        conversations = await self._store.conversations(document_id)
        entries = await self._store.entries(conversations[0].id) if conversations else ()
        return export_smproj(
            draft,
            modified=_iso(record.modified_ms),
            audio=audio,
            chat_history=chat_history(entries),
            llm_metadata=await self._metadata(show, [c.id for c in conversations]),
        )

    async def set_song(self, document_id: str, filename: str, data: bytes) -> SongInfo:
        """Give the show a song, as an undoable edit. Raises FileFormatError for what is no song."""
        song = await self._stage.songs.add(filename, data)
        draft = await self._documents.fork(document_id)
        show = msgspec.structs.replace(project(draft), audio=_audio_file(song))
        if show != project(draft):
            draft.put("project", "project", show)
            await self._documents.commit(draft, author=Author.HUMAN, note=f"Load {song.filename}")
        self._stage.listen_in_background(song.content_hash, again=True)
        return song

    async def _take_song(self, filename: str, data: bytes) -> SongInfo:
        try:
            return await self._stage.songs.add(filename, data)
        except FileFormatError as error:
            raise FileFormatError(str(error), "audio.data") from error

    async def _import_chat(self, document_id: str, file: SmprojFile) -> None:
        id, now = uuid4().hex, _now_ms()
        writes: list[CreateConversation | AppendEvents] = [
            CreateConversation(id, "Chat", document_id, now),
            AppendEvents(id, None, (ConversationCreated(title="Chat", document_id=document_id),), now),
        ]
        run_id = uuid4().hex
        for said in file.chat_history:
            fields = cast("dict[str, Any]", said) if isinstance(said, dict) else {}
            if fields.get("sender") == _USER:
                run_id = uuid4().hex
            events = _events_of(fields.get("sender"), fields.get("message"))
            if events:
                writes.append(AppendEvents(id, run_id, events, _ms(fields.get("timestamp"), now)))
        await self._store.commit(*writes, durable=True)

    async def _metadata(self, show: Project, conversation_ids: Sequence[str]) -> dict[str, Any]:
        """What an imported file had counted, and what was used since."""
        extra = show.extra if isinstance(show.extra, dict) else {}
        metadata: dict[str, Any] = dict(extra.get("llm_metadata", {}))
        tokens, cost = _number(metadata.get("token_usage")), _number(metadata.get("estimated_cost"))
        for id in conversation_ids:
            totals = await self._store.usage_totals(id)
            tokens, cost = tokens + totals.usage.total_tokens, cost + totals.cost_usd
        counted = {"token_usage": tokens, "estimated_cost": cost}
        return {**metadata, **counted, "interactions": metadata.get("interactions", [])}


def chat_history(entries: Iterable[Entry]) -> list[dict[str, Any]]:
    """The conversation in the file's form: `{sender, message, timestamp}`."""
    said: list[dict[str, Any]] = []
    speaking: list[str] = []  # the pieces of the answer that is being gathered
    for entry in entries:
        if isinstance(entry.event, ResponseChunk):
            if not speaking:
                said.append({"sender": _COPILOT, "message": "", "timestamp": _iso(entry.at_ms)})
            speaking.append(entry.event.delta)
        elif speaking and isinstance(entry.event, UserMessage | ResponseStart):
            said[-1]["message"] = "".join(speaking)
            speaking = []
        if isinstance(entry.event, UserMessage):
            said.append({"sender": _USER, "message": entry.event.text, "timestamp": _iso(entry.at_ms)})
    if speaking:
        said[-1]["message"] = "".join(speaking)
    return said


def _events_of(sender: Any, text: Any) -> tuple[JournalEvent, ...]:
    if not isinstance(text, str) or not text:
        return ()
    if sender == _USER:
        message = UserMessage(text=text, confirmation=ConfirmationMode.FULL, provider=_FROM_A_FILE, model="")
        return (message,)
    return (
        ResponseStart(provider=_FROM_A_FILE, model="", round=1),
        ResponseChunk(delta=text),
        ResponseComplete(finish_reason="stop", usage=Usage(), cost_usd=0.0, elapsed_ms=0.0),
    )


def _with_metadata(show: Project, metadata: Mapping[str, Any]) -> Project:
    if not metadata:
        return show
    extra = show.extra if isinstance(show.extra, dict) else {}
    return msgspec.structs.replace(show, extra={**extra, "llm_metadata": dict(metadata)})


def _audio_file(song: SongInfo) -> AudioFile:
    return AudioFile(
        content_hash=song.content_hash,
        filename=song.filename,
        duration_ms=song.duration_ms,
        embedded=True,
    )


def _iso(ms: int) -> str:
    return datetime.fromtimestamp(ms / 1000, UTC).isoformat(timespec="milliseconds")


def _ms(timestamp: Any, otherwise: int) -> int:
    try:
        return round(datetime.fromisoformat(str(timestamp)).timestamp() * 1000)
    except (ValueError, OverflowError, OSError):  # no time, or one before the calendar begins
        return otherwise


def _number(value: Any) -> int | float:
    """What a file says was used; 0 when it says something else."""
    return value if isinstance(value, int | float) and not isinstance(value, bool) else 0


def _now_ms() -> int:
    return round(datetime.now(UTC).timestamp() * 1000)
