"""A proposal: seen before it is done, and approved, edited, refused or overtaken."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.studio import BLUE, GREEN, RED, Studio

TWO_CALLS = "make ball 1 red from 20 to 22 and ball 2 green from 24 to 26"
YELLOW = [255, 255, 0]


@pytest.fixture
def proposal(studio: Studio) -> Locator:
    return studio.page.get_by_test_id("proposal")


def test_a_rejected_proposal_leaves_no_trace_in_the_show(studio: Studio, proposal: Locator):
    studio.open_new()
    before = studio.saved_bytes()
    studio.say("make ball 1 red from 1 to 2")
    assert len(studio.ghosts()) == 1
    studio.page.get_by_test_id("reject").click()
    turn = studio.ended()
    expect(proposal).to_have_count(0)
    expect(turn.get_by_test_id("turn-state")).to_have_text("Rejected: nothing was changed")
    expect(turn.get_by_test_id("call-card")).to_have_attribute("data-outcome", "rejected")
    expect(turn.get_by_test_id("undo-turn")).to_have_count(0)
    assert studio.ghosts() == []
    assert studio.saved_bytes() == before


def test_the_reason_of_a_rejection_is_kept(studio: Studio):
    studio.open_new()
    studio.say("make ball 1 red from 1 to 2")
    studio.page.get_by_role("button", name="Reason…").click()
    studio.page.get_by_label("Reason for rejecting, optional").fill("Too bright")
    studio.page.get_by_test_id("reject").click()
    studio.ended()
    expect(studio.page.get_by_test_id("proposal-past")).to_have_text("You rejected this: Too bright")


def test_one_of_two_calls_can_be_approved(studio: Studio, proposal: Locator):
    studio.open_new()
    studio.say(TWO_CALLS)
    assert len(studio.ghosts()) == 2
    proposal.get_by_role("checkbox", name=re.compile("ball 2 green")).uncheck()
    assert [ghost["after"]["color"] for ghost in studio.ghosts()] == [RED]
    studio.page.get_by_test_id("approve-selected").click()
    turn = studio.ended()
    expect(turn.get_by_test_id("proposal-past")).to_have_text("You approved 1 of 2")
    outcomes = turn.get_by_test_id("call-card").evaluate_all("cards => cards.map(c => c.dataset.outcome)")
    assert outcomes == ["done", "rejected"]
    assert studio.spans(0) == [(20_000, 22_000)]
    assert studio.spans(1) == []
    assert studio.saved() == studio.collections()


def test_edited_arguments_move_the_ghost_and_are_what_is_done(studio: Studio, proposal: Locator):
    studio.open_new()
    studio.say("make ball 1 red from 10 to 20 seconds")
    proposal.get_by_test_id("edit-call").click()
    proposal.get_by_label("End time").fill("15")
    studio.until("() => window.__coda.ghosts().changes[0].after.end_ms === 15000")
    expect(proposal.get_by_text("edited by you")).to_be_visible()
    studio.approve()
    assert studio.spans(0) == [(10_000, 15_000)]
    expect(studio.page.get_by_test_id("call-card")).to_contain_text("Edited by you: End time 20 → 15")


@pytest.mark.console_errors("status of 4..")
def test_an_edit_that_makes_no_sense_is_told_and_cannot_be_approved(studio: Studio, proposal: Locator):
    studio.open_new()
    studio.say("make ball 1 red from 10 to 20 seconds")
    proposal.get_by_test_id("edit-call").click()
    proposal.get_by_label("End time").fill("5")
    expect(proposal.get_by_role("alert")).to_contain_text("must be greater than")
    expect(studio.page.get_by_test_id("approve-all")).to_be_disabled()
    proposal.get_by_role("button", name="Revert").click()
    expect(studio.page.get_by_test_id("approve-all")).to_be_enabled()
    assert studio.ghosts()[0]["after"]["end_ms"] == 20_000
    studio.page.get_by_test_id("reject").click()
    studio.ended()


@pytest.mark.console_errors("409")
def test_a_proposal_overtaken_by_hand_is_asked_for_again(studio: Studio, proposal: Locator):
    studio.open_new()
    studio.put({"ball": 0, "start_ms": 10_000, "end_ms": 20_000, "color": RED})
    revision = studio.revision
    studio.say("make ball 1 blue from 10 to 20")
    studio.click(15_000, 0)
    studio.page.get_by_role("toolbar").get_by_role("button", name="Yellow").click()
    studio.wait_for_revision(revision + 1)

    studio.page.get_by_test_id("approve-all").click()
    past = studio.page.get_by_test_id("proposal-past")
    expect(past).to_have_attribute("data-state", "superseded")
    expect(past).to_contain_text("the document changed meanwhile")
    expect(proposal).to_be_visible()
    assert studio.segments(0)[0]["color"] == YELLOW
    assert studio.revision == revision + 1

    studio.approve()
    studio.wait_for_revision(revision + 2)
    assert [segment["color"] for segment in studio.segments(0)] == [BLUE]
    studio.page.get_by_test_id("undo-turn").click()
    studio.wait_for_revision(revision + 3)
    assert [segment["color"] for segment in studio.segments(0)] == [YELLOW]


def test_a_decision_can_be_made_after_a_reload(studio: Studio, proposal: Locator):
    studio.open_new()
    studio.say(TWO_CALLS)
    studio.reload()
    expect(proposal).to_be_visible()
    assert len(studio.ghosts()) == 2
    studio.approve()
    assert studio.spans(0) == [(20_000, 22_000)]
    assert studio.spans(1) == [(24_000, 26_000)]


def test_ghosts_can_be_hidden(studio: Studio):
    studio.open_new()
    studio.say("make ball 1 red from 1 to 2")
    studio.page.get_by_test_id("ghost-toggle").uncheck()
    assert studio.ghosts() == []
    studio.page.get_by_test_id("ghost-toggle").check()
    assert len(studio.ghosts()) == 1
    studio.page.get_by_test_id("reject").click()
    studio.ended()


def test_small_changes_run_at_once_and_large_ones_wait_in_selective_mode(studio: Studio, proposal: Locator):
    studio.open_new()
    studio.page.get_by_test_id("mode").select_option("selective")
    turn = studio.say("make ball 1 red from 1 to 2")
    expect(turn.get_by_test_id("turn-state")).to_have_text("Applied")
    assert studio.spans(0) == [(1000, 2000)]

    studio.say("clear ball 1")
    expect(proposal).to_contain_text("1 removed")
    assert studio.spans(0) == [(1000, 2000)]
    studio.approve()
    assert studio.spans(0) == []


def test_nothing_waits_in_automatic_mode_and_each_turn_can_be_undone(studio: Studio, proposal: Locator):
    studio.open_new()
    studio.page.get_by_test_id("mode").select_option("auto")
    studio.say("make all balls green from 1 to 2")
    before = studio.saved()
    turn = studio.say("clear all balls")
    expect(proposal).to_have_count(0)
    expect(turn.get_by_test_id("turn-state")).to_have_text("Applied")
    assert GREEN not in [segment["color"] for segment in studio.segments()]
    revision = studio.revision
    turn.get_by_test_id("undo-turn").click()
    studio.wait_for_revision(revision + 1)
    assert studio.saved() == studio.collections() == before


def test_the_copilot_leaves_alone_what_it_may_not_touch(studio: Studio, proposal: Locator):
    studio.open_new()
    studio.page.get_by_test_id("targets").click()
    allowed = studio.page.get_by_role("group", name="Timelines the copilot may touch")
    allowed.get_by_role("checkbox", name="Ball 2").uncheck()
    studio.press("Escape")
    expect(studio.page.get_by_test_id("targets")).to_have_text("2 of 3 timelines")

    studio.say("make all balls red from 1 to 2")
    studio.approve()
    assert [studio.spans(ball) for ball in range(3)] == [[(1000, 2000)], [], [(1000, 2000)]]

    turn = studio.say("make ball 2 red from 1 to 2")
    assert studio.spans(1) == []
    expect(proposal).to_have_count(0)
    expect(turn).to_contain_text(re.compile("may (not )?(touch|change)|not among|not allowed", re.IGNORECASE))
