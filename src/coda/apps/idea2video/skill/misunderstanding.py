"""What is said about words that mean nothing to the interpreter."""

from __future__ import annotations

from collections.abc import Sequence

from coda.apps.idea2video.skill.outcomes import Unclear
from coda.apps.idea2video.skill.phrases import Phrase
from coda.apps.idea2video.skill.small_talk import examples
from coda.apps.idea2video.skill.view import FilmView
from coda.apps.idea2video.skill.wording import say

_MOST_QUOTED = 3
_NOTHING_READ = 99


class Unreadable(Unclear):
    """`count` words had no meaning where they stand."""

    def __init__(self, message: str, count: int) -> None:
        super().__init__(message)
        self.count = count


def unreadable(left: Sequence[Phrase], view: FilmView, language: str) -> Unreadable:
    slots = {"what": say(language, "what it is"), "examples": examples(view, language)}
    if not left or len(left) > _MOST_QUOTED:
        return Unreadable(say(language, "not understood", **slots), len(left) or _NOTHING_READ)
    words = say(language, "between quotes").join(phrase.text for phrase in left)
    return Unreadable(say(language, "left", words=words, **slots), len(left))
