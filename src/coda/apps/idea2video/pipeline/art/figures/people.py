"""People, and those who are built like people: women and men of all ages, wizards, fairies, knights."""

from __future__ import annotations

from coda.apps.idea2video.pipeline.art.colors import Color, darker, lighter, mix
from coda.apps.idea2video.pipeline.art.elements import held, small
from coda.apps.idea2video.pipeline.art.figures import hair, headgear
from coda.apps.idea2video.pipeline.art.figures.clothes import (
    Wear,
    draw_apron,
    draw_arm,
    draw_backpack,
    draw_belt,
    draw_cape,
    draw_coat,
    draw_leg,
    draw_scarf,
    draw_shirt,
    leather,
    torso,
)
from coda.apps.idea2video.pipeline.art.figures.faces import (
    Eyes,
    draw_blush,
    draw_brows,
    draw_eyes,
    draw_head,
    draw_mouth,
    draw_nose,
)
from coda.apps.idea2video.pipeline.art.figures.look import Look
from coda.apps.idea2video.pipeline.art.figures.puppet import Build, joints
from coda.apps.idea2video.pipeline.art.geometry import ellipse, smooth
from coda.apps.idea2video.pipeline.art.pen import Pen

GROWN = Build()
WOMAN = Build(broad=0.082, hips=0.074, arm=0.046, leg=0.06)
CHILD = Build(
    head=0.162, middle=0.825, shoulder=0.635, broad=0.092, hip=0.34, hips=0.078, arm=0.054, leg=0.072
)
OLD = Build(head=0.128, middle=0.855, shoulder=0.70, broad=0.106, hip=0.39, hips=0.09)
_BUILDS = {"woman": WOMAN, "fairy": WOMAN, "girl": CHILD, "boy": CHILD, "old woman": OLD, "old man": OLD}


def build_of(look: Look) -> Build:
    return _BUILDS.get(look.kind, GROWN)


def draw_person(pen: Pen, look: Look) -> None:
    """From the back to the front: what hangs behind, far limbs, body, head, near arm and what it holds."""
    wear = _wear(look)
    upper = pen.at(0, -wear.joints.drop, turn=wear.joints.lean)
    head = upper.at(0.012, wear.build.middle, wear.build.head, turn=wear.joints.nod)
    color = hair.hair_color(look)
    _behind(upper, look, wear)
    hair.back_hair(head, look, color)
    draw_arm(upper, wear, look.skin, near=False)
    draw_leg(upper, wear, near=False)
    draw_leg(upper, wear, near=True)
    _dress(upper, look, wear)
    upper.line(
        [(0, wear.build.shoulder - 0.01), (0.006, wear.build.middle - wear.build.head * 0.7)],
        darker(look.skin, 0.2),
        0.06,
        0.055,
    )
    if look.has("scarf"):
        draw_scarf(upper, wear, look.accent)
    draw_human_head(head, look, color)
    hand = draw_arm(upper, wear, look.skin, near=True)
    hold(upper, look, hand)
    if look.pose == "sleep":
        draw_snooze(head)


def _wear(look: Look) -> Wear:
    long = (
        look.kind == "wizard"
        or look.has("dress", "coat")
        or (look.kind in {"woman", "girl", "old woman", "fairy"} and look.trait < 0.75)
    )
    reach = 0.97 if look.kind == "wizard" else 0.62 if look.has("coat") or look.kind == "old woman" else 0.5
    if look.pose in {"sit", "sleep"}:
        reach = 0.12
    sleeve = look.cloth if long else darker(look.cloth, 0.06)
    legs = mix(darker(look.cloth, 0.55), (0.22, 0.24, 0.34), 0.5)
    bare = look.kind in {"girl", "woman", "fairy"} and long and not look.has("coat")
    return Wear(
        build_of(look),
        joints(build_of(look), look.pose),
        sleeve,
        look.skin if bare else legs,
        leather(look),
        reach if long else 0.0,
    )


def _behind(pen: Pen, look: Look, wear: Wear) -> None:
    if look.kind == "fairy" or look.has("wings"):
        draw_wings(pen, look, wear.build.shoulder)
    if look.has("cape"):
        draw_cape(pen, wear, look.accent)
    if look.has("backpack"):
        draw_backpack(pen, wear, mix(look.accent, (0.5, 0.35, 0.2), 0.5))


def draw_wings(pen: Pen, look: Look, y: float) -> None:
    """Two pairs, thin as an insect's."""
    color = lighter(look.accent, 0.45)
    for side, alpha in ((1, 0.5), (-1, 0.72)):
        for wing in (
            [
                (0, y - 0.05),
                (side * 0.22, y + 0.24),
                (side * 0.42, y + 0.26),
                (side * 0.38, y + 0.02),
                (side * 0.14, y - 0.08),
            ],
            [
                (0, y - 0.08),
                (side * 0.24, y - 0.08),
                (side * 0.33, y - 0.24),
                (side * 0.2, y - 0.3),
                (side * 0.05, y - 0.18),
            ],
        ):
            pen.shine(smooth(wing), color, alpha * 0.8)
            pen.line([wing[0], wing[2]], lighter(color, 0.6), 0.006, 0.002)
    pen.glow(0, y, 0.45, color, 0.25)


