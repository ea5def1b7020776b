"""Chinese noun phrases: number and measure word, what describes the noun, the noun, a name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import cast

from coda.apps.idea2video.story import concepts
from coda.apps.idea2video.story.chinese_openings import has
from coda.apps.idea2video.story.lexicon import Bit, Lexicon, span
from coda.apps.idea2video.story.members import a_stranger
from coda.apps.idea2video.story.nouns import Noun, NounKind, at_work
from coda.apps.idea2video.vocabulary import Feature

_KINDS = ("being", "thing", "place")
_COUNTED = re.compile(
    r"^[一两三四五几那这某][只个位条头匹朵颗座艘辆本把棵片阵场道架台张封支根块群对名盏扇幅件枚间家团滴粒双部首顶束杯碗种份口面列株所罐串瓶]"
)
_SIBLINGS = re.compile(r"^[两三四五六七八九十](?=(?:姐妹|兄弟|兄妹|姐弟)$)")
_TRADES = set("师匠家员手者工")
"""How Chinese words end that say what somebody does."""
_NUMBERS = {"三": 3, "四": 4, "五": 5}
_ONE_OF = {"姐妹": "妹妹", "兄弟": "弟弟", "兄妹": "妹妹", "姐弟": "姐姐"}
_NAMED = re.compile(r"(?:名字叫|名叫|叫做|叫)([\u4e00-\u9fff]{1,4}?)的")
_PET = re.compile(r"^[小阿老][\u4e00-\u9fff]$")
_BEHIND = re.compile(r"(?P<name>[小阿][\u4e00-\u9fff])$")

_FOREIGN = re.compile(
    "[小老]?[阿艾安奥巴贝本比彼伯博布查达黛丹德蒂迪杜多恩尔法菲芬弗盖格戈哈海汉亨霍基吉加杰金卡凯柯科克"
    "拉莱兰朗勒雷丽利莉里林琳露鲁路罗洛玛马麦曼梅米莫姆娜纳南妮尼诺欧帕佩皮珀奇乔琼萨塞莎珊史斯苏索塔"
    "泰汤特托娃瓦威维薇温沃西希夏雅亚杨伊尤约翰詹珍朱]{2,4}"
)
"""Characters that spell the names of foreigners: 小汤姆, 约翰."""

_WOMENS = ("娜", "丽", "莉", "莎", "珊", "妮", "琳", "薇", "珍", "露", "娃", "黛", "雅", "安", "琼")


def noun_phrases(bits: Sequence[Bit], sentence: str) -> tuple[Noun, ...]:
    parts: list[list[Bit]] = [[]]
    for bit in bits:
        begun = any(not one.is_small("determiners") for one in parts[-1])
        describes = bit.is_small("with", "to") and not begun
        if (
            (bit.is_small("and", "to", "with") and not describes)
            or not bit.is_word
            or bit.text in {"把", "将", "从"}
        ):
            parts.append([])
        else:
            parts[-1].append(bit)
    return tuple(noun for part in parts if (noun := read_noun(_without_when(part), sentence)) is not None)


def _without_when(bits: Sequence[Bit]) -> Sequence[Bit]:
    """Without 每天晚上 or 上 behind the noun, and without 连 before it."""
    while len(bits) > 1 and bits[-1].is_small("adverbs", "closing") and bits[-2].text != "那":
        bits = bits[:-1]
    return bits[1:] if len(bits) > 1 and bits[0].is_small("even") else bits


def read_noun(bits: Sequence[Bit], sentence: str) -> Noun | None:
    bits = _behind_verb(bits[_counted_from(bits) :])
    whole = span(sentence, bits)
    named = _NAMED.search(whole)
    phrase = _NAMED.sub("", whole) if named else whole
    counted, siblings = _COUNTED.match(phrase), _SIBLINGS.match(phrase)
    phrase = _SIBLINGS.sub("", _COUNTED.sub("", phrase))
    phrase = phrase.removeprefix("的").removesuffix("一家").removesuffix("那里").removesuffix("的")
    many = phrase.endswith("们")
    phrase = phrase.removesuffix("们").strip()
    body = [
        bit
        for bit in bits
        if not bit.is_small("determiners", "adverbs", "auxiliaries", "possessives", "others")
    ]
    if not body or not phrase or all(bit.is_small("pronouns") for bit in body):
        return None
    noun = _at_trade(body) or _meaning(_behind_owner(body))
    if noun.kind == "unknown" and (bits[0].is_small("adverbs") or _is_no_noun(body)):
        return None
    if any(bit.is_small("someone") for bit in bits):
        return a_stranger("zh")
    keys = [entry.key for bit in body[:-1] if (entry := bit.get("being")) is not None]
    noun = replace(noun, key=at_work(noun, keys) or noun.key) if not _owned(bits) else noun
    phrase, name = _name(phrase, noun, named[1] if named else "")
    noun = noun if phrase or not name else Noun(phrase="", head="", gender=_gender_of(name))
    if noun.key == "person" and phrase.endswith("人"):
        noun = replace(noun, head=phrase)
    return replace(
        noun,
        phrase=phrase,
        single=_ONE_OF[phrase] if siblings else "",
        head=(noun.head or phrase) if phrase else "",
        name=name,
        qualities=_keys(body, "quality"),
        colours=_keys(body, "colour"),
        features=cast("tuple[Feature, ...]", _keys(body, "feature")),
        measure=counted.group()[1:] if counted and counted.group()[1] not in "群家对" else noun.measure,
        determiner="own" if bits[0].is_small("possessives") or _owned(bits) else "a",
        plural=many or siblings is not None or (counted is not None and counted.group()[0] not in "一那这某"),
        count=_NUMBERS.get(counted.group()[0], 2) if counted else 2,
    )


def is_pet_name(word: str) -> bool:
    return _PET.match(word) is not None or _FOREIGN.fullmatch(word) is not None


def owner_of(phrase: str, lexicon: Lexicon) -> Noun | None:
    """Whose something is, before the last 的: 奶奶的秘密食谱. None where it is nobody's."""
    bits = lexicon.bits(phrase)
    for place in range(len(bits) - 1, 0, -1):
        if bits[place].is_small("of") and bits[place - 1].get("being"):
            owner = read_noun(bits[:place], phrase)
            kind = concepts.beings().get(owner.key) if owner is not None else None
            return owner if kind is not None and kind.group != concepts.FORCES else None
    return None


