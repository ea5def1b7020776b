"""Chinese sentences taken apart: words are found by the longest match, there is nothing else to go by."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import cast

from coda.apps.idea2video.story.lexicon import Bit, Entry, Lexicon
from coda.apps.idea2video.story.nouns import Clause, Noun, NounKind, taught
from coda.apps.idea2video.vocabulary import Feature

_PLACE = re.compile(
    r"(?:在|于|沿着)[^，。；！？,.;!?]{1,10}?(?:里面|上面|下面|旁边|深处|尽头|之间|门口|里|上|中|下|边|旁|间|内|外|前|后|底)"
)
_OPENING = re.compile(r"^[^，,]{1,8}[，,]")
_COUNTED = re.compile(
    r"^(?:[一两三四五几那这某][只个位条头匹朵颗座艘辆本把棵片阵场道架台张封支根块群对名盏扇幅件枚间团滴粒双部首顶束杯碗种份口面])"
)
_NAMED = re.compile(r"(?:名字叫|名叫|叫做|叫)([\u4e00-\u9fff]{1,4}?)的")
_PET = re.compile(r"^(?:小|阿|老)[\u4e00-\u9fff]$")
_KINDS = ("being", "thing", "place")
_SIGNS = ("place", "time", "weather")


def read_clause(text: str, lexicon: Lexicon) -> Clause:
    """Subject, verb, objects; what stands between 在 and 里 is the place."""
    sentence, context = _without_places(text, lexicon)
    bits = lexicon.bits(sentence)
    start, end, relation = _verb(bits)
    front, rest = _without_adverbs(bits[:start]), _first_part(_without_particles(bits[end:]))
    subject, action = _span(sentence, front), _span(sentence, [*bits[start:end], *rest])
    learns = relation in {"learn", "dream"}
    clause = Clause(
        subject=subject,
        action=action,
        context=context,
        subjects=_nouns(front, sentence),
        relation=relation,
        objects=() if learns else _nouns(rest, sentence),
        skill=_span(sentence, rest) if learns else "",
        deed=action if len(action) <= 12 else "",
    )
    return taught(clause)


def _without_places(text: str, lexicon: Lexicon) -> tuple[str, str]:
    """The sentence without its places and opening times, and these."""
    found = [match.group() for match in _PLACE.finditer(text)]
    rest = _PLACE.sub("", text)
    opening = _OPENING.match(rest)
    if opening and any(_has(bit, _SIGNS) for bit in lexicon.bits(opening.group())):
        found.insert(0, opening.group().strip("，,"))
        rest = rest[opening.end() :]
    bits = lexicon.bits(rest)
    if bits and bits[0].get("time") and len(bits) > 2:
        found.insert(0, bits[0].text)
        rest = rest[bits[0].end :]
    return rest.strip("，,。 "), "".join(found)


def _verb(bits: Sequence[Bit]) -> tuple[int, int, str]:
    """Where the verb begins and ends, and its relation; behind the end where there is none."""
    for place, bit in enumerate(bits):
        helper, entry = bit.get("helper"), bit.get("relation")
        if place == 0 or (helper is None and entry is None) or _modifies(bits, place):
            continue
        if bit.is_small("to") and any(one.get("relation") for one in bits[place + 1 : place + 5]):
            continue
        if helper is None and entry is not None:
            return place, place + 1, entry.key
        inner = _inner(bits, place + 1)
        if inner is not None and helper is not None:
            return place, *_wished(bits, place, inner, helper)
        if entry is not None:
            return place, place + 1, entry.key
    start = _behind_first_noun(bits)
    return start, min(start + 1, len(bits)), ""


def _wished(bits: Sequence[Bit], place: int, inner: int, helper: Entry) -> tuple[int, str]:
    """Whoever wants to fly dreams of it; whoever wants to find somebody searches."""
    relation = cast("Entry", bits[inner].get("relation")).key
    dreams = helper.key == "wish" and relation in {"travel", "perform", "grow", "learn", "dream", "build"}
    return (place + 1, "dream") if dreams else (inner + 1, relation)


def _inner(bits: Sequence[Bit], start: int) -> int | None:
    return next((n for n in range(start, min(start + 3, len(bits))) if bits[n].get("relation")), None)


def _modifies(bits: Sequence[Bit], place: int) -> bool:
    """A verb before 的 describes a noun: 丢失的星星, 会飞的猫."""
    if place + 1 < len(bits) and bits[place + 1].is_small("of"):
        return True
    return not any(_has(bit, _KINDS) or not bit.entries for bit in bits[:place])


def _behind_first_noun(bits: Sequence[Bit]) -> int:
    """Where something else begins behind the first noun, when no verb is known; the end when nothing does."""
    for place in range(1, len(bits)):
        before, rest = bits[place - 1], bits[place:]
        if not _has(before, ("being", "thing")) or _has(bits[place], _KINDS):
            continue
        if (
            not any(bit.is_small("of", "and") or not bit.is_word for bit in rest[:5])
            and bits[0] is not bits[place]
        ):
            return place
    return len(bits)


def _without_adverbs(bits: Sequence[Bit]) -> Sequence[Bit]:
    """Without 每天, 终于 and the like right before the verb."""
    while bits and (bits[-1].is_small("adverbs", "auxiliaries") or bits[-1].get("time")):
        bits = bits[:-1]
    return bits


def _without_particles(bits: Sequence[Bit]) -> Sequence[Bit]:
    """Without 了, 着, 过 right behind the verb."""
    while bits and bits[0].is_small("auxiliaries"):
        bits = bits[1:]
    return bits


def _first_part(bits: Sequence[Bit]) -> Sequence[Bit]:
    stop = next((n for n, bit in enumerate(bits) if not bit.is_word or bit.is_small("joins")), len(bits))
    return bits[:stop]


def _nouns(bits: Sequence[Bit], sentence: str) -> tuple[Noun, ...]:
    parts: list[list[Bit]] = [[]]
    for bit in bits:
        if bit.is_small("and", "to") or not bit.is_word:
            parts.append([])
        else:
            parts[-1].append(bit)
    return tuple(noun for part in parts if (noun := _noun(part, sentence)) is not None)


def _noun(bits: list[Bit], sentence: str) -> Noun | None:
    whole = _span(sentence, bits)
    named = _NAMED.search(whole)
    phrase = _NAMED.sub("", whole) if named else whole
    counted = _COUNTED.match(phrase)
    phrase = _COUNTED.sub("", phrase).removeprefix("的")
    body = [bit for bit in bits if not bit.is_small("determiners", "adverbs", "auxiliaries")]
    if not body or not phrase:
        return None
    noun = _meaning(body)
    pet = _PET.match(phrase) and noun.kind == "unknown"
    name = named[1] if named else phrase if pet else ""
    return replace(
        noun,
        phrase="" if pet else phrase,
        head="" if pet else noun.head or phrase,
        name=name,
        qualities=_keys(body, "quality"),
        colours=_keys(body, "colour"),
        features=cast("tuple[Feature, ...]", _keys(body, "feature")),
        measure=counted.group()[1:] if counted and counted.group()[1:] != "群" else noun.measure,
        determiner="own" if bits[0].is_small("possessives") or _owned(bits) else "a",
        plural=bool(counted) and counted.group()[0] not in "一那这某",
        count=2,
    )


def _meaning(bits: Sequence[Bit]) -> Noun:
    """The last noun is what it is; a place only when nothing else is named."""
    for kinds in (("being", "thing"), ("place",)):
        for bit in reversed(bits):
            for kind in kinds:
                entry = bit.get(kind)
                if entry is not None:
                    return Noun(
                        phrase="",
                        head=bit.text,
                        kind=cast("NounKind", kind),
                        key=entry.key,
                        measure=entry.form.measure,
                    )
    return Noun(phrase="", head="")


def _owned(bits: Sequence[Bit]) -> bool:
    """国王的王冠: somebody's, so there is only the one."""
    return any(one.get("being") and after.is_small("of") for one, after in zip(bits, bits[1:], strict=False))


def _keys(bits: Sequence[Bit], kind: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(entry.key for bit in bits if (entry := bit.get(kind)) is not None))


def _has(bit: Bit, kinds: Sequence[str]) -> bool:
    return any(bit.get(kind) for kind in kinds)


def _span(text: str, bits: Sequence[Bit]) -> str:
    return text[bits[0].start : bits[-1].end] if bits else ""
