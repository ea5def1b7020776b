"""Shows and songs come and go: new, renamed, imported, exported, deleted; a song is loaded."""

import io
import json
import math
import struct
import wave
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.studio import BLUE, RED, Studio, new_show

RATE = 22_050
CLICKS_PER_MINUTE = 120


def click_track(seconds: float) -> bytes:
    """A mono WAV of short beeps, one each half second."""
    samples = [
        int(24_000 * math.exp(-40 * (at % (RATE // 2)) / RATE) * math.sin(2 * math.pi * 880 * at / RATE))
        for at in range(int(seconds * RATE))
    ]
    file = io.BytesIO()
    with wave.open(file, "wb") as track:
        track.setnchannels(1)
        track.setsampwidth(2)
        track.setframerate(RATE)
        track.writeframes(struct.pack(f"<{len(samples)}h", *samples))
    return file.getvalue()


def test_a_song_is_loaded_heard_and_its_beats_found(studio: Studio, tmp_path: Path):
    page = studio.open_new().page
    song = tmp_path / "beeps.wav"
    song.write_bytes(click_track(10))
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Load a song").click()
    chooser.value.set_files(song)
    expect(page.get_by_title("beeps.wav")).to_be_visible()
    expect(page.get_by_test_id("analysis-status")).to_contain_text("BPM", timeout=60_000)
    beats = studio.beats()
    between = [after - before for before, after in pairwise(beats)]
    assert sorted(between)[len(between) // 2] == pytest.approx(60_000 / CLICKS_PER_MINUTE, abs=25)
    audio = studio.collections()["project"]["project"]["audio"]
    assert (audio["filename"], audio["duration_ms"]) == ("beeps.wav", 10_000)

    studio.say("make all balls red on every beat for the first 4 seconds")
    studio.approve()
    assert 7 <= len([segment for segment in studio.segments(0) if segment["color"] == RED]) <= 9


@pytest.mark.console_errors("status of 4..")
def test_a_song_that_is_none_is_refused_in_a_sentence(studio: Studio, tmp_path: Path):
    page = studio.open_new().page
    before = studio.saved_bytes()
    broken = tmp_path / "broken.wav"
    broken.write_bytes(b"RIFF" + b"\x00" * 64)
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Load a song").click()
    chooser.value.set_files(broken)
    expect(page.get_by_role("status").filter(has_text="This is no song that can be read")).to_be_visible()
    assert studio.saved_bytes() == before
    expect(page.get_by_role("button", name="Load a song")).to_be_enabled()


def test_a_show_that_is_exported_and_imported_again_is_the_same(studio: Studio, tmp_path: Path):
    page = studio.open_new(song=True, name="Round trip").page
    studio.put(
        {"ball": 0, "start_ms": 1230, "end_ms": 4560, "color": RED, "end_color": BLUE},
        {"ball": 2, "start_ms": 0, "end_ms": 60_000, "color": [1, 2, 3], "pixels": 2},
        {
            "ball": 1,
            "start_ms": 5000,
            "end_ms": 9000,
            "color": RED,
            "effects": [{"type": "strobe", "parameters": {"frequency": 8.0, "duty_cycle": 0.25}}],
        },
    )
    first = studio.exported()
    with page.expect_download() as download:
        page.get_by_role("button", name="Show menu").click()
        page.get_by_role("menuitem", name="Export .smproj").click()
    assert download.value.suggested_filename == "Round trip.smproj"
    file = tmp_path / "trip.smproj"
    download.value.save_as(file)
    assert {name: json.loads(file.read_bytes())[name] for name in first} == first

    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Show menu").click()
        page.get_by_role("menuitem", name="Import .smproj").click()
    before = studio.id
    chooser.value.set_files(file)
    studio.until("before => window.__coda.document().id !== before && window.__coda.document().id", before)
    studio.wait()
    expect(page.get_by_test_id("project-name")).to_have_text("Round trip")
    expect(page.get_by_test_id("analysis-status")).to_contain_text("129 beats")
    again = studio.exported()
    for file_of_show in (first, again):
        forget_dates(file_of_show)
    assert again == first


def forget_dates(file: dict) -> None:
    """When a show was last changed is no part of what it shows."""
    for place in (file["metadata"], *file["timelines"]):
        place.pop("modified")


@pytest.mark.console_errors("status of 4..")
def test_a_broken_show_is_refused_with_the_place_that_is_wrong(studio: Studio, tmp_path: Path):
    page = studio.open_new().page
    page.goto("/shows")
    file = tmp_path / "old.smproj"
    ball = {"name": "Ball 1", "segments": [{"startTime": "x"}]}
    file.write_text(json.dumps({"metadata": {"name": "Old"}, "timelines": [ball]}))
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Import", exact=True).click()
    chooser.value.set_files(file)
    expect(page.get_by_role("status").filter(has_text="timelines")).to_be_visible()
    expect(page.get_by_role("link", name="Old")).to_have_count(0)


def test_a_show_is_made_renamed_and_deleted(studio: Studio):
    page = studio.page
    page.goto("/shows")
    page.get_by_role("button", name="New show").click()
    dialog = page.get_by_role("dialog", name="New show")
    dialog.get_by_label("Name").fill("Fire and ice")
    dialog.get_by_label("Balls").select_option("5")
    dialog.get_by_role("button", name="Create").click()
    studio.wait()
    expect(page).to_have_title("Fire and ice · Coda")
    expect(page.get_by_test_id("lane-header")).to_have_count(5)

    page.get_by_test_id("project-name").click()
    page.get_by_label("Name of the show").fill("Ice and fire")
    page.get_by_label("Name of the show").press("Enter")
    expect(page).to_have_title("Ice and fire · Coda")

    page.get_by_role("link", name="Coda").click()
    card = page.get_by_role("link", name="Ice and fire")
    expect(card).to_have_count(1)
    page.get_by_role("button", name="Actions for Ice and fire").click()
    page.get_by_role("menuitem", name="Delete").click()
    page.get_by_role("dialog", name="Delete “Ice and fire”?").get_by_role("button", name="Delete").click()
    expect(card).to_have_count(0)


@pytest.mark.console_errors("404")
def test_an_address_without_a_show_says_so_and_leads_to_the_shows(studio: Studio):
    page = studio.page
    page.goto("/show/000000000000")
    page.get_by_role("button", name="All shows").click()
    expect(page.get_by_role("heading", name="Your shows")).to_be_visible()


def test_history_tells_who_did_what_and_leads_back_to_a_checkpoint(studio: Studio):
    page = studio.open_new().page
    studio.say("make ball 1 red from 1 to 2")
    studio.approve()
    revision = studio.revision
    history = page.get_by_test_id("history")
    page.get_by_test_id("history-toggle").click()
    expect(history.get_by_role("img", name="Copilot")).to_have_count(1)
    history.get_by_label("New checkpoint").fill("One red ball")
    history.get_by_role("button", name="Save").click()
    expect(history).to_contain_text("One red ball")
    at_checkpoint = studio.saved_bytes()

    page.get_by_role("button", name="Add ball").click()
    studio.wait_for_revision(revision + 1)
    expect(history.get_by_role("img", name="You")).to_have_count(1)
    history.get_by_role("button", name="Restore").click()
    studio.wait_for_revision(revision + 2)
    assert studio.saved_bytes() == at_checkpoint
    expect(page.get_by_test_id("lane-header")).to_have_count(3)

    page.get_by_test_id("undo").click()
    studio.wait_for_revision(revision + 3)
    expect(page.get_by_test_id("lane-header")).to_have_count(4)


def test_several_shows_are_listed_at_the_front_door(studio: Studio):
    page = studio.page
    new_show(page, name="First light")
    new_show(page, name="Second light")
    page.goto("/")
    expect(page.get_by_role("heading", name="Your shows")).to_be_visible()
    expect(page.get_by_role("link", name="First light").first).to_be_visible()
    page.get_by_role("link", name="Second light").first.click()
    studio.wait()
    expect(page.get_by_test_id("project-name")).to_have_text("Second light")
