"""The live socket: transactions out, analysis out, playback both ways."""

import asyncio
from typing import Any

import aiohttp
import pytest

from coda.apps.sequence_maker.services import PlaybackState
from coda.apps.sequence_maker.studio_player import PlaybackCommand, StudioPlayer
from coda.errors import ToolExecutionError
from coda.interfaces.cli.serve import LARGEST_FRAME
from coda.interfaces.http.live import TOO_SLOW, UNKNOWN, Hello, LiveSocket
from tests.interfaces.site import NO_SUCH, Site, of_kind, until

pytestmark = pytest.mark.anyio

STANDS = PlaybackState(False, 0, 1.0)


async def next_of(socket: Any, kind: str) -> dict[str, Any]:
    """The next frame of a kind."""
    async with asyncio.timeout(30):
        while (frame := await socket.receive_json())["type"] != kind:
            pass
    return frame


async def report(socket: Any, position_ms: int = 0, *, playing: bool = False, **more: Any) -> None:
    frame = {"type": "playback_state", "playing": playing, "position_ms": position_ms, "volume": 0.5, **more}
    await socket.send_json(frame)


async def result_of(served: Site, show: Any, run_id: str) -> dict[str, Any]:
    await served.coda.runs.finished(run_id)
    return of_kind(await served.events(show, run_id), "function_result")[0]


async def test_a_studio_is_greeted_and_told_of_each_transaction(served: Site, show: Any):
    async with served.live(show["id"]) as one, served.live(show["id"]) as two:
        hello = await one.receive_json()
        assert hello == {"type": "hello", "revision": 1, "history": show["history"]}
        reply = await served.put_segment(show, 0, 1000)
        for socket in (one, two):
            told = await next_of(socket, "transaction")
            assert told == {"type": "transaction", **reply.json}
        await served.say_and_wait(show, "make ball 2 blue from 0 to 1 seconds")
        assert (await next_of(one, "transaction"))["transaction"]["author"] == "copilot"


async def test_the_copilot_plays_in_the_studio_and_waits_until_it_plays(served: Site, show: Any):
    async with served.live(show["id"]) as studio:
        await studio.receive_json()
        run_id = await served.say(show, "play")
        command = await next_of(studio, "playback")
        assert command["action"] == "play"
        await report(studio, 20, playing=True, command_id=command["command_id"])
        result = await result_of(served, show, run_id)
    assert result["outcome"] == "done"
    assert result["result"]["playing"] is True


async def test_a_studio_that_refuses_is_quoted_shortly(served: Site, show: Any):
    async with served.live(show["id"]) as studio:
        await studio.receive_json()
        run_id = await served.say(show, "play")
        command = await next_of(studio, "playback")
        reason = "the page\nwas not touched " * 1000
        await studio.send_json(
            {"type": "playback_failed", "command_id": command["command_id"], "reason": reason}
        )
        result = await result_of(served, show, run_id)
    assert result["outcome"] == "failed"
    assert "could not do it: the page was not touched" in result["error"]
    assert len(result["error"]) < 300


async def test_without_a_studio_nothing_plays_and_the_copilot_says_so(served: Site, show: Any):
    result = await result_of(served, show, await served.say(show, "play"))
    assert (result["outcome"], "No studio has this show open" in result["error"]) == ("failed", True)


async def test_a_studio_that_is_closed_before_it_obeys_fails_the_command_at_once(served: Site, show: Any):
    async with served.live(show["id"]) as studio:
        await studio.receive_json()
        run_id = await served.say(show, "play")
        await next_of(studio, "playback")
    result = await result_of(served, show, run_id)
    assert (result["outcome"], result["error"]) == ("failed", "The studio was closed before it obeyed.")


async def test_a_studio_that_never_answers_fails_the_command():
    player = StudioPlayer(seconds_to_obey=0)
    player.connect(lambda _: None)
    with pytest.raises(ToolExecutionError, match="did not answer"):
        await player.play(None)


async def test_the_studio_that_spoke_last_leads_and_nobody_answers_for_it():
    """Security test 9: one socket cannot answer another's command."""
    sent: list[tuple[str, PlaybackCommand]] = []
    player = StudioPlayer()

    def first(command: PlaybackCommand) -> None:
        sent.append(("first", command))

    def second(command: PlaybackCommand) -> None:
        sent.append(("second", command))

    player.connect(first)
    player.connect(second)
    player.report(first, PlaybackState(True, 10, 1.0), None)
    assert player.playback == PlaybackState(True, 10, 1.0)
    playing = asyncio.create_task(player.pause())
    await asyncio.sleep(0)
    ((who, command),) = sent
    assert who == "first"
    player.refuse(second, command.command_id, "no")
    player.report(second, STANDS, command.command_id)
    assert not playing.done()
    player.report(first, STANDS, command.command_id)
    assert await playing == STANDS
    player.disconnect(first)
    assert player.playback == STANDS
    player.disconnect(second)
    assert player.playback is None


