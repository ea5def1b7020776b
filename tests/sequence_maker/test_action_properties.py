"""Whatever a model calls: the rules of the show hold, a refusal changes nothing, an undo takes all back."""

from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from coda.apps.sequence_maker.sentences import sentence
from coda.components.tools.execution import Outcome
from coda.errors import CodaError
from tests.sequence_maker.shows import TOOLS, Show

seconds = st.one_of(
    st.integers(-1, 12), st.floats(-1, 12), st.sampled_from([0, 0.004, 59.99, 60, 60.004, 61, 4_000])
)
indices = st.integers(-1, 4)
balls = st.just("all") | st.lists(indices, max_size=3)
colors = st.sampled_from(["red", "#00f", "nocolor", [1, 2, 3], [255, 128, 0], [256, 0, 0], [1, 2]])
pixels = st.none() | st.integers(0, 5)
effect_types = st.sampled_from(["strobe", "fade", "pulse", "rainbow", "disco"])
parameters = st.dictionaries(
    st.sampled_from(["frequency", "speed", "easing"]), st.sampled_from([2, 0.5, "linear"])
)
effects = st.lists(
    st.fixed_dictionaries({"type": effect_types}, optional={"parameters": parameters}), max_size=2
)
items = st.fixed_dictionaries(
    {"start_time": seconds, "end_time": seconds, "color": colors},
    optional={"pixels": pixels, "end_color": colors, "effects": effects},
)
span = {"start_time": seconds, "end_time": seconds}
one = {"timeline_index": indices, "segment_index": indices}

CALLS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "create_segment": (
        {"timeline_index": indices, **span, "color": colors},
        {"end_color": colors, "pixels": pixels, "effects": effects},
    ),
    "create_segments_batch": ({"timeline_index": indices, "segments": st.lists(items, max_size=4)}, {}),
    "modify_segment": (
        {
            **one,
            "properties": st.fixed_dictionaries(
                {}, optional={**span, "color": colors, "end_color": st.none() | colors, "effects": effects}
            ),
        },
        {},
    ),
    "delete_segment": (one, {}),
    "clear_timeline": ({"timeline_index": indices}, {}),
    "clear_all_timelines": ({}, {"set_black": st.booleans()}),
    "set_default_color": ({"timeline_index": indices, "color": colors}, {}),
    "add_effect": ({**one, "effect_type": effect_types}, {"effect_parameters": parameters}),
    "paint_span": ({**span, "color": colors}, {"balls": balls, "end_color": colors, "effects": effects}),
    "edit_span": (
        {},
        {
            **span,
            "balls": balls,
            "color": colors,
            "end_color": colors,
            "pixels": pixels,
            "only_color": colors,
        },
    ),
    "shift_span": ({"offset": seconds}, {**span, "balls": balls}),
    "remove_span": (span, {"balls": balls}),
    "add_effect_to_span": (
        {"effect_type": effect_types},
        {**span, "balls": balls, "effect_parameters": parameters},
    ),
    "apply_beat_pattern": (
        {
            "pattern_type": st.sampled_from(["pulse", "toggle", "fade_in", "fade_out"]),
            "colors": st.lists(colors, max_size=2),
        },
        {**span, "balls": balls, "duration": seconds, "section_label": st.sampled_from(["intro", "Bridge"])},
    ),
    "add_timeline": ({}, {"name": st.sampled_from(["Left", " "])}),
    "rename_timeline": ({"timeline_index": indices, "name": st.sampled_from(["Left", ""])}, {}),
    "remove_timeline": ({"timeline_index": indices}, {}),
    "duplicate_timeline": ({"timeline_index": indices}, {}),
}
calls = st.sampled_from(sorted(CALLS)).flatmap(
    lambda name: st.tuples(st.just(name), st.fixed_dictionaries(CALLS[name][0], optional=CALLS[name][1]))
)


def outcome_of(show: Show, name: str, arguments: dict[str, Any]) -> Outcome:
    """Run a call on a fork without rolling anything back, then commit what it did."""
    tool = TOOLS.get(name)
    assert tool is not None
    draft = show.draft()
    try:
        typed, _ = tool.signature.read(arguments)
        result = tool.bind(show.context(draft))(**typed)
    except CodaError as error:
        assert draft.changes == ()
        return Outcome(error=str(error))
    draft.check()
    return Outcome(result, show.commit(draft) if draft.changes else ())


@settings(max_examples=120, deadline=None)
@given(st.lists(calls, min_size=1, max_size=8))
def test_any_calls_keep_the_rules_and_can_be_undone_byte_for_byte(made):
    show = Show(song=True)
    show.put(0, 0, 4_000, (255, 0, 0), end_color=(0, 0, 255))
    show.put(1, 2_000, 9_000, (1, 2, 3))
    for name, arguments in made:
        before = show.document.to_json()
        assert sentence(name, arguments, show.draft())
        outcome = outcome_of(show, name, arguments)
        if outcome.error is not None:
            assert show.document.to_json() == before
            continue
        assert outcome.result["success"] is True
        for ball in range(len(show.ids)):
            lane = show.lane(ball)
            assert all(a.end_ms <= b.start_ms for a, b in pairwise(lane))
        if outcome.changes:
            after = show.document.to_json()
            show.undo(outcome.changes)
            assert show.document.to_json() == before
            draft = show.draft()
            draft.replay(outcome.changes)
            show.commit(draft)
            assert show.document.to_json() == after
