"""The last of a picture's looks: the paper's grain, which also hides the steps of gradients, and a
vignette."""

from __future__ import annotations

from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from coda.apps.idea2video.pipeline.art.dice import dice

Plane = NDArray[np.uint8]

_TILE = 256


def grained(bgr: Plane, seed: int) -> Plane:
    """With grain of about one level; it belongs to the panel, so that it moves with it and costs no bits."""
    height, width = bgr.shape[:2]
    tiles = np.tile(_grain(seed % 4), (-(-height // _TILE), -(-width // _TILE)))[:height, :width]
    grain = cv2.merge([tiles] * 3)
    return np.asarray(cv2.subtract(cv2.add(bgr, grain), np.full_like(grain, 4)), np.uint8)


@lru_cache(maxsize=4)
def _grain(seed: int) -> Plane:
    """Paper: fine noise over coarser fibres, around 4 levels."""
    throws = dice("grain", seed)
    fine = throws.normal(0, 1.15, (_TILE, _TILE))
    fibres = cv2.GaussianBlur(throws.normal(0, 1, (_TILE, _TILE)), (0, 0), 1.6) * 4.2
    return np.clip(np.rint(4 + fine + fibres), 0, 8).astype(np.uint8)


@lru_cache(maxsize=4)
def vignette(size: tuple[int, int]) -> Plane:
    """What is taken from the brightness: nothing in the middle, 18 levels in the corners."""
    width, height = size
    x = (np.arange(width) - width / 2) / (width / 2)
    y = (np.arange(height) - height / 2) / (height / 2)
    away = np.sqrt((x[None, :] ** 2 + y[:, None] ** 2) / 2)
    dark = 18 * np.clip((away - 0.45) / 0.55, 0, 1) ** 2
    return np.asarray(np.floor(dark + _dither(height, width)), np.uint8)


def _dither(height: int, width: int) -> NDArray[np.float64]:
    return np.tile(dice("dither").random((_TILE, _TILE)), (-(-height // _TILE), -(-width // _TILE)))[
        :height, :width
    ]
