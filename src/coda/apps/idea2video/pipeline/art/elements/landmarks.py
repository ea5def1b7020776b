"""Buildings and what else is seen from afar. The pen's origin is their foot, its unit their height."""

from __future__ import annotations

from coda.apps.idea2video.pipeline.art.canvas import Fade
from coda.apps.idea2video.pipeline.art.colors import Color, darker, lighter, rgb
from coda.apps.idea2video.pipeline.art.geometry import box, ellipse, polygon, rounded, smooth
from coda.apps.idea2video.pipeline.art.pen import Pen

WARM: Color = (1.0, 0.82, 0.48)


def draw_lighthouse(pen: Pen) -> None:
    white, red, roof = rgb("#f3ede2"), rgb("#c8463c"), rgb("#7c2b2b")
    shaft = polygon((-0.125, 0.02), (0.125, 0.02), (0.075, 0.72), (-0.075, 0.72))
    pen.fill(smooth([(-0.3, -0.03), (-0.2, 0.045), (0.2, 0.045), (0.3, -0.03)]), rgb("#6d6a72"))
    pen.fill(shaft, Fade(white, lighter(white, 0.2)))
    with pen.inside(shaft) as inner:
        for n in range(4):
            y = 0.06 + n * 0.18
            inner.fill(polygon((-0.2, y), (0.2, y + 0.035), (0.2, y + 0.115), (-0.2, y + 0.08)), red)
        inner.soft(box(-0.16, 0, -0.055, 0.8), darker(red, 0.6), 0.025, 0.3)
    pen.fill(rounded(-0.032, 0.02, 0.032, 0.11, 0.03), darker(red, 0.5))
    for y in (0.26, 0.45, 0.6):
        pen.shine(rounded(-0.014, y, 0.018, y + 0.042, 0.012), WARM)
    pen.fill(rounded(-0.118, 0.71, 0.118, 0.735, 0.008), darker(roof, 0.3))
    for x in (-0.11, -0.06, 0.0, 0.06, 0.11):
        pen.line([(x, 0.735), (x, 0.775)], darker(roof, 0.3), 0.007)
    pen.line([(-0.115, 0.775), (0.115, 0.775)], darker(roof, 0.3), 0.009)
    pen.shine(rounded(-0.058, 0.735, 0.058, 0.865, 0.01), Fade((1, 0.96, 0.8), WARM))
    for x in (-0.058, -0.02, 0.02, 0.058):
        pen.lights.fill(pen.path(box(x - 0.004, 0.735, x + 0.004, 0.865)), darker(roof, 0.4))
    pen.fill(
        smooth([(-0.09, 0.86), (-0.075, 0.91), (0, 0.965), (0.075, 0.91), (0.09, 0.86)]),
        Fade(lighter(red, 0.1), roof),
    )
    pen.line([(0, 0.95), (0, 1.0)], darker(roof, 0.3), 0.01)
    pen.fill(ellipse(0, 0.975, 0.014), lighter(roof, 0.3))
    pen.glow(0, 0.8, 0.34, WARM, 0.7)
