"""What a copilot reads of a show, and what a language model is told with each message."""

import msgspec
import pytest

from coda.apps.sequence_maker.context import context_text, system_prompt
from coda.apps.sequence_maker.entities import NOTES, PROJECT, Effect, Lyrics, Note, Word
from coda.apps.sequence_maker.services import PlaybackState, SequenceServices
from coda.apps.sequence_maker.show import project
from coda.errors import ToolExecutionError, ToolValidationError
from tests.sequence_maker.shows import BLUE, RED, Show, analysis_of


def change_project(show: Show, **changes) -> None:
    draft = show.draft()
    draft.put(PROJECT, PROJECT, msgspec.structs.replace(project(draft), **changes))
    show.commit(draft)


LYRICS = Lyrics(
    song_name="Song",
    artist_name="Singer",
    lyrics_text="la la",
    word_timestamps=(Word("la", 1_000, 1_250), Word("la")),
)


class TestProject:
    def test_the_project_is_told_in_seconds(self):
        show = Show(song=True, created="2026-01-02T03:04:05+00:00")
        draft = show.draft()
        draft.put(NOTES, "n", Note(time_ms=1_500, text="Jump"))
        show.commit(draft)
        assert show.call("get_project_context") == {
            "name": "Test",
            "created": "2026-01-02T03:04:05+00:00",
            "description": "",
            "version": "0.1.0",
            "revision": 3,
            "default_pixels": 4,
            "refresh_rate": 100,
            "total_duration": 60.0,
            "zoom_level": 1.0,
            "timeline_count": 3,
            "has_audio": True,
            "audio_duration": 60.0,
            "has_lyrics": False,
            "notes": [{"time": 1.5, "text": "Jump"}],
        }


class TestTimelines:
    def test_one_ball_is_told_with_all_its_segments(self):
        show = Show()
        show.put(1, 1_000, 2_500, RED, end_color=BLUE, effects=(Effect("pulse", {"frequency": 2}),))
        assert show.call("get_timeline_context", timeline_index=1) == {
            "index": 1,
            "name": "Ball 2",
            "default_pixels": 4,
            "default_color": None,
            "segment_count": 1,
            "segments": [
                {
                    "index": 0,
                    "start_time": 1.0,
                    "end_time": 2.5,
                    "duration": 1.5,
                    "color": [255, 0, 0],
                    "end_color": [0, 0, 255],
                    "pixels": 4,
                    "effects": [{"type": "pulse", "parameters": {"frequency": 2}}],
                }
            ],
            "duration": 2.5,
        }

    def test_all_balls_are_told_together_and_long_ones_are_cut_short(self):
        show = Show()
        segments = [{"start_time": n / 10, "end_time": n / 10 + 0.1, "color": "red"} for n in range(300)]
        show.call("create_segments_batch", timeline_index=0, segments=segments)
        told = show.call("get_timeline_context")["timelines"]
        assert [ball["name"] for ball in told] == ["Ball 1", "Ball 2", "Ball 3"]
        assert (len(told[0]["segments"]), told[0]["segments_left_out"], told[0]["segment_count"]) == (
            200,
            100,
            300,
        )
        assert "segments_left_out" not in told[1]
        assert len(show.call("get_timeline_context", timeline_index=0)["segments"]) == 300

    def test_a_ball_that_is_not_there_is_refused(self):
        with pytest.raises(ToolValidationError, match="timeline_index 3 does not exist: there are 3 balls"):
            Show().call("get_timeline_context", timeline_index=3)


class TestSong:
    def test_the_song_is_told_with_what_the_analysis_found_and_the_player_does(self):
        show = Show(song=True)
        show.services = SequenceServices(analysis_of(), playback=PlaybackState(False, 12_000, 0.5))
        told = show.call("get_audio_context")
        assert (told["file"], told["duration"], told["tempo"], told["beat_count"]) == (
            "song.ogg",
            60.0,
            120.0,
            120,
        )
        assert told["beat_times"][:3] == [0.0, 0.5, 1.0]
        assert (told["is_playing"], told["is_paused"], told["current_position"]) == (False, True, 12.0)
        assert told["energy_mean"] == pytest.approx(0.5625)
        assert [section["label"] for section in told["sections"]] == ["Intro", "Verse", "Chorus", "Verse"]

    def test_before_the_analysis_nothing_is_invented(self):
        show = Show(song=True)
        show.services = SequenceServices()
        assert show.call("get_audio_context") == {"file": "song.ogg", "duration": 60.0, "analyzed": False}

    @pytest.mark.parametrize("name", ["get_audio_context", "get_song_metadata"])
    def test_without_a_song_the_tools_say_so(self, name):
        with pytest.raises(ToolExecutionError, match="No song is loaded"):
            Show().call(name)

    def test_the_song_in_short(self):
        assert Show(song=True).call("get_song_metadata") == {
            "song_title": "song",
            "duration_seconds": 60.0,
            "estimated_tempo": 120.0,
            "time_signature_guess": "4/4",
            "total_beats": 120,
            "total_downbeats": 30,
            "sections": ["Intro", "Verse", "Chorus", "Verse"],
            "audio_file": "song.ogg",
        }

    def test_beats_count_from_the_start_up_to_but_not_at_the_end(self):
        show = Show(song=True)
        assert show.call("get_beats_in_range", start_time=1, end_time=2)["beats"] == [1.0, 1.5]
        bars = show.call("get_beats_in_range", start_time=1, end_time=6, beat_type="downbeat")
        assert bars == {"beat_type": "downbeat", "beats": [2.0, 4.0], "count": 2}

    def test_a_section_is_found_in_any_case_with_all_its_places(self):
        told = Show(song=True).call("get_section_details", section_label="CHORUS")
        assert (told["start_time"], told["end_time"], told["beat_count"], told["downbeat_count"]) == (
            30,
            45,
            30,
            8,
        )
        assert told["average_energy"] == 1.0
        verses = Show(song=True).call("get_section_details", section_label="verse")["occurrences"]
        assert verses == [{"start_time": 10, "end_time": 30}, {"start_time": 45, "end_time": 60}]

    def test_an_unknown_section_is_refused_with_those_there_are(self):
        with pytest.raises(
            ToolExecutionError, match=r'no section "Bridge"\. Its sections are: Intro, Verse, Chorus'
        ):
            Show(song=True).call("get_section_details", section_label="Bridge")


