"""What a new user does first, on a server of their own with nothing but the demo."""

import pytest
from playwright.sync_api import expect

from tests.browser.server import StudioServer, StudioServers
from tests.browser.studio import BLUE, FIRST_TURN, RED, Studio


@pytest.fixture(scope="module")
def studio_server(studio_servers: StudioServers) -> StudioServer:
    """A fresh Coda: no key, no provider, no show but the demo."""
    return studio_servers.start()


@pytest.fixture
def demo(studio: Studio) -> Studio:
    studio.page.goto("/")
    return studio.wait()


def test_the_front_page_opens_the_demo_with_its_song_and_beats(demo: Studio):
    page = demo.page
    expect(page).to_have_title("Demo show · Coda")
    expect(page.get_by_test_id("project-name")).to_have_text("Demo show")
    expect(page.get_by_test_id("analysis-status")).to_have_text("126 BPM · 129 beats")
    expect(page.get_by_test_id("lane-header")).to_have_count(3)
    assert len(demo.segments()) == 9
    assert page.get_by_test_id("model").evaluate("select => select.selectedOptions[0].text") == (
        "Offline commands (not a language model)"
    )


def test_the_song_is_drawn_above_the_balls(demo: Studio):
    expect(demo.page.get_by_test_id("analysis-status")).to_contain_text("beats")
    colors = (
        demo.page.get_by_test_id("timeline")
        .locator("canvas")
        .first.evaluate(
            """canvas => {
          const ratio = canvas.width / canvas.clientWidth;
          const strip = canvas.getContext('2d').getImageData(0, 74 * ratio, canvas.width, 8 * ratio).data;
          const seen = new Set();
          for (let i = 0; i < strip.length; i += 4) seen.add(strip.slice(i, i + 4).join());
          return seen.size;
        }"""
        )
    )
    assert colors > 1, "the strip of the waveform is of one color"


def test_the_first_turn_is_seen_before_it_is_done_and_can_be_undone_byte_for_byte(demo: Studio):
    page, revision, before = demo.page, demo.revision, demo.collections()
    bytes_before, file_before = demo.saved_bytes(), demo.exported()

    demo.say(FIRST_TURN)
    ghosts = demo.ghosts()
    assert len(ghosts) > 50
    assert demo.collections() == before
    assert demo.saved_bytes() == bytes_before
    assert demo.revision == revision

    demo.approve()
    demo.wait_for_revision(revision + 1)
    assert demo.saved() == demo.collections() != before
    assert demo.ghosts() == []
    assert_pulses_on_beats(demo)
    after = demo.collections()

    page.get_by_test_id("undo-turn").click()
    demo.wait_for_revision(revision + 2)
    expect(page.get_by_test_id("turn-state").last).to_have_text("Undone")
    assert demo.collections() == before
    assert demo.saved_bytes() == bytes_before
    assert demo.exported() == file_before

    page.get_by_test_id("redo-turn").click()
    demo.wait_for_revision(revision + 3)
    assert demo.collections() == after
    page.get_by_test_id("undo-turn").click()
    demo.wait_for_revision(revision + 4)
    assert demo.saved_bytes() == bytes_before


def assert_pulses_on_beats(studio: Studio) -> None:
    """Each ball has a segment on every beat of the first ten seconds, red and blue in turn."""
    beats = [beat for beat in studio.beats() if beat < 10_000]
    for ball in range(3):
        segments = studio.segments(ball)
        on_beats = [[row["color"] for row in segments if abs(row["start_ms"] - beat) <= 5] for beat in beats]
        assert on_beats == [[[RED, BLUE][place % 2]] for place in range(len(beats))], f"ball {ball + 1}"


def test_play_shows_the_pulses_with_the_song(demo: Studio):
    page, revision = demo.page, demo.revision
    demo.say(FIRST_TURN)
    demo.approve()
    demo.wait_for_revision(revision + 1)
    beat = next(beat for beat in demo.beats() if beat > 1000)

    page.get_by_test_id("play").click()
    expect(page.get_by_test_id("play")).to_have_attribute("aria-label", "Pause")
    demo.until("ms => window.__coda.playheadMs() > ms", beat)
    page.get_by_test_id("play").click()
    stopped = demo.playhead_ms()
    assert stopped > beat
    assert page.get_by_test_id("playhead-time").inner_text() != "0:00.00"
    assert demo.colors_at(round(beat, -1) + 20) in ([RED] * 3, [BLUE] * 3)

    demo.seek(round(beat, -1) + 60)
    lit = [RED] * 3 if demo.colors_at(round(demo.playhead_ms())) == [RED] * 3 else [BLUE] * 3
    assert demo.colors_at(round(demo.playhead_ms())) == lit
    assert middle_of_each_ball(demo) == lit
    page.get_by_test_id("undo-turn").last.click()
    demo.wait_for_revision(revision + 2)


def middle_of_each_ball(studio: Studio) -> list[list[int]]:
    """What the preview shows on each of three balls, as the pure color it is nearest to."""
    pixels = (
        studio.page.get_by_test_id("preview")
        .locator("canvas")
        .evaluate(
            """canvas => {
          const context = canvas.getContext('2d');
          const { width, height } = canvas;
          const step = Math.min(width / 3, Math.min(height * 0.24, width / 3 * 0.26, 64) * 4.6);
          const pixel = x => [...context.getImageData(x, height * 0.46, 1, 1).data];
          return [-1, 0, 1].map(at => pixel(width / 2 + at * step));
        }"""
        )
    )
    return [RED if pixel[0] > pixel[2] else BLUE for pixel in pixels]
