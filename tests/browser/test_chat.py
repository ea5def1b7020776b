"""The conversation beside the show: what is answered, kept, counted and remembered."""

import re

import pytest
from playwright.sync_api import Route, expect

from tests.browser.studio import OFFLINE, Studio


@pytest.mark.parametrize(
    ("said", "answered"),
    [
        ("make it nice", r"^[^?]*(\?|don't know[^?]*)\s*$"),  # one short question, or a plain no
        ("alternate red and blue on every beat from 10 to 20", r"^Which balls\?[^?]*$"),
        ("make ball 9 red from 1 to 2", "There are 3 balls"),
        ("make ball 1 red from 3 to 2", "must come after"),
        ("make ball 1 glorp from 1 to 2", "glorp"),
    ],
)
def test_what_is_unclear_or_impossible_is_said_and_changes_nothing(studio: Studio, said: str, answered: str):
    studio.open_new(song=True)
    before = studio.saved_bytes()
    turn = studio.say(said)
    expect(turn.get_by_test_id("answer")).to_have_text(re.compile(answered))
    expect(turn.get_by_test_id("turn-state")).to_have_text("Answered")
    expect(studio.page.get_by_test_id("proposal")).to_have_count(0)
    assert studio.ghosts() == []
    assert studio.saved_bytes() == before


def test_a_suggestion_can_be_taken_by_a_click(studio: Studio):
    studio.open_new(song=True)
    studio.page.get_by_test_id("suggestion").last.click()
    turn = studio.ended()
    expect(turn).to_contain_text("What is on the timelines now?")
    expect(turn.get_by_test_id("answer")).to_be_visible()


def test_the_conversation_is_there_again_after_a_reload(studio: Studio):
    studio.open_new()
    studio.say("make ball 1 red from 1 to 2")
    studio.approve()
    studio.say("make ball 9 red")
    shown = studio.page.get_by_test_id("turn").all_inner_texts()
    studio.reload()
    expect(studio.page.get_by_test_id("turn")).to_have_count(2)
    studio.ended()
    assert studio.page.get_by_test_id("turn").all_inner_texts() == shown


def test_a_new_chat_keeps_the_old_one(studio: Studio):
    page = studio.open_new().page
    studio.say("make ball 9 red")
    page.get_by_test_id("new-chat").click()
    expect(page.get_by_test_id("turn")).to_have_count(0)
    studio.say("make ball 8 red")
    expect(page.get_by_test_id("turn")).to_have_count(1)

    page.get_by_test_id("chat-history").click()
    page.get_by_role("dialog", name="Earlier chats").locator("li button").nth(1).click()
    expect(page.get_by_test_id("turn")).to_have_count(1)
    expect(page.get_by_test_id("turn")).to_contain_text("there is no ball 9")


def test_what_is_written_after_a_new_chat_was_asked_for_goes_to_that_chat(studio: Studio):
    page = studio.open_new().page
    held: list[Route] = []

    def hold(route: Route) -> None:
        if route.request.method == "POST":
            held.append(route)
        else:
            route.continue_()

    page.route("**/conversations", hold)
    page.get_by_test_id("new-chat").click()
    expect(page.get_by_test_id("chat-input")).to_be_disabled()
    page.get_by_test_id("new-chat").click()
    assert len(held) == 1
    held[0].continue_()
    page.get_by_test_id("chat-input").fill("make ball 9 red")  # as soon as it takes words
    page.get_by_test_id("chat-input").press("Enter")
    expect(page.get_by_test_id("turn")).to_contain_text("there is no ball 9")
    page.get_by_test_id("chat-history").click()
    expect(page.get_by_role("dialog", name="Earlier chats").locator("li")).to_have_count(2)


def test_a_message_sent_before_the_chat_is_ready_goes_out_when_it_is(studio: Studio):
    page = studio.open_new().page
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/api/v1/chat/models", hold)
    page.reload()
    box = page.get_by_test_id("chat-input")
    box.fill("make ball 9 red")
    box.press("Enter")
    expect(box).to_have_value("make ball 9 red")
    for route in held:
        route.continue_()
    expect(page.get_by_test_id("turn")).to_contain_text("there is no ball 9")
    expect(box).to_have_value("")


def test_what_the_model_was_told_can_be_read(studio: Studio):
    page = studio.open_new(name="Lantern dance").page
    turn = studio.say("make ball 9 red")
    turn.get_by_test_id("context-inspect").click()
    told = page.get_by_role("dialog", name="What the model was told")
    expect(told).to_contain_text(re.compile(r"\d+ tokens (\(± \d+ %\) )?of a budget of"))
    for part in told.locator("summary").all():
        part.click()
    expect(told).to_contain_text("make ball 9 red")
    page.keyboard.press("Escape")
    expect(told).to_have_count(0)


def test_tokens_are_counted_for_each_turn_and_for_the_chat(studio: Studio):
    page = studio.open_new().page
    expect(page.get_by_test_id("usage")).to_have_text("")
    first = studio.say("make ball 9 red")
    expect(first.get_by_test_id("turn-usage")).to_have_text(re.compile(r"^≈ \d+ tokens · no cost$"))
    expect(page.get_by_test_id("usage")).to_have_text(first.get_by_test_id("turn-usage").inner_text())
    second = studio.say("make ball 8 red")
    spent = [
        int(re.sub(r"\D", "", turn.get_by_test_id("turn-usage").inner_text())) for turn in (first, second)
    ]
    expect(page.get_by_test_id("usage")).to_have_text(f"≈ {sum(spent)} tokens · no cost")


def test_a_message_being_written_survives_a_reload_and_earlier_ones_come_back_by_arrow(studio: Studio):
    page = studio.open_new().page
    box = page.get_by_test_id("chat-input")
    studio.say("make ball 9 red")
    box.fill("half a thou")
    studio.reload()
    expect(box).to_have_value("half a thou")
    box.fill("")
    box.press("ArrowUp")
    expect(box).to_have_value("make ball 9 red")


def test_the_copilot_plays_the_show_when_asked(studio: Studio):
    page = studio.open_new(song=True).page
    studio.page.get_by_test_id("mode").select_option("auto")
    turn = studio.say("play from 0:05")
    expect(turn.get_by_test_id("turn-state")).to_have_text("Answered")
    studio.until("() => window.__coda.playheadMs() > 5000")
    expect(page.get_by_test_id("play")).to_have_attribute("aria-label", "Pause")
    studio.say("stop")
    expect(page.get_by_test_id("play")).to_have_attribute("aria-label", "Play")


def test_the_chosen_model_mode_and_theme_are_remembered(studio: Studio):
    page = studio.open_new().page
    root = page.locator("html")
    page.get_by_test_id("mode").select_option("selective")
    theme = page.get_by_test_id("theme-toggle")
    seen = set()
    for _ in range(3):
        theme.click()
        seen.add(root.get_attribute("data-theme"))
    assert seen == {"dark", "light"}
    theme.click()
    expect(theme).to_have_attribute("aria-label", "Theme: dark")
    theme.click()
    expect(theme).to_have_attribute("aria-label", "Theme: light")
    studio.reload()
    expect(root).to_have_attribute("data-theme", "light")
    expect(page.get_by_test_id("mode")).to_have_value("selective")
    expect(page.get_by_test_id("model")).to_have_value(OFFLINE)
