"""Outlines as arrays of points of shape (n, 2), float64: what a brush fills. Angles are in turns, 0..1."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

Points = NDArray[np.float64]
Point = tuple[float, float]

ROUND_STEPS = 40


def polygon(*points: Point) -> Points:
    return np.array(points, np.float64)


def box(left: float, bottom: float, right: float, top: float) -> Points:
    return polygon((left, bottom), (right, bottom), (right, top), (left, top))


def ellipse(x: float, y: float, rx: float, ry: float | None = None, turn: float = 0.0) -> Points:
    angles = np.linspace(0, 2 * np.pi, ROUND_STEPS, endpoint=False)
    across, up = np.cos(angles) * rx, np.sin(angles) * (rx if ry is None else ry)
    return _placed(across, up, x, y, turn)


def arc(x: float, y: float, rx: float, ry: float, start: float, stop: float, turn: float = 0.0) -> Points:
    """An open arc, counted counter-clockwise from the right where y points up."""
    angles = np.linspace(start, stop, ROUND_STEPS) * 2 * np.pi
    return _placed(np.cos(angles) * rx, np.sin(angles) * ry, x, y, turn)


def _placed(across: Points, up: Points, x: float, y: float, turn: float) -> Points:
    cosine, sine = math.cos(turn * math.tau), math.sin(turn * math.tau)
    return np.stack((x + across * cosine - up * sine, y + across * sine + up * cosine), axis=1)


def rounded(left: float, bottom: float, right: float, top: float, radius: float) -> Points:
    """A box with round corners."""
    radius = min(radius, abs(right - left) / 2, abs(top - bottom) / 2)
    corners = (
        (right - radius, top - radius, 0.0),
        (left + radius, top - radius, 0.25),
        (left + radius, bottom + radius, 0.5),
        (right - radius, bottom + radius, 0.75),
    )
    return np.concatenate([arc(x, y, radius, radius, a, a + 0.25)[::5] for x, y, a in corners])


def smooth(points: Sequence[Point] | Points, *, closed: bool = True, steps: int = 10) -> Points:
    """A Catmull-Rom spline through the points."""
    knots = np.asarray(points, np.float64)
    if closed:
        before, after, last = np.roll(knots, 1, 0), np.roll(knots, -1, 0), np.roll(knots, -2, 0)
        start = knots
    else:
        padded = np.concatenate((knots[:1], knots, knots[-1:]))
        before, start, after, last = padded[:-3], padded[1:-2], padded[2:-1], padded[3:]
    t = np.linspace(0, 1, steps, endpoint=False)[None, :, None]
    b, s, a, z = (part[:, None, :] for part in (before, start, after, last))
    curve = 0.5 * (2 * s + (a - b) * t + (2 * b - 5 * s + 4 * a - z) * t**2 + (3 * s - b - 3 * a + z) * t**3)
    flat = curve.reshape(-1, 2)
    return flat if closed else np.concatenate((flat, knots[-1:]))


def ribbon(points: Sequence[Point] | Points, *widths: float, caps: bool = True) -> Points:
    """The outline of a line whose width changes evenly through `widths`, with round ends."""
    line = np.asarray(points, np.float64)
    along = np.gradient(line, axis=0)
    along /= np.maximum(np.hypot(along[:, 0], along[:, 1]), 1e-9)[:, None]
    across = np.stack((-along[:, 1], along[:, 0]), axis=1)
    half = np.interp(np.linspace(0, 1, len(line)), np.linspace(0, 1, len(widths)), widths) / 2
    left, right = line + across * half[:, None], line - across * half[:, None]
    if not caps:
        return np.concatenate((left, right[::-1]))
    return np.concatenate(
        (left, _cap(line[-1], along[-1], half[-1]), right[::-1], _cap(line[0], -along[0], half[0]))
    )


def _cap(end: Points, along: Points, radius: float) -> Points:
    angles = np.linspace(np.pi / 2, -np.pi / 2, 10)[1:-1]
    base = math.atan2(along[1], along[0])
    return end + radius * np.stack((np.cos(base + angles), np.sin(base + angles)), axis=1)


def limb(start: Point, bend: Point, end: Point, *widths: float) -> Points:
    """An arm or a leg: a tapering ribbon that bends softly."""
    return ribbon(smooth((start, bend, end), closed=False), *widths)


def blob(
    dice: Generator, x: float, y: float, rx: float, ry: float, rough: float = 0.12, knots: int = 9
) -> Points:
    """A rounded, uneven shape."""
    angles = np.linspace(0, 2 * np.pi, knots, endpoint=False)
    radii = 1 + dice.uniform(-rough, rough, knots)
    return smooth(np.stack((x + np.cos(angles) * rx * radii, y + np.sin(angles) * ry * radii), axis=1))


def star(
    x: float, y: float, radius: float, points: int = 5, inner: float = 0.45, turn: float = 0.25
) -> Points:
    angles = (np.arange(points * 2) / (points * 2) + turn) * 2 * np.pi
    radii = np.where(np.arange(points * 2) % 2 == 0, radius, radius * inner)
    return np.stack((x + np.cos(angles) * radii, y + np.sin(angles) * radii), axis=1)


def moved(path: Points, x: float = 0.0, y: float = 0.0, scale: float = 1.0, turn: float = 0.0) -> Points:
    """Scaled and turned about the origin, then shifted."""
    return _placed(path[:, 0] * scale, path[:, 1] * scale, x, y, turn)


def mirrored(path: Points, x: float = 0.0) -> Points:
    """At the vertical line through `x`."""
    return np.stack((2 * x - path[:, 0], path[:, 1]), axis=1)


def ridge(
    dice: Generator, width: float, base: float, height: float, rough: float, octaves: int = 5
) -> Points:
    """A skyline from x=0 to `width`, y pointing down: summed cosines whose share falls by `rough`."""
    x = np.linspace(0, width, 160)
    total, share, part = np.zeros_like(x), 0.0, 1.0
    for octave in range(octaves):
        frequency = 2.0**octave * dice.uniform(0.8, 1.3)
        total += part * np.cos(x / width * 2 * np.pi * frequency + dice.uniform(0, 2 * np.pi))
        share += part
        part *= rough
    return np.stack((x, base - height * (total / share + 1) / 2), axis=1)


def jagged(dice: Generator, width: float, base: float, height: float, peaks: int) -> Points:
    """A skyline of peaks and gaps with small breaks on the slopes, y pointing down."""
    x = np.linspace(-0.1, 1.1, peaks * 2 + 1) + dice.uniform(-0.18, 0.18, peaks * 2 + 1) / peaks
    up = np.where(
        np.arange(peaks * 2 + 1) % 2 == 1,
        dice.uniform(0.6, 1.0, peaks * 2 + 1),
        dice.uniform(0.1, 0.4, peaks * 2 + 1),
    )
    fine = np.linspace(0, 1, peaks * 16)
    places, heights = (
        np.interp(fine, np.linspace(0, 1, len(x)), x),
        np.interp(fine, np.linspace(0, 1, len(x)), up),
    )
    heights += dice.uniform(-0.05, 0.05, len(fine))
    return np.stack((places * width, base - height * heights), axis=1)


def down_to(line: Points, y: float) -> Points:
    """The area between a skyline and a level."""
    return np.concatenate((line, polygon((float(line[-1, 0]), y), (float(line[0, 0]), y))))
