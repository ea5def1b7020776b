"""`coda sequence …`: the same documents, tools and turns as the studio's, without a browser."""

from __future__ import annotations

import argparse
import asyncio
import sys
from pathlib import Path
from typing import Any

import msgspec

from coda.apps.sequence_maker.analysis.failures import AnalysisFailedError
from coda.apps.sequence_maker.analysis.library import analyze_file
from coda.apps.sequence_maker.context import AppContextAPI
from coda.apps.sequence_maker.exchange import Exchange
from coda.apps.sequence_maker.formats.smproj_writing import SUFFIX
from coda.apps.sequence_maker.show import SequenceType, project
from coda.bootstrap import Coda, coda, read_settings
from coda.components.tools import ToolContext
from coda.errors import FileFormatError
from coda.interfaces.cli.document_commands import read, refuse_existing, say, step_back, tell
from coda.interfaces.cli.document_file import DocumentFile, file_path
from coda.interfaces.cli.exits import DONE
from coda.interfaces.cli.progress import Progress
from coda.interfaces.cli.terminal import plain


class ShowFiles:
    """`.smproj` files; see `document_file.FileFormat`."""

    suffixes: tuple[str, ...] = (SUFFIX, ".json")
    made_with = "coda sequence new"

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange

    async def read(self, content: bytes, name: str) -> tuple[str, tuple[str, ...]]:
        imported = await self._exchange.import_show(content, name)
        return imported.document.id, imported.warnings

    async def write(self, document_id: str) -> bytes:
        return await self._exchange.export_show(document_id)


def sequence(options: argparse.Namespace) -> int:
    """Run one action. Raises CodaError; `main` turns it into an exit code."""
    if options.action == "analyze":
        return asyncio.run(_analyze(options))
    return asyncio.run(_with_coda(options))


def _file(whole: Coda, path: Path) -> DocumentFile:
    return DocumentFile(whole, path, ShowFiles(Exchange(whole.documents, whole.store, whole.stage)))


async def _with_coda(options: argparse.Namespace) -> int:
    actions = {"new": _new, "say": _say, "show": _show, "undo": _undo, "redo": _undo}
    async with coda(read_settings(data=options.data)) as whole:
        return await actions[options.action](whole, options)


async def _new(whole: Coda, options: argparse.Namespace) -> int:
    file = _file(whole, file_path(options.show, ShowFiles))
    await refuse_existing(file)
    document_id = await _create(whole, options)
    try:
        if options.audio is not None:
            await _load_song(whole, document_id, options.audio)
        await file.save(document_id)
    except BaseException:
        await asyncio.shield(whole.documents.delete(document_id))  # no show without its file
        raise
    view = await _view(whole, file, document_id)
    tell(options, view, f"Made {file.path}: {_in_a_line(view)}.")
    return DONE


async def _create(whole: Coda, options: argparse.Namespace) -> str:
    name = options.name or options.show.stem.replace("_", " ").replace("-", " ")
    fill, wanted = whole.applications[SequenceType.kind].fill, {"ball_count": options.balls}
    document = await whole.documents.create(SequenceType.kind, name, lambda draft: fill(draft, name, wanted))
    return document.id


async def _load_song(whole: Coda, document_id: str, path: Path) -> None:
    song = await read(path)
    try:
        exchange = Exchange(whole.documents, whole.store, whole.stage)
        info = await exchange.set_song(document_id, path.name, song)
    except FileFormatError as error:
        raise FileFormatError(str(error), str(path)) from error
    with Progress() as progress:
        await progress.follow(whole.stage.songs.follow(info.content_hash))


async def _say(whole: Coda, options: argparse.Namespace) -> int:
    file = _file(whole, options.show)
    document_id = await file.open()
    await _listen(whole, document_id)
    return await say(whole, file, document_id, options)


async def _show(whole: Coda, options: argparse.Namespace) -> int:
    file = _file(whole, options.show)
    view = await _view(whole, file, await file.open())
    tell(options, view, _in_lines(view))
    return DONE


async def _undo(whole: Coda, options: argparse.Namespace) -> int:
    return await step_back(whole, _file(whole, options.show), options)


async def _analyze(options: argparse.Namespace) -> int:
    await read(options.song)
    with Progress() as progress:
        analysis = await analyze_file(options.song, progress.show)
    found = msgspec.to_builtins(analysis)
    tempo = " → ".join(f"{part['bpm']:.1f}" for part in found["tempo_segments"])
    told = (
        f"{options.song.name}: {found['duration_ms'] / 1000:.1f} s, {tempo} beats a minute, "
        f"{len(found['beats_ms'])} beats, {len(found['onsets_ms'])} onsets, "
        f"{len(found['sections'])} sections."
    )
    tell(options, found, told)
    return DONE


async def _listen(whole: Coda, document_id: str) -> None:
    """Hear the show's song before anybody speaks of its beats; the first time this takes a while."""
    audio = project(await whole.documents.fork(document_id)).audio
    if audio is None or whole.stage.songs.info(audio.content_hash) is None:
        return
    listening = asyncio.create_task(whole.stage.listen(audio.content_hash))
    with Progress() as progress:
        following = asyncio.create_task(progress.follow(whole.stage.songs.follow(audio.content_hash)))
        try:
            await listening
        except (AnalysisFailedError, FileFormatError) as error:
            print(plain(f"coda: the song could not be heard: {error}"), file=sys.stderr)
        finally:
            following.cancel()
            await asyncio.wait([following])


async def _view(whole: Coda, file: DocumentFile, document_id: str) -> dict[str, Any]:
    """The documented `--json` form of a show; times in seconds."""
    draft = await whole.documents.fork(document_id)
    api = AppContextAPI(ToolContext(draft, {}, whole.stage.services(draft)))
    audio = project(draft).audio
    return {
        "file": str(file.path),
        "revision": draft.base_revision,
        "project": api.get_project_context(),
        "audio": None
        if audio is None
        else {"filename": audio.filename, "duration": audio.duration_ms / 1000},
        "balls": api.get_timeline_context()["timelines"],
        "history": msgspec.to_builtins(await whole.documents.history(document_id)),
        "warnings": list(file.warnings),
    }


def _in_a_line(view: dict[str, Any]) -> str:
    balls, duration = len(view["balls"]), view["project"]["total_duration"]
    song = f", {view['audio']['filename']}" if view["audio"] else ""
    return f"{balls} balls, {duration:g} s{song}"


def _in_lines(view: dict[str, Any]) -> str:
    lines = [f"{view['project']['name']}: {_in_a_line(view)}"]
    for ball in view["balls"]:
        lines.append(f"{ball['name']}")
        for segment in ball["segments"]:
            color = segment["color"]
            end = f" → {segment['end_color']}" if segment.get("end_color") else ""
            effects = "".join(f" {effect['type']}" for effect in segment["effects"])
            span = f"{segment['start_time']:8.2f} – {segment['end_time']:.2f}"
            lines.append(f"  {span}  {color}{end}{effects}")
        if not ball["segments"]:
            lines.append("  dark")
    return "\n".join([*view["warnings"], *lines])
