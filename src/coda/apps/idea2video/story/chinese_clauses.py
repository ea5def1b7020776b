"""Chinese sentences taken apart: words are found by the longest match, there is nothing else to go by."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import cast

from coda.apps.idea2video.story.chinese_nouns import is_pet_name, noun_phrases, owner_of
from coda.apps.idea2video.story.chinese_openings import has, is_led, is_somebody, without_places
from coda.apps.idea2video.story.lexicon import Bit, Entry, Lexicon, span
from coda.apps.idea2video.story.members import with_members
from coda.apps.idea2video.story.nouns import Clause, Noun, suffered
from coda.apps.idea2video.story.relations import DREAMS, retold
from coda.apps.idea2video.story.turns import with_turn

_ABOUT = re.compile(
    r"的(?:动画|爱情|微)?(?:爱情故事|爱情|小故事|故事|短片|视频|电影|动画|影片|友谊|友情|比赛|赛跑|战争|大战|决斗|旅程|旅行|冒险|那?一天|那天)$"
)
_IF = re.compile(r"^(?:如果|假如|要是)")
_ASKED = re.compile(r"(?:会怎么?样|会发生什么|怎么办|[吗呢吧啊呀])[？?。！]*$")
_IS = re.compile(r"^(?P<name>[\u4e00-\u9fff]{1,4})是(?P<what>[一个只位名].*)$")
_JOINT = re.compile(r"^(?:但是|但|可是|不过|结果|直到|后来|于是|然后|没想到|只有)")
"""What a second part begins with that somebody else acts in."""
_KINDS = ("being", "thing", "place")
_PARTICLE = re.compile(r"(?:[了着过]|[上下出进起回过][来去])$|[出到进在起住完成掉错](?:了)?$")
_THERE = re.compile(r"(?:[后前上下里外]面|旁边|[里上下中边])$")
"""How a subject ends that is a place."""
_SHARED = re.compile("互相|彼此|相互|一起")
"""What several do and nobody does alone."""
_NEAR = 3
"""Words within which a helper finds its verb."""
_BARE = 1
"""Characters of a verb that says too little alone."""
_SAYABLE = 12
"""Characters of an action that fit into a line."""


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
    whole = _ASKED.sub("", _ABOUT.sub("", text))
    parts = [part.strip() for part in re.split(r"[，,。；！？!?]", whole.strip("，,。 ！!？?"))]
    parts = [_IF.sub("", parts[0])] if len(parts) == 1 else parts
    led = next((n for n, part in enumerate(parts[:-1]) if not is_led(part)), len(parts) - 1)
    clause = _of_parts(parts[led:], lexicon)
    context = "，".join([*parts[:led], *filter(None, [clause.context])])
    return with_members(retold(replace(clause, context=context)), "zh")


def _of_parts(parts: Sequence[str], lexicon: Lexicon) -> Clause:
    """The first of several parts; where it tells nothing that happens, with what the next ones tell."""
    first, *others = parts
    if not first or (others and _is_only_time(first, lexicon)):
        first, others = "，".join(parts), []
    clause = _sentence(first, lexicon)
    for other in filter(None, others):
        later = _sentence(_JOINT.sub("", other), lexicon)
        if later.subject and later.relation and later.subjects[:1] != clause.subjects[:1]:
            return with_turn(clause, later)
        if clause.relation in {"", "wonder"}:
            clause = _continued(clause, _sentence(f"{clause.subject}{other}", lexicon))
    return clause


def _is_only_time(words: str, lexicon: Lexicon) -> bool:
    bits = lexicon.bits(words)
    return not any(has(bit, ("being", "thing")) for bit in bits)


def _continued(clause: Clause, later: Clause) -> Clause:
    """The same people, with what they do then."""
    if not later.relation:
        return clause
    return replace(later, subject=clause.subject, subjects=clause.subjects or later.subjects)


def _sentence(text: str, lexicon: Lexicon) -> Clause:
    sentence, context = without_places(text, lexicon)
    bits = lexicon.bits(sentence)
    verb = _verb(bits)
    if verb.start == len(bits):
        turned = _turned(sentence, bits)
        if turned is not None:
            return replace(_sentence(turned, lexicon), context=context)
        verb = _verb_alone(bits) or verb
    return _owned(_in_context(_told(bits, verb, sentence), context), lexicon)


def _in_context(clause: Clause, context: str) -> Clause:
    """A bare verb is told together with where it happens: 躲 | 在床底下."""
    bare = 0 < len(clause.deed) <= _BARE and not clause.objects and context.startswith("在")
    told = f"{clause.deed}{context}" if bare and len(context) <= _SAYABLE else clause.deed
    return replace(clause, context=f"{context}{clause.context}", deed=told)


def _told(bits: Sequence[Bit], verb: _Verb, sentence: str) -> Clause:
    verb = replace(verb, start=verb.start - _loose_words(bits[: verb.start], sentence))
    front, taken = _subject(bits[: verb.start])
    among = bits[verb.start + 1 : verb.end - 1] if any(map(is_somebody, bits[verb.start : verb.end])) else ()
    verb = replace(verb, relation=_addressed(verb.relation, taken))
    done = _with_particles(bits, verb.end)
    rest, skill = _objects(_first_part(_without_particles(bits[done:])), verb.relation)
    action = span(sentence, [*taken, *bits[verb.start : done], *rest, *skill])
    clause = Clause(
        subject=span(sentence, front),
        action=action,
        subjects=_actors(noun_phrases(front, sentence), acts=bool(action) and not _is_nobody(front)),
        relation=verb.relation,
        objects=_all_objects(taken or among, rest, sentence),
        skill=span(sentence, skill),
        deed=action if len(action) <= _SAYABLE and not _SHARED.search(sentence) else "",
    )
    if taken and taken[0].is_small("passives"):
        return suffered(clause)
    return _peopled(clause) if _THERE.search(clause.subject) else clause


def _loose_words(bits: Sequence[Bit], sentence: str) -> int:
    """How many words that nobody knows stand behind the subject's noun: they are the verb's, as in
    鸭子报名参加, unless they are a name."""
    known = next((n for n in range(len(bits) - 1, -1, -1) if bits[n].entries), len(bits) - 1)
    loose = bits[known + 1 :]
    named = is_pet_name(span(sentence, loose)) or not all(bit.is_word and bit.text != "们" for bit in loose)
    return len(loose) if loose and has(bits[known], ("being",)) and not named else 0


def _addressed(relation: str, taken: Sequence[Bit]) -> str:
    """Whoever sings 给 somebody has an audience of one."""
    told = relation == "perform" and bool(taken) and taken[0].text in {"给", "对", "为", "向"}
    return "serenade" if told and any(map(is_somebody, taken)) else relation


def _peopled(clause: Clause) -> Clause:
    """It is told of the one who is there: 瀑布后面住着一位老发明家."""
    beings = tuple(noun for noun in clause.objects if noun.kind == "being")
    if not beings:
        return clause
    return replace(clause, subject="", context=clause.subject, subjects=beings[:1], objects=(), deed="")


def _all_objects(taken: Sequence[Bit], rest: Sequence[Bit], sentence: str) -> tuple[Noun, ...]:
    """What 把 brings in is the object, whom 被 brings in does it; whom 给 brings in stands behind the object,
    and what 用 brings in is only used."""
    stated = next((n for n, bit in enumerate(rest) if n and bit.text == "是"), len(rest))
    behind = noun_phrases(rest[:stated], sentence)
    if not taken or taken[0].is_small("with"):
        return behind
    brought = noun_phrases(taken[1:], sentence)
    leads = taken[0].text in {"把", "将", "被"}
    first = [noun for noun in brought if leads or noun.kind in {"thing", "unknown"}]
    return (*first, *behind, *(noun for noun in brought if noun not in first))


def _owned(clause: Clause, lexicon: Lexicon) -> Clause:
    """What only is or breaks is its owner's affair: 女巫的扫帚坏了, 奶奶的秘密食谱."""
    if clause.relation not in {"", "wonder", "grow"} or clause.objects or len(clause.subjects) != 1:
        return clause
    owner = owner_of(clause.subject, lexicon) if clause.subjects[0].kind != "being" else None
    return replace(clause, subjects=(owner,), objects=clause.subjects, deed="") if owner else clause


