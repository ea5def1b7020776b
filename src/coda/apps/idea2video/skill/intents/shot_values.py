"""What a shot is to look like from a command's words: camera, light, weather, posture, length."""

from __future__ import annotations

from coda.apps.idea2video.entities import MAX_SHOT_SECONDS, MIN_SHOT_SECONDS
from coda.apps.idea2video.skill.clauses import Clause
from coda.apps.idea2video.skill.outcomes import Impossible
from coda.apps.idea2video.skill.wording import say
from coda.apps.idea2video.skill.work import Values, Work

_LADDER = ("EXTREME WIDE SHOT", "WIDE SHOT", "MEDIUM SHOT", "CLOSE-UP")
FACTORS = {"longer": 1.5, "shorter": 1 / 1.5, "twice": 2.0, "half": 0.5}
_SIMPLE = (
    ("angle", "camera_angle"),
    ("movement", "camera_movement"),
    ("time", "time"),
    ("weather", "weather"),
)


def take_values(clause: Clause) -> Values:
    """The values that are the same for every shot that is named."""
    values: Values = {}
    for kind, field in _SIMPLE:
        key = clause.take(kind)
        if key is not None:
            values[field] = key
    pose = clause.take("pose")
    if pose is not None:
        values["pose"] = pose
    return values


def take_imperative(clause: Clause) -> str | None:
    """The posture that stands like a verb in front of a shot: in "hold shot 8 for 9 seconds" nobody holds
    anything, and in "run shot 2" nobody runs."""
    first, *rest = clause.phrases
    return clause.take("pose") if first.means("pose") and rest and rest[0].means("shots") else None


def take_seconds(clause: Clause, work: Work) -> float | None:
    """The length that is named, where no difference is. Raises Impossible for one that no shot may have."""
    seconds = clause.take("seconds")
    return None if seconds is None else _in_range(float(seconds), work)


def take_difference(clause: Clause) -> float | None:
    """As in "2 seconds longer", "shorter by 1 second"; less than zero for shorter."""
    seconds, more = clause.find("seconds"), clause.find("more", "longer", "shorter")
    if seconds is None or more is None or not (clause.has("place of", "by") or clause.beside(seconds, more)):
        return None
    clause.take("seconds")
    sign = 1 if clause.take("more", "longer", "shorter") == "longer" else -1
    return sign * float(seconds.meanings["seconds"])


def relative_values(more: list[str], id: str, work: Work) -> Values:
    """For "closer", "longer" and the like, from what the shot is. Raises Impossible at the ladder's end."""
    values: Values = {}
    shot = work.view.shot(id)
    for word in more:
        if word in {"closer", "wider"}:
            now = work.changed_so_far(id, "camera_angle", shot.camera_angle)
            values["camera_angle"] = _stepped(now, word, id, work)
        else:
            now = work.changed_so_far(id, "seconds", shot.seconds)
            values["seconds"] = _fitting(now * FACTORS[word])
    return values


def longer_by(seconds: float, id: str, work: Work) -> float:
    return _fitting(work.changed_so_far(id, "seconds", work.view.shot(id).seconds) + seconds)


def _fitting(seconds: float) -> float:
    """In half seconds, and as long as a shot may be."""
    return min(MAX_SHOT_SECONDS, max(MIN_SHOT_SECONDS, round(seconds * 2) / 2))


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
