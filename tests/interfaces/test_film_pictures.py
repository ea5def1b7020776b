"""The storyboard's pictures: drawn beside the server, of what is there and of what is only proposed."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from tests.interfaces.site import NO_SUCH, Reply, Site
from tests.interfaces.test_film_renders import storyboard

pytestmark = pytest.mark.anyio

JPEG = b"\xff\xd8\xff"


@pytest.fixture(scope="module")
async def board(served: Site) -> dict[str, Any]:
    episode = await storyboard(served)
    return (await served.get(f"/documents/{episode}")).json


def is_picture(reply: Reply) -> bool:
    return reply.status == 200 and reply.headers["content-type"] == "image/jpeg" and reply.body[:3] == JPEG


async def test_every_shot_scene_and_character_has_a_picture(served: Site, board: dict[str, Any]) -> None:
    paths = [
        f"/episode/{board['id']}/{collection}/{id}/picture"
        for collection in ("shots", "scenes", "characters")
        for id in board["collections"][collection]
    ]
    replies = await asyncio.gather(*(served.get(path, params={"v": "1"}) for path in paths))
    assert all(map(is_picture, replies))
    assert len({reply.body for reply in replies}) == len(paths)
    assert all("immutable" in reply.headers["cache-control"] for reply in replies)


async def test_a_picture_without_a_version_is_asked_for_again(served: Site, board: dict[str, Any]) -> None:
    shot = next(iter(board["collections"]["shots"]))
    reply = await served.get(f"/episode/{board['id']}/shots/{shot}/picture")
    assert "no-cache" in reply.headers["cache-control"]
    assert reply.headers["etag"]


def proposal(board: dict[str, Any], collection: str, id: str, **fields: object) -> dict[str, Any]:
    """The body that asks for a picture as it would be with these fields."""
    before = board["collections"][collection][id]
    change = {"collection": collection, "id": id, "before": before, "after": {**before, **fields}}
    return {"changes": [change]}


async def test_a_proposed_shot_can_be_looked_at_before_it_is_one(served: Site, board: dict[str, Any]) -> None:
    id = next(iter(board["collections"]["shots"]))
    path = f"/episode/{board['id']}/shots/{id}/picture"
    present = await served.get(path)
    proposed = await served.post(path, proposal(board, "shots", id, time="night"))
    assert is_picture(proposed)
    assert proposed.body != present.body
    assert (await served.get(path)).body == present.body


async def test_a_proposed_change_of_a_scene_shows_in_the_pictures_of_its_shots(
    served: Site, board: dict[str, Any]
) -> None:
    shots = board["collections"]["shots"]
    scene = shots[next(iter(shots))]["scene"]
    body = proposal(board, "scenes", scene, weather="snow", setting="snowfield")
    for collection, id in (
        ("scenes", scene),
        *(("shots", id) for id in shots if shots[id]["scene"] == scene),
    ):
        path = f"/episode/{board['id']}/{collection}/{id}/picture"
        present, proposed = await asyncio.gather(served.get(path), served.post(path, body))
        assert is_picture(proposed)
        assert proposed.body != present.body


async def test_a_picture_of_a_proposal_that_fits_no_more_is_refused(
    served: Site, board: dict[str, Any]
) -> None:
    id = next(iter(board["collections"]["shots"]))
    path = f"/episode/{board['id']}/shots/{id}/picture"
    body = proposal(board, "shots", id, time="night")
    body["changes"][0]["before"] = {**body["changes"][0]["before"], "seconds": 99.0}
    assert (await served.post(path, body)).problem == (409, "conflict")
    body["changes"][0]["collection"] = "segments"
    assert (await served.post(path, body)).problem == (422, "invariant")


async def test_what_is_not_there_has_no_picture(
    served: Site, board: dict[str, Any], show: dict[str, Any]
) -> None:
    for collection in ("shots", "scenes", "characters"):
        reply = await served.get(f"/episode/{board['id']}/{collection}/{NO_SUCH}/picture")
        assert reply.problem == (404, "not_found")
    assert (await served.get(f"/episode/{show['id']}/shots/{NO_SUCH}/picture")).problem[0] == 404
    assert (await served.get(f"/episode/{board['id']}/films/{'0' * 64}/film.mp4")).problem[0] == 404
    id = next(iter(board["collections"]["shots"]))
    lost = proposal(board, "shots", id, scene=NO_SUCH)
    assert (await served.post(f"/episode/{board['id']}/shots/{id}/picture", lost)).problem == (
        422,
        "invariant",
    )
    assert (await served.get(f"/episode/{board['id']}/outline/outline/picture")).problem[0] == 422
