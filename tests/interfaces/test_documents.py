"""Documents over HTTP: listed, made, edited, undone, restored, deleted."""

import asyncio
from typing import Any

import pytest

from tests.interfaces.site import NO_SUCH, Site, balls_of, segment

pytestmark = pytest.mark.anyio


async def edit(served: Site, show: dict[str, Any], *changes: dict[str, Any], base: int = 0) -> Any:
    body = {"base_revision": base, "note": "Edit", "changes": list(changes)}
    return await served.post(f"/documents/{show['id']}/changes", body)


def change(id: str, before: Any, after: Any, collection: str = "segments") -> dict[str, Any]:
    return {"collection": collection, "id": id, "before": before, "after": after}


async def test_a_new_show_is_whole_and_stands_first_in_the_list(served: Site):
    show = await served.new_show(balls=2, name="My show")
    assert show["kind"] == "sequence"
    assert show["revision"] == 1
    assert len(balls_of(show)) == 2
    assert show["history"] == {"can_undo": False, "undo_note": None, "can_redo": False, "redo_note": None}
    assert show["collections"]["project"]["project"]["name"] == "My show"
    listed = (await served.get("/documents", params={"kind": "sequence"})).json["documents"]
    assert listed[0] == {key: show[key] for key in listed[0]}
    assert (await served.get("/documents", params={"kind": "film"})).json == {"documents": []}
    assert (await served.get(f"/documents/{show['id']}")).json == show


async def test_two_pages_that_open_a_show_at_once_share_its_conversation(served: Site):
    document = await served.coda.documents.create(
        "sequence",
        "Two pages",
        lambda draft: served.coda.applications["sequence"].fill(draft, "Two pages", {}),
    )
    replies = await asyncio.gather(*(served.get(f"/documents/{document.id}") for _ in range(5)))
    assert len({reply.json["conversation_id"] for reply in replies}) == 1


async def test_an_edit_answers_with_what_it_became_and_the_new_one_wins(served: Site, show: Any):
    ball = balls_of(show)[0]
    await edit(served, show, change("a", None, segment(ball, 0, 1000)))
    reply = await edit(served, show, change("b", None, segment(ball, 500, 1500)))
    transaction = reply.json["transaction"]
    assert {one["id"] for one in transaction["changes"]} == {"a", "b"}
    assert (transaction["author"], transaction["revision"]) == ("human", 3)
    assert reply.json["history"]["undo_note"] == "Edit"
    assert [(s["start_ms"], s["end_ms"]) for s in await served.segments(show)] == [(0, 500), (500, 1500)]


async def test_an_edit_of_what_is_no_longer_so_conflicts_and_says_where(served: Site, show: Any):
    ball = balls_of(show)[0]
    await edit(served, show, change("a", None, segment(ball, 0, 1000)))
    stale = segment(ball, 0, 900, end_color=None, pixels=4, effects=[])
    reply = await edit(served, show, change("a", stale, None))
    assert reply.problem == (409, "conflict")
    assert "0:00" in reply.json["conflicts"][0]


async def test_an_edit_based_on_the_future_conflicts(served: Site, show: Any):
    new = change("a", None, segment(balls_of(show)[0], 0, 1000))
    assert (await edit(served, show, new, base=99)).problem == (409, "conflict")