def _actors(nouns: tuple[Noun, ...], *, acts: bool) -> tuple[Noun, ...]:
    """A place alone is nobody, unless it does something."""
    return nouns if acts else tuple(noun for noun in nouns if noun.kind != "place")


def _verb(bits: Sequence[Bit]) -> _Verb:
    found = (verb for place in range(1, len(bits)) if (verb := _verb_at(bits, place)) is not None)
    begun = _behind_first_noun(bits)
    start = next((n for n in range(begun, len(bits)) if not bits[n].is_small("adverbs")), begun)
    unknown = _Verb(start, max(_until_known(bits, start), min(start + 1, len(bits))), "")
    return next(found, unknown)


def _verb_at(bits: Sequence[Bit], place: int) -> _Verb | None:
    helper, entry = bits[place].get("helper"), bits[place].get("relation")
    if (helper is None and entry is None) or _is_no_verb(bits, place):
        return None
    denied = _denied(bits, place)
    if denied is not None:
        return _Verb(denied, place + 1, "wonder")
    inner = _inner(bits, place + 1) if helper is not None else None
    if helper is not None and inner is not None:
        return None if _modifies(bits, inner) else _wished(bits, place, inner, helper)
    return _helping(bits, place) if entry is None else _known_verb(bits, place, entry)


