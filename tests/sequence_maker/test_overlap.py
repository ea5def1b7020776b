"""The rule "new wins", against a model that only knows the light of every 10 ms."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from coda.apps.sequence_maker.effects import color_of
from coda.apps.sequence_maker.entities import SEGMENTS, Effect, Segment
from coda.apps.sequence_maker.overlap import carve, clip
from coda.apps.sequence_maker.show import color_at, segments_of
from tests.sequence_maker.shows import BLUE, GREEN, RED, Show, segment

LENGTH_MS = 400
channels = st.integers(0, 255)
colors = st.tuples(channels, channels, channels)
effects = st.one_of(
    st.builds(
        lambda f, d: Effect("strobe", {"frequency": f, "duty_cycle": d}),
        st.sampled_from([1, 7.5, 30]),
        st.floats(0, 1),
    ),
    st.builds(lambda f: Effect("pulse", {"frequency": f}), st.sampled_from([0.5, 3, 12.5])),
    st.builds(lambda s: Effect("rainbow", {"speed": s}), st.sampled_from([-2, 1, 4])),
    st.builds(
        lambda c, e: Effect("fade", {"target_color": list(c), "easing": e}),
        colors,
        st.sampled_from(["linear", "ease-in", "ease-out", "ease-in-out"]),
    ),
)


@st.composite
def segments(draw: st.DrawFn) -> Segment:
    start, end = sorted(draw(st.lists(st.integers(0, LENGTH_MS // 10), min_size=2, max_size=2, unique=True)))
    return Segment(
        timeline="",
        start_ms=start * 10,
        end_ms=end * 10,
        color=draw(colors),
        end_color=draw(st.none() | colors),
        effects=tuple(draw(st.lists(effects, max_size=2))),
    )


def lights(draft, ball: str):
    return {ms: color_at(draft, ball, ms) for ms in range(0, LENGTH_MS, 10)}


def near(a, b) -> bool:
    if a is None or b is None:
        return a is b
    return all(abs(x - y) <= 1 for x, y in zip(a, b, strict=True))


@settings(max_examples=150, deadline=None)
@given(st.lists(segments(), max_size=8), segments())
def test_the_new_segment_shines_in_its_span_and_the_old_light_stays_elsewhere(old, new):
    show = Show(1)
    ball, draft = show.ids[0], show.draft()
    for number, one in enumerate(old):
        draft.put(
            SEGMENTS,
            f"old{number}",
            segment(ball, one.start_ms, one.end_ms, one.color, end_color=one.end_color, effects=one.effects),
        )
    before = lights(draft, ball)
    placed = segment(ball, new.start_ms, new.end_ms, new.color, end_color=new.end_color, effects=new.effects)
    draft.put(SEGMENTS, "new", placed)
    draft.check()
    for ms, light in lights(draft, ball).items():
        if new.start_ms <= ms < new.end_ms:
            assert light == color_of(placed, ms)
        else:
            assert near(light, before[ms]), ms


@settings(max_examples=100, deadline=None)
@given(segments(), st.integers(0, LENGTH_MS // 10), st.integers(1, LENGTH_MS // 10))
def test_what_is_carved_out_and_what_is_left_make_up_the_whole(whole, start, length):
    start_ms, end_ms = start * 10, (start + length) * 10
    pieces = list(carve(whole, start_ms, end_ms))
    if whole.start_ms < end_ms and start_ms < whole.end_ms:
        pieces.append(clip(whole, start_ms, end_ms))
    pieces.sort(key=lambda piece: piece.start_ms)
    assert pieces[0].start_ms == whole.start_ms
    assert pieces[-1].end_ms == whole.end_ms
    assert all(a.end_ms == b.start_ms for a, b in pairwise(pieces))
    for piece in pieces:
        for ms in range(piece.start_ms, piece.end_ms, 10):
            assert near(color_of(piece, ms), color_of(whole, ms))


def test_an_old_segment_inside_the_new_one_is_removed():
    show = Show(1)
    show.put(0, 2_000, 3_000, BLUE)
    show.put(0, 1_000, 4_000, RED)
    assert show.spans(0) == [(1_000, 4_000, RED)]


def test_a_new_segment_trims_the_one_it_overlaps_from_the_right():
    show = Show(1)
    show.put(0, 0, 3_000, BLUE)
    show.put(0, 2_000, 4_000, RED)
    assert show.spans(0) == [(0, 2_000, BLUE), (2_000, 4_000, RED)]


def test_an_old_segment_overlapped_from_the_left_starts_where_the_new_one_ends():
    show = Show(1)
    show.put(0, 2_000, 5_000, BLUE)
    show.put(0, 1_000, 3_000, RED)
    assert show.spans(0) == [(1_000, 3_000, RED), (3_000, 5_000, BLUE)]


def test_a_segment_that_contains_the_new_one_is_split_and_its_head_keeps_the_id():
    show = Show(1)
    old = show.put(0, 0, 5_000, BLUE)
    show.put(0, 2_000, 3_000, RED)
    assert show.spans(0) == [(0, 2_000, BLUE), (2_000, 3_000, RED), (3_000, 5_000, BLUE)]
    assert segments_of(show.draft(), show.ids[0])[0][0] == old


def test_a_split_fade_goes_on_where_it_was_instead_of_starting_over():
    show = Show(1)
    show.put(0, 0, 10_000, (0, 0, 0), end_color=(200, 100, 0))
    show.put(0, 4_000, 5_000, GREEN)
    head, _, tail = show.lane(0)
    assert (head.color, head.end_color) == ((0, 0, 0), (80, 40, 0))
    assert (tail.color, tail.end_color) == ((100, 50, 0), (200, 100, 0))


def test_the_tail_of_a_strobe_keeps_its_phase():
    show = Show(1)
    show.put(0, 0, 2_000, RED, effects=(Effect("strobe", {"frequency": 3}),))
    uncut = [color_at(show.draft(), show.ids[0], ms) for ms in range(1_100, 2_000, 10)]
    show.put(0, 1_000, 1_100, BLUE)
    assert show.lane(0)[2].effects[0].parameters == {"frequency": 3, "offset": 1.1}
    assert [color_at(show.draft(), show.ids[0], ms) for ms in range(1_100, 2_000, 10)] == uncut


def test_a_fade_effect_keeps_its_pace_when_its_segment_is_cut():
    show = Show(1)
    show.put(0, 0, 4_000, RED, effects=(Effect("fade", {}),))
    show.put(0, 1_000, 3_000, BLUE)
    head, _, tail = show.lane(0)
    assert head.effects[0].parameters == {"span": 4.0}
    assert tail.effects[0].parameters == {"offset": 3.0, "span": 4.0}
    assert color_of(tail, 3_000) == (63, 0, 0)


def test_segments_that_only_touch_leave_each_other_alone():
    show = Show(1)
    show.put(0, 0, 1_000, RED)
    show.put(0, 1_000, 2_000, BLUE)
    assert show.spans(0) == [(0, 1_000, RED), (1_000, 2_000, BLUE)]
