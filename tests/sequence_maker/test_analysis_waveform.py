"""Waveform peaks, whatever the sample rate and however the decoder cuts the song."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from coda.apps.sequence_maker.analysis.waveform import PeakMeter

RATES = st.sampled_from([8_000, 11_025, 22_050, 44_100, 48_000])


def peaks_one_by_one(samples: np.ndarray, rate: int) -> tuple[list[int], list[int]]:
    places = np.arange(len(samples)) * 100 // rate
    buckets = [samples[places == place] for place in range(places[-1] + 1)]
    return [round(b.min() * 127) for b in buckets], [round(b.max() * 127) for b in buckets]


@settings(max_examples=40, deadline=None)
@given(
    rate=RATES,
    channels=st.integers(1, 2),
    cuts=st.lists(st.integers(1, 3_000), min_size=1, max_size=6),
    seed=st.integers(0, 99),
)
def test_peaks_do_not_depend_on_how_the_song_is_cut_into_blocks(rate, channels, cuts, seed):
    samples = np.random.default_rng(seed).uniform(-1, 1, (sum(cuts), channels)).astype(np.float32)
    meter = PeakMeter(rate)
    for block in np.split(samples, np.cumsum(cuts)[:-1]):
        meter.add(block)
    assert meter.peaks() == peaks_one_by_one(samples, rate)


def test_full_scale_is_127_both_ways():
    meter = PeakMeter(1_000)
    meter.add(np.array([[1.0], [-1.0]] * 10, np.float32))
    assert meter.peaks() == ([-127, -127], [127, 127])
