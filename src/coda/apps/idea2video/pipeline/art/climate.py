"""Which living things of the air a picture gets: by its weather, its hour, its place."""

from __future__ import annotations

from coda.apps.idea2video.pipeline.art.colors import Color, lighter, mix, rgb
from coda.apps.idea2video.pipeline.art.scene import Scene
from coda.apps.idea2video.pipeline.places import AIRLESS, INDOORS
from coda.apps.idea2video.vocabulary import Setting

_GREEN: frozenset[Setting] = frozenset(
    {"meadow", "garden", "forest", "jungle", "river", "lake", "farm", "village", "castle", "ruins"}
)
_LEAF: dict[Setting, Color] = {"snowfield": rgb("#dfe8f0"), "desert": rgb("#d8b07a"), "sea": rgb("#dfe8f0")}


def add_climate(scene: Scene) -> None:
    if scene.picture.setting in AIRLESS:
        return
    if scene.picture.setting in INDOORS:
        scene.effect("dust", (0, scene.height * 0.1, scene.width, scene.height * 0.9), depth=1.05)
        return
    _weather(scene)
    if not scene.stage.from_above:
        _wildlife(scene)
    if (
        "campfire" not in scene.picture.elements
        and scene.picture.mood == "romantic"
        and scene.picture.weather == "clear"
    ):
        scene.effect("petals", color=rgb("#f6b8c6"), amount=0.7, depth=1.2)


def _weather(scene: Scene) -> None:
    weather = scene.picture.weather
    if weather in {"rain", "storm"}:
        scene.effect("rain", amount=1.5 if weather == "storm" else 1.0, depth=1.1)
    if weather == "storm":
        foot = max(scene.horizon, scene.height * 0.35)
        seed = int(scene.dice("strike").integers(1 << 20))
        scene.effect("lightning", (0, 0, scene.width, foot), depth=0.17, seed=seed)
        scene.effect("flash", depth=2.0, seed=seed)
    if weather == "snow":
        scene.effect("snow", depth=1.1)
    if weather == "fog":
        tone = mix(scene.palette.haze, scene.palette.sky[3], 0.5)
        scene.effect(
            "fog",
            (0, scene.horizon - scene.height * 0.3, 0, scene.ground(0.7)),
            color=tone,
            amount=0.75,
            depth=0.66,
        )
        scene.effect(
            "fog",
            (0, scene.ground(0.1), 0, scene.height * 1.15),
            color=lighter(tone, 0.1),
            amount=0.5,
            depth=1.15,
        )
    if weather == "wind":
        color = _LEAF.get(scene.picture.setting, rgb("#c08a3f"))
        scene.effect("leaves", color=scene.tone(color), depth=1.2)


def _wildlife(scene: Scene) -> None:
    picture = scene.picture
    gentle = picture.weather in {"clear", "cloudy", "wind"}
    if picture.time == "night" and picture.setting in _GREEN and picture.weather in {"clear", "cloudy"}:
        area = (0, scene.ground(0.1), scene.width, scene.height * 0.92)
        scene.effect("fireflies", area, color=(1.0, 0.9, 0.45), depth=0.97)
    if (
        picture.time != "night"
        and gentle
        and picture.setting not in {"forest", "jungle", "cave", "planet", "snowfield", "swamp"}
    ):
        area = (0, scene.height * 0.05, scene.width, max(scene.horizon, scene.height * 0.3) * 0.75)
        scene.effect("birds", area, color=mix(scene.palette.sky[0], (0.1, 0.1, 0.16), 0.55), depth=0.2)
    if (
        picture.time in {"dawn", "dusk"}
        and gentle
        and picture.setting in _GREEN | {"road", "mountain", "desert"}
    ):
        scene.effect("dust", (0, scene.horizon, scene.width, scene.height), amount=0.7, depth=1.05)
