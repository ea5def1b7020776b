"""Commands that say what is read, said or described in shots."""

from __future__ import annotations

from coda.apps.idea2video.skill.clauses import Clause
from coda.apps.idea2video.skill.outcomes import Impossible
from coda.apps.idea2video.skill.reader import read_phrases
from coda.apps.idea2video.skill.targets import take_shots
from coda.apps.idea2video.skill.tokens import folded
from coda.apps.idea2video.skill.vocabulary import vocabulary
from coda.apps.idea2video.skill.wording import say
from coda.apps.idea2video.skill.work import Values, Work
from coda.apps.idea2video.story.language import detect_language
from coda.apps.idea2video.story.pictures import read_picture

_LONGEST_LINE, _LONGEST_PICTURE = 200, 1000


def speak(clause: Clause, work: Work) -> None:
    """A character's line, or what the narrator says."""
    who = clause.take("character")
    clause.take_all("do", "say", "make", "give", "put", "add", "write")
    asked = clause.take_all("noun", "narration", "dialogue")
    text = _line(clause, work)
    for id in take_shots(clause, work):
        work.change_shot(id, **_spoken(work, id, text, who, narrated="narration" in asked))


def describe(clause: Clause, work: Work) -> None:
    """What is seen, in a sentence. Hour, weather and posture that it names are taken over; the things in it
    are read anew where it is drawn."""
    clause.take_all("do", "describe", "make", "give", "put", "write")
    clause.take_all("noun", "picture")
    text = clause.take("text") or ""
    text = text[:1].upper() + text[1:]
    if len(text) > _LONGEST_PICTURE:
        raise Impossible(say(work.language, "long text", most=_LONGEST_PICTURE))
    seen = read_picture(text, detect_language(text))
    somebody = any(phrase.means("character") for phrase in read_phrases(text, work.language, work.view))
    told = {"time": seen.time, "weather": seen.weather, "pose": seen.pose if somebody else None}
    values = {name: value for name, value in told.items() if value is not None}
    for id in take_shots(clause, work):
        work.change_shot(id, visual_desc=text, **values)


def _line(clause: Clause, work: Work) -> str:
    text = clause.take("text") or ""
    if vocabulary(work.language).get(folded(text.rstrip(".")), {}).get("nothing"):
        return ""
    if len(text) > _LONGEST_LINE:
        raise Impossible(say(work.language, "long line", length=len(text)))
    return text


def _spoken(work: Work, id: str, text: str, who: str | None, *, narrated: bool) -> Values:
    """With nobody named, a line stays with who says it now; else it is the narrator's."""
    shot = work.view.shot(id)
    if who is not None and not narrated:
        return {"dialogue": text, "speaker": work.view.character(who).name}
    if shot.dialogue and text and not narrated:
        return {"dialogue": text}
    return {"narration": text, **({"dialogue": ""} if shot.dialogue else {})}
