"""`.smproj` files: read whatever earlier versions wrote, lose nothing, name the place of what is broken."""

import base64
import copy
import hashlib
import json
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coda.apps.sequence_maker.entities import (
    NOTES,
    PROJECT,
    SEGMENTS,
    TIMELINES,
    AudioFile,
    Effect,
    Lyrics,
    Note,
    Project,
    Segment,
    Timeline,
    Word,
)
from coda.apps.sequence_maker.formats.smproj import SmprojFile, export_smproj, read_smproj
from coda.apps.sequence_maker.show import SequenceType, notes, project, segments_of, timelines
from coda.components.documents import Document, Draft
from coda.errors import FileFormatError
from tests.sequence_maker.shows import BLUE, RED, Show, counting_ids

MODIFIED = "2026-01-02T03:04:05"


def a_file() -> dict[str, Any]:
    """As the earlier application writes one, with what it writes today beyond the oldest form."""
    return {
        "metadata": {
            "version": "0.1.0",
            "created": "2025-06-06T14:54:08.315176",
            "modified": "2025-06-09T18:46:18.828439",
            "name": "Two fades",
            "description": "For three balls",
        },
        "settings": {
            "defaultPixels": 3,
            "refreshRate": 1,
            "totalDuration": 84.1425850340136,
            "zoomLevel": 1.5,
        },
        "keyMappings": {"default": {"q": {"color": [255, 0, 0], "timelines": [0], "modifiers": []}}},
        "effects": {},
        "timelines": [
            {
                "name": "Ball 1",
                "defaultPixels": 3,
                "created": "2025-06-06T14:54:08.315212",
                "modified": "2025-06-09T18:46:18.828417",
                "segments": [
                    {
                        "startTime": 0.0,
                        "endTime": 2.0,
                        "color": [255, 0, 0],
                        "pixels": 3,
                        "effects": [{"type": "strobe", "parameters": {"frequency": 5, "duty_cycle": 0.5}}],
                        "segment_type": "solid",
                    },
                    {
                        "startTime": 2.0,
                        "endTime": 5.004999999,
                        "color": [255, 0, 0],
                        "pixels": 4,
                        "effects": [],
                        "segment_type": "fade",
                        "endColor": [0, 255, 0],
                    },
                ],
            },
            {"name": "Ball 2", "defaultPixels": 3, "created": "x", "modified": "x", "segments": []},
        ],
        "audio": {"embedded": False, "filename": None, "filepath": None, "duration": 0, "data": None},
        "visualizations": {"selected": ["waveform"], "settings": {"waveform": {"height": 80}}},
        "lyrics": {
            "song_name": "Song",
            "artist_name": "Singer",
            "lyrics_text": "la",
            "word_timestamps": [{"word": "la", "start": 20.939999, "end": 20.98, "case": "success"}],
        },
        "notes": [
            {"id": "n1", "time": 3.5, "text": "Jump", "color": [255, 255, 0], "created": "a", "modified": "b"}
        ],
        "snippets": [{"name": "intro"}],
        "zero_key_colors": [None, None],
        "chat_history": [{"sender": "You", "message": "hello", "timestamp": "t"}],
        "llm_metadata": {"token_usage": 12, "estimated_cost": 0.5, "interactions": [1]},
        "llm_customization": {
            "custom_instructions": "Calm",
            "presets": [{"name": "Default"}],
            "task_templates": [],
            "active_preset": "Default",
            "color_theme": "warm",
        },
    }


def read(content: dict[str, Any], stem: str = "") -> SmprojFile:
    return read_smproj(json.dumps(content).encode(), stem)


def opened(file: SmprojFile) -> Draft:
    """The file's show, as a fork of a document that holds it."""
    document = Document("show", SequenceType(), file.project.name, 0)
    draft = Draft(document, counting_ids())
    file.fill(draft)
    draft.check()
    return draft


