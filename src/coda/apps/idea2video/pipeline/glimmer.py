"""Lights that live: stars, glints on water, lamps, a lighthouse's beam, lightning, fireflies, embers."""

from __future__ import annotations

import math

import cv2
import numpy as np

from coda.apps.idea2video.pipeline.art.dice import dice
from coda.apps.idea2video.pipeline.camera import Matrix
from coda.apps.idea2video.pipeline.layers import Effect
from coda.apps.idea2video.pipeline.particles import (
    brighten,
    chances,
    dot,
    light_up,
    placed,
    round_light,
    shape,
    wave,
    within,
)
from coda.apps.idea2video.pipeline.planes import Frame, Plane

_BEAM_SECONDS = 9.0
"""One turn of a lighthouse's lamp."""
_SOFT = 6
"""Pixels of its mask, a quarter as large as the frame, in which the beam fades out."""
_STORM_SECONDS = 5.6
"""From one lightning to the next; photosensitive viewers are safe with one in three seconds."""


class Stars:
    """The brighter stars, twinkling."""

    def __init__(self, effect: Effect) -> None:
        self._effect = effect
        self._stars = chances(effect, round(64 * effect.amount), 5)

    def draw(self, frame: Frame, matrix: Matrix, seconds: float) -> None:
        height = max(2, min(frame.height, round(placed(matrix, 0, self._effect.area[3])[1])))
        mask = np.zeros((height, frame.width), np.uint8)
        for x, y, big, phase, pace in self._stars:
            px, py = placed(matrix, *within(self._effect, x, y))
            twinkle = 0.5 + 0.5 * wave(seconds, 1.4 + 2.6 * pace, phase)
            dot(mask, px, py, 0.8 + 1.3 * big**2, 30 + 165 * twinkle * (0.4 + 0.6 * big))
        brighten(frame, mask)


class ShootingStar:
    """One now and then."""

    def __init__(self, effect: Effect) -> None:
        self._effect = effect

    def draw(self, frame: Frame, matrix: Matrix, seconds: float) -> None:
        turn, within_turn = divmod(seconds + self._effect.seed % 5, 6.5)
        part = within_turn / 0.9
        if part >= 1:
            return
        x, y = dice("shooting", self._effect.seed, int(turn)).random(2)
        px, py = placed(matrix, *within(self._effect, 0.1 + 0.6 * x, 0.05 + 0.5 * y))
        reach = frame.width * 0.24
        head = (px + reach * part, py + reach * 0.4 * part)
        tail = (
            head[0] - reach * 0.35 * math.sin(math.pi * part),
            head[1] - reach * 0.14 * math.sin(math.pi * part),
        )
        mask = np.zeros((frame.height, frame.width), np.uint8)
        ends = [(round(a * 8), round(b * 8)) for a, b in (tail, head)]
        cv2.line(mask, ends[0], ends[1], (190 * math.sin(math.pi * part),), 2, cv2.LINE_AA, 3)
        brighten(frame, mask)


class Glints:
    """Short streaks of light on water that come and go."""

    def __init__(self, effect: Effect) -> None:
        self._effect = effect
        self._glints = chances(effect, 60, 4)

    def draw(self, frame: Frame, matrix: Matrix, seconds: float) -> None:
        top = max(0, round(placed(matrix, 0, self._effect.area[1])[1]))
        if top >= frame.height - 2:
            return
        mask = np.zeros((frame.height - top, frame.width), np.uint8)
        unit = min(frame.width, frame.height) / 720
        for x, y, phase, pace in self._glints:
            bright = wave(seconds, 1.8 + 2.2 * pace, phase)
            if bright <= 0:
                continue
            px, py = placed(matrix, *within(self._effect, x + 0.01 * wave(seconds, 5, phase), y**1.7))
            long = unit * (3 + 26 * y**1.7)
            size = (round(long * 8 * (0.5 + 0.5 * bright)), round(unit * 8 * (0.7 + 1.3 * y)))
            cv2.ellipse(
                mask,
                (round(px * 8), round((py - top) * 8)),
                size,
                0,
                0,
                360,
                (95 * bright * self._effect.amount,),
                -1,
                cv2.LINE_AA,
                3,
            )
        brighten(frame, mask, 0, top)


