"""What to say once the calls of a message were decided and run. It tells what the results say, no more."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast

from coda.apps.idea2video.skill.wording import listed, say, shot_numbers
from coda.apps.idea2video.story.language import detect_language
from coda.components.llm.skill import SkillResult

_MOST_REASONS = 3
Made = Mapping[str, Any]


def report(results: Sequence[SkillResult]) -> str:
    """One or two sentences, in the language of what was made."""
    language = _language(results)
    by_outcome: dict[str, list[SkillResult]] = {}
    for result in results:
        by_outcome.setdefault(result.outcome, []).append(result)
    done = by_outcome.get("done", [])
    sentences = [_done_words(done, language)] if done else []
    if "failed" in by_outcome:
        sentences.append(_failed_words(by_outcome["failed"]))
    if "rejected" in by_outcome:
        sentences.append(say(language, "rejected rest" if done else "rejected"))
    if "not_run" in by_outcome and not {"failed", "rejected"} & by_outcome.keys():
        sentences.append(say(language, "not run rest" if done else "not run"))
    if "unknown" in by_outcome:
        sentences.append(say(language, "unknown"))
    return " ".join(sentences)


def _done_words(done: Sequence[SkillResult], language: str) -> str:
    """About the last step that was taken; where there is none, about what was changed."""
    steps = [result for result in done if result.name in _MADE]
    if steps:
        return _MADE[steps[-1].name](_mapping(steps[-1].result), language)
    for key in ("undone", "redone"):
        words = _mapping(done[-1].result).get(key)
        if isinstance(words, str) and words:
            return say(language, key, what=words)
    numbers = shot_numbers((result.name, result.arguments.get("shot_number")) for result in done)
    deeds = [_deed(result, language, numbers.get(result.name, ())) for result in done]
    return say(language, "done", deeds=listed(language, list(dict.fromkeys(deeds))))


def _deed(result: SkillResult, language: str, numbers: Sequence[int]) -> str:
    if numbers:
        return say(language, f"did {result.name} of several", numbers=listed(language, [*map(str, numbers)]))
    made = _mapping(result.result)
    shot, character, scene = (_mapping(made.get(key)) for key in ("shot", "character", "scene"))
    slots: dict[str, object] = {
        "number": shot.get("shot_number") or result.arguments.get("shot_number", ""),
        "to": result.arguments.get("to", ""),
        "name": character.get("name") or scene.get("name") or made.get("removed") or "",
        "step": say(language, f"step {result.arguments['step']}") if "step" in result.arguments else "",
    }
    return say(language, f"did {result.name}", **slots)


def _outline(made: Made, language: str) -> str:
    told = _mapping(made.get("outline"))
    title, synopsis = str(told.get("title", "")), str(told.get("synopsis", ""))
    return say(language, "made write_outline", title=title, synopsis=synopsis)


def _cast(made: Made, language: str) -> str:
    names = [str(_mapping(one).get("name", "")) for one in _listing(made.get("characters"))]
    return say(language, "made design_characters", names=listed(language, names))


def _scenes(made: Made, language: str) -> str:
    names = [str(_mapping(one).get("name", "")) for one in _listing(made.get("scenes"))]
    return say(language, "made design_scenes", count=len(names), names=listed(language, names))


def _storyboard(made: Made, language: str) -> str:
    return say(language, "made write_storyboard", count=len(_listing(made.get("shots"))))


def _rendering(made: Made, language: str) -> str:
    del made
    return say(language, "made render_film")


def _review(made: Made, language: str) -> str:
    findings = [_mapping(one) for one in _listing(made.get("findings"))]
    told = " ".join(str(one.get("message", "")) for one in findings[:2])
    return say(
        language, "made review_film", score=made.get("score", ""), summary=made.get("summary", ""), more=told
    )


_MADE: Mapping[str, Callable[[Made, str], str]] = {
    "write_outline": _outline,
    "design_characters": _cast,
    "design_scenes": _scenes,
    "write_storyboard": _storyboard,
    "render_film": _rendering,
    "review_film": _review,
}


def _failed_words(failed: Sequence[SkillResult]) -> str:
    """A question that a tool asks is passed on as it is."""
    reasons = list(dict.fromkeys(str(result.error or "").strip() for result in failed))
    return " ".join(_sentence(reason) for reason in reasons[:_MOST_REASONS] if reason)


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?", "。", "?", "!", "”")) else f"{text}."


def _language(results: Sequence[SkillResult]) -> str:
    """The film's, where a result tells it; else that of the words in the results and arguments."""
    named = [
        _mapping(one.result).get("language") or _mapping(_mapping(one.result).get("film")).get("language")
        for one in results
    ]
    if any(named):
        return str(next(filter(None, named))).partition("-")[0].lower()
    told: list[str] = []
    for result in results:
        told += _texts(result.result)
        told += _texts(result.arguments)
    return detect_language(" ".join(told[:40])) if told else "en"


_PROSE = frozenset(
    {
        "title",
        "synopsis",
        "description",
        "visual_desc",
        "narration",
        "summary",
        "message",
        "idea",
        "atmosphere",
    }
)


def _texts(value: Any) -> list[str]:
    if isinstance(value, list):
        return [text for one in cast("list[Any]", value) for text in _texts(one)]
    if isinstance(value, dict):
        items = cast("dict[str, Any]", value).items()
        own = [one for key, one in items if key in _PROSE and isinstance(one, str)]
        return own + [text for _, one in items for text in _texts(one) if isinstance(one, dict | list)]
    return []


def _mapping(value: Any) -> dict[str, Any]:
    return cast("dict[str, Any]", value) if isinstance(value, dict) else {}


def _listing(value: Any) -> list[Any]:
    return cast("list[Any]", value) if isinstance(value, list) else []
