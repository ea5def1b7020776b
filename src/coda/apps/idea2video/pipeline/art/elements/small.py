"""Small things one can hold. The pen's origin is their foot, its unit their height."""

from __future__ import annotations

from coda.apps.idea2video.pipeline.art.canvas import Fade
from coda.apps.idea2video.pipeline.art.colors import Color, darker, lighter
from coda.apps.idea2video.pipeline.art.geometry import ellipse, polygon, rounded
from coda.apps.idea2video.pipeline.art.pen import Pen
from coda.apps.idea2video.vocabulary import Element

FLAME: Color = (1.0, 0.78, 0.36)


def draw_lantern(pen: Pen) -> None:
    iron = (0.22, 0.2, 0.24)
    pen.line([(0.0, 0.86), (0.14, 1.0), (0.0, 1.08), (-0.14, 1.0), (0.0, 0.86)], iron, 0.035)
    pen.fill(polygon((-0.24, 0.74), (0.24, 0.74), (0.1, 0.9), (-0.1, 0.9)), iron)
    pen.fill(rounded(-0.26, 0.0, 0.26, 0.12, 0.03), iron)
    pen.shine(rounded(-0.2, 0.12, 0.2, 0.74, 0.05), Fade(lighter(FLAME, 0.5), FLAME))
    pen.shine(ellipse(0, 0.36, 0.08, 0.16), (1.0, 0.97, 0.86))
    for x in (-0.2, 0.0, 0.2):
        pen.lights.fill(pen.path(rounded(x - 0.018, 0.12, x + 0.018, 0.74, 0.01)), darker(iron, 0.1))
    pen.glow(0, 0.42, 1.5, FLAME, 0.55)


def draw_held(pen: Pen, element: Element) -> None:
    draw_lantern(pen.at(0, -0.05, 0.2))