class Flicker:
    """The glow around a lamp, a window or a fire, never quite still."""

    def __init__(self, effect: Effect) -> None:
        self._effect = effect
        left, top, right, bottom = effect.area
        self._middle = ((left + right) / 2, (top + bottom) / 2)
        self._light = round_light(max(4, round((right - left) / 2 * 0.9)))
        self._phase = (effect.seed % 101) / 101

    def draw(self, frame: Frame, matrix: Matrix, seconds: float) -> None:
        x, y = placed(matrix, *self._middle)
        unrest = (
            0.5 * wave(seconds, 0.83, self._phase)
            + 0.3 * wave(seconds, 0.37, self._phase * 3)
            + 0.2 * wave(seconds, 2.3, self._phase)
        )
        light_up(frame, self._light, x, y, self._effect.color, self._effect.amount * (0.42 + 0.09 * unrest))


class Beam:
    """The two arms of a lighthouse's light. They shorten as they turn towards us, and then the lamp
    flares."""

    def __init__(self, effect: Effect) -> None:
        self._effect = effect
        self._reach = effect.area[2] - effect.area[0]
        self._wide = effect.area[3] - effect.area[1]
        self._flare = round_light(max(8, round(self._wide * 4.2)))

    def draw(self, frame: Frame, matrix: Matrix, seconds: float) -> None:
        effect = self._effect
        angle = math.tau * (seconds / _BEAM_SECONDS + effect.seed % 7 / 7)
        x, y = placed(matrix, effect.area[0], effect.area[1])
        small = np.zeros((frame.height // 4, frame.width // 4), np.uint8)
        for turn in (angle, angle + math.pi):
            _arm(small, x / 4, y / 4, math.cos(turn), math.sin(turn), self._reach / 4, self._wide / 4)
        self._tint(frame, small)
        facing = max(abs(math.sin(angle)) - 0.72, 0.0) / 0.28
        light_up(frame, self._flare, x, y, effect.color, 0.25 + 0.5 * facing)

    def _tint(self, frame: Frame, small: Plane) -> None:
        """Through a mask a quarter of the frame's width and height, softened; only where it is not empty."""
        left, top, width, height = cv2.boundingRect(small)
        if width == 0:
            return
        x, y = max(0, left - _SOFT), max(0, top - _SOFT)
        part = small[y : top + height + _SOFT, x : left + width + _SOFT]
        soft = cv2.GaussianBlur(part, (0, 0), _SOFT / 4)
        lit = cv2.convertScaleAbs(soft, alpha=self._effect.amount)
        mask = cv2.resize(lit, None, fx=4, fy=4, interpolation=cv2.INTER_LINEAR)
        frame.tint(np.asarray(mask, np.uint8), x * 4, y * 4, self._effect.color)


def _arm(
    plane: np.ndarray, x: float, y: float, across: float, towards: float, reach: float, wide: float
) -> None:
    """Four nested wedges, brighter near the lamp."""
    for part, strength in ((1.0, 22), (0.72, 22), (0.46, 26), (0.24, 30)):
        long = reach * across * part
        half = wide * (0.22 + (0.9 + 0.5 * max(0.0, towards)) * part)
        path = np.array(
            (
                (x, y - wide * 0.16),
                (x + long, y - half),
                (x + long * 1.04, y),
                (x + long, y + half),
                (x, y + wide * 0.16),
            )
        )
        wedge = np.zeros_like(plane)
        cv2.fillPoly(
            wedge,
            [np.rint(path * 8).astype(np.int32)],
            (strength * (0.35 + 0.65 * abs(across)),),
            cv2.LINE_AA,
            3,
        )
        cv2.add(plane, wedge, dst=plane)


def _strike(effect: Effect, seconds: float) -> tuple[int, float]:
    """Which lightning it is, and how bright it is just now, 0..1: a flash, a gap, a second flash that
    fades."""
    number, within_turn = divmod(seconds + effect.seed % 31 / 10, _STORM_SECONDS)
    if within_turn < 0.09:
        return int(number), 0.75
    if within_turn < 0.15:
        return int(number), 0.2
    return int(number), max(0.0, 1 - (within_turn - 0.15) / 0.55) ** 1.5 if within_turn < 0.7 else 0.0


class Lightning:
    """A bolt from the clouds."""

    def __init__(self, effect: Effect) -> None:
        self._effect = effect

    def draw(self, frame: Frame, matrix: Matrix, seconds: float) -> None:
        number, bright = _strike(self._effect, seconds)
        if bright <= 0.02:
            return
        throws = dice("bolt", self._effect.seed, number)
        start, x = float(throws.uniform(0.12, 0.88)), 0.0
        mask = np.zeros((frame.height, frame.width), np.uint8)
        points: list[tuple[int, int]] = []
        for down in np.linspace(0.0, 1.0, 14):
            px, py = placed(matrix, *within(self._effect, start + x, float(down)))
            points.append((round(px * 8), round(py * 8)))
            x += float(throws.uniform(-0.028, 0.028))
        path = [np.array(points, np.int32)]
        cv2.polylines(
            mask, path, isClosed=False, color=(120 * bright,), thickness=7, lineType=cv2.LINE_AA, shift=3
        )
        mask = np.asarray(cv2.GaussianBlur(mask, (0, 0), 4), np.uint8)
        cv2.polylines(
            mask, path, isClosed=False, color=(255 * bright,), thickness=2, lineType=cv2.LINE_AA, shift=3
        )
        frame.tint(mask, 0, 0, (0.94, 0.96, 1.0))


class Flash:
    """What lightning does to everything else."""

    def __init__(self, effect: Effect) -> None:
        self._effect = effect

    def draw(self, frame: Frame, matrix: Matrix, seconds: float) -> None:
        _, bright = _strike(self._effect, seconds)
        if bright > 0.02:
            cv2.add(frame.y, np.full_like(frame.y, round(34 * bright * self._effect.amount)), dst=frame.y)


class Fireflies:
    """Warm points that wander and breathe."""

    def __init__(self, effect: Effect) -> None:
        self._effect = effect
        self._flies = chances(effect, round(20 * effect.amount), 5)
        self._lights = (round_light(9), round_light(15))

    def draw(self, frame: Frame, matrix: Matrix, seconds: float) -> None:
        for x, y, near, phase, pace in self._flies:
            bright = max(0.0, wave(seconds, 2.6 + 2.4 * pace, phase))
            if bright < 0.04:
                continue
            across = x + 0.025 * wave(seconds, 6 + 4 * pace, phase) + 0.012 * wave(seconds, 2.3, phase * 2)
            down = y + 0.03 * wave(seconds, 5 + 3 * near, phase + 0.3)
            px, py = placed(matrix, *within(self._effect, across, down))
            light_up(frame, self._lights[int(near > 0.6)], px, py, self._effect.color, 0.55 * bright)
            light_up(frame, self._lights[0][6:12, 6:12], px, py, (1.0, 0.98, 0.8), bright)


class Embers:
    """Sparks over a fire."""

    def __init__(self, effect: Effect) -> None:
        self._effect = effect
        self._sparks = chances(effect, round(16 * effect.amount), 4)

    def draw(self, frame: Frame, matrix: Matrix, seconds: float) -> None:
        unit = min(frame.width, frame.height) / 720
        angles = np.linspace(0, math.tau, 6, endpoint=False)
        for x, y, phase, pace in self._sparks:
            risen = (y + seconds * (0.22 + 0.2 * pace)) % 1.0
            across = 0.5 + (x - 0.5) * (0.4 + risen) + 0.07 * wave(seconds, 1.3 + pace, phase)
            px, py = placed(matrix, *within(self._effect, across, 1 - risen))
            size = unit * 2.4 * (1 - risen) + 0.5
            ring = np.stack((np.cos(angles) * size + px, np.sin(angles) * size + py), axis=1)
            shape(frame, ring, (1.0, 0.75 - 0.35 * risen, 0.3))
