"""The making of films: what is made, what is made again after an edit, after a crash, after a stop."""

from __future__ import annotations

import hashlib
import os
import select
import shutil
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import av
import msgspec
import pytest

from coda.apps.idea2video.pipeline.artifacts import Artifacts
from coda.apps.idea2video.pipeline.checks import check_film
from coda.apps.idea2video.pipeline.failures import BrokenFilmError, FilmCancelledError, FilmError
from coda.apps.idea2video.pipeline.film import Film, make_film, panel_poster, plan_film
from coda.apps.idea2video.pipeline.findings import Watched
from coda.apps.idea2video.pipeline.ledger import Entry
from coda.apps.idea2video.pipeline.makers import make
from coda.apps.idea2video.pipeline.works import below, panel_work, works_of
from tests.idea2video.pipeline.films import CAPTION, FILM, FRAMES, LINE, SEA, SHORE, edited

ROOT = Path(__file__).parents[3]
WHOLE = {
    "ambience": 1,
    "body": 4,
    "checks": 1,
    "dissolve": 3,
    "film": 1,
    "line": 2,
    "music": 1,
    "panel": 2,
    "poster": 2,
    "sound": 1,
    "subtitles": 1,
    "watch": 7,
}


def quietly(_stage: str, _progress: float) -> None:
    pass


class Made(NamedTuple):
    """A film whose first maker was killed when half of it was done, and what the second one told."""

    film: Film
    directory: Path
    told: list[tuple[str, float]]
    killed: subprocess.CompletedProcess[bytes]
    before: Counter[str]


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Made:
    directory = tmp_path_factory.mktemp("films") / "artifacts"
    command = [sys.executable, "-m", "tests.idea2video.pipeline.film_maker", str(directory), "0.5"]
    killed = subprocess.run(command, stdout=subprocess.PIPE, cwd=ROOT, check=False)
    for child in killed.stdout.split():
        wait_for_end_of(int(child))
    artifacts = Artifacts(directory)
    before = Counter(entry.kind for entry in artifacts.ledger.entries())
    told: list[tuple[str, float]] = []
    film = make_film(FILM, artifacts, lambda *news: told.append(news))
    return Made(film, directory, told, killed, before)


def wait_for_end_of(process: int) -> None:
    try:
        descriptor = os.pidfd_open(process)
    except ProcessLookupError:
        return
    ended, _, _ = select.select([descriptor], [], [], 20)
    os.close(descriptor)
    assert ended, "a worker lives on"


@pytest.fixture
def artifacts(made, tmp_path) -> Artifacts:
    """A copy of what the film was made from, to edit it."""
    shutil.copytree(made.directory, tmp_path / "artifacts")
    return Artifacts(tmp_path / "artifacts")


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_recipe_becomes_a_film_with_posters_and_subtitles(made):
    film = made.film
    assert film.key == works_of(FILM).film.key.digest
    assert film.subtitles_path.read_text().startswith("WEBVTT\n")
    assert [path.read_bytes()[:3] for path in film.posters] == [b"\xff\xd8\xff"] * 2
    assert film.notes == ()


def test_the_film_plays_from_its_first_frame_to_its_last(made):
    film = made.film
    with av.open(str(film.path)) as container:
        picture, sound = container.streams.video[0], container.streams.audio[0]
        assert (picture.width, picture.height, picture.average_rate) == (1280, 720, 24)
        assert (picture.codec_context.colorspace, picture.codec_context.color_range) == (1, 1)
        assert (sound.codec_context.name, sound.rate, sound.channels) == ("aac", 48_000, 2)
        assert container.metadata["title"] == "The Sea"
        frames = [round(frame.time * 24) for frame in container.decode(video=0)]
    assert frames == list(range(FRAMES))
    assert abs(film.checks.seconds - FRAMES / 24) <= 1 / 24


def test_its_index_comes_before_its_pictures_so_that_it_plays_while_it_loads(made):
    film = made.film
    data = film.path.read_bytes()
    assert 0 < data.index(b"moov") < data.index(b"mdat")


def test_what_was_measured_of_it_is_told(made):
    film = made.film
    assert (film.checks.frames, film.checks.fps) == (FRAMES, 24)
    assert film.checks.peak <= -1.5
    assert film.checks.bytes == film.path.stat().st_size


