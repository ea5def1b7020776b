"""Which drawing each figure has."""

from __future__ import annotations

from coda.apps.idea2video.pipeline.art.figures import beasts, creatures, fantastic, monsters, things
from coda.apps.idea2video.pipeline.art.figures.look import Body
from coda.apps.idea2video.pipeline.art.figures.people import draw_person
from coda.apps.idea2video.pipeline.art.figures.spirits import draw_spirit
from coda.apps.idea2video.pipeline.recipe import FigureRecipe
from coda.apps.idea2video.vocabulary import FigureKind

_GROWN = (0.012, 0.868, 0.128)
_OLD = (0.012, 0.855, 0.138)
_YOUNG = (0.012, 0.825, 0.168)

BODIES: dict[FigureKind, Body] = {
    "woman": Body(draw_person, 0.97, _GROWN, drop=0.32),
    "man": Body(draw_person, 1.05, _GROWN, drop=0.32),
    "girl": Body(draw_person, 0.72, _YOUNG, 0.6, drop=0.24),
    "boy": Body(draw_person, 0.72, _YOUNG, 0.6, drop=0.24),
    "old woman": Body(draw_person, 0.92, _OLD, drop=0.29),
    "old man": Body(draw_person, 0.97, _OLD, drop=0.29),
    "robot": Body(fantastic.draw_robot, 0.85, (0.01, 0.80, 0.19), 0.7, drop=0.18),
    "ghost": Body(fantastic.draw_ghost, 0.9, (0.03, 0.70, 0.26), 0.9, floats=True),
    "spirit": Body(draw_spirit, 1.0, (0.02, 0.60, 0.32), 1.15, floats=True),
    "fairy": Body(draw_person, 0.62, _GROWN, 0.9, floats=True, drop=0.32),
    "wizard": Body(draw_person, 1.05, (0.012, 0.868, 0.15), 0.6, drop=0.32),
    "knight": Body(fantastic.draw_knight, 1.06, (0.012, 0.868, 0.15), 0.6, drop=0.32),
    "astronaut": Body(fantastic.draw_astronaut, 0.98, (0.012, 0.80, 0.19), 0.65, drop=0.23),
    "alien": Body(fantastic.draw_alien, 0.8, (0.01, 0.79, 0.2), 0.6, drop=0.20),
    "dragon": Body(monsters.draw_dragon, 1.5, (0.24, 0.8, 0.22), 1.5),
    "monster": Body(monsters.draw_monster, 1.15, (0.03, 0.64, 0.36), 1.2),
    "cat": beasts.CAT,
    "dog": beasts.DOG,
    "fox": beasts.FOX,
    "bear": beasts.BEAR,
    "rabbit": beasts.RABBIT,
    "mouse": beasts.MOUSE,
    "horse": beasts.HORSE,
    "bird": Body(creatures.draw_bird, 0.3, (0.14, 0.72, 0.28), 1.2),
    "owl": Body(creatures.draw_owl, 0.42, (0.02, 0.66, 0.36), 1.0),
    "fish": Body(creatures.draw_fish, 0.34, (0.24, 0.52, 0.36), 1.6, floats=True),
    "whale": Body(creatures.draw_whale, 1.5, (0.36, 0.55, 0.45), 2.1, floats=True),
    "octopus": Body(creatures.draw_octopus, 0.75, (0.03, 0.62, 0.36), 1.4),
    "turtle": Body(creatures.draw_turtle, 0.42, (0.55, 0.62, 0.26), 1.5),
    "butterfly": Body(creatures.draw_butterfly, 0.26, (0.0, 0.62, 0.3), 1.4, floats=True),
    "elephant": beasts.ELEPHANT,
    "thing": things.body_of(None),
}


def body_of(figure: FigureRecipe) -> Body:
    return things.body_of(figure.element) if figure.kind == "thing" else BODIES[figure.kind]
