"""What `generate_response` returns: await it for the whole answer, or iterate over its chunks."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Generator
from typing import Any

from coda.components.llm.response import LLMResponse, LLMStreamChunk


class WaitingResponse:
    """Nothing is sent before it is awaited or iterated, and it serves one of the two, once.

    Whoever leaves the iteration early stops the answer; `contextlib.aclosing(aiter(…))` stops it at
    once, a plain `break` when Python collects the iterator.
    """

    def __init__(
        self,
        chunks: Callable[[], AsyncGenerator[LLMStreamChunk, None]],
        whole: Callable[[], Generator[Any, Any, LLMResponse]],
    ) -> None:
        self._chunks = chunks
        self._whole = whole

    def __await__(self) -> Generator[Any, Any, LLMResponse]:
        return self._whole()

    def __aiter__(self) -> AsyncGenerator[LLMStreamChunk, None]:  # noqa: PYI058 - it is to be closed
        return self._chunks()
