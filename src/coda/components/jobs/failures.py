"""What can go wrong with a job, as its caller and its work see it."""

from __future__ import annotations

from coda.errors import CodaError


class JobError(CodaError):
    code = "job"


class UnknownJobError(JobError):
    """No job with this id was ever started here."""

    code = "unknown_job"


class JobFailedError(JobError):
    """The job came to no result; the message is its `error`. To start it again tries again."""

    code = "job_failed"


class JobCancelledError(JobError):
    """Somebody cancelled the job. Raised inside the work too, which may tidy up and let it pass."""

    code = "job_cancelled"
