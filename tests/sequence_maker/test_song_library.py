"""Songs by content: what is taken in, what is refused, and what becomes of the workers."""

import asyncio
import contextlib
import io
import json
import os
import stat
import sys
from pathlib import Path

import msgspec
import numpy as np
import pytest
import soundfile

from coda.apps.sequence_maker.analysis.failures import AnalysisFailedError, UnknownSongError
from coda.apps.sequence_maker.analysis.library import SongLibrary, analyze_file
from coda.apps.sequence_maker.analysis.shelf import ANALYSIS
from coda.apps.sequence_maker.analysis.values import Analysis
from coda.errors import FileFormatError

pytestmark = pytest.mark.anyio

RATE = 22_050


def sine(length_s: float, rate: int = RATE, channels: int = 2) -> np.ndarray:
    t = np.arange(int(length_s * rate)) / rate
    return np.repeat(0.5 * np.sin(2 * np.pi * 220 * t)[:, None], channels, axis=1)


def noise(length_s: float) -> np.ndarray:
    return np.random.default_rng(0).uniform(-0.5, 0.5, (int(length_s * RATE), 1))


def encoded(samples: np.ndarray, rate: int = RATE, format: str = "WAV", subtype: str | None = None) -> bytes:
    file = io.BytesIO()
    soundfile.write(file, samples, rate, format=format, subtype=subtype)
    return file.getvalue()


def stand_in(folder: Path, body: str) -> str:
    """An interpreter of our own: a script that `python` points to. `$log` counts its starts."""
    script = folder / "python"
    script.write_text(f"#!/bin/sh\nlog={folder}/starts\necho $$ >> $log\n{body}\n")
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    return str(script)


def pids(folder: Path) -> list[int]:
    return [int(line) for line in (folder / "starts").read_text().split()]


def runs(pid: int) -> bool:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, 0)
        return True
    return False


REAL = f'exec {sys.executable} "$@"'
ANALYZE_ONLY = f'case "$*" in *inspect*) {REAL};; esac'


@contextlib.asynccontextmanager
async def library_at(directory: Path, python: str = sys.executable):
    library = await asyncio.to_thread(SongLibrary, directory, python)
    try:
        yield library
    finally:
        await library.close()


@pytest.mark.parametrize(
    ("format", "subtype", "media_type"),
    [
        ("WAV", "PCM_16", "audio/wav"),
        ("WAV", "FLOAT", "audio/wav"),
        ("FLAC", None, "audio/flac"),
        ("OGG", "VORBIS", "audio/ogg"),
        ("MP3", None, "audio/mpeg"),
    ],
)
async def test_each_format_is_taken_in_and_drawn(format, subtype, media_type, tmp_path):
    async with library_at(tmp_path) as library:
        data = encoded(sine(1.5), format=format, subtype=subtype)
        info = await library.add(f"a song.{format.lower()}", data)
        assert (info.media_type, info.sample_rate, info.channels) == (media_type, RATE, 2)
        assert info.duration_ms == pytest.approx(1500, abs=60)
        assert library.path(info.content_hash).read_bytes() == data
        waveform = await library.waveform(info.content_hash)
        assert (waveform.peaks_per_second, waveform.duration_ms) == (100, info.duration_ms)
        assert len(waveform.min) == len(waveform.max) == -(-info.duration_ms // 10)
        assert 55 <= max(waveform.max) <= 72
        assert -72 <= min(waveform.min) <= -55


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b"%PDF-1.7 no music here", "PDF"),
        (b"<!doctype html><p>not found", "web page"),
        (b"\x00\x00\x00\x20ftypM4A " + bytes(64), "MP4 or M4A"),
        (b"RIFF" + bytes(60), "like WAV but is broken"),
        (os.urandom(3) + bytes(5000), "can be read"),
        (encoded(sine(0.5), format="AIFF"), "AIFF"),
        (encoded(np.zeros((0, 1))), "no sound"),
        (encoded(noise(6.0), format="FLAC")[:-100_000], "cut off|is broken here"),
        (encoded(sine(0.2, channels=9)), "9 channels"),
        (encoded(sine(0.2, rate=4_000), rate=4_000), "4000 Hz"),
    ],
)
async def test_what_is_no_song_is_refused_with_the_reason(data, said, tmp_path):
    async with library_at(tmp_path) as library:
        with pytest.raises(FileFormatError, match=said):
            await library.add("song.mp3", data)
        assert [place.name for place in tmp_path.iterdir()] == ["incoming"]
        assert not any((tmp_path / "incoming").iterdir())


