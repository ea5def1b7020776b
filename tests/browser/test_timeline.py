"""Drawing, moving and cutting light by hand, with mouse and keyboard."""

import pytest
from playwright.sync_api import expect

from tests.browser.studio import BLUE, GREEN, RED, Studio

NEAR = 120
"""Milliseconds that two pixels of a fitted show are worth."""


def near(ms: int) -> object:
    return pytest.approx(ms, abs=NEAR)


@pytest.fixture
def bare(studio: Studio) -> Studio:
    """An empty show without a song, snapping switched off."""
    studio.open_new()
    studio.press("g")
    expect(studio.page.get_by_role("button", name="Snap", exact=True)).to_have_attribute(
        "aria-pressed", "false"
    )
    return studio


@pytest.fixture
def lit(studio: Studio) -> Studio:
    """Ball 1 is red from 0:10 to 0:20, and the playhead stands at the start; snapping is off."""
    studio.open_new()
    studio.put({"ball": 0, "start_ms": 10_000, "end_ms": 20_000, "color": RED})
    studio.press("g")
    return studio


def test_a_segment_is_drawn_in_the_color_that_was_picked(bare: Studio):
    revision = bare.revision
    bare.page.get_by_role("toolbar").get_by_role("button", name="Green").click()
    bare.drag((20_000, 1), (25_000, 1))
    bare.wait_for_revision(revision + 1)
    [segment] = bare.segments()
    assert segment["color"] == GREEN
    assert (segment["start_ms"], segment["end_ms"]) == (near(20_000), near(25_000))
    assert segment["start_ms"] % 10 == segment["end_ms"] % 10 == 0
    assert bare.spans(1) != []
    assert bare.saved() == bare.collections()
    expect(bare.page.get_by_test_id("selection-status")).to_contain_text("Ball 2, segment 1 of 1: Green")


def test_edges_snap_to_beats(studio: Studio):
    studio.open_new(song=True)
    expect(studio.page.get_by_test_id("analysis-status")).to_contain_text("beats")
    beats, revision = studio.beats(), studio.revision
    first, last = beats[20], beats[28]
    studio.drag((first + 90, 0), (last - 90, 0))
    studio.wait_for_revision(revision + 1)
    [(start, end)] = studio.spans(0)
    assert (start, end) == (pytest.approx(first, abs=5), pytest.approx(last, abs=5))


def test_a_drag_moves_a_segment_in_time_and_to_another_ball(lit: Studio):
    revision = lit.revision
    lit.drag((15_000, 0), (35_000, 2))
    lit.wait_for_revision(revision + 1)
    assert lit.spans(0) == []
    [(start, end)] = lit.spans(2)
    assert start == near(30_000)
    assert end - start == 10_000


def test_a_drag_at_an_edge_resizes(lit: Studio):
    revision = lit.revision
    lit.drag((19_950, 0), (30_000, 0))
    lit.wait_for_revision(revision + 1)
    assert lit.spans(0) == [(10_000, near(30_000))]
    lit.drag((10_050, 0), (5000, 0))
    lit.wait_for_revision(revision + 2)
    assert lit.spans(0) == [(near(5000), near(30_000))]


def test_escape_gives_up_a_drag(lit: Studio):
    before, mouse = lit.saved_bytes(), lit.page.mouse
    mouse.move(lit.x(15_000), lit.y(0))
    mouse.down()
    mouse.move(lit.x(40_000), lit.y(1), steps=3)
    lit.press("Escape")
    mouse.up()
    assert lit.saved_bytes() == before
    assert lit.spans(0) == [(10_000, 20_000)]


def test_what_is_put_over_a_segment_wins(lit: Studio):
    revision = lit.revision
    lit.page.get_by_role("toolbar").get_by_role("button", name="Blue").click()
    lit.drag((8000, 0), (12_000, 0))
    lit.wait_for_revision(revision + 1)
    colors = [(segment["color"], segment["start_ms"], segment["end_ms"]) for segment in lit.segments(0)]
    assert colors == [(BLUE, near(8000), near(12_000)), (RED, near(12_000), 20_000)]
    lit.press("Control+z")
    lit.wait_for_revision(revision + 2)
    assert lit.spans(0) == [(10_000, 20_000)]


