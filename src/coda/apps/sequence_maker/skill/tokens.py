"""A sentence as tokens: words, numbers, clock times, colour codes and marks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

_TOKEN = re.compile(
    r"""(?P<code>\#[0-9a-zA-Z]+)
      | (?P<clock>\d{1,3}:\d{2}(?::\d{2})?(?:\.\d+)?(?![\d:]))
      | (?P<number>\d+(?:\.\d+)?|\.\d+)
      | (?P<word>[^\W\d_]+(?:'[^\W\d_]+)*)
      | (?P<break>\n)
      | (?P<mark>[^\s])""",
    re.VERBOSE,
)

_DOTS = re.compile(r"(?<=[\dsn])\s?\.{2,3}\s?(?=\d)")
"""As in "10..20"."""
_PLAIN = str.maketrans(
    {
        "‘": "'",
        "’": "'",
        "´": "'",
        "`": "'",
        "“": '"',
        "”": '"',
        "„": '"',
        "«": '"',
        "»": '"',
        "–": "-",
        "—": "-",
        "−": "-",
        "→": ">",
        "_": " ",
    }
)

_CONTRACTIONS = {
    "what's": "what is", "whats": "what is", "it's": "it is", "who's": "who is", "where's": "where is",
    "when's": "when is", "how's": "how is", "that's": "that is", "there's": "there is", "don't": "not",
    "dont": "not", "doesn't": "not", "didn't": "not", "shouldn't": "not", "won't": "not", "can't": "not",
    "cannot": "not", "isn't": "not", "aren't": "not", "let's": "let", "lets": "let", "gimme": "give",
    "wanna": "want", "i'd": "i", "i'll": "i", "i'm": "i", "i've": "i", "you're": "you", "we'll": "we",
    "they're": "they", "'til": "until",
}  # fmt: skip

_JOINED: tuple[tuple[str, str], ...] = (
    ("for me", ""),
    ("for us", ""),
    ("i d like", "want"),
    ("i like", "want"),
    ("would like", "want"),
    ("at all", ""),
    ("to me", ""),
    ("to start at", "to"),
    ("to begin at", "to"),
    ("so it starts at", "to"),
    ("to end at", "until"),
    ("so it ends at", "until"),
    ("one after another", "chase"), ("one after the other", "chase"), ("one by one", "chase"),
    ("one at a time", "chase"), ("in turn", "chase"), ("in turns", "chase"), ("take turns", "chase"),
    ("taking turns", "chase"), ("get rid of", "delete"), ("take away", "delete"), ("take out", "delete"),
    ("turn off", "off"), ("switch off", "off"), ("shut off", "off"), ("turned off", "off"),
    ("lights out", "off"), ("lights off", "off"), ("go dark", "off"), ("black out", "off"),
    ("fade in", "fadein"), ("fades in", "fadein"), ("fading in", "fadein"), ("fade up", "fadein"),
    ("fade out", "fadeout"), ("fades out", "fadeout"), ("fading out", "fadeout"), ("fade away", "fadeout"),
    ("fade down", "fadeout"), ("light up", "light"), ("lit up", "light"), ("turn on", "light"),
    ("switch on", "light"), ("go to", "goto"), ("jump to", "goto"), ("skip to", "goto"), ("go back to", "goto"),
    ("seek to", "goto"), ("move the playhead to", "goto"), ("set the playhead to", "goto"), ("scrub to", "goto"),
    ("bring forward", "earlier"), ("bring it forward", "earlier it"), ("pull forward", "earlier"),
    ("push back", "later"), ("as well", "too"), ("never mind", "nevermind"),
    ("forget it", "nevermind"), ("thank you", "thanks"), ("good morning", "hello"), ("good evening", "hello"),
    ("good afternoon", "hello"), ("what can you do", "help"), ("what can i say", "help"),
    ("what can i do", "help"), ("what can i type", "help"), ("what do you understand", "help"),
    ("how does this work", "help"), ("what commands are there", "help"), ("how do i use this", "help"),
    ("who are you", "help"), ("what are you", "help"), ("take back", "undo"), ("take that back", "undo"),
    ("take it back", "undo"), ("start over", "startover"), ("in time with", "with"), ("in time to", "to"),
    ("in sync with", "with"), ("synced to", "to"), ("synced with", "with"), ("along with", "with"),
    ("a bit", ""), ("a little", ""), ("a little bit", ""), ("at once", ""), ("at the same time", ""),
    ("right now", "now"), ("all of a sudden", ""), ("instead of", "insteadof"), ("rather than", "insteadof"),
    ("other than", "except"), ("apart from", "except"), ("but not", "except"), ("not the", "except the"),
    ("starting with", "startingwith"), ("turn up", "louder"), ("turn it up", "louder"),
    ("turn down", "quieter"), ("turn it down", "quieter"), ("speed up", "faster"), ("slow down", "slower"),
    ("per second", "hz"), ("times a second", "hz"), ("times per second", "hz"), ("times each second", "hz"),
    ("times every second", "hz"), ("pick up", "resume"), ("default colour", "default color"),
    ("do it again", "again"), ("once more", "again"), ("one more time", "again"),
    ("do the same", "same"), ("how about", "same"), ("what about", "same"), ("what if", "if"),
    ("left alone", "alone"), ("so that", ""), ("in order to", ""), ("all the way", ""),
)  # fmt: skip

_IDIOMS = {tuple(said.split()): tuple(meant.split()) for said, meant in _JOINED}
_LONGEST_IDIOM = max(len(said) for said in _IDIOMS)


@dataclass(frozen=True, slots=True)
class Token:
    kind: str
    """`word`, `number`, `clock`, `code` (starts with #), `break` or `mark`."""
    text: str
    """In lower case; for an idiom, the one word that stands for it."""
    start: int
    end: int
    """Where it stands in the plain text, in characters."""
    glued: bool
    """No space before it."""


def plain(text: str) -> str:
    """The text with typographic quotes, dashes and wide letters made ordinary."""
    text = unicodedata.normalize("NFKC", text.translate(_PLAIN)).translate(_PLAIN)
    return _DOTS.sub("-", text)


def tokenize(text: str) -> tuple[Token, ...]:
    """Tokens of a text that `plain` has been through."""
    return tuple(_idioms(_words(list(_raw(text)))))


def _raw(text: str) -> Iterator[Token]:
    previous_end = -1
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or "mark"
        yield Token(kind, match.group().lower(), match.start(), match.end(), match.start() == previous_end)
        previous_end = match.end()


def _words(tokens: list[Token]) -> list[Token]:
    """Contractions are written out, possessive endings fall away."""
    words: list[Token] = []
    for place, token in enumerate(tokens):
        if token.kind != "word":
            words.append(token)
        elif token.text in _CONTRACTIONS:
            words += [replace(token, text=part) for part in _CONTRACTIONS[token.text].split()]
        elif token.text == "s" and _is_possessive(tokens, place):
            words.pop()
        else:
            words.append(replace(token, text=token.text.removesuffix("'s")))
    return words


def _is_possessive(tokens: list[Token], place: int) -> bool:
    return place > 0 and tokens[place].glued and tokens[place - 1].text == "'"


def _idioms(tokens: list[Token]) -> Iterator[Token]:
    place = 0
    while place < len(tokens):
        said = _idiom_at(tokens, place)
        if said is None:
            yield tokens[place]
            place += 1
            continue
        first, last = tokens[place], tokens[place + len(said) - 1]
        for word in _IDIOMS[said]:
            yield replace(first, kind="word", text=word, end=last.end)
        place += len(said)


def _idiom_at(tokens: list[Token], place: int) -> tuple[str, ...] | None:
    ahead = tuple(token.text for token in tokens[place : place + _LONGEST_IDIOM])
    for length in range(len(ahead), 1, -1):
        if ahead[:length] in _IDIOMS:
            return ahead[:length]
    return None
