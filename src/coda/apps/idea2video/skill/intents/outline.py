"""Commands about the outline's words: title, synopsis, genre."""

from __future__ import annotations

from coda.apps.idea2video.entities import LONGEST_SYNOPSIS
from coda.apps.idea2video.skill.clauses import Clause
from coda.apps.idea2video.skill.next_step import next_words
from coda.apps.idea2video.skill.outcomes import Impossible, Unclear
from coda.apps.idea2video.skill.wording import say
from coda.apps.idea2video.skill.work import Work

_LONGEST = {"title": 120, "synopsis": LONGEST_SYNOPSIS, "genre": 80}


def edit_outline(clause: Clause, work: Work) -> None:
    """Raises Impossible before there is an outline, or for a text that is too long."""
    clause.take_all("do", "make", "give", "put", "add", "call", "named", "rename", "write", "say")
    field = clause.take("noun", *_LONGEST) or "title"
    clause.take_all("noun", "film", "name", "outline")
    text = clause.take("text")
    if work.view.outline is None:
        raise Impossible(say(work.language, "no outline", next=next_words(work.view, work.language)))
    if not text:
        raise Unclear(say(work.language, "what line"), "text")
    if len(text) > _LONGEST[field]:
        raise Impossible(say(work.language, "long text", most=_LONGEST[field]))
    work.outline[field] = text.rstrip(".") if field == "title" else text
