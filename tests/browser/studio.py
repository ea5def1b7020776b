"""The studio as its users meet it: what is on the page, and where to press."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from playwright.sync_api import Locator, Page, expect

from coda.apps.sequence_maker.demo_show import demo_song

API = "/api/v1"
FIRST_TURN = "pulse all balls red and blue on the beat for the first ten seconds"
RED, BLUE, GREEN = [255, 0, 0], [0, 0, 255], [0, 255, 0]
OFFLINE, SCRIPTED = "offline", "scripted"
CANVAS = "canvas >> nth=0"


def new_show(page: Page, *, balls: int = 3, song: bool = False, name: str = "A show") -> str:
    """Make a show through the API; `song` gives it the demo's song, whose beats are known at once. Its id."""
    body = {"kind": "sequence", "name": name, "options": {"ball_count": balls}}
    show = _json(page.request.post(f"{API}/documents", data=body))["id"]
    if song:
        give_song(page, show, demo_song(), "demo_song.ogg")
    return show


def give_song(page: Page, show: str, song: bytes, filename: str) -> None:
    address = f"{API}/sequence/{show}/audio?filename={filename}"
    headers = {"Content-Type": "application/octet-stream"}
    _json(page.request.post(address, data=song, headers=headers))


def _json(answer: Any) -> Any:
    assert answer.ok, answer.text()
    return answer.json()


