"""Robots, ghosts, astronauts, knights and aliens. They face right."""

from __future__ import annotations

from coda.apps.idea2video.pipeline.art.canvas import Fade
from coda.apps.idea2video.pipeline.art.colors import WHITE, Color, darker, lighter, mix, rgb
from coda.apps.idea2video.pipeline.art.figures.clothes import (
    Wear,
    draw_arm,
    draw_backpack,
    draw_cape,
    draw_leg,
    draw_scarf,
    torso,
)
from coda.apps.idea2video.pipeline.art.figures.faces import Eyes, draw_blush, draw_eyes, draw_head, draw_mouth
from coda.apps.idea2video.pipeline.art.figures.headgear import draw_headgear
from coda.apps.idea2video.pipeline.art.figures.look import Look
from coda.apps.idea2video.pipeline.art.figures.people import draw_human_head, draw_snooze, hair_of, hold
from coda.apps.idea2video.pipeline.art.figures.puppet import Build, joints
from coda.apps.idea2video.pipeline.art.geometry import (
    arc,
    ellipse,
    limb,
    polygon,
    ribbon,
    rounded,
    smooth,
)
from coda.apps.idea2video.pipeline.art.pen import Pen

_ROBOT = Build(head=0.17, middle=0.80, shoulder=0.60, broad=0.15, hip=0.28, hips=0.11, arm=0.075, leg=0.085)
_SUIT = Build(head=0.165, middle=0.80, shoulder=0.62, broad=0.125, hip=0.33, hips=0.10, arm=0.085, leg=0.10)
_ALIEN = Build(head=0.19, middle=0.79, shoulder=0.57, broad=0.075, hip=0.30, hips=0.07, arm=0.042, leg=0.055)


def draw_robot(pen: Pen, look: Look) -> None:
    metal, dark = mix(look.skin, rgb("#b8c4cc"), 0.35), darker(look.skin, 0.35)
    pose = joints(_ROBOT, look.pose)
    wear = Wear(_ROBOT, pose, dark, dark, metal)
    upper = pen.at(0, -pose.drop, turn=pose.lean)
    draw_arm(upper, wear, metal, near=False)
    draw_leg(upper, wear, near=False)
    draw_leg(upper, wear, near=True)
    if look.has("cape"):
        draw_cape(upper, wear, look.accent)
    chest = rounded(-0.15, 0.26, 0.15, 0.62, 0.07)
    upper.fill(chest, Fade(lighter(metal, 0.2), darker(metal, 0.12)))
    upper.fill(rounded(-0.07, 0.37, 0.11, 0.52, 0.025), darker(metal, 0.55))
    for n, color in enumerate((look.accent, rgb("#7be0a0"), rgb("#ff8a7a"))):
        upper.shine(ellipse(-0.035 + n * 0.055, 0.475, 0.016), color)
    upper.line(
        [(-0.05, 0.41), (-0.02, 0.41), (0.0, 0.44), (0.025, 0.39), (0.05, 0.41), (0.09, 0.41)],
        rgb("#7be0e8"),
        0.008,
        curved=False,
    )
    upper.line([(0.0, 0.6), (0.0, 0.66)], dark, 0.09)
    if look.has("scarf"):
        draw_scarf(upper, wear, look.accent)
    _robot_head(upper.at(0.01, _ROBOT.middle, _ROBOT.head, turn=pose.nod), look, metal)
    hand = draw_arm(upper, wear, metal, near=True)
    hold(upper, look, hand, cover=metal)


def _robot_head(pen: Pen, look: Look, metal: Color) -> None:
    dark = darker(metal, 0.3)
    pen.line([(0, 0.8), (0, 1.25)], dark, 0.07)
    pen.shine(ellipse(0, 1.32, 0.13), lighter(look.accent, 0.25))
    pen.glow(0, 1.32, 0.5, look.accent, 0.5)
    for side in (-1, 1):
        pen.fill(rounded(side * 1.05 - 0.14, -0.32, side * 1.05 + 0.14, 0.32, 0.1), dark)
    shell = rounded(-1.0, -0.82, 1.0, 0.86, 0.42)
    pen.fill(shell, Fade(lighter(metal, 0.28), metal))
    pen.fill(rounded(-0.72, -0.56, 0.86, 0.5, 0.34), darker(metal, 0.72))
    glow = lighter(look.accent, 0.35)
    for side in (-1, 1):
        x = 0.1 + side * 0.36
        if look.eyes_closed:
            pen.shine(ribbon(arc(x, 0.1, 0.17, 0.12, 0.52, 0.98), 0.06), glow)
        else:
            pen.shine(ellipse(x, 0.04 + look.gaze * 0.1, 0.16, 0.2), glow)
            pen.shine(ellipse(x - 0.05, 0.12 + look.gaze * 0.1, 0.05), WHITE)
    if look.speaking:
        pen.shine(rounded(-0.08, -0.42, 0.28, -0.2, 0.08), glow)
    else:
        pen.shine(ribbon(arc(0.1, -0.22, 0.2, 0.12, 0.56, 0.94), 0.05), glow)
    draw_headgear(pen, look)
    if look.pose == "sleep":
        draw_snooze(pen)


