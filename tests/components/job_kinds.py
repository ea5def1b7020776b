"""What the jobs of the tests do. Each takes `folder`, where it leaves a line in `log` for everything it does.

A job dies where `die_at` says, once for each time the point is named there: its process kills itself with
SIGKILL, as the system does when there is no memory left.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from coda.components.jobs import Job
from coda.errors import FileFormatError

_WORK = """
    add break_ count fail_in_a_step missing refuse three_steps wait wait_in_a_step wait_with_a_child
""".split()
KINDS = {name: f"{__name__}:{name}" for name in _WORK}
"""There is no work called `missing`."""


def add(parameters: dict[str, Any], job: Job) -> Any:
    note(parameters, f"add {job.id}")
    return sum(parameters["numbers"])


def count(parameters: dict[str, Any], job: Job) -> Any:
    """Report faster than anybody can read, and let something print into it."""
    sys.stdout.write("what a library says, and no end of line")
    for n in range(parameters["to"]):
        job.report(f"step {n // 100}", n / parameters["to"], f"{n} of {parameters['to']}")
    return parameters["to"]


def three_steps(parameters: dict[str, Any], job: Job) -> Any:
    found = []
    for name in ("first", "second", "third"):
        point(parameters, f"before {name}")
        found.append(job.step(name, one_step, parameters, name))
        job.report(name, len(found) / 3)
        point(parameters, f"after {name}")
    return found


def one_step(parameters: dict[str, Any], name: str) -> tuple[str, int]:
    note(parameters, name)
    point(parameters, f"in {name}")
    return (name, len(name))


def wait(parameters: dict[str, Any], job: Job) -> Any:
    """Until the file `go` is there; stops at a report when it is cancelled."""
    note(parameters, f"waiting {os.getpid()}")
    until(parameters, lambda: job.report("waiting", 0.5))


def wait_in_a_step(parameters: dict[str, Any], job: Job) -> Any:
    def waiting() -> str:
        note(parameters, "waiting in a step")
        job.report("waiting", 0.5)
        until(parameters, lambda: None, job.cancelled)
        note(parameters, "stopped")
        return "what nobody wants any more"

    return job.step("waiting", waiting)


def wait_with_a_child(parameters: dict[str, Any], job: Job) -> Any:
    child = subprocess.Popen([sys.executable, "-c", "import signal; signal.pause()"])
    note(parameters, f"child {child.pid}")
    job.report("waiting", 0.5)
    until(parameters, lambda: None)


def refuse(parameters: dict[str, Any], job: Job) -> Any:
    if not (Path(parameters["folder"]) / "go").exists():
        raise FileFormatError("This is no list.", "line 2")
    return "now it is one"


def break_(parameters: dict[str, Any], job: Job) -> Any:
    return 1 / 0


def fail_in_a_step(parameters: dict[str, Any], job: Job) -> Any:
    try:
        job.step("failing", failing_step, parameters)
    finally:
        point(parameters, "after the failure")


def failing_step(parameters: dict[str, Any]) -> None:
    note(parameters, "failing")
    raise FileFormatError("This step cannot be done.", "line 3")


def note(parameters: dict[str, Any], line: str) -> None:
    with (Path(parameters["folder"]) / "log").open("a") as log:
        log.write(line + "\n")


def point(parameters: dict[str, Any], name: str) -> None:
    """Die here, if that is still wanted."""
    wanted = Path(parameters["folder"]) / name
    if name in parameters.get("die_at", ()) and not wanted.exists():
        wanted.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    if name in parameters.get("always_die_at", ()):
        note(parameters, f"dying {name}")
        os.kill(os.getpid(), signal.SIGKILL)


def until(
    parameters: dict[str, Any], meanwhile: Callable[[], None], stop: Callable[[], bool] = lambda: False
) -> None:
    go, tick = Path(parameters["folder"]) / "go", threading.Event()
    while not go.exists() and not stop():
        meanwhile()
        tick.wait(0.02)
