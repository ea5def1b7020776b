"""The document type: what always holds, and the index that answers questions fast."""

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coda.apps.sequence_maker.entities import (
    NOTES,
    PROJECT,
    SEGMENTS,
    TIMELINES,
    Effect,
    Note,
    Project,
    Segment,
    Timeline,
)
from coda.apps.sequence_maker.lane import Lane
from coda.apps.sequence_maker.show import (
    add_ball,
    color_at,
    project,
    segments_in,
    segments_of,
    timelines,
)
from coda.components.changes import Change
from coda.errors import InvariantError
from tests.sequence_maker.shows import BLUE, GREEN, RED, Show, segment

replace = msgspec.structs.replace


def names(show: Show) -> list[str]:
    return [timeline.name for _, timeline in timelines(show.draft())]


def positions(show: Show) -> list[int]:
    return [timeline.position for _, timeline in timelines(show.draft())]


def test_a_new_show_has_three_dark_balls_of_one_minute():
    show = Show()
    assert names(show) == ["Ball 1", "Ball 2", "Ball 3"]
    settings_ = project(show.draft())
    assert (settings_.total_duration_ms, settings_.refresh_rate, settings_.default_pixels) == (60_000, 100, 4)
    assert all(not show.lane(ball) for ball in range(3))


def test_an_entity_has_the_json_the_studio_expects():
    show = Show(1)
    id = show.put(0, 0, 1_000, RED, effects=(Effect("strobe", {"frequency": 5}),))
    entity = msgspec.json.decode(msgspec.json.encode(show.document.get(SEGMENTS, id)))
    assert entity == {
        "timeline": show.ids[0],
        "start_ms": 0,
        "end_ms": 1_000,
        "color": [255, 0, 0],
        "end_color": None,
        "pixels": 4,
        "effects": [{"type": "strobe", "parameters": {"frequency": 5}}],
    }


def test_undoing_an_edit_that_split_a_segment_restores_the_document_byte_for_byte():
    show = Show(1)
    show.put(0, 0, 10_000, RED, end_color=BLUE)
    before = show.document.to_json()
    draft = show.draft()
    draft.put(SEGMENTS, "new", segment(show.ids[0], 4_000, 5_000, GREEN))
    changes = show.commit(draft)
    assert show.document.to_json() != before
    show.undo(changes)
    assert show.document.to_json() == before


def test_an_edit_sent_by_the_studio_is_settled_like_any_other():
    show = Show(1)
    old = show.put(0, 0, 3_000, RED)
    before = msgspec.json.decode(msgspec.json.encode(show.document.get(SEGMENTS, old)))
    other = {**before, "start_ms": 1_000, "end_ms": 2_000, "color": [0, 0, 255]}
    draft = show.draft()
    draft.edit([Change(SEGMENTS, "other", None, other)])
    show.commit(draft)
    assert show.spans(0) == [(0, 1_000, RED), (1_000, 2_000, BLUE), (2_000, 3_000, RED)]


def test_a_draft_does_not_change_the_document_it_forked_from():
    show = Show(1)
    show.put(0, 0, 1_000, RED)
    draft = show.draft()
    draft.put(SEGMENTS, "other", segment(show.ids[0], 500, 2_000, BLUE))
    assert show.spans(0) == [(0, 1_000, RED)]
    assert len(segments_of(draft, show.ids[0])) == 2


def test_a_rolled_back_draft_is_as_before_with_its_index():
    show = Show(1)
    show.put(0, 0, 10_000, RED)
    draft = show.draft()
    mark = draft.mark()
    draft.put(SEGMENTS, "other", segment(show.ids[0], 2_000, 3_000, BLUE))
    draft.rollback(mark)
    assert [(one.start_ms, one.end_ms) for _, one in segments_of(draft, show.ids[0])] == [(0, 10_000)]
    assert draft.changes == ()


def test_segments_swapped_together_do_not_cut_each_other():
    show = Show(1)
    first, second = show.put(0, 0, 1_000, RED), show.put(0, 1_000, 2_000, BLUE)
    draft = show.draft()
    draft.replace(
        SEGMENTS,
        {
            first: segment(show.ids[0], 1_000, 2_000, RED),
            second: segment(show.ids[0], 0, 1_000, BLUE),
        },
    )
    show.commit(draft)
    assert show.spans(0) == [(0, 1_000, BLUE), (1_000, 2_000, RED)]