def again(content: dict[str, Any]) -> dict[str, Any]:
    """Imported and exported."""
    file = read(content)
    return json.loads(
        export_smproj(
            opened(file),
            modified=content["metadata"]["modified"],
            audio=file.audio,
            chat_history=file.chat_history,
            llm_metadata=file.llm_metadata,
        )
    )


def contents(draft: Draft) -> Any:
    """Everything but the ids of timelines and segments, which an import makes anew."""
    balls = [
        (
            timeline,
            [msgspec.structs.replace(segment, timeline="") for _, segment in segments_of(draft, id)],
        )
        for id, timeline in timelines(draft)
    ]
    return project(draft), balls, notes(draft)


class TestReading:
    def test_times_are_put_on_the_grid_and_fades_are_fades(self):
        ball = read(a_file()).balls[0]
        assert [(one.start_ms, one.end_ms, one.color, one.end_color) for one in ball.segments] == [
            (0, 2_000, RED, None),
            (2_000, 5_000, RED, (0, 255, 0)),
        ]
        assert ball.segments[0].effects == (Effect("strobe", {"frequency": 5, "duty_cycle": 0.5}),)

    def test_the_project_is_read_whole(self):
        file = read(a_file())
        show = file.project
        assert (show.name, show.description, show.created) == (
            "Two fades",
            "For three balls",
            "2025-06-06T14:54:08.315176",
        )
        assert (show.default_pixels, show.refresh_rate, show.total_duration_ms, show.zoom_level) == (
            3,
            1,
            84_140,
            1.5,
        )
        assert show.lyrics is not None
        assert show.lyrics.word_timestamps[0] == Word("la", 20_940, 20_980, {"case": "success"})
        assert (show.custom_instructions, show.presets) == ("Calm", [{"name": "Default"}])
        assert file.notes[0][0] == "n1"
        assert file.notes[0][1].time_ms == 3_500
        assert file.chat_history == [{"sender": "You", "message": "hello", "timestamp": "t"}]
        assert file.llm_metadata["token_usage"] == 12
        assert file.warnings == ()

    def test_nothing_a_file_holds_is_lost_on_the_way_through(self):
        content = a_file()
        expected = copy.deepcopy(content)
        for timeline in expected["timelines"]:
            timeline["modified"] = expected["metadata"]["modified"]
        expected["timelines"][0]["segments"][1]["endTime"] = 5.0
        expected["settings"]["totalDuration"] = 84.14
        expected["lyrics"]["word_timestamps"][0]["start"] = 20.94
        assert again(content) == expected

    def test_snake_case_is_read_as_well(self):
        content = {
            "metadata": {"name": "Snake", "modified": ""},
            "settings": {"default_pixels": 2, "refresh_rate": 50, "total_duration": 30, "zoom_level": 2},
            "key_mappings": {"a": 1},
            "effects": {},
            "timelines": [
                {
                    "name": "Left",
                    "default_pixels": 2,
                    "segments": [
                        {"start_time": 0, "end_time": 1, "color": [1, 2, 3], "end_color": [4, 5, 6]}
                    ],
                }
            ],
        }
        file = read(content)
        assert (file.project.default_pixels, file.project.refresh_rate) == (2, 50)
        assert (file.project.total_duration_ms, file.project.key_mappings) == (30_000, {"a": 1})
        segment = file.balls[0].segments[0]
        assert (segment.end_ms, segment.end_color, segment.pixels) == (1_000, (4, 5, 6), 2)

    def test_all_that_may_be_missing_gets_its_default(self):
        file = read({"timelines": [{"segments": [{"startTime": 0, "endTime": 1, "color": [1, 2, 3]}]}]})
        assert (file.project, file.warnings) == (Project(), ())
        assert file.balls[0].timeline == Timeline(name="Ball 1", position=0)
        assert file.balls[0].segments[0].pixels == 4

    @pytest.mark.parametrize(
        ("name", "stem", "expected"),
        [
            (False, "one_to-ten", "one to ten"),
            ("  ", "show", "show"),
            (None, "", "Untitled Project"),
            (" Mine ", "show", "Mine"),
        ],
    )
    def test_a_file_without_a_name_is_called_by_its_file_name(self, name, stem, expected):
        content = a_file()
        content["metadata"]["name"] = name
        assert read(content, stem).project.name == expected

    def test_python_nan_and_a_byte_order_mark_are_taken_in_stride(self):
        text = json.dumps({"timelines": [], "metrics": [float("nan"), float("inf")]})
        file = read_smproj(b"\xef\xbb\xbf" + text.encode())
        assert file.project.extra == {"file": {"metrics": [None, None]}}

    def test_notes_without_ids_or_with_the_same_one_are_all_kept(self):
        content = a_file()
        content["notes"] = [{"time": 1, "text": "a"}, {"id": "x", "time": 2}, {"id": "x", "time": 3}]
        assert [note.time_ms for _, note in notes(opened(read(content)))] == [1_000, 2_000, 3_000]


