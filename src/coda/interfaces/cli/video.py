"""`coda video …`: films without a browser, by the same documents, agents, turns and jobs as the studio's."""

from __future__ import annotations

import argparse
import asyncio
from pathlib import Path
from typing import Any

import msgspec

from coda.apps.idea2video.entities import UNTITLED
from coda.apps.idea2video.episode import KIND, characters, episode, scenes, shots
from coda.apps.idea2video.exchange import SUFFIX, Exchange
from coda.apps.idea2video.film import film_recipe
from coda.apps.idea2video.rendering import Film
from coda.apps.idea2video.views import character_view, film_view, outline_view, scene_view, shot_view
from coda.bootstrap import Coda, coda, read_settings
from coda.components.documents import Draft
from coda.errors import FileFormatError
from coda.interfaces.cli.document_commands import read, refuse_existing, say, step_back, tell
from coda.interfaces.cli.document_file import DocumentFile, file_path
from coda.interfaces.cli.exits import DONE
from coda.interfaces.cli.video_making import made_film, make_film, put_film, write_steps
from coda.interfaces.conversations import current_conversation, reporting_to


class EpisodeFiles:
    """`.episode` files; see `document_file.FileFormat`."""

    suffixes: tuple[str, ...] = (SUFFIX, ".json")
    made_with = "coda video new"

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange

    async def read(self, content: bytes, name: str) -> tuple[str, tuple[str, ...]]:
        del name  # the title stands in the file
        return (await self._exchange.import_episode(content)).id, ()

    async def write(self, document_id: str) -> bytes:
        return await self._exchange.export_episode(document_id)


def video(options: argparse.Namespace) -> int:
    """Run one action. Raises CodaError; `main` turns it into an exit code."""
    return asyncio.run(_with_coda(options))


async def _with_coda(options: argparse.Namespace) -> int:
    actions = {
        "make": _make,
        "new": _new,
        "say": _say,
        "show": _show,
        "plan": _plan,
        "render": _render,
        "undo": _step_back,
        "redo": _step_back,
    }
    async with coda(read_settings(data=options.data)) as whole:
        return await actions[options.action](whole, options)


async def _make(whole: Coda, options: argparse.Namespace) -> int:
    """The whole way, from an idea to a film, without a question in between."""
    target: Path = options.output
    document_id = await _create(whole, options)
    caller = await reporting_to(whole, document_id, options.provider)
    await write_steps(whole, document_id, caller)
    film = await make_film(whole, document_id)
    await put_film(film, target)
    if options.episode is not None:
        await _file(whole, file_path(options.episode, EpisodeFiles)).save(document_id)
    draft = await whole.documents.fork(document_id)
    view = await _film_form(whole, draft, film, target)
    tell(options, view, f"Made {target}: {_in_a_line(draft)}.")
    return DONE


async def _new(whole: Coda, options: argparse.Namespace) -> int:
    file = _file(whole, file_path(options.film, EpisodeFiles))
    await refuse_existing(file)
    document_id = await _create(whole, options)
    await file.save(document_id)
    view = await _view(whole, file, document_id)
    tell(options, view, f"Made {file.path}.")
    return DONE


async def _say(whole: Coda, options: argparse.Namespace) -> int:
    file = _file(whole, options.film)
    document_id = await file.open()
    code = await say(whole, file, document_id, options)
    if whole.production.activities.of(document_id) is not None:
        await made_film(whole, document_id)  # it was begun, and would end with this process
        if not options.json:
            print(f"The film is made: coda video render {options.film} -o FILM.mp4 gives it to you.")
    return code


async def _show(whole: Coda, options: argparse.Namespace) -> int:
    file = _file(whole, options.film)
    document_id = await file.open()
    view = await _view(whole, file, document_id)
    tell(options, view, _in_lines(await whole.documents.fork(document_id)))
    return DONE


async def _plan(whole: Coda, options: argparse.Namespace) -> int:
    document_id = await _file(whole, options.film).open()
    plan = await whole.production.rendering.plan(film_recipe(await whole.documents.fork(document_id)))
    told = f"To make: {_counted(plan.make)}; about {plan.seconds:.0f} s. There: {_counted(plan.there)}."
    tell(options, msgspec.to_builtins(plan), told)
    return DONE


