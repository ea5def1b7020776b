"""Take the README's pictures of films: `.venv/bin/python scripts/take_film_pictures.py`.

Starts a server on a temporary folder, has films made there, each from one sentence by the copilot's own
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

IDEAS = (
    "An old violin waits in a pawn shop for its owner",
    "Una niña enseña a volar a un dragón con miedo a las alturas",
    "一只猫想当月亮的邮差",
    "A lighthouse keeper befriends a storm",
)
"""A row of frames for each; the last one's board is shown."""
PROPOSED = "make shot 2 a night scene seen from above"
MADE_MS = 300_000
COLUMNS = 4
TITLE_SECONDS = 1.6
FRAME_WIDTH = 400
GAP = 4


def make_film(page: Page, url: str, idea: str) -> bytes:
    """From the sentence to the film; its bytes."""
    page.goto(f"{url}films")
    page.get_by_test_id("film-idea").fill(idea)
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


def contact_sheet(films: list[bytes]) -> Image.Image:
    """A row for each: its title, then frames at equal distances."""
    rows = [list(_chosen(film)) for film in films]
    width, height = rows[0][0].size
    sheet = Image.new("RGB", (COLUMNS * (width + GAP) - GAP, len(rows) * (height + GAP) - GAP), "white")
    for row, frames in enumerate(rows):
        for column, frame in enumerate(frames):
            sheet.paste(frame, (column * (width + GAP), row * (height + GAP)))
    return sheet


def _chosen(film: bytes) -> Iterator[Image.Image]:
    container: Any  # PyAV's frames are typed in part
    with av.open(io.BytesIO(film)) as container:
        video = container.streams.video[0]
        spaced = {round(number * video.frames / COLUMNS) for number in range(1, COLUMNS)}
        wanted = {round(TITLE_SECONDS * video.average_rate), *spaced}
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
        films = [make_film(page, url, idea) for idea in IDEAS]
        contact_sheet(films).save(sheet, "JPEG", quality=84, optimize=True)
        keep(sheet.getvalue(), "film-frames.jpg")
        propose(page)
        keep(page.screenshot(type="jpeg", quality=88), "film-board.jpg")
        browser.close()


if __name__ == "__main__":
    main()
