"""The joints of a figure that walks on two legs, and where a pose puts them. It faces right."""

from __future__ import annotations

from dataclasses import dataclass

from coda.apps.idea2video.pipeline.art.geometry import Point
from coda.apps.idea2video.vocabulary import Pose


@dataclass(frozen=True, slots=True)
class Build:
    """Proportions in heights. `head` is the head's radius, `eye` the height of its middle."""

    head: float = 0.118
    middle: float = 0.868
    shoulder: float = 0.725
    broad: float = 0.098
    hip: float = 0.42
    hips: float = 0.075
    arm: float = 0.052
    leg: float = 0.068


@dataclass(frozen=True, slots=True)
class Joints:
    """`near` is the side towards us. `drop` lowers the whole upper body, `lean` and `nod` are turns."""

    near_hand: Point
    far_hand: Point
    near_foot: Point
    far_foot: Point
    near_knee: Point
    far_knee: Point
    drop: float = 0.0
    lean: float = 0.0
    nod: float = 0.0


def joints(build: Build, pose: Pose) -> Joints:
    """Where hands and feet go. Reach is measured by the shoulder's height above the hip."""
    reach = build.shoulder - build.hip
    hip, shoulder, broad = build.hip, build.shoulder, build.broad
    hands = {
        "walk": ((broad + 0.06, hip + 0.06), (-broad - 0.06, hip + 0.03)),
        "run": ((broad + 0.10, shoulder - 0.10), (-broad - 0.10, hip + 0.12)),
        "sit": ((broad + 0.06, hip + 0.02), (broad + 0.02, hip + 0.02)),
        "wave": ((broad + 0.13, shoulder + reach * 0.85), (-broad - 0.04, hip)),
        "look up": ((broad + 0.03, hip + 0.01), (-broad - 0.03, hip + 0.01)),
        "look down": ((broad + 0.01, hip + 0.02), (-broad - 0.01, hip + 0.02)),
        "hold": ((broad + 0.09, hip + reach * 0.48), (broad + 0.03, hip + reach * 0.42)),
        "point": ((broad + 0.21, shoulder + 0.06), (-broad - 0.03, hip)),
        "sleep": ((broad, hip + 0.02), (-broad * 0.2, hip + 0.02)),
        "fly": ((broad + 0.20, shoulder + 0.14), (-broad - 0.18, shoulder + 0.02)),
    }.get(pose, ((broad + 0.035, hip - 0.01), (-broad - 0.035, hip - 0.01)))
    return Joints(*hands, *_legs(build, pose), **_carriage(build, pose))


def _legs(build: Build, pose: Pose) -> tuple[Point, Point, Point, Point]:
    hip, wide = build.hip, build.hips
    if pose == "walk":
        return (wide + 0.075, 0.0), (-wide - 0.085, 0.025), (wide * 0.9, hip * 0.5), (-wide * 0.5, hip * 0.48)
    if pose == "run":
        return (
            (wide + 0.13, 0.075),
            (-wide - 0.20, 0.13),
            (wide + 0.10, hip * 0.62),
            (-wide * 0.3, hip * 0.42),
        )
    if pose in {"sit", "sleep"}:
        drop = hip - 0.10
        near, far = (hip * 0.62, drop), (hip * 0.50, drop)
        return near, far, (hip * 0.42, drop + 0.17), (hip * 0.32, drop + 0.19)
    if pose == "fly":
        return (-wide - 0.16, 0.08), (-wide - 0.08, 0.0), (-wide * 0.2, hip * 0.55), (wide * 0.2, hip * 0.5)
    return (wide * 0.72, 0.0), (-wide * 0.72, 0.0), (wide * 0.8, hip * 0.5), (-wide * 0.8, hip * 0.5)


def _carriage(build: Build, pose: Pose) -> dict[str, float]:
    return {
        "run": {"lean": -0.03},
        "sit": {"drop": build.hip - 0.10},
        "sleep": {"drop": build.hip - 0.10, "nod": -0.055},
        "look up": {"nod": 0.045},
        "look down": {"nod": -0.045},
        "fly": {"lean": -0.11, "nod": 0.07},
        "walk": {"lean": -0.008},
    }.get(pose, {})