def _is_no_verb(bits: Sequence[Bit], place: int) -> bool:
    """Whether it only describes, or says when or for whom."""
    timed = any(one.text == "时" for one in bits[place + 1 : place + 2])
    return _modifies(bits, place) or timed or (bits[place].is_small("to") and _is_told_later(bits, place))


def _helping(bits: Sequence[Bit], place: int) -> _Verb:
    """A helper before a verb that nobody knows: what somebody wants so much is a dream."""
    if bits[place].get("helper", "wish"):
        return _Verb(place, place + 1, "dream")
    return _Verb(place, _until_known(bits, place + 1), "wonder")


def _known_verb(bits: Sequence[Bit], place: int, entry: Entry) -> _Verb:
    if _is_compound(bits, place):
        return _Verb(place - 1, place + 1, "")
    return _Verb(place, place + 1, entry.key)


def _is_compound(bits: Sequence[Bit], place: int) -> bool:
    """As 开 in 解开: with a word before it that nobody knows it says something else."""
    before, named = bits[place - 1], place > 1 and has(bits[place - 2], _KINDS)
    return named and not before.entries and len(bits[place].text.removesuffix("了")) == 1


def _until_known(bits: Sequence[Bit], start: int) -> int:
    """Where the first word behind the start begins that has a meaning: nobody knows the verb before it."""
    return next((n for n in range(start, len(bits)) if bits[n].entries), len(bits))


def _denied(bits: Sequence[Bit], place: int) -> int | None:
    """Where the 不 before a verb stands, over 能 and 再."""
    start = place
    while (
        start and not bits[start - 1].is_small("not") and bits[start - 1].is_small("auxiliaries", "adverbs")
    ):
        start -= 1
    return start - 1 if start > 1 and bits[start - 1].is_small("not") else None


def _is_told_later(bits: Sequence[Bit], place: int) -> bool:
    """Whether 给 only says for whom: a verb follows in the same part of the sentence."""
    later = range(place + 1, len(bits))
    end = next((n for n in later if not bits[n].is_word), len(bits))
    return any(bits[n].get("relation") and not _modifies(bits, n) for n in later if n < end)


def _verb_alone(bits: Sequence[Bit]) -> _Verb | None:
    """As in 等待下雪: the text begins with what happens, and names nobody."""
    entry = bits[0].get("relation") if bits else None
    return _Verb(0, 1, entry.key) if entry is not None and not has(bits[0], _KINDS) else None


def _wished(bits: Sequence[Bit], place: int, inner: int, helper: Entry) -> _Verb:
    """Whoever wants to fly dreams of it; whoever wants to find somebody searches."""
    relation = cast("Entry", bits[inner].get("relation")).key
    if helper.key == "wish" and relation in {*DREAMS, "wonder"}:
        return _Verb(place, place + 1, "dream")
    return _Verb(place, inner + 1, "search" if helper.key == "wish" and relation == "discover" else relation)


def _inner(bits: Sequence[Bit], start: int) -> int | None:
    """Behind 想 the next verb, over whom 给 brings in."""
    reach = 2 * _NEAR if start < len(bits) and bits[start].is_small("to") else _NEAR
    ahead = range(start, min(start + reach, len(bits)))
    until = next((n for n in ahead if reach == _NEAR and bits[n].is_small("determiners")), len(bits))
    told = (n for n in ahead if n < until and bits[n].get("relation"))
    return next((n for n in told if not (bits[n].is_small("to") and _is_told_later(bits, n))), None)


