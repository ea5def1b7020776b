"""Take effects off segments: "remove the strobe from ball 1", "stop pulsing ball 2"."""

from __future__ import annotations

from coda.apps.sequence_maker.entities import Segment
from coda.apps.sequence_maker.skill.clauses import SPANS, Clause
from coda.apps.sequence_maker.skill.outcomes import Impossible
from coda.apps.sequence_maker.skill.phrases import Segments
from coda.apps.sequence_maker.skill.slots import balls_of, spans_of
from coda.apps.sequence_maker.skill.steps import Call, Intent, Scene, Step, words
from coda.apps.sequence_maker.skill.targets import Target, chosen_segments, targets_words

_KIND = {"strobe": "strobe", "flash": "strobe", "pulse": "pulse", "rainbow": "rainbow", "fade": "fade"}


def _remove(clause: Clause, scene: Scene) -> Step:
    kinds = {kind for word, kind in _KIND.items() if clause.has(word)} or set(_KIND.values())
    name = "effects" if clause.has("effect") else " and ".join(sorted(kinds))
    targets = [
        (ball, place) for ball, place in _candidates(clause, scene) if _carries(scene, ball, place, kinds)
    ]
    if not targets:
        raise Impossible(f"There is no {name.removesuffix('s')} there to remove.")
    calls = tuple(
        Call(
            "modify_segment",
            {"timeline_index": ball, "segment_index": place, "properties": {"effects": kept}},
        )
        for ball, place in targets
        for kept in [_kept(scene.view.balls[ball].segments[place], kinds)]
    )
    balls = tuple(dict.fromkeys(ball for ball, _ in targets))
    return Step(f"take the {name} off {targets_words(scene.view, targets)}", calls, balls)


def _candidates(clause: Clause, scene: Scene) -> list[Target]:
    told = clause.first(Segments)
    if (told and (told.places or told.selected)) or (scene.view.selection and not clause.groups):
        return chosen_segments(clause, scene)
    balls = balls_of(clause, scene, "From which ball?")
    spans = spans_of(clause, scene) if clause.every(*SPANS) else None
    found: list[Target] = []
    for ball in balls:
        for place, one in enumerate(scene.view.balls[ball].segments):
            meant = spans is None or any(one.start_ms < end and one.end_ms > start for start, end in spans)
            if (
                meant
                and spans
                and not any(start <= one.start_ms and one.end_ms <= end for start, end in spans)
            ):
                raise Impossible(
                    "I can take an effect off whole segments only. Name a time that holds them whole."
                )
            if meant:
                found.append((ball, place))
    return found


def _carries(scene: Scene, ball: int, place: int, kinds: set[str]) -> bool:
    return any(effect.type in kinds for effect in scene.view.balls[ball].segments[place].effects)


def _kept(segment: Segment, kinds: set[str]) -> list[dict[str, object]]:
    kept = [effect for effect in segment.effects if effect.type not in kinds]
    return [{"type": effect.type, "parameters": dict(effect.parameters)} for effect in kept]


REMOVE_EFFECT = Intent(
    "remove effect",
    lambda clause: clause.has("delete", "stop", "off", "clear") and clause.has(*_KIND, "effect"),
    _remove,
    words("delete stop off clear strobe flash pulse rainbow fade effect all every ball segment light one"),
    frozenset({"balls", "when", "segments"}),
)
