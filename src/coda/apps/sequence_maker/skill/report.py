"""What to say once the calls of a message were decided and run. Numbers come from the results only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from coda.apps.sequence_maker.skill.wording import counted, listed
from coda.components.llm.skill import SkillResult

_COUNTS = (
    ("segments_created", "segment", "made"),
    ("segments_changed", "segment", "changed"),
    ("segments_moved", "segment", "moved"),
    ("segments_removed", "segment", "removed"),
    ("segments_cut", "segment", "cut"),
    ("segments_deleted", "segment", "deleted"),
)
"""Keys of tool results, the thing counted and what happened to it."""

_SINGLE = {
    "create_segment": "segments_created",
    "delete_segment": "segments_deleted",
    "modify_segment": "segments_changed",
    "add_effect": "segments_changed",
}


def report(results: Sequence[SkillResult]) -> str:
    """One or two sentences."""
    by_outcome: dict[str, list[SkillResult]] = {}
    for result in results:
        by_outcome.setdefault(result.outcome, []).append(result)
    done = by_outcome.get("done", [])
    sentences = [_done_words(done)] if done else []
    if "failed" in by_outcome:
        sentences.append(_failed_words(by_outcome["failed"]))
    if "rejected" in by_outcome:
        sentences.append("You rejected the rest." if done else "You rejected it; nothing changed.")
    if "not_run" in by_outcome and not {"failed", "rejected"} & by_outcome.keys():
        sentences.append("The rest was not run." if done else "It was not run; nothing changed.")
    if "unknown" in by_outcome:
        sentences.append("Whether it took effect is unknown; please look before you say it again.")
    return " ".join(sentences)


def _done_words(done: Sequence[SkillResult]) -> str:
    counts: dict[str, int] = {}
    balls: set[int] = set()
    for result in done:
        told = _mapping(result.result)
        for key, _, _ in _COUNTS:
            if isinstance(told.get(key), int):
                counts[key] = counts.get(key, 0) + told[key]
        if result.name in _SINGLE:
            counts[_SINGLE[result.name]] = counts.get(_SINGLE[result.name], 0) + 1
        balls |= _balls(told)
    parts = [f"{counted(counts[key], noun)} {verb}" for key, noun, verb in _COUNTS if counts.get(key)]
    if not parts:
        return _plain_words(done)
    where = f" on {counted(len(balls), 'ball')}" if balls else ""
    return f"Done: {listed(parts)}{where}."


def _balls(told: dict[str, Any]) -> set[int]:
    balls = told.get("balls")
    if isinstance(balls, list):
        return {one for one in balls if isinstance(one, int)}  # pyright: ignore[reportUnknownVariableType] - a tool's JSON
    return {told["timeline_index"]} if isinstance(told.get("timeline_index"), int) else set()


def _plain_words(done: Sequence[SkillResult]) -> str:
    """Undo and redo tell what they took back."""
    told = _mapping(done[-1].result)
    for key, word in (("undone", "Undone"), ("redone", "Redone")):
        if isinstance(told.get(key), str) and told[key]:
            return f"{word}: {told[key]}."
    return "Done."


def _failed_words(failed: Sequence[SkillResult]) -> str:
    reasons = list(dict.fromkeys(str(result.error or "no reason was given").strip() for result in failed))
    return f"That did not work: {' '.join(_sentence(reason) for reason in reasons[:3])}"


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}  # pyright: ignore[reportUnknownVariableType] - a tool's JSON
