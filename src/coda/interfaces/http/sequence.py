"""Sequence Maker's own routes: show files, songs, waveforms, analyses."""

from __future__ import annotations

import re
from typing import Annotated

import msgspec
from fastapi import APIRouter, Query, Request
from starlette.responses import FileResponse, Response

from coda.apps.sequence_maker.analysis.failures import AnalysisFailedError, UnknownSongError
from coda.apps.sequence_maker.analysis.values import Analysis, SongInfo, Waveform
from coda.apps.sequence_maker.entities import Note, Project, Segment, Timeline
from coda.apps.sequence_maker.exchange import Exchange
from coda.apps.sequence_maker.show import KIND, project
from coda.bootstrap import Coda
from coda.errors import UnknownDocumentError
from coda.interfaces.http.answers import Answer, NotFoundError, Statuses
from coda.interfaces.http.bodies import StrictRoute
from coda.interfaces.http.description import describes, gives, returns, takes_file
from coda.interfaces.http.documents import view_document
from coda.interfaces.http.downloads import attachment
from coda.interfaces.http.served import Served
from coda.interfaces.http.views import DocumentView

STATUSES: Statuses = {UnknownSongError: 404, AnalysisFailedError: 422}

FileName = Annotated[str, Query(max_length=1000)]
"""For showing; never a path."""


class AnalysisView(msgspec.Struct, frozen=True):
    """`analysis` is there when `status` is `ready`. `stage` and `progress` (0..1) say how far it is."""

    status: str
    stage: str
    progress: float
    analysis: Analysis | None = None
    error: str | None = None


class SequenceCollections(msgspec.Struct, frozen=True):
    """What `DocumentView.collections` is for a show. `project` holds one entity, under the id "project"."""

    project: dict[str, Project]
    timelines: dict[str, Timeline]
    segments: dict[str, Segment]
    notes: dict[str, Note]


class NoSongError(NotFoundError):
    code = "no_audio"


router = APIRouter(prefix="/sequence", tags=["sequence"], route_class=StrictRoute)
describes(SequenceCollections=SequenceCollections)


def uploads(api: str) -> re.Pattern[str]:
    """The paths that take a file instead of JSON."""
    return re.compile(f"{re.escape(api)}/sequence/(import|[^/]+/audio)")


@router.post(
    "/import",
    status_code=201,
    responses=returns(DocumentView, 201),
    openapi_extra=takes_file("A .smproj file"),
)
async def import_show(coda: Served, request: Request, filename: FileName) -> Response:
    imported = await _exchange(coda).import_show(await request.body(), filename)
    return Answer(await view_document(coda, imported.document.id), 201)


@router.get(
    "/{document_id}/export",
    response_class=Response,
    responses=gives("application/octet-stream", "A .smproj file"),
)
async def export_show(coda: Served, document_id: str, embed: bool = True) -> Response:
    name = await _refuse_other_kinds(coda, document_id)
    content = await _exchange(coda).export_show(document_id, embed=embed)
    return Response(
        content,
        media_type="application/octet-stream",
        headers={"content-disposition": attachment(name, ".smproj")},
    )


@router.post(
    "/{document_id}/audio",
    responses=returns(SongInfo),
    openapi_extra=takes_file("A song: WAV, MP3, FLAC or Ogg"),
)
async def load_song(coda: Served, request: Request, document_id: str, filename: FileName) -> Response:
    await _refuse_other_kinds(coda, document_id)
    return Answer(await _exchange(coda).set_song(document_id, filename, await request.body()))


@router.get(
    "/{document_id}/audio",
    response_class=FileResponse,
    responses=gives("audio/*", "The song; ranges are served"),
)
async def get_song(coda: Served, document_id: str, v: str | None = None) -> Response:
    """With the song's content hash as `v` a browser may keep it; without, the show may get another song."""
    info = await _song_of(coda, document_id)
    keep = "max-age=31536000, immutable" if v == info.content_hash else "no-cache"
    headers = {"cache-control": f"private, {keep}", "etag": f'"{info.content_hash}"'}
    return FileResponse(coda.stage.songs.path(info.content_hash), media_type=info.media_type, headers=headers)


@router.get("/{document_id}/waveform", responses=returns(Waveform))
async def get_waveform(coda: Served, document_id: str) -> Response:
    info = await _song_of(coda, document_id)
    return Answer(await coda.stage.songs.waveform(info.content_hash))


@router.get("/{document_id}/analysis", responses=returns(AnalysisView))
async def get_analysis(coda: Served, document_id: str) -> Response:
    try:
        content_hash = (await _song_of(coda, document_id)).content_hash
    except NoSongError:
        return Answer(AnalysisView("none", "", 0.0))
    coda.stage.listen_in_background(content_hash)
    heard, status = coda.stage.heard(content_hash), coda.stage.songs.status(content_hash)
    if heard is not None:
        return Answer(AnalysisView("ready", "", 1.0, heard))
    running = "failed" if status.status == "failed" else "running"
    return Answer(AnalysisView(running, status.stage, status.progress, None, status.error))


def _exchange(coda: Coda) -> Exchange:
    return Exchange(coda.documents, coda.store, coda.stage)


async def _refuse_other_kinds(coda: Coda, document_id: str) -> str:
    """The show's name. Raises UnknownDocumentError."""
    record = await coda.documents.record(document_id)
    if record.kind != KIND:
        raise UnknownDocumentError(f"There is no show {document_id}.")
    return record.name


async def _song_of(coda: Coda, document_id: str) -> SongInfo:
    """Raises UnknownDocumentError; NoSongError when the show has no song, or its file is not here."""
    await _refuse_other_kinds(coda, document_id)
    audio = project(await coda.documents.fork(document_id)).audio
    if audio is None:
        raise NoSongError("This show has no song yet.")
    info = coda.stage.songs.info(audio.content_hash)
    if info is None:
        raise NoSongError(f"The file of {audio.filename} is not here; load it again.")
    return info
