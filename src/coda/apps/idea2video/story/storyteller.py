"""The storyteller without a model: pure functions from an idea's own words to a film's outline and shots.

The same words and seed tell the same story in any process; another seed tells the idea another way.
"""

from __future__ import annotations

from coda.apps.idea2video.stages import (
    Design,
    DesignRequest,
    DrawnShot,
    Generation,
    Idea,
    Interpretation,
    Plan,
    Review,
    Storyboard,
)
from coda.apps.idea2video.story.characters import characters
from coda.apps.idea2video.story.interpretation import interpretation
from coda.apps.idea2video.story.language import detect_language
from coda.apps.idea2video.story.outline import outline
from coda.apps.idea2video.story.pictures import Picture, read_picture
from coda.apps.idea2video.story.review import reviewed
from coda.apps.idea2video.story.scenes import scenes
from coda.apps.idea2video.story.screenplay import tells_something
from coda.apps.idea2video.story.scripted import (
    film_of,
    script_characters,
    script_outline,
    script_scenes,
    script_shots,
)
from coda.apps.idea2video.story.shots import shots
from coda.apps.idea2video.story.tale import think

__all__ = ["Picture", "design", "detect_language", "draw", "interpret", "plan", "read_picture", "review"]


def interpret(idea: Idea) -> Interpretation:
    """Subject, action and context in the idea's own words; a question when two or more are missing."""
    return interpretation(idea)


def plan(interpretation: Interpretation) -> Plan:
    """The outline. It is written even when the interpretation holds a question: whoever asks decides."""
    return script_outline(interpretation) if _is_script(interpretation) else outline(interpretation)


def design(request: DesignRequest) -> Design:
    """The part that is asked for; the parts that are there are kept, and the shots use them."""
    if _is_script(request):
        return _from_script(request)
    tale = think(
        request.idea,
        language=request.language,
        seconds=request.seconds,
        seed=request.seed,
        mood=request.mood,
    )
    known = request.characters or request.characters_summary
    tale = tale.recast([one.name for one in known])
    cast = request.characters or characters(tale, request.characters_summary)
    places = request.scenes or scenes(tale)
    return Design(
        characters=cast if request.part in {"all", "characters"} else [],
        scenes=places if request.part in {"all", "scenes"} else [],
        shots=shots(tale, cast, places) if request.part in {"all", "storyboard"} else [],
    )


def _is_script(value: Interpretation | Plan) -> bool:
    """A script that tells nothing is developed like an idea."""
    return value.mode == "script" and tells_something(value.idea)


def _from_script(request: DesignRequest) -> Design:
    film = film_of(
        request.idea,
        language=request.language,
        seconds=request.seconds,
        seed=request.seed,
        mood=request.mood,
    )
    cast = request.characters or script_characters(film)
    places = request.scenes or script_scenes(film)
    return Design(
        characters=cast if request.part in {"all", "characters"} else [],
        scenes=places if request.part in {"all", "scenes"} else [],
        shots=script_shots(film, cast, places) if request.part in {"all", "storyboard"} else [],
    )


def draw(shots: Design) -> Generation:
    """What of each shot's words can be drawn, beside what was decided already."""
    drawn: list[DrawnShot] = []
    for number, shot in enumerate(shots.shots, start=1):
        seen = read_picture(shot.visual_desc, detect_language(shot.visual_desc))
        drawn.append(
            DrawnShot(
                number=number,
                elements=shot.elements or list(seen.elements),
                time=shot.time,
                weather=shot.weather,
                pose=shot.pose if shot.pose != "stand" else seen.pose or "stand",
            )
        )
    return Generation(shots=drawn)


def review(board: Storyboard) -> Review:
    """A score and what to mend, in the film's language; what was measured in the film is among it."""
    return reviewed(board)
