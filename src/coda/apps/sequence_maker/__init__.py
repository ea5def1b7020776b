"""Sequence Maker: light shows on timelines, synced to music."""
