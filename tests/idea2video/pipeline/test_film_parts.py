"""How a film is cut into segments, encoded in pieces, joined, and captioned."""

from __future__ import annotations

from pathlib import Path

import av
import msgspec
import numpy as np
import pytest
from av.filter import Graph
from hypothesis import given
from hypothesis import strategies as st

from coda.apps.idea2video.pipeline.checks import runs
from coda.apps.idea2video.pipeline.encoding import encode
from coda.apps.idea2video.pipeline.failures import BrokenFilmError
from coda.apps.idea2video.pipeline.joining import join
from coda.apps.idea2video.pipeline.recipe import CaptionRecipe, FilmRecipe
from coda.apps.idea2video.pipeline.segments import SHORTEST, segments_of
from coda.apps.idea2video.pipeline.signals import SAMPLES_PER_FRAME, silence
from coda.apps.idea2video.pipeline.sound_files import write_aac
from coda.apps.idea2video.pipeline.speaker import Word
from coda.apps.idea2video.pipeline.subtitles import LONGEST_CUE, Cue, Said, cues_of, pieces_of, webvtt
from coda.apps.idea2video.pipeline.watching import watch
from tests.idea2video.pipeline.films import CARD_FRAMES, FILM, LINE, SHOT_FRAMES, edited

SIZE = (160, 90)
lengths = st.integers(SHORTEST, 200)


def film_of(opening: int, shots: list[int], ending: int) -> FilmRecipe:
    return msgspec.structs.replace(
        FILM,
        opening=msgspec.structs.replace(FILM.opening, frames=opening),
        shots=tuple(msgspec.structs.replace(FILM.shots[0], frames=frames) for frames in shots),
        ending=msgspec.structs.replace(FILM.ending, frames=ending),
    )


@given(lengths, st.lists(lengths, max_size=6), lengths)
def test_segments_add_up_to_the_film_and_each_frame_of_a_clip_is_in_one_of_them(opening, shots, ending):
    recipe = film_of(opening, shots, ending)
    segments = segments_of(recipe)
    assert sum(segment.frames for segment in segments) == recipe.frames
    assert all(segment.frames > 0 for segment in segments)
    for number, length in enumerate([opening, *shots, ending]):
        bodies = [segment for segment in segments if segment.kind == "body"]
        (body,) = bodies[number].stretches
        before = [segments[2 * number - 1].stretches[1]] if number else []
        after = [segments[2 * number + 1].stretches[0]] if 2 * number + 1 < len(segments) else []
        edges = [edge for stretch in (*before, body, *after) for edge in (stretch.start, stretch.stop)]
        assert edges == sorted(edges), "a clip's stretches follow each other"
        assert edges[0] <= 0
        assert edges[-1] >= length
        assert all(here == there for here, there in zip(edges[1:-1:2], edges[2::2], strict=True))


def test_both_halves_of_a_dissolve_are_equally_long_and_say_nothing():
    for segment in segments_of(FILM):
        if segment.kind == "dissolve":
            earlier, later = segment.stretches
            assert earlier.stop - earlier.start == later.stop - later.start == 12
            assert getattr(earlier.clip, "caption", None) is None


def moving(frames: int, seed: int) -> list[np.ndarray]:
    """A soft pattern that slides, so that the encoder finds use for all kinds of pictures."""
    wide = np.random.default_rng(seed).integers(40, 200, (12, 40)).repeat(12, axis=0).repeat(12, axis=1)
    return [np.ascontiguousarray(wide[:135, at : at + 160], np.uint8) for at in range(frames)]


@pytest.fixture(scope="module")
def pieces(tmp_path_factory) -> list[Path]:
    directory = tmp_path_factory.mktemp("pieces")
    paths = [directory / f"{number}.mp4" for number in range(5)]
    for number, (path, frames) in enumerate(zip(paths, (30, 12, 1, 2, 40), strict=True)):
        encode(moving(frames, number), SIZE, path)
    return paths


def decoded(path: Path) -> list[np.ndarray]:
    with av.open(str(path)) as container:
        return [frame.to_ndarray() for frame in container.decode(video=0)]


def test_a_piece_has_the_same_bytes_whenever_it_is_encoded(pieces, tmp_path):
    encode(moving(30, 0), SIZE, tmp_path / "again.mp4")
    assert (tmp_path / "again.mp4").read_bytes() == pieces[0].read_bytes()


def test_joined_pieces_show_the_same_pictures_one_each_tick(pieces, tmp_path):
    write_aac(silence(85 * SAMPLES_PER_FRAME), tmp_path / "sound.m4a")
    join(pieces, tmp_path / "sound.m4a", "Joined", tmp_path / "film.mp4")
    apart = [picture for piece in pieces for picture in decoded(piece)]
    together = decoded(tmp_path / "film.mp4")
    assert len(apart) == len(together) == 85
    assert all(np.array_equal(one, other) for one, other in zip(apart, together, strict=True))
    with av.open(str(tmp_path / "film.mp4")) as film:
        packets = [packet for packet in film.demux(video=0) if packet.size]
        decoded_at = [tick(packet.dts, packet) for packet in packets]
        shown_at = [tick(packet.pts, packet) for packet in packets]
    assert decoded_at == list(range(decoded_at[0], decoded_at[0] + 85))
    assert all(shown >= when for shown, when in zip(shown_at, decoded_at, strict=True))


def tick(time: int | None, packet: av.Packet) -> int:
    assert time is not None
    return round(time * packet.time_base * 24)


