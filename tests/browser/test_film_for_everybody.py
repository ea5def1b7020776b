"""The page of a film by keyboard, by screen reader, in both themes, and on a telephone."""

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from coda.components.messages import ToolCall
from coda.testing.openai_answers import completion
from tests.browser.films import FilmStudio
from tests.browser.stand_in import ScriptedModel
from tests.browser.studio import SCRIPTED
from tests.browser.test_accessibility import AXE, grave_violations

TELEPHONE: ViewportSize = {"width": 390, "height": 844}
REMOVED = ToolCall("call_1", "remove_shot", '{"shot_number": 2}')


@pytest.fixture(params=["dark", "light"])
def themed(page: Page, request: pytest.FixtureRequest) -> FilmStudio:
    page.emulate_media(color_scheme=request.param)
    page.add_init_script(path=AXE)
    return FilmStudio(page).open_drawn()


def test_axe_finds_nothing_grave_on_the_page_of_a_film(themed: FilmStudio, model: ScriptedModel):
    page = themed.page
    assert grave_violations(page) == []
    themed.cards("shots").first.dblclick(position={"x": 90, "y": 60})
    expect(page.get_by_test_id("shot-inspector")).to_be_visible()
    assert grave_violations(page) == []
    page.keyboard.press("Escape")
    themed.use_model(SCRIPTED)
    model.will_answer(completion("Less. ", tool_calls=[REMOVED]))
    themed.say("Less")
    expect(page.get_by_test_id("proposal-bar")).to_be_visible()
    assert grave_violations(page) == []


def test_axe_finds_nothing_grave_where_films_begin(themed: FilmStudio):
    page = themed.page
    page.goto("/films")
    expect(page.get_by_role("heading", name="Your films")).to_be_visible()
    assert grave_violations(page) == []


def test_on_a_telephone_the_board_and_the_copilot_take_turns(page: Page, model: ScriptedModel):
    page.set_viewport_size(TELEPHONE)
    film = FilmStudio(page).open_drawn()
    board, chat = page.get_by_test_id("board"), page.get_by_test_id("chat-input")
    expect(board).to_be_visible()
    expect(chat).to_be_hidden()
    assert page.evaluate("() => document.scrollingElement.scrollWidth") <= TELEPHONE["width"]
    assert board.evaluate("board => board.scrollWidth <= board.clientWidth")

    page.get_by_test_id("side-chat").click()
    expect(board).to_be_hidden()
    film.use_model(SCRIPTED)
    model.will_answer(completion("", tool_calls=[REMOVED]), completion("Done."))
    film.say("Less")
    page.get_by_role("button", name="Board").click()
    expect(page.get_by_role("button", name="Copilot a proposal waits")).to_be_visible()
    expect(film.cards("shots").nth(1)).to_have_attribute("data-ghost", "removed")
    page.get_by_role("button", name="Look in chat").click()
    expect(page.get_by_test_id("approve-all")).to_be_focused()
    page.keyboard.press("Enter")
    film.ended()
    assert film.shots() == ["Caspar waits.", "They sail."]