def test_removing_a_ball_removes_its_segments_and_closes_the_gap():
    show = Show()
    show.put(0, 0, 1_000, RED)
    show.put(1, 0, 1_000, BLUE)
    draft = show.draft()
    draft.delete(TIMELINES, show.ids[1])
    show.commit(draft)
    assert names(show) == ["Ball 1", "Ball 3"]
    assert positions(show) == [0, 1]
    assert len(show.document.entities(SEGMENTS)) == 1


def test_a_removed_ball_comes_back_with_its_segments():
    show = Show()
    show.put(1, 0, 1_000, BLUE)
    before = show.document.to_json()
    draft = show.draft()
    draft.delete(TIMELINES, show.ids[1])
    changes = show.commit(draft)
    show.undo(changes)
    assert show.document.to_json() == before
    assert show.spans(1) == [(0, 1_000, BLUE)]


def test_a_ball_put_at_a_taken_place_pushes_the_others_on():
    show = Show()
    draft = show.draft()
    draft.put(TIMELINES, "new", Timeline(name="New", position=1))
    show.commit(draft)
    assert names(show) == ["Ball 1", "New", "Ball 2", "Ball 3"]
    assert positions(show) == [0, 1, 2, 3]


def test_a_ball_put_far_behind_the_last_comes_right_after_it():
    show = Show()
    draft = show.draft()
    draft.put(TIMELINES, "new", Timeline(name="New", position=99))
    show.commit(draft)
    assert positions(show) == [0, 1, 2, 3]


def test_balls_swapped_by_the_studio_in_one_edit_end_up_swapped():
    show = Show(4)
    (first, a), *_, (last, b) = timelines(show.draft())
    to_json = lambda entity: msgspec.json.decode(msgspec.json.encode(entity))  # noqa: E731 - short and used twice
    draft = show.draft()
    draft.edit(
        [
            Change(TIMELINES, first, to_json(a), {**to_json(a), "position": 3}),
            Change(TIMELINES, last, to_json(b), {**to_json(b), "position": 0}),
        ]
    )
    show.commit(draft)
    assert names(show) == ["Ball 4", "Ball 2", "Ball 3", "Ball 1"]


def test_a_loaded_song_gives_the_show_its_length_rounded_up_to_the_grid():
    show = Show()
    show.load_song(83_214)
    assert project(show.draft()).total_duration_ms == 83_220


def test_a_song_longer_than_an_hour_gives_a_show_of_an_hour():
    show = Show()
    show.load_song(4_000_000)
    assert project(show.draft()).total_duration_ms == 3_600_000


def test_the_shows_length_cannot_differ_from_its_songs():
    show = Show(song=True)
    draft = show.draft()
    draft.put(PROJECT, PROJECT, replace(project(draft), total_duration_ms=90_000))
    assert project(draft).total_duration_ms == 60_000


def test_a_segment_past_the_end_does_not_lengthen_the_show():
    show = Show()
    show.put(0, 50_000, 70_000)
    assert project(show.draft()).total_duration_ms == 60_000


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ({"start_ms": 2_000, "end_ms": 1_000}, "must end after it starts"),
        ({"start_ms": 1_000, "end_ms": 1_000}, "must end after it starts"),
        ({"timeline": "nowhere"}, "on a ball that is not there"),
        ({"effects": (Effect("strobe", {"frequency": "fast"}),)}, "frequency must be a number"),
        ({"effects": (Effect("fade", {"target_color": "red"}),)}, "target_color must be three numbers"),
        ({"effects": (Effect("fade", {"easing": "bouncy"}),)}, "easing must be one of"),
    ],
)
def test_a_segment_that_makes_no_sense_is_refused_before_a_commit(bad, reason):
    show = Show(1)
    good = segment(show.ids[0], 0, 1_000)
    draft = show.draft()
    draft.put(SEGMENTS, "bad", replace(good, **bad))
    with pytest.raises(InvariantError, match=reason):
        draft.check()


@pytest.mark.parametrize(
    "bad",
    [
        {"start_ms": 5},
        {"start_ms": -10},
        {"end_ms": 3_600_010},
        {"color": (256, 0, 0)},
        {"color": (0, -1, 0)},
        {"pixels": 0},
        {"pixels": 5},
        {"effects": (Effect("disco", {}),)},  # type: ignore[arg-type]
    ],
)
def test_a_segment_out_of_range_is_refused_at_once(bad):
    show = Show(1)
    with pytest.raises(InvariantError):
        show.draft().put(SEGMENTS, "bad", replace(segment(show.ids[0], 0, 1_000), **bad))


