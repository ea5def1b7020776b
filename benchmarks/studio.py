"""How smoothly the studio draws: pan and zoom over 100,000 segments, a growing thread of 1,000 messages.

A real Chromium (headless, drawing in software) on a real server. For each frame two figures are
taken: the interval to the frame before, and how long the page's main thread was busy with it (from
the frame's first callback until the next task runs). At 60 frames a second an interval is 16.7 ms.

    PYTHONPATH=scripts .venv/bin/python -m benchmarks.studio [--frames 240]
"""

from __future__ import annotations

import argparse
import asyncio
import json
import platform
import statistics
import tempfile
import time
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, expect, sync_playwright

from coda.components.events import (
    ConfirmationMode,
    JournalEvent,
    ResponseChunk,
    ResponseComplete,
    ResponseStart,
    UserMessage,
)
from coda.components.messages import Usage
from coda.components.store import SQLiteStore
from coda.components.store.writes import AppendEvents
from coda.testing.openai_answers import completion
from coda_setup.browser import find_browser
from tests.browser.server import StudioServer, StudioServers
from tests.browser.stand_in import ScriptedModel
from tests.browser.studio import API, Studio, new_show

BALLS, SEGMENTS_OF_A_BALL, SEGMENT_MS = 10, 10_000, 100
TURNS = 500
ANSWER_CHUNKS = 400
CHUNK_SECONDS = 0.01

RECORD_FRAMES = """([frames, act]) => new Promise(resolve => {
  const intervals = [], busy = [];
  const canvas = document.querySelector('[data-testid=timeline] canvas');
  const box = canvas.getBoundingClientRect();
  const wheel = options => canvas.dispatchEvent(new WheelEvent('wheel', {
    bubbles: true, cancelable: true, clientX: box.left + box.width / 2, clientY: box.bottom - 20,
    ...options }));
  const acts = {
    pan: n => wheel({ deltaX: n % 120 < 60 ? 40 : -40 }),
    zoom: n => wheel({ ctrlKey: true, deltaY: n % 120 < 60 ? -30 : 30 }),
    watch: () => undefined,
  };
  let last = performance.now();
  const channel = new MessageChannel();
  let began = 0;
  channel.port1.onmessage = () => busy.push(performance.now() - began);
  const frame = n => {
    began = performance.now();
    intervals.push(began - last);
    last = began;
    acts[act](n);
    channel.port2.postMessage(null);
    if (n < frames) requestAnimationFrame(() => frame(n + 1));
    else resolve({ intervals: intervals.slice(1), busy });
  };
  requestAnimationFrame(() => frame(0));
})"""


@dataclass(frozen=True)
class Figures:
    name: str
    intervals: list[float]
    busy: list[float]

    def row(self) -> str:
        cells = [f"{part(self.intervals):8.1f}" for part in (statistics.median, _p95, max)]
        cells += [f"{part(self.busy):8.1f}" for part in (statistics.median, _p95, max)]
        return f"{self.name:<52}" + "".join(cells)


def _p95(values: list[float]) -> float:
    return statistics.quantiles(values, n=20)[-1]


HEAD = f"{'':<52}{'interval between frames, ms':^24}{'main thread busy, ms':^24}\n{'':<52}" + "".join(
    f"{name:>8}" for name in ("median", "p95", "most") * 2
)


def record(page: Page, name: str, act: str, frames: int) -> Figures:
    taken: Any = page.evaluate(RECORD_FRAMES, [frames, act])
    return Figures(name, taken["intervals"], taken["busy"])


def large_show() -> bytes:
    """A `.smproj` with 100,000 segments side by side."""

    def segment(number: int) -> dict[str, Any]:
        start = number * SEGMENT_MS / 1000
        color = [number * 37 % 256, number * 91 % 256, number * 53 % 256]
        return {"startTime": start, "endTime": start + SEGMENT_MS / 1000, "color": color, "pixels": 4}

    segments = [segment(number) for number in range(SEGMENTS_OF_A_BALL)]
    length = SEGMENTS_OF_A_BALL * SEGMENT_MS / 1000
    return json.dumps(
        {
            "metadata": {"name": "100,000 segments"},
            "settings": {"totalDuration": length},
            "timelines": [{"name": f"Ball {ball + 1}", "segments": segments} for ball in range(BALLS)],
        }
    ).encode()


