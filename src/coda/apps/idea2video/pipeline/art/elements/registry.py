"""Which drawing each element has."""

from __future__ import annotations

from coda.apps.idea2video.pipeline.art.elements import landmarks, small
from coda.apps.idea2video.pipeline.art.elements.thing import Thing
from coda.apps.idea2video.vocabulary import Element

THINGS: dict[Element, Thing] = {
    "lighthouse": Thing(landmarks.draw_lighthouse, "landmark", 0.46, 0.7, (0.0, 0.8, 0.36)),
    "lantern": Thing(small.draw_lantern, "prop", 0.16, 1.0, (0, 0.42, 1.2)),
}
