"""The journal as server-sent events: whole, in order, once, whatever happens to the client."""

import asyncio
import random
import socket
from collections.abc import AsyncGenerator
from typing import Any

import pytest

from coda.components.events import ResponseChunk
from coda.components.store.writes import AppendEvents
from coda.interfaces.http.stream import ConversationStream
from tests.interfaces.site import API, NO_SUCH, Frame, Site, read_frame, until

pytestmark = pytest.mark.anyio

CUTS = 200


async def write(served: Site, show: dict[str, Any], *texts: str) -> None:
    events = tuple(ResponseChunk(delta=text) for text in texts)
    await served.coda.store.commit(AppendEvents(show["conversation_id"], None, events, 0))


async def take(frames: AsyncGenerator[Frame, None], until: int) -> list[Frame]:
    """Frames up to a place, without comments."""
    taken: list[Frame] = []
    async for frame in frames:
        if frame.id:
            taken.append(frame)
        if frame.id >= until:
            break
    return taken


async def raw(
    served: Site, show: dict[str, Any], after: int
) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """A client that can leave in the middle of a byte sequence."""
    reader, writer = await asyncio.open_connection("127.0.0.1", served.port)
    path = f"{API}/conversations/{show['conversation_id']}/stream?after={after}"
    writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{served.port}\r\n\r\n".encode())
    await reader.readuntil(b"\r\n\r\n")
    return reader, writer


async def followers(served: Site, show: dict[str, Any], count: int) -> None:
    """Wait until so many follow the conversation."""
    subscriptions = served.coda.store._fanout._subscriptions  # type: ignore[attr-defined]
    await until(lambda: len(subscriptions.get(show["conversation_id"], ())) == count)


async def test_what_was_and_what_comes_is_told_in_order(served: Site, show: Any):
    await write(served, show, "a", "b\nc\r\n\u2028")
    async with served.stream(show["conversation_id"]) as frames:
        old = await take(frames, 3)
        await write(served, show, "new")
        new = await take(frames, 4)
    assert [frame.id for frame in [*old, *new]] == [1, 2, 3, 4]
    assert [frame.event for frame in old] == ["conversation_created", "response_chunk", "response_chunk"]
    assert old[2].entry["event"] == {"type": "response_chunk", "delta": "b\nc\r\n\u2028"}
    assert new[0].entry["seq"] == 4


async def test_a_client_resumes_after_what_it_has(served: Site, show: Any):
    await write(served, show, *"abcde")
    conversation_id = show["conversation_id"]
    async with served.stream(conversation_id, after=4) as frames:
        assert [frame.id for frame in await take(frames, 6)] == [5, 6]
    async with served.stream(conversation_id, after=1, last_event_id=5) as frames:
        assert [frame.id for frame in await take(frames, 6)] == [6]


@pytest.mark.parametrize("place", ["x", "-1", "²", "9" * 30, "9" * 5000, "1.5", ""])
async def test_a_place_that_makes_no_sense_counts_as_the_beginning(served: Site, show: Any, place: str):
    address = f"{served.url}{API}/conversations/{show['conversation_id']}/stream"
    async with served.client.get(address, headers={"last-event-id": place}) as response:
        assert response.status == 200
        frames = [read_frame(await response.content.readuntil(b"\n\n")) for _ in range(2)]
    assert frames[0] is None
    assert frames[1] is not None
    assert frames[1].id == 1


async def test_a_long_journal_is_told_page_by_page(served: Site, show: Any):
    await write(served, show, *map(str, range(1200)))
    async with served.stream(show["conversation_id"]) as frames:
        assert [frame.id for frame in await take(frames, 1201)] == list(range(1, 1202))


async def test_nothing_is_lost_or_doubled_while_others_write(served: Site, show: Any):
    many, writers = 40, 5

    async def keep_writing(writer: int) -> None:
        for number in range(many):
            await write(served, show, f"{writer}-{number}", "!")

    last = 1 + writers * many * 2
    async with (
        served.stream(show["conversation_id"]) as one,
        served.stream(show["conversation_id"], after=1) as two,
        asyncio.TaskGroup() as group,
    ):
        for writer in range(writers):
            group.create_task(keep_writing(writer))
        first = group.create_task(take(one, last))
        second = group.create_task(take(two, last))
    assert [frame.id for frame in first.result()] == list(range(1, last + 1))
    assert [frame.id for frame in second.result()] == list(range(2, last + 1))


