"""The world around a show, as its tools see it: the song's analysis and something that plays sound."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NoReturn, Protocol

import msgspec

from coda.apps.sequence_maker.analysis.values import Analysis
from coda.errors import ToolExecutionError


class PlaybackState(msgspec.Struct, frozen=True):
    """What the player does now; `volume` is 0..1."""

    playing: bool
    position_ms: int
    volume: float


class Player(Protocol):
    """Plays the song and the lights with it; each command returns once it was obeyed.

    Raises ToolExecutionError when the command could not be obeyed.
    """

    async def play(self, start_ms: int | None) -> PlaybackState:
        """From `start_ms`, or from where it stands."""
        ...

    async def pause(self) -> PlaybackState: ...

    async def stop(self) -> PlaybackState: ...

    async def seek(self, position_ms: int) -> PlaybackState: ...

    async def set_volume(self, volume: float) -> PlaybackState: ...


class NoPlayer:
    """Where there is no studio to play in, such as on the command line."""

    async def play(self, start_ms: int | None) -> PlaybackState:
        del start_ms
        self._refuse()

    async def pause(self) -> PlaybackState:
        self._refuse()

    async def stop(self) -> PlaybackState:
        self._refuse()

    async def seek(self, position_ms: int) -> PlaybackState:
        del position_ms
        self._refuse()

    async def set_volume(self, volume: float) -> PlaybackState:
        del volume
        self._refuse()

    def _refuse(self) -> NoReturn:
        raise ToolExecutionError("Nothing here can play sound. Open the show in the studio and ask there.")


@dataclass(frozen=True)
class SequenceServices:
    """What `ToolContext.services` is for Sequence Maker."""

    analysis: Analysis | None = None
    """Of the show's present song; None while there is none."""
    player: Player = field(default_factory=NoPlayer)
    playback: PlaybackState | None = None
    """What the studio last said about its player; None when no studio is open."""
