"""Fewer and smaller layers, which is what frames cost: neighbours at nearly one depth become one, and what
nearer
layers always hide is cut away."""

from __future__ import annotations

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from coda.apps.idea2video.pipeline.art.canvas import Canvas
from coda.apps.idea2video.pipeline.layers import Layer, Patch, Pixels

_NEIGHBOURS = 0.15
"""Still layers whose depths differ by less become one, at a depth in between."""
_WIDE_BLUR = 4.0
"""Behind so soft a picture nobody tells three times the difference."""
_COARSE = 8
_PARALLAX = 9
"""How far, in coarse pixels, a nearer layer may move against one behind it."""

_FOCUSED = 0.95
"""From this depth on everything is sharp."""

Grid = NDArray[np.uint8]


def flattened(layers: list[Layer], width: int, height: int, blur: float) -> list[Layer]:
    """The same picture, from far to near."""
    apart = _NEIGHBOURS if blur < _WIDE_BLUR else _NEIGHBOURS * 3
    return _uncovered([out_of_focus(layer, blur) for layer in _merged(layers, apart)], width, height)


def out_of_focus(layer: Layer, blur: float) -> Layer:
    """Blurred by `blur` pixels where it lies behind the figures. Its foot stays: grounds end there."""
    if layer.depth >= _FOCUSED or blur <= 0:
        return layer
    edge = 4 * math.ceil(blur * 0.75)
    pixels = softened(np.pad(layer.pixels, ((edge, 0), (edge, edge), (0, 0))), blur)
    return Layer(pixels, layer.left - edge, layer.top - edge, layer.depth, layer.motion)


def softened(pixels: Pixels, blur: float) -> Pixels:
    """A blur made on a coarser grid where it is wide."""
    height, width = pixels.shape[:2]
    coarse = 4 if blur > 5 else 1
    small = cv2.resize(pixels, (-(-width // coarse), -(-height // coarse)), interpolation=cv2.INTER_AREA)
    soft = cv2.GaussianBlur(small, (0, 0), blur / coarse)
    return np.asarray(cv2.resize(soft, (width, height), interpolation=cv2.INTER_LINEAR), np.uint8)


def _merged(layers: list[Layer], apart: float) -> list[Layer]:
    merged: list[Layer] = []
    first_depth = 0.0
    for layer in layers:
        last = merged[-1] if merged else None
        if last is not None and _alike(last, layer) and layer.depth - first_depth < apart:
            merged[-1] = _union(last, layer)
        else:
            merged.append(layer)
            first_depth = layer.depth
    return merged


def _alike(first: Layer, second: Layer) -> bool:
    focused = (first.depth >= _FOCUSED) == (second.depth >= _FOCUSED)
    still = focused and first.motion.kind == "still" and second.motion.kind == "still"
    return still and first.blink is None and second.blink is None


def _union(below: Layer, above: Layer) -> Layer:
    left, top = min(below.left, above.left), min(below.top, above.top)
    right = max(layer.left + layer.pixels.shape[1] for layer in (below, above))
    bottom = max(layer.top + layer.pixels.shape[0] for layer in (below, above))
    canvas = Canvas(right - left, bottom - top, left, top)
    canvas.paste(below.pixels, below.left, below.top)
    canvas.paste(above.pixels, above.left, above.top)
    return Layer(canvas.pixels, left, top, (below.depth + above.depth) / 2)


def _uncovered(layers: list[Layer], width: int, height: int) -> list[Layer]:
    """Each layer cut to what may ever be seen of it. What spins stays whole."""
    reach = max(width, height) // 4
    cover: Grid = np.zeros(((height + 2 * reach) // _COARSE, (width + 2 * reach) // _COARSE), np.uint8)
    kept: list[Layer] = []
    for layer in reversed(layers):
        seen, solid = _grids(layer, cover.shape, reach)
        x, y, wide, tall = cv2.boundingRect(cv2.bitwise_and(seen, cv2.bitwise_not(cover)))
        if wide == 0:
            continue
        seen_of_it = (x * _COARSE - reach, y * _COARSE - reach, wide * _COARSE, tall * _COARSE)
        kept.append(layer if layer.motion.kind == "spin" else _cut(layer, *seen_of_it))
        if layer.motion.kind == "still":
            brush = np.ones((2 * _PARALLAX + 1, 2 * _PARALLAX + 1), np.uint8)
            cover |= np.asarray(cv2.erode(solid, brush), np.uint8)
    return kept[::-1]


def _grids(layer: Layer, shape: tuple[int, ...], reach: int) -> tuple[Grid, Grid]:
    """Where the layer is at all, and where nothing shines through, on the coarse grid."""
    pixels = np.zeros((shape[0] * _COARSE, shape[1] * _COARSE), np.uint8)
    top, left = max(0, layer.top + reach), max(0, layer.left + reach)
    part = layer.pixels[..., 3][: pixels.shape[0] - top, : pixels.shape[1] - left]
    pixels[top : top + part.shape[0], left : left + part.shape[1]] = part
    block = np.ones((_COARSE, _COARSE), np.uint8)
    seen, solid = cv2.dilate(pixels, block, anchor=(0, 0)), cv2.erode(pixels, block, anchor=(0, 0))
    return _on_grid(np.greater(seen, 0)), _on_grid(np.greater(solid, 250))


def _on_grid(marks: NDArray[np.bool_]) -> Grid:
    return np.ascontiguousarray(marks[::_COARSE, ::_COARSE]).astype(np.uint8) * 255


def _cut(layer: Layer, x: int, y: int, width: int, height: int) -> Layer:
    left, top = max(0, x - layer.left), max(0, y - layer.top)
    right = min(layer.pixels.shape[1], x + width - layer.left)
    bottom = min(layer.pixels.shape[0], y + height - layer.top)
    if (left, top) == (0, 0) and (bottom, right) == layer.pixels.shape[:2]:
        return layer
    pixels: Pixels = np.ascontiguousarray(layer.pixels[top:bottom, left:right])
    blink, speech = (_moved(patch, left, top, pixels) for patch in (layer.blink, layer.speech))
    return Layer(pixels, layer.left + left, layer.top + top, layer.depth, layer.motion, blink, speech)


def _moved(patch: Patch | None, left: int, top: int, pixels: Pixels) -> Patch | None:
    """The patch for what is left of its layer; None where it does not fit into that."""
    if patch is None:
        return None
    changed, x, y = patch[0], patch[1] - left, patch[2] - top
    height, width = pixels.shape[:2]
    inside = x >= 0 and y >= 0 and x + changed.shape[1] <= width and y + changed.shape[0] <= height
    return (changed, x, y) if inside else None