def test_progress_rises_from_part_to_part_up_to_the_whole(made):
    shares = [share for _, share in made.told]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert {"Filming", "Mixing the sound"} <= {stage for stage, _ in made.told}


def test_the_same_film_again_makes_nothing(made, artifacts):
    film = made.film
    again = make_film(FILM, artifacts, quietly)
    assert (again.made, again.reused) == ({}, WHOLE)
    assert again.key == film.key
    plan = plan_film(FILM, artifacts)
    assert (plan.make, plan.there, plan.seconds) == ({}, WHOLE, 0.0)


def test_another_caption_makes_one_body_and_an_undo_makes_nothing(artifacts):
    caption = msgspec.structs.replace(CAPTION, text="The wide sea.")
    changed = edited(caption=caption)
    wanted = {"body": 1, "checks": 1, "film": 1, "subtitles": 1, "watch": 1}
    assert plan_film(changed, artifacts).make == wanted
    film = make_film(changed, artifacts, quietly)
    assert film.made == wanted
    assert "The wide sea." in film.subtitles_path.read_text()
    assert make_film(FILM, artifacts, quietly).made == {}


def test_two_who_make_the_same_film_at_the_same_time_share_the_work(artifacts):
    changed = edited(movement="STATIC")
    before = len(list(artifacts.ledger.entries()))
    with ThreadPoolExecutor(2) as pool:
        one, other = pool.map(lambda _: make_film(changed, artifacts, quietly, workers=1), range(2))
    wanted = {"body": 1, "checks": 1, "dissolve": 2, "film": 1, "watch": 3}
    assert Counter(one.made) + Counter(other.made) == Counter(wanted)
    assert len(list(artifacts.ledger.entries())) == before + sum(wanted.values())
    assert one.path == other.path


@pytest.mark.parametrize(
    ("changes", "wanted"),
    [
        (
            {"line": msgspec.structs.replace(LINE, text="The wide sea.")},
            {"checks": 1, "film": 1, "line": 1, "sound": 1, "subtitles": 1},
        ),
        ({"movement": "STATIC"}, {"body": 1, "checks": 1, "dissolve": 2, "film": 1, "watch": 3}),
        (
            {"picture": msgspec.structs.replace(SEA, seed=4)},
            {"body": 1, "checks": 1, "dissolve": 2, "film": 1, "panel": 1, "poster": 1, "watch": 3},
        ),
    ],
    ids=["line", "movement", "picture"],
)
def test_an_edit_of_a_shot_makes_only_what_depends_on_it(artifacts, changes, wanted):
    assert plan_film(edited(**changes), artifacts).make == wanted


def test_another_title_makes_neither_picture_nor_sound_again(artifacts):
    changed = msgspec.structs.replace(FILM, title="The Ocean")
    assert plan_film(changed, artifacts).make == {"checks": 1, "film": 1}


def test_a_plan_knows_from_experience_how_long_it_takes(tmp_path):
    artifacts = Artifacts(tmp_path)
    guess = plan_film(FILM, artifacts)
    assert guess.make == WHOLE
    for kind in WHOLE:
        artifacts.ledger.append(Entry(kind, "", bytes=0, seconds=3.0, amount=30))
        artifacts.ledger.append(Entry(kind, "", bytes=0, seconds=3.0, amount=0))
    frames = sum(work.frames for work in below(works_of(FILM).roots))
    assert plan_film(FILM, artifacts, workers=4).seconds == pytest.approx(frames * 0.2 / 4, abs=1)


def test_a_maker_that_is_killed_takes_its_workers_with_it_and_the_next_one_goes_on_from_there(made):
    entries = list(Artifacts(made.directory).ledger.entries())
    assert made.killed.returncode == -9
    assert made.killed.stdout.split(), "it had workers"
    assert made.before
    assert made.before + Counter(made.film.made) == Counter(WHOLE)
    assert Counter(made.film.reused) == made.before
    assert len({entry.key for entry in entries}) == len(entries) == sum(WHOLE.values())


