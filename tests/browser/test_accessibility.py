"""For everybody: by keyboard, by screen reader, in both themes, without motion."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.studio import FIRST_TURN, Studio

AXE = Path(__file__).parents[2] / "studio" / "node_modules" / "axe-core" / "axe.min.js"
TABS = 80
"""More presses of Tab than any walk here takes."""


@pytest.fixture(params=["dark", "light"])
def themed(studio: Studio, request: pytest.FixtureRequest) -> Studio:
    studio.page.emulate_media(color_scheme=request.param)
    studio.page.add_init_script(path=AXE)
    studio.open_new(song=True)
    expect(studio.page.locator("html")).to_have_attribute("data-theme", request.param)
    return studio


def grave_violations(page: Page) -> list[str]:
    """What axe-core finds serious or critical, as sentences with the element."""
    found: Any = page.evaluate("() => axe.run({ resultTypes: ['violations'] })")
    return [
        f"{violation['id']}: {violation['help']}: {node['html'][:160]} {node['failureSummary'][-160:]}"
        for violation in found["violations"]
        if violation["impact"] in ("serious", "critical")
        for node in violation["nodes"]
    ]


def test_axe_finds_nothing_grave_in_the_studio(themed: Studio):
    page = themed.page
    assert grave_violations(page) == []
    themed.say("make ball 1 red from 1 to 2 and ball 2 blue from 3 to 4")
    page.get_by_test_id("edit-call").first.click()
    assert grave_violations(page) == []
    themed.approve()
    themed.say("make ball 9 red")
    page.get_by_test_id("call-card").first.locator("summary").click()
    page.get_by_test_id("history-toggle").click()
    expect(page.get_by_test_id("history").get_by_role("listitem").first).to_be_visible()
    assert grave_violations(page) == []


def test_axe_finds_nothing_grave_in_dialogs_and_on_the_list_of_shows(themed: Studio):
    page = themed.page
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
    assert grave_violations(page) == []
    page.keyboard.press("Escape")
    themed.say("make ball 9 red")
    page.get_by_test_id("context-inspect").click()
    assert grave_violations(page) == []
    page.goto("/shows")
    expect(page.get_by_role("heading", name="Your shows")).to_be_visible()
    assert grave_violations(page) == []


def tab_to(page: Page, test_id: str, key: str = "Tab") -> None:
    """Walk there with the Tab key alone."""
    for _ in range(TABS):
        page.keyboard.press(key)
        if page.evaluate("() => document.activeElement?.dataset?.testid ?? ''") == test_id:
            return
    raise AssertionError(f"{TABS} presses of {key} do not lead to {test_id}")


def test_the_first_turn_needs_no_mouse(studio: Studio):
    page = studio.open_new(song=True).page
    expect(page.get_by_test_id("analysis-status")).to_contain_text("beats")
    before, revision = studio.saved_bytes(), studio.revision
    tab_to(page, "chat-input")
    page.keyboard.type(FIRST_TURN)
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("approve-all")).to_be_focused()
    page.keyboard.press("Enter")
    studio.ended()
    studio.wait_for_revision(revision + 1)
    expect(page.get_by_test_id("chat-input")).to_be_focused()

    tab_to(page, "play")
    page.keyboard.press("Space")
    studio.until("() => window.__coda.playheadMs() > 100")
    page.keyboard.press("Space")
    expect(page.get_by_test_id("play")).to_have_attribute("aria-label", "Play")

    tab_to(page, "undo-turn")
    page.keyboard.press("Enter")
    studio.wait_for_revision(revision + 2)
    assert studio.saved_bytes() == before


def test_a_proposal_is_approved_with_control_and_enter(studio: Studio):
    page = studio.open_new().page
    studio.say("make ball 1 red from 1 to 2")
    page.get_by_test_id("chat-input").focus()
    page.keyboard.press("Control+Enter")
    studio.ended()
    assert studio.spans(0) == [(1000, 2000)]


def test_a_segment_is_found_edited_and_deleted_without_a_mouse(studio: Studio):
    page = studio.open_new().page
    studio.put(
        {"ball": 0, "start_ms": 1000, "end_ms": 2000, "color": [255, 0, 0]},
        {"ball": 1, "start_ms": 3000, "end_ms": 4000, "color": [0, 0, 255]},
    )
    revision, status = studio.revision, page.get_by_test_id("selection-status")
    page.get_by_role("application").focus()
    page.keyboard.press("Control+ArrowRight")
    expect(status).to_have_text("Ball 1, segment 1 of 1: Red, 0:01.00 to 0:02.00")
    page.keyboard.press("ArrowDown")
    expect(status).to_have_text("Ball 2, segment 1 of 1: Blue, 0:03.00 to 0:04.00")
    page.keyboard.press("Enter")
    inspector = page.get_by_test_id("inspector")
    expect(inspector.get_by_label("Start")).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.type("2.5")
    page.keyboard.press("Enter")
    studio.wait_for_revision(revision + 1)
    page.keyboard.press("Escape")
    expect(page.get_by_role("application")).to_be_focused()
    page.keyboard.press("Delete")
    studio.wait_for_revision(revision + 2)
    assert [studio.spans(ball) for ball in range(2)] == [[(1000, 2000)], []]


def test_what_happens_is_announced(studio: Studio):
    page = studio.open_new().page
    page.evaluate(
        """() => {
          window.said = [];
          const region = document.querySelector('[data-testid=status-region]');
          new MutationObserver(() => window.said.push(region.textContent)).observe(
            region, { childList: true, characterData: true, subtree: true });
        }"""
    )
    studio.say("make ball 1 red from 1 to 2 and ball 2 blue from 3 to 4")
    expect(page.get_by_test_id("status-region")).to_have_text("Approval needed: 2 changes")
    studio.approve()
    expect(page.get_by_test_id("status-region")).to_have_text("Response complete")
    said = page.evaluate("() => window.said.filter((text, at, all) => text !== all[at - 1])")
    assert said[-1] == "Response complete"
    assert "Approval needed: 2 changes" in said
    assert len(said) <= 5, "a screen reader would be talked over"


def frames_drawn(page: Page) -> int:
    """How many different pictures the ghosts' canvas shows within a fifth of a second."""
    return page.evaluate(
        """async () => {
          const canvas = document.querySelectorAll('[data-testid=timeline] canvas')[1];
          const seen = new Set();
          for (let frame = 0; frame < 12; frame++) {
            await new Promise(requestAnimationFrame);
            seen.add(canvas.toDataURL());
          }
          return seen.size;
        }"""
    )


@pytest.mark.parametrize(("wish", "moves"), [("reduce", False), ("no-preference", True)])
def test_ghosts_hold_still_only_where_less_motion_is_wished_for(studio: Studio, wish: Any, moves: bool):
    page = studio.page
    page.emulate_media(reduced_motion=wish)
    studio.open_new()
    studio.say("make ball 1 red from 1 to 2")
    assert (frames_drawn(page) > 1) == moves
    page.get_by_test_id("reject").click()
    studio.ended()