def _modifies(bits: Sequence[Bit], place: int) -> bool:
    """A verb before 的 describes a noun, and is one behind it: 丢失的星星, 会飞的猫, 墙上的画. Before a verb
    there has to be somebody, whose name is more than one character: 卖 in 外卖 is none."""
    counted = bits[place - 1].is_small("determiners") and place > 1
    if counted and bits[place - 2].is_small("and", "to", "with"):
        return True
    if any(bit.is_small("of") for bit in (bits[place - 1], *bits[place + 1 : place + 2])):
        return True
    people = ("someone", "others", "pronouns")
    words = [bit for bit in bits[:place] if not bit.is_small("determiners")]
    named = any(not bit.entries for bit in words) and sum(len(bit.text) for bit in words) > 1
    return not named and not any(has(bit, _KINDS) or bit.is_small(*people) for bit in bits[:place])


def _behind_first_noun(bits: Sequence[Bit]) -> int:
    """Where something else begins behind the first noun, when no verb is known; the end when nothing does."""
    for place in range(1, len(bits)):
        before, rest = bits[place - 1], bits[place:]
        named = has(before, ("being", "thing")) or before.is_small("others", "someone")
        if not named or has(bits[place], _KINDS):
            continue
        if bits[place].text == "们" or bits[place].is_small("to", "with"):
            continue
        if _is_done(rest) or not any(bit.is_small("of", "and") or not bit.is_word for bit in rest[:5]):
            return place
    return len(bits)


def _is_done(bits: Sequence[Bit]) -> bool:
    """Whether words that nobody knows are a verb, because 了 or 过 follows: 泄露了."""
    end = next((n for n, bit in enumerate(bits) if bit.entries or not bit.is_word), len(bits))
    return 0 < end < len(bits) and bits[end].text in {"了", "过"}


def _turned(sentence: str, bits: Sequence[Bit]) -> str | None:
    """As in "丢了王冠的国王" as "国王丢了王冠": what describes the noun becomes what it does."""
    at = next((n for n in range(len(bits) - 1, 0, -1) if bits[n].is_small("of")), None)
    if at is None or at + 1 == len(bits):
        return None
    before, noun = bits[:at], bits[at + 1 :]
    tells = any(bit.get("relation") or bit.get("helper") for bit in before)
    if not tells or not any(has(bit, ("being", "thing")) for bit in noun):
        return None
    counted = before[:1] if before[0].is_small("determiners") else ()
    return f"{span(sentence, counted)}{span(sentence, noun)}{span(sentence, before[len(counted) :])}"


def _subject(bits: Sequence[Bit]) -> tuple[Sequence[Bit], Sequence[Bit]]:
    """The subject, and what stands between it and the verb: 给幽灵, 把信."""
    bits = _without_loose(bits)
    bits = bits[:-2] if len(bits) > 2 and bits[-1].text == "时" else bits
    while bits and bits[0].is_small("and"):
        bits = bits[1:]
    at = next((n for n in range(1, len(bits)) if _brings_in(bits, n)), None)
    return (bits, ()) if at is None else (_without_loose(bits[:at]), bits[at:])


def _brings_in(bits: Sequence[Bit], place: int) -> bool:
    """Whether somebody or something else comes in here; before any noun it only describes: 披着羊皮的狼."""
    bit = bits[place]
    named = any(has(one, _KINDS) or not one.entries for one in bits[:place])
    return (bit.is_small("to", "with") and named) or bit.text in {"把", "将", "从"}


def _without_loose(bits: Sequence[Bit]) -> Sequence[Bit]:
    while bits and _is_loose(bits[-1]):
        bits = bits[:-1]
    return bits


def _is_nobody(bits: Sequence[Bit]) -> bool:
    """村里没有人: then the village does nothing either."""
    return any(bit.is_small("others") for bit in bits)


def _is_loose(bit: Bit) -> bool:
    """每天, 终于, 夜里: it belongs to the verb, not to the subject."""
    return bit.is_small("adverbs", "auxiliaries", "context", "self") or (
        bit.get("time") is not None and bit.get("being") is None
    )


def _without_particles(bits: Sequence[Bit]) -> Sequence[Bit]:
    """Without 了, 着, 过 right behind the verb."""
    while bits and bits[0].is_small("auxiliaries"):
        bits = bits[1:]
    return bits


def _with_particles(bits: Sequence[Bit], end: int) -> int:
    """Where the verb ends with its 了 and its direction: 爬下来了."""
    while end < len(bits) and _PARTICLE.match(bits[end].text):
        end += 1
    return end


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
    follows = has(bits[place - 1], _KINDS)
    described = any(one.is_small("of") for one in bits[place : place + 3])
    verb = bit.get("relation") or bit.get("pose")
    return follows and verb is not None and not has(bit, _KINDS) and not described
