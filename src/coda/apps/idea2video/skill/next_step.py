"""What comes next in the making of a film, in words."""

from __future__ import annotations

from coda.apps.idea2video.skill.view import FilmView
from coda.apps.idea2video.skill.wording import say
from coda.apps.idea2video.workflow import following


def next_words(view: FilmView, language: str) -> str:
    """As in "The next step is the scenes: say “go on”."."""
    step = following(view.film.state)
    if step is None:
        return say(language, "cancelled")
    if step == "outline" and not view.film.idea.strip():
        return say(language, "next idea")
    return say(language, f"next {step}")
