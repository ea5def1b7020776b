"""A Hugging Face model that runs in this process, by transformers (the extra `local`)."""

from __future__ import annotations

import asyncio
import threading
import uuid
from collections.abc import AsyncGenerator, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from coda.components.llm.base_provider import BaseLLMProvider
from coda.components.llm.config import LLMProvider, ProviderConfig
from coda.components.llm.providers.local_generation import Generation
from coda.components.llm.providers.local_options import options_of
from coda.components.llm.providers.local_runtime import LocalModel, load, require_packages
from coda.components.llm.retry import RetryPolicy
from coda.components.messages import Failure, Finish, LLMMessage, ModelEvent, ModelRequest
from coda.errors import LLMBadRequestError, LLMError

_AHEAD = 64
"""Events that the model may be ahead of the reader; then it waits."""

Result = TypeVar("Result")


class LocalModelProvider(BaseLLMProvider):
    """`config.model` is the folder of a model, or its id on the hub, which is then downloaded once;
    `config.extra_params` is read as `LocalOptions`, above all `{"device": "cuda"}`.

    The model is loaded at the first request and stays until `cleanup`. It answers one request after
    the other, on a thread of its own. Calls of tools: where the model's chat template knows tools it
    writes them in its own way; elsewhere, and where a call is demanded, the answer is held to JSON of
    the tool's schema, one call an answer. A `response_format` is held to its schema always.

    Raises ConfigurationError when the packages are not installed, or for unknown `extra_params`.
    """

    supports_structured_output = True

    def __init__(self, config: ProviderConfig, retry: RetryPolicy | None = None) -> None:
        super().__init__(config, retry)
        self._options = options_of(config)
        require_packages()
        self._thread: ThreadPoolExecutor | None = None
        self._model: LocalModel | None = None
        self._running: set[Generation] = set()

    def get_provider_name(self) -> str:
        return LLMProvider.LOCAL

    async def validate_connection(self) -> bool:
        """Whether the model can be loaded: loads it. The reason, if not, is in `last_error`."""
        try:
            await self._on_thread(self._loaded)
        except LLMError as error:
            self.last_error, self.available = str(error), False
            return False
        self.last_error, self.available = None, True
        return True

    async def cleanup(self) -> None:
        """Stop what is being answered and let the model go."""
        for generation in self._running:
            generation.cancel()
        if self._thread is not None:
            await self._on_thread(self._let_go)
            self._thread.shutdown(wait=False)
            self._thread = None

    async def _make_request(self, messages: Sequence[LLMMessage], **kwargs: Any) -> Generation:
        request = ModelRequest(tuple(messages), **kwargs)
        if request.model not in {"", self.config.model}:
            raise LLMBadRequestError(
                f"This provider holds the model {self.config.model}. Set up another one for {request.model}."
            )
        return await self._on_thread(lambda: Generation(request, self.config, self._options, self._loaded()))

    async def _parse_response(self, response: Generation) -> AsyncGenerator[ModelEvent, None]:
        events: asyncio.Queue[ModelEvent | None] = asyncio.Queue()
        loop, slots = asyncio.get_running_loop(), threading.Semaphore(_AHEAD)
        answer_id = uuid.uuid4().hex[:12]

        def emit(event: ModelEvent | None) -> None:
            slots.acquire()
            loop.call_soon_threadsafe(events.put_nowait, event)

        def run() -> None:
            try:
                response.run(emit, answer_id)
            finally:
                if not response.is_cancelled:
                    emit(None)

        self._running.add(response)
        answering = loop.run_in_executor(self._executor(), run)
        try:
            while (event := await events.get()) is not None:
                slots.release()
                yield event
                if isinstance(event, Finish | Failure):
                    break
            await answering
        finally:
            response.cancel()
            slots.release(_AHEAD)
            self._running.discard(response)

    def _loaded(self) -> LocalModel:
        """On the thread only."""
        if self._model is None:
            self._model = load(self.config.model, self._options)
        return self._model

    def _let_go(self) -> None:
        """On the thread only."""
        model, self._model = self._model, None
        if model is not None and model.torch.cuda.is_available():
            torch = model.torch
            del model
            torch.cuda.empty_cache()

    async def _on_thread(self, work: Callable[[], Result]) -> Result:
        return await asyncio.get_running_loop().run_in_executor(self._executor(), work)

    def _executor(self) -> ThreadPoolExecutor:
        if self._thread is None:
            self._thread = ThreadPoolExecutor(1, thread_name_prefix="coda-local-model")
        return self._thread
