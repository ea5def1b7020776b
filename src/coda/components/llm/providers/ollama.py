"""Ollama: models on this machine, or wherever `ollama serve` runs."""

from __future__ import annotations

import asyncio
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from typing import Any

import msgspec

from coda.components.llm.codecs.answer import AnswerDecoder
from coda.components.llm.codecs.ollama import OllamaDecoder, encode_request, error_from_refusal
from coda.components.llm.config import LLMProvider, ProviderConfig
from coda.components.llm.providers.http import Asked, HTTPProvider
from coda.components.llm.transport import Answer
from coda.components.messages import LLMMessage, ModelRequest
from coda.errors import LLMError, LLMModelNotFoundError, LLMProviderDownError

_ERROR_BODY_BYTES = 64 * 1024
_REFUSED = "does not accept connections"
"""The transport's words."""


class _Model(msgspec.Struct, frozen=True):
    name: str


class _ModelList(msgspec.Struct, frozen=True):
    models: list[_Model]


class OllamaProvider(HTTPProvider):
    supports_structured_output = True

    def takes_form(self, request: ModelRequest) -> bool:
        """Not beside tools: the form's grammar leaves no room for a call (ollama issues 8095, 11037)."""
        return not request.tools

    def _url(self, request: ModelRequest) -> str:
        return f"{self._base}/api/chat"

    def _encode(self, request: ModelRequest) -> bytes:
        return encode_request(request, self.config)

    def _decoder(self, request: ModelRequest) -> AnswerDecoder:
        return OllamaDecoder(self.get_provider_name(), self._label, request.model or self.config.model)

    def _models_url(self) -> str:
        return f"{self._base}/api/tags"

    def _model_ids(self, body: bytes) -> list[str]:
        return [model.name for model in msgspec.json.decode(body, type=_ModelList).models]

    async def list_available_models(self) -> list[str]:
        with _saying_how_to_start():
            return await super().list_available_models()

    async def _make_request(self, messages: Sequence[LLMMessage], **kwargs: Any) -> Asked:
        with _saying_how_to_start():
            try:
                return await super()._make_request(messages, **kwargs)
            except LLMModelNotFoundError as error:
                model = kwargs.get("model") or self.config.model
                error.args = (f"{self._label} does not have the model {model}. Get it: ollama pull {model}",)
                raise

    async def _refuse_failures(self, answer: Answer) -> None:
        if answer.status == 200:
            return
        with answer:
            body = await answer.read(_ERROR_BODY_BYTES)
        name = self.get_provider_name()
        raise error_from_refusal(answer.status, answer.headers, body, name, self._label)


async def running_ollama(api_base: str | None = None, timeout_s: float = 0.3) -> list[str] | None:
    """The models of the Ollama that answers at `api_base`, by default at its usual place; None when
    none does within `timeout_s`. Never raises.
    """
    config = ProviderConfig(
        provider=LLMProvider.OLLAMA, model="any", api_base=api_base, timeout=timeout_s, max_retries=0
    )
    provider = OllamaProvider(config)
    try:
        async with asyncio.timeout(timeout_s):
            return await provider.list_available_models()
    except (LLMError, TimeoutError):
        return None
    finally:
        await provider.cleanup()


@contextmanager
def _saying_how_to_start() -> Generator[None]:
    """Add how Ollama is started to the error of a connection that was refused."""
    try:
        yield
    except LLMProviderDownError as error:
        if error.status is None and _REFUSED in str(error):
            error.args = (f"{error} Start Ollama with `ollama serve`, or check api_base.",)
        raise
