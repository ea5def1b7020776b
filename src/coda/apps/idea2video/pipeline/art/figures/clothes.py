"""What people wear below the neck. The pen's unit is the figure's height; `Wear` carries what they need."""

from __future__ import annotations

from dataclasses import dataclass

from coda.apps.idea2video.pipeline.art.canvas import Fade
from coda.apps.idea2video.pipeline.art.colors import Color, darker, lighter
from coda.apps.idea2video.pipeline.art.figures.look import Look
from coda.apps.idea2video.pipeline.art.figures.puppet import Build, Joints
from coda.apps.idea2video.pipeline.art.geometry import Points, ellipse, limb, ribbon, rounded, smooth
from coda.apps.idea2video.pipeline.art.pen import Pen


@dataclass(frozen=True, slots=True)
class Wear:
    build: Build
    joints: Joints
    sleeve: Color
    trousers: Color
    shoes: Color
    skirt: float = 0.0
    """How far a coat, dress or robe reaches down, 0 for none, 1 to the ground."""


def torso(build: Build, flare: float, low: float) -> Points:
    """Shoulders to `low`, widening by `flare`."""
    top, broad, hips = build.shoulder, build.broad, build.hips
    return smooth(
        [
            (-broad * 0.45, top + 0.03),
            (broad * 0.45, top + 0.03),
            (broad * 0.98, top - 0.02),
            (broad * 1.0, top - 0.09),
            (hips * 1.04 + flare * 0.3, build.hip + 0.09),
            (hips * 1.1 + flare, low + 0.015),
            (hips * 0.6 + flare * 0.5, low - 0.008),
            (-hips * 0.6 - flare * 0.5, low - 0.008),
            (-hips * 1.1 - flare, low + 0.015),
            (-hips * 1.04 - flare * 0.3, build.hip + 0.09),
            (-broad * 1.0, top - 0.09),
            (-broad * 0.98, top - 0.02),
        ]
    )


def draw_leg(pen: Pen, wear: Wear, *, near: bool) -> None:
    build, joints = wear.build, wear.joints
    foot, knee = (joints.near_foot, joints.near_knee) if near else (joints.far_foot, joints.far_knee)
    hip = ((0.5 if near else -0.5) * build.hips, build.hip - joints.drop * 0.0)
    color = wear.trousers if near else darker(wear.trousers, 0.22)
    shoe = wear.shoes if near else darker(wear.shoes, 0.22)
    ankle = (foot[0], foot[1] + 0.035)
    pen.fill(limb(hip, knee, ankle, build.leg * 1.15, build.leg, build.leg * 0.72), color)
    sole = foot[1]
    pen.fill(
        smooth(
            [
                (foot[0] - 0.036, sole),
                (foot[0] - 0.04, sole + 0.045),
                (foot[0] + 0.02, sole + 0.052),
                (foot[0] + 0.075, sole + 0.026),
                (foot[0] + 0.078, sole),
            ]
        ),
        shoe,
    )


def draw_arm(pen: Pen, wear: Wear, hand: Color, *, near: bool) -> tuple[float, float]:
    """Returns where the hand is."""
    build, joints = wear.build, wear.joints
    side = 1 if near else -1
    place = joints.near_hand if near else joints.far_hand
    shoulder = (side * build.broad * 0.82, build.shoulder - 0.035)
    bend = ((shoulder[0] + place[0]) / 2 + side * 0.022, (shoulder[1] + place[1]) / 2 - 0.03)
    color = wear.sleeve if near else darker(wear.sleeve, 0.2)
    pen.fill(
        ellipse(place[0], place[1], build.arm * 0.56, build.arm * 0.60), hand if near else darker(hand, 0.12)
    )
    pen.fill(limb(shoulder, bend, place, build.arm * 1.18, build.arm * 1.05, build.arm * 0.92), color)
    pen.fill(
        ellipse(place[0] + side * 0.004, place[1] - 0.012, build.arm * 0.52, build.arm * 0.56),
        hand if near else darker(hand, 0.12),
    )
    return place


def draw_coat(pen: Pen, wear: Wear, color: Color, accent: Color, *, buttons: bool = True) -> None:
    """Coat, robe or dress: one shape from the shoulders down."""
    build = wear.build
    low = build.hip - wear.skirt * build.hip * 0.96
    outline = torso(build, 0.022 + 0.075 * wear.skirt, low)
    pen.fill(outline, Fade(lighter(color, 0.07), darker(color, 0.14)))
    with pen.inside(outline) as inner:
        inner.soft(
            ribbon([(-build.broad, build.shoulder - 0.05), (-build.hips * 1.4, low)], 0.05, 0.09),
            darker(color, 0.5),
            0.02,
            0.45,
        )
        for x in (-0.03, 0.035, 0.085):
            inner.line([(x * 0.6, build.hip - 0.01), (x * 1.3, low)], darker(color, 0.35), 0.002, 0.009)
    if buttons:
        pen.line([(0.028, build.shoulder), (0.034, low + 0.02)], darker(color, 0.4), 0.005)
        for n in range(3):
            pen.fill(ellipse(0.047, build.shoulder - 0.06 - n * 0.075, 0.0105), accent)