async def test_a_broken_place_inside_a_song_is_named(tmp_path):
    data = bytearray(encoded(noise(20.0), format="FLAC"))
    data[len(data) // 2 : len(data) // 2 + 4000] = bytes(4000)
    async with library_at(tmp_path) as library:
        with pytest.raises(FileFormatError) as caught:
            await library.add("song.flac", bytes(data))
        assert caught.value.place.endswith(" s")


async def test_a_small_file_that_unpacks_to_more_than_an_hour_is_refused(tmp_path):
    file = io.BytesIO()
    with soundfile.SoundFile(file, "w", 8_000, 1, format="FLAC", subtype="PCM_16") as song:
        for _ in range(3_601):
            song.write(np.zeros(8_000))
    assert len(file.getvalue()) < 1_000_000
    async with library_at(tmp_path) as library:
        with pytest.raises(FileFormatError, match="60 minutes"):
            await library.add("bomb.flac", file.getvalue())


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Music\\été.wav", "été.wav"),
        ("a\x00b\n\u202ec.wav", "abc.wav"),
        ("", "song"),
        ("...", "song"),
        ("x" * 300 + ".flac", "x" * 115 + ".flac"),
    ],
)
async def test_a_file_name_is_only_ever_shown(given, kept, tmp_path):
    async with library_at(tmp_path) as library:
        info = await library.add(given, encoded(sine(0.1)))
        assert info.filename == kept
        assert library.path(info.content_hash) == tmp_path / info.content_hash / "song"


async def test_the_same_bytes_are_the_same_song_and_outlive_the_library(tmp_path):
    data = encoded(sine(0.3))
    async with library_at(tmp_path) as library:
        first = await library.add("one.wav", data)
        again = await library.add("two.wav", data)
        assert again == msgspec.structs.replace(first, filename="two.wav")
    async with library_at(tmp_path, "/no/python") as reopened:
        assert reopened.info(first.content_hash) == first
        assert (await reopened.waveform(first.content_hash)).duration_ms == 300
        assert reopened.status(first.content_hash).status == "none"


async def test_an_unknown_song_is_said_to_be_unknown(tmp_path):
    async with library_at(tmp_path) as library:
        assert library.info("0" * 64) is None
        assert library.status("0" * 64).status == "none"
        with pytest.raises(UnknownSongError):
            library.path("0" * 64)
        with pytest.raises(UnknownSongError):
            await library.analysis("../" * 20)


async def test_one_worker_serves_all_who_ask_and_the_disk_serves_the_next(tmp_path, demo_song, demo_analysis):
    python = stand_in(tmp_path, REAL)
    async with library_at(tmp_path / "songs", python) as library:
        song = await library.add("demo.ogg", demo_song)

        async def followed():
            return [status async for status in library.follow(song.content_hash)]

        follower = asyncio.create_task(followed())
        results = await asyncio.gather(*(library.analysis(song.content_hash) for _ in range(3)))
        assert results == [demo_analysis] * 3
        statuses = await follower
        assert [s.status for s in statuses] == ["none", "queued", *["running"] * (len(statuses) - 3), "done"]
        assert "Listening to the song" in {s.stage for s in statuses}
        assert len(pids(tmp_path)) == 2  # one looked the song over, one listened
    async with library_at(tmp_path / "songs", "/no/python") as reopened:
        assert reopened.status(song.content_hash).status == "done"
        assert await reopened.analysis(song.content_hash) == demo_analysis


