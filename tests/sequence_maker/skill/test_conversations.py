"""Answers to questions, follow-ups, corrections: several messages, and what the last one comes to."""

import pytest

from tests.sequence_maker.skill.shows import RED, ball, came_to, lit, say, show

CONVERSATIONS = (
    (("make it red from 10 to 20", "2"), "paint_span 2 10-20 red"),
    (("make it red from 10 to 20", "the first one"), "paint_span 1 10-20 red"),
    (("make it red from 10 to 20", "balls 1 and 3"), "paint_span 1,3 10-20 red"),
    (("make it red from 10 to 20", "1 and 3 please"), "paint_span 1,3 10-20 red"),
    (("make it red from 10 to 20", "all of them"), "paint_span all 10-20 red"),
    (("make ball 1 from 10 to 20", "blue"), "paint_span 1 10-20 blue"),
    (("make ball 1 from 10 to 20", "make it blue"), "paint_span 1 10-20 blue"),
    (("make ball 3 red at 12", "3 seconds"), "paint_span 3 12-15 red"),
    (("make ball 3 red at 12", "3"), "paint_span 3 12-15 red"),
    (("make ball 3 red at 12", "until 14"), "paint_span 3 12-14 red"),
    (("make ball 3 red for 4 seconds", "at 12"), "paint_span 3 12-16 red"),
    (("make ball 3 red for 4 seconds", "now"), "paint_span 3 12-16 red"),
    (("make ball 1 bleu from 1 to 2", "yes"), "paint_span 1 1-2 blue"),
    (("make ball 1 yelow from 1 to 3 and ball 2 grean from 3 to 5", "yes"),
     "paint_span 1 1-3 yellow; paint_span 2 3-5 green"),
    (("make ball 1 a strobe pulse", "pulse"), "add_effect_to_span 1 pulse()"),
    (("make ball 1 bleu from 1 to 2", "no"), "answer"),
    (("during the chorus make all balls pink", "the second"), "paint_span all 40-60 pink"),
    (("during the chorus make all balls pink", "chorus 1"), "paint_span all 20-30 pink"),
    (("during the chorus make all balls pink", "both"),
     "paint_span all 20-30 pink; paint_span all 40-60 pink"),
    (("fade ball 3", "red to blue"), "paint_span 3 0-60 red->blue"),
    (("fade ball 3 from red", "blue"), "paint_span 3 0-60 red->blue"),
    (("fade ball 3 red", "in", "first 3 seconds"), "paint_span 3 0-3 black->red"),
    (("alternate ball 1 red and blue", "on every beat"), "apply_beat_pattern 1 toggle [red,blue]"),
    (("alternate ball 1 red", "green", "on the beat"), "apply_beat_pattern 1 toggle [red,green]"),
    (("make ball 1 red and blue", "fade"), "paint_span 1 0-60 red->blue"),
    (("make ball 1 red and blue from 0 to 1", "alternate", "every half second"),
     "create_segments_batch 1 [0-0.5 red, 0.5-1 blue]"),
    (("shift ball 1", "2 seconds later"), "shift_span 1 offset=2"),
    (("move ball 2 by 2 seconds back", "earlier"), "shift_span 2 offset=-2"),
    (("rename ball 1", "Left hand"), "rename_timeline 1 name=Left hand"),
    (("delete ball 2", "remove it"), "remove_timeline 2"),
    (("delete ball 2", "just clear it"), "clear_timeline 2"),
    (("extend ball 1", "the last one", "by 5 seconds"), "modify_segment 1 #3 -35"),
    (("strobe ball 3 from 1 to 2", "white"), "paint_span 3 1-2 white strobe()"),
    (("make ball 1 red from 0 to 5 then green", "until 8"),
     "paint_span 1 0-5 red; paint_span 1 5-8 green"),
    (("make ball 1 red from 0 to 5 then green", "from 6 to 8"),
     "paint_span 1 0-5 red; paint_span 1 6-8 green"),
    (("volume", "40"), "set_volume volume=0.4"),
    (("make ball 1 red from 1 to 3", "make it blue"), "paint_span 1 1-3 blue"),
    (("make ball 1 red from 1 to 3", "no, blue"), "paint_span 1 1-3 blue"),
    (("make ball 1 red from 1 to 3", "blue instead"), "paint_span 1 1-3 blue"),
    (("make ball 1 red from 1 to 3", "same for ball 2"), "paint_span 2 1-3 red"),
    (("make ball 1 red from 1 to 3", "and ball 3 too"), "paint_span 3 1-3 red"),
    (("make ball 1 red from 1 to 3", "do the same on the other balls"), "paint_span 2,3 1-3 red"),
    (("make ball 1 red from 1 to 3", "and ball 2 green"), "paint_span 2 1-3 green"),
    (("make ball 1 red from 1 to 3", "same for ball 2 from 5 to 6"), "paint_span 2 5-6 red"),
    (("make ball 1 red from 1 to 3", "now from 5 to 6"), "paint_span 1 5-6 red"),
    (("make ball 1 red from 1 to 3", "2 seconds longer"), "paint_span 1 1-5 red"),
    (("make ball 1 red from 1 to 3", "longer", "2 seconds"), "paint_span 1 1-5 red"),
    (("make ball 1 red from 1 to 3", "again"), "paint_span 1 1-3 red"),
    (("make ball 1 red from 1 to 3", "strobe it"), "add_effect_to_span 1 1-3 strobe()"),
    (("make ball 1 red from 1 to 3", "undo that"), "undo"),
    (("make balls 1 and 2 red from 1 to 3", "make them green"), "paint_span 1,2 1-3 green"),
    (("make balls 1 and 2 red from 1 to 3", "make both green"), "paint_span 1,2 0-60 green"),
    (("strobe ball 3 white at 8 hz from 1 to 3", "and ball 2 from 4 to 5"),
     "paint_span 2 4-5 white strobe(frequency=8)"),
    (("make it red", "never mind"), "answer"),
    (("make it red", "make ball 2 green from 1 to 2"), "paint_span 2 1-2 green"),
    (("make it red", "what color is ball 2 at 12?"), "answer"),
    (("make it red", "play"), "play_audio"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("texts", "expected"), CONVERSATIONS, ids=[" / ".join(texts) for texts, _ in CONVERSATIONS]
)
def test_the_last_message_leans_on_those_before_it(texts: tuple[str, ...], expected: str):
    assert came_to(*texts) == expected


def test_a_corrected_ball_says_that_the_first_change_stays():
    said = say("make ball 1 red from 1 to 3", "no, ball 2")
    assert said.calls[0].arguments["balls"] == [1]
    assert "undo" in said.text


def test_what_was_done_is_told_from_the_conversation():
    assert "I'll make ball 1 red" in say("make ball 1 red", "what did you do?").text
    assert "haven't done anything" in say("what did you do?").text


def test_a_selected_segment_is_what_a_bare_command_means():
    view = show(selection=frozenset({"s12"}))
    assert came_to("make it red", view=view) == "modify_segment 1 #2 red"
    assert came_to("delete it", view=view) == "delete_segment 1 #2"
    assert came_to("delete the selected segment", view=view) == "delete_segment 1 #2"
    assert came_to("strobe this segment", view=view) == "add_effect 1 #2 strobe()"
    assert came_to("move it 1 second later", view=view) == "modify_segment 1 #2 11-16"
    assert came_to("make it red from 10 to 20", view=view) == "paint_span 1 10-20 red"


def test_a_pronoun_is_asked_about_when_selection_and_talk_differ():
    view = show(selection=frozenset({"s12"}))
    assert say("make ball 2 red from 1 to 2", "make it blue", view=view).kind == "ask"


def test_the_only_ball_needs_no_name():
    view = show(balls=(ball(1, lit(1, 0, 5, RED)), ball(2)), allowed=frozenset({1}))
    assert came_to("make it red from 1 to 2", view=view) == "paint_span 2 1-2 red"
    assert came_to("red from 1 to 2", view=show(balls=(ball(1),))) == "paint_span 1 1-2 red"


def test_balls_go_by_the_names_the_user_gave():
    view = show(balls=(ball(1, name="Left hand"), ball(2, name="Right hand"), ball(3, name="Hat")))
    assert came_to("make left hand red from 1 to 2", view=view) == "paint_span 1 1-2 red"
    assert came_to("make the hat and the right hand red from 1 to 2", view=view) == "paint_span 3,2 1-2 red"
    assert came_to("make ball 2 red from 1 to 2", view=view) == "paint_span 2 1-2 red"
    assert (
        say("make left hand red from 1 to 2", view=view).text == "I'll make Left hand red from 0:01 to 0:02."
    )


def test_a_ball_called_by_another_number_is_never_mistaken():
    view = show(balls=(ball(2), ball(3)))
    assert came_to("make ball 2 red from 1 to 2", view=view) == "paint_span 1 1-2 red"
    assert say("make ball 1 red", view=view).text == "There is no ball 1. There are Ball 2 and Ball 3."


def test_louder_starts_from_the_volume_that_is_set():
    from coda.apps.sequence_maker.skill.view import Playback

    view = show(playback=Playback(position_ms=0, playing=True, volume=0.5))
    assert came_to("louder", view=view) == "set_volume volume=0.6"
    assert came_to("turn it down by 20%", view=view) == "set_volume volume=0.3"
    assert came_to("louder") == "ask"


def test_an_effect_is_taken_off_again():
    from coda.apps.sequence_maker.entities import Effect

    view = show(balls=(ball(1, lit(1, 0, 5, RED, effects=(Effect("strobe"), Effect("pulse")))), ball(2)))
    (call,) = say("remove the strobe from ball 1", view=view).calls
    assert call.arguments["properties"] == {"effects": [{"type": "pulse", "parameters": {}}]}
    assert say("stop strobing ball 2", view=view).kind == "refuse"
