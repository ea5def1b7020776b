"""What Sequence Maker hears in a song: waveform, tempo, beats, downbeats, onsets, energy, sections."""
