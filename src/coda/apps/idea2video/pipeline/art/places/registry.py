"""Which drawing each setting has."""

from __future__ import annotations

from coda.apps.idea2video.pipeline.art.places import waters
from coda.apps.idea2video.pipeline.art.scene import Draw
from coda.apps.idea2video.vocabulary import Setting

PLACES: dict[Setting, Draw] = {"coast": waters.coast}
