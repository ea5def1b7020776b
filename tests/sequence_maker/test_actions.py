"""The copilot's tools: what they do, what they refuse, and that a refusal leaves nothing behind."""

import pytest

from coda.apps.sequence_maker.entities import TIMELINES, Timeline
from coda.apps.sequence_maker.services import PlaybackState, SequenceServices
from coda.apps.sequence_maker.show import timelines
from coda.components.events import Effect as Care
from coda.errors import ToolError, ToolExecutionError, ToolValidationError
from tests.sequence_maker.shows import BLACK, BLUE, GREEN, RED, TOOLS, WHITE, Show


def refusal(show: Show, name: str, /, **arguments) -> str:
    """The reason a call is refused for; the show must be as before."""
    before = show.document.to_json()
    with pytest.raises(ToolError) as refused:
        show.call(name, **arguments)
    assert show.document.to_json() == before
    return str(refused.value)


def names(show: Show) -> list[str]:
    return [timeline.name for _, timeline in timelines(show.draft())]


class TestCreatingSegments:
    def test_a_segment_is_created_where_it_was_asked_for(self):
        show = Show()
        result = show.call("create_segment", timeline_index=1, start_time=10, end_time=20, color="red")
        assert result == {
            "success": True,
            "timeline_index": 1,
            "segment": {
                "index": 0,
                "start_time": 10.0,
                "end_time": 20.0,
                "duration": 10.0,
                "color": [255, 0, 0],
                "pixels": 4,
                "effects": [],
            },
        }
        assert show.spans(1) == [(10_000, 20_000, RED)]

    def test_an_end_colour_makes_a_fade_and_effects_go_on_top(self):
        show = Show()
        effects = [{"type": "strobe", "parameters": {"frequency": 5}}, {"type": "rainbow"}]
        show.call(
            "create_segment",
            timeline_index=0,
            start_time=0,
            end_time=1,
            color=[1, 2, 3],
            end_color="#0000ff",
            pixels=2,
            effects=effects,
        )
        made = show.lane(0)[0]
        assert (made.color, made.end_color, made.pixels) == ((1, 2, 3), BLUE, 2)
        assert [effect.type for effect in made.effects] == ["strobe", "rainbow"]

    def test_the_balls_own_pixels_are_the_default(self):
        show = Show(default_pixels=3)
        show.call("create_segment", timeline_index=0, start_time=0, end_time=1, color="red")
        assert show.lane(0)[0].pixels == 3

    def test_a_time_that_is_moved_to_the_grid_is_told(self):
        show = Show()
        result = show.call("create_segment", timeline_index=0, start_time=0, end_time=1.234, color="red")
        assert result["segment"]["end_time"] == 1.23
        assert result["rounded"] == ["end_time 1.234 became 1.23 on the 10 ms grid"]

    @pytest.mark.parametrize(
        ("arguments", "reason"),
        [
            ({"start_time": 20.0, "end_time": 10.0}, "end_time 10.0 must be greater than start_time 20.0"),
            ({"end_time": 0.0}, "end_time 0.0 must be greater than start_time 0.0"),
            ({"end_time": 0.004}, "the same moment on the 10 ms grid: make it at least 0.01 seconds"),
            ({"start_time": -1.0}, "start_time -1.0 must be 0 or later"),
            ({"end_time": 80.0}, "end_time 80.0 is past the end of the show, which lasts 60.0 seconds"),
            (
                {"timeline_index": 8},
                "timeline_index 8 does not exist: there are 3 balls, 0 to 2 (Ball 1 to Ball 3)",
            ),
            ({"timeline_index": -1}, "timeline_index -1 does not exist"),
            ({"color": [300, 0, 0]}, "red, green and blue are whole numbers from 0 to 255"),
            ({"color": "purpel"}, "did you mean purple"),
            ({"end_color": "blu"}, "did you mean blue"),
            ({"pixels": 5}, "pixels 5 must be from 1 to 4"),
            ({"effects": [{"type": "disco"}]}, "effects.0.type: Input should be 'strobe'"),
            ({"effects": [{"type": "strobe", "parameters": {"frequency": 0}}]}, "from 0.01 to 100"),
            ({"effects": [{"type": "strobe", "speed": 2}]}, "effects.0.speed is not an argument"),
            ({"colour": "red"}, "colour is not an argument of this tool"),
        ],
    )
    def test_what_cannot_be_is_refused_in_words(self, arguments, reason):
        good = {"timeline_index": 0, "start_time": 0.0, "end_time": 1.0, "color": "red"}
        assert reason in refusal(Show(), "create_segment", **{**good, **arguments})

    def test_a_batch_creates_all_and_the_later_wins(self):
        show = Show()
        result = show.call(
            "create_segments_batch",
            timeline_index=0,
            segments=[
                {"start_time": 2, "end_time": 4, "color": "blue"},
                {"start_time": 0, "end_time": 3, "color": "red", "pixels": 1},
            ],
        )
        assert result["segments_created"] == 2
        assert [(view["index"], view["start_time"]) for view in result["segments"]] == [(0, 0.0), (1, 3.0)]
        assert show.spans(0) == [(0, 3_000, RED), (3_000, 4_000, BLUE)]

    @pytest.mark.parametrize(
        ("item", "reason"),
        [
            ({"start_time": 2, "end_time": 3}, "segments.1.color is required"),
            ({"start_time": 2, "color": "red"}, "segments.1.end_time is required"),
            ({"start_time": 3, "end_time": 2, "color": "red"}, "segments[1]: end_time 2.0 must be greater"),
            ({"start_time": 2, "end_time": 3, "color": "rde"}, "segments.1.color"),
            ({"start_time": 2, "end_time": 3, "color": "red", "pixles": 1}, "segments.1.pixles is not"),
        ],
    )
    def test_one_wrong_item_refuses_the_whole_batch(self, item, reason):
        good = {"start_time": 0, "end_time": 1, "color": "red"}
        assert reason in refusal(Show(), "create_segments_batch", timeline_index=0, segments=[good, item])

    def test_an_empty_batch_is_refused(self):
        assert "nothing to create" in refusal(Show(), "create_segments_batch", timeline_index=0, segments=[])


