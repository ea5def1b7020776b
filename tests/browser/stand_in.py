"""The stand-in for a provider, played from a thread beside the browser's tests."""

import asyncio
import threading
from concurrent.futures import Future
from typing import Any

from coda.testing.openai_answers import StandInAnswer
from coda.testing.openai_stand_in import OpenAIStandIn, RecordedRequest

START_SECONDS = 10


class ScriptedModel:
    """A model behind an OpenAI-compatible address that answers as it was told, in order.

    `url` belongs into CODA_API_BASE. `gate()` makes a place in an answer where it waits for `open_gate`.
    """

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._server = OpenAIStandIn()
        self._scripted = 0
        self.url = self._do(self._server.start())

    def will_answer(self, *answers: StandInAnswer) -> None:
        """What the next requests get; whatever was scripted before and not asked for is an error."""
        assert self.unasked == 0, f"{self.unasked} scripted answers were never asked for"
        self._scripted += len(answers)
        self._do(self._call(self._server.add, *answers))

    @property
    def unasked(self) -> int:
        return self._scripted - len(self.requests)

    @property
    def requests(self) -> list[RecordedRequest]:
        return [request for request in self._server.requests if request.path.endswith("/completions")]

    def gate(self) -> asyncio.Event:
        return asyncio.Event()

    def open_gate(self, gate: asyncio.Event) -> None:
        self._do(self._call(gate.set))

    def close(self) -> None:
        self._do(self._server.close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _call(self, function: Any, *arguments: Any) -> None:
        function(*arguments)

    def _do(self, work: Any) -> Any:
        done: Future[Any] = asyncio.run_coroutine_threadsafe(work, self._loop)
        return done.result(START_SECONDS)