@pytest.mark.parametrize(
    ("collection", "after", "word"),
    [
        ("segments", {"timeline": "x", "start_ms": 5, "end_ms": 10, "color": [0, 0, 0]}, "invariant"),
        ("segments", {"timeline": "x", "start_ms": 0, "end_ms": 10, "color": [0, 0, 256]}, "invariant"),
        ("segments", {"timeline": "nowhere", "start_ms": 0, "end_ms": 10, "color": [0, 0, 0]}, "invariant"),
        ("segments", {}, "invariant"),
        ("spaceships", {}, "invariant"),
        ("segments", "no object", "bad_request"),
    ],
)
async def test_an_edit_that_breaks_a_rule_changes_nothing(
    served: Site, show: Any, collection: str, after: Any, word: str
):
    reply = await edit(served, show, change("a", None, after, collection))
    assert reply.problem == (422, word)
    assert (await served.get(f"/documents/{show['id']}")).json == show


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{",
        b'{"base_revision": 0, "changes": []}',
        b'{"base_revision": "now", "changes": [{"collection": "notes", "id": "n", "before": null}]}',
        b'{"base_revision": -1, "changes": [{"collection":"a","id":"b","before":{},"after":{}}]}',
        b'{"base_revision": 99999999999999999999, "changes": []}',
        b'{"base_revision": NaN, "changes": []}',
        b'{"base_revision": 0, "note": "\\ud800", "changes": []}',
        b'{"base_revision": 0, "extra": 1, "changes": []}',
        b'\xff\xfe{"a": 1}',
    ],
)
async def test_a_body_that_makes_no_sense_is_told_so(served: Site, show: Any, body: bytes):
    """Security tests 23 and 36: malformed bodies, NaN, half characters, numbers beyond all bounds."""
    reply = await served.call(
        "POST", f"/documents/{show['id']}/changes", data=body, headers={"content-type": "application/json"}
    )
    assert reply.problem == (422, "bad_request")


async def test_a_number_that_is_none_never_reaches_a_document(served: Site, show: Any):
    """Security test 36. NaN would be stored as null, and the show could never be opened again."""
    project = show["collections"]["project"]["project"]
    body = """{"base_revision": 1, "note": "x", "changes": [{"collection": "project", "id": "project",
        "before": {"name": "Test"}, "after": {"name": "Test", "zoom_level": NaN}}]}"""
    path = f"/documents/{show['id']}/changes"
    reply = await served.call("POST", path, data=body, headers={"content-type": "application/json"})
    assert reply.problem == (422, "bad_request")
    changed = {**project, "key_mappings": {"a": 10**30}}
    reply = await edit(served, show, change("project", project, changed, "project"))
    assert reply.status == 200
    assert (await served.get(f"/documents/{show['id']}")).status == 200


async def test_thousands_of_mistakes_are_told_in_a_few_words(served: Site, show: Any):
    reply = await served.post(
        f"/documents/{show['id']}/changes", {"base_revision": 0, "changes": [{}] * 5000}
    )
    assert reply.problem == (422, "bad_request")
    assert len(reply.body) < 1000


async def test_undo_and_redo_go_through_the_history_to_its_ends(served: Site, show: Any):
    await served.put_segment(show, 0, 1000)
    undone = await served.post(f"/documents/{show['id']}/undo")
    assert undone.json["transaction"]["kind"] == "undo"
    assert undone.json["history"] == {
        "can_undo": False, "undo_note": None, "can_redo": True, "redo_note": "Paint"
    }  # fmt: skip
    assert await served.segments(show) == []
    assert (await served.post(f"/documents/{show['id']}/undo")).problem == (409, "nothing_to_undo")
    assert (await served.post(f"/documents/{show['id']}/redo")).json["transaction"]["kind"] == "redo"
    assert len(await served.segments(show)) == 1
    assert (await served.post(f"/documents/{show['id']}/redo")).problem == (409, "nothing_to_undo")


async def test_undoing_a_step_that_was_built_upon_conflicts_instead_of_clobbering(served: Site, show: Any):
    group = (await served.put_segment(show, 0, 1000)).json["transaction"]["group"]
    await served.put_segment(show, 500, 1500)
    reply = await served.post(f"/documents/{show['id']}/undo", {"group": group})
    assert reply.problem == (409, "conflict")
    assert reply.json["conflicts"]
    assert len(await served.segments(show)) == 2


async def test_the_history_lists_the_newest_first_and_what_is_undone(served: Site, show: Any):
    await served.put_segment(show, 0, 1000)
    await served.post(f"/documents/{show['id']}/undo")
    history = (await served.get(f"/documents/{show['id']}/history")).json
    told = [(one["transaction"]["revision"], one["undone"]) for one in history["transactions"]]
    assert told == [(3, False), (2, True), (1, False)]
    short = (await served.get(f"/documents/{show['id']}/history", params={"limit": "1"})).json
    assert [one["transaction"]["revision"] for one in short["transactions"]] == [3]


