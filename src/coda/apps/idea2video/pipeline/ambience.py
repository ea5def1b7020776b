"""What a place sounds like behind the music: weather, water, animals, fire, a city, a crowd.

All of it is shaped noise.

Each sound is a loop without a seam: noise that is drawn as a spectrum comes round by itself.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import accumulate

import numpy as np

from coda.apps.idea2video.pipeline.places import Sound, Stay
from coda.apps.idea2video.pipeline.recipe import DISSOLVE_FRAMES
from coda.apps.idea2video.pipeline.signals import (
    RATE,
    SAMPLES_PER_FRAME,
    Curve,
    Signal,
    add_at,
    band,
    bell,
    faded,
    high_pass,
    low_pass,
    ramp,
    seconds_to_samples,
    silence,
    stereo,
    together,
)

LOOP_SECONDS = 12
LOOP = LOOP_SECONDS * RATE
CROSSFADE = DISSOLVE_FRAMES * SAMPLES_PER_FRAME


def ambience_for(stays: tuple[Stay, ...]) -> Signal:
    """A stereo bed as long as all stays together; what is heard at two places in a row goes on."""
    bus = silence(sum(stay.frames for stay in stays) * SAMPLES_PER_FRAME)
    heard = {sound for stay in stays for sound in stay.sounds}
    for sound, loop in LOOPS.items():
        if sound in heard:
            envelope = presence(sound, stays)
            tiles = -(-envelope.size // LOOP)
            bus += np.tile(loop(), tiles)[:, : envelope.size] * envelope
    return bus


def presence(sound: Sound, stays: tuple[Stay, ...]) -> Signal:
    """1 where the sound is heard, 0 where it is not, and slopes in the middle of which the places change."""
    ends = [end * SAMPLES_PER_FRAME for end in accumulate(stay.frames for stay in stays)]
    slopes = [end + side * CROSSFADE / 2 for end in ends[:-1] for side in (-1, 1)]
    levels = [float(sound in stay.sounds) for stay in stays for _ in range(2)]
    envelope: Signal = np.interp(np.arange(ends[-1]), [0, *slopes, ends[-1]], levels)
    return envelope.astype(np.float32)


def noise(seed: int, curve: Curve) -> Signal:
    """A stereo loop of noise with the given spectrum, at a mean square of 1/100."""
    rng = np.random.default_rng(seed)
    frequencies = np.fft.rfftfreq(LOOP, 1 / RATE)
    phases = np.exp(2j * np.pi * rng.random((2, frequencies.size), np.float32))
    loop = np.fft.irfft((phases * curve(frequencies)).astype(np.complex64), LOOP)
    return (loop * (0.1 / np.sqrt(np.mean(loop**2)))).astype(np.float32)


def swelling(turns: int, depth: float, *, lag: float = 0.0) -> Signal:
    """Between 1 - `depth` and 1, `turns` times in a loop; the right side comes `lag` turns after the left."""
    place = np.linspace(0, 2 * np.pi * turns, LOOP, endpoint=False, dtype=np.float32)
    sides = np.stack([np.sin(place), np.sin(place - np.float32(2 * np.pi * lag))])
    return 1 - depth / 2 + depth / 2 * sides


def rain() -> Signal:
    return 0.5 * noise(1, together(band(400, 5500), bell(2500, -3))) + drops(2, 500, 3200, 0.06)


def storm() -> Signal:
    gusts = swelling(3, 0.5) * swelling(7, 0.3, lag=0.2)
    return 0.7 * noise(3, band(250, 4500)) * gusts + 0.5 * wind()


def wind() -> Signal:
    """Air around edges: two whistling hills that come and go against each other."""
    low = noise(4, together(low_pass(400), high_pass(60))) * swelling(2, 0.7, lag=0.15)
    whistle = noise(5, together(band(300, 900), bell(520, 9, 0.5))) * swelling(5, 0.85, lag=0.3) ** 2
    return 0.7 * low + 0.45 * whistle


def sea() -> Signal:
    """Waves that roll in on the left, break, and run out on the right."""
    surf = noise(6, together(band(150, 5000), low_pass(1800, 1))) * swelling(2, 0.9, lag=0.12) ** 2
    return 0.9 * surf + 0.4 * noise(7, band(50, 350)) * swelling(3, 0.4)


def stream() -> Signal:
    return 0.3 * noise(8, band(400, 3500)) * swelling(11, 0.3, lag=0.3) + drops(9, 700, 1100, 0.08)


def city() -> Signal:
    return 0.75 * noise(10, together(band(45, 700), low_pass(220, 1))) * swelling(3, 0.4, lag=0.25)


def deep() -> Signal:
    return 0.8 * noise(11, band(35, 240)) * swelling(2, 0.6, lag=0.3) + drops(12, 14, 500, 0.25)


def hum() -> Signal:
    """Machines that nobody sees: a hum of three tones a little apart."""
    place = np.linspace(0, 2 * np.pi * LOOP_SECONDS, LOOP, endpoint=False)
    left = sum(np.sin(place * hertz) / n for n, hertz in enumerate((55, 82.5, 110.25), 1))
    right = sum(np.sin(place * hertz + n) / n for n, hertz in enumerate((55.25, 82.5, 110), 1))
    return (0.05 * np.stack([left, right])).astype(np.float32) * swelling(2, 0.4) + 0.2 * noise(
        13, band(60, 500)
    )


def fire() -> Signal:
    glow = 0.25 * noise(14, band(60, 500)) * swelling(9, 0.5, lag=0.4)
    return glow + drops(15, 110, 2300, 0.16)


def thunder() -> Signal:
    """One far roll in each loop: a crack that falls apart into echoes."""
    length = seconds_to_samples(6)
    t = np.arange(length) / RATE
    rng = np.random.default_rng(16)
    rumble = noise(17, together(band(28, 240), low_pass(110, 1)))[:, :length]
    echoes = sum(
        float(rng.uniform(0.4, 1)) * np.exp(-np.maximum(t - at, 0) / 0.6) * (t >= at)
        for at in (0.0, 0.35, 0.9, 1.7, 2.4)
    )
    roll = faded((rumble * echoes * np.exp(-t / 2.4)).astype(np.float32), in_seconds=0.08, out_seconds=1.0)
    result = silence(LOOP)
    add_at(result, 2.2 * roll, seconds_to_samples(2.5))
    return result


def birds() -> Signal:
    """A few calls, each a short rising or falling whistle said twice or three times, far apart."""
    result = silence(LOOP)
    rng = np.random.default_rng(18)
    for at in np.linspace(0.4, LOOP_SECONDS - 2.0, 7):
        pan, pitch, bend = rng.uniform(-0.8, 0.8), rng.uniform(2300, 4200), rng.uniform(-700, 900)
        for turn in range(int(rng.integers(2, 4))):
            when = at + rng.uniform(0, 0.5) + 0.19 * turn
            add_at(result, stereo(whistle(pitch, bend, 0.12), pan), seconds_to_samples(when))
    return result


def whistle(hertz: float, bend_hertz: float, seconds: float) -> Signal:
    t = np.arange(seconds_to_samples(seconds)) / RATE
    frequency = hertz + bend_hertz * (t / seconds) + 120 * np.sin(2 * np.pi * 28 * t)
    wave = 0.045 * np.sin(2 * np.pi * np.cumsum(frequency) / RATE)
    return faded(wave.astype(np.float32), in_seconds=seconds / 3, out_seconds=seconds / 2)


def crickets() -> Signal:
    """Three of them, each with its own pitch, pace and place; none above 4.3 kHz, where they would sting."""
    t = np.linspace(0, LOOP_SECONDS, LOOP, endpoint=False)
    result = silence(LOOP)
    for hertz, chirps, pan, level in ((3900, 30, -0.6, 0.03), (4200, 27, 0.5, 0.022), (3600, 22, 0.1, 0.016)):
        trill = 0.5 + 0.5 * np.sin(2 * np.pi * 26 * t)
        chirp = np.clip(np.sin(2 * np.pi * chirps / LOOP_SECONDS * t), 0, 1) ** 0.7
        result += stereo((level * np.sin(2 * np.pi * hertz * t) * trill * chirp).astype(np.float32), pan)
    return result


def drops(seed: int, count: int, hertz: float, level: float) -> Signal:
    """`count` short clicks around a pitch, anywhere in the loop: rain on leaves, sparks, bubbles."""
    rng = np.random.default_rng(seed)
    result = silence(LOOP)
    for _ in range(count):
        seconds = float(rng.uniform(0.006, 0.03))
        t = np.arange(seconds_to_samples(seconds)) / RATE
        pitch = hertz * float(rng.lognormal(0, 0.35))
        click = np.sin(2 * np.pi * pitch * t) * np.exp(-5 * t / seconds) * level * rng.random() ** 2
        soft = click.astype(np.float32)
        soft[:48] *= ramp(min(48, soft.size))
        add_at(result, stereo(soft, float(rng.uniform(-0.8, 0.8))), int(rng.integers(LOOP - 1500)))
    return result


def steps() -> Signal:
    """Somebody far away in a large hall: heels on stone, and what the walls make of them."""
    result = 0.12 * noise(19, band(50, 400)) * swelling(2, 0.5, lag=0.3)
    rng = np.random.default_rng(20)
    for start, pan in ((0.8, -0.5), (6.9, 0.45)):
        for turn in range(6):
            heel = thump(float(rng.uniform(170, 210)), 0.05 * (1 - 0.09 * turn))
            for echo, late in enumerate((0.0, 0.11, 0.23, 0.41)):
                add_at(
                    result,
                    stereo(heel * 0.5**echo, pan * 0.7**echo),
                    seconds_to_samples(start + 0.62 * turn + late),
                )
    return result


def thump(hertz: float, level: float) -> Signal:
    t = np.arange(seconds_to_samples(0.07)) / RATE
    wave = np.sin(2 * np.pi * hertz * t) * np.exp(-60 * t) + 0.3 * np.sin(2 * np.pi * 1300 * t) * np.exp(
        -180 * t
    )
    return faded((level * wave).astype(np.float32), in_seconds=0.002, out_seconds=0.02)


def monitor() -> Signal:
    """A heart that beats evenly, said by a machine, and the air of a quiet room."""
    result = 0.18 * noise(21, band(60, 500)) * swelling(2, 0.3)
    t = np.arange(seconds_to_samples(0.1)) / RATE
    beep = faded((0.022 * np.sin(2 * np.pi * 880 * t)).astype(np.float32), in_seconds=0.02, out_seconds=0.05)
    for beat in range(10):
        add_at(result, stereo(beep, 0.25), seconds_to_samples(0.4 + LOOP_SECONDS / 10 * beat))
    return result


def door_bell() -> Signal:
    """The street behind a window, and once in a loop the bell over the door."""
    result = 0.4 * noise(22, together(band(45, 500), low_pass(180, 1))) * swelling(3, 0.4, lag=0.25)
    t = np.arange(seconds_to_samples(1.6)) / RATE
    partials = ((1760, 1.0, 3.0), (2637, 0.5, 4.5), (4400, 0.2, 7.0))
    ring = np.zeros_like(t)
    for hertz, part, fall in partials:
        ring += part * np.sin(2 * np.pi * hertz * t) * np.exp(-fall * t)
    struck = faded((0.03 * ring).astype(np.float32), in_seconds=0.002, out_seconds=0.3)
    for at, part in ((2.6, 1.0), (2.85, 0.6)):
        add_at(result, stereo(struck * part, -0.4), seconds_to_samples(at))
    return result


def cups() -> Signal:
    """Talk at other tables, and spoons."""
    result = 0.55 * talk_of_many() + 0.12 * noise(31, band(60, 400))
    rng = np.random.default_rng(32)
    for at in rng.uniform(0.2, LOOP_SECONDS - 0.6, 11):
        hertz, t = float(rng.uniform(2300, 3600)), np.arange(seconds_to_samples(0.3)) / RATE
        clink = (np.sin(2 * np.pi * hertz * t) + 0.4 * np.sin(2 * np.pi * 2.4 * hertz * t)) * np.exp(-22 * t)
        struck = faded((0.018 * clink).astype(np.float32), in_seconds=0.001, out_seconds=0.1)
        add_at(result, stereo(struck, float(rng.uniform(-0.7, 0.7))), seconds_to_samples(float(at)))
    return result


def crowd() -> Signal:
    """Talk, and a cheer that comes and goes."""
    return talk_of_many() + 0.35 * noise(27, band(500, 2200)) * swelling(1, 1.0, lag=0.1) ** 6


def talk_of_many() -> Signal:
    """Many voices that mean nothing, each at its own pace."""
    result = silence(LOOP)
    for number, (low, high, turns) in enumerate(
        ((180, 520, 31), (260, 700, 37), (340, 1000, 43), (480, 1500, 53))
    ):
        talk = swelling(turns, 0.75, lag=0.2 * number) * swelling(3 + number, 0.5, lag=0.3)
        result += 0.3 * noise(23 + number, band(low, high)) * talk
    return result


def gulls() -> Signal:
    """Water against stone, and birds that complain above it."""
    result = 0.5 * noise(28, together(band(120, 3000), low_pass(900, 1))) * swelling(5, 0.8, lag=0.2)
    rng = np.random.default_rng(29)
    for at in (0.6, 3.4, 6.1, 9.3):
        pan, pitch = float(rng.uniform(-0.7, 0.7)), float(rng.uniform(1050, 1350))
        for turn in range(int(rng.integers(2, 5))):
            call = whistle(pitch, -320, 0.34) + 0.5 * whistle(2 * pitch, -640, 0.34)
            add_at(result, stereo(0.6 * call, pan), seconds_to_samples(at + 0.4 * turn))
    return result


def frogs() -> Signal:
    """Four of them, each with its own pitch and patience, in still water."""
    result = 0.2 * noise(30, band(80, 600)) * swelling(2, 0.4, lag=0.2)
    for hertz, croaks, pan, level in (
        (430, 11, -0.6, 0.05),
        (520, 9, 0.5, 0.04),
        (350, 7, 0.15, 0.05),
        (610, 13, -0.1, 0.02),
    ):
        t = np.arange(seconds_to_samples(0.26)) / RATE
        rattle = np.sin(2 * np.pi * hertz * t) * (0.5 + 0.5 * np.sin(2 * np.pi * 38 * t)) ** 2
        croak = faded((level * rattle).astype(np.float32), in_seconds=0.04, out_seconds=0.1)
        for turn in range(croaks):
            late = LOOP_SECONDS * (turn + 0.3 * np.sin(turn * 2.4 + hertz)) / croaks % (LOOP_SECONDS - 0.5)
            add_at(result, stereo(croak, pan), seconds_to_samples(float(late)))
    return result


LOOPS: dict[Sound, Callable[[], Signal]] = {
    "rain": rain,
    "storm": storm,
    "thunder": thunder,
    "wind": wind,
    "sea": sea,
    "stream": stream,
    "birds": birds,
    "crickets": crickets,
    "city": city,
    "fire": fire,
    "deep": deep,
    "hum": hum,
    "steps": steps,
    "monitor": monitor,
    "bell": door_bell,
    "crowd": crowd,
    "cups": cups,
    "gulls": gulls,
    "frogs": frogs,
}