async def test_what_a_socket_does_not_understand_it_drops(served: Site, show: Any):
    """Security tests 23 and 36: garbage, deep nesting, numbers beyond all bounds."""
    async with served.live(show["id"]) as studio:
        await studio.receive_json()
        for text in ("", "{", "[]", '{"type":"unknown"}', "[" * 30_000, '{"type":"playback_state"}'):
            await studio.send_str(text)
        await studio.send_bytes(b"\x00\xff")
        await report(studio, 10**30)
        await report(studio, -1)
        await report(studio, 0, volume=9)
        await report(studio, 1234)
        await served.put_segment(show, 0, 1000)
        assert (await next_of(studio, "transaction"))["transaction"]["revision"] == 2
        assert served.coda.stage.player(show["id"]).playback == PlaybackState(False, 1234, 0.5)


async def test_a_giant_frame_ends_the_socket_and_nothing_else(served: Site, show: Any):
    """Security test 32."""
    async with served.live(show["id"]) as studio:
        await studio.receive_json()
        await studio.send_str("x" * (LARGEST_FRAME + 1))
        assert (await studio.receive()).type in {aiohttp.WSMsgType.CLOSE, aiohttp.WSMsgType.CLOSED}
        assert studio.close_code == 1009
    assert (await served.get(f"/documents/{show['id']}")).status == 200


async def test_a_document_that_is_not_there_closes_the_socket_with_its_own_code(served: Site):
    async with served.live(NO_SUCH) as studio:
        await studio.receive()
        assert studio.close_code == UNKNOWN


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:1", "http://[", ""])
async def test_a_page_of_another_site_gets_no_socket(served: Site, show: Any, origin: str):
    """Security test 27: refused before the upgrade."""
    with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
        await served.live(show["id"], origin=origin)
    assert refused.value.status == 403


async def test_the_studios_own_page_gets_its_socket(served: Site, show: Any):
    async with served.live(show["id"], origin=served.url) as studio:
        assert (await studio.receive_json())["type"] == "hello"


async def test_a_foreign_host_gets_no_socket(served: Site, show: Any):
    """Security test 29: DNS rebinding."""
    with pytest.raises(aiohttp.WSServerHandshakeError):
        await served.live(show["id"], host="evil.example")


async def test_the_analysis_of_a_new_song_is_told_as_it_goes(served: Site, show: Any, wav: bytes):
    async with served.live(show["id"]) as studio:
        await studio.receive_json()
        reply = await served.upload(f"/sequence/{show['id']}/audio", wav, "click.wav")
        assert reply.status == 200, reply.body
        await next_of(studio, "transaction")
        frames = [await next_of(studio, "analysis")]
        while frames[-1]["status"] not in {"ready", "failed"}:
            frames.append(await next_of(studio, "analysis"))
    assert frames[-1] == {"type": "analysis", "status": "ready", "stage": "", "progress": 1.0}
    told = [frame["progress"] for frame in frames]
    assert told == sorted(told)
    analysis = (await served.get(f"/sequence/{show['id']}/analysis")).json
    assert analysis["status"] == "ready"
    assert analysis["analysis"]["content_hash"] == reply.json["content_hash"]


async def test_a_socket_that_comes_later_is_told_how_far_the_song_is(served: Site, show: Any, wav: bytes):
    await served.upload(f"/sequence/{show['id']}/audio", wav, "click.wav")
    async with served.live(show["id"]) as studio:
        frame = await next_of(studio, "analysis")
    assert frame["status"] in {"running", "ready"}


class StuckSocket:
    """A browser that takes nothing any more."""

    def __init__(self) -> None:
        self.closed_with = 0

    async def send_text(self, text: str) -> None:
        await asyncio.Event().wait()

    async def receive(self) -> Any:
        await asyncio.Event().wait()

    async def close(self, code: int) -> None:
        self.closed_with = code


async def test_a_browser_that_cannot_keep_up_is_sent_away_to_read_anew(served: Site, show: Any):
    """Security test 32: what waits for a slow reader is bounded, and nothing is dropped silently."""
    from coda.interfaces.http.app import COMPANIONS

    stuck: Any = StuckSocket()
    document = await served.coda.documents.open(show["id"])
    live = LiveSocket(served.coda, stuck, document)
    serving = asyncio.create_task(live.serve(COMPANIONS, asyncio.Event()))
    hello = Hello(1, await served.coda.documents.history(show["id"]))
    for _ in range(1000):
        live.send(hello)
    async with asyncio.timeout(5):
        await serving
    assert stuck.closed_with == TOO_SLOW


async def test_a_socket_that_closes_leaves_no_task_behind(served: Site, show: Any):
    before = len(asyncio.all_tasks())
    async with served.live(show["id"]) as studio:
        await studio.receive_json()
        assert len(asyncio.all_tasks()) > before
    await until(lambda: len(asyncio.all_tasks()) <= before)
    assert served.coda.stage.player(show["id"]).playback is None
