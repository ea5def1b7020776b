"""A provider that plays a script: for tests of turns, tools and interfaces, without any network."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Sequence
from typing import Any

from coda.components.llm.base_provider import BaseLLMProvider
from coda.components.llm.config import LLMProvider, ProviderConfig
from coda.components.messages import Failure, LLMMessage, ModelEvent, ModelRequest
from coda.errors import LLMBadRequestError

Step = ModelEvent | asyncio.Event
"""A model event to give, or an `asyncio.Event` to wait for: set it to let the answer go on."""


class ScriptedProvider(BaseLLMProvider):
    """Answers request number n with `script[n]`, exactly as written, and keeps the requests.

    A request beyond the script fails with a sentence saying so. An answer that lacks a terminal
    event ends as such an answer of any provider does: as a broken stream.
    """

    reads_context_apart = True

    def __init__(self, script: Sequence[Sequence[Step]], config: ProviderConfig | None = None) -> None:
        config = config or ProviderConfig(provider=LLMProvider.CUSTOM, model="scripted", max_retries=0)
        super().__init__(config)
        self.requests: list[ModelRequest] = []
        self._script = [list(answer) for answer in script]

    def get_provider_name(self) -> LLMProvider:
        return self.config.provider

    async def _make_request(self, messages: Sequence[LLMMessage], **kwargs: Any) -> Sequence[Step]:
        place = len(self.requests)
        self.requests.append(ModelRequest(tuple(messages), **kwargs))
        if place < len(self._script):
            return self._script[place]
        error = LLMBadRequestError(
            f"The script has {len(self._script)} answers; this is request {place + 1}."
        )
        return [Failure(error)]

    async def _parse_response(self, response: Sequence[Step]) -> AsyncGenerator[ModelEvent, None]:
        for step in response:
            if isinstance(step, asyncio.Event):
                await step.wait()
            else:
                yield step
