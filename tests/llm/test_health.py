"""Probes, and how the manager tells of a provider's standing."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from coda.components.llm import LLMConfig, LLMManager, LLMProvider, ProviderConfig
from coda.components.llm.clock import Clock
from coda.components.llm.health import ProviderStatus
from coda.components.llm.provider_choice import Providers
from coda.components.messages import Failure
from coda.errors import LLMAuthenticationError, LLMProviderDownError
from coda.testing.openai_answers import completion
from coda.testing.openai_stand_in import OpenAIStandIn
from coda.testing.scripted import ScriptedProvider
from tests.components.desk import says
from tests.llm.fault_server import Act, FaultServer, http

pytestmark = pytest.mark.anyio


def served_at(url: str, **fields: Any) -> LLMConfig:
    config = ProviderConfig(
        provider=LLMProvider.OPENAI_COMPATIBLE, model="m", api_base=url, max_retries=0, **fields
    )
    return LLMConfig(providers={"local": config}, default_provider="local")


async def test_a_server_that_lists_its_models_is_healthy() -> None:
    async with OpenAIStandIn([completion("Hello.")], models=["m"]) as server:
        providers = Providers(served_at(server.url))
        health = await providers.probe("local")
        await providers.close()
    assert (health.available, health.reason) == (True, None)
    assert health.latency_ms > 0


async def test_a_refused_key_is_the_reason() -> None:
    refused = http(401, b'{"error": {"message": "no such key", "code": "invalid_api_key"}}')
    async with FaultServer([refused]) as server:
        providers = Providers(served_at(server.url))
        health = await providers.probe("local")
        await providers.close()
    assert not health.available
    assert "key" in (health.reason or "")
    assert providers.made["local"].status is ProviderStatus.UNAVAILABLE


async def test_a_server_that_says_nothing_is_given_up_after_the_limit() -> None:
    async with FaultServer([(Act.STALL,)]) as server:
        providers = Providers(served_at(server.url))
        health = await providers.probe("local", limit_s=0.01)
        await providers.close()
        await server.wait_until_left()
    assert not health.available
    assert health.reason == "local did not answer a probe within 0.01 s."


async def test_a_provider_that_is_not_in_the_settings_is_not_available() -> None:
    health = await Providers(LLMConfig()).probe("nobody")
    assert not health.available
    assert "no provider 'nobody'" in (health.reason or "")


async def test_the_status_tells_the_circuit_since_when_and_why() -> None:
    down = [Failure(LLMProviderDownError("It is down."))]
    llm = LLMManager(LLMConfig(default_provider="mine"), clock=Clock(now_ms=lambda: 5_000_000))
    provider = llm._providers["mine"] = ScriptedProvider([down, says("Hello.")])
    now = [0.0]
    provider.breaker._monotonic = lambda: now[0]
    llm.config.fallback.failures_to_open = 1
    try:
        with pytest.raises(LLMProviderDownError):
            await llm.generate_response("Hello?")
        now[0] = 10.0
        status = await llm.get_provider_status("mine")
        told = {key: status[key] for key in ("available", "status", "state", "since", "last_error")}
        assert told == {
            "available": False,
            "status": "open",
            "state": "open",
            "since": 4990.0,
            "last_error": "It is down.",
        }
        assert (status["request_count"], status["in_flight"], status["waiting"]) == (1, 0, 0)
        now[0] = 45.0
        assert (await llm.generate_response("Hello?")).content == "Hello."
        status = await llm.get_provider_status("mine")
        assert (status["state"], status["since"], status["last_error"]) == ("closed", 5000.0, None)
    finally:
        await llm.shutdown()


class Unreachable(ScriptedProvider):
    async def list_available_models(self) -> list[str]:
        raise LLMAuthenticationError("The key was refused.")


async def test_a_manager_is_healthy_when_one_of_its_providers_answers_a_probe() -> None:
    llm = LLMManager(LLMConfig(default_provider="mine"))
    try:
        assert await llm.is_healthy()  # the offline provider answers
        llm._providers["mine"] = Unreachable([])
        assert not await llm.is_healthy()
        llm._providers["other"] = ScriptedProvider([])
        assert await llm.is_healthy()
    finally:
        await llm.shutdown()


async def test_a_probe_can_be_stopped() -> None:
    async with FaultServer([(Act.STALL,)]) as server:
        providers = Providers(served_at(server.url))
        probing = asyncio.ensure_future(providers.probe("local"))
        await server.wait_for_requests()
        probing.cancel()
        await asyncio.wait([probing])
        assert probing.cancelled()
        await server.wait_until_left()
        await providers.close()
