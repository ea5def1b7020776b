"""The camera's way through a shot: what it looks at, how near, at each moment.

A panel is 1.25 frames wide and high. Zoom counts frame pixels for one of the panel's: 0.8 shows all of it.
Each layer follows by its depth, which is what makes the picture deep.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coda.apps.idea2video.pipeline.layers import Motion
from coda.apps.idea2video.vocabulary import CameraMovement

Matrix = NDArray[np.float64]
"""Two rows of three: panel pixels to frame pixels."""

WHOLE = 0.8


@dataclass(frozen=True, slots=True)
class View:
    """`across` and `down` are parts of the room that the zoom leaves, −1..1."""

    zoom: float
    across: float = 0.0
    down: float = 0.0


@dataclass(frozen=True, slots=True)
class Move:
    start: View
    stop: View


_MOVES: dict[CameraMovement, Move] = {
    "STATIC": Move(View(0.862, -0.16, 0.04), View(0.905, 0.16, -0.04)),
    "PUSH IN": Move(View(0.83), View(1.01)),
    "PULL OUT": Move(View(1.01), View(0.83)),
    "PAN LEFT": Move(View(0.94, 0.95), View(0.96, -0.95)),
    "PAN RIGHT": Move(View(0.94, -0.95), View(0.96, 0.95)),
    "TILT UP": Move(View(0.96, 0.0, 0.95), View(0.98, 0.0, -0.95)),
    "TILT DOWN": Move(View(0.96, 0.0, -0.95), View(0.98, 0.0, 0.95)),
    "TRACK LEFT": Move(View(0.93, 0.95), View(0.945, -0.95)),
    "TRACK RIGHT": Move(View(0.93, -0.95), View(0.945, 0.95)),
    "CRANE UP": Move(View(0.965, -0.1, 0.85), View(0.86, 0.1, -0.8)),
    "CRANE DOWN": Move(View(0.86, -0.1, -0.8), View(0.965, 0.1, 0.85)),
    "HANDHELD": Move(View(0.88, -0.6, 0.1), View(1.0, 0.6, -0.1)),
}


def eased(part: float) -> float:
    """Slow at both ends but never still; beyond the ends it goes on at their pace."""
    inside = min(1.0, max(0.0, part))
    curve = 0.45 * inside + 0.55 * inside * inside * (3 - 2 * inside)
    return curve + 0.45 * (part - inside)


def view_at(movement: CameraMovement, part: float, seconds: float) -> View:
    """`part` of the shot is over, `seconds` have passed since its beginning. Even a camera that does not move
    floats a little, however long the shot is."""
    move, done = _MOVES[movement], eased(part)
    zoom = move.start.zoom * (move.stop.zoom / move.start.zoom) ** done
    across = move.start.across + (move.stop.across - move.start.across) * done
    down = move.start.down + (move.stop.down - move.start.down) * done
    if movement == "STATIC":
        across += 0.26 * math.sin(math.tau * seconds / 15)
        down += 0.34 * math.sin(math.tau * seconds / 11 + 1.2)
    if movement == "HANDHELD":
        across += 0.13 * _wander(seconds, 0.0)
        down += 0.16 * _wander(seconds, 2.1)
    return View(max(WHOLE, zoom), across, down)


def _wander(seconds: float, phase: float) -> float:
    """A hand's unrest: slow swings of periods that do not meet."""
    return (
        0.55 * math.sin(seconds * 1.9 + phase)
        + 0.3 * math.sin(seconds * 3.1 + phase * 2.3)
        + 0.15 * math.sin(seconds * 5.3 + phase * 0.7)
    )


@dataclass(frozen=True, slots=True)
class Lens:
    """A view of a panel of this size, in frame pixels."""

    panel: tuple[int, int]
    frame: tuple[int, int]
    focus: tuple[float, float]
    view: View

    def matrix(self, depth: float) -> Matrix:
        """Where the points of a layer of this depth come to lie."""
        zoom = WHOLE * (self.view.zoom / WHOLE) ** (0.55 + 0.45 * depth)
        rows: list[tuple[float, float, float]] = []
        for axis, shift in enumerate((self.view.across, self.view.down)):
            middle = self.panel[axis] / 2
            room = (self.panel[axis] - self.frame[axis] / self.view.zoom) / 2
            drawn = (self.focus[axis] - middle) * (1 - WHOLE / zoom)
            free = max(0.0, room - abs(drawn))
            looked_at = middle + drawn + shift * free * (0.25 + 0.75 * depth)
            offset = self.frame[axis] / 2 - 0.5 - (looked_at - 0.5) * zoom
            rows.append((zoom, 0.0, offset) if axis == 0 else (0.0, zoom, offset))
        return np.array(rows)


def moved(motion: Motion, seconds: float, foot: tuple[float, float]) -> Matrix:
    """What a layer does by itself, in panel pixels; `foot` is the middle of its lower edge."""
    turn = math.tau * (seconds / motion.period + motion.phase)
    swing = math.sin(turn)
    across = down = shear = 0.0
    stretch = 1.0
    if motion.kind == "drift":
        across = motion.amount * seconds
    elif motion.kind == "swell":
        across, down = motion.amount * 1.6 * math.cos(turn), motion.amount * swing
    elif motion.kind == "hover":
        across, down = motion.amount * 0.35 * math.cos(turn * 0.5), motion.amount * swing
    elif motion.kind == "breathe":
        stretch = 1.0 + motion.amount * 0.001 * swing
        shear = motion.amount * 0.00035 * math.sin(turn * 0.5)
    elif motion.kind == "sway":
        shear = motion.amount * 0.001 * (swing + 0.35 * math.sin(turn * 2.3))
    return np.array(
        (
            (1.0, -shear, across + shear * foot[1]),
            (0.0, stretch, down + foot[1] * (1 - stretch)),
            (0.0, 0.0, 1.0),
        )
    )


def leaning(motion: Motion) -> float:
    """How far a layer leans at most, in pixels for each of its height."""
    if motion.kind == "breathe":
        return abs(motion.amount) * 0.00035
    return abs(motion.amount) * 0.00135 if motion.kind == "sway" else 0.0


def spun(motion: Motion, seconds: float, pivot: tuple[float, float]) -> Matrix:
    """A turn about a point, which stays where it is."""
    turn = math.tau * (seconds / motion.period + motion.phase)
    cosine, sine = math.cos(turn), math.sin(turn)
    rotation = np.array(((cosine, -sine, 0.0), (sine, cosine, 0.0), (0.0, 0.0, 1.0)))
    return shifted(*pivot) @ rotation @ shifted(-pivot[0], -pivot[1])


def shifted(x: float, y: float) -> Matrix:
    return np.array(((1.0, 0.0, x), (0.0, 1.0, y), (0.0, 0.0, 1.0)))
