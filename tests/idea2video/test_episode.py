"""Episodes as documents: order, belonging, names, limits."""

from __future__ import annotations

import uuid

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coda.apps.idea2video.entities import (
    CHARACTERS,
    EPISODE,
    OUTLINE,
    SCENES,
    SHOTS,
    Character,
    Outline,
    Scene,
)
from coda.apps.idea2video.episode import EpisodeType, arrange, episode, new_uuid, shots
from coda.components.documents import Draft
from coda.errors import InvariantError
from tests.idea2video.episodes import a_shot, order_of, small_episode


def positions(draft: Draft) -> list[int]:
    return [shot.position for _, shot in shots(draft)]


def test_a_shot_put_at_a_taken_place_pushes_the_others_on() -> None:
    draft = small_episode(3)
    draft.put(SHOTS, "new", a_shot(1))
    assert order_of(draft) == ["shot0", "new", "shot1", "shot2"]
    assert positions(draft) == [0, 1, 2, 3]


def test_a_removed_shot_leaves_no_gap() -> None:
    draft = small_episode(4)
    draft.delete(SHOTS, "shot1")
    assert order_of(draft) == ["shot0", "shot2", "shot3"]
    assert positions(draft) == [0, 1, 2]


@given(st.permutations(range(6)))
def test_shots_can_be_put_into_any_order(order: list[int]) -> None:
    draft = small_episode(6)
    wanted = [f"shot{number}" for number in order]
    arrange(draft, SHOTS, wanted)
    assert order_of(draft) == wanted
    assert positions(draft) == list(range(6))
    draft.check()


def test_a_removed_scene_takes_its_shots_along() -> None:
    draft = small_episode(4)
    draft.delete(SCENES, "sea")
    assert order_of(draft) == ["shot1", "shot3"]
    draft.check()


def test_a_removed_character_leaves_every_shot() -> None:
    draft = small_episode(2)
    draft.put(SHOTS, "shot0", a_shot(0, characters=("bo", "mara"), dialogue="Woof", speaker="bo"))
    draft.delete(CHARACTERS, "bo")
    shot = dict(shots(draft))["shot0"]
    assert (shot.characters, shot.speaker, shot.dialogue) == (("mara",), None, "Woof")
    draft.check()


@pytest.mark.parametrize(
    ("collection", "id", "entity", "words"),
    [
        (CHARACTERS, "x", Character(name=" mara ", position=2), "name of its own"),
        (SCENES, "x", Scene(name="THE SEA", position=2), "name of its own"),
        (SHOTS, "x", a_shot(4, scene="nowhere"), "scene that is not there"),
        (SHOTS, "x", a_shot(4, characters=("nobody",)), "character that is not there"),
        (SHOTS, "x", a_shot(4, characters=("bo", "bo")), "twice"),
        (SHOTS, "x", a_shot(4, speaker="nobody"), "character that is not there"),
        (OUTLINE, "other", Outline(), 'has the id "outline"'),
    ],
)
def test_what_breaks_a_rule_is_refused_with_a_sentence(
    collection: str, id: str, entity: msgspec.Struct, words: str
) -> None:
    draft = small_episode(4)
    draft.put(collection, id, entity)
    with pytest.raises(InvariantError, match=words):
        draft.check()


def test_there_are_no_more_characters_than_a_film_can_tell_apart() -> None:
    draft = small_episode()
    for number in range(4):
        draft.put(CHARACTERS, f"c{number}", Character(name=f"C{number}", position=9))
    with pytest.raises(InvariantError, match="at most 5 characters; these are 6"):
        draft.check()


def test_fields_out_of_range_are_refused_at_once() -> None:
    draft = small_episode()
    with pytest.raises(InvariantError, match="seconds"):
        draft.put(EPISODE, EPISODE, msgspec.structs.replace(episode(draft), seconds=1000))
    with pytest.raises(InvariantError, match="camera_angle"):
        draft.put(SHOTS, "shot0", a_shot(0, camera_angle="SIDEWAYS"))


def test_new_ids_are_uuids_and_differ() -> None:
    draft = small_episode()
    ids = {new_uuid(draft) for _ in range(20)}
    assert len(ids) == 20
    assert all(str(uuid.UUID(id)) == id for id in ids)


@pytest.mark.parametrize(
    ("collection", "id", "words"),
    [
        (CHARACTERS, "mara", 'the character "Mara"'),
        (SCENES, "sea", 'the scene "The Sea"'),
        (SHOTS, "shot1", "shot 2"),
        (EPISODE, EPISODE, "the film's settings"),
    ],
)
def test_entities_are_named_in_a_users_words(collection: str, id: str, words: str) -> None:
    entity = small_episode().get(collection, id)
    assert entity is not None
    assert EpisodeType().describe(collection, entity) == words
