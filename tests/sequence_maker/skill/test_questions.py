"""Questions about the show, answered from the show."""

import pytest

from coda.apps.sequence_maker.entities import Effect
from coda.apps.sequence_maker.skill.view import Playback
from tests.sequence_maker.skill.shows import BLUE, RED, ball, lit, say, show

QUESTIONS = (
    ("what color is ball 2 at 0:15?", "At 0:15 ball 2 is green."),
    ("What is the colour of ball 3 at 15 seconds", "At 0:15 ball 3 is dark."),
    ("what color are the balls at 0:12?", "At 0:12 ball 1 is blue, ball 2 is green and ball 3 is dark."),
    ("how many segments are on ball 1", "Ball 1 has 3 segments."),
    ("how many red segments are on ball 1", "Ball 1 has 2 segments."),
    ("how many segments are there?", "There are 4 segments: 3 on ball 1, 1 on ball 2 and 0 on ball 3."),
    ("how long is the song?", "The show is 1:00 long, the song 1:00."),
    ("what is the tempo", "The tempo is about 120 beats per minute."),
    ("bpm?", "The tempo is about 120 beats per minute."),
    ("when is the second chorus?", "From 0:40 to 1:00."),
    ("when is the chorus?", "From 0:20 to 0:30 and 0:40 to 1:00."),
    ("how many balls are there?", "There are 3 balls: Ball 1, Ball 2 and Ball 3."),
    ("how many balls do I have", "There are 3 balls: Ball 1, Ball 2 and Ball 3."),
    ("what is on ball 2?", "Ball 2 has 1 segment: green 0:10 to 0:20."),
    ("what's on ball 3", "Ball 3 is dark."),
    ("which balls are green at 15 seconds?", "At 0:15 ball 2 is green."),
    ("when is ball 1 red?", "Red is on ball 1 from 0:00 to 0:05 and 0:20 to 0:30."),
    ("how many beats are there", "The song has 120 beats."),
    ("how many beats are in the second chorus?", "The song has 40 beats from 0:40 to 1:00."),
    ("is anything selected?", None),
    ("what is selected?", "Nothing is selected."),
    ("which colors are used?", "There is red, blue and green."),
    ("where is the playhead?", "No player is open. The playhead is at 0:12."),
    ("what can you do?", None),
    ("hi", None),
    ("thanks!", "Gladly."),
)  # fmt: skip


@pytest.mark.parametrize(("text", "answer"), QUESTIONS, ids=[text for text, _ in QUESTIONS])
def test_a_question_is_answered_from_the_show(text: str, answer: str | None):
    said = say(text)
    assert not said.calls
    assert said.kind == "answer", said.text
    assert answer is None or said.text == answer


def test_sections_are_listed_with_their_times():
    assert "Verse 1 (0:08 to 0:20)" in say("what sections are there?").text


def test_a_fade_and_an_effect_are_told_as_such():
    view = show(balls=(ball(1, lit(1, 0, 10, RED, end_color=BLUE, effects=(Effect("strobe"),))),))
    told = say("what color is ball 1 at 0:05?", view=view).text
    assert "fading from red to blue" in told
    assert "strobe" in told


def test_the_player_tells_where_it_is():
    view = show(playback=Playback(position_ms=30_000, playing=True, volume=0.5))
    assert say("is it playing?", view=view).text == "Playing, at 0:30, volume 50%."


def test_without_a_song_the_length_is_the_shows():
    assert say("how long is the song?", view=show(song_ms=None, music=None)).text == (
        "The show is 1:00 long. There is no song in it."
    )
