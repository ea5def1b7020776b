"""Take the README's pictures of films: `.venv/bin/python scripts/take_film_pictures.py`.

Starts a server on a temporary folder, has a film made there from one sentence by the copilot's own
commands, and writes docs/images/film-board.jpg and film-frames.jpg. Build the studio first (`make run` does).
"""

import io
import re
from collections.abc import Iterator
from typing import Any

import av
from PIL import Image
from playwright.sync_api import Page, expect, sync_playwright

from coda_setup.browser import REMEDY, find_browser
from take_screenshots import IMAGES, LARGEST, open_page, running_server, say

IDEA = "A lighthouse keeper befriends a storm"
PROPOSED = "make shot 2 a night scene seen from above"
MADE_MS = 300_000
COLUMNS, ROWS = 4, 3
FRAME_WIDTH = 400
GAP = 4


def make_film(page: Page, url: str) -> bytes:
    """From the sentence to the film; its bytes."""
    page.goto(f"{url}films")
    page.get_by_test_id("film-idea").fill(IDEA)
    page.get_by_test_id("film-idea").press("Enter")
    expect(page.get_by_test_id("board")).to_be_visible()
    expect(page.get_by_test_id("model")).not_to_have_value("")
    page.get_by_test_id("mode").select_option("auto")
    say(page, "make the whole film")
    expect(page.get_by_test_id("video")).to_be_visible(timeout=MADE_MS)
    source = page.get_by_test_id("video").evaluate("video => video.currentSrc")
    return page.request.get(source).body()


def propose(page: Page) -> None:
    """A proposal on the second shot, seen on its card before it applies."""
    page.get_by_test_id("mode").select_option("full")
    page.get_by_test_id("new-chat").click()
    say(page, PROPOSED)
    card = page.locator("[data-ghost=changed]").first
    expect(card.locator("img")).to_have_attribute("src", re.compile("^blob:"))
    card.scroll_into_view_if_needed()


def contact_sheet(film: bytes) -> Image.Image:
    """Frames at equal distances, from the first second to the last."""
    frames = list(_chosen(film))
    width, height = frames[0].size
    sheet = Image.new("RGB", (COLUMNS * (width + GAP) - GAP, ROWS * (height + GAP) - GAP), "white")
    for number, frame in enumerate(frames):
        sheet.paste(frame, (number % COLUMNS * (width + GAP), number // COLUMNS * (height + GAP)))
    return sheet


def _chosen(film: bytes) -> Iterator[Image.Image]:
    container: Any  # PyAV's frames are typed in part
    with av.open(io.BytesIO(film)) as container:
        total = container.streams.video[0].frames
        wanted = {round((number + 0.5) * total / (COLUMNS * ROWS)) for number in range(COLUMNS * ROWS)}
        for number, frame in enumerate(container.decode(video=0)):
            if number in wanted:
                height = frame.height * FRAME_WIDTH // frame.width
                yield frame.to_image().resize((FRAME_WIDTH, height), Image.Resampling.LANCZOS)


def keep(picture: bytes, name: str) -> None:
    if len(picture) > LARGEST:
        raise SystemExit(f"{name} has {len(picture)} bytes; {LARGEST} are the most.")
    (IMAGES / name).write_bytes(picture)
    print(f"docs/images/{name}: {len(picture) / 1000:.0f} kB")


def main() -> None:
    chromium = find_browser()
    if chromium is None:
        raise SystemExit(f"There is no browser. {REMEDY}")
    with running_server() as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--disable-gpu"])
        page = open_page(browser, url, "dark")
        sheet = io.BytesIO()
        contact_sheet(make_film(page, url)).save(sheet, "JPEG", quality=84, optimize=True)
        keep(sheet.getvalue(), "film-frames.jpg")
        propose(page)
        keep(page.screenshot(type="jpeg", quality=88), "film-board.jpg")
        browser.close()


if __name__ == "__main__":
    main()
