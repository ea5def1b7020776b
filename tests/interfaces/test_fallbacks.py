"""Fallbacks of a message, asked over HTTP with servers that refuse and answer."""

from __future__ import annotations

from typing import Any

import pytest

from coda.testing.openai_answers import completion, refusal
from coda.testing.openai_stand_in import OpenAIStandIn
from tests.interfaces.site import Site, kinds, of_kind

pytestmark = pytest.mark.anyio


async def test_the_fallback_of_a_message_answers_where_its_model_fails(served: Site, show: Any):
    async with (
        OpenAIStandIn([refusal(503)]) as down,
        OpenAIStandIn([completion("Hello.")]) as well,
    ):
        first = served.standing_in(down, max_retries=0)
        second = served.standing_in(well, max_retries=0)
        events = await served.say_and_wait(show, "Hi", model=first, fallbacks=[f"{second}/large"])
    assert kinds(events)[-1] == "response_complete"
    assert "".join(event["delta"] for event in of_kind(events, "response_chunk")) == "Hello."
    (switched,) = of_kind(events, "provider_switched")
    assert (switched["failed"], switched["provider"], switched["model"]) == (first, second, "large")
    assert well.requests[0].json["model"] == "large"


async def test_the_settings_fallbacks_hold_unless_the_message_names_its_own(served: Site, show: Any):
    async with OpenAIStandIn([refusal(503), refusal(503)]) as down:
        first = served.standing_in(down, max_retries=0)
        served.coda.settings.llm.fallback.providers = ["offline"]
        events = await served.say_and_wait(show, "What can you do?", model=first)
        assert of_kind(events, "provider_switched")[0]["provider"] == "offline"
        assert kinds(events)[-1] == "response_complete"
        events = await served.say_and_wait(show, "What can you do?", model=first, fallbacks=[])
        assert kinds(events)[-1] == "response_error"


async def test_a_fallback_that_is_not_in_the_settings_is_refused(served: Site, show: Any):
    body = {"text": "Hi", "model": "offline", "fallbacks": ["nobody"]}
    reply = await served.post(f"/conversations/{show['conversation_id']}/messages", body)
    assert reply.status >= 400
    assert "nobody" in reply.json["message"]
