"""From the document to the recipe: lengths that add up, and nothing in it that the film does not show."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coda.apps.idea2video.entities import CHARACTERS, EPISODE, SCENES, SHOTS, Character
from coda.apps.idea2video.episode import character, episode, scene
from coda.apps.idea2video.film import NoShotsError, film_recipe, portrait, scene_picture, shot_picture
from coda.apps.idea2video.pipeline.recipe import DISSOLVE_FRAMES, FPS, FilmRecipe
from coda.apps.idea2video.rendering import film_address
from coda.components.documents import Draft
from coda.errors import InvariantError
from tests.idea2video.episodes import a_shot, small_episode


def edited(draft: Draft, collection: str, id: str, **fields: object) -> Draft:
    entity = draft.get(collection, id)
    assert entity is not None
    draft.put(collection, id, msgspec.structs.replace(entity, **fields))
    return draft


def parts(recipe: FilmRecipe) -> list[str]:
    """The content of each part, in order."""
    clips = (recipe.opening, *recipe.shots, recipe.ending, recipe.music)
    return [msgspec.json.encode(part).decode() for part in clips]


@given(
    seconds=st.floats(12, 180),
    lengths=st.lists(st.floats(1.5, 30), min_size=1, max_size=8),
)
def test_the_film_is_as_long_as_it_was_asked_for_to_the_frame(seconds: float, lengths: list[float]) -> None:
    draft = edited(small_episode(0), EPISODE, EPISODE, seconds=seconds)
    for number, length in enumerate(lengths):
        draft.put(SHOTS, f"shot{number}", a_shot(number, seconds=length))
    recipe = film_recipe(draft)
    assert recipe.frames == round(seconds * FPS)
    clips = (recipe.opening, *recipe.shots, recipe.ending)
    assert all(clip.frames > DISSOLVE_FRAMES for clip in clips)


def test_longer_shots_get_more_of_the_film() -> None:
    draft = edited(small_episode(4), SHOTS, "shot2", seconds=12.0)
    frames = [shot.frames for shot in film_recipe(draft).shots]
    assert max(frames) == frames[2]
    assert frames[0] == pytest.approx(frames[1], abs=1)


def test_an_edit_of_one_shot_changes_that_shot_alone() -> None:
    before = parts(film_recipe(small_episode(5)))
    after = parts(
        film_recipe(edited(small_episode(5), SHOTS, "shot1", time="night", camera_angle="LOW ANGLE"))
    )
    assert [number for number, (a, b) in enumerate(zip(before, after, strict=True)) if a != b] == [2]


def test_an_edit_and_its_undoing_give_the_same_film() -> None:
    draft = small_episode(3)
    before = film_address(film_recipe(draft))
    edited(draft, SHOTS, "shot1", narration="Another line.")
    assert film_address(film_recipe(draft)) != before
    edited(draft, SHOTS, "shot1", narration="Line 1.")
    assert film_address(film_recipe(draft)) == before


def test_no_id_of_the_document_is_in_the_recipe() -> None:
    text = msgspec.json.encode(film_recipe(small_episode(4))).decode()
    assert not [id for id in ("shot0", "shot3", '"mara"', '"sea"', '"bo"') if id in text and id != '"sea"']


def test_words_that_are_not_seen_change_no_picture() -> None:
    draft = edited(small_episode(3), CHARACTERS, "mara", description="Braver than she thinks.")
    assert parts(film_recipe(draft)) == parts(film_recipe(small_episode(3)))


def test_a_characters_look_changes_every_shot_it_is_in_and_no_other() -> None:
    draft = edited(small_episode(4), SHOTS, "shot2", characters=("bo",))
    before = parts(film_recipe(draft))
    edited(draft, CHARACTERS, "mara", features=("hat",))
    changed = [n for n, (a, b) in enumerate(zip(before, parts(film_recipe(draft)), strict=True)) if a != b]
    assert changed == [1, 2, 4]


def test_a_shot_without_a_time_of_its_own_follows_its_scene() -> None:
    draft = edited(small_episode(2), SCENES, "sea", time="dusk", weather="storm")
    first, second = film_recipe(draft).shots
    assert (first.picture.time, first.picture.weather) == ("dusk", "storm")
    assert second.picture.time == "day"


def test_what_stands_in_a_picture_is_read_from_its_words_where_nobody_decided() -> None:
    draft = edited(
        small_episode(1), SHOTS, "shot0", visual_desc="A lighthouse above a small boat.", elements=None
    )
    assert set(film_recipe(draft).shots[0].picture.elements) == {"lighthouse", "boat"}
    edited(draft, SHOTS, "shot0", elements=())
    assert film_recipe(draft).shots[0].picture.elements == ()


def test_dialogue_is_captioned_with_its_speaker_and_read_in_another_voice() -> None:
    draft = edited(small_episode(2), SHOTS, "shot0", dialogue="Woof!", speaker="bo")
    said, told = film_recipe(draft).shots
    assert said.caption is not None
    assert said.line is not None
    assert told.line is not None
    assert (said.caption.text, said.caption.speaker) == ("Woof!", "Bo")
    assert said.line.voice != told.line.voice == ""


def test_a_film_without_a_voice_has_captions_only() -> None:
    draft = edited(small_episode(2), EPISODE, EPISODE, voice=False)
    shots = film_recipe(draft).shots
    assert all(shot.line is None and shot.caption is not None for shot in shots)


def test_another_seed_draws_and_plays_another_film() -> None:
    one = film_recipe(small_episode(1))
    other = film_recipe(edited(small_episode(1), EPISODE, EPISODE, seed=8))
    assert one.music.seed != other.music.seed
    assert one.shots[0].picture.seed != other.shots[0].picture.seed


def test_shots_of_a_scene_share_its_place() -> None:
    shots = film_recipe(small_episode(4)).shots
    assert shots[0].picture.seed == shots[2].picture.seed != shots[1].picture.seed


def test_a_film_needs_shots_and_room_for_them() -> None:
    with pytest.raises(NoShotsError, match="no shots yet"):
        film_recipe(small_episode(0))
    with pytest.raises(InvariantError, match="do not fit"):
        film_recipe(edited(small_episode(12), EPISODE, EPISODE, seconds=6))


def test_portraits_and_places_have_pictures_of_their_own() -> None:
    draft = small_episode(2)
    mara, sea = character(draft, "mara"), scene(draft, "sea")
    assert mara is not None
    assert sea is not None
    assert len(portrait(draft, mara).figures) == 1
    assert scene_picture(draft, sea).figures == ()
    assert shot_picture(draft, a_shot(0)).aspect == episode(draft).aspect


def test_a_thing_that_acts_is_drawn_as_what_it_is_and_nobody_else_is() -> None:
    draft = edited(small_episode(1), CHARACTERS, "mara", figure="thing", element="lamp")
    assert [(one.kind, one.element) for one in film_recipe(draft).shots[0].picture.figures] == [
        ("thing", "lamp")
    ]
    edited(draft, CHARACTERS, "mara", figure="woman")
    assert film_recipe(draft).shots[0].picture.figures[0].element is None


def test_only_who_says_the_dialogue_moves_the_mouth() -> None:
    def speaks(**fields: object) -> list[bool]:
        draft = edited(small_episode(1), SHOTS, "shot0", **fields)
        return [one.speaks for one in film_recipe(draft).shots[0].picture.figures]

    assert speaks(dialogue="Stay.", speaker="mara") == [True]
    assert speaks(dialogue="Stay.", speaker=None) == [False]
    assert speaks(dialogue=None, speaker="mara") == [False]


def test_a_character_of_an_older_file_opens() -> None:
    entity = msgspec.convert({"name": "Mara", "position": 0, "figure": "spirit"}, Character)
    assert entity.element is None
