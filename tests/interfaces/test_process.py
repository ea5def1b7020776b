"""`coda serve` as a process: killed, asked to end, started again."""
# ruff: noqa: ASYNC240 - small files, and nobody else waits for this loop

import asyncio
import io
import signal
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from coda.components.messages import ToolCall
from coda.testing.openai_answers import completion
from coda.testing.openai_stand_in import OpenAIStandIn
from tests.interfaces.conftest import tone
from tests.interfaces.process import Server, run, run_process, serving
from tests.interfaces.site import API, BYTES

pytestmark = pytest.mark.anyio

PAINT = "make ball 1 red from 20 to 25 seconds"


def env_of(server: OpenAIStandIn) -> dict[str, str]:
    return {"CODA_API_BASE": server.url, "CODA_MODEL": "stand-in"}


async def events_of(server: Server, show: Any) -> list[dict[str, Any]]:
    return [entry["event"] for entry in await server.entries(show)]


async def test_what_was_shown_of_an_answer_survives_a_kill_and_the_chat_goes_on(tmp_path: Path):
    """kill -9 during a streamed answer."""
    data, never = tmp_path / "data", asyncio.Event()
    async with OpenAIStandIn([completion("Once upon", " a time", never, "the end")]) as model:
        async with serving(data, **env_of(model)) as server:
            show = await server.show()
            await server.say(show, "Tell", "openai_compatible")
            await server.until(show, "response_chunk")
            shown = await server.entries(show)
            await server.kill()
        async with serving(data) as server:
            after = await server.entries(show)
            assert after[: len(shown)] == shown
            events = [entry["event"] for entry in after]
            assert events[-1] == {"type": "response_interrupted", "reason": "crashed"}
            assert [event["text"] for event in events if event["type"] == "user_message"] == ["Tell"]
            await server.say(show, PAINT, "offline", "auto")
            await server.until(show, "response_complete")
            assert await server.end() == 0
        never.set()


async def test_a_decision_that_waited_through_a_kill_is_still_made_and_only_once(tmp_path: Path):
    """kill -9 while a proposal waits."""
    data = tmp_path / "data"
    async with serving(data) as server:
        show = await server.show()
        run_id = await server.say(show, PAINT, "offline")
        proposal = await server.until(show, "proposal")
        await server.kill()
    async with serving(data) as server:
        assert (await events_of(server, show))[-1] == proposal
        path = f"/runs/{run_id}/proposals/{proposal['proposal_id']}/decision"
        body = {"verdict": "approve", "digest": proposal["digest"]}
        replies = await asyncio.gather(*(server.call("POST", path, body) for _ in range(3)))
        assert sorted(status for status, _ in replies) == [202, 409, 409]
        await server.until(show, "response_complete")
        assert (await server.call("POST", path, body))[0] == 409
        now = (await server.call("GET", f"/documents/{show['id']}"))[1]
        assert now["revision"] == show["revision"] + 1
        assert await server.end() == 0


async def test_a_turn_whose_provider_is_gone_can_still_be_stopped(tmp_path: Path):
    data = tmp_path / "data"
    call = completion(tool_calls=[_paint()])
    async with OpenAIStandIn([call]) as model, serving(data, **env_of(model)) as server:
        show = await server.show()
        run_id = await server.say(show, "Paint", "openai_compatible")
        await server.until(show, "proposal")
        await server.kill()
    async with serving(data) as server:
        assert (await server.call("POST", f"/runs/{run_id}/stop", {}))[0] == 202
        await server.until(show, "response_interrupted")
        await server.say(show, PAINT, "offline", "auto")
        await server.until(show, "response_complete")
        assert await server.end() == 0


@pytest.mark.parametrize("by", [signal.SIGTERM, signal.SIGINT])
async def test_asked_to_end_the_server_ends_in_good_order_with_clients_and_workers(
    tmp_path: Path, by: signal.Signals
):
    """Open streams, sockets, an answer under way and an analysis at work: all gone, exit code 0."""
    data, never = tmp_path / "data", asyncio.Event()
    async with (
        OpenAIStandIn([completion("Once", never)]) as model,
        serving(data, **env_of(model)) as server,
    ):
        show = await server.show()
        stream = await server.client.get(f"{server.url}{API}/conversations/{show['conversation_id']}/stream")
        async with server.client.ws_connect(f"{server.url}{API}/documents/{show['id']}/live") as studio:
            audio = f"{server.url}{API}/sequence/{show['id']}/audio?filename=long.wav"
            await server.client.post(audio, data=io.BytesIO(tone("WAV", seconds=60)), headers=BYTES)
            while (await studio.receive_json()).get("status") != "running":
                pass
            await server.say(show, "Tell", "openai_compatible")
            await server.until(show, "response_chunk")
            workers = children(server.process.pid)
            assert workers
            assert await server.end(by) == 0
            assert not [pid for pid in workers if Path(f"/proc/{pid}").exists()]
            while (message := await studio.receive()).type is aiohttp.WSMsgType.TEXT:
                pass
            assert (message.type, message.data) == (aiohttp.WSMsgType.CLOSE, 1012)
            told = await stream.content.read()
            assert b"response_chunk" in told
        said = await server.process.stdout.read()  # type: ignore[union-attr]
        assert said.decode() == ""
        never.set()
    async with serving(data) as server:
        assert (await events_of(server, show))[-1] == {"type": "response_interrupted", "reason": "shutdown"}
        assert await server.end(by) == 0
    assert list((data / "processes").iterdir()) == []


async def test_a_port_that_is_taken_is_told_with_what_to_do(tmp_path: Path):
    async with serving(tmp_path / "data") as server:
        port = server.url.rpartition(":")[2]
        done = await run_process(tmp_path / "other", "serve", "--port", port)
        assert (done.code, f"Port {port} is taken" in done.err) == (2, True)
        assert await server.end() == 0
    for port in ("70000", "-1", "http"):
        assert (await run(tmp_path / "other", "serve", "--port", port)).code == 2
    assert not (tmp_path / "other").exists()


def children(pid: int) -> list[int]:
    """The processes that a process has started."""
    return [int(stat.parent.name) for stat in Path("/proc").glob("[0-9]*/stat") if _parent(stat) == pid]


def _parent(stat: Path) -> int:
    try:
        return int(stat.read_text().rpartition(")")[2].split()[1])
    except (FileNotFoundError, ProcessLookupError):
        return 0  # gone meanwhile


def _paint() -> ToolCall:
    arguments = '{"timeline_index": 0, "start_time": 20, "end_time": 25, "color": [255, 0, 0]}'
    return ToolCall("call_1", "create_segment", arguments)
