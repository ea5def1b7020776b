"""Who carries the tune: held chords, the chord taken apart, and the bass."""

from __future__ import annotations

from collections.abc import Sequence

from coda.apps.idea2video.pipeline.music.form import Bar
from coda.apps.idea2video.pipeline.music.melody import LIVELY_RHYTHMS, swung
from coda.apps.idea2video.pipeline.music.moods import Figure, Style
from coda.apps.idea2video.pipeline.music.score import Note
from coda.apps.idea2video.pipeline.music.theory import Scale

Voicing = tuple[int, ...]

ACCOMPANIES_AT = 0.24
BASS_AT = 0.3
BUSY_AT = 0.6
OVERLAP_SECONDS = 0.5
"""A held chord goes on into the next one."""

FIGURES: dict[Figure, tuple[tuple[float, int], ...]] = {
    "rising": ((0, 0), (0.5, 1), (1, 2), (1.5, 3), (2, 1), (2.5, 2), (3, 3), (3.5, 2)),
    "wave": ((0, 0), (0.5, 1), (1, 2), (1.5, 3), (2, 4), (2.5, 3), (3, 2), (3.5, 1)),
    "broken": ((0, 0), (1, 2), (2, 1), (3, 3)),
    "alberti": ((0, 0), (0.5, 2), (1, 1), (1.5, 2), (2, 0), (2.5, 2), (3, 1), (3.5, 2)),
    "offbeat": ((0.5, 1), (0.5, 2), (1.5, 1), (1.5, 2), (2.5, 1), (2.5, 2), (3.5, 1), (3.5, 3)),
    "ostinato": ((0, 0), (0.5, 0), (1, 2), (1.5, 0), (2, 1), (2.5, 0), (3, 2), (3.5, 1)),
    "sparse": ((0, 0), (0.25, 2), (0.5, 4), (2.5, 3)),
    "waltz": ((0, 0), (1, 1), (1.5, 2), (2, 3), (2.5, 2)),
}
"""Beats of a bar, and which of the chord's voices sounds; after the highest they go on an octave above."""
QUIET_BEATS = (0, 1, 2, 3)


def pad(style: Style, bars: Sequence[Bar], voicings: Sequence[Voicing]) -> list[Note]:
    """Held chords, which stay behind where the music dances."""
    presence = 0.6 if style.rhythm in LIVELY_RHYTHMS else 1.0
    return [
        Note(
            style.pad,
            pitch - 12 if style.pad == "drone" else pitch,
            bar.start_seconds,
            bar.seconds + OVERLAP_SECONDS,
            presence * (0.42 + 0.4 * bar.fullness) / len(voicing) ** 0.5,
            spread(place, len(voicing)),
        )
        for bar, voicing in zip(bars, voicings, strict=True)
        for place, pitch in enumerate(voicing)
    ]


def accompaniment(style: Style, bars: Sequence[Bar], voicings: Sequence[Voicing]) -> list[Note]:
    notes: list[Note] = []
    for bar, voicing in zip(bars[:-1], voicings, strict=False):
        if bar.fullness >= ACCOMPANIES_AT:
            notes += taken_apart(style, bar, voicing)
    return [*notes, *rolled(style, bars[-1], voicings[-1])]


def taken_apart(style: Style, bar: Bar, voicing: Voicing) -> list[Note]:
    """Half of the figure while the music is quiet, all of it later."""
    beat_seconds = bar.seconds / style.beats
    return [
        Note(
            style.accompaniment,
            voice_of(voicing, place),
            bar.at(swung(beat, style.swing), style.beats),
            beat_seconds * (2.0 if style.figure in {"wave", "broken", "sparse", "waltz"} else 0.9),
            (0.34 if beat % 1 else 0.42) * (0.6 + 0.4 * bar.fullness),
            -0.25 + 0.12 * place,
        )
        for beat, place in FIGURES[style.figure]
        if beat < style.beats
        and (bar.fullness >= BUSY_AT or beat in QUIET_BEATS or style.figure == "offbeat")
    ]


def rolled(style: Style, bar: Bar, voicing: Voicing) -> list[Note]:
    """The last chord, its voices one after the other."""
    return [
        Note(
            style.accompaniment, pitch, bar.start_seconds + 0.07 * place, bar.seconds, 0.42, spread(place, 5)
        )
        for place, pitch in enumerate((voicing[0] - 12, *voicing, voicing[0] + 12))
    ]


def bass(style: Style, scale: Scale, bars: Sequence[Bar]) -> list[Note]:
    """The root, and from the middle on the fifth at half of the bar."""
    notes: list[Note] = []
    for bar in bars:
        root = low(scale.pitch(bar.chord.root))
        if bar.fullness < BASS_AT:
            continue
        moves = bar.fullness >= BUSY_AT and style.beats == 4 and style.bass != "drone"
        first = bar.seconds / 2 if moves else bar.seconds
        notes.append(Note(style.bass, root, bar.start_seconds, first, 0.62))
        if moves:
            fifth = low(scale.pitch(bar.chord.root + 4))
            notes.append(Note(style.bass, fifth, bar.start_seconds + first, first, 0.5))
    return notes


def low(pitch: int) -> int:
    """Into the octave from A1 upwards, where small loudspeakers still have something to say."""
    return 33 + (pitch - 33) % 12


def voice_of(voicing: Voicing, place: int) -> int:
    octave, index = divmod(place, len(voicing))
    return voicing[index] + 12 * octave


def spread(place: int, count: int) -> float:
    return 0.6 * (2 * place / max(1, count - 1) - 1)
