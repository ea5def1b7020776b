"""Long durable work: asked for once, done once, followed by anybody, and gone on with after a crash."""

from coda.components.jobs.failures import JobCancelledError, JobError, JobFailedError, UnknownJobError
from coda.components.jobs.job import Job, Work
from coda.components.jobs.jobs import Jobs
from coda.components.jobs.progress import JobStatus, State, Watch, WorkStatus

__all__ = [
    "Job",
    "JobCancelledError",
    "JobError",
    "JobFailedError",
    "JobStatus",
    "Jobs",
    "State",
    "UnknownJobError",
    "Watch",
    "Work",
    "WorkStatus",
]
