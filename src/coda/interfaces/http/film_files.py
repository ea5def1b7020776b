"""The pictures of a storyboard, and the films: files, addressed so that a browser may keep them."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from fastapi import APIRouter
from starlette.responses import FileResponse, Response

from coda.apps.idea2video.episode import episode
from coda.apps.idea2video.film import Drawn, picture_of
from coda.apps.idea2video.painters import PictureError, picture_address
from coda.bootstrap import Coda
from coda.components.documents import Draft
from coda.interfaces.http.answers import NotFoundError, Statuses
from coda.interfaces.http.bodies import Body, StrictRoute
from coda.interfaces.http.changes import Changes, changes_for
from coda.interfaces.http.description import gives
from coda.interfaces.http.downloads import attachment
from coda.interfaces.http.episodes import refuse_other_kinds
from coda.interfaces.http.served import Served

STATUSES: Statuses = {PictureError: 500}

_FILES = {"film.mp4": "video/mp4", "poster.jpg": "image/jpeg", "subtitles.vtt": "text/vtt"}


class Proposed(Body):
    """What a proposal would change, whose pictures are asked for before it is decided."""

    changes: Changes


router = APIRouter(prefix="/episode", tags=["films"], route_class=StrictRoute)

_PATH = "/{episode_id}/{collection}/{entity_id}/picture"
_PICTURE = gives("image/jpeg", "The panel of a shot, a scene's place, or a character's portrait")


@router.get(_PATH, response_class=FileResponse, responses=_PICTURE)
async def get_picture(
    coda: Served, episode_id: str, collection: Drawn, entity_id: str, v: str | None = None
) -> Response:
    """With anything as `v` a browser may keep it: let it change with what the picture depends on."""
    return await _picture(coda, await _draft(coda, episode_id), collection, entity_id, keep=v is not None)


@router.post(_PATH, response_class=FileResponse, responses=_PICTURE)
async def get_proposed_picture(
    coda: Served, episode_id: str, collection: Drawn, entity_id: str, body: Proposed
) -> Response:
    """As it would be with the changes; nothing changes."""
    draft = await _draft(coda, episode_id)
    draft.replay(changes_for(draft, body.changes))
    return await _picture(coda, draft, collection, entity_id, keep=False)


@router.get(
    "/{episode_id}/films/{key}/{name}",
    response_class=FileResponse,
    responses=gives("video/mp4", "The film, its poster or its subtitles; ranges are served"),
)
async def get_film_file(
    coda: Served,
    episode_id: str,
    key: str,
    name: Literal["film.mp4", "poster.jpg", "subtitles.vtt"],
    *,
    download: bool = False,
) -> Response:
    draft = await _draft(coda, episode_id)
    film = await coda.production.rendering.by_key(key)
    if film is None:
        raise NotFoundError("This film is not here any more. Render it again.")
    path = {"film.mp4": film.path, "poster.jpg": film.poster, "subtitles.vtt": film.subtitles}[name]
    headers = {"cache-control": "private, max-age=31536000, immutable"}
    if download:
        headers["content-disposition"] = attachment(episode(draft).title, Path(name).suffix)
    return FileResponse(path, media_type=_FILES[name], headers=headers)


async def _draft(coda: Coda, episode_id: str) -> Draft:
    await refuse_other_kinds(coda, episode_id)
    return await coda.documents.fork(episode_id)


async def _picture(coda: Coda, draft: Draft, collection: Drawn, id: str, *, keep: bool) -> Response:
    picture = picture_of(draft, collection, id)
    if picture is None:
        raise NotFoundError(f"There is no such {collection.removesuffix('s')}.")
    path = await coda.production.painters.poster(picture)
    fresh = "max-age=31536000, immutable" if keep else "no-cache"
    headers = {"cache-control": f"private, {fresh}", "etag": f'"{picture_address(picture)}"'}
    return FileResponse(path, media_type="image/jpeg", headers=headers)