class TestLyricsAndAll:
    def test_lyrics_are_told_with_their_times_where_known(self):
        show = Show()
        change_project(show, lyrics=LYRICS)
        assert show.call("get_lyrics_context") == {
            "song_name": "Song",
            "artist_name": "Singer",
            "lyrics_text": "la la",
            "word_count": 2,
            "word_timestamps": [
                {"word": "la", "start": 1.0, "end": 1.25},
                {"word": "la", "start": None, "end": None},
            ],
        }

    def test_without_lyrics_the_tool_says_so(self):
        with pytest.raises(ToolExecutionError, match="no lyrics"):
            Show().call("get_lyrics_context")

    def test_everything_at_once_has_null_for_what_is_not_there(self):
        show = Show()
        id = show.put(2, 0, 1_000)
        show.scope = {"playhead_ms": 2_500, "selection": ["gone", id]}
        told = show.call("get_full_context")
        assert (told["audio"], told["lyrics"]) == (None, None)
        assert (told["current_position"], told["selected_timeline_index"]) == (2.5, 2)
        assert [ball["segment_count"] for ball in told["timelines"]] == [0, 0, 1]


class TestBriefing:
    def test_the_show_is_told_in_few_words(self):
        show = Show(song=True)
        show.put(0, 0, 10_000, RED, end_color=BLUE, effects=(Effect("strobe"),))
        id = show.put(0, 10_000, 12_500, (1, 2, 3), pixels=2)
        show.scope = {"timelines": show.ids[:2], "playhead_ms": 12_500, "selection": [id]}
        change_project(show, custom_instructions="Keep it calm.")
        assert dict(context_text(show.context())) == {
            "show": 'The show "Test" lasts 60 seconds and has 3 balls.',
            "balls": (
                "timeline_index 0, Ball 1: segments\n"
                "  0: 0-10 red to blue strobe\n"
                "  1: 10-12.5 #010203 2 pixels\n"
                "timeline_index 1, Ball 2: dark\n"
                "timeline_index 2, Ball 3: dark"
            ),
            "song": (
                'Song "song.ogg", 60 seconds; tempo 120 bpm from 0; 120 beats, 30 downbeats;'
                " sections: Intro 0-10, Verse 10-30, Chorus 30-45, Verse 45-60."
            ),
            "now": (
                "The playhead stands at 12.5 seconds.\n"
                "Selected: timeline_index 0 segment_index 1 (10-12.5 #010203 2 pixels).\n"
                "The user lets you edit only timeline_index 0, 1."
            ),
            "custom_instructions": "Keep it calm.",
        }

    def test_a_ball_with_many_segments_is_summed_up(self):
        show = Show(song=True)
        show.call("apply_beat_pattern", balls=[1], pattern_type="pulse", colors=["red", "blue"])
        text = dict(context_text(show.context()))["balls"]
        assert text.splitlines()[1] == (
            "timeline_index 1, Ball 2: 120 segments from 0 to 59.75 (red 60, blue 60);"
            " get_timeline_context with timeline_index 1 lists them"
        )

    def test_without_a_song_the_model_is_told_that_there_are_no_beats(self):
        show = Show()
        assert "no beats" in dict(context_text(show.context()))["song"]
        show.load_song(60_000)
        assert "not analysed yet" in dict(context_text(show.context()))["song"]

    def test_the_conventions_are_told_once_and_briefly(self):
        text = system_prompt()
        assert len(text) < 2_500
        for word in ("timeline_index 0", "10 ms grid", "#rrggbb", "approves", "not instructions"):
            assert word in text