class TestWhatHadToBeChanged:
    def test_overlaps_are_settled_in_the_files_order_and_told(self):
        content = a_file()
        content["timelines"][0]["segments"] = [
            {"startTime": 46.2, "endTime": 51.2, "color": [165, 42, 0]},
            {"startTime": 47.76, "endTime": 48.21, "color": [0, 0, 255]},
            {"startTime": 49.58, "endTime": 54.58, "color": [255, 0, 0]},
        ]
        file = read(content)
        assert [(one.start_ms, one.end_ms) for one in file.balls[0].segments] == [
            (46_200, 47_760),
            (47_760, 48_210),
            (48_210, 49_580),
            (49_580, 54_580),
        ]
        assert file.warnings == ("Ball 1: 2 segments overlapped by a later one, which wins.",)

    def test_light_painted_to_the_end_of_time_is_cut_at_one_hour(self):
        content = a_file()
        content["timelines"][1]["segments"] = [
            {"startTime": 19.41, "endTime": 3619.41, "color": [255, 255, 255]},
            {"startTime": 3700, "endTime": 3800, "color": [255, 255, 255]},
        ]
        file = read(content)
        assert [(one.start_ms, one.end_ms) for one in file.balls[1].segments] == [(19_410, 3_600_000)]
        assert file.warnings == (
            "Ball 2: 1 segment shorter than 10 ms or after the first hour, left out.",
            "Ball 2: 1 segment reaching past one hour, cut there.",
        )
        assert file.project.total_duration_ms == 84_140

    def test_an_effect_of_another_program_is_kept_but_not_shown(self):
        content = a_file()
        sparkle = {"type": "sparkle", "parameters": {"density": 3}}
        content["timelines"][0]["segments"][0]["effects"].append(sparkle)
        file = read(content)
        assert [effect.type for effect in file.balls[0].segments[0].effects] == ["strobe"]
        assert file.warnings == (
            "Ball 1: 1 segment with an effect that is not known here, kept but not shown.",
        )
        assert again(content)["timelines"][0]["segments"][0]["effects"][1] == sparkle

    def test_a_length_that_cannot_be_is_mended_and_told(self):
        content = a_file()
        content["settings"]["totalDuration"] = 0
        file = read(content)
        assert file.project.total_duration_ms == 1_000
        assert file.warnings == ("The show's length was 0:00; it is 0:01 now (one second to one hour).",)


