"""An `LLMManager` with providers of several protocols, each a server on this machine that plays a script."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Any

from coda.components.llm import LLMConfig, LLMManager, LLMResponse
from coda.components.llm.application import Application
from coda.components.llm.base_provider import BaseLLMProvider
from coda.components.messages import Usage
from coda.components.tools import Effect, ToolManager, tool
from tests.llm.fault_server import FaultServer, Step
from tests.llm.histories import Body, Told, read
from tests.llm.speakers import Speaker

CONVERSATION = "c"

Script = Sequence[tuple[Step, ...]]


class AMilliDollarEach:
    """A thousandth of a dollar for each token, whoever asks."""

    def cost_usd(self, provider: str, model: str, usage: Usage) -> float | None:
        return usage.total_tokens / 1000


@tool(effect=Effect.READ)
def weigh(ball: int) -> dict[str, int]:
    """Weigh a ball."""
    return {"kg": 10 * ball}


TOOLS = ToolManager()
TOOLS.add(weigh)


@dataclass
class Meeting:
    llm: LLMManager
    speakers: Mapping[str, Speaker]
    servers: Mapping[str, FaultServer]

    async def ask(
        self, text: str = "How heavy are they?", conversation: str = CONVERSATION, **how: Any
    ) -> LLMResponse:
        return await self.llm.generate_response(text, conversation, **how)

    async def events(self, kind: type[Any]) -> list[Any]:
        entries = await self.llm.store.entries(CONVERSATION)
        return [entry.event for entry in entries if isinstance(entry.event, kind)]

    def bodies(self, name: str = "first") -> list[Body]:
        return [asked.json for asked in self.servers[name].requests]

    def told(self, name: str = "first", place: int = -1) -> list[Told]:
        """What a request told, but for the thoughts; see `histories.read`."""
        said = read(self.speakers[name].protocol, self.bodies(name)[place])
        return [("assistant", *one[1:]) if one[0] == "model" else one for one in said if one[0] != "thought"]

    def spoken(self, name: str = "first", place: int = -1) -> list[Told]:
        """The same without the instructions."""
        return [one for one in self.told(name, place) if one[0] != "system"]


@asynccontextmanager
async def meeting(
    *cast: tuple[Speaker, Script],
    settings: Mapping[str, Any] | None = None,
    application: Application | None = None,
    tools: ToolManager | None = TOOLS,
    custom: Mapping[str, BaseLLMProvider] | None = None,
    **of_the_config: Any,
) -> AsyncGenerator[Meeting]:
    """The providers are called first, second and third, in the order of the cast; `settings` are further
    ones of each, `custom` providers that are put into the manager."""
    names = ("first", "second", "third")[: len(cast)]
    async with AsyncExitStack() as stack:
        servers = {
            name: await stack.enter_async_context(FaultServer(script))
            for name, (_, script) in zip(names, cast, strict=True)
        }
        speakers = {name: speaker for name, (speaker, _) in zip(names, cast, strict=True)}
        providers = {
            name: speaker.at(servers[name].url, **(settings or {})) for name, speaker in speakers.items()
        }
        first = next(iter([*names, *(custom or ())]))
        config = LLMConfig.model_validate(
            {"providers": providers, "default_provider": first, **of_the_config}
        )
        llm = LLMManager(config, application=application, prices=AMilliDollarEach())
        llm._providers.update(custom or {})
        if application is None and tools is not None:
            await llm.set_tool_manager(tools)
        try:
            yield Meeting(llm, speakers, servers)
        finally:
            await llm.shutdown()
