"""Noun phrases of English and Spanish: article, qualities, noun, name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal, cast

from coda.apps.idea2video.story import english_forms, spanish_forms
from coda.apps.idea2video.story.lexicon import Bit
from coda.apps.idea2video.story.members import a_stranger, is_personified
from coda.apps.idea2video.story.nouns import Noun, NounKind, at_work
from coda.apps.idea2video.story.proper_names import (
    OF_SOMEBODY,
    is_flowery,
    mere_name,
    proper_names,
    titled_name,
)
from coda.apps.idea2video.story.unknown_verbs import says_in_present
from coda.apps.idea2video.story.verbs import is_noun, is_several
from coda.apps.idea2video.vocabulary import Feature

_TRADES = ("er", "or", "ist", "man", "woman", "smith", "wright")
_KINDS = ("being", "thing", "place")
_SUPERLATIVE = re.compile(
    r"(?:\w{3,}iest|(?:old|young|small|tall|great|strong|kind|fast|slow|long)est|most|más)$"
)
_NAMES = 3
"""Words in a name at most."""
_TAILS = ("with", "without", "context")
"""What begins a part behind a noun that names something else."""


def split_phrases(bits: Sequence[Bit]) -> list[list[Bit]]:
    """The noun phrases in a row, at "and" and at commas."""
    phrases: list[list[Bit]] = [[]]
    for bit in bits:
        if bit.is_small("and") or bit.text == ",":
            phrases.append([])
        else:
            phrases[-1].append(bit)
    return [phrase for phrase in phrases if any(bit.is_word for bit in phrase)]


def read_noun(bits: Sequence[Bit], text: str, language: str, *, opens: bool) -> Noun | None:
    """A noun phrase; None when nothing in it could be a noun. `opens` tells that the text begins with it, so
    that its first capital letter says nothing."""
    bits = [bit for bit in bits if bit.is_word]
    if any(bit.is_small("someone") for bit in bits[:1]):
        return a_stranger(language)
    determiner, body = _determiner(bits, own=_is_owned(bits))
    body, name = _named(body, text, first=bits[0].start if opens and bits else -1)
    core = _core(_before_tail(body), language)
    if not core:
        return mere_name(name, bits) if name else None
    head = _head(core, language)
    special = _members(core, head) or (None if determiner else _name_alone(bits, head))
    noun = special or _of_head(bits, core, head, text, language)
    if special or (noun.kind == "unknown" and _is_no_noun(head, determined=bool(determiner))):
        return special
    core = _before_aim(core, core.index(head)) if noun.kind == "being" else core
    words = [*bits[:1], *core] if determiner == "own" else core
    common = _is_common(words)
    return replace(
        noun,
        phrase=_cased(text[words[0].start : words[-1].end], common=common),
        single=_cased(_single(words, text, head, noun), common=common),
        name=name,
        qualities=(*_keys(_before_tail(body), "quality", head), *_superlative(_before_tail(body))),
        features=cast("tuple[Feature, ...]", _keys(body, "feature", head)),
        colours=_keys(_before_tail(body), "colour", head),
        determiner=determiner,
        gender=_gender(noun, bits[0], language),
        count=_count(bits) if noun.plural else 1,
    )


def _core(body: Sequence[Bit], language: str) -> list[Bit]:
    """The noun with what describes it, up to what it does."""
    before = _before_predicate(list(body), language)
    core = [bit for bit in before if not bit.is_small("adverbs", "pronouns", "auxiliaries", "agents")]
    if language == "en":
        core = core[: next((n + 1 for n, bit in enumerate(core) if is_several(bit)), len(core))]
    while core and core[-1].is_small("to", "possessives", "determiners", "of"):
        core.pop()
    return core


def _of_head(bits: Sequence[Bit], core: list[Bit], head: Bit, text: str, language: str) -> Noun:
    """What the noun stands for, and how the film calls it."""
    noun = _meaning(head)
    if not head.entries:
        noun = _numbered(noun, bits, language)
    at = core.index(head)
    if not head.entries and _is_trade(core[at::-1]):
        noun = replace(noun, head=text[core[at - 1].start : head.end])
    return _bodily(noun, core, head, language)


def _name_alone(bits: Sequence[Bit], head: Bit) -> Noun | None:
    """Death, and Rosa, whose words mean something else with an article."""
    noun = _meaning(head)
    if is_personified(head, noun):
        return mere_name(head.text, bits)
    flowery = len(bits) == 1 and is_flowery(head, noun)
    return Noun(phrase="", head="", name=head.text, gender="f") if flowery else None


def _is_owned(bits: Sequence[Bit]) -> bool:
    """As in "her dog", "Grandma's recipe", "Mrs. Oakley's umbrella"."""
    titled = 1 if bits and bits[0].is_small("titles") else 0
    owner = bits[titled] if len(bits) > titled else None
    mine = bool(bits) and bits[0].is_small("possessives")
    return mine or (owner is not None and owner.text.endswith(OF_SOMEBODY))


def _superlative(bits: Sequence[Bit]) -> tuple[str, ...]:
    """There is only one "loneliest whale", only one "ballena más solitaria"."""
    return ("only",) if any(_SUPERLATIVE.match(bit.text) for bit in bits) else ()


def _is_no_noun(bit: Bit, *, determined: bool) -> bool:
    """As in "too early", "sixty years", "lost in the woods"."""
    signed = any(bit.get(sign) for sign in ("time", "weather", "mood", "number"))
    return signed or bit.is_small("spans") or (bit.get("quality") is not None and not determined)


def _named(bits: list[Bit], text: str, first: int) -> tuple[list[Bit], str]:
    """The phrase without the name in it, and the name: "a boy named Leo", "Leo the fox", "Princess Ana"."""
    for place, bit in enumerate(bits):
        if bit.is_small("named") and bits[place + 1 :]:
            name = [one for one in bits[place + 1 :] if one.text[:1].isupper()] or bits[place + 1 : place + 2]
            return bits[:place], text[name[0].start : name[-1].end]
    titled = titled_name(bits)
    if titled:
        return [bit for bit in bits if bit not in titled], text[titled[0].start : titled[-1].end]
    names = proper_names(_before_of(_before_tail(bits)), first)
    if not names:
        return bits, ""
    rest = [bit for bit in bits if bit not in names and not bit.is_small("determiners")]
    return rest, text[names[0].start : names[min(len(names), _NAMES) - 1].end]


def _before_tail(bits: list[Bit]) -> list[Bit]:
    """Without "with a red balloon" or "on Earth"; "of the north" stays."""
    tail = next((n for n, bit in enumerate(bits) if n and bit.is_small(*_TAILS)), len(bits))
    return bits[:tail]


def _bodily(noun: Noun, core: Sequence[Bit], head: Bit, language: str) -> Noun:
    """As "robot president" is a robot, and "madre pulpo" an octopus."""
    at = core.index(head)
    beside = core[at + 1 : at + 2] if language == "es" else core[:at]
    beings = [bit for bit in beside if bit.get("being")]
    keys = [entry.key for bit in beings if (entry := bit.get("being")) is not None]
    key = at_work(noun, keys)
    if not key:
        return noun
    body = beings[keys.index(key)].text.lower()
    return replace(noun, key=key, head=f"{noun.head} {body}" if language == "es" else f"{body} {noun.head}")


def _before_aim(bits: list[Bit], head: int) -> list[Bit]:
    """Without "for the weekend" behind the noun."""
    return bits[: next((n for n, bit in enumerate(bits) if n > head and bit.is_small("to")), len(bits))]


def _before_predicate(bits: list[Bit], language: str) -> list[Bit]:
    """What follows a noun and tells what it does is no part of it: "dinosaur | comes alive"."""
    first = next((n for n, bit in enumerate(bits) if is_noun(bit)), len(bits))
    ends = (
        n
        for n in range(1, len(bits))
        if bits[n].is_small("joins")
        or (n > first and (_predicates(bits, n, language) or _begins_noun(bits, n)))
    )
    return bits[: next(ends, len(bits))]


def _begins_noun(bits: Sequence[Bit], place: int) -> bool:
    """Whether another noun begins right behind one: "a song | his mother sang", "un niño | la encuentra"."""
    return is_noun(bits[place - 1]) and bits[place].is_small("possessives", "determiners", "nominative")


def _predicates(bits: Sequence[Bit], place: int, language: str) -> bool:
    """Whether it begins what the noun before it does; a participle before another noun describes that one."""
    bit = bits[place]
    if is_noun(bit) or bit.get("quality"):
        return False
    if bit.is_small("not", "relatives", "joins", "passives", "perfects"):
        return True
    verb = bit.get("relation") or bit.get("helper") or bit.get("pose")
    describes = place + 1 < len(bits) and is_noun(bits[place + 1])
    if verb is not None:
        return verb.form.verb != "ing" or not describes
    unknown = language == "en" and not bit.entries and not describes
    return unknown and (bit.text.endswith(("ed", "ing")) or says_in_present(bits, place))


def _before_of(bits: list[Bit]) -> list[Bit]:
    """The pigeons of Prague are not called so."""
    return bits[: next((n for n, bit in enumerate(bits) if n and bit.is_small("of")), len(bits))]


def _is_common(words: Sequence[Bit]) -> bool:
    """Whether its first word is no name and no title before one."""
    titled = words[0].is_small("titles") and len(words) > 1 and words[1].text[:1].isupper()
    return bool(words[0].entries) and not titled


def _determiner(bits: list[Bit], *, own: bool) -> tuple[Literal["", "a", "the", "own"], list[Bit]]:
    if own:
        return "own", bits[1:]
    kinds: list[Literal["a", "the"]] = []
    if len(bits) > 1 and bits[0].is_small("pronouns") and bits[1].is_small("determiners"):
        bits = bits[1:]
    while bits and (bits[0].is_small("determiners") or (bits[0].get("number") and len(bits) > 1)):
        kinds.append("the" if bits[0].is_small("definite") else "a")
        bits = bits[1:]
    return (kinds[0] if kinds else ""), bits


def _head(bits: Sequence[Bit], language: str) -> Bit:
    """English names the thing last ("paper boat keeper"), Spanish first."""
    upto = next((n for n, bit in enumerate(bits) if n and bit.is_small("of", "to", *_TAILS)), len(bits))
    front = list(bits[:upto])
    order = front if language == "es" else front[::-1]
    if language != "es" and order and _is_trade(order):
        return order[0]
    known = [bit for bit in order if any(bit.get(kind) for kind in _KINDS)]
    surely = [bit for bit in known if not bit.get("quality")]
    if known:
        unknown = [bit for bit in order if not bit.entries]
        return (surely or unknown or known)[0]
    plain = [bit for bit in order if not bit.get("quality") and not bit.get("colour")]
    return (plain or order)[0]


def _is_trade(words: Sequence[Bit]) -> bool:
    """As in "violin maker", read backwards: who works with the thing, though nobody knows the word."""
    trade, *before = words
    named = bool(before) and any(before[0].get(kind) for kind in ("thing", "place"))
    return not trade.entries and trade.text.lower().endswith(_TRADES) and named


def _meaning(bit: Bit) -> Noun:
    for kind in _KINDS:
        entry = bit.get(kind)
        if entry is not None:
            return Noun(
                phrase=bit.text,
                head=entry.word,
                kind=cast("NounKind", kind),
                key=entry.key,
                gender=entry.form.gender,
                plural=entry.form.plural,
            )
    return Noun(phrase=bit.text, head=bit.text, plural=False)


def _numbered(noun: Noun, bits: Sequence[Bit], language: str) -> Noun:
    """A word that nobody knows is plural by its ending, where its article allows for it."""
    forms = spanish_forms if language == "es" else english_forms
    single = bits[0].text.lower() in {"a", "an", "un", "una", "el", "la"}
    if single or noun.head[:1].isupper() or not forms.is_plural(noun.head):
        return noun
    return replace(noun, head=forms.singular(noun.head), plural=True)


def _keys(bits: Sequence[Bit], kind: str, head: Bit) -> tuple[str, ...]:
    found = (bit.get(kind) for bit in bits if bit is not head)
    return tuple(dict.fromkeys(entry.key for entry in found if entry is not None))


def _single(words: Sequence[Bit], text: str, head: Bit, noun: Noun) -> str:
    """The phrase as it is said of one of them: "rival chefs" → "rival chef"."""
    if not noun.plural:
        return ""
    at = head.start - words[0].start
    whole = text[words[0].start : words[-1].end]
    return noun.head if noun.gender else whole[:at] + noun.head + whole[at + len(head.text) :]


def _count(bits: Sequence[Bit]) -> int:
    numbers = [entry.key for bit in bits if (entry := bit.get("number")) is not None]
    return int(numbers[0]) if numbers else 2


def _gender(noun: Noun, first: Bit, language: str) -> str:
    """In Spanish the article tells it better than the ending."""
    if language != "es":
        return noun.gender
    if first.is_small("feminine"):
        return "f"
    return "m" if first.is_small("masculine") else noun.gender or spanish_forms.gender(noun.head)


def _members(bits: Sequence[Bit], head: Bit) -> Noun | None:
    """As in "A family of hedgehogs", "a flock of birds": what they are, not how many."""
    entry = head.get("being")
    after = next((n for n, bit in enumerate(bits) if bit.is_small("of") and n), len(bits))
    if entry is not None and entry.key not in {"family", "couple", "crew"}:
        return None
    if head.get("thing") is not None:
        return None
    for bit in bits[after:]:
        member = bit.get("being")
        if member is not None and member.form.plural:
            return replace(_meaning(bit), single=member.word, determiner="a", count=2)
    return None


def _cased(phrase: str, *, common: bool) -> str:
    """A phrase that was shouted is spoken; "My dog" is "my dog" within a line."""
    if phrase.isupper():
        return phrase.lower()
    return phrase[:1].lower() + phrase[1:] if common else phrase
