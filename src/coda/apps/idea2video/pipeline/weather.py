"""Rain, snow, fog, and what the wind carries."""

from __future__ import annotations

import math
from functools import lru_cache

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

_SLANT = 0.16
"""How far rain is blown aside for each pixel it falls."""
_FOG_PACE = 14.0
"""Of the banks, in pixels of theirs a second: slower, and a shot in fog looks like a still picture."""


@lru_cache(maxsize=8)
def _streaks(width: int, height: int, count: int, long: int, bright: int, seed: int) -> Plane:
    """A sheet of streaks that can be repeated in both directions, laid out twice each way."""
    throws, tile = dice("rain", seed), np.zeros((height, width), np.uint8)
    for x, y, part in throws.random((count, 3)):
        reach = long * (0.6 + 0.8 * part)
        down, right = y * height, x * width
        for left in (right, right + width) if right < reach * _SLANT + 1 else (right,):
            for top in (down, down - height) if down + reach + 1 > height else (down,):
                ends = [(left, top), (left - reach * _SLANT, top + reach)]
                start, stop = (tuple(round(value * 8) for value in point) for point in ends)
                cv2.line(tile, start, stop, (bright * (0.5 + 0.5 * part),), 1, cv2.LINE_AA, 3)
    return np.tile(tile, (2, 2))


class Rain:
    """Two curtains of streaks that fall at their own pace."""

    def __init__(self, effect: Effect) -> None:
        self._amount = effect.amount
        self._seed = effect.seed

    def draw(self, frame: Frame, matrix: Matrix, seconds: float) -> None:
        for number, (count, long, bright, speed) in enumerate(((230, 26, 34, 900), (90, 58, 52, 1500))):
            tile = _streaks(
                frame.width, frame.height, round(count * self._amount), long, bright, self._seed + number
            )
            fallen = seconds * speed + number * 137
            down = int(-fallen % frame.height)
            across = int((fallen * _SLANT) % frame.width)
            brighten(frame, tile[down : down + frame.height, across : across + frame.width])


class Snow:
    """Flakes at three distances that sway as they fall."""

    def __init__(self, effect: Effect) -> None:
        self._flakes = chances(effect, round(170 * effect.amount), 5)

    def draw(self, frame: Frame, matrix: Matrix, seconds: float) -> None:
        mask = np.zeros((frame.height, frame.width), np.uint8)
        for x, y, near, phase, sway in self._flakes:
            size = frame.height / 720 * (1.1 + 3.0 * near**3)
            down = (y + seconds * (0.05 + 0.11 * near)) % 1.08 - 0.04
            across = (
                x + 0.012 * wave(seconds, 3 + 3 * sway, phase) - seconds * 0.012 * (0.4 + near)
            ) % 1.04 - 0.02
            dot(mask, across * frame.width, down * frame.height, size, 130 + 110 * (1 - near * 0.4))
        frame.tint(mask, 0, 0, (0.95, 0.97, 1.0))


