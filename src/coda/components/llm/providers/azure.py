"""Azure OpenAI: Chat Completions at a resource of one's own, with its key or with Entra ID.

Addresses are those of Microsoft Learn, "Azure OpenAI in Microsoft Foundry Models v1 API" and, for
`extra_params={"api_version": "2024-10-21"}`, of the older "Azure OpenAI REST API reference", where
the model is the name of a deployment and stands in the address.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping
from importlib.util import find_spec
from typing import Protocol
from urllib.parse import quote, urlsplit

from coda.components.llm.codecs.openai_chat import encode_request
from coda.components.llm.codecs.request import model_of
from coda.components.llm.config import ProviderConfig
from coda.components.llm.providers.openai_chat import OpenAIProvider
from coda.components.llm.retry import RetryPolicy
from coda.components.llm.transport import Transport
from coda.components.messages import ModelRequest
from coda.errors import ConfigurationError, LLMAuthenticationError, LLMProviderDownError

_SCOPE = "https://cognitiveservices.azure.com/.default"
_GOVERNMENT_SCOPE = "https://cognitiveservices.azure.us/.default"
_RENEW_BEFORE_S = 300
"""A token is fetched anew this long before it expires."""


class Token(Protocol):
    @property
    def token(self) -> str: ...

    @property
    def expires_on(self) -> int:
        """Seconds since the epoch."""
        ...


class Credential(Protocol):
    """What `azure.identity` calls a TokenCredential."""

    def get_token(self, *scopes: str) -> Token: ...


class AzureOpenAIProvider(OpenAIProvider):
    """Needs `api_base`, such as `https://my-resource.openai.azure.com`.

    Without an API key it signs in by Entra ID: with `credential`, by default azure-identity's
    DefaultAzureCredential, which takes the environment, a managed identity or `az login`. Raises
    ConfigurationError when there is no address, or neither a key nor azure-identity.
    """

    def __init__(
        self,
        config: ProviderConfig,
        transport: Transport | None = None,
        retry: RetryPolicy | None = None,
        *,
        credential: Credential | None = None,
        now: Callable[[], float] = time.time,
    ) -> None:
        super().__init__(config, transport, retry)
        if config.api_key is None and credential is None and not _can_sign_in():
            raise ConfigurationError(
                "Azure OpenAI needs a key (AZURE_OPENAI_API_KEY), or Entra ID:"
                " pip install coda-copilot[azure]"
            )
        self._credential = credential
        self._now = now
        self._token: Token | None = None
        self._signing_in = asyncio.Lock()

    def _called(self) -> str:
        return self._profile.label

    def _version(self) -> str | None:
        version = self.config.extra_params.get("api_version")
        return None if version is None else quote(str(version), safe="")

    def _root(self) -> str:
        base = self._base.removesuffix("/openai/v1").removesuffix("/openai")
        return f"{base}/openai" if self._version() else f"{base}/openai/v1"

    def _url(self, request: ModelRequest) -> str:
        if (version := self._version()) is None:
            return f"{self._root()}/chat/completions"
        deployment = quote(model_of(request, self.config), safe="")
        return f"{self._root()}/deployments/{deployment}/chat/completions?api-version={version}"

    def _models_url(self) -> str:
        version = self._version()
        return f"{self._root()}/models" + ("" if version is None else f"?api-version={version}")

    def _encode(self, request: ModelRequest) -> bytes:
        others = {name: value for name, value in self.config.extra_params.items() if name != "api_version"}
        return encode_request(request, self.config.model_copy(update={"extra_params": others}))

    def _key_headers(self, key: str) -> dict[str, str]:
        return {"api-key": key}

    async def _authorize(self, url: str, body: bytes | None) -> Mapping[str, str]:
        if self.config.api_key is not None:
            return await super()._authorize(url, body)
        async with self._signing_in:
            if self._token is None or self._token.expires_on - self._now() < _RENEW_BEFORE_S:
                self._token = await asyncio.to_thread(self._sign_in)
            return {"Authorization": f"Bearer {self._token.token}"}

    def _sign_in(self) -> Token:
        """Asks Entra ID, which blocks: it may read files, start `az`, or wait for a network."""
        from azure.core.exceptions import AzureError, ClientAuthenticationError

        if self._credential is None:
            from azure.identity import DefaultAzureCredential

            self._credential = DefaultAzureCredential()
        host = urlsplit(self._base).hostname or ""
        scope = _GOVERNMENT_SCOPE if host.endswith(".azure.us") else _SCOPE
        name = self.get_provider_name()
        try:
            return self._credential.get_token(scope)
        except ClientAuthenticationError:
            raise LLMAuthenticationError(
                "Entra ID gave no token for Azure OpenAI. Run `az login`, or set AZURE_OPENAI_API_KEY.", name
            ) from None
        except AzureError:
            raise LLMProviderDownError("Entra ID cannot be reached. Try again.", name) from None


def _can_sign_in() -> bool:
    try:
        return find_spec("azure.identity") is not None
    except ModuleNotFoundError:
        return False