def test_overlaps_that_were_replayed_and_not_settled_are_refused():
    show = Show(1)
    show.put(0, 0, 1_000)
    draft = show.draft()
    after = msgspec.to_builtins(segment(show.ids[0], 500, 1_500))
    draft.replay([Change(SEGMENTS, "other", None, after)])
    with pytest.raises(InvariantError, match=r"0:00\.5 to 0:01\.5 overlaps the segment 0:00 to 0:01"):
        draft.check()


def test_a_parameter_of_another_program_may_stay_in_an_effect():
    show = Show(1)
    id = show.put(0, 0, 1_000, effects=(Effect("fade", {"duration": 1}),))
    kept = show.document.get(SEGMENTS, id)
    assert isinstance(kept, Segment)
    assert kept.effects[0].parameters == {"duration": 1}


def test_entities_are_described_in_a_users_words():
    describe = Show().document.type.describe
    assert describe(SEGMENTS, segment("x", 10_000, 20_500)) == "the segment 0:10 to 0:20.5"
    assert describe(TIMELINES, Timeline(name="Left", position=0)) == 'the ball "Left"'
    assert describe(NOTES, Note(time_ms=62_500, text="Jump")) == 'the note "Jump" at 1:02.5'
    assert describe(PROJECT, Project()) == "the project's settings"


def test_the_documents_title_is_the_projects_name():
    show = Show()
    assert show.document.type.title(show.draft()) == "Test"


def test_a_gap_is_dark_and_a_segment_shines_up_to_but_not_at_its_end():
    show = Show(1)
    show.put(0, 1_000, 2_000, RED)
    ball, draft = show.ids[0], show.draft()
    assert [color_at(draft, ball, ms) for ms in (990, 1_000, 1_999, 2_000)] == [None, RED, RED, None]


def test_segments_in_a_span_are_those_that_shine_in_it():
    show = Show(1)
    for start in (0, 2_000, 4_000):
        show.put(0, start, start + 1_000)
    found = segments_in(show.draft(), show.ids[0], 500, 4_000)
    assert [one.start_ms for _, one in found] == [0, 2_000]


def test_an_added_ball_is_like_the_one_it_is_modelled_on():
    show = Show(1)
    draft = show.draft()
    id = add_ball(draft, "Copy", like=Timeline(name="x", position=0, default_pixels=2, default_color=RED))
    assert draft.get(TIMELINES, id) == Timeline(name="Copy", position=1, default_pixels=2, default_color=RED)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 700), st.booleans()), min_size=1, max_size=1_500), st.data())
def test_a_lane_answers_like_a_plain_sorted_list(steps, data):
    lane, plain = Lane(), {}
    for slot, put in steps:
        id, one = f"s{slot}", segment("", slot * 10, slot * 10 + 10)
        if id in plain:
            lane = lane.without_segment(id, plain.pop(id))
        if put:
            plain[id] = one
            lane = lane.with_segment(id, one)
    ordered = sorted(plain.items(), key=lambda item: item[1].start_ms)
    assert list(lane) == ordered
    assert lane.count == len(ordered)
    start, end = sorted(data.draw(st.tuples(st.integers(0, 7_000), st.integers(0, 7_000))))
    shining = [item for item in ordered if item[1].start_ms < end and item[1].end_ms > start]
    assert lane.overlapping(start, end) == shining
    for number in range(0, len(ordered), 97):
        assert lane.at(number) == ordered[number]
        assert lane.number_of(*ordered[number]) == number


def test_a_long_lane_answers_like_a_plain_sorted_list():
    slots = [(slot * 7_919) % 5_000 for slot in range(5_000)]
    lane = Lane()
    for slot in slots:
        lane = lane.with_segment(f"s{slot}", segment("", slot * 10, slot * 10 + 10))
    for slot in slots[::3]:
        lane = lane.without_segment(f"s{slot}", segment("", slot * 10, slot * 10 + 10))
    left = sorted(set(slots) - set(slots[::3]))
    assert [id for id, _ in lane] == [f"s{slot}" for slot in left]
    assert lane.count == len(left)
    for number in (0, 1, 700, 1_666, len(left) - 1):
        assert lane.number_of(*lane.at(number)) == number
        start = left[number] * 10
        found = lane.overlapping(start + 5, start + 200)
        assert [id for id, _ in found] == [f"s{slot}" for slot in left if start <= slot * 10 < start + 200]


def test_a_lane_refuses_to_lose_what_it_does_not_hold():
    with pytest.raises(KeyError):
        Lane().without_segment("x", segment("", 0, 10))
    with pytest.raises(IndexError):
        Lane().at(0)
