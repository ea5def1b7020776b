"""Take the README's pictures of the studio: `.venv/bin/python scripts/take_screenshots.py`.

Starts a server on a temporary folder, makes a show with the copilot's own commands, and writes
docs/images/studio-dark.png, studio-light.png and chat.png. Build the studio first (`make run` does).
"""

import base64
import re
import struct
import subprocess
import sys
import tempfile
import zlib
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page, expect, sync_playwright

from coda_setup.browser import REMEDY, find_browser

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs" / "images"
LARGEST = 320_000
"""Bytes of a picture: a README loads them all."""

THE_SHOW = (
    "clear all balls",
    "make ball 1 fade from orange to red from 10.2 to 13",
    "make ball 2 fade from orange to red from 11.2 to 14",
    "make ball 3 fade from orange to red from 12.2 to 15",
    "pulse all balls green and yellow on every beat from 26 to 33",
    "make ball 1 fade from purple to cyan from 33.5 to 41",
    "make ball 2 fade from cyan to green from 33.5 to 41",
    "make ball 3 fade from green to purple from 33.5 to 41",
    "put a rainbow on all balls from 49 to 64",
)
APPROVED = "Pulse all balls red and blue on the beat for the first ten seconds"
PROPOSED = (
    "Fade ball 1 from red to yellow from 16 to 22 and ball 2 from green to cyan from 17 to 23 "
    "and ball 3 from blue to pink from 18 to 24"
)
LIT_MS = 19_500
"""A moment at which each ball of the proposal has another color."""

SHADES = bytes(min(255, round(value / 4) * 4) for value in range(256))
"""To each value of a channel the one that is kept: the glow's dither would take most of a file, unseen."""

READ_PIXELS = """async source => {
  const image = new Image();
  image.src = source;
  await image.decode();
  const canvas = new OffscreenCanvas(image.width, image.height);
  const context = canvas.getContext('2d');
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
  let text = '';
  for (let at = 0; at < data.length; at += 8192) text += String.fromCharCode(...data.subarray(at, at + 8192));
  return { width: canvas.width, height: canvas.height, rgba: btoa(text) };
}"""

PLACE_ON_RULER = """ms => {
  const canvas = document.querySelector('[data-testid=timeline] canvas');
  const thumb = document.querySelector('[role=scrollbar]');
  const total = Number(thumb.ariaValueMax);
  const from = parseFloat(thumb.style.left) / 100 * total;
  const shown = parseFloat(thumb.style.width) / 100 * total;
  const box = canvas.getBoundingClientRect();
  return { x: box.left + (ms - from) / shown * box.width, y: box.top + 8 };
}"""


@contextmanager
def running_server() -> Generator[str]:
    """The address of a server that knows nothing but the demo."""
    with tempfile.TemporaryDirectory() as data:
        command = [Path(sys.executable).parent / "coda", "serve", "--port", "0", "--data", data]
        server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
        try:
            said = server.stdout.readline() if server.stdout else ""
            found = re.search(r"http://\S+", said)
            if found is None:
                raise SystemExit(f"coda serve told no address: {said}")
            yield found[0]
        finally:
            server.terminate()
            server.wait()


def say(page: Page, text: str) -> None:
    """Send a message and wait until it is answered or waits for a decision."""
    box = page.get_by_test_id("chat-input")
    box.fill(text)
    box.press("Enter")
    turn = page.get_by_test_id("turn").filter(has_text=text).last
    expect(turn).to_have_attribute("data-phase", re.compile("ended|deciding"))


def make_show(page: Page) -> None:
    expect(page.get_by_test_id("analysis-status")).to_contain_text("beats")
    page.get_by_test_id("mode").select_option("auto")
    for sentence in THE_SHOW:
        say(page, sentence)
    page.get_by_test_id("mode").select_option("full")
    page.get_by_test_id("new-chat").click()
    expect(page.get_by_test_id("turn")).to_have_count(0)
    say(page, APPROVED)
    page.get_by_test_id("approve-all").click()
    expect(page.get_by_test_id("undo-turn")).to_be_visible()
    say(page, PROPOSED)
    expect(page.get_by_test_id("approve-all")).to_be_visible()


def arrange(page: Page) -> None:
    """Zoom to the first half minute and put the playhead where the balls shine."""
    page.get_by_test_id("zoom-in").click(click_count=2)
    page.mouse.move(600, 600)
    page.mouse.wheel(-3000, 0)
    place = page.evaluate(PLACE_ON_RULER, LIT_MS)
    page.mouse.click(place["x"], place["y"])
    page.mouse.move(2, 400)


def open_page(browser: Browser, url: str, scheme: Literal["dark", "light"], scale: float = 1) -> Page:
    page = browser.new_page(
        viewport={"width": 1440, "height": 900},
        color_scheme=scheme,
        reduced_motion="reduce",
        device_scale_factor=scale,
        locale="en-US",
    )
    page.goto(url)
    expect(page.get_by_test_id("model")).not_to_have_value("")
    return page


def keep(browser: Browser, picture: bytes, name: str) -> None:
    small = with_fewer_shades(browser, picture)
    if len(small) > LARGEST:
        raise SystemExit(f"{name} has {len(small)} bytes; {LARGEST} are the most.")
    IMAGES.mkdir(parents=True, exist_ok=True)
    (IMAGES / name).write_bytes(small)
    print(f"docs/images/{name}: {len(small) / 1000:.0f} kB")


def with_fewer_shades(browser: Browser, picture: bytes) -> bytes:
    """The same PNG in 65 shades of each channel. The browser decodes it, so no image library is needed."""
    page = browser.new_page()
    read = page.evaluate(READ_PIXELS, "data:image/png;base64," + base64.b64encode(picture).decode())
    page.close()
    pixels = base64.b64decode(read["rgba"]).translate(SHADES)
    row = read["width"] * 4
    rows = b"".join(b"\0" + pixels[at : at + row] for at in range(0, len(pixels), row))
    header = struct.pack(">IIBBBBB", read["width"], read["height"], 8, 6, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, body) for kind, body in chunks)


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def main() -> None:
    chromium = find_browser()
    if chromium is None:
        raise SystemExit(f"There is no browser. {REMEDY}")
    with running_server() as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--disable-gpu"])
        dark = open_page(browser, url, "dark")
        make_show(dark)
        arrange(dark)
        keep(browser, dark.screenshot(), "studio-dark.png")
        light = open_page(browser, url, "light")
        arrange(light)
        keep(browser, light.screenshot(), "studio-light.png")
        close = open_page(browser, url, "dark", scale=2)
        turn = close.get_by_test_id("turn").last
        keep(browser, turn.screenshot(), "chat.png")
        browser.close()


if __name__ == "__main__":
    main()