def _dress(pen: Pen, look: Look, wear: Wear) -> None:
    if wear.skirt:
        draw_coat(pen, wear, look.cloth, look.accent, buttons=look.has("coat") or look.kind == "wizard")
        if not look.has("coat"):
            draw_belt(pen, wear, look.accent)
    else:
        draw_shirt(pen, wear, look.cloth)
        draw_belt(pen, wear, leather(look))
    pattern(pen, look, wear)
    if look.has("apron"):
        draw_apron(pen, wear, look.accent)


def pattern(pen: Pen, look: Look, wear: Wear) -> None:
    """Stripes or spots on the clothes."""
    if not look.has("stripes", "spots"):
        return
    low = wear.build.hip - wear.skirt * wear.build.hip * 0.96 - 0.02
    with pen.inside(torso(wear.build, 0.075 * wear.skirt, low)) as inner:
        if look.has("stripes"):
            for n in range(10):
                y = wear.build.shoulder - 0.03 - n * 0.065
                inner.line([(-0.25, y), (0, y - 0.015), (0.25, y)], lighter(look.cloth, 0.75), 0.024)
        else:
            for n in range(24):
                inner.fill(
                    ellipse(
                        -0.13 + (n % 5) * 0.065 + (n // 5 % 2) * 0.03,
                        wear.build.shoulder - 0.05 - (n // 5) * 0.075,
                        0.014,
                    ),
                    lighter(look.cloth, 0.7),
                )


def draw_human_head(pen: Pen, look: Look, color: Color) -> None:
    old, child = look.kind in {"old woman", "old man", "wizard"}, look.kind in {"girl", "boy"}
    soft = look.kind in {"woman", "girl", "old woman", "fairy"}
    big = 1.18 if look.style == "anime" else 1.0
    eyes = Eyes(
        wide=(0.13 if child else 0.112) * big,
        tall=(0.2 if child else 0.165 if not old else 0.135) * big,
        up=-0.12 if child else -0.06,
        iris=mix((0.30, 0.18, 0.10), (0.15, 0.45, 0.62), 1.0 if look.trait > 0.55 else 0.0),
        lashes=soft and not old,
    )
    draw_head(pen, look.skin, chin=0.96 if child else 1.03)
    draw_blush(pen, look, eyes, 0.42 if child or soft else 0.3)
    if old:
        _wrinkles(pen, look.skin, eyes)
    draw_eyes(pen, look, eyes)
    draw_nose(pen, look.skin, size=1.5 if old else 0.8 if soft or child else 1.15)
    bearded = look.has("beard") or look.kind == "wizard"
    if bearded:
        hair.draw_beard(pen, color, 2.4 if look.kind == "wizard" else 1.0)
    draw_mouth(pen, look, y=-0.6 if bearded else -0.52, wide=0.12 if bearded else 0.17)
    if look.has("moustache"):
        hair.draw_moustache(pen, color)
    hair.front_hair(pen, look, color)
    draw_brows(pen, darker(color, 0.1), eyes, thick=0.1 if old else 0.045 if soft else 0.07)
    if look.kind == "wizard" and not look.has("hat", "hood", "cap"):
        headgear.draw_wizard_hat(pen, look.cloth, look.accent)
    headgear.draw_headgear(pen, look)


def _wrinkles(pen: Pen, skin: Color, eyes: Eyes) -> None:
    line = darker(skin, 0.3)
    for side in (-1, 1):
        x = eyes.x + side * eyes.apart
        pen.line(
            [(x - 0.12, eyes.up - 0.22), (x + 0.02, eyes.up - 0.27), (x + 0.14, eyes.up - 0.2)],
            line,
            0.01,
            0.025,
            0.01,
        )
        out = x + side * 0.24
        for up in (0.05, -0.05):
            pen.line([(out, eyes.up + up), (out + side * 0.1, eyes.up + up * 2.4)], line, 0.022, 0.008)


def hold(pen: Pen, look: Look, hand: tuple[float, float], *, cover: Color | None = None) -> None:
    """What the figure carries, with the hand's `cover` over it."""
    x, y = hand
    carried = look.has("staff", "lantern") or look.held is not None
    if look.has("staff"):
        pen.line(
            [(x + 0.015, 0.0), (x + 0.02, 0.5), (x - 0.005, 1.0)], (0.42, 0.28, 0.18), 0.022, 0.026, 0.03
        )
        pen.shine(ellipse(x - 0.005, 1.02, 0.032), lighter(look.accent, 0.45))
        pen.glow(x - 0.005, 1.02, 0.16, lighter(look.accent, 0.3), 0.6)
    if look.has("lantern"):
        small.draw_lantern(pen.at(x + 0.01, y - 0.2, 0.2))
    elif look.held is not None:
        held.draw_held(pen.at(x, y), look.held)
    if carried:
        pen.fill(ellipse(x - 0.004, y - 0.008, 0.026), cover or look.skin)


def hair_of(look: Look) -> Color:
    return hair.hair_color(look)


def draw_snooze(pen: Pen) -> None:
    """Three letters of sleep above the head."""
    for n, size in enumerate((0.22, 0.3, 0.4)):
        x, y = 0.9 + n * 0.42, 0.9 + n * 0.5
        pen.line(
            [(x, y + size), (x + size, y + size), (x, y), (x + size, y)],
            (0.96, 0.97, 1.0),
            0.07,
            curved=False,
        )
