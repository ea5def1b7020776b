"""A film on its page: steps, cards, proposals before they apply, and the film itself."""

import json
import re

import pytest
from playwright.sync_api import Page, expect

from coda.components.messages import ToolCall
from coda.testing.openai_answers import completion
from tests.browser.films import DRAWING_MS, SHORE, SHOTS, FilmStudio, drawn_film, new_film
from tests.browser.stand_in import ScriptedModel
from tests.browser.studio import SCRIPTED, new_show

RENDER_MS = 120_000


@pytest.fixture
def film(page: Page) -> FilmStudio:
    return FilmStudio(page)


def test_a_film_begins_with_one_sentence(film: FilmStudio):
    page = film.page
    page.goto("/films")
    idea = page.get_by_test_id("film-idea")
    page.get_by_role("button", name="New film").click()
    expect(idea).to_be_focused()
    page.keyboard.type("A cat delivers letters at night")
    page.get_by_label("Style").select_option("anime")
    page.get_by_label("Shape").select_option("9:16")
    page.get_by_label("Length").select_option("15")
    idea.press("Enter")
    film.wait()
    expect(page).to_have_title("Untitled film · Coda")
    expect(page.get_by_label("The idea")).to_have_value("A cat delivers letters at night")
    episode = film.collections()["episode"]["episode"]
    assert (episode["style"], episode["aspect"], episode["seconds"]) == ("anime", "9:16", 15)
    film.expect_step("outline", "next")
    expect(page.get_by_test_id("next")).to_have_text("Write the outline")


def test_films_and_shows_stand_side_by_side_and_lead_to_each_other(film: FilmStudio):
    page = film.page
    new_show(page, name="Some lights")
    id = drawn_film(page)
    page.goto("/")
    expect(page.get_by_role("heading", name="Your films")).to_be_visible()
    expect(page.get_by_role("link", name="Some lights").first).to_be_visible()
    page.locator(f'a[href="/film/{id}"]').click()
    film.wait()
    page.get_by_role("navigation", name="Applications").get_by_role("link", name="Light shows").click()
    expect(page.get_by_role("heading", name="Your shows")).to_be_visible()
    expect(page.get_by_role("heading", name="Your films")).to_have_count(0)
    page.get_by_role("link", name="Coda").click()
    expect(page.get_by_role("heading", name="Your films")).to_be_visible()


def test_a_film_is_renamed_and_deleted_from_the_list(film: FilmStudio):
    page = film.page
    id = drawn_film(page)
    page.goto("/films")
    card = page.get_by_role("listitem").filter(has=page.locator(f'a[href="/film/{id}"]'))
    card.get_by_role("button", name="Actions for").click()
    page.get_by_role("menuitem", name="Rename").click()
    dialog = page.get_by_role("dialog", name="Rename film")
    dialog.get_by_label("Name").fill("The keeper and the storm")
    dialog.get_by_role("button", name="Rename").click()
    expect(card.get_by_role("link")).to_contain_text("The keeper and the storm")
    card.get_by_role("button", name="Actions for").click()
    page.get_by_role("menuitem", name="Delete").click()
    page.get_by_role("dialog").get_by_role("button", name="Delete").click()
    expect(card).to_have_count(0)


def test_buttons_lead_from_the_idea_to_the_storyboard_step_by_step(film: FilmStudio):
    page = film.page
    film.open_film(new_film(page))
    for station, cards in (("outline", "outline"), ("characters", "characters"), ("scenes", "scenes")):
        page.get_by_test_id("next").click()
        film.expect_step(station, "waiting")
        expect(film.cards(cards).first).to_be_visible()
        page.get_by_test_id("confirm").click()
        film.expect_step(station, "done")
    page.get_by_test_id("next").click()
    film.expect_step("storyboard", "waiting")
    assert film.cards("shots").count() == len(film.shots()) > 2
    expect(page.get_by_test_id("aside").get_by_test_id("work").first).to_have_attribute(
        "data-standing", "done"
    )
    expect(page.get_by_test_id("aside").get_by_test_id("insight").first).to_be_visible()

    page.get_by_test_id("undo").click()
    film.expect_step("storyboard", "next")
    assert film.shots() == []


