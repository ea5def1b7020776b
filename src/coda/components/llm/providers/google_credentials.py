"""Google Cloud's credentials, found as Google's own libraries find them, and kept fresh."""

from __future__ import annotations

import asyncio
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Protocol

from coda.errors import ConfigurationError, LLMAuthenticationError, LLMProviderDownError

_SCOPE = "https://www.googleapis.com/auth/cloud-platform"


class _Credentials(Protocol):
    """What is used of `google.auth.credentials.Credentials`, which says little about its types."""

    @property
    def valid(self) -> bool:
        """Whether there is a token that lasts some minutes more."""
        ...

    def refresh(self, request: Any) -> None: ...

    def apply(self, headers: dict[str, str]) -> None: ...


class GoogleCredentials:
    """The application default credentials (Google's page "How Application Default Credentials works"):
    `GOOGLE_APPLICATION_CREDENTIALS`, the login of `gcloud`, or the machine's own account in the cloud.

    They are looked for when they are first needed, in a thread. Raises ConfigurationError when the
    library for it is not installed.
    """

    def __init__(self) -> None:
        if not (_is_installed("google.auth") and _is_installed("requests")):
            raise ConfigurationError("Vertex AI needs Google's library: pip install coda-copilot[vertex]")
        self._lock = asyncio.Lock()
        self._credentials: _Credentials | None = None
        self._project: str | None = None

    async def project(self) -> str | None:
        """The project that the credentials belong to, where they tell."""
        async with self._lock:
            await self._found()
            return self._project

    async def headers(self) -> dict[str, str]:
        """The headers that prove who asks. A token that ends within minutes is replaced before.

        Raises LLMAuthenticationError when there are no credentials or Google refuses them, and
        LLMProviderDownError when Google cannot be asked.
        """
        async with self._lock:
            credentials = await self._found()
            if not credentials.valid:
                await asyncio.to_thread(_refresh, credentials)
            headers: dict[str, str] = {}
            credentials.apply(headers)
            return headers

    async def _found(self) -> _Credentials:
        if self._credentials is None:
            self._credentials, self._project = await asyncio.to_thread(_find)
        return self._credentials


def _is_installed(module: str) -> bool:
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:
        return False


def _find() -> tuple[_Credentials, str | None]:
    from google.auth.exceptions import GoogleAuthError

    auth: Any = import_module("google.auth")
    try:
        return auth.default(scopes=[_SCOPE])
    except GoogleAuthError:
        raise LLMAuthenticationError(
            "There are no Google Cloud credentials. Run `gcloud auth application-default login`, or set"
            " GOOGLE_APPLICATION_CREDENTIALS to a key file, then start Coda again."
        ) from None


def _refresh(credentials: _Credentials) -> None:
    from google.auth.exceptions import GoogleAuthError, TransportError

    requests: Any = import_module("google.auth.transport.requests")
    try:
        credentials.refresh(requests.Request())
    except TransportError:
        raise LLMProviderDownError("Google's sign-in cannot be reached. Try again.") from None
    except GoogleAuthError as error:
        raise LLMAuthenticationError(
            "Google refused the Cloud credentials. Run `gcloud auth application-default login` again, or"
            " check the account's key file.",
            recoverable=bool(getattr(error, "retryable", False)),
        ) from None
