"""Playing the show. What plays is the studio; see `services.Player`."""

from __future__ import annotations

from typing import Any

from coda.apps.sequence_maker.services import PlaybackState
from coda.apps.sequence_maker.targets import Targets
from coda.apps.sequence_maker.times import to_seconds
from coda.components.events import Effect as Care
from coda.components.tools import ToolContext, tool
from coda.errors import ToolValidationError


class AudioActionAPI:
    """Each call answers with what the player does afterwards."""

    def __init__(self, context: ToolContext) -> None:
        self._targets = Targets(context)
        self._player = self._targets.services.player

    @tool(effect=Care.EXTERNAL, category="audio")
    async def play_audio(self, start_time: float | None = None) -> dict[str, Any]:
        """Play the song with the lights.

        Args:
            start_time: Seconds; from where it stands if left out.
        """
        start_ms = None if start_time is None else self._targets.time(start_time, "start_time")
        return _told(await self._player.play(start_ms))

    @tool(effect=Care.EXTERNAL, category="audio")
    async def pause_audio(self) -> dict[str, Any]:
        """Pause the song where it is."""
        return _told(await self._player.pause())

    @tool(effect=Care.EXTERNAL, category="audio")
    async def stop_audio(self) -> dict[str, Any]:
        """Stop the song and go back to the beginning."""
        return _told(await self._player.stop())

    @tool(effect=Care.EXTERNAL, category="audio")
    async def seek_audio(self, position: float) -> dict[str, Any]:
        """Move the playhead.

        Args:
            position: Seconds.
        """
        return _told(await self._player.seek(self._targets.time(position, "position")))

    @tool(effect=Care.EXTERNAL, category="audio")
    async def set_volume(self, volume: float) -> dict[str, Any]:
        """Set how loud the song plays.

        Args:
            volume: From 0 (silent) to 1 (full).
        """
        if not 0 <= volume <= 1:
            raise ToolValidationError(f"volume {volume} must be from 0 (silent) to 1 (full)", "volume")
        return _told(await self._player.set_volume(volume))


def _told(state: PlaybackState) -> dict[str, Any]:
    return {
        "success": True,
        "playing": state.playing,
        "position": to_seconds(state.position_ms),
        "volume": state.volume,
    }
