"""The fonts that films are lettered with, and text as a mask of pixels."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

Face = Literal["captions", "chinese", "titles"]
Mask = NDArray[np.uint8]

_FILES: dict[Face, str] = {"captions": "captions.ttf", "chinese": "chinese.otf", "titles": "titles.otf"}
_FOLDER = Path(__file__).resolve().parents[1] / "fonts"
_PRIVATE = "\U000f0000"
"""A character that no font has: it shows the box for what is missing."""


@cache
def font(face: Face, size: int) -> ImageFont.FreeTypeFont:
    """`size` in pixels. The basic layout engine draws the same everywhere."""
    return ImageFont.truetype(_FOLDER / _FILES[face], size, layout_engine=ImageFont.Layout.BASIC)


@cache
def has(face: Face, sign: str) -> bool:
    """Whether the face can show the character."""
    return sign.isspace() or _ink(face, sign) != _ink(face, _PRIVATE)


@cache
def _ink(face: Face, sign: str) -> bytes:
    image = Image.new("L", (48, 48))
    ImageDraw.Draw(image).text((8, 8), sign, 255, font(face, 24))
    return image.tobytes()


def title_face(text: str) -> Face:
    """The titles' face where it has all the letters, otherwise the captions'."""
    return "titles" if _lacking("titles", text) == 0 else caption_face(text)


def caption_face(text: str) -> Face:
    """The captions' face, or the Chinese one where that lacks fewer letters."""
    return "captions" if _lacking("captions", text) <= _lacking("chinese", text) else "chinese"


def _lacking(face: Face, text: str) -> int:
    return sum(not has(face, sign) for sign in text)


def text_width(text: str, face: Face, size: int, tracking: float = 0.0) -> float:
    """In pixels; `tracking` is the extra space between letters."""
    return font(face, size).getlength(text) + tracking * max(0, len(text) - 1)


def text_mask(text: str, face: Face, size: int, tracking: float = 0.0) -> Mask:
    """The text's ink, 0..255, on a line as high as the font, with half a size of air around it."""
    air = size // 2
    shape = font(face, size)
    ascent, descent = shape.getmetrics()
    width = int(text_width(text, face, size, tracking)) + 2 * air
    image = Image.new("L", (width, ascent + descent + 2 * air))
    draw = ImageDraw.Draw(image)
    if tracking:
        x = float(air)
        for sign in text:
            draw.text((x, air), sign, 255, shape)
            x += shape.getlength(sign) + tracking
    else:
        draw.text((air, air), text, 255, shape)
    return np.asarray(image, np.uint8)
