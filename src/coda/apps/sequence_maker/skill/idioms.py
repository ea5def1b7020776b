"""Sayings of several words, each with the words of the vocabulary that stand for it."""

from __future__ import annotations

_SAID = {
    "": (
        "for me | for us | at all | to me | a bit | a little | a little bit | at once | at the same "
        "time | all of a sudden | so that | in order to | all the way"
    ),
    "want": "i d like | i like | would like",
    "to": "to start at | to begin at | so it starts at | in time to | synced to",
    "until": "to end at | so it ends at",
    "chase": (
        "one after another | one after the other | one by one | one at a time | in turn | in turns | "
        "take turns | taking turns"
    ),
    "delete": "get rid of | take away | take out",
    "off": (
        "no light | no lights | turn off | switch off | shut off | turned off | lights out | lights off"
        " | go dark | black out"
    ),
    "fadein": "fade in | fades in | fading in | fade up",
    "fadeout": "fade out | fades out | fading out | fade away | fade down",
    "light": "light up | lit up | turn on | switch on",
    "goto": (
        "go to | jump to | skip to | go back to | seek to | move the playhead to | set the playhead "
        "to | scrub to"
    ),
    "earlier": "bring forward | pull forward",
    "earlier it": "bring it forward",
    "later": "push back",
    "too": "as well",
    "nevermind": "never mind | forget it",
    "thanks": "thank you",
    "hello": "good morning | good evening | good afternoon",
    "help": (
        "what can you do | what can i say | what can i do | what can i type | what do you understand "
        "| how does this work | what commands are there | how do i use this | who are you | what are "
        "you"
    ),
    "undo": "take back | take that back | take it back",
    "startover": "start over",
    "with": "in time with | in sync with | synced with | along with",
    "now": "right now",
    "insteadof": "instead of | rather than",
    "except": "other than | apart from | but not",
    "except the": "not the",
    "startingwith": "starting with",
    "louder": "turn up | turn it up",
    "quieter": "turn down | turn it down",
    "faster": "speed up",
    "slower": "slow down",
    "hz": "per second | times a second | times per second | times each second | times every second",
    "resume": "pick up",
    "default color": "default colour",
    "again": "do it again | once more | one more time",
    "same": "do the same | how about | what about",
    "if": "what if",
    "alone": "left alone",
}
"""What is meant, with the ways to say it; "" for what adds nothing."""

IDIOMS: dict[tuple[str, ...], tuple[str, ...]] = {
    tuple(saying.split()): tuple(meant.split())
    for meant, sayings in _SAID.items()
    for saying in sayings.split("|")
}
LONGEST_IDIOM = max(len(saying) for saying in IDIOMS)
"""In words."""
