"""`coda video` as scripts and people call it: from an idea to a film, files, exit codes, `--json` forms."""
# ruff: noqa: ASYNC240 - small files, and nobody else waits for this loop

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import av
import msgspec
import pytest

from coda.apps.idea2video.workflow import GENERATED
from tests.interfaces.forms import EpisodeForm, FilmForm, PlanForm, ProblemForm, SaidForm, SteppedForm
from tests.interfaces.process import Done, run

pytestmark = [
    pytest.mark.anyio,
    pytest.mark.blocking("a command has its event loop for itself"),
]

IDEA = "A lighthouse keeper befriends a storm"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
async def film(data: Path, tmp_path: Path) -> Path:
    file = tmp_path / "film.episode"
    done = await run(data, "video", "new", file, IDEA, "--seconds", "8", "--seed", "7")
    assert done.code == 0, done.err
    return file


def form(done: Done, kind: Any) -> Any:
    return msgspec.convert(done.json, kind, strict=True)


async def show(data: Path, file: Path) -> EpisodeForm:
    return form(await run(data, "video", "show", file, "--json"), EpisodeForm)


async def test_an_episode_is_made_and_talked_into_a_storyboard(data: Path, film: Path) -> None:
    assert (await show(data, film)).state == "initial"
    for step in ("go on", "next", "continue", "go on"):
        said = form(await run(data, "video", "say", film, step, "--yes", "--json"), SaidForm)
        assert said.status == "done", said
    told = await show(data, film)
    assert told.state == GENERATED["storyboard"]
    assert told.outline is not None
    assert told.film["seed"] == 7
    assert [shot["shot_number"] for shot in told.shots] == list(range(1, len(told.shots) + 1))


async def test_nothing_changes_without_a_yes(data: Path, film: Path) -> None:
    before = film.read_bytes()
    said = await run(data, "video", "say", film, "go on", "--json")
    assert said.code == 3
    assert film.read_bytes() == before


async def test_a_step_is_undone_and_redone(data: Path, film: Path) -> None:
    await run(data, "video", "say", film, "go on", "--yes")
    undone = form(await run(data, "video", "undo", film, "--json"), SteppedForm)
    assert undone.note.startswith("Undo")
    assert (await show(data, film)).outline is None
    await run(data, "video", "redo", film)
    assert (await show(data, film)).outline is not None


async def test_an_episode_file_gives_the_same_episode_elsewhere(
    data: Path, film: Path, tmp_path: Path
) -> None:
    await run(data, "video", "say", film, "go on", "--yes")
    here, there = await show(data, film), await show(tmp_path / "other", film)
    assert here.history.can_undo
    assert not there.history.can_undo
    known = {"history", "revision"}
    assert {k: v for k, v in msgspec.to_builtins(here).items() if k not in known} == {
        k: v for k, v in msgspec.to_builtins(there).items() if k not in known
    }


async def test_a_broken_file_is_refused_with_its_place_and_left_alone(data: Path, film: Path) -> None:
    whole = json.loads(film.read_text())
    whole["collections"]["episode"]["episode"]["seconds"] = "long"
    film.write_text(broken := json.dumps(whole))
    done = await run(data, "video", "show", film, "--json")
    told = form(done, ProblemForm)
    assert done.code == 2
    assert "collections.episode.episode" in told.message
    assert film.read_text() == broken


@pytest.mark.parametrize(
    "content", ["", "{}", "[]", '{"format": "coda-episode", "version": 9, "collections": {}}']
)
async def test_what_is_no_episode_is_refused(data: Path, tmp_path: Path, content: str) -> None:
    file = tmp_path / "odd.episode"
    file.write_text(content)
    assert (await run(data, "video", "show", file)).code == 2


async def test_a_film_that_would_be_too_long_is_refused_in_words(data: Path, tmp_path: Path) -> None:
    done = await run(data, "video", "make", IDEA, "-o", tmp_path / "film.mp4", "--seconds", "900")
    assert done.code == 2
    assert "a film lasts from 6 to 180 seconds, not 900" in done.err


async def test_an_existing_file_is_not_overwritten(data: Path, film: Path) -> None:
    assert (await run(data, "video", "new", film, IDEA)).code == 2


async def test_a_vague_idea_is_answered_with_a_question_and_no_film(data: Path, tmp_path: Path) -> None:
    done = await run(data, "video", "make", "a video", "-o", tmp_path / "film.mp4")
    assert done.code == 3
    assert "?" in done.err
    assert not (tmp_path / "film.mp4").exists()


async def test_a_film_needs_an_idea(data: Path, tmp_path: Path) -> None:
    assert (await run(data, "video", "make", "-o", tmp_path / "film.mp4")).code == 2


async def test_one_sentence_becomes_a_film_with_sound_and_subtitles_and_old_parts_make_room(
    data: Path, tmp_path: Path
) -> None:
    target = tmp_path / "film.mp4"
    old = _large_and_unused(data / "films" / "0a" / "0a11.mkv")
    done = await run(
        data, "video", "make", IDEA, "-o", target, "--seconds", "7", "--json", "--episode", tmp_path / "kept"
    )
    assert done.code == 0, done.err
    told: FilmForm = form(done, FilmForm)
    assert told.seconds == pytest.approx(7, abs=1)
    assert not old.exists()
    with av.open(str(target)) as container:
        assert {stream.type for stream in container.streams} == {"video", "audio"}
        assert container.duration is not None
        assert container.duration / 1e6 == pytest.approx(7, abs=1)
    assert Path(told.subtitles).read_text().startswith("WEBVTT")
    assert (tmp_path / "kept.episode").exists()
    plan = form(await run(data, "video", "plan", tmp_path / "kept.episode", "--json"), PlanForm)
    assert (plan.make, plan.seconds) == ({}, 0.0)
    again = form(
        await run(data, "video", "render", tmp_path / "kept.episode", "-o", target, "--json"), FilmForm
    )
    assert again.made == told.made  # the same film, found and not made again


async def test_a_film_made_by_words_waits_to_be_put_into_a_file(
    data: Path, film: Path, tmp_path: Path
) -> None:
    said = await run(data, "video", "say", film, "make the whole film", "--yes")
    assert said.code == 0, said.err
    assert "coda video render" in said.out
    target = tmp_path / "film.mp4"
    given = await run(data, "video", "render", film, "-o", target)
    assert given.code == 0, given.err
    assert target.stat().st_size > 10_000


def _large_and_unused(path: Path) -> Path:
    """More than is kept by default; it takes no room on the disk."""
    path.parent.mkdir(parents=True)
    path.touch()
    os.truncate(path, 11_000_000_000)
    os.utime(path, (0, 0))
    return path