class Fog:
    """Banks of mist that drift."""

    def __init__(self, effect: Effect) -> None:
        self._effect = effect
        self._banks = _banks(effect.seed % 5)

    def draw(self, frame: Frame, matrix: Matrix, seconds: float) -> None:
        effect = self._effect
        small = (frame.width // 4, frame.height // 4)
        scale = 1.6
        drift = (seconds * _FOG_PACE * (1 if effect.seed % 2 else -1)) % self._banks.shape[1]
        take = np.array(((1 / scale, 0, drift), (0, 1 / scale, 0)))
        banks = cv2.warpAffine(
            self._banks,
            take,
            small,
            flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
            borderMode=cv2.BORDER_WRAP,
        )
        _, top = placed(matrix, 0, effect.area[1])
        _, bottom = placed(matrix, 0, effect.area[3])
        rows = np.arange(small[1]) * 4
        middle, reach = (top + bottom) / 2, max(1.0, (bottom - top) / 2)
        profile = np.clip(1 - ((rows - middle) / reach) ** 2, 0, 1) * effect.amount
        mask = (banks * profile[:, None]).astype(np.uint8)
        whole = cv2.resize(mask, (frame.width, frame.height), interpolation=cv2.INTER_LINEAR)
        frame.tint(np.asarray(whole, np.uint8), 0, 0, effect.color)


@lru_cache(maxsize=5)
def _banks(seed: int) -> Plane:
    """Stretched noise that repeats across."""
    throws = dice("fog", seed)
    total = np.zeros((360, 640), np.float32)
    for across, up, share in ((5, 5, 0.5), (10, 11, 0.3), (20, 22, 0.2)):
        grid = throws.random((up, across)).astype(np.float32)
        ringed = np.concatenate((grid, grid, grid), axis=1)
        wide = cv2.resize(ringed, (640 * 3, 360), interpolation=cv2.INTER_CUBIC)
        total += share * wide[:, 640:1280]
    return np.clip((total - 0.28) * 420, 0, 255).astype(np.uint8)


class Leaves:
    """Leaves or petals that tumble past in gusts."""

    def __init__(self, effect: Effect) -> None:
        self._effect = effect
        self._leaves = chances(effect, round(18 * effect.amount), 6)

    def draw(self, frame: Frame, matrix: Matrix, seconds: float) -> None:
        calm = self._effect.kind == "petals"
        unit = min(frame.width, frame.height) / 720
        for x, y, near, phase, spin, hue in self._leaves:
            pace = (0.05 if calm else 0.28) * (0.5 + near)
            across = 1.15 - (x + seconds * pace + 0.02 * wave(seconds, 2.7, phase)) % 1.3
            down = (
                y + seconds * (0.06 if calm else 0.05) + 0.035 * wave(seconds, 2.1 + spin, phase)
            ) % 1.1 - 0.05
            turn = math.tau * (phase + seconds * (0.15 if calm else 0.5) * (0.5 + spin))
            size = unit * (5 + 9 * near)
            flat = size * (0.25 + 0.35 * abs(math.sin(turn * 1.3)))
            angles = np.linspace(0, math.tau, 10, endpoint=False)
            points = np.stack((np.cos(angles) * size, np.sin(angles) * flat), axis=1)
            cosine, sine = math.cos(turn), math.sin(turn)
            points = points @ np.array(((cosine, sine), (-sine, cosine)))
            red, green, blue = self._effect.color
            shade = 0.75 + 0.4 * hue
            color = (min(1.0, red * shade), min(1.0, green * shade), min(1.0, blue * shade))
            shape(frame, points + np.array((across * frame.width, down * frame.height)), color)


class Dust:
    """Motes that float in the light."""

    def __init__(self, effect: Effect) -> None:
        self._effect = effect
        self._motes = chances(effect, round(42 * effect.amount), 5)

    def draw(self, frame: Frame, matrix: Matrix, seconds: float) -> None:
        mask = np.zeros((frame.height, frame.width), np.uint8)
        unit = min(frame.width, frame.height) / 720
        for x, y, near, phase, pace in self._motes:
            across = (x + seconds * 0.008 * (pace - 0.3) + 0.012 * wave(seconds, 7, phase)) % 1.0
            down = (y - seconds * 0.010 * (0.3 + pace)) % 1.0
            glow = 0.5 + 0.5 * wave(seconds, 3.5 + 3 * pace, phase)
            px, py = placed(matrix, *within(self._effect, across, down))
            dot(mask, px, py, unit * (0.9 + 1.6 * near), 20 + 75 * glow)
        brighten(frame, mask)


class Smoke:
    """Puffs that rise, widen and fade."""

    def __init__(self, effect: Effect) -> None:
        self._effect = effect
        self._puffs = chances(effect, 7, 2)
        self._lights = [round_light(radius) for radius in (10, 16, 22, 28)]

    def draw(self, frame: Frame, matrix: Matrix, seconds: float) -> None:
        for number, (phase, side) in enumerate(self._puffs):
            risen = (seconds / 4.5 + number / len(self._puffs) + phase * 0.05) % 1.0
            across = 0.5 + (side - 0.5) * risen + 0.12 * wave(seconds, 3.0, phase)
            x, y = placed(matrix, *within(self._effect, across, 1 - risen))
            light = self._lights[min(3, int(risen * 4))]
            light_up(frame, light, x, y, self._effect.color, self._effect.amount * math.sin(math.pi * risen))


class WindowRain:
    """Rain or, with a negative amount, snow behind a pane."""

    def __init__(self, effect: Effect) -> None:
        self._effect = effect
        self._drops = chances(effect, 70, 3)

    def draw(self, frame: Frame, matrix: Matrix, seconds: float) -> None:
        left, top = (max(0, round(value)) for value in placed(matrix, *self._effect.area[:2]))
        right, bottom = placed(matrix, *self._effect.area[2:])
        width, height = min(frame.width, round(right)) - left, min(frame.height, round(bottom)) - top
        if width < 4 or height < 4:
            return
        mask = np.zeros((height, width), np.uint8)
        snow = self._effect.amount < 0
        for x, y, near in self._drops:
            down = (y + seconds * (0.16 if snow else 1.8) * (0.6 + near)) % 1.0
            px, py = x * width, down * height
            if snow:
                dot(mask, (px + 6 * wave(seconds, 3, near)) % width, py, 1.2 + 1.6 * near, 150)
            else:
                ends = [(round(a * 8), round(b * 8)) for a, b in ((px, py), (px - 3, py + 16 + 14 * near))]
                cv2.line(mask, ends[0], ends[1], (40 + 40 * near,), 1, cv2.LINE_AA, 3)
        brighten(frame, mask, left, top)


class Bubbles:
    """Bubbles that wobble upwards."""

    def __init__(self, effect: Effect) -> None:
        self._effect = effect
        self._bubbles = chances(effect, round(36 * effect.amount) + 3, 4)

    def draw(self, frame: Frame, matrix: Matrix, seconds: float) -> None:
        mask = np.zeros((frame.height, frame.width), np.uint8)
        unit = min(frame.width, frame.height) / 720
        narrow = self._effect.area[2] - self._effect.area[0] < 200
        for x, y, near, phase in self._bubbles:
            down = (y - seconds * 0.07 * (0.5 + near)) % 1.0
            across = x + 0.012 * wave(seconds, 1.8 + near, phase)
            px, py = placed(matrix, *within(self._effect, across, down))
            radius = unit * ((2 + 7 * near**2) if not narrow else 1.5 + 2 * near)
            center = (round(px * 8), round(py * 8))
            cv2.circle(mask, center, round(radius * 8), (70 + 60 * near,), 1, cv2.LINE_AA, 3)
            dot(mask, px - radius * 0.35, py - radius * 0.35, radius * 0.22, 150)
        brighten(frame, mask)


class Birds:
    """A flock that beats its wings across the sky."""

    def __init__(self, effect: Effect) -> None:
        self._effect = effect
        self._birds = chances(effect, round(6 * effect.amount), 3)

    def draw(self, frame: Frame, matrix: Matrix, seconds: float) -> None:
        ahead = -1 if self._effect.seed % 2 else 1
        unit = min(frame.width, frame.height) / 720
        lead = (self._effect.seed % 97) / 97
        for number, (x, y, phase) in enumerate(self._birds):
            flown = (lead + seconds * 0.028 + 0.030 * number + 0.02 * x) % 1.25 - 0.12
            across = flown if ahead > 0 else 1 - flown
            down = 0.35 + 0.3 * abs(number % 2 - 0.5) + 0.16 * y + 0.02 * wave(seconds, 4, phase)
            px, py = placed(matrix, *within(self._effect, across, down))
            size, beat = unit * (7 + 4 * x), wave(seconds, 0.62 + 0.14 * phase, phase)
            tip, bend = -size * 0.75 * beat, -size * 0.35 - size * 0.18 * beat
            wings = [
                (-size, tip),
                (-size * 0.5, bend),
                (0, 0),
                (size * 0.5, bend),
                (size, tip),
                (size * 0.5, bend + unit * 2.2),
                (0, unit * 3.0),
                (-size * 0.5, bend + unit * 2.2),
            ]
            shape(frame, np.array(wings) + np.array((px, py)), self._effect.color)
