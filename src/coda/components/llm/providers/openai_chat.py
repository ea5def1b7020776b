"""OpenAI, and every server that speaks its Chat Completions API at an address of its own."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from typing import Any
from urllib.parse import urlsplit

import msgspec

from coda.components.llm.base_provider import BaseLLMProvider
from coda.components.llm.codecs.http_error import request_id_from
from coda.components.llm.codecs.openai_chat import OpenAIChatDecoder, encode_request, error_from_response
from coda.components.llm.codecs.openai_chat_request import is_openai_host
from coda.components.llm.config import LLMProvider, ProviderConfig
from coda.components.llm.retry import RetryPolicy
from coda.components.llm.transport import Answer, Timeouts, Transport
from coda.components.messages import Failure, Finish, LLMMessage, ModelEvent, ModelRequest
from coda.errors import LLMAuthenticationError, LLMError, LLMStreamBrokenError

OPENAI_API_BASE = "https://api.openai.com/v1"

_ERROR_BODY_BYTES = 64 * 1024
_MODEL_LIST_BYTES = 4 * 2**20


class _Model(msgspec.Struct, frozen=True):
    id: str


class _ModelList(msgspec.Struct, frozen=True):
    data: list[_Model]


class OpenAIProvider(BaseLLMProvider):
    """Asks `config.api_base`, by default OpenAI itself, with `config.api_key` when there is one.

    A `transport` that is given is shared and stays its owner's to close; without one the provider
    makes its own and closes it in `cleanup`.
    """

    def __init__(
        self, config: ProviderConfig, transport: Transport | None = None, retry: RetryPolicy | None = None
    ) -> None:
        super().__init__(config, retry)
        self._transport = transport or Transport()
        self._owns_transport = transport is None
        self._base = config.api_base or OPENAI_API_BASE
        self._is_openai = is_openai_host(config.api_base)
        self._label = "OpenAI" if self._is_openai else f"The server at {urlsplit(self._base).netloc}"
        self._timeouts = Timeouts.of(config.timeout)

    def get_provider_name(self) -> LLMProvider:
        return self.config.provider

    async def list_available_models(self) -> list[str]:
        """The ids that `GET /models` lists, sorted. Raises an `LLMError` when it cannot be asked."""
        answer = await self._transport.get(f"{self._base}/models", self._headers(), self._timeouts)
        with answer:
            await self._refuse_failures(answer)
            body = await answer.read(_MODEL_LIST_BYTES)
        try:
            return sorted(model.id for model in msgspec.json.decode(body, type=_ModelList).data)
        except ValueError:
            raise LLMStreamBrokenError(
                f"{self._label} sent no list of models. Check api_base.", self.get_provider_name()
            ) from None

    async def cleanup(self) -> None:
        if self._owns_transport:
            await self._transport.close()

    async def _make_request(self, messages: Sequence[LLMMessage], **kwargs: Any) -> Answer:
        body = encode_request(ModelRequest(tuple(messages), **kwargs), self.config)
        url = f"{self._base}/chat/completions"
        answer = await self._transport.post_stream(url, self._headers(), body, self._timeouts)
        await self._refuse_failures(answer)
        return answer

    async def _parse_response(self, response: Answer) -> AsyncGenerator[ModelEvent, None]:
        decoder = OpenAIChatDecoder(self.get_provider_name(), self._label)
        request_id = request_id_from(response.headers)
        with response:
            try:
                async for read in response.reads():
                    events = decoder.feed(read)
                    if decoder.has_ended:
                        break
                    for event in events:
                        yield event
                else:
                    events = decoder.finish()
            except LLMError as error:
                error.request_id = request_id
                if not decoder.is_whole:
                    raise
                events = decoder.finish()
            for event in events[:-1]:
                yield event
            if isinstance(events[-1], Finish):
                await response.drain()
            yield _named(events[-1], request_id)

    async def _refuse_failures(self, answer: Answer) -> None:
        if answer.status == 200:
            return
        with answer:
            body = await answer.read(_ERROR_BODY_BYTES)
        name = self.get_provider_name()
        raise error_from_response(answer.status, answer.headers, body, name, label=self._label)

    def _headers(self) -> dict[str, str]:
        key = self.config.api_key
        if key is not None:
            return {"Authorization": f"Bearer {key.get_secret_value()}"}
        if self._is_openai:
            raise LLMAuthenticationError(
                "OpenAI needs a key. Set OPENAI_API_KEY or run `coda keys set openai`.",
                self.get_provider_name(),
            )
        return {}


def _named(event: ModelEvent, request_id: str | None) -> ModelEvent:
    if isinstance(event, Failure):
        event.error.request_id = request_id
    return event
