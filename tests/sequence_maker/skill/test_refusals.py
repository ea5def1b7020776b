"""What cannot be done, is unclear or no command at all: no calls, and words that help."""

import pytest

from tests.sequence_maker.skill.shows import ball, say, show

REFUSALS = (
    ("make ball 9 red", "There are 3 balls; there is no ball 9."),
    ("make ball 1 red from 20 to 10", "must come after"),
    ("make ball 1 red from 10 to 10", "must come after"),
    ("make ball 1 red from 50 to 70", "The show is 1:00 long"),
    ("make ball 1 red from 2:00 to 3:00", "The show is 1:00 long"),
    ("make ball 1 red from -5 to 10", "before the show"),
    ("make ball 1 red from 0:75 to 0:80", "a minute has 60 seconds"),
    ("make ball 1 violet", "purple or pink"),
    ("make ball 1 #12345", "not a color"),
    ("make ball 1 rgb(300, 0, 0)", "0 to 255"),
    ("make ball 1 glitter", "“glitter”"),
    ("volume 300 %", "0 to 100 %"),
    ("strobe ball 1 white at 900 hz", "the most is 100 Hz"),
    ("go to 5:00", "1:00 long"),
    ("change green to blue on ball 1", "no green on ball 1"),
    ("delete the fifth segment of ball 1", "only 3 segments"),
    ("delete the first segment of ball 3", "no segments"),
    ("move ball 1 10 seconds earlier", "before the show"),
    ("move ball 1 40 seconds later", "ends at"),
    ("shorten the first segment of ball 1 by 6 seconds", "nothing would be left"),
    ("make ball 1 red during the drop", "There are: Intro, Verse 1"),
    ("make ball 1 red at beat 900 for 1 second", "there is no beat 900"),
    ("if the beat drops make ball 1 red", "conditions"),
    ("when the chorus starts make ball 1 red", "conditions"),
    ("make ball 1 red unless ball 2 is blue", "conditions"),
    ("make ball 1 a random color", "at random"),
    ("don't touch ball 2", "no rule for later"),
    ("don't make ball 1 red", "not what to leave out"),
    ("never make ball 1 red", "not what to leave out"),
    ("undo everything", "one step at a time"),
    ("make ball 1 red and undo", "stand alone"),
    ("delete the first segment of ball 1 and the second segment of ball 1", None),
    ("play ball 1", "whole show"),
    ("play ball 1 red", None),
    ("make ball 1 red and tell ball 2 a joke", None),
    ("rainbow ball 1 red", "all colors"),
    ("brighten ball 1 to 150 %", "as bright as it can be"),
    ("play from 0:10 for 5 seconds", "not stop it later"),
    ("clear ball 2's first segment until 0:12", "not both"),
    ("make the first segment of ball 1 blue from 1 to 2", "not both"),
    ("delete red on ball 1 from 0 to 10", "not by both"),
    ("write me a poem", "not a language model"),
    ("what's the weather", "not a language model"),
    ("sing me a song", None),
    ("asdf qwer", "not a language model"),
    ("mache Ball 1 rot von 10 bis 20", None),
    ("haz la bola 1 roja", None),
    ("把球变成红色", "not a language model"),
    ("🎉", "not a language model"),
    ("", "not a language model"),
    ("   ", "not a language model"),
    ("and the", "not a language model"),
    ("make ball 1 red from 0 to 5 " * 200, "too long"),
)  # fmt: skip


@pytest.mark.parametrize(("text", "words"), REFUSALS, ids=[text[:60] for text, _ in REFUSALS])
def test_what_cannot_be_done_is_refused_with_the_reason(text: str, words: str | None):
    said = say(text)
    assert said.kind == "refuse", said.text
    assert not said.calls
    assert words is None or words in said.text


QUESTIONS_BACK = (
    ("make it red from 10 to 20", "Which ball?"),
    ("red", "Which ball?"),
    ("make ball 1", "Which color?"),
    ("make ball 1 bleu", "Did you mean “blue”?"),
    ("make bal 1 red", "Did you mean “ball”?"),
    ("stobe ball 1 white", "Did you mean “strobe”?"),
    ("make ball 1 red at 12", "For how long?"),
    ("make ball 1 red for 3 seconds", "Starting when?"),
    ("make ball 1 red from 0 to", "after “to”"),
    ("make ball 1 red from 0 to 5 from 10 to 15", "more than one time"),
    ("make ball 1 red the last ball from 0 to 5", "more than one"),
    ("rainbow", "Which balls?"),
    ("pulse red and blue on the beat", "Which balls?"),
    ("pulse all balls on the beat", "Which color"),
    ("clear", "Clear which ball, or all of them?"),
    ("fade ball 3 to blue from 1 to 2", "From which color?"),
    ("make ball 1 red and blue from 1 to 2", "fade from one to the other, or alternate"),
    ("during the chorus make all balls pink", "Which chorus"),
    ("delete ball 3", "Clear ball 3, or remove ball 3 from the show?"),
    ("alternate red and blue on ball 1", "How often?"),
    ("move ball 1 2 seconds", "Earlier or later?"),
    ("shift ball 1", "By how many seconds"),
    ("both red", "Which balls"),
    ("volume", "How loud?"),
    ("strobe ball 3", "Which color?"),
    ("go to", None),
    ("make ball 1 red from 0 to 5 then green", "second color"),
    ("ball 1 red, then ball 2 blue from 5 to 10", "first part"),
    ("make ball 1 a strobe pulse", "Strobe or pulse?"),
)  # fmt: skip


@pytest.mark.parametrize(("text", "words"), QUESTIONS_BACK, ids=[text for text, _ in QUESTIONS_BACK])
def test_what_is_unclear_gets_one_short_question_and_no_change(text: str, words: str | None):
    said = say(text)
    assert said.kind == "ask", said.text
    assert not said.calls
    assert said.text.count("?") >= 1
    assert words is None or words in said.text


def test_balls_out_of_scope_are_refused_by_name():
    view = show(allowed=frozenset({0, 2}))
    assert say("make ball 2 red", view=view).text == "Ball 2 is not among the balls the copilot may touch."
    assert (
        say("make all balls red from 1 to 2", view=view).text
        == "I'll make balls 1 and 3 red from 0:01 to 0:02."
    )


def test_no_song_and_no_analysis_are_told_apart():
    nothing = show(song_ms=None, music=None)
    listening = show(music=None)
    assert "no song" in say("pulse all balls red on the beat", view=nothing).text
    assert "still listening" in say("pulse all balls red on the beat", view=listening).text
    assert "no song" in say("play the chorus", view=nothing).text
    assert "still listening" in say("what is the tempo?", view=listening).text


def test_a_show_without_balls_says_so():
    assert "no balls" in say("make ball 1 red", view=show(balls=())).text
    assert say("add a ball", view=show(balls=())).calls[0].name == "add_timeline"


def test_the_examples_offered_are_commands_that_work():
    for view in (
        show(),
        show(music=None, song_ms=None),
        show(balls=(ball(1),)),
        show(total_ms=4000, music=None),
    ):
        text = say("help", view=view).text
        quoted = [part.split("”")[0] for part in text.split("“")[1:]]
        assert len(quoted) == 2
        assert all(say(example, view=view).kind == "act" for example in quoted)