class TestChangingSegments:
    def test_only_what_is_named_changes(self):
        show = Show()
        show.put(0, 0, 1_000, RED, end_color=BLUE)
        show.call("modify_segment", timeline_index=0, segment_index=0, properties={"color": "green"})
        assert (show.lane(0)[0].color, show.lane(0)[0].end_color) == (GREEN, BLUE)

    def test_null_takes_the_end_colour_away(self):
        show = Show()
        show.put(0, 0, 1_000, RED, end_color=BLUE)
        show.call("modify_segment", timeline_index=0, segment_index=0, properties={"end_color": None})
        assert show.lane(0)[0].end_color is None

    def test_a_lengthened_segment_cuts_its_neighbour(self):
        show = Show()
        show.put(0, 0, 1_000, RED)
        show.put(0, 1_000, 3_000, BLUE)
        show.call("modify_segment", timeline_index=0, segment_index=0, properties={"end_time": 2})
        assert show.spans(0) == [(0, 2_000, RED), (2_000, 3_000, BLUE)]

    @pytest.mark.parametrize(
        ("properties", "reason"),
        [
            ({}, "name at least one thing"),
            ({"end_time": 0.5}, "end_time 0.5 must be greater than start_time 1.0"),
            ({"start_time": 5}, "end_time 2.0 must be greater than start_time 5.0"),
            ({"colour": "red"}, "properties.colour is not an argument"),
            ({"pixels": 9}, "pixels 9 must be from 1 to 4"),
        ],
    )
    def test_a_change_that_cannot_be_is_refused(self, properties, reason):
        show = Show()
        show.put(0, 1_000, 2_000)
        assert reason in refusal(
            show, "modify_segment", timeline_index=0, segment_index=0, properties=properties
        )

    def test_a_segment_that_is_not_there_is_refused_with_those_that_are(self):
        show = Show()
        show.put(0, 0, 1_000)
        reason = refusal(show, "delete_segment", timeline_index=0, segment_index=1)
        assert reason == "segment_index 1 does not exist on ball 1: its segments are 0 to 0"
        assert refusal(show, "delete_segment", timeline_index=1, segment_index=0).endswith("are none")

    def test_a_deleted_segment_leaves_the_dark(self):
        show = Show()
        show.put(0, 0, 1_000)
        result = show.call("delete_segment", timeline_index=0, segment_index=0)
        assert result["deleted"]["end_time"] == 1.0
        assert show.spans(0) == []

    def test_an_effect_is_added_and_takes_the_place_of_one_of_its_kind(self):
        show = Show()
        show.put(0, 0, 1_000)
        call = {"timeline_index": 0, "segment_index": 0}
        show.call("add_effect", effect_type="strobe", **call)
        show.call("add_effect", effect_type="rainbow", **call)
        show.call("add_effect", effect_type="strobe", effect_parameters={"frequency": 2}, **call)
        effects = [(effect.type, effect.parameters) for effect in show.lane(0)[0].effects]
        assert effects == [("strobe", {"frequency": 2}), ("rainbow", {})]

    def test_the_default_colour_is_the_default_colour_and_not_the_pixels(self):
        show = Show()
        result = show.call("set_default_color", timeline_index=0, color="teal")
        assert result["default_color"] == [0, 128, 128]
        ball = show.document.get(TIMELINES, show.ids[0])
        assert isinstance(ball, Timeline)
        assert (ball.default_color, ball.default_pixels) == ((0, 128, 128), 4)
        assert show.spans(0) == []


