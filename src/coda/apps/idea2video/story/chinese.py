"""Chinese, as far as the storyteller speaks it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from coda.apps.idea2video.story.beings import Being
from coda.apps.idea2video.story.chinese_clauses import read_clause
from coda.apps.idea2video.story.lexicon import lexicon
from coda.apps.idea2video.story.nouns import Clause, Noun
from coda.apps.idea2video.story.tongue import Slots

_PRONOUNS = {"m": "他", "f": "她", "n": "它"}
_PEOPLE = {"woman", "man", "girl", "boy", "old woman", "old man", "wizard", "knight", "astronaut", "fairy"}
_UNIQUE = {
    "月亮", "太阳", "大海", "海洋", "黑夜", "冬天", "春天", "夏天", "秋天",
    "死神", "时间", "寂静", "音乐", "光",
}  # fmt: skip

_ONLY = re.compile("最|第一")
"""What is the only one is not counted again."""
_SHORT = 4
"""Characters up to which a phrase can follow a name; a longer one stands before it."""


class Chinese:
    code = "zh"
    per_second = 4.0
    most = 21

    def clause(self, text: str) -> Clause:
        return read_clause(text, lexicon("zh"))

    def being_slots(self, role: str, being: Being) -> Slots:
        noun = being.noun or being.name
        pronoun = _PRONOUNS[being.gender] if being.figure in _PEOPLE else "它"
        the = being.phrase if being.own else noun
        slots = {
            role: being.name or the,
            f"{role}.a": _introduced(being),
            f"{role}.bare": _bare(being),
            f"{role}.the": the,
            f"{role}.ta": pronoun,
        }
        return slots | ({f"{role}.name": being.name} if being.name else {})

    def thing_slots(self, role: str, thing: Noun) -> Slots:
        said = thing.phrase or thing.name
        unique = thing.determiner == "own" or thing.head in _UNIQUE or not thing.measure
        first = said if unique else f"{'几' if thing.plural else '一'}{thing.measure}{said}"
        that = said if unique else f"那{'些' if thing.plural else thing.measure}{said}"
        return {role: said, f"{role}.a": first, f"{role}.that": that, f"{role}.the": thing.head or said}

    def skill(self, words: str) -> str:
        return re.sub(r"^(?:学会|怎么|如何|着|了|去|来)+", "", words)

    def finish(self, line: str) -> str:
        return re.sub(r"\s+", "", line) if not re.search(r"[A-Za-z]", line) else line

    def title(self, line: str) -> str:
        return self.finish(line)

    def size(self, line: str) -> int:
        return len(re.findall(r"[\u3400-\u9fff]|[A-Za-z0-9]+", line))

    def listed(self, words: Sequence[str]) -> str:
        if len(words) < 2:
            return "".join(words)
        return f"{'、'.join(words[:-1])}和{words[-1]}"

    def joined(self, sentences: Sequence[str]) -> str:
        return "".join(sentences)

    def clauses(self, parts: Sequence[str]) -> str:
        return f"{'，'.join(parts)}。"

    def seen(self, action: str, where: str, light: str) -> str:
        return "，".join(filter(None, (f"{light}的{where}", action))) + "。"

    def trait(self, word: str, being: Being) -> str:
        return word


def _bare(being: Being) -> str:
    if not being.noun:
        return being.name
    if being.own or being.definite or being.noun in _UNIQUE or _ONLY.search(being.phrase):
        return being.phrase
    return f"一{being.measure or '个'}{being.phrase}"


def _introduced(being: Being) -> str:
    if not being.noun:
        return being.name
    if being.own or being.noun in _UNIQUE or not being.name:
        return _bare(being)
    if "的" in being.phrase or len(being.phrase) > _SHORT:
        return f"{being.phrase}{being.name}"
    one = "另一" if being.twin else "一"
    return f"{one}{being.measure or '个'}叫{being.name}的{being.phrase}"