def measure_timeline(page: Page, frames: int) -> Iterator[str]:
    headers = {"Content-Type": "application/octet-stream"}
    address = f"{API}/sequence/import?filename=large.smproj"
    show = page.request.post(address, data=large_show(), headers=headers).json()["id"]
    began = time.perf_counter()
    studio = Studio(page).open(show)
    assert page.evaluate("() => Object.keys(window.__coda.document().collections.segments).length") == 100_000
    yield f"opening the show of 100,000 segments: {time.perf_counter() - began:.1f} s"
    yield record(page, "pan, all 1,000 seconds in view", "pan", frames).row()
    yield record(page, "zoom, out of the whole and back", "zoom", frames).row()
    for _ in range(8):
        page.get_by_test_id("zoom-in").click()
    yield record(page, "pan, 68 seconds in view (6,800 segments)", "pan", frames).row()
    studio.press("Home")
    page.get_by_test_id("play").click()
    yield record(page, "playback, 68 seconds in view", "watch", frames).row()
    page.get_by_test_id("play").click()


def thread_events(number: int) -> tuple[JournalEvent, ...]:
    """One turn: what is asked, and an answer of a few lines."""
    asked = f"Message {number}: what would fit the bridge of this song?"
    answer = (
        f"Answer {number}.\n\n- **Ball 1** fades slowly\n- Ball 2 follows a *beat* later\n\n`0:10` to `0:20`."
    )
    used = Usage(prompt_tokens=100, completion_tokens=50)
    return (
        UserMessage(text=asked, confirmation=ConfirmationMode.FULL, provider="offline", model="offline"),
        ResponseStart(provider="offline", model="offline", round=0),
        ResponseChunk(delta=answer),
        ResponseComplete(finish_reason="stop", usage=used, cost_usd=0.0, elapsed_ms=10.0),
    )


async def write_thread(database: Path, conversation: str) -> None:
    store = await SQLiteStore.open(database)
    for number in range(TURNS):
        await store.commit(AppendEvents(conversation, f"run{number}", thread_events(number), number * 1000))
    await store.close()


def in_a_loop_of_its_own(work: Coroutine[Any, Any, None]) -> None:
    """Playwright's own loop runs in this thread."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        pool.submit(asyncio.run, work).result()


def measure_chat(page: Page, show: str, model: ScriptedModel) -> Iterator[str]:
    began = time.perf_counter()
    studio = Studio(page).open(show)
    expect(page.get_by_test_id("turn").last).to_contain_text(f"Answer {TURNS - 1}.")
    yield f"opening the thread of {2 * TURNS:,} messages: {time.perf_counter() - began:.1f} s"
    pieces = [piece for n in range(ANSWER_CHUNKS) for piece in (CHUNK_SECONDS, f"word{n} ")]
    model.will_answer(completion(*pieces))
    studio.use_model("openai_compatible").send("Go on")
    expect(page.get_by_test_id("turn").last.get_by_test_id("answer")).to_be_visible()
    yield record(page, f"an answer streams in, {1 / CHUNK_SECONDS:.0f} chunks a second", "watch", 180).row()
    studio.ended()


def open_page(browser: Browser, server: StudioServer) -> Page:
    return browser.new_page(base_url=server.url, viewport={"width": 1440, "height": 900})


def run(frames: int) -> None:
    folders = tempfile.TemporaryDirectory()
    servers, model = StudioServers(lambda: Path(folders.name)), ScriptedModel()
    env = {"CODA_API_BASE": model.url, "CODA_MODEL": "stand-in"}
    with folders, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=["--disable-gpu"])
        print(f"Chromium {browser.version}, Python {platform.python_version()}, {platform.machine()}\n{HEAD}")
        server = servers.start(env=env)
        page = open_page(browser, server)
        for line in measure_timeline(page, frames):
            print(line, flush=True)
        show = new_show(page, name="A long thread")
        conversation = page.request.get(f"{API}/documents/{show}").json()["conversation_id"]
        page.close()
        server.stop()
        in_a_loop_of_its_own(write_thread(server.data / "coda.db", conversation))
        server = servers.start(data=server.data, env=env)
        for line in measure_chat(open_page(browser, server), show, model):
            print(line, flush=True)
        browser.close()
        servers.stop_all()
        model.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--frames", type=int, default=240, help="frames of each row")
    run(parser.parse_args().frames)


if __name__ == "__main__":
    main()
