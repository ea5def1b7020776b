"""The second stage: title, synopsis, acts and cast of the film."""

from __future__ import annotations

from coda.apps.idea2video.entities import LONGEST_ACT, LONGEST_SYNOPSIS
from coda.apps.idea2video.stages import CastMember, Interpretation, Plan, PlannedAct
from coda.apps.idea2video.story import shelf
from coda.apps.idea2video.story.characters import description
from coda.apps.idea2video.story.interpretation import genre
from coda.apps.idea2video.story.shortening import shortened
from coda.apps.idea2video.story.tale import Tale, display_name, think
from coda.apps.idea2video.story.telling import pattern, tale_lines

_ACTS = ("act1", "act2", "act3")


def outline(interpretation: Interpretation) -> Plan:
    tale = think(
        interpretation.idea,
        language=interpretation.language,
        seconds=interpretation.seconds,
        seed=interpretation.seed,
        mood=interpretation.mood,
    )
    return Plan(
        **interpretation.model_dump(include={"idea", "mode", "style", "language", "seconds", "seed", "mood"}),
        title=_title(tale),
        genre=(interpretation.genre or genre(tale.reading, interpretation.language))[:80],
        synopsis=_text(tale, "synopsis", LONGEST_SYNOPSIS),
        plot_summary=_acts(tale),
        characters_summary=_cast(tale),
        highlights=_highlights(tale),
    )


def _title(tale: Tale) -> str:
    """Two of a kind are not set against each other: "The Sailor and the Sailor"."""
    teller = tale.teller()
    titles = tale_lines(tale.tongue.code, tale.plot, "title")
    if teller.slots["hero.the"] == teller.slots["other.the"]:
        titles = tuple(title for title in titles if "{other" not in title) or titles
    return tale.tongue.title(teller.show(tale.chooser.pick("title", teller.fitting(titles))))[:120]


def _text(tale: Tale, key: str, most: int) -> str:
    teller = tale.teller()
    options = tale_lines(tale.tongue.code, tale.plot, key) or tale_lines(tale.tongue.code, "wonder", key)
    line = tale.chooser.pick(key, teller.fitting(options))
    return shortened(teller.show(line), most)


def _acts(tale: Tale) -> list[PlannedAct]:
    names = [name.strip() for name in shelf.values(tale.tongue.code, "phrases", "acts", "3")[0].split("|")]
    return [
        PlannedAct(act=name, description=_text(tale, key, LONGEST_ACT))
        for name, key in zip(names, _ACTS, strict=True)
    ]


def _cast(tale: Tale) -> list[CastMember]:
    return [
        CastMember(
            name=display_name(tale.tongue, being),
            role=being.role,
            description=description(tale, being, number),
        )
        for number, being in enumerate(tale.cast.beings)
    ]


def _highlights(tale: Tale) -> list[str]:
    """What one will remember: a sight of each of three beats."""
    teller = tale.teller()
    found: list[str] = []
    for beat in ("call", "turn", "close"):
        raw = teller.choose(f"highlight {beat}", tale_lines(tale.tongue.code, tale.plot, beat))
        if raw:
            found.append(teller.show(pattern(raw).action)[:200])
    return found
