"""Commands within a message: what belongs to one, and what of it has been understood."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from coda.apps.idea2video.skill.phrases import Phrase

TARGETS = ("shots", "scenes", "character", "scene name")
_VALUES = (
    "angle", "movement", "more", "time", "weather", "mood", "pose", "element", "figure", "place", "feature",
    "colour", "style", "aspect", "seconds", "voice", "language", "text", "step",
)  # fmt: skip
_SENTENCE_MARKS = (".", "!", "?", "。", "…", "'", '"')
COURTESY = frozenset({"thanks", "hello", "praise", "never mind", "wait"})
_STARTS = ("do", "step", "history")


class Clause:
    """One command. Intents take what they use; what is left over was not understood."""

    def __init__(self, phrases: Iterable[Phrase], before: Clause | None = None) -> None:
        self.phrases = list(phrases)
        self.before = before
        """The clause in front of it in the message, from which it may take a verb or a target."""
        self._used: set[int] = set()

    @property
    def is_courtesy(self) -> bool:
        """Nothing but "yes", "no" or "thanks"."""
        return all(phrase.means("talk", *COURTESY) or phrase.means("step", "yes") for phrase in self.left())

    def has(self, kind: str, *keys: str) -> bool:
        return any(phrase.means(kind, *keys) for _, phrase in self._unused())

    def find(self, kind: str, *keys: str) -> Phrase | None:
        return next((phrase for _, phrase in self._unused() if phrase.means(kind, *keys)), None)

    def take(self, kind: str, *keys: str) -> str | None:
        """The key of the first unused phrase of that kind, which is used then."""
        for place, phrase in self._unused():
            if phrase.means(kind, *keys):
                self._used.add(place)
                return phrase.meanings[kind]
        return None

    def take_all(self, kind: str, *keys: str) -> list[str]:
        taken: list[str] = []
        while (key := self.take(kind, *keys)) is not None:
            taken.append(key)
        return taken

    def beside(self, first: Phrase, second: Phrase) -> bool:
        """Whether the second follows the first at once."""
        return self.phrases.index(second) == self.phrases.index(first) + 1

    def left(self) -> list[Phrase]:
        """What nobody took and means something, or nothing that is known."""
        last = len(self.phrases) - 1
        return [
            phrase
            for place, phrase in self._unused()
            if not is_small(phrase) and not (place == last and phrase.means("also"))
        ]

    def _unused(self) -> list[tuple[int, Phrase]]:
        return [(place, phrase) for place, phrase in enumerate(self.phrases) if place not in self._used]


def is_small(phrase: Phrase) -> bool:
    """A word that a command can do without."""
    if any(phrase.means(kind) for kind in ("small", "join", "mark", "measure", "pronoun", "this")):
        return True
    return (
        phrase.means("place of", "to", "with", "as", "out", "by")
        or phrase.means("same")
        or phrase.means("question", "particle")
    )


def split(phrases: Sequence[Phrase]) -> list[Clause]:
    """The message at its commas and "and"s, where what follows is a command of its own."""
    clauses: list[Clause] = []
    for part in _parts(phrases):
        if clauses and not _begins(part, clauses[-1]):
            clauses[-1].phrases += part
        else:
            before = clauses[-1] if clauses else None
            clauses.append(Clause([*_verbs_for(part, before), *part], before))
    return clauses


def _starts(phrase: Phrase) -> bool:
    """Verbs do, but not "… called Tinto"."""
    return any(phrase.means(kind) for kind in _STARTS) and not phrase.means("do", "named")


def _verbs_for(part: Sequence[Phrase], before: Clause | None) -> list[Phrase]:
    """Those of the command before, where a part names something to do it to: "… and the moon from shot 3"."""
    named = any(phrase.means(kind) for phrase in part for kind in TARGETS)
    if before is None or before.is_courtesy or not named or any(_starts(phrase) for phrase in part):
        return []
    return [phrase for phrase in before.phrases if phrase.means("do") or phrase.means("place of", "out")]


def _parts(phrases: Sequence[Phrase]) -> list[list[Phrase]]:
    parts: list[list[Phrase]] = [[]]
    for phrase in phrases:
        if phrase.means("join") or phrase.means("mark", ",", ";", "、", *_SENTENCE_MARKS):
            parts.append([])
        if not phrase.means("mark", *_SENTENCE_MARKS):
            parts[-1].append(phrase)
    return [part for part in parts if any(not is_small(phrase) for phrase in part)]


def _begins(part: Sequence[Phrase], before: Clause) -> bool:
    """A part with a verb of its own does, and one that names another target with something for it."""
    if before.is_courtesy or any(_starts(phrase) for phrase in part):
        return True
    named = any(phrase.means(kind) for phrase in part for kind in TARGETS)
    told = any(phrase.means(kind) for phrase in part for kind in _VALUES)
    full = any(before.has(kind) for kind in TARGETS) and any(before.has(kind) for kind in _VALUES)
    return named and told and full