def draw_ghost(pen: Pen, look: Look) -> None:
    pale = lighter(look.skin, 0.72)
    pen.glow(0, 0.55, 0.8, lighter(look.accent, 0.5), 0.28)
    body = smooth(
        [
            (0, 1.0),
            (0.27, 0.9),
            (0.36, 0.62),
            (0.36, 0.24),
            (0.42, 0.06),
            (0.27, 0.12),
            (0.16, 0.0),
            (0.03, 0.12),
            (-0.1, 0.0),
            (-0.2, 0.13),
            (-0.36, 0.03),
            (-0.36, 0.6),
            (-0.27, 0.9),
        ]
    )
    pen.fill(body, Fade(pale, mix(pale, look.skin, 0.45), 0.97, 0.62))
    with pen.inside(body) as inner:
        inner.soft(ellipse(-0.3, 0.5, 0.16, 0.5), darker(look.skin, 0.1), 0.06, 0.3)
    hand = {"wave": (0.5, 0.86), "point": (0.6, 0.6), "hold": (0.46, 0.46)}.get(look.pose, (0.46, 0.42))
    pen.fill(limb((0.28, 0.56), (0.4, 0.5), hand, 0.16, 0.12, 0.1), pale)
    pen.fill(limb((-0.28, 0.56), (-0.4, 0.5), (-0.46, 0.42), 0.16, 0.12, 0.1), mix(pale, look.skin, 0.3))
    face = pen.at(0.03, 0.70, 0.3)
    eyes = Eyes(x=0.1, apart=0.36, up=0.05, wide=0.15, tall=0.24)
    draw_blush(face, look, eyes, 0.3)
    draw_eyes(face, look, eyes)
    draw_mouth(face, look, x=0.12, y=-0.4)
    draw_headgear(pen.at(0.0, 0.70, 0.29), look)
    hold(pen, look, hand, cover=pale)


def draw_astronaut(pen: Pen, look: Look) -> None:
    suit, line = mix(lighter(look.cloth, 0.82), rgb("#f2f4f7"), 0.6), look.accent
    pose = joints(_SUIT, look.pose)
    wear = Wear(_SUIT, pose, suit, suit, darker(suit, 0.4))
    upper = pen.at(0, -pose.drop, turn=pose.lean)
    upper.fill(rounded(-0.23, 0.36, 0.08, 0.72, 0.06), darker(suit, 0.3))
    draw_arm(upper, wear, darker(suit, 0.3), near=False)
    draw_leg(upper, wear, near=False)
    draw_leg(upper, wear, near=True)
    outline = torso(_SUIT, 0.01, _SUIT.hip - 0.04)
    upper.fill(outline, Fade(suit, darker(suit, 0.14)))
    upper.fill(rounded(-0.05, 0.42, 0.10, 0.52, 0.02), darker(suit, 0.45))
    for n, color in enumerate((line, rgb("#6fd0e8"), rgb("#ff7f6b"))):
        upper.shine(ellipse(-0.02 + n * 0.045, 0.47, 0.013), color)
    upper.line([(-0.11, 0.37), (0, 0.355), (0.115, 0.37)], line, 0.022)
    head = upper.at(0.012, _SUIT.middle, _SUIT.head, turn=pose.nod)
    _helmet(head, look, suit)
    hand = draw_arm(upper, wear, darker(suit, 0.3), near=True)
    hold(upper, look, hand, cover=darker(suit, 0.3))


def _helmet(pen: Pen, look: Look, suit: Color) -> None:
    pen.fill(ellipse(0, 0, 1.22, 1.16), Fade(lighter(suit, 0.4), darker(suit, 0.12)))
    pen.line([(-0.9, -0.85), (0, -1.08), (0.9, -0.85)], look.accent, 0.16)
    visor = ellipse(0.14, 0.0, 0.94, 0.86)
    pen.fill(visor, darker(rgb("#27486a"), 0.4))
    with pen.inside(visor) as inner:
        draw_human_head(inner.at(0.05, -0.12, 0.82), look, hair_of(look))
        inner.soft(ellipse(0.0, -0.9, 1.1, 0.4), rgb("#12233d"), 0.2, 0.4)
    pen.fill(
        smooth([(-0.5, 0.55), (-0.1, 0.76), (0.2, 0.78), (-0.15, 0.6), (-0.5, 0.2), (-0.62, 0.1)]), WHITE, 0.5
    )
    pen.fill(ellipse(0.72, 0.42, 0.1, 0.16, -0.1), WHITE, 0.35)
    for side in (-1,):
        pen.fill(rounded(side * 1.26 - 0.14, -0.3, side * 1.26 + 0.14, 0.3, 0.1), look.accent)