def test_what_is_edited_on_a_card_is_one_step_that_can_be_undone(film: FilmStudio):
    page = film.open_drawn().page
    before, revision = film.saved_bytes(), film.revision
    page.get_by_label("Synopsis").fill("A keeper meets the sea.")
    page.get_by_label("Synopsis").press("Tab")
    film.wait_for_revision(revision + 1)
    assert film.saved()["outline"]["outline"]["synopsis"] == "A keeper meets the sea."
    film.cards("scenes").first.get_by_label("Weather").select_option("storm")
    film.wait_for_revision(revision + 2)
    page.get_by_test_id("undo").click()
    film.wait_for_revision(revision + 3)
    expect(film.cards("scenes").first.get_by_label("Weather")).to_have_value("clear")
    page.get_by_test_id("undo").click()
    film.wait_for_revision(revision + 4)
    expect(page.get_by_label("Synopsis")).to_have_value("A keeper meets a storm.")
    assert film.saved_bytes() == before


def test_shots_are_arranged_without_a_mouse(film: FilmStudio):
    page, revision = film.open_drawn().page, film.revision
    film.cards("shots").first.focus()
    page.keyboard.press("ArrowRight")
    expect(film.cards("shots").nth(1)).to_be_focused()
    page.keyboard.press("Alt+ArrowRight")
    film.wait_for_revision(revision + 1)
    assert film.shots() == ["Caspar waits.", "They sail.", "The storm comes."]
    expect(page.locator(f'[data-card="shots/{SHOTS[1]}"]')).to_be_focused()
    page.keyboard.press("Control+d")
    film.wait_for_revision(revision + 2)
    assert film.shots()[2:] == ["The storm comes."] * 2
    page.keyboard.press("Delete")
    film.wait_for_revision(revision + 3)
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    film.wait_for_revision(revision + 5)
    assert film.shots() == ["Caspar waits.", "They sail.", "The storm comes."]


def test_a_shot_is_dragged_to_another_place(film: FilmStudio):
    revision = film.open_drawn().revision
    panel = film.cards("shots")
    panel.nth(2).drag_to(panel.first)
    film.wait_for_revision(revision + 1)
    assert film.shots() == ["They sail.", "Caspar waits.", "The storm comes."]


def test_a_shot_is_opened_and_all_of_it_can_be_changed(film: FilmStudio):
    page, revision = film.open_drawn().page, film.revision
    card = film.cards("shots").first
    picture = card.locator("img").get_attribute("src", timeout=DRAWING_MS)
    card.focus()
    page.keyboard.press("Enter")
    inspector = page.get_by_role("dialog", name="Shot 1")
    inspector.get_by_label("Camera angle").select_option("CLOSE-UP")
    inspector.get_by_role("button", name="The storm").click()
    inspector.get_by_label("Narration").fill("He waits.")
    inspector.get_by_label("Narration").press("Enter")
    film.wait_for_revision(revision + 3)
    page.keyboard.press("Escape")
    expect(card).to_be_focused()
    expect(card).to_contain_text("Close-up")
    expect(card.locator("img")).not_to_have_attribute("src", picture or "", timeout=DRAWING_MS)
    assert len(film.saved()["shots"][SHOTS[0]]["characters"]) == 2


CLOSER = ToolCall("call_1", "edit_shot", '{"shot_number": 1, "camera_angle": "CLOSE-UP", "weather": "rain"}')
LETTER = ToolCall("call_2", "add_shot", '{"visual_desc": "A letter lies on the sand.", "after": 1}')