class TestClearing:
    def test_clearing_one_ball_leaves_the_others(self):
        show = Show()
        show.put(0, 0, 1_000)
        show.put(1, 0, 1_000)
        assert show.call("clear_timeline", timeline_index=0)["segments_deleted"] == 1
        assert (show.spans(0), len(show.spans(1))) == ([], 1)

    def test_clearing_all_puts_one_black_segment_over_the_whole_show(self):
        show = Show()
        show.put(0, 0, 1_000)
        result = show.call("clear_all_timelines")
        assert (result["timelines_cleared"], result["set_black"]) == (3, True)
        assert [show.spans(ball) for ball in range(3)] == [[(0, 60_000, BLACK)]] * 3

    def test_clearing_all_without_black_leaves_nothing(self):
        show = Show()
        show.put(0, 0, 1_000)
        show.call("clear_all_timelines", set_black=False)
        assert not any(show.spans(ball) for ball in range(3))


class TestScope:
    def test_a_ball_outside_the_scope_is_refused(self):
        show = Show()
        show.scope = {"timelines": [show.ids[0]]}
        for name, arguments in [
            ("create_segment", {"timeline_index": 1, "start_time": 0, "end_time": 1, "color": "red"}),
            ("paint_span", {"balls": [0, 1], "start_time": 0, "end_time": 1, "color": "red"}),
            ("clear_timeline", {"timeline_index": 1}),
            ("rename_timeline", {"timeline_index": 1, "name": "x"}),
            ("remove_timeline", {"timeline_index": 1}),
            ("duplicate_timeline", {"timeline_index": 1}),
        ]:
            assert refusal(show, name, **arguments) == "Ball 2 is not among the balls the copilot may touch."

    def test_all_balls_are_those_in_the_scope(self):
        show = Show()
        show.scope = {"timelines": [show.ids[0], show.ids[2]]}
        result = show.call("paint_span", start_time=0, end_time=1, color="red")
        assert result["balls"] == [0, 2]
        assert show.spans(1) == []

    def test_with_an_empty_scope_nothing_can_be_edited(self):
        show = Show()
        show.scope = {"timelines": []}
        assert "no ball the copilot may touch" in refusal(show, "clear_all_timelines")

    def test_a_ball_the_copilot_has_just_added_may_be_edited(self):
        show = Show()
        show.scope = {"timelines": [show.ids[0]]}
        draft = show.draft()
        context = show.context(draft)
        add, create = TOOLS.get("add_timeline"), TOOLS.get("create_segment")
        assert add is not None
        assert create is not None
        add.bind(context)()
        create.bind(context)(timeline_index=3, start_time=0.0, end_time=1.0, color="red")
        assert len(draft.changes) == 2

    def test_reading_is_not_bound_to_the_scope(self):
        show = Show()
        show.scope = {"timelines": []}
        assert show.call("get_timeline_context", timeline_index=1)["name"] == "Ball 2"


