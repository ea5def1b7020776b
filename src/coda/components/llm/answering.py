"""Asking one provider, once: journal what comes, account for it, and note how the provider stands."""

from __future__ import annotations

import asyncio
from contextlib import aclosing

from coda.components.events import ProviderStatusChange, ResponseStart
from coda.components.llm.account import Account
from coda.components.llm.base_provider import BaseLLMProvider
from coda.components.llm.batches import in_batches
from coda.components.llm.health import ProviderStatus
from coda.components.llm.registry import LLMRegistry
from coda.components.llm.structured_output import ask
from coda.components.llm.turn_state import Turn
from coda.components.messages import ModelRequest
from coda.errors import LLMModelNotFoundError


async def answer(turn: Turn, request: ModelRequest) -> Account:
    """What the turn's provider answers, or answered before; its failure is in the account.

    A provider that must not be asked now fails at once, and the journal has no start of an answer.
    """
    provider = turn.provider
    account = Account(str(provider.get_provider_name()), request, turn.clock.monotonic)
    found = turn.cache.answer(provider, request, lambda: in_batches(ask(provider, request)))
    turn.answer_key, account.from_cache = found.key, found.from_cache
    account.failure = None if found.from_cache else provider.refusal()
    if account.failure is not None:
        return account
    await turn.journal(ResponseStart(provider=account.provider, model=account.model, round=turn.rounds + 1))
    before = await _tell_trial(turn, provider)
    try:
        async with turn.interruptible(), aclosing(found.begin()) as batches:
            async for batch in batches:
                shown = account.take(batch)
                if shown:
                    await turn.journal(*shown)
    finally:
        await _book(turn, account)
    if provider.status is not before:
        await turn.journal(_standing(provider))
    await _tell_successor(account)
    return account


async def _tell_successor(account: Account) -> None:
    """A model that is gone was perhaps retired; then the failure tells what replaces it."""
    failure = account.failure
    if not isinstance(failure, LLMModelNotFoundError):
        return
    # In a thread: the first look-up of a process reads the catalog from its file.
    known = await asyncio.to_thread(LLMRegistry().resolve, account.model, account.provider)
    if known.retired and known.sentence:
        failure.args = (f"{failure} {known.sentence}",)


async def _tell_trial(turn: Turn, provider: BaseLLMProvider) -> ProviderStatus:
    status = provider.status
    if status is ProviderStatus.HALF_OPEN:
        await turn.journal(_standing(provider))
    return status


def _standing(provider: BaseLLMProvider) -> ProviderStatusChange:
    well = provider.status is ProviderStatus.AVAILABLE
    reason = "" if well else provider.last_error or ""
    return ProviderStatusChange(provider=provider.name, status=provider.status, reason=reason)


async def _book(turn: Turn, account: Account) -> None:
    """Account for one request, also one that failed or was stopped: its tokens were spent."""
    cost: float | None = 0.0
    if not account.from_cache and account.usage.total_tokens:
        # In a thread: the first paid request of a process loads the price list, which takes a second.
        cost = await asyncio.to_thread(turn.prices.cost_usd, account.provider, account.model, account.usage)
        await asyncio.to_thread(account.teach, turn.counter)
    turn.usage += account.usage
    turn.cost_usd = None if cost is None or turn.cost_usd is None else turn.cost_usd + cost
    turn.finish_reason = account.finish_reason
    turn.provider.add_cost(cost or 0.0)
    event, records = account.booked(turn.run, cost, turn.clock.now_ms())
    await turn.conversation.append(turn.run.id, event, also=records)