def test_a_segment_is_split_deleted_and_brought_back_by_keyboard(lit: Studio):
    revision = lit.revision
    lit.seek(14_000)
    lit.press("s")
    lit.wait_for_revision(revision + 1)
    (_, cut), _ = lit.spans(0)
    assert lit.spans(0) == [(10_000, cut), (cut, 20_000)]
    assert cut == near(14_000)

    lit.click(12_000, 0)
    lit.press("Delete")
    lit.wait_for_revision(revision + 2)
    assert lit.spans(0) == [(cut, 20_000)]

    lit.press("Control+z", "Control+z")
    lit.wait_for_revision(revision + 4)
    assert lit.spans(0) == [(10_000, 20_000)]
    lit.press("Control+Shift+z")
    lit.wait_for_revision(revision + 5)
    assert lit.spans(0) == [(10_000, cut), (cut, 20_000)]
    lit.press("Control+y")
    lit.wait_for_revision(revision + 6)
    assert lit.spans(0) == [(cut, 20_000)]
    expect(lit.page.get_by_test_id("redo")).to_be_disabled()


def test_segments_are_copied_pasted_duplicated_and_cut(lit: Studio):
    revision = lit.revision
    lit.click(15_000, 0)
    lit.press("Control+c")
    lit.seek(40_000)
    lit.press("Control+v")
    lit.wait_for_revision(revision + 1)
    assert lit.spans(0) == [(10_000, 20_000), (near(40_000), near(50_000))]

    lit.click(15_000, 0)
    lit.press("Control+d")
    lit.wait_for_revision(revision + 2)
    assert lit.spans(0)[:2] == [(10_000, 20_000), (20_000, 30_000)]

    lit.press("Control+a", "Control+x")
    lit.wait_for_revision(revision + 3)
    assert lit.segments() == []
    lit.press("Home", "Control+v")
    lit.wait_for_revision(revision + 4)
    assert len(lit.spans(0)) == 3
    assert lit.spans(0)[0] == (0, 10_000)


def test_arrows_move_the_selection_and_a_run_of_them_is_one_edit(lit: Studio):
    revision = lit.revision
    lit.click(15_000, 0)
    lit.press("ArrowRight", "ArrowRight", "Shift+ArrowRight")
    lit.wait_for_revision(revision + 1)
    assert lit.spans(0) == [(10_120, 20_120)]
    lit.press("Alt+ArrowDown")
    lit.wait_for_revision(revision + 2)
    assert lit.spans(1) == [(10_120, 20_120)]


def test_a_band_selects_what_it_touches(lit: Studio):
    lit.put({"ball": 1, "start_ms": 12_000, "end_ms": 14_000, "color": BLUE})
    lit.press("v")
    lit.drag((5000, 0), (25_000, 1))
    expect(lit.page.get_by_test_id("selection-status")).to_have_text("2 segments selected")
    revision = lit.revision
    lit.press("Backspace")
    lit.wait_for_revision(revision + 1)
    assert lit.segments() == []


def test_the_inspector_changes_times_colors_and_effects(lit: Studio):
    page, revision = lit.page, lit.revision
    lit.click(15_000, 0, click_count=2)
    inspector = page.get_by_test_id("inspector")
    inspector.get_by_label("Start").fill("0:12.5")
    inspector.get_by_label("Start").press("Enter")
    lit.wait_for_revision(revision + 1)
    assert lit.spans(0) == [(12_500, 20_000)]

    inspector.get_by_label("End", exact=True).fill("3")
    inspector.get_by_label("End", exact=True).press("Enter")
    expect(inspector).to_contain_text("It must be after the start.")

    inspector.get_by_role("group", name="Color").get_by_role("button", name="Blue").click()
    lit.wait_for_revision(revision + 2)
    inspector.get_by_label("Fade to another color").check()
    lit.wait_for_revision(revision + 3)
    inspector.get_by_role("button", name="Add effect").click()
    page.get_by_role("menuitem", name="Strobe").click()
    lit.wait_for_revision(revision + 4)
    [segment] = lit.segments(0)
    assert segment["color"] == BLUE
    assert segment["end_color"] == [0, 0, 0]
    assert [effect["type"] for effect in segment["effects"]] == ["strobe"]
    assert lit.spans(0) == [(12_500, 20_000)]
    inspector.press("Escape")
    expect(inspector).to_have_count(0)


