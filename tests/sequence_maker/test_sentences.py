"""Tool calls in plain words."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coda.apps.sequence_maker.sentences import sentence
from tests.sequence_maker.shows import TOOLS, Show


@pytest.mark.parametrize(
    ("name", "arguments", "words"),
    [
        (
            "create_segment",
            {"timeline_index": 0, "start_time": 10, "end_time": 20, "color": "red"},
            "Make ball 1 red from 0:10 to 0:20",
        ),
        (
            "create_segment",
            {
                "timeline_index": 1,
                "start_time": 0,
                "end_time": 1.5,
                "color": [1, 2, 3],
                "end_color": "blue",
                "effects": [{"type": "strobe"}, {"type": "pulse"}],
            },
            "Make ball 2 fade from #010203 to blue from 0:00 to 0:01.5, with strobe and pulse",
        ),
        (
            "paint_span",
            {"start_time": 0, "end_time": 5, "color": "red"},
            "Make all balls red from 0:00 to 0:05",
        ),
        (
            "create_segments_batch",
            {"timeline_index": 0, "segments": [{}, {}]},
            "Put 2 segments on ball 1",
        ),
        (
            "modify_segment",
            {"timeline_index": 0, "segment_index": 2, "properties": {"color": "blue", "end_time": 5}},
            "Change segment 3 of ball 1: blue, until 0:05",
        ),
        (
            "modify_segment",
            {"timeline_index": 0, "segment_index": 0, "properties": {"end_color": None, "pixels": 1}},
            "Change segment 1 of ball 1: solid, 1 pixel",
        ),
        ("delete_segment", {"timeline_index": 0, "segment_index": 0}, "Delete segment 1 of ball 1"),
        ("clear_timeline", {"timeline_index": 1}, "Clear ball 2"),
        ("clear_all_timelines", {}, "Clear all balls and make them black"),
        ("clear_all_timelines", {"set_black": False}, "Clear all balls"),
        (
            "edit_span",
            {"balls": [0], "color": "blue", "only_color": "red", "end_time": 20},
            "Change what is red on ball 1 to blue until 0:20",
        ),
        ("edit_span", {"color": "blue", "start_time": 20}, "Change all balls to blue from 0:20 on"),
        ("shift_span", {"balls": [0, 1], "offset": 1}, "Move the segments of balls 1 and 2 1 second later"),
        (
            "shift_span",
            {"offset": -0.5, "start_time": 10, "end_time": 20},
            "Move the segments of all balls that start from 0:10 to 0:20 0.5 seconds earlier",
        ),
        ("remove_span", {"balls": [2], "start_time": 1, "end_time": 2}, "Make ball 3 dark from 0:01 to 0:02"),
        (
            "add_effect_to_span",
            {"balls": [0], "effect_type": "strobe", "effect_parameters": {"frequency": 5}},
            "Put strobe (frequency 5) on ball 1",
        ),
        (
            "apply_beat_pattern",
            {
                "balls": [0, 1, 2],
                "pattern_type": "pulse",
                "colors": ["red", "blue"],
                "start_time": 0,
                "end_time": 10,
            },
            "Pulse balls 1, 2 and 3 red and blue on every beat from 0:00 to 0:10",
        ),
        (
            "apply_beat_pattern",
            {
                "pattern_type": "fade_out",
                "colors": ["red"],
                "section_label": "Chorus",
                "beat_type": "downbeat",
            },
            "Fade out all balls red on the first beat of each bar in Chorus",
        ),
        ("set_default_color", {"timeline_index": 0, "color": "#f00"}, "Offer red for new segments of ball 1"),
        ("add_timeline", {}, "Add a ball"),
        ("rename_timeline", {"timeline_index": 0, "name": "Left"}, 'Rename ball 1 to "Left"'),
        ("play_audio", {"start_time": 30}, "Play from 0:30"),
        ("play_audio", {}, "Play"),
        ("seek_audio", {"position": 62.5}, "Go to 1:02.5"),
        ("set_volume", {"volume": 0.5}, "Set the volume to 50%"),
        ("get_timeline_context", {}, "Look at all balls"),
        ("dance", {"steps": 3}, "Dance (steps 3)"),
    ],
)
def test_a_call_is_said_as_a_person_would(name, arguments, words):
    assert sentence(name, arguments) == words


def test_with_the_show_at_hand_a_segment_is_named_by_its_times():
    show = Show()
    show.put(0, 10_000, 20_000)
    call = {"timeline_index": 0, "segment_index": 0}
    assert sentence("delete_segment", call, show.draft()) == "Delete the segment 0:10 to 0:20 of ball 1"
    call = {"timeline_index": 0, "segment_index": 1}
    assert sentence("delete_segment", call, show.draft()) == "Delete segment 2 of ball 1"


def test_every_tool_has_a_sentence_of_its_own():
    for schema in TOOLS.schemas():
        assert (
            sentence(schema.name, {"name": "x"}) != f"{schema.name.replace('_', ' ').capitalize()} (name x)"
        )


SHOW = Show()
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=2),
    max_leaves=4,
)
keys = sorted({key for schema in TOOLS.schemas() for key in schema.parameters["properties"]})


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from([schema.name for schema in TOOLS.schemas()]),
    st.dictionaries(st.sampled_from(keys), json_values, max_size=6),
)
def test_odd_arguments_never_fail(name, arguments):
    assert sentence(name, arguments)
    assert sentence(name, arguments, SHOW.draft())
