"""The endpoints of films, as the first Idea2Video promised them, on a real server without a model."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest

from coda.components.documents import Documents
from coda.components.messages import Finish, FinishReason, TextDelta, ToolCall
from tests.interfaces.site import NO_SUCH, Reply, Site

pytestmark = pytest.mark.anyio

EPISODES = "/conversational/episode"
IDEA = "A lighthouse keeper befriends a storm"


async def new_episode(served: Site, idea: str = IDEA, **more: Any) -> str:
    reply = await served.post(f"{EPISODES}/create", {"mode": "idea", "initial_content": idea, **more})
    assert reply.status == 201, reply.body
    return reply.json["episode_id"]


async def state(served: Site, episode: str) -> dict[str, Any]:
    return (await served.get(f"{EPISODES}/{episode}/state")).json


async def step(served: Site, episode: str, path: str) -> Reply:
    """Take a step, and wait until the agents are done with it."""
    reply = await served.post(f"{EPISODES}/{episode}/{path}")
    await served.coda.production.finished(episode)
    return reply


async def written(served: Site, *until: str) -> str:
    """An episode whose parts are written, the last of them not confirmed."""
    episode = await new_episode(served)
    for part in until:
        assert (await step(served, episode, f"{part}/generate")).status == 202
    return episode


async def test_a_new_episode_waits_for_its_outline(served: Site) -> None:
    reply = await served.post(
        f"{EPISODES}/create",
        {
            "mode": "idea",
            "initial_content": IDEA,
            "style": "anime",
            "aspect": "9:16",
            "seconds": 20,
            "seed": 7,
        },
    )
    made = reply.json
    assert reply.status == 201
    assert made["state"] == "initial"
    assert made["step_info"]["available_actions"] == ["next"]
    assert made["step_info"]["progress_percentage"] == 0
    assert (made["mode"], made["style"], made["outline"], made["storyboard"]) == ("idea", "anime", None, [])
    document = (await served.get(f"/documents/{made['episode_id']}")).json
    episode = document["collections"]["episode"]["episode"]
    assert (episode["idea"], episode["aspect"], episode["seconds"], episode["seed"]) == (IDEA, "9:16", 20, 7)


async def test_the_steps_lead_from_the_idea_to_a_confirmed_storyboard(served: Site) -> None:
    episode = await new_episode(served)
    seen: list[tuple[str, int]] = []
    for path in (
        "outline/generate", "outline/confirm", "characters/generate", "characters/confirm",
        "scenes/generate", "scenes/confirm", "storyboard/generate", "storyboard/confirm",
    ):  # fmt: skip
        reply = await step(served, episode, path)
        assert reply.status in {200, 202}, reply.body
        progress = (await served.get(f"{EPISODES}/{episode}/progress")).json
        seen.append((progress["state"], progress["progress_percentage"]))
    assert seen == [
        ("outline_generated", 10), ("refined", 25), ("characters_generated", 40),
        ("characters_confirmed", 45), ("scenes_generated", 60), ("scenes_confirmed", 65),
        ("storyboard_generated", 80), ("storyboard_confirmed", 85),
    ]  # fmt: skip
    whole = await state(served, episode)
    assert whole["outline"]["title"] == whole["title"] != "Untitled film"
    assert 2 <= len(whole["characters"]) <= 4
    assert [shot["shot_number"] for shot in whole["storyboard"]] == list(
        range(1, len(whole["storyboard"]) + 1)
    )
    names = {scene["name"] for scene in whole["scenes"]}
    assert {shot["scene"] for shot in whole["storyboard"]} == names


async def test_a_step_is_one_undo_step_of_the_copilot(served: Site) -> None:
    episode = await written(served, "outline")
    history = (await served.get(f"/documents/{episode}")).json["history"]
    assert history["undo_note"] == "Write the outline"
    await served.post(f"/documents/{episode}/undo")
    undone = await state(served, episode)
    assert (undone["state"], undone["outline"]) == ("initial", None)


async def test_an_illegal_step_tells_what_can_be_done_and_changes_nothing(served: Site) -> None:
    episode = await new_episode(served)
    before = (await served.get(f"/documents/{episode}")).json
    for path in ("outline/confirm", "scenes/generate", "storyboard/confirm", "video/generate", "cancel"):
        reply = await served.post(f"{EPISODES}/{episode}/{path}")
        assert reply.problem == (409, "illegal_transition"), path
        assert reply.json["actions"] == ["next"]
    assert (await served.get(f"/documents/{episode}")).json == before


async def test_a_step_counts_the_one_before_it_as_confirmed(served: Site) -> None:
    episode = await written(served, "outline", "characters", "scenes", "storyboard")
    assert (await state(served, episode))["state"] == "storyboard_generated"


async def test_a_step_can_be_made_anew_without_doubles(served: Site) -> None:
    episode = await written(served, "outline", "characters")
    first = (await state(served, episode))["characters"]
    assert (await step(served, episode, "characters/generate")).status == 202
    again = (await state(served, episode))["characters"]
    assert [one["id"] for one in again] == [one["id"] for one in first]


async def test_confirming_twice_is_no_mistake(served: Site) -> None:
    episode = await written(served, "outline", "characters")
    assert (await step(served, episode, "characters/confirm")).status == 200
    assert (await step(served, episode, "characters/confirm")).json["state"] == "characters_confirmed"


async def test_a_vague_idea_asks_one_question_and_makes_nothing(served: Site) -> None:
    episode = await new_episode(served, "a video")
    await step(served, episode, "outline/generate")
    failed = await state(served, episode)
    assert failed["state"] == "failed"
    assert "?" in failed["error"]
    assert failed["step_info"]["available_actions"] == ["next"]
    assert (failed["outline"], failed["storyboard"]) == (None, [])


@pytest.mark.parametrize(
    "body",
    [
        {"mode": "idea"},
        {"mode": "idea", "initial_content": ""},
        {"mode": "dream", "initial_content": IDEA},
        {"mode": "idea", "initial_content": IDEA, "seconds": 1},
        {"mode": "idea", "initial_content": IDEA, "surprise": 1},
    ],
)
async def test_a_bad_body_is_refused(served: Site, body: dict[str, Any]) -> None:
    assert (await served.post(f"{EPISODES}/create", body)).problem == (422, "bad_request")


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "state"), ("GET", "progress"), ("GET", "chat/history"), ("GET", "agents/status"),
        ("POST", "outline/generate"), ("POST", "outline/confirm"), ("POST", "video/generate"),
        ("POST", "video/confirm"), ("POST", "cancel"), ("DELETE", ""),
    ],
)  # fmt: skip
async def test_an_unknown_episode_is_not_found(served: Site, method: str, path: str) -> None:
    body = {} if method == "POST" else None
    reply = await served.call(method, f"{EPISODES}/{NO_SUCH}/{path}".rstrip("/"), body)
    assert reply.problem == (404, "unknown_document")


async def test_a_light_show_is_no_episode(served: Site, show: dict[str, Any]) -> None:
    assert (await served.get(f"{EPISODES}/{show['id']}/state")).problem == (404, "unknown_document")
    assert (await served.post(f"{EPISODES}/{show['id']}/outline/generate")).problem[0] == 404


async def test_episodes_are_listed_by_pages_and_deleted(served: Site) -> None:
    made = [await new_episode(served) for _ in range(3)]
    listed = (await served.get("/conversational/episodes", params={"page_size": 2})).json
    assert listed["total"] >= 3
    assert len(listed["episodes"]) == 2
    assert (await served.call("DELETE", f"{EPISODES}/{made[0]}")).status == 204
    assert (await served.get(f"{EPISODES}/{made[0]}/state")).status == 404


def frames_of(body: bytes) -> list[dict[str, Any]]:
    return [
        json.loads(line.removeprefix("data: "))
        for line in body.decode().splitlines()
        if line.startswith("data: ")
    ]


async def test_the_agents_tell_what_they_do_and_what_they_find(served: Site) -> None:
    episode = await new_episode(served)
    idle = (await served.get(f"{EPISODES}/{episode}/agents/status")).json
    assert (idle["status"], idle["agent"], idle["insights"]) == ("none", "", [])
    await step(served, episode, "outline/generate")
    told = (await served.get(f"{EPISODES}/{episode}/agents/status")).json
    assert (told["stage"], told["agent"], told["status"]) == ("planning", "Planning agent", "done")
    assert len(told["insights"]) == 2
    assert [(one["stage"], one["runs"]) for one in told["spent"]] == [("interpretation", 1), ("planning", 1)]
    assert all(one["tokens"] > 0 and one["cost_usd"] == 0 for one in told["spent"])
    history = (await served.get(f"{EPISODES}/{episode}/chat/history")).json
    assert [message["role"] for message in history["messages"]] == ["system", "system"]
    assert history["messages"][0]["metadata"]["agent"] == "Interpretation agent"


async def test_the_state_is_told_over_the_live_socket_as_it_changes(served: Site) -> None:
    episode = await new_episode(served)
    url = f"{served.url}/api/v1/documents/{episode}/live"
    states: list[str] = []
    async with served.client.ws_connect(url, origin=served.url) as socket:
        await served.post(f"{EPISODES}/{episode}/outline/generate")
        async for message in socket:
            frame = json.loads(message.data)
            if frame["type"] == "episode":
                states.append(frame["state"])
            if states and states[-1] == "outline_generated":
                break
    assert states[-1] == "outline_generated"


async def test_nobody_can_begin_what_is_under_way(served: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    episode = await new_episode(served)
    held = asyncio.Event()
    commit = Documents.commit

    async def slow(self: Documents, *arguments: Any, **more: Any) -> Any:
        await held.wait()
        return await commit(self, *arguments, **more)

    monkeypatch.setattr(Documents, "commit", slow)
    assert (await served.post(f"{EPISODES}/{episode}/outline/generate")).json["state"] == "outline_generating"
    again = await served.post(f"{EPISODES}/{episode}/outline/generate")
    assert again.problem == (409, "illegal_transition")
    assert again.json["actions"] == ["cancel"]
    assert (await served.post(f"{EPISODES}/{episode}/cancel")).json["state"] == "initial"
    held.set()


async def test_of_two_who_begin_the_same_step_at_once_one_is_refused(served: Site) -> None:
    episode = await new_episode(served)
    path = f"{EPISODES}/{episode}/outline/generate"
    statuses = [reply.status for reply in await asyncio.gather(served.post(path), served.post(path))]
    await served.coda.production.finished(episode)
    assert sorted(statuses) in ([202, 202], [202, 409])
    past = (await served.get(f"/documents/{episode}/history")).json["transactions"]
    notes = [one["transaction"]["note"] for one in past]
    assert notes.count("Write the outline") == statuses.count(202)


async def test_a_message_is_answered_as_a_stream_and_a_proposal_waits(served: Site) -> None:
    episode = await new_episode(served)
    path = f"{EPISODES}/{episode}/chat/message"
    frames = frames_of((await served.post(path, {"message": "go on", "llm_model": "offline"})).body)
    assert "".join(frame.get("chunk", "") for frame in frames)
    stages = (frame["progress"]["stage"] for frame in frames if "progress" in frame)
    assert next(stages) == "interpretation"
    assert frames[-1]["waiting"]
    proposal, run_id = frames[-1]["proposal"], frames[-1]["run_id"]
    assert proposal["calls"][0]["name"] == "write_outline"
    assert (await state(served, episode))["state"] == "initial"
    assert (await served.decide(run_id, proposal)).status == 202
    await served.coda.runs.finished(run_id)
    assert (await state(served, episode))["state"] == "outline_generated"
    history = (await served.get(f"{EPISODES}/{episode}/chat/history")).json
    assert [one["role"] for one in history["messages"]][:2] == ["user", "assistant"]
    assert history["messages"][0]["content"] == "go on"
    assert history["count"] == len(history["messages"])


async def test_a_question_is_answered_and_the_stream_is_done(served: Site) -> None:
    episode = await new_episode(served)
    path = f"{EPISODES}/{episode}/chat/message"
    frames = frames_of((await served.post(path, {"message": "help", "llm_model": "offline"})).body)
    assert frames[-1] == {"done": True}
    assert "not a language model" in "".join(frame.get("chunk", "") for frame in frames)


async def test_a_provider_that_fails_ends_the_stream_with_a_sentence(served: Site) -> None:
    episode = await new_episode(served)
    failing = served.scripted()
    reply = await served.post(f"{EPISODES}/{episode}/chat/message", {"message": "hi", "llm_model": failing})
    assert frames_of(reply.body)[-1]["error"]


async def test_an_unknown_model_is_refused(served: Site) -> None:
    episode = await new_episode(served)
    reply = await served.post(f"{EPISODES}/{episode}/chat/message", {"message": "hi", "llm_model": "nobody"})
    assert reply.problem[0] == 422


async def test_a_language_model_acts_through_the_tools_and_its_agents(served: Site) -> None:
    episode = await new_episode(served, "A fox")
    understood = {"idea": "A fox", "language": "en", "subject": "a fox", "action": "runs", "context": "woods"}
    plan = {
        "title": "Fox", "idea": "A fox", "synopsis": "It runs.",
        "plot_summary": [{"act": "One", "description": "It runs."}],
        "characters_summary": [{"name": "Rufus", "role": "protagonist"}],
    }  # fmt: skip
    call = ToolCall("c1", "write_outline", json.dumps({"seconds": 20}))
    model = served.scripted(
        [call, Finish(FinishReason.TOOL_CALLS)],
        [TextDelta(json.dumps(understood)), Finish(FinishReason.STOP)],
        [TextDelta(json.dumps(plan)), Finish(FinishReason.STOP)],
        [TextDelta("The outline of Fox is written."), Finish(FinishReason.STOP)],
    )
    body = {"message": "Write it.", "llm_model": model, "confirmation": "auto"}
    frames = frames_of((await served.post(f"{EPISODES}/{episode}/chat/message", body)).body)
    assert frames[-1] == {"done": True}
    written = await state(served, episode)
    assert (written["title"], written["state"]) == ("Fox", "outline_generated")
    assert [one["name"] for one in written["outline"]["characters_summary"]] == ["Rufus"]