@dataclass(frozen=True)
class Studio:
    """One open page. Times are milliseconds; balls count from 0."""

    page: Page

    # -- opening ---------------------------------------------------------------------------------

    def open(self, show: str) -> "Studio":
        self.page.goto(f"/show/{show}")
        return self.wait()

    def open_new(self, **options: Any) -> "Studio":
        return self.open(new_show(self.page, **options))

    def reload(self) -> "Studio":
        self.page.reload()
        return self.wait()

    def wait(self) -> "Studio":
        """Until the show is there and a message can be sent."""
        expect(self.page.get_by_test_id("timeline")).to_be_visible()
        expect(self.page.get_by_test_id("model")).not_to_have_value("")
        return self

    # -- the document ----------------------------------------------------------------------------

    def state(self) -> dict[str, Any]:
        return self.page.evaluate("() => window.__coda.document()")

    def collections(self) -> dict[str, Any]:
        """The whole document as the page has it."""
        return self.state()["collections"]

    @property
    def id(self) -> str:
        return self.state()["id"]

    @property
    def revision(self) -> int:
        return self.state()["revision"]

    def wait_for_revision(self, revision: int) -> None:
        """Until the server has confirmed so many edits, and the page knows."""
        self.until("wanted => window.__coda.document().revision === wanted", revision)

    def balls(self) -> list[dict[str, Any]]:
        rows = [{"id": id, **row} for id, row in self.state()["collections"]["timelines"].items()]
        return sorted(rows, key=lambda row: row["position"])

    def segments(self, ball: int | None = None) -> list[dict[str, Any]]:
        """Of one ball in order of time, or of all."""
        ids = [row["id"] for row in self.balls()]
        wanted = ids if ball is None else [ids[ball]]
        rows = [{"id": id, **row} for id, row in self.state()["collections"]["segments"].items()]
        return sorted((row for row in rows if row["timeline"] in wanted), key=lambda row: row["start_ms"])

    def spans(self, ball: int) -> list[tuple[int, int]]:
        return [(segment["start_ms"], segment["end_ms"]) for segment in self.segments(ball)]

    def ghosts(self) -> list[dict[str, Any]]:
        shown = self.page.evaluate("() => window.__coda.ghosts()")
        return list(shown["changes"]) if shown else []

    def colors_at(self, ms: int) -> list[list[int] | None]:
        colors = self.page.evaluate("ms => window.__coda.colorsAt(ms)", ms)
        return [colors[row["id"]] for row in self.balls()]

    def playhead_ms(self) -> float:
        return self.page.evaluate("() => window.__coda.playheadMs()")

    def saved(self) -> dict[str, Any]:
        """The show as the server has it."""
        return json.loads(self.saved_bytes())

    def saved_bytes(self) -> bytes:
        """The show as the server writes it, byte for byte."""
        body = self.page.request.get(f"{API}/documents/{self.id}").body()
        return bytes(msgspec.json.decode(body, type=dict[str, msgspec.Raw])["collections"])

    def exported(self) -> dict[str, Any]:
        """The show's file, without the chat that it carries along."""
        file = json.loads(self.page.request.get(f"{API}/sequence/{self.id}/export").body())
        return {name: part for name, part in file.items() if name not in ("chat_history", "llm_metadata")}

    def beats(self) -> list[int]:
        answer = self.page.request.get(f"{API}/sequence/{self.id}/analysis")
        return _json(answer)["analysis"]["beats_ms"]

    def put(self, *segments: Mapping[str, Any], note: str = "Prepare") -> list[str]:
        """Add segments through the API: `ball, start_ms, end_ms, color` and more. Their ids."""
        rows = self.balls()
        changes: list[dict[str, Any]] = []
        for number, segment in enumerate(segments):
            after: dict[str, Any] = {"end_color": None, "pixels": 4, "effects": [], **segment}
            after["timeline"] = rows[after.pop("ball")]["id"]
            id = f"{number:02x}{after['start_ms']:05x}{after['end_ms']:05x}"
            changes.append({"collection": "segments", "id": id, "before": None, "after": after})
        self.change(changes, note)
        return [change["id"] for change in changes]

    def change(self, changes: Sequence[Mapping[str, Any]], note: str) -> None:
        """Edit the document through the API, and wait until the page has heard of it."""
        revision = self.revision
        body = {"base_revision": revision, "note": note, "changes": list(changes)}
        _json(self.page.request.post(f"{API}/documents/{self.id}/changes", data=body))
        self.wait_for_revision(revision + 1)

    # -- the chat --------------------------------------------------------------------------------

    def use_model(self, model: str) -> "Studio":
        self.page.get_by_test_id("model").select_option(model)
        return self

    def send(self, text: str) -> Locator:
        """Write a message and send it with Enter. Its turn, as soon as it is on the page."""
        newest = self.page.get_by_test_id("turn").last
        before = newest.get_attribute("data-run") if newest.count() else ""
        box = self.page.get_by_test_id("chat-input")
        box.fill(text)
        box.press("Enter")
        expect(newest).to_be_visible()
        expect(newest).not_to_have_attribute("data-run", before or "")
        return self.page.locator(f'[data-run="{newest.get_attribute("data-run")}"]')

    def say(self, text: str) -> Locator:
        """Send, and wait until the copilot has answered or asks for a decision."""
        turn = self.send(text)
        return self.settled(turn)

    def settled(self, turn: Locator) -> Locator:
        """Until the turn is over or waits for a decision."""
        expect(turn).to_have_attribute("data-phase", re.compile("ended|deciding"))
        if turn.get_attribute("data-phase") == "deciding":
            expect(self.page.get_by_test_id("proposal")).to_be_visible()
        return turn

    def approve(self) -> None:
        """Approve everything, and wait until the turn is over."""
        self.page.get_by_test_id("approve-all").click()
        self.ended()

    def ended(self) -> Locator:
        turn = self.page.get_by_test_id("turn").last
        expect(turn).to_have_attribute("data-phase", "ended")
        return turn

    # -- the timeline ----------------------------------------------------------------------------

    def x(self, ms: float) -> float:
        """Where a moment is on the page, read off the scroll bar (there is none while all is shown)."""
        box = self.canvas_box()
        scale = self.page.evaluate(
            """() => {
              const thumb = document.querySelector('[role=scrollbar]');
              if (!thumb) return null;
              const part = of => parseFloat(of) / 100 * Number(thumb.getAttribute('aria-valuemax'));
              return { from: part(thumb.style.left), shown: part(thumb.style.width) };
            }"""
        )
        from_ms, shown_ms = (scale["from"], scale["shown"]) if scale else (0, self.content_ms())
        return box["x"] + (ms - from_ms) / shown_ms * box["width"]

    def content_ms(self) -> int:
        """What is shown when everything is: the show, and two seconds after it."""
        project = self.state()["collections"]["project"]["project"]
        song = (project["audio"] or {"duration_ms": 0})["duration_ms"]
        last = max((segment["end_ms"] for segment in self.segments()), default=0)
        return max(project["total_duration_ms"], song, last) + 2000

    def y(self, ball: int) -> float:
        box = self.page.get_by_test_id("lane-header").nth(ball).bounding_box()
        assert box is not None
        return box["y"] + box["height"] / 2

    def canvas_box(self) -> Any:
        box = self.page.get_by_test_id("timeline").locator(CANVAS).bounding_box()
        assert box is not None
        return box

    def click(self, ms: float, ball: int, **options: Any) -> None:
        self.page.mouse.click(self.x(ms), self.y(ball), **options)

    def drag(self, start: tuple[float, int], end: tuple[float, int], *, through: int = 4) -> None:
        """Press at (ms, ball), drag to (ms, ball), let go."""
        mouse = self.page.mouse
        mouse.move(self.x(start[0]), self.y(start[1]))
        mouse.down()
        mouse.move(self.x(end[0]), self.y(end[1]), steps=through)
        mouse.up()

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def seek(self, ms: float) -> None:
        """Put the playhead there by a click on the ruler."""
        box = self.canvas_box()
        self.page.mouse.click(self.x(ms), box["y"] + 8)

    # -- waiting ---------------------------------------------------------------------------------

    def until(self, holds: str, argument: Any = None) -> None:
        """Until a JavaScript function of `argument` says true."""
        self.page.wait_for_function(holds, arg=argument)