class TestSpans:
    def test_several_balls_are_painted_alike(self):
        show = Show()
        result = show.call("paint_span", balls=[0, 2, 0], start_time=1, end_time=2, color="red")
        assert (result["balls"], result["segments_created"]) == ([0, 2], 2)
        assert [show.spans(ball) for ball in range(3)] == [[(1_000, 2_000, RED)], [], [(1_000, 2_000, RED)]]

    def test_an_edit_cuts_at_the_spans_ends(self):
        show = Show()
        show.put(0, 0, 10_000, RED)
        show.call("edit_span", balls=[0], start_time=4, end_time=6, color="blue", pixels=2)
        assert show.spans(0) == [(0, 4_000, RED), (4_000, 6_000, BLUE), (6_000, 10_000, RED)]
        assert [one.pixels for one in show.lane(0)] == [4, 2, 4]

    def test_an_edit_without_ends_is_for_the_whole_show(self):
        show = Show()
        show.put(0, 0, 10_000, RED)
        show.put(1, 20_000, 60_000, GREEN)
        assert show.call("edit_span", color="white")["segments_changed"] == 2
        assert (show.spans(0), show.spans(1)) == ([(0, 10_000, WHITE)], [(20_000, 60_000, WHITE)])

    def test_a_new_colour_makes_a_fade_solid_unless_an_end_colour_is_named(self):
        show = Show()
        show.put(0, 0, 1_000, RED, end_color=BLUE)
        show.call("edit_span", color="green")
        assert (show.lane(0)[0].color, show.lane(0)[0].end_color) == (GREEN, None)
        show.call("edit_span", end_color="blue")
        assert (show.lane(0)[0].color, show.lane(0)[0].end_color) == (GREEN, BLUE)

    def test_only_one_colour_may_be_changed_and_of_a_fade_only_that_end(self):
        show = Show()
        show.put(0, 0, 1_000, RED)
        show.put(0, 1_000, 2_000, GREEN)
        show.put(0, 2_000, 3_000, GREEN, end_color=RED)
        assert show.call("edit_span", color="blue", only_color="red")["segments_changed"] == 2
        assert [(one.color, one.end_color) for one in show.lane(0)] == [
            (BLUE, None),
            (GREEN, None),
            (GREEN, BLUE),
        ]

    def test_a_colour_that_is_not_there_is_refused_with_those_that_are(self):
        show = Show()
        show.put(0, 0, 1_000, GREEN)
        reason = refusal(show, "edit_span", balls=[0], color="blue", only_color="red")
        assert reason == "Nothing on ball 1 in 0:00 to 1:00 is red; there is green."

    def test_an_edit_that_names_nothing_is_refused(self):
        assert "name what to change" in refusal(Show(), "edit_span")

    def test_an_edit_in_the_dark_is_refused(self):
        show = Show()
        show.put(0, 0, 1_000, GREEN)
        reason = refusal(show, "edit_span", balls=[1, 2], color="red", end_time=5)
        assert reason == "There is no light on balls 2 and 3 in 0:00 to 0:05; paint_span makes some."

    def test_whole_segments_that_start_in_the_span_are_moved(self):
        show = Show()
        show.put(0, 0, 4_000, RED)
        show.put(0, 4_000, 6_000, BLUE)
        show.put(0, 6_000, 8_000, GREEN)
        result = show.call("shift_span", balls=[0], offset=1.5, start_time=2, end_time=7)
        assert result["segments_moved"] == 2
        assert show.spans(0) == [(0, 4_000, RED), (5_500, 7_500, BLUE), (7_500, 9_500, GREEN)]

    def test_a_moved_segment_wins_over_what_it_lands_on(self):
        show = Show()
        show.put(0, 0, 4_000, RED)
        show.put(0, 5_000, 6_000, BLUE)
        show.call("shift_span", offset=-2, start_time=5)
        assert show.spans(0) == [(0, 3_000, RED), (3_000, 4_000, BLUE)]

    @pytest.mark.parametrize(
        ("arguments", "reason"),
        [
            ({"offset": 0.001}, "moves nothing"),
            ({"offset": -1.5}, "would move the segment 0:01 to 0:02 before the show begins"),
            ({"offset": 58.5}, "would move the segment 0:01 to 0:02 past the end of the show"),
            ({"offset": 1, "start_time": 2}, "No segment of balls 1, 2 and 3 starts in 0:02 to 1:00."),
        ],
    )
    def test_a_move_that_cannot_be_is_refused(self, arguments, reason):
        show = Show()
        show.put(0, 1_000, 2_000)
        assert reason in refusal(show, "shift_span", **arguments)

    def test_a_removed_span_is_dark_and_segments_are_cut_at_its_ends(self):
        show = Show()
        show.put(0, 0, 4_000, RED)
        show.put(0, 4_000, 5_000, BLUE)
        show.put(0, 5_000, 8_000, GREEN)
        result = show.call("remove_span", balls=[0], start_time=3, end_time=6)
        assert (result["segments_removed"], result["segments_cut"]) == (1, 2)
        assert show.spans(0) == [(0, 3_000, RED), (6_000, 8_000, GREEN)]

    def test_removing_light_from_the_dark_is_refused(self):
        assert refusal(Show(), "remove_span", balls=[0], start_time=0, end_time=1) == (
            "Ball 1 is dark in 0:00 to 0:01 already."
        )

    def test_an_effect_stays_inside_its_span(self):
        show = Show()
        show.put(0, 0, 4_000, RED)
        show.call("add_effect_to_span", balls=[0], effect_type="strobe", start_time=1, end_time=2)
        assert [[effect.type for effect in one.effects] for one in show.lane(0)] == [[], ["strobe"], []]

    def test_an_effect_needs_light(self):
        assert "There is no light" in refusal(Show(), "add_effect_to_span", effect_type="strobe")

    def test_no_balls_at_all_is_refused(self):
        assert "balls is empty" in refusal(Show(), "remove_span", balls=[], start_time=0, end_time=1)


