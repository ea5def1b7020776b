"""From a message to steps: each clause completed by the one before, given to the intent that fits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from coda.apps.sequence_maker.skill.clauses import Clause
from coda.apps.sequence_maker.skill.intents.balls import ADD, COPY, DEFAULT, REMOVE, RENAME, SWAP
from coda.apps.sequence_maker.skill.intents.effect_removal import REMOVE_EFFECT
from coda.apps.sequence_maker.skill.intents.effects import EFFECT
from coda.apps.sequence_maker.skill.intents.fades import FADE, FADE_IN_OUT
from coda.apps.sequence_maker.skill.intents.history import REDO, UNDO
from coda.apps.sequence_maker.skill.intents.light import CLEAR, DARKEN, DELETE, DIM
from coda.apps.sequence_maker.skill.intents.moves import MOVE, STRETCH
from coda.apps.sequence_maker.skill.intents.paint import CHANGE, PAINT
from coda.apps.sequence_maker.skill.intents.playback import PAUSE, PLAY, SEEK, STOP, VOLUME
from coda.apps.sequence_maker.skill.intents.rhythm import CHASE, PATTERN
from coda.apps.sequence_maker.skill.outcomes import Impossible, Unclear, Unreadable, Wants
from coda.apps.sequence_maker.skill.phrases import Balls, Phrase, Word
from coda.apps.sequence_maker.skill.reader import UNFINISHED_LEMMA
from coda.apps.sequence_maker.skill.steps import Done, Intent, Scene, Step
from coda.apps.sequence_maker.skill.view import ShowView

INTENTS: tuple[Intent, ...] = (
    UNDO,
    REDO,
    REMOVE_EFFECT,
    DEFAULT,
    RENAME,
    ADD,
    REMOVE,
    VOLUME,
    SEEK,
    PAUSE,
    STOP,
    PLAY,
    COPY,
    SWAP,
    CHASE,
    PATTERN,
    EFFECT,
    FADE_IN_OUT,
    MOVE,
    STRETCH,
    DIM,
    CLEAR,
    DELETE,
    DARKEN,
    CHANGE,
    FADE,
    PAINT,
)
"""In order of precedence: the first that matches takes the clause."""

_ALWAYS = frozenset(
    """on of in to at by for with from during as too new let have is and come over between now hello thanks
    praise""".split()
)
"""Words that change nothing."""

CANNOT = {
    "if": "I can't act on conditions. Tell me plainly what to do and when.",
    "when": "I can't act on conditions. Say the time, as in “from 0:10 to 0:20” or “during the chorus”.",
    "random": "I do nothing at random. Name the colors, balls or times you want.",
}


@dataclass(frozen=True)
class Understood:
    """A message whose every clause was understood, in order."""

    done: tuple[Done, ...]

    @property
    def clauses(self) -> tuple[Clause, ...]:
        return tuple(one.clause for one in self.done)


def understand(clauses: Sequence[Clause], view: ShowView, before: Done | None) -> Understood:
    """Raises Unclear, Impossible or Unreadable at the first clause that needs it."""
    done: list[Done] = []
    clauses = honoring_exceptions(clauses)
    _refuse_timeless_start(clauses)
    for clause in clauses:
        scene = Scene(view, done[-1] if done else before)
        whole = _completed(replace(clause, pending=bool(done)), done[-1].clause if done else None)
        try:
            _refuse_repainting(clause, done)
            step = act(whole, scene)
        except Unclear as unclear:
            unclear.place = len(done)
            raise
        done.append(Done(replace(whole, pending=True), step))
    _refuse_mixed_history(done)
    _refuse_stale_places(done)
    return Understood(tuple(done))


def _refuse_repainting(clause: Clause, done: Sequence[Done]) -> None:
    """In "red from 0 to 5, then blue" the blue needs a time of its own, or it would hide the red."""
    if not done or clause.follows != "then" or clause.has_verb:
        return
    if "colors" in clause.groups and not clause.groups & {"balls", "when"} and done[-1].step.spans:
        raise Unclear("And from when until when is the second color?", Wants.START)


def _refuse_timeless_start(clauses: Sequence[Clause]) -> None:
    """In "ball 1 red, then ball 2 blue from 5 to 10" the first part is hardly meant for the whole show."""
    for place, (first, second) in enumerate(pairwise(clauses)):
        timeless = "colors" in first.groups and "when" not in first.groups
        if timeless and second.follows == "then" and not second.has_verb and "when" in second.groups:
            unclear = Unclear("From when until when is the first part?", Wants.START)
            unclear.place = place
            raise unclear


def _refuse_mixed_history(done: Sequence[Done]) -> None:
    if len(done) > 1 and any(call.name in {"undo", "redo"} for one in done for call in one.step.calls):
        raise Impossible("Undo and redo must stand alone. Say “undo” first, then the rest.")


def _refuse_stale_places(done: Sequence[Done]) -> None:
    """After an earlier clause changed a ball, "the second segment" may be another one."""
    touched: set[int] = set()
    for one in done:
        named = {
            call.arguments["timeline_index"] for call in one.step.calls if "segment_index" in call.arguments
        }
        if named & touched:
            raise Impossible(
                "The first part changes which segments there are. Please say the rest afterwards."
            )
        touched |= set(one.step.balls)


def _completed(clause: Clause, before: Clause | None) -> Clause:
    """A clause without a verb is the one before with other values: "… and ball 2 blue"."""
    if before is None or clause.has_verb or not clause.follows:
        return clause
    if not clause.groups <= before.groups | {"when", "balls", "length"}:
        return clause
    return replace(before.updated(clause), follows=clause.follows, pending=True)


def honoring_exceptions(clauses: Sequence[Clause]) -> list[Clause]:
    """Leaves out balls as in "… but don't touch ball 2"; other negations are refused."""
    kept: list[Clause] = []
    for clause in clauses:
        refuse_condition(clause)
        spared = _spared(clause)
        if spared is None:
            kept.append(clause)
        elif kept:
            kept = [_without(one, spared) for one in kept]
        else:
            raise Impossible(
                "I only do what a command asks, so that stays as it is. I keep no rule for later commands."
            )
    return kept


def refuse_condition(clause: Clause) -> None:
    """Raises Impossible for what a deterministic command cannot hold: conditions and chance."""
    if clause.has(*CANNOT):
        raise Impossible(next(text for word, text in CANNOT.items() if clause.has(word)))


def _spared(clause: Clause) -> frozenset[int] | None:
    """The balls a clause says to leave alone; None when it says no such thing."""
    leaves = clause.has("alone") and not clause.has("delete", "clear")
    if not (clause.has("not", "except") or leaves):
        return None
    balls = frozenset(index for one in clause.every(Balls) for index in one.indices)
    if (
        balls
        and not clause.groups - {"balls"}
        and (leaves or clause.has("touch", "change", "except", "edit"))
    ):
        return balls
    if clause.has("not"):
        raise Impossible("I understand only what to do, not what to leave out. Nothing changed.")
    raise Impossible("I can't leave that out. Name the balls and times that you do want to change.")


def _without(clause: Clause, spared: frozenset[int]) -> Clause:
    phrases: list[Phrase] = []
    for phrase in clause.phrases:
        if isinstance(phrase, Balls):
            left = tuple(one for one in phrase.indices if one not in spared)
            if not left:
                raise Impossible("That would leave no ball to change.")
            phrases.append(replace(phrase, indices=left, every=phrase.every and left == phrase.indices))
        else:
            phrases.append(phrase)
    return clause.with_phrases(phrases)


def intent_of(clause: Clause) -> Intent | None:
    return next((intent for intent in INTENTS if intent.matches(clause)), None)


def act(clause: Clause, scene: Scene) -> Step:
    """Raises Unreadable when a word of the clause has no meaning for its intent."""
    _refuse_unfinished(clause)
    intent = intent_of(clause)
    strange = _strange(clause, intent)
    if intent is None or strange:
        raise Unreadable(strange)
    return intent.build(clause, scene)


def _refuse_unfinished(clause: Clause) -> None:
    for one in clause.phrases:
        if isinstance(one, Word) and one.lemma == UNFINISHED_LEMMA:
            raise Unclear(f"Something is missing after “{one.text}”. How does it go on?", Wants.NOTHING)


def _strange(clause: Clause, intent: Intent | None) -> tuple[str, ...]:
    words = (intent.words if intent else frozenset[str]()) | _ALWAYS
    unknown = [one.text for one in clause.phrases if isinstance(one, Word) and not one.lemma]
    if unknown or intent is None:
        return tuple(unknown)
    odd = [one.text for one in clause.phrases if isinstance(one, Word) and one.lemma not in words]
    if odd:
        return tuple(odd)
    extra = clause.groups - intent.groups
    return tuple(f"the {_GROUP_WORDS.get(group, group)}" for group in sorted(extra))


_GROUP_WORDS = {
    "when": "time",
    "rhythm": "rhythm",
    "colors": "color",
    "percent": "percentage",
    "segments": "segment",
}
