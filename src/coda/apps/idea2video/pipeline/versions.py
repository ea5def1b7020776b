"""Numbers that rise when equal recipes give other bytes, so that what was made before is made anew."""

from __future__ import annotations

from coda.apps.idea2video.pipeline.keys import installed_version

PANEL = 8
"""Of the drawing of a picture."""
FRAMES = 5
"""Of camera, atmosphere and lettering."""
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

LIBRARIES = ("av", "espeakng-loader", "numpy", "opencv-python-headless", "pillow")
"""The distributions whose version shows in a film."""


def edition() -> tuple[dict[str, int], dict[str, str]]:
    """All of the numbers above and the libraries' versions: a film of another edition is another film.

    Blocks: it looks for the libraries on the disk, once.
    """
    numbers = {name: value for name, value in globals().items() if isinstance(value, int)}
    return numbers, {name: installed_version(name) for name in LIBRARIES}
