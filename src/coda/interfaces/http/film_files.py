"""The pictures of a storyboard, and the films: files, addressed so that a browser may keep them."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

import msgspec
from fastapi import APIRouter
from starlette.responses import FileResponse, Response

from coda.apps.idea2video.entities import Shot
from coda.apps.idea2video.episode import character, episode, scene, shots
from coda.apps.idea2video.film import portrait, scene_picture, shot_picture
from coda.apps.idea2video.painters import PictureError, picture_address
from coda.apps.idea2video.pipeline.recipe import PictureRecipe
from coda.bootstrap import Coda
from coda.components.documents import Draft
from coda.errors import InvariantError
from coda.interfaces.http.answers import NotFoundError, Statuses
from coda.interfaces.http.bodies import Body, StrictRoute
from coda.interfaces.http.description import gives
from coda.interfaces.http.downloads import attachment
from coda.interfaces.http.episodes import refuse_other_kinds
from coda.interfaces.http.served import Served

STATUSES: Statuses = {PictureError: 500}

_FILES = {"film.mp4": "video/mp4", "poster.jpg": "image/jpeg", "subtitles.vtt": "text/vtt"}


class ProposedShot(Body):
    """A shot as it would be: the fields of the entity."""

    shot: dict[str, Any]


router = APIRouter(prefix="/episode", tags=["films"], route_class=StrictRoute)

_PICTURE = gives("image/jpeg", "The panel")


@router.get("/{episode_id}/shots/{shot_id}/picture", response_class=FileResponse, responses=_PICTURE)
async def get_shot_picture(coda: Served, episode_id: str, shot_id: str, v: str | None = None) -> Response:
    """With anything as `v` a browser may keep it: let it change with what the picture depends on."""
    draft = await _draft(coda, episode_id)
    shot = next((entity for id, entity in shots(draft) if id == shot_id), None)
    if shot is None:
        raise NotFoundError("There is no such shot.")
    return await _picture(coda, shot_picture(draft, shot), keep=v is not None)


@router.get("/{episode_id}/scenes/{scene_id}/picture", response_class=FileResponse, responses=_PICTURE)
async def get_scene_picture(coda: Served, episode_id: str, scene_id: str, v: str | None = None) -> Response:
    draft = await _draft(coda, episode_id)
    entity = scene(draft, scene_id)
    if entity is None:
        raise NotFoundError("There is no such scene.")
    return await _picture(coda, scene_picture(draft, entity), keep=v is not None)


@router.get(
    "/{episode_id}/characters/{character_id}/picture", response_class=FileResponse, responses=_PICTURE
)
async def get_character_picture(
    coda: Served, episode_id: str, character_id: str, v: str | None = None
) -> Response:
    draft = await _draft(coda, episode_id)
    entity = character(draft, character_id)
    if entity is None:
        raise NotFoundError("There is no such character.")
    return await _picture(coda, portrait(draft, entity), keep=v is not None)


@router.post("/{episode_id}/picture", response_class=FileResponse, responses=_PICTURE)
async def draw_proposed_shot(coda: Served, episode_id: str, body: ProposedShot) -> Response:
    """The panel of a shot that is only proposed."""
    draft = await _draft(coda, episode_id)
    try:
        shot = msgspec.convert(body.shot, Shot)
    except msgspec.ValidationError as error:
        raise InvariantError(f"shot: {error}.") from error
    return await _picture(coda, shot_picture(draft, shot), keep=False)


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


async def _picture(coda: Coda, picture: PictureRecipe, *, keep: bool) -> Response:
    path = await coda.production.painters.poster(picture)
    fresh = "max-age=31536000, immutable" if keep else "no-cache"
    headers = {"cache-control": f"private, {fresh}", "etag": f'"{picture_address(picture)}"'}
    return FileResponse(path, media_type="image/jpeg", headers=headers)
