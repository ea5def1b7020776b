"""Playing in the studios that are open: commands go out, and count as done when one obeyed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any
from uuid import uuid4

from coda.apps.sequence_maker.services import PlaybackState
from coda.errors import ToolExecutionError

Send = Callable[[dict[str, Any]], None]
"""Puts a message on its way to one studio; never waits."""

_SECONDS_TO_OBEY = 5.0


class StudioPlayer:
    """The player of one show: whatever studios have it open. The one that spoke last leads."""

    def __init__(self) -> None:
        self.playback: PlaybackState | None = None
        """What the leading studio said last; None when no studio is open."""
        self._studios: list[Send] = []
        self._waiting: dict[str, asyncio.Future[PlaybackState]] = {}

    def connect(self, send: Send) -> None:
        self._studios.append(send)

    def disconnect(self, send: Send) -> None:
        self._studios.remove(send)
        if not self._studios:
            self.playback = None

    def report(self, send: Send, state: PlaybackState, command_id: str | None) -> None:
        """A studio says how it plays now, perhaps because of a command."""
        self.playback = state
        self._studios.remove(send)
        self._studios.append(send)
        waiting = self._waiting.pop(command_id or "", None)
        if waiting is not None and not waiting.done():
            waiting.set_result(state)

    def refuse(self, command_id: str, reason: str) -> None:
        """A studio could not obey: browsers do not play before the user has touched the page."""
        waiting = self._waiting.pop(command_id, None)
        if waiting is not None and not waiting.done():
            waiting.set_exception(ToolExecutionError(f"The studio could not do it: {reason}"))

    async def play(self, start_ms: int | None) -> PlaybackState:
        return await self._command("play", {} if start_ms is None else {"position_ms": start_ms})

    async def pause(self) -> PlaybackState:
        return await self._command("pause")

    async def stop(self) -> PlaybackState:
        return await self._command("stop")

    async def seek(self, position_ms: int) -> PlaybackState:
        return await self._command("seek", {"position_ms": position_ms})

    async def set_volume(self, volume: float) -> PlaybackState:
        return await self._command("volume", {"volume": volume})

    async def _command(self, action: str, details: dict[str, Any] | None = None) -> PlaybackState:
        if not self._studios:
            raise ToolExecutionError(
                "No studio has this show open, so nothing can play. Open it and ask again."
            )
        command_id = uuid4().hex[:12]
        obeyed: asyncio.Future[PlaybackState] = asyncio.get_running_loop().create_future()
        self._waiting[command_id] = obeyed
        message = {"type": "playback", "action": action, "command_id": command_id, **(details or {})}
        self._studios[-1](message)
        try:
            async with asyncio.timeout(_SECONDS_TO_OBEY):
                return await obeyed
        except TimeoutError as error:
            raise ToolExecutionError("The studio did not answer; is its page still open?") from error
        finally:
            self._waiting.pop(command_id, None)
