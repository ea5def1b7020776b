"""Captions are readable: two balanced lines within the safe area, in every script the fonts promise."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coda.apps.idea2video.pipeline.fonts import caption_face, has, text_width, title_face
from coda.apps.idea2video.pipeline.lettering import SAFE, caption_lettering, caption_size, card_lettering
from coda.apps.idea2video.pipeline.recipe import SIZES, CaptionRecipe
from coda.apps.idea2video.pipeline.typesetting import balanced, pages, pieces
from coda.apps.idea2video.vocabulary import ASPECTS, Aspect
from tests.idea2video.pipeline.pictures import card, picture

ENGLISH = "An old keeper makes friends with the storm that has frightened everybody else on the island."
SPANISH = "Un viejo farero se hace amigo de la tormenta; ¿quién enciende la lámpara para él?"
CHINESE = "从前，有一位年老的灯塔看守人，他和暴风雨成了朋友。“谁为你点灯呢？”暴风雨问道。"
LONG = f"{ENGLISH} {ENGLISH}"[:200]


def measure(text: str) -> float:
    return float(len(text))


def ideographs(charset: str, highs: range) -> list[str]:
    codes = [bytes((high, low)) for high in highs for low in range(0xA1, 0xFF)]
    return list("".join(code.decode(charset, "ignore") for code in codes))


class TestFonts:
    @pytest.mark.parametrize(
        ("charset", "highs"),
        [
            ("gb2312", range(0xB0, 0xF8)),
            ("big5", range(0xA4, 0xC7)),
            ("euc_jp", range(0xB0, 0xD0)),
            ("euc_kr", range(0xB0, 0xC9)),
        ],
    )
    def test_cover_the_usual_characters_of_china_taiwan_japan_and_korea(self, charset: str, highs: range):
        assert [sign for sign in ideographs(charset, highs)[::37] if not has("chinese", sign)] == []

    def test_cover_what_europe_writes(self):
        for sign in "ÀßñžŁőșΩλЖщёїґ«»„“…—’№€¿":
            assert has("captions", sign), sign

    def test_cover_vietnamese(self):
        for sign in "ăâđêôơưạảấềệịọốớụửỳỹ":
            assert has("captions", sign), sign

    def test_know_what_they_lack(self):
        assert not has("captions", "\U0001f600")
        assert not has("titles", "灯")

    def test_set_titles_in_the_face_that_has_their_letters(self):
        assert title_face("The Keeper’s Storm") == "titles"
        assert title_face("Сторож маяка") == "titles"
        assert title_face("灯塔与暴风雨") == "chinese"

    def test_set_captions_in_the_face_that_has_their_letters(self):
        assert caption_face(SPANISH) == caption_face("Příběh o majáku") == "captions"
        assert (
            caption_face(CHINESE)
            == caption_face("從前有一位燈塔守護者")
            == caption_face("灯台守と嵐")
            == "chinese"
        )


class TestLines:
    def test_never_begin_with_closing_marks(self):
        for room in range(6, 30):
            for page in pages(CHINESE, measure, room):
                assert not any(line[0] in "，。！？；：、）」』》】”’…" for line in page)
                assert not any(line[-1] in "（「『《【“" for line in page)

    def test_keep_words_whole(self):
        words = set(ENGLISH.split())
        for page in pages(ENGLISH, measure, 32):
            assert {word for line in page for word in line.split()} <= words

    def test_are_balanced(self):
        first, second = balanced(pieces(ENGLISH), measure, 60)
        assert abs(len(first) - len(second)) < 14

    @given(
        st.lists(st.text("abcdefgh", min_size=1, max_size=9), min_size=1, max_size=40), st.integers(10, 60)
    )
    def test_lose_nothing_and_fit(self, words: list[str], room: int):
        shown = pages(" ".join(words), measure, room)
        assert " ".join(line for page in shown for line in page).split() == words
        assert all(len(page) <= 2 and all(len(line) <= room for line in page) for page in shown)


@pytest.mark.parametrize("aspect", ASPECTS)
@pytest.mark.parametrize(
    "text", [ENGLISH, SPANISH, CHINESE, LONG], ids=["English", "Spanish", "Chinese", "long"]
)
class TestCaptions:
    def test_stay_inside_the_safe_area(self, aspect: Aspect, text: str):
        width, height = SIZES[aspect]
        caption = CaptionRecipe(text=text, speaker="Маяк", language="")
        for block in caption_lettering(caption, (width, height), 120).blocks:
            ink = block.pixels[..., :3].max(axis=2) > 200
            rows, columns = np.nonzero(ink)
            assert ink.any()
            assert block.x + columns.min() >= width * SAFE
            assert block.x + columns.max() < width * (1 - SAFE)
            assert block.y + rows.max() < height * (1 - SAFE)

    def test_follow_each_other_within_the_body(self, aspect: Aspect, text: str):
        caption = CaptionRecipe(text=text, speaker="", language="")
        blocks = caption_lettering(caption, SIZES[aspect], 120).blocks
        assert blocks[0].start == 6
        assert blocks[-1].stop == 114
        assert [block.stop for block in blocks[:-1]] == [block.start for block in blocks[1:]]


class TestTitles:
    @pytest.mark.parametrize("aspect", ASPECTS)
    @pytest.mark.parametrize(
        "title", ["Storm", "The Keeper of the Last Lighthouse and His Friend the Storm", "灯塔与暴风雨的故事"]
    )
    def test_shrink_to_fit(self, aspect: Aspect, title: str):
        width, height = SIZES[aspect]
        block, below = card_lettering(
            card(title, "A film by nobody", of=picture(aspect=aspect)), (width, height)
        ).blocks
        columns = np.nonzero((block.pixels[..., :3].max(axis=2) > 200).any(axis=0))[0]
        assert block.x + columns.min() >= width * SAFE
        assert block.x + columns.max() < width * (1 - SAFE)
        assert columns.max() - columns.min() > width * 0.2
        assert below.y > block.y

    def test_are_large_enough_for_a_phone(self):
        assert caption_size((1280, 720)) >= 36
        assert caption_size((720, 1280)) >= 40
        assert text_width("The storm", "captions", 40) > 120
