"""The last stage: what a careful reader would find in a film, by rules that can be checked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from coda.apps.idea2video.stages import DesignedShot, Finding, Review, Storyboard
from coda.apps.idea2video.story import shelf
from coda.apps.idea2video.story.pacing import shot_count, shot_seconds
from coda.apps.idea2video.story.pictures import read_picture
from coda.apps.idea2video.story.tongue import Tongue
from coda.apps.idea2video.story.tongues import tongue

MOST_FINDINGS = 20
_SLOWEST, _FASTEST = 8.0, 2.0
"""Seconds of an average shot between which a film keeps its pace."""
_COSTS = {"error": 20, "warning": 8, "note": 3}
"""Points that a finding takes from a hundred."""

Rule = Callable[[Storyboard, Tongue], Iterator[Finding]]


def reviewed(board: Storyboard) -> Review:
    speak = tongue(board.language)
    if not (board.shots or board.scenes or board.characters):
        return Review(score=100, summary=_planned(board))
    findings = [finding for rule in _RULES for finding in rule(board, speak)]
    score = max(0, 100 - sum(_COSTS[finding.severity] for finding in findings))
    return Review(score=score, summary=_summary(board, score, findings), findings=findings[:MOST_FINDINGS])


def _empty(board: Storyboard, speak: Tongue) -> Iterator[Finding]:
    if not board.shots:
        yield _finding(speak, "empty", "error")


def _absent(board: Storyboard, speak: Tongue) -> Iterator[Finding]:
    """Characters whom one never sees; without its protagonist a film is wrong."""
    seen = {name for shot in board.shots for name in shot.characters}
    for character in board.characters:
        if character.name not in seen and board.shots:
            severity = "error" if character.role == "protagonist" else "warning"
            yield _finding(speak, "absent", severity, name=character.name)


def _unused(board: Storyboard, speak: Tongue) -> Iterator[Finding]:
    used = {shot.scene for shot in board.shots}
    for scene in board.scenes:
        if scene.name not in used:
            yield _finding(speak, "unused", "warning", name=scene.name)


def _same_angle(board: Storyboard, speak: Tongue) -> Iterator[Finding]:
    """Three shots in a row from the same angle."""
    for number, three in enumerate(zip(board.shots, board.shots[1:], board.shots[2:], strict=False), start=1):
        if len({shot.camera_angle for shot in three}) == 1:
            yield _finding(speak, "angle", "note", shot=number + 1)


def _same_line(board: Storyboard, speak: Tongue) -> Iterator[Finding]:
    for number, (before, shot) in enumerate(pairwise(board.shots), start=2):
        if shot.narration and shot.narration == before.narration:
            yield _finding(speak, "repeated", "warning", shot=number)


def _too_long(board: Storyboard, speak: Tongue) -> Iterator[Finding]:
    """Lines that cannot be read aloud while their shot stands."""
    for number, shot in enumerate(board.shots, start=1):
        needed = speak.size(f"{shot.narration} {shot.dialogue or ''}") / speak.per_second
        if needed > shot.seconds + 0.2:
            yield _finding(
                speak, "long", "warning", shot=number, needed=f"{needed:.1f}", seconds=f"{shot.seconds:.1f}"
            )


def _undrawable(board: Storyboard, speak: Tongue) -> Iterator[Finding]:
    for number, shot in enumerate(board.shots, start=1):
        if not (shot.characters or shot.elements or _names_something(shot, speak)):
            yield _finding(speak, "undrawable", "warning", shot=number)


def _names_something(shot: DesignedShot, speak: Tongue) -> bool:
    seen = read_picture(shot.visual_desc, speak.code)
    return bool(seen.elements or seen.figures or seen.setting)


def _no_speaker(board: Storyboard, speak: Tongue) -> Iterator[Finding]:
    for number, shot in enumerate(board.shots, start=1):
        if shot.dialogue and not shot.speaker:
            yield _finding(speak, "speaker", "warning", shot=number)


def _pace(board: Storyboard, speak: Tongue) -> Iterator[Finding]:
    if board.shots:
        average = sum(shot.seconds for shot in board.shots) / len(board.shots)
        if not _FASTEST <= average <= _SLOWEST:
            key = "slow" if average > _SLOWEST else "fast"
            yield _finding(speak, key, "warning", seconds=f"{average:.1f}")


def _measured(board: Storyboard, _: Tongue) -> Iterator[Finding]:
    """What was measured in the finished film, in the measurer's own words."""
    for sentence in board.measured:
        yield Finding(shot=None, severity="warning", message=sentence[:300], suggestion="")


_RULES: Sequence[Rule] = (
    _empty, _absent, _unused, _no_speaker, _too_long, _undrawable, _same_line, _measured, _pace, _same_angle,
)  # fmt: skip


def _finding(speak: Tongue, key: str, severity: str, *, shot: int | None = None, **words: str) -> Finding:
    """Its message and its suggestion are told in the film's language."""
    message, _, suggestion = shelf.values(speak.code, "phrases", "review", key)[0].partition("|")
    for slot, word in words.items():
        message, suggestion = (text.replace(f"{{{slot}}}", word) for text in (message, suggestion))
    return Finding.model_validate(
        {
            "shot": shot,
            "severity": severity,
            "message": message.strip()[:300],
            "suggestion": suggestion.strip()[:300],
        }
    )


def _planned(board: Storyboard) -> str:
    """Of an outline: the pace that it asks for."""
    seconds = shot_seconds(board.seconds)
    count = shot_count(seconds)
    told = shelf.values(tongue(board.language).code, "phrases", "review", "planned")[0]
    for slot, word in (
        ("title", board.title[:120]),
        ("shots", str(count)),
        ("seconds", f"{board.seconds:.0f}"),
        ("each", f"{seconds / count:.1f}"),
    ):
        told = told.replace(f"{{{slot}}}", word)
    return told[:500]


def _summary(board: Storyboard, score: int, findings: Sequence[Finding]) -> str:
    code = tongue(board.language).code
    grade = "fine" if score >= 90 else "fair" if score >= 60 else "poor"
    opening = shelf.values(code, "phrases", "review", "summary")[0]
    verdict = shelf.values(code, "phrases", "review", grade)[0]
    seconds = f"{sum(shot.seconds for shot in board.shots):.0f}"
    for slot, word in (
        ("title", board.title[:120]),
        ("shots", str(len(board.shots))),
        ("scenes", str(len(board.scenes))),
        ("seconds", seconds),
        ("findings", str(len(findings))),
    ):
        opening, verdict = (text.replace(f"{{{slot}}}", word) for text in (opening, verdict))
    return tongue(code).joined([opening, verdict])[:500]