def draw_shirt(pen: Pen, wear: Wear, color: Color) -> None:
    outline = torso(wear.build, 0.0, wear.build.hip - 0.02)
    pen.fill(outline, Fade(lighter(color, 0.06), darker(color, 0.1)))
    with pen.inside(outline) as inner:
        x, top = -wear.build.broad, wear.build.shoulder
        inner.soft(ribbon([(x, top), (x, wear.build.hip)], 0.06, 0.07), darker(color, 0.5), 0.02, 0.4)


def draw_belt(pen: Pen, wear: Wear, color: Color) -> None:
    y, wide = wear.build.hip + 0.045, wear.build.hips * 1.12
    pen.line([(-wide, y), (0.0, y - 0.008), (wide, y)], darker(color, 0.35), 0.022)
    pen.fill(rounded(0.012, y - 0.02, 0.045, y + 0.01, 0.005), lighter(color, 0.35))


def draw_scarf(pen: Pen, wear: Wear, color: Color) -> None:
    """Around the neck, its end blowing to the back."""
    y, wide = wear.build.shoulder + 0.025, wear.build.broad * 0.78
    tail = [(-wide * 0.7, y), (-wide - 0.07, y + 0.012), (-wide - 0.15, y - 0.03), (-wide - 0.22, y - 0.005)]
    pen.line(tail, darker(color, 0.12), 0.035, 0.05, 0.055)
    for part in (0.78, 0.9):
        x = -wide - 0.22 * part
        pen.line([(x, y + 0.02), (x + 0.012, y - 0.04)], lighter(color, 0.5), 0.007)
    pen.line([(-wide, y + 0.012), (0.01, y - 0.022), (wide, y + 0.014)], color, 0.05, 0.062, 0.05)
    pen.line(
        [(-wide * 0.8, y + 0.022), (0.01, y - 0.008), (wide * 0.85, y + 0.026)], lighter(color, 0.25), 0.008
    )


def draw_cape(pen: Pen, wear: Wear, color: Color) -> None:
    """From the shoulders almost to the ground, wide enough to be seen on both sides."""
    top, broad = wear.build.shoulder, wear.build.broad
    left = [(-broad * 2.1, 0.08), (-broad * 2.2, top * 0.4), (-broad * 1.5, top * 0.75)]
    right = [(broad * 1.5, top * 0.75), (broad * 1.9, top * 0.4), (broad * 1.8, 0.09), (0.0, 0.05)]
    pen.fill(
        smooth([(-broad * 0.7, top + 0.03), (broad * 0.7, top + 0.03), *right, *left]),
        Fade(color, darker(color, 0.35)),
    )
    for x in (-1.5, 1.35):
        pen.line(
            [(x * broad * 0.8, top * 0.7), (x * broad, top * 0.4), (x * broad, 0.1)],
            darker(color, 0.4),
            0.003,
            0.012,
        )


def draw_apron(pen: Pen, wear: Wear, color: Color) -> None:
    hip, top = wear.build.hip, wear.build.shoulder
    pen.line([(0.0, top + 0.02), (0.005, hip + 0.1)], lighter(color, 0.2), 0.07, 0.085)
    pen.fill(
        smooth(
            [
                (-0.06, hip + 0.05),
                (0.095, hip + 0.05),
                (0.11, hip - 0.15),
                (0.02, hip - 0.19),
                (-0.075, hip - 0.15),
            ]
        ),
        Fade(lighter(color, 0.75), lighter(color, 0.5)),
    )
    pen.fill(rounded(-0.045, hip + 0.03, 0.08, top - 0.07, 0.02), lighter(color, 0.7))
    pen.fill(rounded(-0.01, hip - 0.10, 0.06, hip - 0.04, 0.012), lighter(color, 0.35))


def draw_backpack(pen: Pen, wear: Wear, color: Color) -> None:
    x, y = -wear.build.broad - 0.075, wear.build.shoulder
    pen.fill(
        rounded(x - 0.035, y - 0.25, x + 0.12, y + 0.02, 0.04), Fade(lighter(color, 0.1), darker(color, 0.25))
    )
    pen.fill(rounded(x - 0.055, y - 0.23, x + 0.02, y - 0.10, 0.025), darker(color, 0.15))
    pen.fill(rounded(x - 0.02, y + 0.005, x + 0.11, y + 0.05, 0.022), lighter(color, 0.3))


def leather(look: Look) -> Color:
    return (0.30 + 0.12 * look.trait, 0.19 + 0.05 * look.trait, 0.14)
