"""`LLMManager`: conversations with language models for a Python program, in a few lines."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from typing import Any
from uuid import uuid4

import msgspec

from coda.components.documents import Documents, NoDocumentType
from coda.components.events import ConfirmationMode, ConversationCreated
from coda.components.leases import Owner
from coda.components.llm.application import Application
from coda.components.llm.asking import ask
from coda.components.llm.base_provider import BaseLLMProvider
from coda.components.llm.clock import Clock
from coda.components.llm.config import LLMConfig
from coda.components.llm.conversation import Conversation, window
from coda.components.llm.gathering import Gathering
from coda.components.llm.health import ProviderStatus
from coda.components.llm.pricing import Prices, PublishedPrices
from coda.components.llm.provider_choice import OFFLINE, Providers
from coda.components.llm.response import LLMResponse, LLMStreamChunk
from coda.components.llm.runs import Message, Runs
from coda.components.llm.structured_output import ResponseModel, form_of
from coda.components.llm.waiting_response import WaitingResponse
from coda.components.messages import LLMMessage, Media
from coda.components.store import SQLiteStore, Store
from coda.components.store.writes import AppendEvents, CreateConversation
from coda.components.tools import ToolManager
from coda.errors import ConfigurationError

_WHOLE_WINDOW = 1_000_000


class LLMManager:
    """Asks providers, keeps conversations, calls tools under a confirmation policy, keeps account.

    Without a store it remembers in memory; without an application it chats, with the tools given
    to `set_tool_manager`. `config.function_calling.auto_execute` decides whether calls run at
    once or wait for `runs.decide`.
    """

    def __init__(
        self,
        config: LLMConfig | None = None,
        *,
        store: Store | None = None,
        application: Application | None = None,
        prices: Prices | None = None,
        clock: Clock | None = None,
    ) -> None:
        self.config = config or LLMConfig()
        self.store: Store = store or SQLiteStore()
        self._clock = clock or Clock()
        self._application = application or Application("assistant", NoDocumentType(), ToolManager())
        self._choice = Providers(self.config)
        self._providers: dict[str, BaseLLMProvider] = self._choice.made
        documents = Documents(self.store, [self._application.document_type], clock_ms=self._clock.now_ms)
        self.runs = Runs(
            store=self.store,
            documents=documents,
            prices=prices or PublishedPrices(),
            clock=self._clock,
            owner=Owner(None),
            application_of=self._application_of,
            choose=self._choice.choose,
            fallback=lambda: self.config.fallback,
            cache=self._choice.cache,
        )

    async def initialize(self) -> None:
        """Nothing needs preparing; the name is kept for programs that call it."""

    def generate_response(
        self,
        prompt: str,
        conversation_id: str | None = None,
        provider: str | Sequence[str] | None = None,
        stream: bool = False,
        *,
        after_first_token: bool | None = None,
        response_model: ResponseModel | None = None,
        media: Sequence[Media] = (),
    ) -> WaitingResponse:
        """Ask. `await` the result for an `LLMResponse`, or `async for` over `LLMStreamChunk`s.

        `provider` is a name of the settings, `name/model`, or several of them: the first is asked,
        and the others in their order when it fails. With one, or none, `config.fallback.providers`
        take over. Where part of the answer was shown, one of them continues it only with
        `after_first_token`, by default `config.fallback.after_first_token`.

        With a `response_model`, a pydantic model or a JSON schema of type object, `parsed` of the
        response is one; an answer that does not fit is asked for once more, then LLMOutputError
        is raised. `media` are pictures, sounds and documents beside the prompt.

        Raises, when awaited or iterated, the provider's `LLMError`, ConversationBusyError, or
        ConfigurationError for an unknown provider. `stream` only says which of the two is meant.
        """
        del stream
        gathering = Gathering(conversation_id or uuid4().hex)
        auto = self.config.function_calling.auto_execute
        mode = ConfirmationMode.AUTO if auto else ConfirmationMode.FULL
        first, fallbacks = _in_order(provider)
        message = Message(
            text=prompt,
            provider=first,
            fallbacks=fallbacks,
            after_first_token=after_first_token,
            confirmation=mode,
            media=tuple(media),
        )

        async def chunks() -> AsyncGenerator[LLMStreamChunk, None]:
            async with aclosing(self._ask(gathering, message, response_model)) as pieces:
                async for piece in pieces:
                    yield piece

        async def whole() -> LLMResponse:
            async with aclosing(self._ask(gathering, message, response_model)) as pieces:
                async for _ in pieces:
                    pass
            return await self._process_response(gathering.response())

        return WaitingResponse(chunks, lambda: whole().__await__())

    def continue_conversation(
        self, conversation_id: str, message: str, stream: bool = False
    ) -> WaitingResponse:
        return self.generate_response(message, conversation_id, stream=stream)

    async def get_conversation(self, conversation_id: str) -> list[LLMMessage]:
        """The messages so far. Raises UnknownConversationError."""
        conversation = await Conversation.load(self.store, conversation_id, self._clock.now_ms)
        messages, _ = window(conversation.entries, _WHOLE_WINDOW)
        return messages

    async def set_tool_manager(self, tools: ToolManager) -> None:
        """Offer these tools to the model."""
        old = self._application
        self._application = Application(
            old.name, old.document_type, tools, old.instructions, old.describe_state, old.skill, old.services
        )

    async def list_providers(self) -> list[str]:
        return self._choice.names()

    async def get_provider_status(self, name: str) -> dict[str, Any]:
        """`available, status, state, since, provider, model, supports_streaming,
        supports_function_calling, request_count, in_flight, waiting, total_tokens, total_cost,
        last_error`; only `available` and `error` for an unknown name.

        `status` is a `ProviderStatus`, `state` that of the circuit breaker (closed, open, half_open),
        and `since` when that began, in seconds since the epoch. `waiting` requests are held back by
        the provider's limits.
        """
        if name not in self._choice.names():
            return {"available": False, "error": f"There is no provider {name!r} in the settings."}
        provider, model = await self._choice.choose(name)
        return {
            "available": provider.available,
            "status": provider.status.value,
            "state": provider.breaker.circuit.value,
            "since": self._clock.now_ms() / 1000 - provider.breaker.seconds_so(),
            "provider": str(provider.get_provider_name()),
            "model": model,
            "supports_streaming": provider.supports_streaming,
            "supports_function_calling": provider.supports_function_calling,
            "request_count": provider.request_count,
            "in_flight": provider.limits.in_flight,
            "waiting": provider.limits.waiting,
            "total_tokens": provider.total_tokens,
            "total_cost": provider.total_cost,
            "last_error": provider.last_error,
        }

    async def get_analytics(self) -> dict[str, Any]:
        """Totals: `conversations{total_conversations, total_tokens, total_cost}` and, by name,
        `providers{request_count, total_tokens, total_cost, available}`."""
        totals = await self.store.usage_totals()
        conversations = await self.store.conversations()
        return {
            "conversations": {
                "total_conversations": len(conversations),
                "total_tokens": totals.usage.total_tokens,
                "total_cost": totals.cost_usd,
            },
            "providers": {
                name: {
                    "request_count": provider.request_count,
                    "total_tokens": provider.total_tokens,
                    "total_cost": provider.total_cost,
                    "available": provider.available,
                }
                for name, provider in self._providers.items()
            },
        }

    async def is_healthy(self) -> bool:
        """Whether a provider of the settings is usable: it answered last time, or does when probed now.

        Without any, the offline provider answers, and it always does.
        """
        names = [name for name in self._choice.names() if name != OFFLINE]
        if not names or any(map(_answered, self._providers.values())):
            return True
        found = await asyncio.gather(*map(self._choice.probe, names))
        return any(health.available for health in found)

    async def cleanup(self) -> None:
        """End what runs and close providers and store."""
        await self.runs.close()
        await self._choice.close()
        await self.store.close()

    shutdown = cleanup

    async def _process_response(self, response: LLMResponse) -> LLMResponse:
        """For subclasses: change a whole response before it is returned."""
        return response

    async def _application_of(self, document_id: str | None) -> Application:
        del document_id
        return self._application

    async def _ask(
        self, gathering: Gathering, message: Message, response_model: ResponseModel | None
    ) -> AsyncGenerator[LLMStreamChunk, None]:
        if response_model is not None:
            # In a thread: the first schema of a process loads what checks it.
            gathering.form = await asyncio.to_thread(form_of, response_model)
            message = msgspec.structs.replace(message, form=gathering.form)
        await self._begin(gathering.conversation_id, message)
        async with aclosing(ask(self.runs, gathering, message)) as pieces:
            async for piece in pieces:
                yield piece

    async def _begin(self, conversation_id: str, message: Message) -> None:
        if await self.store.conversation(conversation_id) is None:
            now, title = self._clock.now_ms(), message.text[:80]
            await self.store.commit(
                CreateConversation(conversation_id, title, None, now),
                AppendEvents(conversation_id, None, (ConversationCreated(title=title),), now),
            )


def _in_order(provider: str | Sequence[str] | None) -> tuple[str | None, tuple[str, ...] | None]:
    """The provider to ask, and its fallbacks: None, those of the settings, unless several are named."""
    if provider is None or isinstance(provider, str):
        return provider, None
    if not provider:
        raise ConfigurationError("The list of providers is empty; name at least one.")
    return provider[0], tuple(provider[1:])


def _answered(provider: BaseLLMProvider) -> bool:
    return provider.request_count > 0 and provider.status is ProviderStatus.AVAILABLE
