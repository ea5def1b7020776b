"""Every error Coda raises on purpose.

Each says what happened and what to do about it, and none carries a key or a whole prompt.

::

    CodaError
    ├── ConfigurationError            a setting is missing or makes no sense
    ├── FileFormatError               an imported file is broken; names the place
    ├── StoreError
    │   ├── StoreTooNewError          the file was written by a newer Coda
    │   └── StoreUnavailableError     the disk or the database refused
    ├── DocumentError
    │   ├── UnknownDocumentError
    │   ├── InvariantError            an edit would break a rule of the document
    │   ├── ConflictError             somebody changed the same things meanwhile
    │   ├── TransitionError           this step cannot be taken now
    │   └── NothingToUndoError
    ├── ConversationError
    │   ├── UnknownConversationError
    │   ├── UnknownRunError
    │   ├── ConversationBusyError     a run is still going
    │   └── DecisionError             the decision does not fit what was proposed
    ├── ToolError
    │   ├── ToolValidationError       the arguments do not fit the schema
    │   ├── ToolExecutionError        the tool itself failed
    │   ├── QuestionError             what is wanted is unclear; the message is the question
    │   └── ToolTimeoutError
    └── LLMError                      a provider failed; may carry retry_after
        ├── LLMTimeoutError
        ├── LLMRateLimitError
        ├── LLMAuthenticationError
        ├── LLMQuotaExceededError
        ├── LLMBadRequestError
        │   ├── LLMModelNotFoundError
        │   ├── LLMUnsupportedError       this provider cannot carry it; another may
        │   ├── LLMContextTooLongError
        │   └── LLMContentFilteredError   the provider's content policy refused
        ├── LLMProviderDownError
        ├── LLMStreamBrokenError      the answer stopped, or was not the protocol's
        └── LLMOutputError            the answer does not fit the form that was asked for

Other branches stand where only they are raised: `JobError` and `ProcessError` in `coda.components.jobs`,
`UnknownStageError` in `coda.components.agents`, `FilmError` in the making of films.
"""

from collections.abc import Sequence
from typing import ClassVar


class CodaError(Exception):
    """The root: catch it to catch everything Coda raises on purpose."""

    code: ClassVar[str] = "error"
    """A stable word for machines: HTTP bodies, the journal, `--json`."""


class ConfigurationError(CodaError):
    code = "configuration"


class FileFormatError(CodaError):
    """A file that was to be imported is broken. `place` is a path inside it."""

    code = "file_format"

    def __init__(self, message: str, place: str = "") -> None:
        super().__init__(f"{place}: {message}" if place else message)
        self.place = place


class StoreError(CodaError):
    code = "store"


class StoreTooNewError(StoreError):
    code = "store_too_new"


class StoreUnavailableError(StoreError):
    code = "store_unavailable"


class DocumentError(CodaError):
    code = "document"


class UnknownDocumentError(DocumentError):
    code = "unknown_document"


class InvariantError(DocumentError):
    code = "invariant"


class ConflictError(DocumentError):
    """The document no longer is what the edit was made for; nothing was changed.

    `conflicts` names each entity that stands in the way, as a plain sentence.
    """

    code = "conflict"

    def __init__(self, message: str, conflicts: Sequence[str] = ()) -> None:
        super().__init__(message)
        self.conflicts = tuple(conflicts)


class TransitionError(DocumentError):
    """A step of a workflow that cannot be taken now. `actions` are those that can, in its own words."""

    code = "illegal_transition"

    def __init__(self, message: str, state: str, actions: Sequence[str]) -> None:
        super().__init__(message)
        self.state = state
        self.actions = tuple(actions)


class NothingToUndoError(DocumentError):
    code = "nothing_to_undo"


class ConversationError(CodaError):
    code = "conversation"


class UnknownConversationError(ConversationError):
    code = "unknown_conversation"


class UnknownRunError(ConversationError):
    code = "unknown_run"


class ConversationBusyError(ConversationError):
    code = "conversation_busy"


class DecisionError(ConversationError):
    code = "decision"


class ToolError(CodaError):
    code = "tool"


class ToolValidationError(ToolError):
    """`parameter_name` is the first argument that does not fit, "" when it is the call as a whole."""

    code = "tool_validation"

    def __init__(self, message: str, parameter_name: str = "") -> None:
        super().__init__(message)
        self.parameter_name = parameter_name


class ToolExecutionError(ToolError):
    code = "tool_execution"


class QuestionError(ToolError):
    """What is wanted is too unclear to do anything about it. The message is the question to ask."""

    code = "question"


class ToolTimeoutError(ToolError):
    code = "tool_timeout"


class LLMError(CodaError):
    """A provider failed.

    `recoverable` says whether the same request may succeed later; `status` and `request_id`
    are what the provider's HTTP answer said, when there was one; `retry_after` is the wait in
    seconds the provider asked for, None when it did not say.
    """

    code = "llm"
    recoverable_by_default: ClassVar[bool] = True

    def __init__(
        self,
        message: str,
        provider: str = "",
        recoverable: bool | None = None,
        *,
        status: int | None = None,
        request_id: str | None = None,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(message)
        self.provider = provider
        self.recoverable = self.recoverable_by_default if recoverable is None else recoverable
        self.status = status
        self.request_id = request_id
        self.retry_after = retry_after


class LLMTimeoutError(LLMError):
    code = "llm_timeout"

    def __init__(
        self,
        message: str,
        provider: str = "",
        recoverable: bool | None = None,
        *,
        timeout_seconds: float | None = None,
        status: int | None = None,
        request_id: str | None = None,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(
            message, provider, recoverable, status=status, request_id=request_id, retry_after=retry_after
        )
        self.timeout_seconds = timeout_seconds


class LLMRateLimitError(LLMError):
    code = "llm_rate_limit"


class LLMAuthenticationError(LLMError):
    code = "llm_authentication"
    recoverable_by_default = False


class LLMQuotaExceededError(LLMError):
    code = "llm_quota"
    recoverable_by_default = False


class LLMBadRequestError(LLMError):
    code = "llm_bad_request"
    recoverable_by_default = False


class LLMModelNotFoundError(LLMBadRequestError):
    code = "llm_model_not_found"


class LLMUnsupportedError(LLMBadRequestError):
    """What was asked cannot be said in this provider's protocol: nothing was sent."""

    code = "llm_unsupported"


class LLMContextTooLongError(LLMBadRequestError):
    code = "llm_context_too_long"


class LLMContentFilteredError(LLMBadRequestError):
    code = "llm_content_filtered"


class LLMProviderDownError(LLMError):
    code = "llm_provider_down"


class LLMStreamBrokenError(LLMError):
    code = "llm_stream_broken"


class LLMOutputError(LLMError):
    """The answer does not fit the `response_model` that was asked for, also after one repair.

    `problems` says, a sentence for each place, what does not fit.
    """

    code = "llm_output"

    def __init__(
        self,
        message: str,
        provider: str = "",
        recoverable: bool | None = None,
        *,
        problems: Sequence[str] = (),
        retry_after: float | None = None,
    ) -> None:
        super().__init__(message, provider, recoverable, retry_after=retry_after)
        self.problems = tuple(problems)
