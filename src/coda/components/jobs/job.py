"""What the work of a job is given, and what a kind of job is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol


class Job(Protocol):
    """The job as its own work sees it. `report` and `cancelled` are safe in any thread."""

    @property
    def id(self) -> str: ...

    def report(self, stage: str, progress: float, message: str = "") -> None:
        """Tell how far the work is; costs next to nothing. Raises JobCancelledError."""
        ...

    def step(self, name: str, function: Callable[..., Any], *arguments: Any) -> Any:
        """Call the function once in the job's life and keep what it returned, as JSON.

        When the job is taken up again after its process died, a step that had ended gives the kept
        result; one that had not ended is done again. So the steps must come in the same order each
        time, from the thread the work was called in. Raises what the function raises, and
        JobCancelledError.
        """
        ...

    def cancelled(self) -> bool:
        """Whether to stop: work that takes long without a `report` asks about once a second."""
        ...


Work = Callable[[dict[str, Any], Job], Any]
"""Takes the parameters of the job and the job itself; returns its result, as JSON.

A CodaError it raises fails the job with that sentence; any other exception fails it too, and goes to the log.
"""
