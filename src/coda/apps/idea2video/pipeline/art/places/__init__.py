"""Backdrops: where a scene is."""