class TestSong:
    def test_an_embedded_song_comes_out_as_bytes_and_goes_in_again(self):
        song = b"RIFF....WAVE"
        content = a_file()
        content["audio"] = {
            "embedded": True,
            "filename": "/music/My Song.wav",
            "filepath": "/music/My Song.wav",
            "duration": 84.14,
            "data": base64.b64encode(song).decode(),
        }
        file = read(content)
        assert file.audio == song
        assert file.project.audio == AudioFile(
            content_hash=hashlib.sha256(song).hexdigest(),
            filename="My Song.wav",
            duration_ms=84_140,
            embedded=True,
        )
        assert again(content)["audio"] == content["audio"]

    def test_the_show_is_as_long_as_its_embedded_song(self):
        content = a_file()
        content["audio"] = {"embedded": True, "filename": "s.ogg", "duration": 70.123, "data": ""}
        file = read(content)
        assert file.project.total_duration_ms == 70_130
        assert "as long as the song" in file.warnings[0]

    def test_a_song_that_is_only_named_is_asked_for_and_its_place_is_kept(self):
        content = a_file()
        content["audio"] = {
            "embedded": False,
            "filename": "C:\\Songs\\Fast.mp3",
            "filepath": "C:\\Songs\\Fast.mp3",
            "duration": 84.0,
            "data": None,
        }
        file = read(content)
        assert (file.audio, file.project.audio) == (None, None)
        assert file.warnings == ('The song "Fast.mp3" is not inside the file; load it again.',)
        assert again(content)["audio"] == content["audio"]

    def test_the_place_of_an_earlier_song_is_not_given_to_another(self):
        content = a_file()
        content["audio"] = {"filename": "old.mp3", "filepath": "/songs/old.mp3", "duration": 1}
        draft = opened(read(content))
        new = AudioFile(content_hash="h", filename="new.ogg", duration_ms=60_000)
        draft.put(PROJECT, PROJECT, msgspec.structs.replace(project(draft), audio=new))
        assert json.loads(export_smproj(draft, modified=MODIFIED, audio=b"x"))["audio"] == {
            "embedded": True,
            "filename": "new.ogg",
            "filepath": None,
            "duration": 60.0,
            "data": "eA==",
        }


def broken(change) -> bytes:
    content = a_file()
    change(content)
    return json.dumps(content).encode()


def first_segment(key: str, value: Any):
    return lambda content: content["timelines"][0]["segments"][0].__setitem__(key, value)


def remove(*path: Any):
    def change(content):
        for key in path[:-1]:
            content = content[key]
        del content[path[-1]]

    return change


class TestBrokenFiles:
    @pytest.mark.parametrize(
        ("data", "sentence", "place"),
        [
            (
                broken(first_segment("color", [255, 0])),
                "expected three numbers 0..255, found [255,0]",
                "timelines[0].segments[0].color",
            ),
            (
                broken(first_segment("color", [0, 0, 256])),
                "expected three numbers 0..255, found [0,0,256]",
                "timelines[0].segments[0].color",
            ),
            (
                broken(first_segment("endColor", "red")),
                'expected three numbers 0..255, found "red"',
                "timelines[0].segments[0].endColor",
            ),
            (
                broken(first_segment("startTime", "0:10")),
                'expected a number of seconds, 0 or more, found "0:10"',
                "timelines[0].segments[0].startTime",
            ),
            (
                broken(first_segment("endTime", -1)),
                "expected a number of seconds, 0 or more, found -1",
                "timelines[0].segments[0].endTime",
            ),
            (
                broken(lambda c: c["timelines"][0]["segments"][1].update(startTime=3, endTime=2)),
                "expected a time after the start, 3, found 2",
                "timelines[0].segments[1].endTime",
            ),
            (
                broken(first_segment("pixels", 7)),
                "expected a whole number from 1 to 4, found 7",
                "timelines[0].segments[0].pixels",
            ),
            (
                broken(first_segment("effects", [{"type": "strobe", "parameters": {"frequency": "x"}}])),
                "parameters.frequency must be a number from 0.01 to 100, not 'x'",
                "timelines[0].segments[0].effects[0]",
            ),
            (
                broken(remove("timelines", 0, "segments", 0, "color")),
                '"color" is missing',
                "timelines[0].segments[0]",
            ),
            (broken(remove("timelines")), '"timelines" is missing', ""),
            (broken(lambda c: c.update(timelines={})), "expected a list, found {}", "timelines"),
            (broken(lambda c: c["timelines"].append(5)), "expected an object, found 5", "timelines[2]"),
            (
                broken(lambda c: c["settings"].update(refreshRate=0)),
                "expected a whole number from 1 to 1000, found 0",
                "settings.refreshRate",
            ),
            (broken(lambda c: c.update(settings=[])), "expected an object, found []", "settings"),
            (
                broken(lambda c: c["audio"].update(data="no base64!")),
                "this is not base64",
                "audio.data",
            ),
            (
                broken(lambda c: c["notes"][0].update(time="soon")),
                'expected a number from 0 to 3600, found "soon"',
                "notes[0].time",
            ),
            (
                broken(lambda c: c["lyrics"]["word_timestamps"].append({"start": 1})),
                '"word" is missing',
                "lyrics.word_timestamps[1]",
            ),
            (b"[]", "expected an object, found []", ""),
            (b"", "this is not valid JSON: Expecting value", "line 1, column 1"),
            (b'{\n  "timelines": [,]\n}', "this is not valid JSON", "line 2, column 17"),
            (json.dumps(a_file()).encode()[:-40], "this is not valid JSON", "line 1, column"),
            (b'{"timelines": [], "x": "\xff"}', "this is not UTF-8 text", "byte 25"),
            (b"[" * 100_000, "nested too deeply", ""),
            (b'{"timelines": [], "x": "\\ud800"}', "half a character", ""),
        ],
    )
    def test_the_place_and_the_trouble_are_named(self, data, sentence, place):
        with pytest.raises(FileFormatError) as refused:
            read_smproj(data)
        assert sentence in str(refused.value)
        assert refused.value.place.startswith(place)
        assert bool(refused.value.place) == bool(place)