def test_color_keys_paint_at_the_playhead(bare: Studio):
    revision = bare.revision
    bare.seek(10_000)
    at = round(bare.playhead_ms(), -1)
    bare.press("Shift+K")
    expect(bare.page.get_by_text("Color keys are on")).to_be_visible()
    bare.press("q")
    bare.wait_for_revision(revision + 1)
    bare.press("h")
    bare.wait_for_revision(revision + 2)
    assert bare.colors_at(30_000) == [RED, BLUE, None]
    assert [round(start, -1) for start, _ in bare.spans(0)] == [pytest.approx(at, abs=10)]
    bare.press("4")
    bare.wait_for_revision(revision + 3)
    assert bare.colors_at(30_000) == [GREEN] * 3
    bare.press("Escape")
    expect(bare.page.get_by_text("Color keys are on")).to_have_count(0)
    bare.press("q")
    assert bare.colors_at(30_000) == [GREEN] * 3


def test_zoom_and_pan_change_the_view_and_not_the_show(lit: Studio):
    page, revision, before = lit.page, lit.revision, lit.saved_bytes()
    thumb = page.get_by_role("scrollbar", name="Scroll the timeline")
    expect(thumb).to_have_count(0)
    lit.click(15_000, 0)
    box, at = lit.canvas_box(), round(lit.x(15_000))
    page.mouse.move(at, box["y"] + box["height"] - 20)
    page.keyboard.down("Control")
    page.mouse.wheel(0, -600)
    page.keyboard.up("Control")
    expect(thumb).to_be_visible()
    assert lit.x(15_000) == pytest.approx(at, abs=4)
    assert lit.x(16_000) - at > 2 * box["width"] / lit.content_ms() * 1000
    page.mouse.wheel(300, 0)
    lit.until("() => Number(document.querySelector('[role=scrollbar]').ariaValueNow) > 0")
    lit.drag((19_990, 0), (22_000, 0))
    lit.wait_for_revision(revision + 1)
    assert lit.spans(0) == [(10_000, pytest.approx(22_000, abs=60))]
    lit.press("Control+z")
    lit.wait_for_revision(revision + 2)
    page.keyboard.press("f")
    expect(thumb).to_have_count(0)
    page.get_by_test_id("zoom-in").click()
    expect(thumb).to_be_visible()
    assert lit.saved_bytes() == before


def test_balls_are_added_renamed_duplicated_and_deleted(lit: Studio):
    page, revision = lit.page, lit.revision
    headers = page.get_by_test_id("lane-header")
    page.get_by_role("button", name="Add ball").click()
    expect(headers).to_have_count(4)
    lit.wait_for_revision(revision + 1)

    page.get_by_role("button", name="Actions for Ball 4").click()
    page.get_by_role("menuitem", name="Rename").click()
    page.get_by_label("New name of Ball 4").fill("Left hand")
    page.get_by_label("New name of Ball 4").press("Enter")
    expect(headers.nth(3)).to_contain_text("Left hand")
    lit.wait_for_revision(revision + 2)
    assert [ball["name"] for ball in lit.balls()] == ["Ball 1", "Ball 2", "Ball 3", "Left hand"]

    page.get_by_role("button", name="Actions for Ball 1").click()
    page.get_by_role("menuitem", name="Duplicate ball").click()
    lit.wait_for_revision(revision + 3)
    assert sum(lit.spans(ball) == [(10_000, 20_000)] for ball in range(5)) == 2

    page.get_by_role("button", name="Actions for Ball 1").first.click()
    page.get_by_role("menuitem", name="Delete ball").click()
    lit.wait_for_revision(revision + 4)
    expect(headers).to_have_count(4)
    assert len(lit.segments()) == 1
    assert lit.saved() == lit.collections()
    lit.press("Control+z")
    expect(headers).to_have_count(5)


def test_two_windows_on_one_show_see_each_others_edits(lit: Studio):
    other = Studio(lit.page.context.new_page())
    other.open(lit.id)
    revision = lit.revision
    lit.click(15_000, 0)
    lit.press("Delete")
    other.wait_for_revision(revision + 1)
    assert other.segments() == []
    other.press("Control+z")
    lit.wait_for_revision(revision + 2)
    assert lit.spans(0) == [(10_000, 20_000)]
