"""What a fresh data directory starts with."""

from __future__ import annotations

import asyncio

from coda.apps.sequence_maker.demo_show import NAME, SONG, demo_analysis, demo_song, fill_demo
from coda.apps.sequence_maker.show import SequenceType
from coda.bootstrap import Coda


async def open_demo(coda: Coda) -> None:
    """Make the demo show if there is no show at all."""
    if await coda.documents.records(SequenceType.kind):
        return
    song = await coda.stage.songs.add(SONG, await asyncio.to_thread(demo_song))
    await coda.stage.songs.know(await asyncio.to_thread(demo_analysis))
    await coda.documents.create(SequenceType.kind, NAME, lambda draft: fill_demo(draft, song))
