"""From one sentence to the film that plays, by nothing but words and the offline commands."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.films import DRAWING_MS, IDEA, FilmStudio

RENDER_MS = 180_000


@pytest.fixture
def film(page: Page) -> FilmStudio:
    return FilmStudio(page)


def test_a_sentence_becomes_a_film_that_plays_and_an_edited_shot_another_one_until_undo(film: FilmStudio):
    page = film.page
    page.goto("/films")
    page.get_by_test_id("film-idea").fill(IDEA)
    page.get_by_label("Length").select_option("15")
    page.get_by_test_id("film-idea").press("Enter")
    film.wait()

    page.get_by_test_id("mode").select_option("auto")
    film.say("make the whole film")
    for step in ("outline", "characters", "scenes", "storyboard"):
        film.expect_step(step, "done")
    former = _film(film)
    assert page.get_by_test_id("video").evaluate("video => Math.round(video.duration)") == 15
    _plays(film)

    page.get_by_test_id("mode").select_option("full")
    revision, before = film.revision, film.saved_bytes()
    film.say("make shot 2 a night scene seen from above")
    shot = film.cards("shots").nth(1)
    expect(shot).to_have_attribute("data-ghost", "changed")
    expect(shot).to_be_in_viewport()
    expect(shot.get_by_test_id("differences")).to_contain_text("Bird's eye view")
    expect(shot.get_by_test_id("proposed-picture")).to_be_visible(timeout=DRAWING_MS)
    assert film.saved_bytes() == before
    film.approve()
    film.wait_for_revision(revision + 1)

    page.get_by_test_id("render-again").click()
    expect(page.get_by_test_id("rendering")).to_be_visible()
    expect(page.get_by_test_id("stale")).to_have_count(0)
    expect(page.get_by_test_id("rendering")).to_have_count(0, timeout=RENDER_MS)
    edited = _film(film)
    assert edited["key"] != former["key"]
    assert (edited["made"]["body"], edited["made"]["dissolve"]) == (1, 2)
    assert "panel" not in edited["made"], "it was drawn when it was proposed"
    _plays(film)

    page.get_by_test_id("undo").click()
    film.wait_for_revision(revision + 2)
    assert film.saved_bytes() == before
    assert _film(film)["key"] == former["key"]


def _film(film: FilmStudio) -> dict[str, Any]:
    """Wait until the board shows a film of what is there now, and what the server says of it."""
    expect(film.page.get_by_test_id("video")).to_be_visible(timeout=RENDER_MS)
    expect(film.page.get_by_test_id("stale")).to_have_count(0)
    film.expect_step("video", "done")
    shown = film.standing()["film"]
    assert shown["fresh"]
    return shown


def _plays(film: FilmStudio) -> None:
    film.page.get_by_test_id("video").evaluate("video => { video.muted = true; return video.play(); }")
    film.until("() => document.querySelector('video').currentTime > 0.5")
    film.page.get_by_test_id("video").evaluate("video => video.pause()")
