"""Another process that asks for a job: `python -m tests.components.job_parent DIRECTORY KIND PARAMETERS ID`.

Says on stdout how the job goes, a line for each status, as long as it lives.
"""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path

from coda.components.jobs import Jobs
from tests.components.job_kinds import KINDS


async def main(directory: Path, kind: str, parameters: str, id: str) -> None:
    jobs = Jobs(directory, KINDS)
    await jobs.start(kind, json.loads(parameters), id=id)
    async for status in jobs.follow(id):
        print(status.status, status.stage, flush=True)  # noqa: T201 - this is how the test hears of it
    await jobs.close()


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), *sys.argv[2:5]))
