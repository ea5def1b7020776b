"""Which drawing each setting has."""

from __future__ import annotations

from coda.apps.idea2video.pipeline.art.places import (
    fields,
    heights,
    interiors,
    rooms,
    squares,
    stones,
    towns,
    valleys,
    waters,
    woods,
    worlds,
)
from coda.apps.idea2video.pipeline.art.scene import Draw
from coda.apps.idea2video.vocabulary import Setting

PLACES: dict[Setting, Draw] = {
    "coast": waters.coast,
    "sea": waters.sea,
    "underwater": worlds.underwater,
    "island": waters.island,
    "river": valleys.river,
    "lake": valleys.lake,
    "forest": woods.forest,
    "jungle": woods.jungle,
    "meadow": fields.meadow,
    "garden": fields.garden,
    "farm": fields.farm,
    "mountain": heights.mountain,
    "snowfield": heights.snowfield,
    "desert": heights.desert,
    "cave": stones.cave,
    "ruins": stones.ruins,
    "castle": stones.castle,
    "village": towns.village,
    "city": towns.city,
    "street": towns.street,
    "rooftop": towns.rooftop,
    "market": squares.market,
    "station": squares.station,
    "road": fields.road,
    "school": rooms.school,
    "room": rooms.room,
    "kitchen": rooms.kitchen,
    "library": rooms.library,
    "workshop": rooms.workshop,
    "laboratory": rooms.laboratory,
    "stage": interiors.stage,
    "sky": worlds.sky,
    "space": worlds.space,
    "planet": worlds.planet,
}