class TestBeats:
    def test_a_pulse_lights_each_beat_and_the_colours_follow_each_other(self):
        show = Show(song=True)
        result = show.call(
            "apply_beat_pattern", balls=[0], pattern_type="pulse", colors=["red", "blue"], end_time=2
        )
        assert (result["beats"], result["segments_created"]) == (4, 4)
        assert show.spans(0) == [
            (0, 250, RED),
            (500, 750, BLUE),
            (1_000, 1_250, RED),
            (1_500, 1_750, BLUE),
        ]

    def test_a_pulse_ends_at_the_next_beat_and_at_the_spans_end(self):
        show = Show(song=True)
        show.call(
            "apply_beat_pattern",
            balls=[0],
            pattern_type="pulse",
            colors=["red"],
            end_time=1.2,
            duration=0.6,
        )
        assert [(one.start_ms, one.end_ms) for one in show.lane(0)] == [
            (0, 500),
            (500, 1_000),
            (1_000, 1_200),
        ]

    def test_a_toggle_lasts_from_beat_to_beat(self):
        show = Show(song=True)
        show.call(
            "apply_beat_pattern",
            balls=[0],
            pattern_type="toggle",
            colors=["red", "blue"],
            start_time=1,
            end_time=5,
            beat_type="downbeat",
        )
        assert show.spans(0) == [(2_000, 4_000, RED), (4_000, 5_000, BLUE)]

    def test_the_last_toggle_is_as_long_as_the_one_before_it(self):
        show = Show(song=True)
        show.call("apply_beat_pattern", pattern_type="toggle", colors=["red"], start_time=58)
        assert show.spans(0)[-1] == (59_500, 60_000, RED)

    def test_a_fade_in_climbs_in_five_steps(self):
        show = Show(song=True)
        show.call(
            "apply_beat_pattern",
            balls=[0],
            pattern_type="fade_in",
            colors=["red"],
            end_time=0.5,
            duration=0.25,
        )
        assert show.spans(0) == [
            (0, 50, (51, 0, 0)),
            (50, 100, (102, 0, 0)),
            (100, 150, (153, 0, 0)),
            (150, 200, (204, 0, 0)),
            (200, 250, (255, 0, 0)),
        ]

    def test_a_fade_out_falls_in_five_steps_on_the_grid(self):
        show = Show(song=True)
        show.call(
            "apply_beat_pattern",
            balls=[0],
            pattern_type="fade_out",
            colors=["blue"],
            end_time=0.5,
            duration=0.12,
        )
        assert [(start, end) for start, end, _ in show.spans(0)] == [
            (0, 20), (20, 50), (50, 70), (70, 100), (100, 120),
        ]  # fmt: skip
        assert [color[2] for _, _, color in show.spans(0)] == [255, 204, 153, 102, 51]

    def test_a_section_limits_the_beats_and_every_section_of_that_name_counts(self):
        show = Show(song=True)
        result = show.call("apply_beat_pattern", pattern_type="pulse", colors=["red"], section_label="verse")
        assert result["beats"] == 40 + 30
        assert (show.spans(0)[0][0], show.spans(0)[-1][0]) == (10_000, 59_500)
        assert not [start for start, _, _ in show.spans(0) if 30_000 <= start < 45_000]

    def test_what_lies_between_the_beats_stays(self):
        show = Show(song=True)
        show.put(0, 0, 1_000, GREEN)
        show.call("apply_beat_pattern", pattern_type="pulse", colors=["red"], end_time=1, duration=0.1)
        assert show.spans(0) == [(0, 100, RED), (100, 500, GREEN), (500, 600, RED), (600, 1_000, GREEN)]

    @pytest.mark.parametrize(
        ("arguments", "reason"),
        [
            ({"section_label": "Bridge"}, "Its sections are: Intro, Verse, Chorus."),
            (
                {"section_label": "Intro", "start_time": 20},
                'The section "Intro" does not lie in 0:20 to 1:00',
            ),
            ({"start_time": 0.1, "end_time": 0.4}, "The song has no beats in 0:00.1 to 0:00.4."),
            ({"colors": []}, "name at least one colour"),
            ({"colors": ["rde"]}, "did you mean red"),
            ({"duration": 0}, "duration 0.0 must be at least 0.01 seconds"),
            ({"pattern_type": "wave"}, "Input should be 'pulse', 'toggle', 'fade_in' or 'fade_out'"),
        ],
    )
    def test_a_pattern_that_cannot_be_is_refused(self, arguments, reason):
        good = {"pattern_type": "pulse", "colors": ["red"]}
        assert reason in refusal(Show(song=True), "apply_beat_pattern", **{**good, **arguments})

    def test_without_a_song_there_are_no_beats(self):
        reason = refusal(Show(), "apply_beat_pattern", pattern_type="pulse", colors=["red"])
        assert "No song is loaded" in reason

    def test_before_the_analysis_the_beats_are_not_known(self):
        show = Show(song=True)
        show.services = SequenceServices()
        reason = refusal(show, "apply_beat_pattern", pattern_type="pulse", colors=["red"])
        assert "not analysed yet" in reason


