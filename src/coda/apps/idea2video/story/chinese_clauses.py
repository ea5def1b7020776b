"""Chinese sentences taken apart: words are found by the longest match, there is nothing else to go by."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import cast

from coda.apps.idea2video.story.chinese_nouns import noun_phrases
from coda.apps.idea2video.story.lexicon import Bit, Entry, Lexicon, span
from coda.apps.idea2video.story.nouns import Clause, Noun, retold

_PLACE = re.compile(
    r"(?:在|于|沿着)[^，。；！？,.;!?]{1,10}?"
    r"(?:里面|上面|下面|后面|前面|背后|外面|对面|中间|旁边|深处|尽头|之间|门口|底下"
    r"|里|上|中|下|边|旁|间(?!站)|内|外|前|后|底)"
)
_OPENING = re.compile(r"^[^，,]{1,8}[，,]")
_ABOUT = re.compile(
    r"的(?:爱情故事|爱情|小故事|故事|短片|视频|电影|动画|影片|友谊|友情|比赛|赛跑|战争|大战|决斗|旅程|旅行|冒险)$"
)
_IS = re.compile(r"^(?P<name>[\u4e00-\u9fff]{1,4})是(?P<what>[一个只位名].*)$")
_KINDS = ("being", "thing", "place")
_SIGNS = ("place", "time", "weather")
_DREAMS = {"travel", "perform", "grow", "learn", "dream", "build", "wait"}
"""What one wishes to do for its own sake."""


@dataclass(frozen=True, slots=True)
class _Verb:
    """Where the verb stands, in bits: `[start, end)`. Without a verb it begins behind the last bit."""

    start: int
    end: int
    relation: str


def read_clause(text: str, lexicon: Lexicon) -> Clause:
    """Subject, verb, objects; what stands between 在 and 里 is the place.

    丢了王冠的国王 is the king losing his crown; of several sentences the one that tells most is taken.
    """
    named = _IS.match(text)
    if named is not None:
        clause = read_clause(named["what"], lexicon)
        subjects = tuple(replace(noun, name=named["name"]) for noun in clause.subjects[:1])
        return replace(clause, subject=text[: named.end("name")], subjects=subjects + clause.subjects[1:])
    whole = _ABOUT.sub("", text)
    first, *others = re.split(r"[，,。；！？!?]", whole.strip("，,。 ！!"))
    if not first or (others and _is_only_time(first, lexicon)):
        first, others = whole, []
    clause = _sentence(first, lexicon)
    for other in others:
        if clause.relation in {"", "wonder"} and other.strip():
            clause = _continued(clause, _sentence(f"{clause.subject}{other.strip()}", lexicon))
    return retold(clause)


def _is_only_time(words: str, lexicon: Lexicon) -> bool:
    bits = lexicon.bits(words)
    return not any(_has(bit, ("being", "thing")) for bit in bits)


def _continued(clause: Clause, later: Clause) -> Clause:
    """The same people, with what they do then."""
    if not later.relation:
        return clause
    return replace(later, subject=clause.subject, subjects=clause.subjects or later.subjects)


def _sentence(text: str, lexicon: Lexicon) -> Clause:
    sentence, context = _without_places(text, lexicon)
    bits = lexicon.bits(sentence)
    verb = _verb(bits)
    if verb.start == len(bits):
        turned = _turned(sentence, bits)
        if turned is not None:
            return replace(_sentence(turned, lexicon), context=context)
    front, taken = _subject(bits[: verb.start])
    brought = () if taken and taken[0].is_small("with") else taken
    rest, skill = _objects(_first_part(_without_particles(bits[verb.end :])), verb.relation)
    action = span(sentence, [*taken, *bits[verb.start : verb.end], *rest, *skill])
    return Clause(
        subject=span(sentence, front),
        action=action,
        context=context,
        subjects=_actors(noun_phrases(front, sentence), acts=bool(action)),
        relation=verb.relation,
        objects=_things_first(noun_phrases(brought, sentence), noun_phrases(rest, sentence)),
        skill=span(sentence, skill),
        deed=action if len(action) <= 12 else "",
    )


def _actors(nouns: tuple[Noun, ...], *, acts: bool) -> tuple[Noun, ...]:
    """A place alone is nobody, unless it does something."""
    return nouns if acts else tuple(noun for noun in nouns if noun.kind != "place")


def _without_places(text: str, lexicon: Lexicon) -> tuple[str, str]:
    """The sentence without its places and opening times, and these."""
    found = [match.group() for match in _PLACE.finditer(text)]
    rest = _PLACE.sub("", text)
    opening = _OPENING.match(rest)
    if opening and any(_has(bit, _SIGNS) for bit in lexicon.bits(opening.group())):
        found.insert(0, opening.group().strip("，,"))
        rest = rest[opening.end() :]
    rest, bare = _without_bare_place(rest, lexicon)
    bits = lexicon.bits(rest)
    if bits and bits[0].get("time") and len(bits) > 2:
        found.insert(0, bits[0].text)
        rest = rest[bits[0].end :]
    return rest.strip("，,。 "), "".join([*found, bare])


def _without_bare_place(text: str, lexicon: Lexicon) -> tuple[str, str]:
    """As in "在上海" and "沿着小河" have no word behind them that closes the place."""
    bits = lexicon.bits(text)
    plain = [bit for bit in bits if not (bit.get("quality") and bit.get("being") is None)]
    for bit, after in pairwise(plain):
        if bit.is_small("context") and (_has(after, _SIGNS) or not after.entries):
            end = next((one.start for one in bits if one.start >= after.end and one.entries), len(text))
            end = after.end if _has(after, _SIGNS) else end
            return text[: bit.start] + text[end:], text[bit.start : end]
    return text, ""


def _verb(bits: Sequence[Bit]) -> _Verb:
    for place, bit in enumerate(bits):
        helper, entry = bit.get("helper"), bit.get("relation")
        if place == 0 or (helper is None and entry is None) or _modifies(bits, place):
            continue
        if bit.is_small("to") and any(one.get("relation") for one in bits[place + 1 : place + 5]):
            continue
        if bits[place - 1].is_small("not"):
            return _Verb(place - 1, place + 1, "wonder")
        inner = _inner(bits, place + 1) if helper is not None else None
        if helper is not None and inner is not None:
            return _wished(bits, place, inner, helper)
        if entry is not None:
            return _Verb(place, place + 1, entry.key)
    start = _behind_first_noun(bits)
    return _Verb(start, min(start + 1, len(bits)), "")


def _wished(bits: Sequence[Bit], place: int, inner: int, helper: Entry) -> _Verb:
    """Whoever wants to fly dreams of it; whoever wants to find somebody searches."""
    relation = cast("Entry", bits[inner].get("relation")).key
    if helper.key == "wish" and relation in _DREAMS:
        return _Verb(place, place + 1, "dream")
    return _Verb(place, inner + 1, "search" if helper.key == "wish" and relation == "discover" else relation)


def _inner(bits: Sequence[Bit], start: int) -> int | None:
    return next((n for n in range(start, min(start + 3, len(bits))) if bits[n].get("relation")), None)


def _modifies(bits: Sequence[Bit], place: int) -> bool:
    """A verb before 的 describes a noun: 丢失的星星, 会飞的猫. Before a verb there has to be somebody."""
    if place + 1 < len(bits) and bits[place + 1].is_small("of"):
        return True
    return not any(_has(bit, _KINDS) or not bit.entries for bit in bits[:place])


def _behind_first_noun(bits: Sequence[Bit]) -> int:
    """Where something else begins behind the first noun, when no verb is known; the end when nothing does."""
    for place in range(1, len(bits)):
        before, rest = bits[place - 1], bits[place:]
        if not _has(before, ("being", "thing")) or _has(bits[place], _KINDS):
            continue
        if not any(bit.is_small("of", "and") or not bit.is_word for bit in rest[:5]):
            return place
    return len(bits)


def _turned(sentence: str, bits: Sequence[Bit]) -> str | None:
    """As in "丢了王冠的国王" as "国王丢了王冠": what describes the noun becomes what it does."""
    at = next((n for n in range(len(bits) - 1, 0, -1) if bits[n].is_small("of")), None)
    if at is None or at + 1 == len(bits):
        return None
    before, noun = bits[:at], bits[at + 1 :]
    tells = any(bit.get("relation") or bit.get("helper") for bit in before)
    if not tells or not any(_has(bit, ("being", "thing")) for bit in noun):
        return None
    counted = before[:1] if before[0].is_small("determiners") else ()
    return f"{span(sentence, counted)}{span(sentence, noun)}{span(sentence, before[len(counted) :])}"


def _subject(bits: Sequence[Bit]) -> tuple[Sequence[Bit], Sequence[Bit]]:
    """The subject, and what stands between it and the verb: 给幽灵, 把信."""
    while bits and _is_loose(bits[-1]):
        bits = bits[:-1]
    while bits and bits[0].is_small("and"):
        bits = bits[1:]
    at = next(
        (n for n, bit in enumerate(bits) if n and (bit.is_small("to", "with") or bit.text in {"把", "将"})),
        None,
    )
    return (bits, ()) if at is None else (bits[:at], bits[at:])


def _is_loose(bit: Bit) -> bool:
    """每天, 终于, 夜里: it belongs to the verb, not to the subject."""
    return bit.is_small("adverbs", "auxiliaries") or (
        bit.get("time") is not None and bit.get("being") is None
    )


def _things_first(taken: tuple[Noun, ...], rest: tuple[Noun, ...]) -> tuple[Noun, ...]:
    """What 把 brings in is the object; whom 给 brings in stands behind it."""
    things = tuple(noun for noun in taken if noun.kind in {"thing", "unknown"})
    return (*things, *rest, *(noun for noun in taken if noun not in things))


def _without_particles(bits: Sequence[Bit]) -> Sequence[Bit]:
    """Without 了, 着, 过 right behind the verb."""
    while bits and bits[0].is_small("auxiliaries"):
        bits = bits[1:]
    return bits


def _first_part(bits: Sequence[Bit]) -> Sequence[Bit]:
    stop = next((n for n, bit in enumerate(bits) if not bit.is_word or bit.is_small("joins")), len(bits))
    return bits[:stop]


def _objects(bits: Sequence[Bit], relation: str) -> tuple[Sequence[Bit], Sequence[Bit]]:
    """The objects, and what is learnt or wished for: the pupil's lesson begins at its verb."""
    if relation in {"learn", "dream"} and not (bits and bits[0].is_small("possessives", "determiners")):
        return (), bits
    second = next((n for n in range(1, len(bits)) if _acts_on(bits, n)), len(bits))
    return (bits[:second], bits[second:]) if relation == "teach" else (bits[:second], ())


def _acts_on(bits: Sequence[Bit], place: int) -> bool:
    """A second verb behind a noun."""
    bit = bits[place]
    follows = _has(bits[place - 1], _KINDS)
    described = any(one.is_small("of") for one in bits[place : place + 3])
    verb = bit.get("relation") or bit.get("pose")
    return follows and verb is not None and not _has(bit, _KINDS) and not described


def _has(bit: Bit, kinds: Sequence[str]) -> bool:
    return any(bit.get(kind) for kind in kinds)