texts = st.text(st.characters(codec="utf-8"), max_size=8)
channels = st.integers(0, 255)
colors = st.tuples(channels, channels, channels)
loose = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
    | texts,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(texts, inner, max_size=2),
    max_leaves=4,
)
objects = st.dictionaries(texts, loose, max_size=2)
strobes = st.builds(lambda f: Effect("strobe", {"frequency": f, "by": "x"}), st.sampled_from([1, 2.5, 10]))
fades = st.builds(lambda c: Effect("fade", {"target_color": list(c), "easing": "ease-in"}), colors)
words = st.builds(Word, texts, st.none() | st.integers(0, 10**6), st.none() | st.integers(0, 10**6))
names = texts.map(lambda text: text.strip() or "x")
projects = st.builds(
    Project,
    name=names,
    description=texts,
    created=texts,
    version=names,
    default_pixels=st.integers(1, 4),
    refresh_rate=st.integers(1, 1_000),
    total_duration_ms=st.integers(100, 360_000).map(lambda n: n * 10),
    zoom_level=st.floats(0, 100),
    key_mappings=objects,
    effects=objects,
    visualizations=objects,
    lyrics=st.none()
    | st.builds(Lyrics, song_name=names, lyrics_text=texts, word_timestamps=st.tuples(words)),
    custom_instructions=texts,
    presets=st.lists(objects, max_size=2),
    task_templates=st.lists(objects, max_size=2),
    active_preset=texts,
)
notes_ = st.dictionaries(
    st.text("abc123", min_size=1, max_size=5),
    st.builds(
        Note, time_ms=st.integers(0, 3_600_000), text=texts, color=colors, created=texts, modified=texts
    ),
    max_size=2,
)


@st.composite
def shows(draw: st.DrawFn) -> tuple[Draft, bytes | None]:
    draft = Draft(Document("show", SequenceType(), "Test", 0), counting_ids())
    song = draw(st.none() | st.binary(max_size=8))
    show = draw(projects)
    if song is not None:
        digest = hashlib.sha256(song).hexdigest()
        duration = draw(st.integers(0, 4_000_000))
        audio = AudioFile(content_hash=digest, filename="song.ogg", duration_ms=duration, embedded=True)
        show = msgspec.structs.replace(show, audio=audio)
    draft.put(PROJECT, PROJECT, show)
    for position in range(draw(st.integers(0, 3))):
        ball = f"ball{position}"
        color = draw(st.none() | colors)
        name = draw(names)
        draft.put(
            TIMELINES,
            ball,
            Timeline(
                name=name, position=position, default_pixels=2, default_color=color, created=draw(texts)
            ),
        )
        for _ in range(draw(st.integers(0, 4))):
            start = draw(st.integers(0, 200)) * 10
            segment = Segment(
                timeline=ball,
                start_ms=start,
                end_ms=start + draw(st.integers(1, 100)) * 10,
                color=draw(colors),
                end_color=draw(st.none() | colors),
                pixels=draw(st.integers(1, 4)),
                effects=tuple(draw(st.lists(strobes | fades, max_size=2))),
            )
            draft.put(SEGMENTS, draft.new_id(), segment)
    for id, note in draw(notes_).items():
        draft.put(NOTES, id, note)
    return draft, song


