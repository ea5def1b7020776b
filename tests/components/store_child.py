"""Another process at a store: `python -m tests.components.store_child PATH WORD COUNT`.

Opens (or creates) the store, then commits COUNT entries to the conversation, eight at a time, and
says each one's `seq` on stdout once it is acknowledged.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from coda.components.store import SQLiteStore
from coda.testing.store_samples import words


async def main(path: Path, word: str, count: int) -> None:
    store = await SQLiteStore.open(path)

    async def say(n: int) -> None:
        (entry,) = await store.commit(words(f"{word}{n}"), durable=n % 2 == 0)
        print(entry.seq, f"{word}{n}", flush=True)  # noqa: T201 - this is how the parent hears of it

    for first in range(0, count, 8):
        await asyncio.gather(*map(say, range(first, min(first + 8, count))))
    await store.close()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])))
