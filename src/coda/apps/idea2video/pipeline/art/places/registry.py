"""Which drawing each setting has."""

from __future__ import annotations

from coda.apps.idea2video.pipeline.art.places import fields, heights, waters, woods
from coda.apps.idea2video.pipeline.art.scene import Draw
from coda.apps.idea2video.vocabulary import Setting

PLACES: dict[Setting, Draw] = {
    "coast": waters.coast,
    "meadow": fields.meadow,
    "garden": fields.garden,
    "farm": fields.farm,
    "road": fields.road,
    "river": fields.river,
    "lake": fields.lake,
    "forest": woods.forest,
    "jungle": woods.jungle,
    "mountain": heights.mountain,
    "snowfield": heights.snowfield,
    "desert": heights.desert,
    "cave": heights.cave,
    "ruins": heights.ruins,
    "castle": heights.castle,
}
