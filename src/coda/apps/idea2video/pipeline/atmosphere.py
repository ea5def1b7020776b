"""What moves in the air, frame by frame."""

from __future__ import annotations

from coda.apps.idea2video.pipeline.camera import Lens
from coda.apps.idea2video.pipeline.layers import Panel
from coda.apps.idea2video.pipeline.planes import Frame


class Atmosphere:
    def __init__(self, panel: Panel, size: tuple[int, int]) -> None:
        self._effects = panel.effects

    def between(self, frame: Frame, lens: Lens, seconds: float, low: float, high: float) -> None:
        """Draw what lives between two depths."""
