"""Playing in the studios that are open: commands go out, and count as done when one obeyed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Literal
from uuid import uuid4

import msgspec
from msgspec import UNSET, UnsetType

from coda.apps.sequence_maker.services import PlaybackState
from coda.errors import ToolExecutionError

_SECONDS_TO_OBEY = 5.0
_LONGEST_REASON = 200


class PlaybackCommand(msgspec.Struct, frozen=True, tag="playback", tag_field="type"):
    """What a studio is asked to do. It answers with its state and the `command_id`, or why it could not."""

    action: Literal["play", "pause", "stop", "seek", "volume"]
    command_id: str
    position_ms: int | UnsetType = UNSET
    volume: float | UnsetType = UNSET


Send = Callable[[PlaybackCommand], None]
"""Puts a command on its way to one studio; never waits."""


class StudioPlayer:
    """The player of one show: whatever studios have it open. The one that spoke last leads."""

    def __init__(self, seconds_to_obey: float = _SECONDS_TO_OBEY) -> None:
        self._seconds_to_obey = seconds_to_obey
        self._studios: dict[Send, PlaybackState | None] = {}
        """What each studio said last; the leader stands last."""
        self._waiting: dict[str, tuple[Send, asyncio.Future[PlaybackState]]] = {}

    @property
    def playback(self) -> PlaybackState | None:
        """What the leading studio said last; None when none is open, or it has not spoken."""
        return next(reversed(self._studios.values()), None)

    def connect(self, send: Send) -> None:
        self._studios[send] = None

    def disconnect(self, send: Send) -> None:
        del self._studios[send]
        for asked, obeyed in self._waiting.values():
            if asked == send and not obeyed.done():
                obeyed.set_exception(ToolExecutionError("The studio was closed before it obeyed."))

    def report(self, send: Send, state: PlaybackState, command_id: str | None) -> None:
        """A studio says how it plays now, perhaps because of a command."""
        self._studios.pop(send, None)
        self._studios[send] = state
        if (obeyed := self._asked_of(send, command_id)) is not None:
            obeyed.set_result(state)

    def refuse(self, send: Send, command_id: str, reason: str) -> None:
        """A studio could not obey: browsers do not play before the user has touched the page."""
        if (obeyed := self._asked_of(send, command_id)) is not None:
            told = " ".join(reason.split())[:_LONGEST_REASON]
            obeyed.set_exception(ToolExecutionError(f"The studio could not do it: {told}"))

    async def play(self, start_ms: int | None) -> PlaybackState:
        return await self._command("play", position_ms=UNSET if start_ms is None else start_ms)

    async def pause(self) -> PlaybackState:
        return await self._command("pause")

    async def stop(self) -> PlaybackState:
        return await self._command("stop")

    async def seek(self, position_ms: int) -> PlaybackState:
        return await self._command("seek", position_ms=position_ms)

    async def set_volume(self, volume: float) -> PlaybackState:
        return await self._command("volume", volume=volume)

    def _asked_of(self, send: Send, command_id: str | None) -> asyncio.Future[PlaybackState] | None:
        """The open command of that id, if it went to that studio: nobody answers for another."""
        asked, obeyed = self._waiting.get(command_id or "", (None, None))
        return obeyed if obeyed is not None and asked == send and not obeyed.done() else None

    async def _command(
        self,
        action: Literal["play", "pause", "stop", "seek", "volume"],
        *,
        position_ms: int | UnsetType = UNSET,
        volume: float | UnsetType = UNSET,
    ) -> PlaybackState:
        if not self._studios:
            raise ToolExecutionError(
                "No studio has this show open, so nothing can play. Open it and ask again."
            )
        command = PlaybackCommand(action, uuid4().hex[:12], position_ms, volume)
        leader = next(reversed(self._studios))
        obeyed: asyncio.Future[PlaybackState] = asyncio.get_running_loop().create_future()
        self._waiting[command.command_id] = (leader, obeyed)
        leader(command)
        try:
            async with asyncio.timeout(self._seconds_to_obey):
                return await obeyed
        except TimeoutError as error:
            raise ToolExecutionError("The studio did not answer; is its page still open?") from error
        finally:
            del self._waiting[command.command_id]
