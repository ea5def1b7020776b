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


async def test_a_proposed_shot_can_be_looked_at_before_it_is_one(served: Site, board: dict[str, Any]) -> None:
    id, shot = next(iter(board["collections"]["shots"].items()))
    present = await served.get(f"/episode/{board['id']}/shots/{id}/picture")
    proposed = await served.post(f"/episode/{board['id']}/picture", {"shot": {**shot, "time": "night"}})
    assert is_picture(proposed)
    assert proposed.body != present.body


async def test_what_is_not_there_has_no_picture(
    served: Site, board: dict[str, Any], show: dict[str, Any]
) -> None:
    for collection in ("shots", "scenes", "characters"):
        reply = await served.get(f"/episode/{board['id']}/{collection}/{NO_SUCH}/picture")
        assert reply.problem == (404, "not_found")
    assert (await served.get(f"/episode/{show['id']}/shots/{NO_SUCH}/picture")).problem[0] == 404
    assert (await served.get(f"/episode/{board['id']}/films/{'0' * 64}/film.mp4")).problem[0] == 404
    bad = await served.post(f"/episode/{board['id']}/picture", {"shot": {"scene": 1}})
    assert bad.problem == (422, "invariant")
    lost = {"scene": NO_SUCH, "position": 0}
    assert (await served.post(f"/episode/{board['id']}/picture", {"shot": lost})).problem == (
        422,
        "invariant",
    )