async def test_a_half_written_analysis_is_not_read(tmp_path, demo_song, demo_analysis):
    line = msgspec.json.encode({"analysis": demo_analysis}).decode()
    (tmp_path / "line").write_text(line + "\n")
    python = stand_in(tmp_path, f"{ANALYZE_ONLY}\ncat {tmp_path}/line")
    async with library_at(tmp_path / "songs", python) as library:
        song = await library.add("demo.ogg", demo_song)
        cached = tmp_path / "songs" / song.content_hash / ANALYSIS
        cached.write_text(line[: len(line) // 2])
        assert await library.analysis(song.content_hash) == demo_analysis
        assert msgspec.json.decode(cached.read_bytes(), type=Analysis) == demo_analysis


async def test_a_killed_worker_is_a_failure_that_can_be_tried_again(tmp_path, demo_analysis):
    (tmp_path / "line").write_bytes(msgspec.json.encode({"analysis": demo_analysis}) + b"\n")
    python = stand_in(
        tmp_path,
        f"{ANALYZE_ONLY}\n[ -e {tmp_path}/second ] && exec cat {tmp_path}/line\n"
        f'touch {tmp_path}/second\necho \'{{"stage":"Listening to the song","progress":0.5}}\'\nkill -9 $$',
    )
    async with library_at(tmp_path / "songs", python) as library:
        song = await library.add("a.wav", encoded(sine(0.2)))
        with pytest.raises(AnalysisFailedError, match="ended early"):
            await library.analysis(song.content_hash)
        failed = library.status(song.content_hash)
        assert failed.status == "failed"
        assert "ended early" in (failed.error or "")
        assert await library.analysis(song.content_hash) == demo_analysis
        assert library.status(song.content_hash).status == "done"


async def test_a_worker_that_says_why_it_failed_is_quoted(tmp_path):
    said = json.dumps(
        {"error": {"code": "analysis_failed", "message": "MemoryError: none left", "place": ""}}
    )
    python = stand_in(tmp_path, f"{ANALYZE_ONLY}\necho '{said}'; exit 1")
    async with library_at(tmp_path / "songs", python) as library:
        song = await library.add("a.wav", encoded(sine(0.2)))
        with pytest.raises(AnalysisFailedError, match="none left"):
            await library.analysis(song.content_hash)


async def test_a_missing_interpreter_is_a_typed_failure(tmp_path):
    async with library_at(tmp_path / "songs", str(tmp_path / "python")) as library:
        with pytest.raises(AnalysisFailedError, match="could not be started"):
            await library.add("a.wav", encoded(sine(0.2)))


async def waits_in_a_worker(library: SongLibrary, folder: Path, content_hash: str) -> asyncio.Task[Analysis]:
    """An analysis whose worker has started, and hangs."""
    asking = asyncio.create_task(library.analysis(content_hash))
    async for status in library.follow(content_hash):
        if status.stage == "Hanging":
            break
    assert runs(pids(folder)[-1])
    return asking


HANGING = f'{ANALYZE_ONLY}\necho \'{{"stage":"Hanging","progress":0.1}}\'\nexec sleep 600'


async def test_closing_ends_the_worker_and_the_analysis_fails(tmp_path):
    async with library_at(tmp_path / "songs", stand_in(tmp_path, HANGING)) as library:
        song = await library.add("a.wav", encoded(sine(0.2)))
        asking = await waits_in_a_worker(library, tmp_path, song.content_hash)
        await library.close()
        assert not runs(pids(tmp_path)[-1])
        with pytest.raises(AnalysisFailedError):
            await asking
        with pytest.raises(AnalysisFailedError, match="closed"):
            await library.add("b.wav", encoded(sine(0.3)))


async def test_who_stops_waiting_does_not_stop_the_analysis_for_others(tmp_path):
    async with library_at(tmp_path / "songs", stand_in(tmp_path, HANGING)) as library:
        song = await library.add("a.wav", encoded(sine(0.2)))
        asking = await waits_in_a_worker(library, tmp_path, song.content_hash)
        asking.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asking
        assert runs(pids(tmp_path)[-1])
        assert library.status(song.content_hash).status == "running"


async def test_a_cancelled_single_analysis_leaves_no_process(tmp_path):
    started = asyncio.Event()
    python = stand_in(tmp_path, 'echo \'{"stage":"Hanging","progress":0.1}\'\nexec sleep 600')
    song = tmp_path / "a.wav"
    song.write_bytes(encoded(sine(0.2)))
    asking = asyncio.create_task(analyze_file(song, lambda _stage, _progress: started.set(), python))
    await started.wait()
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    assert not runs(pids(tmp_path)[-1])


async def test_a_worker_ends_when_its_parent_is_gone(tmp_path):
    """A parent killed outright closes the pipe; here the pipe is closed under a worker stuck on its file."""
    fifo = tmp_path / "song"
    os.mkfifo(fifo)
    module = "coda.apps.sequence_maker.analysis.worker"
    worker = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        module,
        "--while-stdin-is-open",
        "--task",
        "inspect",
        str(fifo),
        stdin=asyncio.subprocess.PIPE,
    )
    assert worker.stdin is not None
    worker.stdin.close()
    assert await asyncio.wait_for(worker.wait(), 20) == 1


async def test_a_file_that_is_not_there_is_said_so(tmp_path):
    with pytest.raises(FileFormatError, match="There is no file"):
        await analyze_file(tmp_path / "nothing.wav", lambda _stage, _progress: None)


async def test_a_song_is_told_from_noise_by_its_content_not_its_name(tmp_path):
    async with library_at(tmp_path) as library:
        info = await library.add("picture.png", encoded(sine(0.2), format="FLAC"))
        assert info.media_type == "audio/flac"
