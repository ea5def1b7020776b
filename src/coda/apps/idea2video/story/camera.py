"""The camera's grammar: where it stands for what a beat is about, and how it moves."""

from __future__ import annotations

from coda.apps.idea2video.story.chooser import Chooser
from coda.apps.idea2video.vocabulary import CameraAngle, CameraMovement

Frame = tuple[CameraAngle, CameraMovement]

_FRAMES: dict[str, tuple[tuple[CameraAngle, ...], tuple[CameraMovement, ...]]] = {
    "home": (("WIDE SHOT", "EXTREME WIDE SHOT"), ("PAN RIGHT", "PAN LEFT", "CRANE DOWN")),
    "place": (("EXTREME WIDE SHOT", "WIDE SHOT"), ("PAN LEFT", "PAN RIGHT", "CRANE UP")),
    "call": (("MEDIUM SHOT", "LOW ANGLE"), ("PUSH IN", "TILT UP")),
    "step": (("MEDIUM SHOT", "HIGH ANGLE"), ("TRACK RIGHT", "TRACK LEFT")),
    "try": (("MEDIUM SHOT", "WIDE SHOT"), ("TRACK LEFT", "TRACK RIGHT", "STATIC")),
    "trouble": (("LOW ANGLE", "MEDIUM SHOT"), ("HANDHELD", "TILT UP")),
    "low": (("HIGH ANGLE", "BIRD'S EYE VIEW"), ("STATIC", "CRANE UP", "TILT DOWN")),
    "turn": (("CLOSE-UP", "MEDIUM SHOT"), ("PUSH IN",)),
    "gift": (("OVER THE SHOULDER", "MEDIUM SHOT"), ("STATIC", "TRACK RIGHT")),
    "close": (("WIDE SHOT", "EXTREME WIDE SHOT"), ("PULL OUT", "CRANE UP")),
    "detail": (("CLOSE-UP", "HIGH ANGLE"), ("STATIC", "TILT DOWN")),
    "feeling": (("CLOSE-UP",), ("PUSH IN", "STATIC")),
    "companion": (("MEDIUM SHOT", "LOW ANGLE"), ("TRACK LEFT", "PAN RIGHT")),
}
"""Of each beat, where the camera may stand, and how it may move: in with a decision, out at an end, along
with whoever goes, up in wonder, unsteady in danger, still where all is still."""
_ALWAYS: tuple[tuple[CameraAngle, ...], tuple[CameraMovement, ...]] = (
    ("MEDIUM SHOT", "CLOSE-UP", "WIDE SHOT", "HIGH ANGLE"),
    ("STATIC", "PUSH IN", "PAN LEFT", "TRACK RIGHT"),
)


def frame(
    beat: str, chooser: Chooser, *, purpose: str, opens_scene: bool, figures: int, before: tuple[Frame, ...]
) -> Frame:
    """A scene is entered wide. Neighbours differ in angle and in movement; nobody is looked at over a
    shoulder that is not there. `before` are the shots so far."""
    angles, movements = _FRAMES["place"] if opens_scene else _FRAMES[beat]
    if opens_scene and beat in {"home", "close", "low"}:
        movements = _FRAMES[beat][1]
    last = before[-1:]
    fits: list[CameraAngle] = [angle for angle in (*angles, *_ALWAYS[0]) if angle not in {a for a, _ in last}]
    if figures < 2:
        fits = [angle for angle in fits if angle != "OVER THE SHOULDER"]
    if figures == 0:
        fits = [angle for angle in fits if angle not in {"LOW ANGLE", "MEDIUM SHOT"}]
    preferred: list[CameraAngle] = [angle for angle in fits if angle in angles] or fits[:1]
    moves: list[CameraMovement] = [movement for movement in movements if movement not in {m for _, m in last}]
    moves = moves or [movement for movement in _ALWAYS[1] if movement not in {m for _, m in last}]
    return chooser.pick(f"angle {purpose}", preferred), chooser.pick(f"movement {purpose}", moves)