def _behind_verb(bits: Sequence[Bit]) -> Sequence[Bit]:
    """Without the verb before a noun that 的 does not tie to it: 带 | 雨伞."""
    verb = len(bits) > 1 and bits[0].get("relation") and not has(bits[0], _KINDS)
    return bits[1:] if verb and has(bits[1], _KINDS) else bits


def _counted_from(bits: Sequence[Bit]) -> int:
    """Where the last number with its measure word begins, unless 的 or 最后 ties it to what stands before."""
    for n in range(len(bits) - 2, 0, -1):
        tied = bits[n - 1].is_small("of", "adverbs") or bits[n - 1].text in {"第", "最后"}
        if _COUNTED.match(bits[n].text) and bits[n].is_small("determiners") and not tied:
            return n
    return 0


def _behind_owner(bits: Sequence[Bit]) -> Sequence[Bit]:
    """What it is, without whose it is: a bride's veil is no bride."""
    last = next((n for n in range(len(bits) - 1, -1, -1) if bits[n].is_small("of")), -1)
    owned = any(bit.get("being") for bit in bits[: last + 1])
    return (owned and bits[last + 1 :]) or bits


def _is_no_noun(bits: Sequence[Bit]) -> bool:
    """A verb alone is none, nor is an hour: 被鱼钓走, 不想搬家, 看见了白天."""
    return all(any(bit.get(kind) for kind in ("relation", "pose", "time")) for bit in bits)


def _name(phrase: str, noun: Noun, named: str) -> tuple[str, str]:
    """The phrase without a name, and the name: 小明, 飞行员小林."""
    if named:
        return phrase, named
    called = phrase.rpartition("的")[2]
    if noun.kind == "unknown" and _PET.match(called):
        return "", called
    if _FOREIGN.fullmatch(phrase) and not (noun.head and phrase.endswith(noun.head)):
        return "", phrase
    behind = _BEHIND.search(phrase)
    if behind and noun.kind == "being" and not phrase.endswith(noun.head):
        return phrase[: behind.start()], behind["name"]
    return phrase, ""


def _gender_of(name: str) -> str:
    """A guess at names of foreigners; "" for those that tell nothing."""
    return "f" if name.endswith(_WOMENS) else "m" if _FOREIGN.fullmatch(name) else ""


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


def _at_trade(bits: Sequence[Bit]) -> Noun | None:
    """Who works with a thing, though nobody knows the word: 地图师."""
    trade = len(bits) > 1 and not bits[-1].entries and bits[-1].text in _TRADES and bits[-2].get("thing")
    return Noun(phrase="", head=bits[-2].text + bits[-1].text, measure="位") if trade else None


def _owned(bits: Sequence[Bit]) -> bool:
    """国王的王冠: somebody's, so there is only the one; but not 没有雨的云."""
    lacks = any(bit.is_small("not") for bit in bits)
    return not lacks and any(one.get("being") and after.is_small("of") for one, after in pairwise(bits))


def _keys(bits: Sequence[Bit], kind: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(entry.key for bit in bits if (entry := bit.get(kind)) is not None))
