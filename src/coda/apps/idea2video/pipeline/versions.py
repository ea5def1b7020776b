"""Numbers that rise when equal recipes give other bytes, so that what was made before is made anew."""

from __future__ import annotations

LINE = 1
MUSIC = 1
AMBIENCE = 1
SOUND = 1
"""Of the mix, and how it is encoded."""
ENCODING = 1
"""Of the pictures' encoder and its settings."""
FILM = 1
"""Of the way in which pieces are joined."""
SUBTITLES = 1
CHECKS = 1
WATCH = 1
POSTER = 1
