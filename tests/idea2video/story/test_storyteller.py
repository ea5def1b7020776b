"""The storyteller's chain from an idea to its shots."""

from __future__ import annotations

from coda.apps.idea2video.stages import Design, DesignRequest, Idea
from coda.apps.idea2video.story import storyteller


def designed(idea: str, *, seconds: float = 30, seed: int = 0) -> Design:
    plan = storyteller.plan(storyteller.interpret(Idea(idea=idea, seconds=seconds, seed=seed)))
    return storyteller.design(DesignRequest(**plan.model_dump()))


def test_a_keeper_and_a_storm_become_a_film_by_the_sea() -> None:
    film = designed("A lighthouse keeper befriends a storm")
    keeper, storm = film.characters[:2]
    assert keeper.figure in {"old man", "old woman"}
    assert {"cap", "coat", "lantern"} <= set(keeper.features)
    assert (storm.figure, storm.features) == ("spirit", ["storm"])
    assert film.scenes[0].setting == "coast"
    assert any("lighthouse" in shot.elements for shot in film.shots)


def test_the_same_idea_and_seed_give_the_same_film_and_another_seed_another() -> None:
    first, again, other = (designed("A lighthouse keeper befriends a storm", seed=seed) for seed in (1, 1, 2))
    assert first == again
    assert first != other