def test_pieces_of_other_settings_are_not_joined(pieces, tmp_path):
    other = tmp_path / "other.mp4"
    encode([np.full((135 * 2, 320), 90, np.uint8)], (320, 180), other)
    write_aac(silence(31 * SAMPLES_PER_FRAME), tmp_path / "sound.m4a")
    with pytest.raises(BrokenFilmError, match="other settings"):
        join([pieces[0], other], tmp_path / "sound.m4a", "", tmp_path / "film.mp4")


def test_sound_stands_at_its_place_to_the_millisecond(pieces, tmp_path):
    sound = silence(30 * SAMPLES_PER_FRAME)
    sound[:, 24_000:24_480] = 0.5 * np.sin(np.arange(480) * 0.5)
    write_aac(sound, tmp_path / "sound.m4a")
    join(pieces[:1], tmp_path / "sound.m4a", "", tmp_path / "film.mp4")
    with av.open(str(tmp_path / "film.mp4")) as film:
        heard = [(frame.time or 0.0, frame.to_ndarray()[0]) for frame in film.decode(audio=0)]
    loud = [time + n / 48_000 for time, frame in heard for n in np.flatnonzero(np.abs(frame) > 0.2)]
    assert abs(min(loud) - 0.5) < 0.001


def test_a_caption_stands_where_no_dissolve_is():
    first, second = cues_of(FILM, {})
    start = 1000 * (CARD_FRAMES + 6) / 24
    assert (first.start_ms, first.end_ms) == (round(start), round(start + 1000 * (SHOT_FRAMES - 12) / 24))
    assert (first.text, second.text) == ("The sea.", "The shore.")
    assert first.end_ms < second.start_ms


LONG = (
    "The lamp had burned for a hundred years, and nobody knew who had lit it; but on this night, it went out."
)


def test_a_long_caption_is_cut_at_its_clauses_and_follows_the_voice():
    caption = CaptionRecipe(text=LONG, speaker="", language="en")
    shot = msgspec.structs.replace(FILM.shots[0], frames=240, caption=caption)
    line = msgspec.structs.replace(LINE, text=LONG)
    film = msgspec.structs.replace(FILM, shots=(msgspec.structs.replace(shot, line=line),))
    begins = LONG.index("but on this")
    words = [Word(0, 3, 0), Word(begins, begins + 3, 5000)]
    first, second = cues_of(film, {0: Said(22, words)})
    assert (first.text, second.text) == (LONG[: begins - 1], LONG[begins:])
    assert second.start_ms == first.end_ms == round(1000 * 22 / 24) + 5000


def test_without_a_voice_the_pieces_share_the_time_by_their_length():
    caption = CaptionRecipe(text=LONG, speaker="", language="en")
    film = edited(frames=252, caption=caption)
    first, second, _ = cues_of(film, {})
    share = (first.end_ms - first.start_ms) / (second.end_ms - first.start_ms)
    assert share == pytest.approx(LONG.index("but on this") / len(LONG), abs=0.001)


@given(st.text(alphabet=st.sampled_from("ab ,.。，!"), max_size=400))
def test_pieces_keep_every_letter_in_its_order_and_none_is_too_long(text):
    pieces = list(pieces_of(text))
    assert "".join("".join(piece.split()) for _, piece in pieces) == "".join(text.split())
    assert all(len(piece) <= LONGEST_CUE for _, piece in pieces)
    assert [text[place:].lstrip().startswith(piece[:1]) for place, piece in pieces] == [True] * len(pieces)


def test_subtitles_escape_what_would_be_markup():
    cue = Cue(61_001, 3_600_000, "2 < 3 &\n\n1 --> 2", "Ann <& Bo>")
    assert webvtt([cue], "en") == (
        "WEBVTT\nLanguage: en\n\n"
        "00:01:01.001 --> 01:00:00.000\n<v Ann &lt;&amp; Bo&gt;>2 &lt; 3 &amp; 1 --&gt; 2\n"
    )


def still_then_moving_then_black(path: Path) -> list[np.ndarray]:
    black = [np.concatenate([np.full((90, 160), 16), np.full((45, 160), 128)]).astype(np.uint8)]
    frames = [*moving(1, 3) * 40, *moving(30, 3), *black * 30]
    encode(frames, SIZE, path)
    return frames


def test_black_and_frozen_pictures_are_those_that_ffmpeg_finds(tmp_path):
    frames = still_then_moving_then_black(tmp_path / "piece.mp4")
    seen = watch(tmp_path / "piece.mp4", len(frames))
    assert list(runs(iter(seen.black))) == [(70, 100)]
    assert next(runs(iter(seen.still))) == (0, 41)
    assert judged_by_ffmpeg(tmp_path / "piece.mp4") == {
        "lavfi.freezedetect.freeze_start": 0.0,
        "lavfi.freezedetect.freeze_end": pytest.approx(41 / 24, abs=0.05),
        "lavfi.black_start": pytest.approx(70 / 24, abs=0.05),
    }


def judged_by_ffmpeg(path: Path) -> dict[str, float]:
    """The first word of each kind that FFmpeg's own detectors say."""
    said: dict[str, float] = {}
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        graph = Graph()
        detectors = [graph.add("blackdetect", "d=1"), graph.add("freezedetect", "n=-60dB:d=1")]
        graph.link_nodes(graph.add_buffer(stream), *detectors, graph.add("buffersink")).configure()
        for frame in container.decode(stream):
            graph.push(frame)
            for name, value in graph.pull().metadata.items():
                said.setdefault(name, float(value))
    said.pop("lavfi.freezedetect.freeze_duration", None)
    return said


def test_a_piece_that_lacks_a_frame_is_not_let_through(pieces):
    with pytest.raises(BrokenFilmError, match="has 30 frames instead of 31"):
        watch(pieces[0], 31)
