"""A script as its author wrote it: scenes with action and dialogue, from a screenplay or from plain prose.

The screenplay's marks are those of Fountain (fountain.io/syntax): headings that begin with INT. or EXT.,
names in capitals above what is said. Chinese scripts mark scenes with 场景, 内景 or 外景. In any language
"Name: words" on a line of its own is dialogue too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from coda.apps.idea2video.entities import MOST_SCENES

_HEADING = re.compile(
    r"^\s*(?:\d+\s*[.)、]?\s*)?(?P<side>INT\.?\s*/\s*EXT|EXT\.?\s*/\s*INT|I/E|INT|EXT|EST)\b[.\s:]+(?P<place>.+)$",
    re.IGNORECASE,
)
_CHINESE_HEADING = re.compile(
    r"^\s*(?:第?\s*[0-9一二三四五六七八九十]+\s*[场幕.、:：]\s*)?"
    r"(?:场景[一二三四五六七八九十0-9]*[:： ]?\s*)?"
    r"(?:(?P<side>内景|外景)[.。:： ]?\s*)(?P<place>.+)$|"
    r"^\s*(?:场景|第)\s*[0-9一二三四五六七八九十]*\s*[场幕]?\s*[:： ]\s*(?P<place2>.+)$"
)
_FORCED = re.compile(r"^\.(?=[^.\s])(?P<place>.+)$")
_CUE = re.compile(r"^@?(?P<name>[^a-z(:：.!?。]{1,40}?)\s*(?:\([^)]*\))?\s*\^?$")
_COLON = re.compile(
    r"^\s*(?P<name>[^\s:：“”\"'（(][^:：“”\"]{0,24}?)\s*(?:[（(][^）)]*[）)])?\s*[:：]\s*(?P<words>\S.*)$"
)
_TITLE = re.compile(
    r"^\s*(?:title|título|titulo|标题|片名|《)\s*[:：]?\s*(?P<title>[^》]+)》?\s*$", re.IGNORECASE
)
_SKIPPED = re.compile(
    r"^\s*(?:>.*|\(.*\)|（.*）|=+.*|#+.*|~.*|\[\[.*\]\]|(?:CUT|FADE|DISSOLVE|SMASH|CORTE|FUNDIDO)\b.*[:.]?|"
    r"(?:credit|author|authors|source|draft date|contact|autor|autora|作者)\s*:.*|THE END|FIN|完|剧终)\s*$",
    re.IGNORECASE,
)
_HOUR = re.compile(r"\s*(?:[-–—,，.·]|\s)\s*(?P<hour>[^-–—,，.·\s]+)\s*$")


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of action, or what `speaker` says."""

    text: str
    speaker: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptScene:
    """`heading` is its place as the author names it, "" in prose; `inside` None where nothing says."""

    heading: str = ""
    inside: bool | None = None
    blocks: tuple[Block, ...] = ()

    @property
    def action(self) -> str:
        return " ".join(block.text for block in self.blocks if not block.speaker)


@dataclass(frozen=True, slots=True)
class Screenplay:
    title: str
    scenes: tuple[ScriptScene, ...]

    @property
    def speakers(self) -> tuple[str, ...]:
        """Those who speak, in the order in which they first do."""
        said = (block.speaker for scene in self.scenes for block in scene.blocks if block.speaker)
        return tuple(dict.fromkeys(said))


def read_screenplay(text: str) -> Screenplay:
    """A script of any kind; one without headings has a scene for each paragraph, five at the most."""
    lines = [line.rstrip() for line in text.splitlines()]
    title = next((match["title"].strip() for line in lines[:5] if (match := _TITLE.match(line))), "")
    lines = [line for line in lines if not _TITLE.match(line)]
    scenes = [scene for scene in _scenes(lines) if scene.blocks or scene.heading]
    if not any(scene.heading for scene in scenes):
        scenes = _paragraphs(lines)
    return Screenplay(title, tuple(_joined(scenes, MOST_SCENES)))


def tells_something(text: str) -> bool:
    """Whether a script holds any words to show."""
    scenes = read_screenplay(text).scenes
    return any(letter.isalnum() for scene in scenes for block in scene.blocks for letter in block.text)