class TestBalls:
    def test_an_added_ball_is_the_last_and_is_named_by_its_number(self):
        show = Show()
        assert show.call("add_timeline") == {"success": True, "timeline_index": 3, "name": "Ball 4"}
        show.call("add_timeline", name=" Left  hand ")
        assert names(show)[3:] == ["Ball 4", "Left hand"]

    def test_a_ball_is_renamed(self):
        show = Show()
        show.call("rename_timeline", timeline_index=1, name="Middle")
        assert names(show) == ["Ball 1", "Middle", "Ball 3"]
        assert refusal(show, "rename_timeline", timeline_index=1, name="  ") == "name is empty"

    def test_a_removed_ball_takes_its_segments_along(self):
        show = Show()
        show.put(1, 0, 1_000)
        assert show.call("remove_timeline", timeline_index=1)["segments_deleted"] == 1
        assert names(show) == ["Ball 1", "Ball 3"]

    def test_the_last_ball_cannot_be_removed(self):
        assert "at least one ball" in refusal(Show(1), "remove_timeline", timeline_index=0)

    def test_a_copy_of_a_ball_has_its_segments(self):
        show = Show(2)
        show.put(0, 0, 1_000, RED, end_color=BLUE)
        result = show.call("duplicate_timeline", timeline_index=0)
        assert (result["name"], result["timeline_index"]) == ("Ball 1 (Copy)", 2)
        assert show.spans(2) == show.spans(0)
        show.call("clear_timeline", timeline_index=2)
        assert len(show.spans(0)) == 1