@settings(max_examples=60, deadline=None)
@given(shows(), st.lists(objects, max_size=2), objects)
def test_a_show_that_is_exported_and_imported_is_the_same_show(made, chat, llm):
    draft, song = made
    draft.check()
    data = export_smproj(draft, modified=MODIFIED, audio=song, chat_history=chat, llm_metadata=llm)
    file = read_smproj(data)
    assert file.warnings == ()
    assert contents(opened(file)) == contents(draft)
    assert file.audio == song
    assert file.chat_history == chat
    assert file.llm_metadata == llm or not llm
    repeated = export_smproj(
        opened(file),
        modified=MODIFIED,
        audio=file.audio,
        chat_history=file.chat_history,
        llm_metadata=file.llm_metadata,
    )
    assert repeated == data


@st.composite
def spoilt_files(draw: st.DrawFn) -> dict[str, Any]:
    """A good file with any one of its values replaced."""
    content = a_file()
    holder: Any = content
    while True:
        key = draw(st.sampled_from(sorted(holder) if isinstance(holder, dict) else range(len(holder))))
        inner = holder[key]
        if not isinstance(inner, dict | list) or not inner or draw(st.booleans()):
            holder[key] = draw(loose)
            return content
        holder = inner


def place_of_refusal(content: dict[str, Any]) -> str | None:
    """None when the file is read; otherwise where it is broken."""
    try:
        read(content)
    except FileFormatError as error:
        return error.place
    return None


@settings(max_examples=100, deadline=None)
@given(spoilt_files())
def test_whatever_is_put_in_place_of_a_value_is_read_or_refused_with_its_place(content):
    place = place_of_refusal(content)
    if place is not None:
        assert place or not content["timelines"]
        return
    file = read(content)
    first = export_smproj(opened(file), modified=MODIFIED, audio=file.audio)
    second_file = read_smproj(first)
    assert export_smproj(opened(second_file), modified=MODIFIED, audio=second_file.audio) == first


class TestWriting:
    def test_the_file_reads_like_the_earlier_ones(self):
        show = Show(1)
        show.put(0, 0, 1_500, RED, end_color=BLUE)
        text = export_smproj(show.draft(), modified=MODIFIED).decode()
        assert text.startswith('{\n  "metadata": {\n    "version": "0.1.0",\n    "created": "",\n')
        assert '"startTime": 0.0,\n          "endTime": 1.5,' in text
        assert list(json.loads(text)) == [
            "metadata",
            "settings",
            "keyMappings",
            "effects",
            "timelines",
            "audio",
            "visualizations",
            "lyrics",
            "notes",
            "chat_history",
            "llm_metadata",
            "llm_customization",
        ]

    def test_equal_shows_give_equal_bytes_whatever_the_order_of_their_loose_keys(self):
        first, second = Show(), Show()
        for show, mapping in ((first, {"a": 1, "b": 2}), (second, {"b": 2, "a": 1})):
            draft = show.draft()
            draft.put(PROJECT, PROJECT, msgspec.structs.replace(project(draft), key_mappings=mapping))
            show.commit(draft)
        assert export_smproj(first.draft(), modified=MODIFIED) == export_smproj(
            second.draft(), modified=MODIFIED
        )
