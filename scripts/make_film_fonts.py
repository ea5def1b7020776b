"""Cut the two fonts that films are lettered with out of their sources.

Captions are set in Noto Sans Medium and, where it lacks a letter, in Noto Sans CJK SC Medium; titles in EB
Garamond 12 Regular. The sources are in Debian's packages `fonts-noto-extra`, `fonts-noto-cjk-extra` and
`fonts-ebgaramond`; unpack them anywhere (`dpkg -x PACKAGE FOLDER`) and
run, in an environment that has fonttools:

    python scripts/make_film_fonts.py --sans NotoSans-Medium.ttf \
        --chinese NotoSansCJK-Medium.ttc --titles EBGaramond12-Regular.otf

What is kept: Latin with the letters of Vietnamese, Greek, Cyrillic, punctuation and arrows; in the Chinese
font all characters of GB 2312 (which has kana), and the usual ones of Big5, Japanese and Korean. Equal
sources and an equal fonttools give equal files.
"""

from __future__ import annotations

import argparse
import importlib
from pathlib import Path
from typing import Any

subset: Any = importlib.import_module("fontTools.subset")
ttlib: Any = importlib.import_module("fontTools.ttLib")
# fonttools carries no types, and only this script needs it

FONTS = Path(__file__).resolve().parents[1] / "src/coda/apps/idea2video/fonts"
CHINESE_FACE = "Noto Sans CJK SC Medium"
FULL_NAME = 4

LETTERS = (
    *range(0x20, 0x7F),
    *range(0xA0, 0x180),
    0x218,
    0x219,
    0x21A,
    0x21B,
    *range(0x384, 0x3CF),
    *range(0x400, 0x460),
    0x490,
    0x491,
    0x1A0,
    0x1A1,
    0x1AF,
    0x1B0,
    0x1E9E,
    *range(0x1EA0, 0x1EFA),
    *range(0x2010, 0x2028),
    *range(0x2030, 0x203B),
    0x20AC,
    0x2116,
    0x2122,
    *range(0x2190, 0x2194),
    0x2212,
    0x266A,
)
CHINESE_SIGNS = (*range(0x3000, 0x3018), *range(0xFF01, 0xFF5F), 0xFFE5)


IDEOGRAPHS = (
    ("gb2312", range(0xA1, 0xF8), range(0xA1, 0xFF)),
    ("big5", range(0xA1, 0xC7), range(0x40, 0xFF)),
    ("euc_jp", range(0xA1, 0xD0), range(0xA1, 0xFF)),
    ("euc_kr", range(0xB0, 0xC9), range(0xA1, 0xFF)),
)
"""Character sets by the bytes of their first levels: high, low."""


def ideographs() -> set[int]:
    """As code points."""
    return {
        ord(sign)
        for charset, highs, lows in IDEOGRAPHS
        for high in highs
        for sign in "".join(bytes((high, low)).decode(charset, "ignore") for low in lows)
    }


def cut(font: Any, signs: set[int], target: Path) -> None:
    options = subset.Options()
    options.layout_features = ["kern", "liga", "locl", "ccmp", "mark"]
    options.hinting = False
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.notdef_outline = True
    options.drop_tables += ["FFTM", "vhea", "vmtx", "VORG", "BASE"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=signs)
    subsetter.subset(font)
    font.save(target)
    print(f"{target.name}: {len(font.getBestCmap())} characters, {target.stat().st_size:,} bytes")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sans", type=Path, required=True)
    parser.add_argument("--chinese", type=Path, required=True)
    parser.add_argument("--titles", type=Path, required=True)
    arguments = parser.parse_args()
    faces = ttlib.TTCollection(arguments.chinese).fonts
    broad = next(face for face in faces if face["name"].getDebugName(FULL_NAME) == CHINESE_FACE)
    cut(ttlib.TTFont(arguments.sans, recalcTimestamp=False), set(LETTERS), FONTS / "captions.ttf")
    cut(broad, set(LETTERS) | set(CHINESE_SIGNS) | ideographs(), FONTS / "chinese.otf")
    cut(ttlib.TTFont(arguments.titles, recalcTimestamp=False), set(LETTERS), FONTS / "titles.otf")


if __name__ == "__main__":
    main()