def draw_knight(pen: Pen, look: Look) -> None:
    steel = mix(look.cloth, rgb("#aab4c2"), 0.7)
    build = Build(broad=0.115, hips=0.088, arm=0.064, leg=0.078, head=0.125)
    pose = joints(build, look.pose)
    wear = Wear(build, pose, darker(steel, 0.1), darker(steel, 0.18), darker(steel, 0.3))
    upper = pen.at(0, -pose.drop, turn=pose.lean)
    draw_cape(upper, wear, look.accent)
    draw_arm(upper, wear, darker(steel, 0.25), near=False)
    draw_leg(upper, wear, near=False)
    draw_leg(upper, wear, near=True)
    plate = torso(build, 0.0, build.hip - 0.03)
    upper.fill(plate, Fade(lighter(steel, 0.35), darker(steel, 0.2)))
    upper.fill(polygon((-0.05, 0.68), (0.07, 0.68), (0.06, 0.52), (0.01, 0.47), (-0.045, 0.52)), look.accent)
    upper.line([(0.01, 0.66), (0.01, 0.5)], lighter(look.accent, 0.7), 0.012)
    upper.line([(-0.03, 0.6), (0.05, 0.6)], lighter(look.accent, 0.7), 0.012)
    upper.line([(-0.1, build.hip + 0.03), (0.1, build.hip + 0.03)], darker(steel, 0.5), 0.03)
    head = upper.at(0.012, build.middle, build.head, turn=pose.nod)
    draw_head(head, look.skin)
    eyes = Eyes()
    draw_blush(head, look, eyes)
    draw_eyes(head, look, eyes)
    draw_mouth(head, look)
    _helm(head, look, steel)
    hand = draw_arm(upper, wear, darker(steel, 0.25), near=True)
    upper.fill(
        ellipse(build.broad * 0.85, build.shoulder - 0.035, 0.06, 0.052),
        Fade(lighter(steel, 0.4), darker(steel, 0.1)),
    )
    hold(upper, look, hand, cover=darker(steel, 0.25))


def _helm(pen: Pen, look: Look, steel: Color) -> None:
    pen.fill(smooth([(-0.1, 1.2), (-0.5, 1.75), (-1.05, 1.6), (-1.3, 1.0), (-0.85, 1.2)]), look.accent)
    pen.fill(
        smooth(
            [
                (-1.06, -0.95),
                (-1.14, 0.3),
                (-0.7, 1.05),
                (0, 1.24),
                (0.72, 1.0),
                (1.1, 0.3),
                (0.95, 0.28),
                (0.6, 0.42),
                (-0.3, 0.42),
                (-0.62, 0.2),
                (-0.62, -0.98),
            ]
        ),
        Fade(lighter(steel, 0.35), darker(steel, 0.15)),
    )
    pen.line([(-0.55, 0.42), (0.2, 0.5), (1.0, 0.36)], darker(steel, 0.35), 0.09)


def draw_alien(pen: Pen, look: Look) -> None:
    pose = joints(_ALIEN, look.pose)
    wear = Wear(_ALIEN, pose, look.cloth, darker(look.cloth, 0.2), darker(look.skin, 0.25))
    upper = pen.at(0, -pose.drop, turn=pose.lean)
    draw_arm(upper, wear, look.skin, near=False)
    draw_leg(upper, wear, near=False)
    draw_leg(upper, wear, near=True)
    upper.fill(torso(_ALIEN, 0.0, _ALIEN.hip - 0.03), Fade(lighter(look.cloth, 0.1), darker(look.cloth, 0.2)))
    upper.shine(ellipse(0.02, 0.45, 0.025), look.accent)
    if look.has("backpack"):
        draw_backpack(upper, wear, look.accent)
    head = upper.at(0.01, _ALIEN.middle, _ALIEN.head, turn=pose.nod)
    for side in (-1, 1):
        head.line(
            [(side * 0.35, 0.8), (side * 0.55, 1.2), (side * 0.45, 1.42)], darker(look.skin, 0.15), 0.08, 0.05
        )
        head.shine(ellipse(side * 0.45, 1.46, 0.12), look.accent)
        head.glow(side * 0.45, 1.46, 0.4, look.accent, 0.5)
    outline = smooth(
        [
            (0, 1.0),
            (0.75, 0.85),
            (1.08, 0.25),
            (0.8, -0.4),
            (0.15, -0.86),
            (-0.6, -0.5),
            (-1.04, 0.2),
            (-0.75, 0.85),
        ]
    )
    head.fill(outline, Fade(lighter(look.skin, 0.15), look.skin))
    with head.inside(outline) as inner:
        inner.soft(ellipse(-0.85, 0, 0.5, 1.0), darker(look.skin, 0.3), 0.18, 0.45)
    eyes = Eyes(x=0.16, apart=0.42, up=0.1, wide=0.23, tall=0.32, iris=mix(look.accent, (0.2, 0.7, 0.8), 0.4))
    draw_blush(head, look, eyes, 0.3)
    draw_eyes(head, look, eyes)
    draw_mouth(head, look, x=0.18, y=-0.48, wide=0.14)
    draw_headgear(head, look)
    hand = draw_arm(upper, wear, look.skin, near=True)
    hold(upper, look, hand)
    if look.pose == "sleep":
        draw_snooze(head)