class RecordingPlayer:
    """A player that does as it is told and remembers it."""

    def __init__(self) -> None:
        self.commands: list[tuple[str, object]] = []

    async def play(self, start_ms: int | None) -> PlaybackState:
        return self._obey("play", start_ms, PlaybackState(True, start_ms or 0, 0.8))

    async def pause(self) -> PlaybackState:
        return self._obey("pause", None, PlaybackState(False, 1_230, 0.8))

    async def stop(self) -> PlaybackState:
        return self._obey("stop", None, PlaybackState(False, 0, 0.8))

    async def seek(self, position_ms: int) -> PlaybackState:
        return self._obey("seek", position_ms, PlaybackState(False, position_ms, 0.8))

    async def set_volume(self, volume: float) -> PlaybackState:
        return self._obey("volume", volume, PlaybackState(False, 0, volume))

    def _obey(self, command: str, value: object, state: PlaybackState) -> PlaybackState:
        self.commands.append((command, value))
        return state


class TestAudio:
    @pytest.mark.anyio
    async def test_the_player_is_told_and_its_answer_is_the_result(self):
        show, player = Show(song=True), RecordingPlayer()
        show.services = SequenceServices(player=player)
        played = await show.call_async("play_audio", start_time=30)
        await show.call_async("play_audio")
        paused = await show.call_async("pause_audio")
        await show.call_async("stop_audio")
        await show.call_async("seek_audio", position=12.5)
        quiet = await show.call_async("set_volume", volume=0.25)
        assert played == {"success": True, "playing": True, "position": 30.0, "volume": 0.8}
        assert (paused["position"], quiet["volume"]) == (1.23, 0.25)
        assert player.commands == [
            ("play", 30_000),
            ("play", None),
            ("pause", None),
            ("stop", None),
            ("seek", 12_500),
            ("volume", 0.25),
        ]

    @pytest.mark.anyio
    @pytest.mark.parametrize(
        ("name", "arguments"),
        [
            ("play_audio", {}),
            ("pause_audio", {}),
            ("stop_audio", {}),
            ("seek_audio", {"position": 1}),
            ("set_volume", {"volume": 1}),
        ],
    )
    async def test_where_nothing_can_play_the_tools_say_so(self, name, arguments):
        with pytest.raises(ToolExecutionError, match="Nothing here can play sound"):
            await Show().call_async(name, **arguments)

    @pytest.mark.anyio
    @pytest.mark.parametrize(
        ("name", "arguments", "reason"),
        [
            ("set_volume", {"volume": 1.5}, "volume 1.5 must be from 0"),
            ("set_volume", {"volume": -0.1}, "volume -0.1 must be from 0"),
            ("seek_audio", {"position": 61}, "position 61.0 is past the end of the show"),
            ("play_audio", {"start_time": -1}, "start_time -1.0 must be 0 or later"),
        ],
    )
    async def test_what_no_player_can_do_is_refused_before_it_is_asked(self, name, arguments, reason):
        show, player = Show(), RecordingPlayer()
        show.services = SequenceServices(player=player)
        with pytest.raises(ToolValidationError, match=reason):
            await show.call_async(name, **arguments)
        assert player.commands == []


def test_each_tool_says_how_much_care_it_needs():
    care = {name: tool.effect for name in all_names() if (tool := TOOLS.get(name))}
    assert {name for name, effect in care.items() if effect is Care.MAJOR} == {
        "clear_timeline",
        "clear_all_timelines",
        "remove_timeline",
    }
    assert {name for name, effect in care.items() if effect is Care.EXTERNAL} == {
        "play_audio",
        "pause_audio",
        "stop_audio",
        "seek_audio",
        "set_volume",
    }
    assert {name for name, effect in care.items() if effect is Care.READ} == {
        name for name in care if name.startswith("get_")
    }


def all_names() -> list[str]:
    return [schema.name for schema in TOOLS.schemas()]