def _scenes(lines: Sequence[str]) -> list[ScriptScene]:
    """What stands before the first heading is a scene of its own."""
    scenes = [ScriptScene()]
    gathered: list[list[str]] = [[]]
    for line in lines:
        opened = _heading(line)
        if opened is None:
            gathered[-1].append(line)
        else:
            scenes.append(opened)
            gathered.append([])
    return [replace(scene, blocks=tuple(_blocks(body))) for scene, body in zip(scenes, gathered, strict=True)]


def _heading(line: str) -> ScriptScene | None:
    match = _HEADING.match(line) or _FORCED.match(line)
    if match is not None:
        side = match.groupdict().get("side") or ""
        inside = None if "/" in side or not side else side.upper().startswith("INT")
        return ScriptScene(heading=match["place"].strip(), inside=inside)
    chinese = _CHINESE_HEADING.match(line)
    if chinese is not None and len(line) <= 40:
        side = chinese["side"]
        place = (chinese["place"] or chinese["place2"] or "").strip()
        return ScriptScene(heading=place, inside=side == "内景" if side else None)
    return None


def _blocks(lines: Sequence[str]) -> Iterator[Block]:
    place = 0
    while place < len(lines):
        line = lines[place].strip()
        place += 1
        colon = _COLON.match(line)
        if not line or _SKIPPED.match(line):
            continue
        if colon is not None and _is_name(colon["name"]):
            yield Block(_unquoted(colon["words"]), _spoken_name(colon["name"]))
        elif _is_cue(line, lines[place : place + 1]):
            said, place = _said(lines, place)
            if said:
                yield Block(said, _spoken_name(line))
        else:
            yield Block(line.removeprefix("!"))


def _is_cue(line: str, following: Sequence[str]) -> bool:
    """A name in capitals, directly above words."""
    match = _CUE.match(line)
    has_letters = any(letter.isalpha() and letter.upper() != letter.lower() for letter in line)
    forced = line.startswith("@")
    return bool(match and (has_letters or forced) and following and following[0].strip() and len(line) <= 40)


def _is_name(words: str) -> bool:
    """As before a colon: few words, the first with a capital letter where the script has capitals."""
    first = words.strip()[:1]
    return len(words.split()) <= 3 and (first.isupper() or "\u3400" <= first <= "\u9fff") and len(words) <= 24


def _said(lines: Sequence[str], place: int) -> tuple[str, int]:
    """The lines under a cue up to the next blank one, without directions in brackets."""
    words: list[str] = []
    while place < len(lines) and lines[place].strip():
        line = lines[place].strip()
        if not re.fullmatch(r"[（(].*[)）]", line):
            words.append(line)
        place += 1
    return " ".join(words), place


def _spoken_name(cue: str) -> str:
    """As in "MARA (V.O.)" is Mara."""
    name = re.sub(r"[（(].*?[)）]|\^", "", cue).strip().lstrip("@").strip()
    return name.title() if name.isupper() else name


def _unquoted(words: str) -> str:
    return words.strip().strip('“”"«»「」').strip()


def _paragraphs(lines: Sequence[str]) -> list[ScriptScene]:
    found = [part.strip() for part in re.split(r"\n\s*\n", "\n".join(lines)) if part.strip()]
    return [ScriptScene(blocks=tuple(_blocks(part.splitlines()))) for part in found]


def _joined(scenes: Sequence[ScriptScene], most: int) -> list[ScriptScene]:
    """At most so many: neighbours are put together, the shortest pair first."""
    kept = [scene for scene in scenes if scene.blocks] or list(scenes[:1])
    while len(kept) > most:
        sizes = [len(one.blocks) + len(two.blocks) for one, two in pairwise(kept)]
        at = sizes.index(min(sizes))
        kept[at : at + 2] = [replace(kept[at], blocks=kept[at].blocks + kept[at + 1].blocks)]
    return kept


def heading_parts(heading: str) -> tuple[str, str]:
    """The place and the hour: "LIGHTHOUSE - NIGHT" are two."""
    match = _HOUR.search(heading)
    if match is None:
        return heading, ""
    return heading[: match.start()].strip(), match["hour"]
