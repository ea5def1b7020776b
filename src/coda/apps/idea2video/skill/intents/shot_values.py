"""What a shot is to look like from a command's words: camera, light, weather, posture, length."""

from __future__ import annotations

from coda.apps.idea2video.entities import MAX_SHOT_SECONDS, MIN_SHOT_SECONDS
from coda.apps.idea2video.skill.clauses import Clause
from coda.apps.idea2video.skill.outcomes import Impossible
from coda.apps.idea2video.skill.wording import say
from coda.apps.idea2video.skill.work import Values, Work

_LADDER = ("EXTREME WIDE SHOT", "WIDE SHOT", "MEDIUM SHOT", "CLOSE-UP")
_LONGER = 1.5
_SIMPLE = (
    ("angle", "camera_angle"),
    ("movement", "camera_movement"),
    ("time", "time"),
    ("weather", "weather"),
)


def take_values(clause: Clause, work: Work) -> Values:
    """The values that are the same for every shot that is named."""
    values: Values = {}
    for kind, field in _SIMPLE:
        key = clause.take(kind)
        if key is not None:
            values[field] = key
    seconds = clause.take("seconds")
    if seconds is not None:
        values["seconds"] = _in_range(float(seconds), work)
    pose = clause.take("pose")
    if pose is not None:
        values["pose"] = pose
    return values


def relative_values(more: list[str], id: str, work: Work) -> Values:
    """For "closer", "longer" and the like, from what the shot is. Raises Impossible at the ladder's end."""
    values: Values = {}
    shot = work.view.shot(id)
    for word in more:
        if word in {"closer", "wider"}:
            now = work.changed_so_far(id, "camera_angle", shot.camera_angle)
            values["camera_angle"] = _stepped(now, word, id, work)
        else:
            factor = _LONGER if word == "longer" else 1 / _LONGER
            now = work.changed_so_far(id, "seconds", shot.seconds)
            values["seconds"] = min(MAX_SHOT_SECONDS, max(MIN_SHOT_SECONDS, round(now * factor * 2) / 2))
    return values


def _stepped(angle: str, word: str, id: str, work: Work) -> str:
    place = _LADDER.index(angle) if angle in _LADDER else (1 if word == "closer" else 2)
    place += 1 if word == "closer" else -1
    if not 0 <= place < len(_LADDER):
        key = "close already" if word == "closer" else "wide already"
        raise Impossible(say(work.language, key, number=work.view.shot_number(id)))
    return _LADDER[place]


def _in_range(seconds: float, work: Work) -> float:
    if not MIN_SHOT_SECONDS <= seconds <= MAX_SHOT_SECONDS:
        raise Impossible(say(work.language, "seconds of shot"))
    return seconds
