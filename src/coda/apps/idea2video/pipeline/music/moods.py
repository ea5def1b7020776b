"""What each mood sounds like: its scales, its harmonies, who plays, how busily, and in how large a room."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from coda.apps.idea2video.pipeline.music.theory import Chord, Mode
from coda.apps.idea2video.vocabulary import Mood

Voice = Literal[
    "felt piano", "harp", "pizzicato", "kalimba", "celesta", "flute", "strings", "choir", "warm pad", "horns",
    "bass", "upright", "drone", "kick", "brush", "shaker", "tick", "drum", "cymbal",
]  # fmt: skip
Figure = Literal["rising", "wave", "broken", "alberti", "offbeat", "ostinato", "sparse", "waltz"]
"""How the chord is taken apart by whoever accompanies."""
Rhythm = Literal["none", "brushes", "shuffle", "pulse", "drums"]


@dataclass(frozen=True)
class Style:
    """`progressions` are bars of roots, 0 being the tonic; `cadence` leads to the last chord."""

    mode: Mode
    tonics: tuple[int, ...]
    progressions: tuple[tuple[int, ...], ...]
    cadence: tuple[int, ...]
    pad: Voice
    accompaniment: Voice
    figure: Figure
    melody: Voice
    bass: Voice
    double: Voice
    """Joins the melody an octave higher when the music is fullest."""
    rhythm: Rhythm = "none"
    colors: tuple[int, ...] = (0, 8)
    beats: int = 4
    swing: float = 0.0
    """How late an off-beat comes, in parts of half a beat."""
    melody_center: int = 74
    room_seconds: float = 2.2
    wet: float = 0.3
    brightness: float = 1.0
    ending: Chord = field(default_factory=lambda: Chord(0, 8))


STYLES: dict[Mood, Style] = {
    "calm": Style(
        mode="ionian",
        tonics=(5, 2, 7),
        progressions=((0, 4, 5, 3), (0, 2, 3, 4), (3, 0, 4, 5), (0, 5, 3, 4)),
        cadence=(3, 4),
        pad="warm pad",
        accompaniment="felt piano",
        figure="wave",
        melody="felt piano",
        bass="bass",
        double="celesta",
        colors=(8, 0, 6),
        room_seconds=2.8,
        wet=0.34,
    ),
    "joyful": Style(
        mode="ionian",
        tonics=(7, 0, 2),
        progressions=((0, 4, 5, 3), (0, 3, 0, 4), (0, 5, 1, 4), (3, 4, 0, 5)),
        cadence=(3, 4),
        pad="strings",
        accompaniment="harp",
        figure="rising",
        melody="kalimba",
        bass="upright",
        double="flute",
        rhythm="brushes",
        melody_center=76,
        room_seconds=1.6,
        wet=0.22,
        brightness=1.25,
    ),
    "playful": Style(
        mode="mixolydian",
        tonics=(0, 5, 10),
        progressions=((0, 3, 0, 4), (0, 6, 3, 0), (0, 5, 1, 4), (0, 1, 3, 4)),
        cadence=(1, 4),
        pad="warm pad",
        accompaniment="pizzicato",
        figure="offbeat",
        melody="kalimba",
        bass="upright",
        double="celesta",
        rhythm="shuffle",
        colors=(0, 0, 6),
        swing=0.28,
        melody_center=76,
        room_seconds=1.2,
        wet=0.18,
        brightness=1.2,
    ),
    "romantic": Style(
        mode="ionian",
        tonics=(8, 3, 10),
        progressions=((0, 5, 1, 4), (3, 4, 2, 5), (0, 2, 3, 4), (0, 5, 3, 1)),
        cadence=(1, 4),
        pad="strings",
        accompaniment="felt piano",
        figure="waltz",
        melody="flute",
        bass="bass",
        double="strings",
        colors=(6, 8),
        beats=3,
        melody_center=73,
        room_seconds=2.4,
        wet=0.3,
    ),
    "mysterious": Style(
        mode="dorian",
        tonics=(2, 9, 4),
        progressions=((0, 3, 0, 6), (0, 6, 3, 0), (0, 2, 1, 0), (0, 1, 0, 3)),
        cadence=(3, 6),
        pad="choir",
        accompaniment="harp",
        figure="sparse",
        melody="celesta",
        bass="drone",
        double="choir",
        colors=(8, 10, 6),
        melody_center=79,
        room_seconds=3.4,
        wet=0.42,
        brightness=0.9,
    ),
    "sad": Style(
        mode="aeolian",
        tonics=(9, 4, 2),
        progressions=((0, 5, 2, 6), (0, 3, 5, 4), (5, 6, 0, 2), (0, 2, 5, 3)),
        cadence=(3, 4),
        pad="strings",
        accompaniment="felt piano",
        figure="broken",
        melody="felt piano",
        bass="bass",
        double="flute",
        colors=(0, 8),
        melody_center=71,
        room_seconds=3.0,
        wet=0.36,
        brightness=0.85,
    ),
    "tense": Style(
        mode="phrygian",
        tonics=(0, 2, 11),
        progressions=((0, 1, 0, 6), (0, 0, 1, 1), (0, 5, 1, 0), (0, 3, 1, 6)),
        cadence=(1, 6),
        pad="drone",
        accompaniment="pizzicato",
        figure="ostinato",
        melody="horns",
        bass="drone",
        double="strings",
        rhythm="pulse",
        colors=(0, 6),
        melody_center=62,
        room_seconds=2.6,
        wet=0.3,
        brightness=0.9,
        ending=Chord(0),
    ),
    "epic": Style(
        mode="aeolian",
        tonics=(2, 4, 0),
        progressions=((0, 5, 2, 6), (0, 3, 5, 6), (5, 6, 0, 4), (0, 2, 5, 6)),
        cadence=(5, 6),
        pad="strings",
        accompaniment="pizzicato",
        figure="ostinato",
        melody="horns",
        bass="bass",
        double="strings",
        rhythm="drums",
        colors=(0, 8),
        melody_center=66,
        room_seconds=3.0,
        wet=0.32,
        brightness=1.1,
        ending=Chord(0),
    ),
}
