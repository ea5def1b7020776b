"""The page of a film as its users meet it: what is on the board, and where to press."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.browser.studio import API, Studio

DRAWING_MS = 60_000
"""How long a picture may take that is drawn in a process of its own, behind others that were asked for."""
IDEA = "A lighthouse keeper befriends a storm"
KEEPER, STORM = "c0000000-0000-4000-8000-000000000001", "c0000000-0000-4000-8000-000000000002"
SHORE, SEA = "5c000000-0000-4000-8000-000000000001", "5c000000-0000-4000-8000-000000000002"
SHOTS = tuple(f"50000000-0000-4000-8000-00000000000{number}" for number in (1, 2, 3))


def new_film(page: Page, **options: Any) -> str:
    """Make a film of nothing but its idea, through the API. Its id."""
    body = {"kind": "episode", "name": "Untitled film", "options": {"idea": IDEA, **options}}
    answer = page.request.post(f"{API}/documents", data=body)
    assert answer.ok, answer.text()
    return answer.json()["id"]


def drawn_film(page: Page, **options: Any) -> str:
    """A film with a confirmed storyboard of three shots, made through the API without any agent. Its id."""
    film = new_film(page, **options)
    whole = page.request.get(f"{API}/documents/{film}").json()
    episode = whole["collections"]["episode"]["episode"]
    drawn = {**episode, "title": "The keeper", "state": "storyboard_confirmed", "language": "en"}
    changes = [
        {"collection": "episode", "id": "episode", "before": episode, "after": drawn},
        *(
            {"collection": collection, "id": id, "before": None, "after": entity}
            for collection, entities in _PARTS.items()
            for id, entity in entities.items()
        ),
    ]
    body = {"base_revision": whole["revision"], "note": "Prepare", "changes": changes}
    answer = page.request.post(f"{API}/documents/{film}/changes", data=body)
    assert answer.ok, answer.text()
    return film


@dataclass(frozen=True)
class FilmStudio(Studio):
    """One open page of a film."""

    def open_film(self, film: str) -> "FilmStudio":
        self.page.goto(f"/film/{film}")
        return self.wait()

    def open_drawn(self, **options: Any) -> "FilmStudio":
        return self.open_film(drawn_film(self.page, **options))

    def wait(self) -> "FilmStudio":
        """Until the board is there and a message can be sent."""
        expect(self.page.get_by_test_id("board")).to_be_visible()
        expect(self.page.get_by_test_id("model")).not_to_have_value("")
        expect(self.page.get_by_test_id("step-idea")).to_have_attribute("data-status", "done")
        return self

    def cards(self, collection: str) -> Locator:
        return self.page.get_by_test_id(f"card-{collection}")

    def shots(self) -> list[str]:
        """What is seen in each shot of the page's document, in their order."""
        rows = sorted(self.collections()["shots"].values(), key=lambda row: row["position"])
        return [row["visual_desc"] for row in rows]

    def step(self, station: str) -> Locator:
        return self.page.get_by_test_id(f"step-{station}")

    def expect_step(self, station: str, status: str) -> None:
        expect(self.step(station)).to_have_attribute("data-status", status)

    def standing(self) -> Mapping[str, Any]:
        """Where the film stands, as the server says it."""
        return json.loads(self.page.request.get(f"{API}/conversational/episode/{self.id}/state").body())


def _shot(number: int, what: str, scene: str = SHORE, **fields: Any) -> dict[str, Any]:
    return {"scene": scene, "position": number, "visual_desc": what, "seconds": 2.0, **fields}


_PARTS: dict[str, dict[str, dict[str, Any]]] = {
    "outline": {
        "outline": {
            "genre": "Fable",
            "synopsis": "A keeper meets a storm.",
            "plot_summary": [{"act": "Beginning", "description": "They meet."}],
            "highlights": ["The lamp goes out"],
        }
    },
    "characters": {
        KEEPER: {"name": "Caspar", "position": 0, "role": "protagonist", "figure": "man"},
        STORM: {"name": "The storm", "position": 1, "figure": "spirit", "features": ["storm"]},
    },
    "scenes": {
        SHORE: {"name": "The shore", "position": 0, "setting": "coast"},
        SEA: {"name": "The sea", "position": 1, "setting": "sea", "time": "dusk"},
    },
    "shots": {
        SHOTS[0]: _shot(0, "Caspar waits.", characters=[KEEPER], narration="The keeper waits."),
        SHOTS[1]: _shot(1, "The storm comes.", characters=[STORM]),
        SHOTS[2]: _shot(
            2, "They sail.", SEA, characters=[KEEPER, STORM], dialogue="Come along!", speaker=KEEPER
        ),
    },
}
