"""Sequence Maker's own routes: show files, songs, waveforms, analyses."""

from __future__ import annotations

import msgspec
from fastapi import APIRouter, Request
from starlette.responses import FileResponse, Response

from coda.apps.sequence_maker.analysis.values import Analysis, SongInfo, Waveform
from coda.apps.sequence_maker.exchange import Exchange
from coda.apps.sequence_maker.show import project
from coda.bootstrap import Coda
from coda.interfaces.http.answers import Answer, NotFoundError, returns
from coda.interfaces.http.documents import view_document
from coda.interfaces.http.served import Served
from coda.interfaces.http.views import DocumentView

_UPLOAD = {
    "requestBody": {
        "required": True,
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}


class AnalysisView(msgspec.Struct, frozen=True):
    """`analysis` is there when `status` is `ready`. `stage` and `progress` (0..1) say how far it is."""

    status: str
    stage: str
    progress: float
    analysis: Analysis | None = None
    error: str | None = None


router = APIRouter(prefix="/sequence", tags=["sequence"])


@router.post("/import", responses=returns(DocumentView, 201), openapi_extra=_UPLOAD)
async def import_show(coda: Served, request: Request, filename: str) -> Response:
    imported = await _exchange(coda).import_show(await request.body(), filename)
    return Answer(await view_document(coda, imported.document.id), 201)


@router.get("/{document_id}/export")
async def export_show(coda: Served, document_id: str, embed: bool = True) -> Response:
    content = await _exchange(coda).export_show(document_id, embed=embed)
    record = await coda.documents.record(document_id)
    return Response(
        content,
        media_type="application/octet-stream",
        headers={"content-disposition": f'attachment; filename="{_file_name(record.name)}"'},
    )


@router.post("/{document_id}/audio", responses=returns(SongInfo), openapi_extra=_UPLOAD)
async def load_song(coda: Served, request: Request, document_id: str, filename: str) -> Response:
    await coda.documents.record(document_id)
    return Answer(await _exchange(coda).set_song(document_id, filename, await request.body()))


@router.get("/{document_id}/audio")
async def get_song(coda: Served, document_id: str) -> Response:
    content_hash = await _song_of(coda, document_id)
    info = coda.stage.songs.info(content_hash)
    media_type = info.media_type if info else "application/octet-stream"
    headers = {"cache-control": "private, max-age=31536000, immutable"}
    return FileResponse(coda.stage.songs.path(content_hash), media_type=media_type, headers=headers)


@router.get("/{document_id}/waveform", responses=returns(Waveform))
async def get_waveform(coda: Served, document_id: str) -> Response:
    return Answer(await coda.stage.songs.waveform(await _song_of(coda, document_id)))


@router.get("/{document_id}/analysis", responses=returns(AnalysisView))
async def get_analysis(coda: Served, document_id: str) -> Response:
    try:
        content_hash = await _song_of(coda, document_id)
    except NotFoundError:
        return Answer(AnalysisView("none", "", 0.0))
    coda.stage.listen_in_background(content_hash)
    heard, status = coda.stage.heard(content_hash), coda.stage.songs.status(content_hash)
    if heard is not None:
        return Answer(AnalysisView("ready", "", 1.0, heard))
    running = "failed" if status.status == "failed" else "running"
    return Answer(AnalysisView(running, status.stage, status.progress, None, status.error))


def _exchange(coda: Coda) -> Exchange:
    return Exchange(coda.documents, coda.store, coda.stage)


async def _song_of(coda: Coda, document_id: str) -> str:
    """The content hash of the show's song. Raises NotFoundError when there is none here."""
    audio = project(await coda.documents.fork(document_id)).audio
    if audio is None:
        raise NotFoundError("This show has no song yet.")
    if coda.stage.songs.info(audio.content_hash) is None:
        raise NotFoundError(f"The file of {audio.filename} is not here; load it again.")
    return audio.content_hash


def _file_name(name: str) -> str:
    """A name that any file system and any header takes."""
    kept = "".join(letter if letter.isascii() and letter.isalnum() else "_" for letter in name)
    return f"{kept.strip('_') or 'show'}.smproj"