def test_a_proposal_is_seen_on_the_board_before_it_applies(film: FilmStudio, model: ScriptedModel):
    page = film.open_drawn().page
    before, revision = film.saved_bytes(), film.revision
    film.use_model(SCRIPTED)
    model.will_answer(completion("Closer. ", tool_calls=[CLOSER, LETTER]), completion("Done."))
    film.say("Closer, and a letter")

    cards = film.cards("shots")
    expect(cards.first).to_have_attribute("data-ghost", "changed")
    expect(cards.first.get_by_test_id("differences")).to_contain_text("Medium shot → Close-up")
    expect(cards.first.locator("img")).to_have_attribute("src", re.compile("^blob:"), timeout=DRAWING_MS)
    expect(cards.nth(1)).to_have_attribute("data-ghost", "added")
    expect(cards.nth(2)).to_have_attribute("data-ghost", "moved")
    expect(page.get_by_test_id("proposal-bar")).to_contain_text("changes proposed")
    assert film.saved_bytes() == before

    page.get_by_test_id("bar-approve").click()
    film.ended()
    film.wait_for_revision(revision + 1)
    assert film.shots()[1] == "A letter lies on the sand."
    expect(page.locator("[data-ghost]")).to_have_count(0)
    page.get_by_test_id("undo-turn").click()
    film.wait_for_revision(revision + 2)
    assert film.saved_bytes() == before


SNOW = ToolCall("call_3", "edit_scene", '{"name": "1", "setting": "snowfield", "weather": "snow"}')


def test_a_proposed_scene_is_seen_in_the_pictures_of_its_shots(film: FilmStudio, model: ScriptedModel):
    page = film.open_drawn().page
    film.use_model(SCRIPTED)
    model.will_answer(completion("Snow. ", tool_calls=[SNOW]), completion("As you like."))
    film.say("Let it snow there")

    mark = page.get_by_test_id("proposed-picture")
    scenes, shots = film.cards("scenes"), film.cards("shots")
    expect(scenes.first.get_by_test_id("differences")).to_contain_text("snow")
    expect(scenes.filter(has=mark)).to_have_count(1, timeout=DRAWING_MS)
    of_scene = [shot for shot in film.saved()["shots"].values() if shot["scene"] == SHORE]
    expect(shots.filter(has=mark)).to_have_count(len(of_scene), timeout=DRAWING_MS)
    expect(shots.first.locator("img")).to_have_attribute("src", re.compile("^blob:"), timeout=DRAWING_MS)

    page.get_by_test_id("bar-reject").click()
    film.ended()
    expect(mark).to_have_count(0)
    expect(shots.first.locator("img")).not_to_have_attribute("src", re.compile("^blob:"))


def test_a_proposal_is_rejected_on_the_board(film: FilmStudio, model: ScriptedModel):
    page, revision = film.open_drawn().page, film.revision
    film.use_model(SCRIPTED)
    model.will_answer(completion("", tool_calls=[CLOSER]), completion("As you like."))
    film.say("Closer")
    page.get_by_test_id("bar-reject").click()
    film.ended()
    expect(page.locator("[data-ghost]")).to_have_count(0)
    assert film.revision == revision


def test_the_selected_card_goes_along_with_a_message(film: FilmStudio, model: ScriptedModel):
    page = film.open_drawn().page
    film.use_model(SCRIPTED)
    film.cards("scenes").first.focus()
    model.will_answer(completion("I see it."))
    with page.expect_request("**/messages") as sent:
        film.say("What is this?")
    scope = json.loads(sent.value.post_data or "{}")["scope"]
    assert scope == {"selection": {"collection": "scenes", "id": SHORE}}


def test_a_film_is_made_played_and_known_to_be_of_an_earlier_version(film: FilmStudio):
    page = film.open_drawn(seconds=6).page
    revision = film.revision
    page.get_by_test_id("next").click()
    expect(page.get_by_test_id("rendering")).to_be_visible()
    expect(page.get_by_test_id("video")).to_be_visible(timeout=RENDER_MS)
    film.expect_step("video", "done")
    film.until("() => document.querySelector('video').readyState >= 1")
    assert page.get_by_test_id("video").evaluate("video => Math.round(video.duration)") == 6

    page.get_by_role("button", name=re.compile("^Shot 3, at")).click()
    film.until("() => document.querySelector('video').currentTime > 3")
    with page.expect_download() as download:
        page.get_by_test_id("download").click()
    assert download.value.suggested_filename.endswith(".mp4")

    film.cards("scenes").first.get_by_label("Time of day").select_option("night")
    film.wait_for_revision(revision + 1)
    expect(page.get_by_test_id("stale")).to_contain_text("This film shows an earlier version.")
    page.get_by_test_id("undo").click()
    film.wait_for_revision(revision + 2)
    expect(page.get_by_test_id("stale")).to_have_count(0)
