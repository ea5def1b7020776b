"""The song analyzer: librosa's numba functions compile at their first use, half a minute of work.

It is done beside the building of the studio, so that the first song of a new user is heard at once.
"""

import subprocess
from collections.abc import Generator
from contextlib import contextmanager

from coda_setup import stamps
from coda_setup.layout import BIN, ROOT, tool_environment
from coda_setup.steps import Screen

_STAMP = ROOT / ".venv" / ".coda-analyzer-stamp"
_PREPARE = ["-m", "coda.apps.sequence_maker.analysis.worker", "--task", "prepare"]


@contextmanager
def analyzer_prepared(screen: Screen) -> Generator[None]:
    """Prepare while the block runs, and wait for the rest afterwards; once for each lock of packages.

    A failure here is no failure of the set-up: the analysis itself will say what is wrong.
    """
    wanted = stamps.fingerprint([ROOT / "requirements.lock"])
    if stamps.is_fresh(_STAMP, wanted):
        yield
        return
    process = subprocess.Popen(
        [BIN / "python", *_PREPARE],
        env=tool_environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield
        with screen.step("Preparing the song analyzer"):
            code = process.wait()
    finally:
        process.kill()
        process.wait()
    if code == 0:
        stamps.write(_STAMP, wanted)
