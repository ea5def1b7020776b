"""Films rendered by a real server: edits, undo, cancelling, and a process that dies in the middle."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from tests.interfaces.process import serving
from tests.interfaces.site import Site

pytestmark = pytest.mark.anyio

EPISODES = "/conversational/episode"
IDEA = "A lighthouse keeper befriends a storm"
STEPS = ("outline", "characters", "scenes", "storyboard")


async def storyboard(served: Site, seconds: float = 7) -> str:
    body = {"mode": "idea", "initial_content": IDEA, "seconds": seconds, "seed": 3, "voice": False}
    episode = (await served.post(f"{EPISODES}/create", body)).json["episode_id"]
    for step in STEPS:
        await served.post(f"{EPISODES}/{episode}/{step}/generate")
        await served.coda.production.finished(episode)
    await served.post(f"{EPISODES}/{episode}/storyboard/confirm")
    return episode


async def render(served: Site, episode: str) -> dict[str, Any]:
    """The film, once it is made."""
    reply = await served.post(f"{EPISODES}/{episode}/video/generate")
    assert reply.status == 202, reply.body
    await served.coda.production.finished(episode)
    state = (await served.get(f"{EPISODES}/{episode}/state")).json
    assert state["state"] == "video_completed", state
    return state["film"]


def made(served: Site) -> Counter[str]:
    """How often each thing was made, as the ledger has it."""
    ledger = served.coda.settings.data / "films" / "made.jsonl"
    return Counter(json.loads(line)["key"] for line in ledger.read_text().splitlines())


async def test_an_edited_shot_is_rendered_alone_and_undo_brings_the_former_film_back(served: Site) -> None:
    episode = await storyboard(served)
    first = await render(served, episode)
    starts = first["shot_starts"]
    assert 0 < starts[0] < starts[-1] < first["seconds"]
    conversation = (await served.get(f"/documents/{episode}")).json["conversation_id"]
    show = {"id": episode, "conversation_id": conversation}
    before = made(served)

    run_id = await served.say(show, "make shot 1 a night scene seen from above", "full")
    proposal = await served.proposal(show, run_id)
    (call,) = proposal["calls"]
    assert call["sentence"] == "Make shot 1 a night scene, seen from above"
    assert (await served.get(f"{EPISODES}/{episode}/state")).json["film"]["fresh"]
    await served.decide(run_id, proposal)
    await served.coda.runs.finished(run_id)
    stale = (await served.get(f"{EPISODES}/{episode}/state")).json
    assert (stale["state"], stale["film"]["fresh"]) == ("storyboard_confirmed", False)

    second = await render(served, episode)
    assert second["key"] != first["key"]
    assert (second["made"]["panel"], second["made"]["body"], second["made"]["dissolve"]) == (1, 1, 2)

    after = made(served)
    await served.post(f"/runs/{run_id}/undo")
    undone = (await served.get(f"{EPISODES}/{episode}/state")).json
    assert (undone["state"], undone["film"]["key"], undone["film"]["fresh"]) == (
        "video_completed",
        first["key"],
        True,
    )
    assert made(served) == after != before
    film = await served.get(undone["film"]["url"].removeprefix("/api/v1"))
    assert (film.status, film.headers["content-type"]) == (200, "video/mp4")


async def test_a_render_can_be_cancelled_and_goes_on_from_what_was_made(served: Site) -> None:
    episode = await storyboard(served, seconds=9)
    assert (await served.post(f"{EPISODES}/{episode}/video/generate")).status == 202
    async for _ in served.coda.production.changes(episode):
        activity = served.coda.production.activities.of(episode)
        assert activity is not None
        if activity.progress > 0.2:
            break
    assert (await served.post(f"{EPISODES}/{episode}/cancel")).status == 200
    await served.coda.production.finished(episode)
    stopped = (await served.get(f"{EPISODES}/{episode}/state")).json
    assert (stopped["state"], stopped["activity"], stopped["film"]) == ("storyboard_confirmed", None, None)
    assert sum((await render(served, episode))["reused"].values()) > 0
    assert set(made(served).values()) == {1}


async def news(client: Any, url: str, episode: str) -> AsyncIterator[dict[str, Any]]:
    """What the live socket tells of an episode."""
    async with client.ws_connect(f"{url}/api/v1/documents/{episode}/live", headers={"origin": url}) as socket:
        async for message in socket:
            frame = json.loads(message.data)
            if frame["type"] == "episode":
                yield frame


async def test_a_killed_server_finishes_the_film_and_makes_no_part_of_it_twice(tmp_path: Path) -> None:
    data = tmp_path / "data"
    async with serving(data) as server:
        body = {"mode": "idea", "initial_content": IDEA, "seconds": 9, "seed": 3, "voice": False}
        _, made_episode = await server.call("POST", f"{EPISODES}/create", body)
        episode = made_episode["episode_id"]
        for step in STEPS:
            await server.call("POST", f"{EPISODES}/{episode}/{step}/generate", {})
            async for frame in news(server.client, server.url, episode):
                if frame["state"] == f"{step}_generated":
                    break
        await server.call("POST", f"{EPISODES}/{episode}/storyboard/confirm", {})
        await server.call("POST", f"{EPISODES}/{episode}/video/generate", {})
        async for frame in news(server.client, server.url, episode):
            if frame["activity"] and frame["activity"]["progress"] > 0.3:
                break
        await server.kill()
    ledger = data / "films" / "made.jsonl"
    first = [json.loads(line)["key"] for line in ledger.read_text().splitlines()]
    assert first
    async with serving(data) as server:
        async for frame in news(server.client, server.url, episode):
            assert frame["state"] in {"video_generating", "video_completed"}
            if frame["state"] == "video_completed":
                assert frame["film"]["fresh"]
                break
        await server.end()
    keys = Counter(json.loads(line)["key"] for line in ledger.read_text().splitlines())
    assert set(keys.values()) == {1}
    assert set(first) < set(keys)
