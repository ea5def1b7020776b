"""Which drawing each figure has."""

from __future__ import annotations

from coda.apps.idea2video.pipeline.art.figures.look import Body
from coda.apps.idea2video.pipeline.art.figures.people import draw_person
from coda.apps.idea2video.pipeline.art.figures.spirits import draw_spirit
from coda.apps.idea2video.vocabulary import FigureKind

BODIES: dict[FigureKind, Body] = {
    "old man": Body(draw_person, 0.97, (0.012, 0.855, 0.128)),
    "woman": Body(draw_person, 0.97),
    "man": Body(draw_person, 1.05),
    "girl": Body(draw_person, 0.72, (0.012, 0.825, 0.162), 0.6),
    "boy": Body(draw_person, 0.72, (0.012, 0.825, 0.162), 0.6),
    "old woman": Body(draw_person, 0.92, (0.012, 0.855, 0.128)),
    "spirit": Body(draw_spirit, 1.05, (0.02, 0.62, 0.3), 1.1, floats=True),
}