def test_a_part_has_the_same_bytes_in_every_process(made, tmp_path):
    here, there = Artifacts(tmp_path), Artifacts(made.directory)
    dissolve = next(work for work in below([works_of(FILM).film]) if work.key.kind == "dissolve")
    for work in below([dissolve]):
        assert make(work, here, lambda _frames: None)
        path, other = here.get(work.key), there.get(work.key)
        assert path
        assert other
        assert digest(path) == digest(other)


def test_a_stop_leaves_only_whole_things_and_is_taken_up_again(tmp_path):
    artifacts = Artifacts(tmp_path)
    told: list[float] = []
    with pytest.raises(FilmCancelledError, match="What is finished is kept"):
        make_film(FILM, artifacts, lambda _stage, share: told.append(share), cancelled=lambda: len(told) >= 3)
    assert not list((tmp_path / "incoming").iterdir())
    kept = {entry.key for entry in artifacts.ledger.entries()}
    assert kept
    assert plan_film(FILM, artifacts).make != WHOLE


def test_a_listener_that_gives_up_ends_the_making(tmp_path):
    def give_up(_stage: str, _progress: float) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        make_film(FILM, Artifacts(tmp_path), give_up, workers=1)
    assert not list((tmp_path / "incoming").iterdir())


def test_a_worker_that_dies_is_told_with_its_last_words(tmp_path, monkeypatch):
    monkeypatch.setattr("coda.apps.idea2video.pipeline.crew.MODULE", "coda.no_such_module")
    with pytest.raises(FilmError, match=r"ended early: .*No module named"):
        make_film(FILM, Artifacts(tmp_path), quietly)


def test_a_clip_without_room_for_its_dissolves_is_refused():
    with pytest.raises(FilmError, match="Clip 1 has 12 frames; it needs 13 or more"):
        works_of(edited(frames=12))


def watched(directory: Path) -> list[Watched]:
    """What was seen of the film's pieces."""
    artifacts = Artifacts(directory)
    paths = [artifacts.get(work.key) for work in works_of(FILM).checks.needs[1:]]
    return [msgspec.json.decode(path.read_bytes(), type=Watched) for path in paths if path]


def test_a_film_of_another_length_is_not_called_done(made):
    film, directory = made.film, made.directory
    with pytest.raises(BrokenFilmError, match=rf"the length in frames {FRAMES}, {FRAMES + 1} was asked for"):
        check_film(film.path, edited(frames=21), watched(directory))


def test_a_film_of_other_pictures_than_its_pieces_is_not_called_done(made):
    film, directory = made.film, made.directory
    first, second, *others = watched(directory)
    with pytest.raises(BrokenFilmError, match="other pictures than the pieces"):
        check_film(film.path, FILM, [second, first, *others])


def test_a_film_that_cannot_be_read_is_not_called_done(made, tmp_path):
    film, directory = made.film, made.directory
    broken = tmp_path / "broken.mp4"
    broken.write_bytes(film.path.read_bytes()[:5000])
    with pytest.raises(BrokenFilmError):
        check_film(broken, FILM, watched(directory))


def test_what_is_black_frozen_or_silent_for_long_is_found(made, tmp_path):
    film, directory = made.film, made.directory
    dark = [
        Watched(piece.digest, (True,) * len(piece.black), (True,) * len(piece.still))
        for piece in watched(directory)
    ]
    found = check_film(film.path, FILM, dark).findings
    assert [finding.sentence for finding in found] == ["black from 0:00 to 0:03", "frozen from 0:00 to 0:03"]


def test_a_broken_film_is_told_to_whoever_has_it_made(artifacts):
    film = make_film(FILM, artifacts, quietly)
    film.path.write_bytes(film.path.read_bytes()[:5000])
    checks = artifacts.get(works_of(FILM).checks.key)
    assert checks
    checks.unlink()
    with pytest.raises(BrokenFilmError):
        make_film(FILM, artifacts, quietly)


def test_a_poster_of_a_picture_can_be_had_before_any_film(made, tmp_path):
    film = made.film
    artifacts = Artifacts(tmp_path)
    poster = panel_poster(SHORE, artifacts)
    assert digest(poster) == digest(film.posters[1])
    assert artifacts.has(panel_work(SHORE).key)
    assert panel_poster(SHORE, artifacts) == poster
    assert len(list(artifacts.ledger.entries())) == 2
