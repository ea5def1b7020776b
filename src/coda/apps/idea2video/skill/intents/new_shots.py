"""A new shot from a sentence about it."""

from __future__ import annotations

from coda.apps.idea2video.skill.clauses import Clause
from coda.apps.idea2video.skill.intents.shot_values import take_seconds, take_values
from coda.apps.idea2video.skill.outcomes import Impossible, Unclear
from coda.apps.idea2video.skill.reader import read_phrases
from coda.apps.idea2video.skill.references import MISSING
from coda.apps.idea2video.skill.wording import say
from coda.apps.idea2video.skill.work import Values, Work
from coda.apps.idea2video.story.language import detect_language
from coda.apps.idea2video.story.pictures import read_picture

_ADDABLE = {"camera_angle", "camera_movement", "seconds", "pose"}
_CUTS = " ,.;、,。"


def add_shot(clause: Clause, work: Work) -> None:
    """Raises Unclear when nothing says what is seen in it."""
    clause.take_all("do", "add", "write", "make", "put")
    clause.take_all("noun", "shot")
    if not work.view.scenes:
        raise Impossible(say(work.language, "no scenes", next=""))
    after = _after(clause, work)
    text = clause.take("text")
    scene = clause.take("scenes") or clause.take("scene name")
    if not text:
        raise Unclear(say(work.language, "what seen"), "text")
    added, own = _values(text, work)
    if scene is not None:
        added["scene"] = work.view.scene(scene).name
    work.insert(after, added, own)


def _after(clause: Clause, work: Work) -> int:
    side = clause.take("place of", "before", "after", "between", "first", "last")
    named = [id for key in clause.take_all("shots") for id in key.split()]
    number = clause.take("number")
    last = len(work.order)
    if side == "first":
        return 0
    if side == "last" or (side is None and not named and number is None):
        return last
    place = _place_of(named[0], work) if named else int(float(number or last))
    if not 1 <= place <= last:
        raise Impossible(say(work.language, "no such shot", number=place, last=last))
    return place - 1 if side == "before" else place


def _place_of(id: str, work: Work) -> int:
    if id.startswith(MISSING):
        number = id.partition(":")[2]
        raise Impossible(say(work.language, "no such shot", number=number, last=len(work.order)))
    return work.order.index(id) + 1


def _values(text: str, work: Work) -> tuple[Values, Values]:
    """What add_shot takes, and what only edit_shot does. The camera's words are not part of what is seen."""
    heard = Clause(read_phrases(text, work.language, work.view))
    names = [work.view.character(id).name for id in heard.take_all("character")]
    camera = [phrase for phrase in heard.phrases if phrase.means("angle") or phrase.means("movement")]
    values, seconds = take_values(heard), take_seconds(heard, work)
    if seconds is not None:
        values["seconds"] = seconds
    seen = read_picture(text, detect_language(text))
    for phrase in reversed(camera):
        text = text[: phrase.start] + text[phrase.end :]
    sentence = " ".join(text.split()).strip(_CUTS)
    added: Values = {"visual_desc": sentence[:1].upper() + sentence[1:]}
    if not names:
        values.pop("pose", None)
    added |= {name: value for name, value in values.items() if name in _ADDABLE}
    if names:
        added["characters"] = list(dict.fromkeys(names))
    if seen.elements:
        added["elements"] = list(seen.elements)
    return added, {name: value for name, value in values.items() if name not in _ADDABLE}