async def _render(whole: Coda, options: argparse.Namespace) -> int:
    document_id = await _file(whole, options.film).open()
    film = await make_film(whole, document_id)
    await put_film(film, options.output)
    draft = await whole.documents.fork(document_id)
    form = await _film_form(whole, draft, film, options.output)
    tell(options, form, f"Made {options.output}: {_in_a_line(draft)}.")
    return DONE


async def _step_back(whole: Coda, options: argparse.Namespace) -> int:
    return await step_back(whole, _file(whole, options.film), options)


def _file(whole: Coda, path: Path) -> DocumentFile:
    return DocumentFile(whole, path, EpisodeFiles(Exchange(whole.documents)))


async def _create(whole: Coda, options: argparse.Namespace) -> str:
    idea = options.idea or ""
    if options.script is not None:
        idea = (await read(options.script)).decode(errors="replace")
    if not idea.strip():
        raise FileFormatError("Say what the film is about, or name a --script.")
    wanted = {
        "idea": idea.strip(),
        "mode": "idea" if options.script is None else "script",
        "style": options.style,
        "aspect": options.aspect,
        "seconds": options.seconds,
        "seed": options.seed,
        "language": options.language,
        "voice": not options.no_voice,
    }
    fill = whole.applications[KIND].fill
    document = await whole.documents.create(KIND, UNTITLED, lambda draft: fill(draft, UNTITLED, wanted))
    await current_conversation(whole, document.id)
    return document.id


async def _view(whole: Coda, file: DocumentFile, document_id: str) -> dict[str, Any]:
    """The documented `--json` form of an episode."""
    draft = await whole.documents.fork(document_id)
    board = await whole.production.board(document_id)
    written = outline_view(draft)
    return {
        "file": str(file.path),
        "revision": draft.base_revision,
        "state": board.standing.state,
        "film": {**film_view(draft), "idea": episode(draft).idea},
        "outline": written if len(written) > 1 else None,
        "characters": [character_view(one) for _, one in characters(draft)],
        "scenes": [scene_view(one) for _, one in scenes(draft)],
        "shots": [shot_view(draft, one) for _, one in shots(draft)],
        "history": msgspec.to_builtins(await whole.documents.history(document_id)),
        "warnings": list(file.warnings),
    }


async def _film_form(whole: Coda, draft: Draft, film: Film, target: Path) -> dict[str, Any]:
    """The documented `--json` form of a film that was made."""
    conversation_id = await current_conversation(whole, draft.base.id)
    spent = await whole.store.usage_totals(conversation_id)
    return {
        "status": "done",
        "file": str(target),
        "subtitles": str(target.with_suffix(".vtt")),
        "title": episode(draft).title,
        "seconds": film.seconds,
        "shots": len(shots(draft)),
        "made": film.made,
        "reused": film.reused,
        "findings": list(film.findings),
        "tokens": spent.usage.total_tokens,
        "cost_usd": None if spent.unpriced_requests else spent.cost_usd,
    }


def _counted(parts: dict[str, int]) -> str:
    """As in "body 1, dissolve 2"."""
    return ", ".join(f"{kind} {count}" for kind, count in sorted(parts.items())) or "nothing"


def _in_a_line(draft: Draft) -> str:
    film = episode(draft)
    return f"“{film.title}”, {film.seconds:g} s, {len(scenes(draft))} scenes, {len(shots(draft))} shots"


def _in_lines(draft: Draft) -> str:
    lines = [_in_a_line(draft), outline_view(draft).get("synopsis", "")]
    lines += [f"  {one.name}: {one.appearance or one.description}" for _, one in characters(draft)]
    lines += [f"  {one.position + 1}. {one.name}: {one.setting}, {one.time}" for _, one in scenes(draft)]
    for _, one in shots(draft):
        said = one.dialogue or one.narration
        lines.append(f"{one.position + 1:4} {one.camera_angle}, {one.camera_movement}: {one.visual_desc}")
        lines += [f"     “{said}”"] if said else []
    return "\n".join(line for line in lines if line)
