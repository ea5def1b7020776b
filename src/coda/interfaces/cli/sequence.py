"""`coda sequence …`: the same documents, tools and turns as the studio's, without a browser."""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from pathlib import Path
from typing import Any

import msgspec

from coda.apps.sequence_maker.analysis.failures import AnalysisFailedError
from coda.apps.sequence_maker.analysis.library import analyze_file
from coda.apps.sequence_maker.context import AppContextAPI
from coda.apps.sequence_maker.exchange import Exchange
from coda.apps.sequence_maker.show import SequenceType, project
from coda.bootstrap import Coda, coda, read_settings
from coda.components.documents import Committed
from coda.components.tools import ToolContext
from coda.errors import FileFormatError
from coda.interfaces.cli.exits import DONE
from coda.interfaces.cli.progress import Progress
from coda.interfaces.cli.say import Saying
from coda.interfaces.cli.show_file import ShowFile, show_path
from coda.interfaces.cli.terminal import plain


def sequence(options: argparse.Namespace) -> int:
    """Run one action. Raises CodaError; `main` turns it into an exit code."""
    if options.action == "analyze":
        return asyncio.run(_analyze(options))
    return asyncio.run(_with_coda(options))


async def _with_coda(options: argparse.Namespace) -> int:
    actions = {"new": _new, "say": _say, "show": _show, "undo": _undo, "redo": _undo}
    async with coda(read_settings(data=options.data)) as whole:
        return await actions[options.action](whole, options)


async def _new(whole: Coda, options: argparse.Namespace) -> int:
    file = ShowFile(whole, show_path(options.show))
    if await asyncio.to_thread(file.path.exists):
        raise FileFormatError("this file exists already; choose another name", str(file.path))
    document_id = await _create(whole, options)
    try:
        if options.audio is not None:
            await _load_song(whole, document_id, options.audio)
        await file.save(document_id)
    except BaseException:
        await asyncio.shield(whole.documents.delete(document_id))  # no show without its file
        raise
    view = await _view(whole, file, document_id)
    _print(options, view, f"Made {file.path}: {_in_a_line(view)}.")
    return DONE


async def _create(whole: Coda, options: argparse.Namespace) -> str:
    name = options.name or options.show.stem.replace("_", " ").replace("-", " ")
    fill, wanted = whole.applications[SequenceType.kind].fill, {"ball_count": options.balls}
    document = await whole.documents.create(SequenceType.kind, name, lambda draft: fill(draft, name, wanted))
    return document.id


async def _load_song(whole: Coda, document_id: str, path: Path) -> None:
    song = await _read(path)
    try:
        exchange = Exchange(whole.documents, whole.store, whole.stage)
        info = await exchange.set_song(document_id, path.name, song)
    except FileFormatError as error:
        raise FileFormatError(str(error), str(path)) from error
    with Progress() as progress:
        await progress.follow(whole.stage.songs.follow(info.content_hash))


async def _say(whole: Coda, options: argparse.Namespace) -> int:
    file = ShowFile(whole, options.show)
    document_id = await file.open()
    await _listen(whole, document_id)
    saying = Saying(whole, document_id, options)
    try:
        code = await saying.say(options.text)
    finally:
        if saying.changed:
            await file.save(document_id)
    saying.tell_the_end(code)
    return code


async def _show(whole: Coda, options: argparse.Namespace) -> int:
    file = ShowFile(whole, options.show)
    view = await _view(whole, file, await file.open())
    _print(options, view, _in_lines(view))
    return DONE


async def _undo(whole: Coda, options: argparse.Namespace) -> int:
    file = ShowFile(whole, options.show)
    document_id = await file.open()
    committed: Committed = await whole.runs.undo_step(document_id, redo=options.action == "redo")
    await file.save(document_id)
    note, revision = committed.transaction.note, committed.transaction.revision
    _print(options, {"status": "done", "note": note, "revision": revision}, f"{note}.")
    return DONE


async def _analyze(options: argparse.Namespace) -> int:
    await _read(options.song)
    with Progress() as progress:
        analysis = await analyze_file(options.song, progress.show)
    found = msgspec.to_builtins(analysis)
    tempo = " → ".join(f"{part['bpm']:.1f}" for part in found["tempo_segments"])
    told = (
        f"{options.song.name}: {found['duration_ms'] / 1000:.1f} s, {tempo} beats a minute, "
        f"{len(found['beats_ms'])} beats, {len(found['onsets_ms'])} onsets, "
        f"{len(found['sections'])} sections."
    )
    _print(options, found, told)
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


async def _view(whole: Coda, file: ShowFile, document_id: str) -> dict[str, Any]:
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


async def _read(path: Path) -> bytes:
    try:
        return await asyncio.to_thread(path.read_bytes)
    except OSError as error:
        raise FileFormatError(str(error.strerror), str(path)) from error


def _print(options: argparse.Namespace, value: Any, told: str) -> None:
    print(json.dumps(value, ensure_ascii=False) if options.json else plain(told))
    sys.stdout.flush()
