"""Commands about the way of the film: going on, confirming, doing a part again, going back, rendering."""

from __future__ import annotations

from coda.apps.idea2video.skill.clauses import Clause
from coda.apps.idea2video.skill.next_step import next_words
from coda.apps.idea2video.skill.outcomes import Impossible, Unclear
from coda.apps.idea2video.skill.wording import say
from coda.apps.idea2video.skill.work import Work
from coda.apps.idea2video.workflow import GENERATED, STEPS, TABLE, WrittenStep, following, made_last
from coda.components.llm.skill import SkillCall

_TOOLS: dict[WrittenStep, str] = {
    "outline": "write_outline",
    "characters": "design_characters",
    "scenes": "design_scenes",
    "storyboard": "write_storyboard",
}
_NOUNS: dict[str, WrittenStep] = {
    "outline": "outline",
    "character": "characters",
    "scene": "scenes",
    "storyboard": "storyboard",
    "shot": "storyboard",
}
_MOST_SEED = 2**31 - 1


def go_on(work: Work) -> None:
    """The next step."""
    step = following(work.view.film.state)
    if step is None:
        raise Impossible(say(work.language, "cancelled"))
    if step == "video":
        render(work)
    else:
        _require_idea(work)
        work.steps.append(SkillCall(_TOOLS[step], {}))


def finish(work: Work) -> None:
    """All steps that are left, and the film."""
    step = following(work.view.film.state)
    if step is None:
        raise Impossible(say(work.language, "cancelled"))
    _require_idea(work)
    left = list(_TOOLS.values())[STEPS.index(step) :]
    work.steps += [SkillCall(name, {}) for name in left]
    _confirm_and_render(work, confirmed=not left and work.view.film.state == "storyboard_confirmed")


def render(work: Work) -> None:
    """Raises Impossible before there is a storyboard."""
    if following(work.view.film.state) != "video":
        raise Impossible(say(work.language, "no storyboard", next=next_words(work.view, work.language)))
    _confirm_and_render(work, confirmed=work.view.film.state == "storyboard_confirmed")


def cancel(work: Work) -> None:
    work.steps.append(SkillCall("cancel_render", {}))


def confirm(clause: Clause, work: Work) -> None:
    made, named = made_last(work.view.film.state), take_step(clause)
    if made is None or named not in {None, made}:
        raise Impossible(say(work.language, "nothing waits", next=next_words(work.view, work.language)))
    work.steps.append(SkillCall("confirm_step", {}))


def again(clause: Clause, work: Work) -> None:
    """A part anew, the one made last unless another is named. Another seed makes it another one."""
    step = take_step(clause) or _done_last(work)
    if step is None or not _is_made(work, step):
        raise Impossible(say(work.language, "no step", next=next_words(work.view, work.language)))
    _anew(work, step)


def go_back(clause: Clause, work: Work) -> None:
    step = take_step(clause)
    if step is None:
        raise Unclear(say(work.language, "back to what"))
    if not _is_made(work, step):
        raise Impossible(say(work.language, "no step", next=next_words(work.view, work.language)))
    work.steps.append(SkillCall("reopen_step", {"step": step}))


def write(clause: Clause, work: Work) -> None:
    """A step by its own name: the next one, or one that is there already, anew."""
    step = take_step(clause)
    if step is None:
        raise Unclear(say(work.language, "back to what"))
    if step == following(work.view.film.state):
        go_on(work)
    elif _is_made(work, step):
        _anew(work, step)
    else:
        raise Impossible(say(work.language, "later step", next=next_words(work.view, work.language)))


def _anew(work: Work, step: WrittenStep) -> None:
    if made_last(work.view.film.state) != step:
        work.steps.append(SkillCall("reopen_step", {"step": step}))
    work.film["seed"] = (work.view.film.seed + 1) % _MOST_SEED
    work.steps.append(SkillCall(_TOOLS[step], {}))


def take_step(clause: Clause) -> WrittenStep | None:
    """The part that is named."""
    noun = clause.take("noun", *_NOUNS)
    return None if noun is None else _NOUNS[noun]


def _is_made(work: Work, step: WrittenStep) -> bool:
    view = work.view
    there = {
        "outline": view.outline is not None,
        "characters": bool(view.cast),
        "scenes": bool(view.scenes),
        "storyboard": bool(view.shots),
    }
    return there[step]


def _done_last(work: Work) -> WrittenStep | None:
    reached = TABLE[work.view.film.state].percent
    done: list[WrittenStep] = [step for step, state in GENERATED.items() if TABLE[state].percent <= reached]
    return done[-1] if done else None


def _require_idea(work: Work) -> None:
    if following(work.view.film.state) == "outline" and not work.view.film.idea.strip():
        raise Unclear(say(work.language, "what about"), "idea")


def _confirm_and_render(work: Work, *, confirmed: bool) -> None:
    if not confirmed:
        work.steps.append(SkillCall("confirm_step", {}))
    work.steps.append(SkillCall("render_film", {}))