async def test_a_checkpoint_is_restored_as_a_step_that_can_be_undone(served: Site, show: Any):
    checkpoint = (await served.post(f"/documents/{show['id']}/checkpoints", {"name": "Dark"})).json
    assert (checkpoint["name"], checkpoint["revision"]) == ("Dark", 1)
    await served.put_segment(show, 0, 1000)
    restored = await served.post(f"/documents/{show['id']}/restore", {"revision": 1})
    assert restored.status == 200
    assert await served.segments(show) == []
    await served.post(f"/documents/{show['id']}/undo")
    assert len(await served.segments(show)) == 1
    history = (await served.get(f"/documents/{show['id']}/history")).json
    assert history["checkpoints"] == [checkpoint]


@pytest.mark.parametrize("revision", [0, 1, 99])
async def test_restoring_what_is_not_the_past_is_refused(served: Site, show: Any, revision: int):
    reply = await served.post(f"/documents/{show['id']}/restore", {"revision": revision})
    assert reply.problem == (409, "nothing_to_undo")


async def test_a_fresh_conversation_becomes_the_current_one(served: Site, show: Any):
    first = (await served.get(f"/documents/{show['id']}/conversations")).json["conversations"]
    assert [one["id"] for one in first] == [show["conversation_id"]]
    fresh = await served.post(f"/documents/{show['id']}/conversations")
    assert fresh.status == 201
    assert fresh.json["entries"] == 1
    listed = (await served.get(f"/documents/{show['id']}/conversations")).json["conversations"]
    assert {one["id"] for one in listed} == {fresh.json["id"], show["conversation_id"]}


async def test_a_deleted_show_is_gone_with_all_that_hung_on_it(served: Site, show: Any):
    assert (await served.call("DELETE", f"/documents/{show['id']}")).status == 204
    assert (await served.get(f"/documents/{show['id']}")).problem == (404, "unknown_document")
    conversation = f"/conversations/{show['conversation_id']}"
    assert (await served.get(f"{conversation}/entries")).problem == (404, "unknown_conversation")
    assert (await served.call("DELETE", f"/documents/{show['id']}")).problem == (404, "unknown_document")


async def test_deleting_a_show_the_copilot_works_on_ends_its_turn_first(served: Site, show: Any):
    run_id = await served.say(show, "make ball 1 red from 0 to 5 seconds", mode="full")
    await served.proposal(show, run_id)
    assert (await served.call("DELETE", f"/documents/{show['id']}")).status == 204
    reply = await served.post(f"/runs/{run_id}/stop")
    assert reply.problem == (404, "unknown_run")


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "", None),
        ("DELETE", "", None),
        ("POST", "/undo", {}),
        ("POST", "/redo", {}),
        ("GET", "/history", None),
        ("POST", "/checkpoints", {"name": "x"}),
        ("POST", "/restore", {"revision": 1}),
        ("GET", "/conversations", None),
        ("POST", "/conversations", {}),
        ("POST", "/changes", {"base_revision": 0, "changes": [change("a", None, {})]}),
    ],
)
async def test_every_route_says_that_a_document_is_not_there(served: Site, method: str, path: str, body: Any):
    reply = await served.call(method, f"/documents/{NO_SUCH}{path}", body)
    assert reply.problem == (404, "unknown_document")


@pytest.mark.parametrize(
    "body",
    [
        {"kind": "film"},
        {"kind": "sequence", "options": {"ball_count": 0}},
        {"kind": "sequence", "options": {"ball_count": 10**9}},
        {"kind": "sequence", "options": {"ball_count": "three"}},
        {"kind": "sequence", "name": "x" * 201},
        {},
    ],
)
async def test_a_show_that_cannot_be_made_is_refused(served: Site, body: Any):
    assert (await served.post("/documents", body)).problem[0] == 422


async def test_the_server_is_healthy_and_unknown_addresses_are_told_in_json(served: Site):
    assert (await served.get("/healthz")).json["status"] == "ok"
    assert (await served.get("/nothing")).problem == (404, "not_found")
    assert (await served.call("PUT", "/documents", {})).problem == (405, "method_not_allowed")
