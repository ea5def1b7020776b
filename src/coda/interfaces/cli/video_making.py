"""From an episode to its film, on the command line: steps and render, with a progress bar."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from coda.apps.idea2video.episode import episode
from coda.apps.idea2video.rendering import Film
from coda.apps.idea2video.workflow import GENERATED, WrittenStep, following, made_last
from coda.bootstrap import Coda
from coda.components.tools import Caller
from coda.errors import StoreUnavailableError, ToolExecutionError
from coda.interfaces.cli.progress import Progress


async def write_steps(whole: Coda, document_id: str, caller: Caller) -> None:
    """Let the agents write whatever is missing, up to a confirmed storyboard.

    Raises QuestionError, whose message is the question to ask, and what else a step fails with.
    """
    with Progress() as progress:
        watching = asyncio.create_task(_show(whole, document_id, progress))
        try:
            for step in await _missing(whole, document_id):
                await whole.production.write(document_id, step, caller)
        finally:
            watching.cancel()
            await asyncio.wait([watching])
    waiting = made_last(episode(await whole.documents.fork(document_id)).state)
    if waiting is not None:
        await whole.production.confirm(document_id, waiting, caller)


async def make_film(whole: Coda, document_id: str) -> Film:
    """Render the film of an episode, unless it is there. Raises ToolExecutionError when it fails."""
    await whole.production.render(document_id)
    return await made_film(whole, document_id)


async def made_film(whole: Coda, document_id: str) -> Film:
    """The film that is being made, once it is there. Raises ToolExecutionError when it fails."""
    with Progress() as progress:
        watching = asyncio.create_task(_show(whole, document_id, progress))
        try:
            await whole.production.finished(document_id)
        except asyncio.CancelledError:
            with suppress(ToolExecutionError):
                await asyncio.shield(whole.production.rendering.cancel(document_id))
            raise
        finally:
            watching.cancel()
            await asyncio.wait([watching])
    board = await whole.production.board(document_id)
    if board.film is None or not board.fresh:
        raise ToolExecutionError(board.standing.error or "The film was not made.")
    return board.film


async def put_film(film: Film, target: Path) -> None:
    """Copy the film, and its subtitles beside it, whole or not at all. Raises StoreUnavailableError."""
    try:
        await asyncio.to_thread(_copy, Path(film.path), target)
        await asyncio.to_thread(_copy, Path(film.subtitles), target.with_suffix(".vtt"))
    except OSError as error:
        raise StoreUnavailableError(f"{target} could not be written: {error.strerror}.") from error


async def _missing(whole: Coda, document_id: str) -> Sequence[WrittenStep]:
    step = following(episode(await whole.documents.fork(document_id)).state)
    steps = list(GENERATED)
    return steps[steps.index(step) :] if step in GENERATED else []


async def _show(whole: Coda, document_id: str, progress: Progress) -> None:
    async for _ in whole.production.changes(document_id):
        activity = whole.production.activities.of(document_id)
        if activity is not None:
            progress.show(activity.message or activity.stage, activity.progress)


def _copy(source: Path, target: Path) -> None:
    beside = target.with_name(f".{target.name}.{uuid4().hex[:8]}.tmp")
    try:
        shutil.copyfile(source, beside)
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
