"""Where and when something happens, taken out of a Chinese sentence: places, hours, what 当 begins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from coda.apps.idea2video.story.lexicon import Bit, Lexicon

_PLACE = re.compile(
    r"在(?:星期|周)[一二三四五六日天末]"
    r"|(?:在(?!哪)|于|沿着|从(?!前))[^，。；！？,.;!?]{1,10}?"
    r"(?:里面|上面|下面|后面|前面|背后|外面|对面|中间|旁边|深处|尽头|之间|门口|底下"
    r"|(?<!那)里|上(?![学班课山楼夜])|中|下(?![雨雪棋山楼])|边|旁|间(?!站)|内|外|前夜|前|后|底)"
)
_OPENING = re.compile(r"^[^，,]{1,8}[，,]")
_LED = re.compile(
    r"^(?:(?:每?当|如果|假如|要是|虽然|因为|自从|尽管|即使|只要|一旦|每[到逢]).+|.+(?:的时候|时|之后|以后|之前|以前|那[天年][夜早晚里上]*|那一刻|(?:夜晚|晚上|早上|早晨|清晨|傍晚|黄昏|深夜|午后|夏天|冬天|春天|秋天)|第.天|最后一天|一(?:下|到|出|落|响|亮|闭|停|黑).*)"
    r"|[在从].+[里上中下边旁间内外前后底])$"
)
"""A part of a sentence that only says when or why."""
_SIGNS = ("place", "time", "weather")


def is_led(part: str) -> bool:
    """Whether it only leads to the main clause: 当灯光熄灭时."""
    return _LED.match(part) is not None


def without_places(text: str, lexicon: Lexicon) -> tuple[str, str]:
    """The sentence without its places and opening times, and these."""
    found = [match.group() for match in _PLACE.finditer(text)]
    rest = _PLACE.sub("", text)
    opening = _OPENING.match(rest)
    if opening and any(has(bit, _SIGNS) for bit in lexicon.bits(opening.group())):
        found.insert(0, opening.group().strip("，,"))
        rest = rest[opening.end() :]
    rest, bare = _without_bare_place(rest, lexicon)
    bits = lexicon.bits(rest)
    if bits and bits[0].get("time") and len(bits) > 2:
        found.insert(0, bits[0].text)
        rest = rest[bits[0].end :]
    return rest.strip("，,。 "), "".join([*found, bare])


def has(bit: Bit, kinds: Sequence[str]) -> bool:
    return any(bit.get(kind) for kind in kinds)


def is_somebody(bit: Bit) -> bool:
    return bit.get("being") is not None


def _without_bare_place(text: str, lexicon: Lexicon) -> tuple[str, str]:
    """As in "在上海" and "沿着小河" have no word behind them that closes the place."""
    bits = lexicon.bits(text)
    plain = [bit for bit in bits if not (bit.get("quality") and bit.get("being") is None)]
    for bit, after in pairwise(plain):
        if bit.is_small("context") and (has(after, _SIGNS) or not after.entries):
            end = next((one.start for one in bits if one.start >= after.end and one.entries), len(text))
            end = after.end if has(after, _SIGNS) else end
            return text[: bit.start] + text[end:], text[bit.start : end]
    return text, ""
