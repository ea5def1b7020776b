"""Sheets are cut into pieces, hide one another, and lie where the camera has them, to parts of a pixel."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coda.apps.idea2video.pipeline.hidden import Hidden, Window
from coda.apps.idea2video.pipeline.pieces import Piece, pieces_of
from coda.apps.idea2video.pipeline.planes import Frame, Plane
from coda.apps.idea2video.pipeline.surfaces import Leaning, Straight, Surface

SLACK = 4


def sheet_of(shapes: list[tuple[int, int, int, int]], alpha: int = 255) -> Plane:
    """The alpha of a sheet of 400 by 240 pixels, with an empty edge."""
    sheet: Plane = np.zeros((240, 400), np.uint8)
    for x, y, across, down in shapes:
        cv2.ellipse(sheet, (x, y), (across, down), 0, 0, 360, (alpha,), -1)
    return sheet


def area(piece: Piece) -> int:
    return (piece.right - piece.left) * (piece.bottom - piece.top)


def inside(piece: Piece, more: int = 0) -> tuple[slice, slice]:
    return (
        slice(max(0, piece.top - more), piece.bottom + more),
        slice(max(0, piece.left - more), piece.right + more),
    )


ellipses = st.tuples(st.integers(20, 380), st.integers(20, 220), st.integers(1, 200), st.integers(1, 120))
ALPHAS = st.lists(ellipses, max_size=4).flatmap(
    lambda shapes: st.sampled_from((90, 255)).map(lambda alpha: sheet_of(shapes, alpha))
)


class TestPieces:
    @given(ALPHAS)
    def test_hold_all_that_is_seen_once(self, alpha: Plane):
        times = np.zeros((256, 416), np.int64)
        for piece in pieces_of(alpha, SLACK):
            times[inside(piece)] += 1
        assert times.max() <= 1
        assert times[:240, :400][alpha > 0].all()

    @given(ALPHAS)
    def test_are_solid_and_a_little_beyond_where_they_say_so(self, alpha: Plane):
        for piece in pieces_of(alpha, SLACK):
            if piece.solid:
                assert alpha[inside(piece, SLACK)].min() > 250

    def test_leave_out_what_is_empty_and_find_what_is_solid(self):
        ground: Plane = np.zeros((480, 1600), np.uint8)
        ground[200:470, 10:1590] = 255
        ground[40:200, 700:760] = 120
        found = pieces_of(ground, SLACK)
        assert sum(area(piece) for piece in found) < 1.2 * np.count_nonzero(ground)
        assert sum(area(piece) for piece in found if piece.solid) > 0.6 * np.count_nonzero(ground)

    def test_of_an_empty_sheet_are_none(self):
        assert pieces_of(np.zeros((100, 100), np.uint8), SLACK) == []

    def test_see_a_single_pixel(self):
        speck: Plane = np.zeros((240, 400), np.uint8)
        speck[120, 200] = 1
        (piece,) = pieces_of(speck, SLACK)
        assert piece.left <= 200 - SLACK < 200 + SLACK < piece.right


class TestHidden:
    def test_shows_everything_at_first(self):
        window = Window(10, 20, 300, 200, solid=False)
        assert Hidden(1280, 720).seen(window) == window

    def test_cuts_off_what_is_hidden(self):
        hidden = Hidden(1280, 720)
        hidden.hide(Window(0, 400, 1280, 720, solid=True))
        assert hidden.seen(Window(100, 200, 500, 700, solid=True)) == Window(100, 200, 500, 400, solid=True)
        assert hidden.seen(Window(100, 400, 500, 700, solid=True)) is None

    def test_keeps_what_is_hidden_in_the_middle_alone(self):
        hidden, window = Hidden(1280, 720), Window(0, 0, 600, 600, solid=False)
        hidden.hide(Window(200, 200, 400, 400, solid=True))
        assert hidden.seen(window) == window

    @given(st.integers(0, 100), st.integers(0, 100))
    def test_never_hides_what_is_not_covered(self, left: int, top: int):
        hidden = Hidden(1280, 720)
        hidden.hide(Window(2 * left, 2 * top, 2 * left + 200, 2 * top + 200, solid=True))
        around = Window(2 * left - 2 if left else 0, 2 * top, 2 * left + 200, 2 * top + 200, solid=False)
        seen = hidden.seen(around)
        assert left == 0 or (seen is not None and seen.left == around.left)


def slope(rough: int = 0) -> Plane:
    """A grey that rises by a level for each pixel to the right and half a level downwards. Where it is rough,
    each second row is brighter, and too sharp to be kept in half the resolution."""
    grey = np.add.outer(np.arange(160) / 2 + np.arange(160) % 2 * rough, np.arange(160))
    pixels = np.stack((grey, grey, grey, np.full_like(grey, 255)), axis=2)
    return np.clip(np.rint(pixels), 0, 255).astype(np.uint8)


def filmed(surface: Surface, matrix: np.ndarray, *, solid: bool) -> Frame:
    frame = Frame(64, 64)
    frame.data[:] = 128
    surface.lay_on(frame, matrix, Window(4, 6, 60, 58, solid))
    return frame


class TestSurfaces:
    @given(st.floats(0.8, 1.1), st.floats(-60, -50), st.floats(-60, -50))
    def test_lie_where_they_are_placed_within_a_tenth_of_a_pixel(self, zoom: float, x: float, y: float):
        frame = filmed(Straight(slope()), np.array(((zoom, 0, x), (0, zoom, y))), solid=True)
        rows, columns = np.mgrid[6:58, 4:60]
        grey = (columns - x) / zoom + (rows - y) / zoom / 2
        assert abs(float((frame.y[6:58, 4:60] - 16 - grey * 219 / 255).mean())) < 0.35

    @given(st.floats(0.8, 1.1), st.floats(-60, -50), st.floats(-60, -50), st.sampled_from((0, 16)))
    def test_look_alike_however_they_are_moved(self, zoom: float, x: float, y: float, rough: int):
        matrix = np.array(((zoom, 0, x), (0, zoom, y)))
        for solid in (True, False):
            straight, leaning = (
                filmed(kind(slope(rough)), matrix, solid=solid).data.astype(int)
                for kind in (Straight, Leaning)
            )
            assert np.abs(straight - leaning).max() <= 2 + rough / 8

    @pytest.mark.parametrize("kind", [Straight, Leaning])
    def test_let_shine_through_what_lies_behind(self, kind: type[Straight | Leaning]):
        clear = np.zeros((160, 160, 4), np.uint8)
        frame = filmed(kind(clear), np.array(((0.9, 0, -50), (0, 0.9, -50))), solid=False)
        assert (frame.data == 128).all()

    @pytest.mark.parametrize("kind", [Straight, Leaning])
    def test_fill_their_window_alone(self, kind: type[Straight | Leaning]):
        frame = filmed(kind(slope()), np.array(((0.9, 0, -50), (0, 0.9, -50))), solid=True)
        frame.y[6:58, 4:60] = 128
        frame.u[3:29, 2:30] = frame.v[3:29, 2:30] = 128
        assert (frame.data == 128).all()