async def test_a_client_that_is_cut_off_anywhere_misses_nothing_when_it_comes_back(served: Site, show: Any):
    """Two hundred cuts at random bytes, while the journal grows; what is half received is not counted."""
    chance = random.Random(7)
    seen: list[int] = []
    written = 1
    for _ in range(CUTS):
        await write(served, show, *("x" * chance.randrange(80) for _ in range(3)))
        written += 3
        reader, writer = await raw(served, show, seen[-1] if seen else 0)
        received = await reader.readexactly(chance.randrange(1, 450))
        writer.transport.abort()
        for line in received.split(b"\n\n")[:-1]:
            frame = read_frame(_without_chunk_sizes(line))
            if frame is not None and frame.id:
                seen.append(frame.id)
    assert seen[0] < seen[-1] < written
    async with served.stream(show["conversation_id"], after=seen[-1]) as frames:
        seen += [frame.id for frame in await take(frames, written)]
    assert seen == list(range(1, written + 1))


def _without_chunk_sizes(text: bytes) -> bytes:
    """The stream's lines without HTTP's own."""
    lines = text.split(b"\r\n")
    return b"".join(line for line in lines if not _is_size(line))


def _is_size(line: bytes) -> bool:
    return 0 < len(line) <= 6 and all(byte in b"0123456789abcdef" for byte in line)


async def test_silence_is_filled_with_heartbeats(served: Site, show: Any):
    async with served.stream(show["conversation_id"], after=1) as frames:
        assert [(await anext(frames)).event for _ in range(3)] == ["", "", ""]


async def test_a_client_that_leaves_leaves_nothing_behind(served: Site, show: Any):
    before = len(asyncio.all_tasks())
    async with served.stream(show["conversation_id"], after=1):
        await followers(served, show, 1)
    await followers(served, show, 0)
    await until(lambda: len(asyncio.all_tasks()) <= before)


async def test_a_client_that_does_not_read_holds_up_nobody_and_little_memory(served: Site, show: Any):
    """Security test 32: a slow reader."""
    slow = socket.create_connection(("127.0.0.1", served.port))
    slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    path = f"{API}/conversations/{show['conversation_id']}/stream"
    slow.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
    await followers(served, show, 1)
    subscriptions = served.coda.store._fanout._subscriptions  # type: ignore[attr-defined]
    (subscription,) = subscriptions[show["conversation_id"]]
    for _ in range(60):
        await write(served, show, *["x" * 1000] * 100)
    assert len(subscription._entries) <= 4096
    async with served.stream(show["conversation_id"], after=5990) as frames:
        assert (await take(frames, 6001))[-1].id == 6001
    slow.close()
    await followers(served, show, 0)


async def test_a_conversation_that_is_not_there_is_told_in_json(served: Site):
    reply = await served.get(f"/conversations/{NO_SUCH}/stream")
    assert reply.problem == (404, "unknown_conversation")


async def test_asking_for_the_head_of_a_stream_ends(served: Site, show: Any):
    reply = await served.call("HEAD", f"/conversations/{show['conversation_id']}/stream")
    assert (reply.status, reply.body) == (200, b"")
    assert reply.headers["content-type"].startswith("text/event-stream")


async def test_a_stream_ends_when_the_server_leaves(served: Site, show: Any):
    leaving, said = asyncio.Event(), list[Any]()
    stream = ConversationStream(served.coda.store, leaving)

    async def never() -> Any:
        await asyncio.Event().wait()

    async def send(message: Any) -> None:
        said.append(message)
        leaving.set()

    scope = {
        "path_params": {"conversation_id": show["conversation_id"]},
        "headers": [],
        "query_string": b"",
        "method": "GET",
    }
    await stream(scope, never, send)
    assert not said[-1].get("more_body")
