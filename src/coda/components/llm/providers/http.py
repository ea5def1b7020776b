"""A provider behind HTTP: one request out, one answer in, read by the codec of its protocol."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import AsyncGenerator, Mapping, Sequence
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from coda.components.llm.base_provider import BaseLLMProvider
from coda.components.llm.codecs.answer import AnswerDecoder
from coda.components.llm.codecs.http_error import error_from_response, request_id_from
from coda.components.llm.config import ProviderConfig
from coda.components.llm.profiles import PROFILES
from coda.components.llm.retry import RetryPolicy
from coda.components.llm.transport import Answer, Timeouts, Transport
from coda.components.messages import Failure, Finish, LLMMessage, ModelEvent, ModelRequest
from coda.errors import ConfigurationError, LLMAuthenticationError, LLMError, LLMStreamBrokenError

_ERROR_BODY_BYTES = 64 * 1024
_MODEL_LIST_BYTES = 4 * 2**20


class Asked(NamedTuple):
    """An answer that is coming in, and what reads it."""

    answer: Answer
    decoder: AnswerDecoder


class HTTPProvider(BaseLLMProvider):
    """Asks `config.api_base`, by default the provider's own address, with the key when there is one.

    A `transport` that is given is shared and stays its owner's to close; without one the provider
    makes its own and closes it in `cleanup`. Raises ConfigurationError when no address is known.
    """

    def __init__(
        self, config: ProviderConfig, transport: Transport | None = None, retry: RetryPolicy | None = None
    ) -> None:
        super().__init__(config, retry)
        self._transport = transport or Transport()
        self._owns_transport = transport is None
        self._profile = PROFILES[config.provider]
        self._base = self._address()
        self._label = self._called()
        self._timeouts = Timeouts.of(config.timeout)

    def get_provider_name(self) -> str:
        return self.config.provider

    @abstractmethod
    def _url(self, request: ModelRequest) -> str:
        """Where the request is posted to."""

    @abstractmethod
    def _encode(self, request: ModelRequest) -> bytes:
        """The request as the protocol's JSON."""

    @abstractmethod
    def _decoder(self, request: ModelRequest) -> AnswerDecoder:
        """What reads the answer to this request."""

    def _key_headers(self, key: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {key}"}

    def _models_url(self) -> str:
        return f"{self._base}/models"

    @abstractmethod
    def _model_ids(self, body: bytes) -> list[str]:
        """The ids in the answer to `_models_url`. A ValueError means that it is no list of models."""

    async def _authorize(self, url: str, body: bytes | None) -> Mapping[str, str]:
        """The headers that prove who asks: for a POST of `body`, or for a GET when it is None."""
        key = self.config.api_key
        if key is not None:
            return self._key_headers(key.get_secret_value())
        if self._profile.needs_key and self._is_the_providers_own():
            variable = self._profile.key_variables[0]
            raise LLMAuthenticationError(
                f"{self._label} needs a key. Set {variable} or run `coda keys set {self.config.provider}`.",
                self.get_provider_name(),
            )
        return {}

    async def list_available_models(self) -> list[str]:
        """The ids that the server lists, sorted. Raises an `LLMError` when it cannot be asked."""
        return sorted(await self._listed(self._models_url()))

    async def _listed(self, url: str) -> list[str]:
        """The ids in the list of models at this address."""
        answer = await self._transport.get(url, await self._authorize(url, None), self._timeouts)
        with answer:
            await self._refuse_failures(answer)
            body = await answer.read(_MODEL_LIST_BYTES)
        try:
            return self._model_ids(body)
        except ValueError:
            raise LLMStreamBrokenError(
                f"{self._label} sent no list of models. Check api_base.", self.get_provider_name()
            ) from None

    async def cleanup(self) -> None:
        if self._owns_transport:
            await self._transport.close()

    async def _make_request(self, messages: Sequence[LLMMessage], **kwargs: Any) -> Asked:
        request = ModelRequest(tuple(messages), **kwargs)
        url, body = self._url(request), self._encode(request)
        headers = await self._authorize(url, body)
        answer = await self._transport.post_stream(url, headers, body, self._timeouts)
        await self._refuse_failures(answer)
        return Asked(answer, self._decoder(request))

    async def _parse_response(self, response: Asked) -> AsyncGenerator[list[ModelEvent], None]:
        answer, decoder = response
        request_id = request_id_from(answer.headers)
        with answer:
            try:
                async for read in answer.reads():
                    events = decoder.feed(read)
                    if decoder.has_ended:
                        break
                    if events:
                        yield events
                else:
                    events = decoder.finish()
            except LLMError as error:
                error.request_id = request_id
                if not decoder.is_whole:
                    raise
                events = decoder.finish()
            *rest, last = events
            if rest:
                yield rest
            if isinstance(last, Finish):
                await answer.drain()
            yield [_named(last, request_id)]

    async def _refuse_failures(self, answer: Answer) -> None:
        if answer.status == 200:
            return
        with answer:
            body = await answer.read(_ERROR_BODY_BYTES)
        name = self.get_provider_name()
        raise error_from_response(answer.status, answer.headers, body, name, label=self._label)

    def _address(self) -> str:
        base = self.config.api_base or self._profile.api_base
        if base is None:
            raise ConfigurationError(f"{self._profile.label} needs its address: set api_base.")
        return base

    def _is_the_providers_own(self) -> bool:
        """Whether requests go to the provider itself, not to another server that speaks like it."""
        own = self._profile.api_base
        return own is not None and urlsplit(self._base).hostname == urlsplit(own).hostname

    def _called(self) -> str:
        """The server's name in a sentence."""
        own = self._is_the_providers_own() and not self._profile.on_this_machine
        return self._profile.label if own else f"The server at {urlsplit(self._base).netloc}"


def _named(event: ModelEvent, request_id: str | None) -> ModelEvent:
    if isinstance(event, Failure):
        event.error.request_id = request_id
    return event
