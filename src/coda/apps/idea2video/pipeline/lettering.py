"""Captions and titles: set once for a shot, laid over its frames.

A caption has at most two lines. What needs more is shown page by page, each for its share of the letters.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from coda.apps.idea2video.pipeline.fonts import Face, caption_face, text_mask, text_width, title_face
from coda.apps.idea2video.pipeline.planes import Frame, Paint, Rest, faded, planes_of
from coda.apps.idea2video.pipeline.recipe import DISSOLVE_FRAMES, CaptionRecipe, CardRecipe
from coda.apps.idea2video.pipeline.typesetting import balanced, pages, pieces

Pixels = NDArray[np.uint8]
Color = tuple[float, float, float]

SAFE = 0.05
"""The part of the frame at each edge that stays free of letters."""
_HALF = DISSOLVE_FRAMES // 2
_FADE_FRAMES = 7
_RISE_FRAMES = 26
_INK: Color = (1.0, 0.99, 0.96)
_ACCENT: Color = (1.0, 0.80, 0.40)
_BACKING: Color = (0.03, 0.035, 0.06)


@dataclass(frozen=True, slots=True)
class Block:
    """Lettered pixels, their place in the frame, and the frames between which they are seen. `rise` is how
    far below its place it begins, in pixels."""

    pixels: Pixels
    planes: tuple[Paint, Rest]
    x: int
    y: int
    start: int
    stop: int
    fade: int = _FADE_FRAMES
    rise: float = 0.0

    def strength(self, number: int) -> float:
        """0 outside, 1 in the middle."""
        part = min((number - self.start) / self.fade, (self.stop - number) / self.fade, 1.0)
        return max(0.0, part * part * (3 - 2 * part)) if part > 0 else 0.0


@dataclass(frozen=True, slots=True)
class Lettering:
    blocks: tuple[Block, ...]

    def lay_on(self, frame: Frame, number: int) -> None:
        for block in self.blocks:
            strength = block.strength(number)
            if strength > 0:
                paint, rest = faded(*_risen(block, number), strength)
                frame.lay(paint, rest, block.x, block.y)


def _risen(block: Block, number: int) -> tuple[Paint, Rest]:
    """The block on its way up; it comes to rest softly."""
    part = (number - block.start) / _RISE_FRAMES
    if block.rise == 0 or part >= 1:
        return block.planes
    shift = block.rise * (1 - part) ** 3
    height, width = block.pixels.shape[:2]
    matrix = np.array(((1.0, 0.0, 0.0), (0.0, 1.0, shift)))
    return planes_of(np.asarray(cv2.warpAffine(block.pixels, matrix, (width, height)), np.uint8))


def caption_lettering(caption: CaptionRecipe, size: tuple[int, int], frames: int) -> Lettering:
    """Within the shot's body only, so that the dissolves at its ends do not depend on the words."""
    letters = caption_size(size)
    room = size[0] * (1 - 2 * SAFE) * (0.84 if size[0] > size[1] else 0.98) - letters

    face = caption_face(caption.text)

    def measure(text: str) -> float:
        return text_width(text, face, letters)

    shown = pages(caption.text, measure, room)
    first, last = _HALF, frames - _HALF
    total = max(1, sum(len("".join(page)) for page in shown))
    blocks: list[Block] = []
    begin, done = first, 0
    for page in shown:
        done += len("".join(page))
        end = first + round((last - first) * done / total)
        fade = max(1, min(_FADE_FRAMES, (end - begin) // 3))
        blocks.append(_caption_block(page, caption.speaker, size, letters, begin, end, fade))
        begin = end
    return Lettering(tuple(blocks))


def caption_size(size: tuple[int, int]) -> int:
    """The height of a caption's letters in pixels: a twentieth of a wide frame, larger for a phone held
    upright."""
    return size[1] // 19 if size[0] > size[1] else size[0] // 17


def _caption_block(
    lines: list[str], speaker: str, size: tuple[int, int], letters: int, start: int, stop: int, fade: int
) -> Block:
    rows: list[tuple[str, Face, int, Color]] = [(line, caption_face(line), letters, _INK) for line in lines]
    if speaker:
        rows.insert(0, (speaker, caption_face(speaker), round(letters * 0.72), _ACCENT))
    pixels = _set(rows, leading=1.28)
    bottom = size[1] * (1 - SAFE) + letters * 2.0 if size[0] > size[1] else size[1] * 0.905 + letters * 0.55
    return _placed(pixels, size, size[0] / 2, bottom - pixels.shape[0] / 2, start, stop, fade)


@lru_cache(2)
def card_lettering(card: CardRecipe, size: tuple[int, int]) -> Lettering:
    """The title a little above the middle, its subtitle below it and later."""
    if not card.text.strip():
        return Lettering(())
    face = title_face(card.text)
    lines, letters = _title_lines(card.text, face, size)
    title = _set([(line, face, letters, _INK) for line in lines], leading=1.08, spread=0.05)
    stop = card.frames - _HALF
    middle = size[1] * 0.46
    blocks = [_placed(title, size, size[0] / 2, middle, _HALF, stop, 14, rise=18.0)]
    if card.subtitle:
        small = max(22, min(round(letters * 0.36), max(size) // 32))
        below = _subtitle(card.subtitle, size, small)
        y = middle + letters * (0.54 * len(lines) + 0.12) + small * 1.2
        blocks.append(
            _placed(below, size, size[0] / 2, min(y, size[1] * 0.9), _HALF + 10, stop, 14, rise=12.0)
        )
    return Lettering(tuple(blocks))


def _title_lines(text: str, face: Face, size: tuple[int, int]) -> tuple[list[str], int]:
    """As large as fits: up to two lines in a wide frame, four in a tall one."""
    room, most = size[0] * (1 - 2 * SAFE) * 0.88, 2 if size[0] > size[1] else 4
    letters = round(min(size[1] * 0.16, size[0] * 0.16))
    while True:

        def measure(part: str, letters: int = letters) -> float:
            return text_width(part, face, letters, letters * 0.02)

        lines = balanced(pieces(text), measure, room, most)
        if letters <= 20 or (len(lines) <= most and all(measure(line) <= room for line in lines)):
            return lines, letters
        letters = round(letters * 0.92)


def _subtitle(text: str, size: tuple[int, int], letters: int) -> Pixels:
    face = caption_face(text)

    def measure(part: str) -> float:
        return text_width(part, face, letters)

    lines = balanced(pieces(text), measure, size[0] * (1 - 2 * SAFE) * 0.8, 3)
    return _set([(line, face, letters, _ACCENT) for line in lines], leading=1.3)


def _set(rows: list[tuple[str, Face, int, Color]], *, leading: float, spread: float = 0.0) -> Pixels:
    """Rows of text, centred, over a soft dark backing, as premultiplied pixels."""
    masks = [
        (text_mask(text, face, size, size * spread * 0.4), size, color) for text, face, size, color in rows
    ]
    air = max(size for _, size, _ in masks)
    width = max(mask.shape[1] for mask, _, _ in masks) + 2 * air
    height = round(sum(size * leading for _, size, _ in masks)) + 3 * air
    ink: NDArray[np.uint8] = np.zeros((height, width), np.uint8)
    paint = np.zeros((height, width, 3), np.uint8)
    y = air * 1.15
    for mask, size, color in masks:
        top, left = round(y - size * 0.72), (width - mask.shape[1]) // 2
        down = min(mask.shape[0], height - top)
        window = np.s_[top : top + down, left : left + mask.shape[1]]
        ink[window] = np.maximum(ink[window], mask[:down])
        paint[window] = np.where(mask[:down, :, None] > 0, np.array(color[::-1]) * 255, paint[window])
        y += size * leading
    return _backed(ink, paint, air)


def _backed(ink: NDArray[np.uint8], paint: NDArray[np.uint8], size: int) -> Pixels:
    """The letters over their own wide shadow and a thin dark edge."""
    wide = _shadow(ink, size)
    thin = cv2.GaussianBlur(cv2.dilate(ink, np.ones((3, 3), np.uint8)), (0, 0), max(1.0, size * 0.05))
    shade = (
        np.maximum(wide.astype(np.float32) * 0.52, np.minimum(255, thin.astype(np.float32) * 1.1) * 0.85)
        / 255
    )
    letters = ink.astype(np.float32)[..., None] / 255
    under = (shade * (1 - letters[..., 0]))[..., None]
    color = paint * letters + np.array(_BACKING[::-1], np.float32) * 255 * under
    return np.concatenate((color, (letters + under) * 255), axis=2).round().astype(np.uint8)


def _shadow(ink: Pixels, size: int) -> Pixels:
    """Soft and wide, and so made at half the resolution; thickened first, or thin strokes would get lost."""
    height, width = ink.shape
    thick = cv2.dilate(ink, np.ones((3, 3), np.uint8))
    small = cv2.resize(thick, (-(-width // 2), -(-height // 2)), interpolation=cv2.INTER_AREA)
    side = (size // 2 - 2) // 2 | 1
    wide = cv2.dilate(small, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (side, side)))
    soft = cv2.GaussianBlur(wide, (0, 0), size * 0.13)
    return np.asarray(cv2.resize(soft, (width, height), interpolation=cv2.INTER_LINEAR), np.uint8)


def _placed(
    pixels: Pixels,
    size: tuple[int, int],
    x: float,
    y: float,
    start: int,
    stop: int,
    fade: int,
    rise: float = 0.0,
) -> Block:
    """Centred at x, y; cut to the frame, with even sides at even places as the colour planes need."""
    height, width = pixels.shape[:2]
    left, top = round(x - width / 2) & ~1, round(y - height / 2) & ~1
    cut_left, cut_top = max(0, -left), max(0, -top)
    right, bottom = min(width, size[0] - left) & ~1, min(height, size[1] - top) & ~1
    shown = np.ascontiguousarray(pixels[cut_top:bottom, cut_left:right])
    return Block(shown, planes_of(shown), left + cut_left, top + cut_top, start, stop, fade, rise)
