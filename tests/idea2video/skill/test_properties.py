"""What holds for any text: a reply, the same again, never an exception, and no call for words unknown."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from coda.apps.idea2video.skill.tails import find_tail
from coda.apps.idea2video.skill.vocabulary import vocabulary
from tests.idea2video.skill.films import brief, empty, harbour, say
from tests.idea2video.skill.sentences import CHINESE, ENGLISH, IDEAS, SPANISH

FILM, BLANK = harbour(), empty()
SPOKEN = [text for text, _ in (*ENGLISH, *SPANISH, *CHINESE, *IDEAS)]
EDITS = [text for text, wanted in ENGLISH if "edit_shot" in wanted and find_tail(text, "en") is None]
WORDS = sorted({word for language in ("en", "es", "zh") for word in vocabulary(language)})
texts = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join),
    st.tuples(
        st.sampled_from(SPOKEN), st.sampled_from([" and ", ", ", ". ", " "]), st.sampled_from(SPOKEN)
    ).map("".join),
)


@settings(deadline=None, max_examples=150)
@given(texts, st.lists(texts, max_size=2))
def test_any_text_gets_the_same_reply_again(text: str, earlier: list[str]) -> None:
    for film in (FILM, BLANK):
        reply = say(text, film, *earlier)
        assert reply.text or reply.calls
        assert (reply.kind == "act") == bool(reply.calls)
        assert say(text, film, *earlier) == reply


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(EDITS))
def test_a_word_that_is_not_understood_stops_the_command(text: str) -> None:
    assert brief(say(f"{text} blorptastic", FILM)) in {"ask", "refuse"}


@settings(deadline=None, max_examples=80)
@given(st.integers(1, 8), st.integers(1, 8), st.sampled_from(["night", "dawn", "dusk", "day"]))
def test_shots_are_named_exactly(one: int, other: int, time: str) -> None:
    wanted = "; ".join(f"edit_shot {number} time={time}" for number in dict.fromkeys((one, other)))
    assert brief(say(f"make shots {one} and {other} {time} scenes", FILM)) == wanted
    wanted = "; ".join(f"remove_shot {number}" for number in sorted({one, other}, reverse=True))
    assert brief(say(f"delete shot {one} and delete shot {other}", FILM)) == wanted
