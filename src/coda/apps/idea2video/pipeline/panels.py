"""Panels: a picture drawn in depth, and how it is kept.

A panel is kept as one message: a short header and a PNG for each sheet.
"""

from __future__ import annotations

import cv2
import msgspec
import numpy as np

from coda.apps.idea2video.pipeline.art.canvas import Canvas
from coda.apps.idea2video.pipeline.art.casting import add_figures, place_figures
from coda.apps.idea2video.pipeline.art.climate import add_climate
from coda.apps.idea2video.pipeline.art.composition import stage_of
from coda.apps.idea2video.pipeline.art.flatten import flattened, softened
from coda.apps.idea2video.pipeline.art.palette import palette_of
from coda.apps.idea2video.pipeline.art.places.above import above
from coda.apps.idea2video.pipeline.art.places.registry import PLACES
from coda.apps.idea2video.pipeline.art.scene import Scene
from coda.apps.idea2video.pipeline.art.staging import add_elements
from coda.apps.idea2video.pipeline.layers import Effect, Layer, Motion, Panel, Patch, Pixels
from coda.apps.idea2video.pipeline.recipe import PictureRecipe


def draw_panel(picture: PictureRecipe) -> Panel:
    """Equal recipes give equal panels, in every process."""
    cv2.setNumThreads(1)
    stage = stage_of(picture)
    scene = Scene(picture, palette_of(picture), stage, Canvas(stage.width, stage.height))
    ground = above(scene) if stage.from_above else PLACES[picture.setting](scene)
    placed = place_figures(scene, ground)
    add_elements(scene, ground, placed)
    add_figures(scene, ground, placed)
    add_climate(scene)
    focus = placed[0].head if placed else (stage.width * 0.5, stage.height * 0.5)
    ordered = [layer for _, layer in sorted(scene.layers, key=lambda entry: entry[0])]
    backdrop = (
        scene.backdrop.pixels if stage.view.blur <= 0 else softened(scene.backdrop.pixels, stage.view.blur)
    )
    return Panel(
        backdrop=np.ascontiguousarray(backdrop[..., :3]),
        layers=tuple(flattened(ordered, stage.width, stage.height, stage.view.blur)),
        effects=tuple(sorted(scene.effects, key=lambda effect: effect.depth)),
        focus=focus,
        seed=picture.seed,
    )


_KeptPatch = tuple[bytes, int, int]


class _KeptLayer(msgspec.Struct, frozen=True, array_like=True):
    png: bytes
    left: int
    top: int
    depth: float
    motion: Motion
    blink: _KeptPatch | None
    speech: _KeptPatch | None


class _KeptPanel(msgspec.Struct, frozen=True, array_like=True):
    backdrop: bytes
    layers: tuple[_KeptLayer, ...]
    effects: tuple[Effect, ...]
    focus: tuple[float, float]
    seed: int


def to_bytes(panel: Panel) -> bytes:
    layers = tuple(
        _KeptLayer(
            _png(layer.pixels),
            layer.left,
            layer.top,
            layer.depth,
            layer.motion,
            _kept(layer.blink),
            _kept(layer.speech),
        )
        for layer in panel.layers
    )
    return msgspec.msgpack.encode(
        _KeptPanel(_png(panel.backdrop), layers, panel.effects, panel.focus, panel.seed)
    )


def from_bytes(data: bytes) -> Panel:
    kept = msgspec.msgpack.decode(data, type=_KeptPanel)
    layers = tuple(
        Layer(
            _pixels(layer.png),
            layer.left,
            layer.top,
            layer.depth,
            layer.motion,
            _patch(layer.blink),
            _patch(layer.speech),
        )
        for layer in kept.layers
    )
    return Panel(_pixels(kept.backdrop), layers, kept.effects, kept.focus, kept.seed)


def poster(panel: Panel, width: int) -> bytes:
    """The picture as a camera at rest would see it, `width` pixels wide, as JPEG."""
    picture = composed(panel)
    across, up = panel.width // 16, panel.height // 16
    shown = picture[up : panel.height - up, across : panel.width - across]
    height = round(width * shown.shape[0] / shown.shape[1])
    small = cv2.resize(shown, (width, height), interpolation=cv2.INTER_AREA)
    return cv2.imencode(".jpg", small, (cv2.IMWRITE_JPEG_QUALITY, 88))[1].tobytes()


def composed(panel: Panel) -> Pixels:
    """All layers in their places, as BGR."""
    canvas = Canvas(panel.width, panel.height)
    canvas.pixels[..., :3] = panel.backdrop
    canvas.pixels[..., 3] = 255
    for layer in panel.layers:
        canvas.paste(layer.pixels, layer.left, layer.top)
    return np.ascontiguousarray(canvas.pixels[..., :3])


def _kept(patch: Patch | None) -> _KeptPatch | None:
    return None if patch is None else (_png(patch[0]), *patch[1:])


def _patch(kept: _KeptPatch | None) -> Patch | None:
    return None if kept is None else (_pixels(kept[0]), *kept[1:])


def _png(pixels: Pixels) -> bytes:
    return cv2.imencode(".png", pixels, (cv2.IMWRITE_PNG_COMPRESSION, 1))[1].tobytes()


def _pixels(png: bytes) -> Pixels:
    return np.asarray(cv2.imdecode(np.frombuffer(png, np.uint8), cv2.IMREAD_UNCHANGED), np.uint8)
