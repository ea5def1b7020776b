"""The server dies in the middle of an answer, as in a power cut."""

import pytest
from playwright.sync_api import expect

from coda.testing.openai_answers import completion
from tests.browser.server import StudioServer, StudioServers
from tests.browser.stand_in import ScriptedModel
from tests.browser.studio import Studio


@pytest.fixture(scope="module")
def studio_server(studio_servers: StudioServers, played_model: ScriptedModel) -> StudioServer:
    """A server that the test may kill."""
    return studio_servers.start(env=environment(played_model))


def environment(model: ScriptedModel) -> dict[str, str]:
    return {"CODA_API_BASE": model.url, "CODA_MODEL": "stand-in"}


@pytest.mark.console_errors("ERR_", "WebSocket")
def test_what_was_shown_when_the_server_was_killed_is_there_after_its_restart(
    studio: Studio, studio_server: StudioServer, studio_servers: StudioServers, model: ScriptedModel
):
    page = studio.open_new().page
    gate = model.gate()
    model.will_answer(completion("Words before", " the end", gate, " and after it"))
    turn = studio.send("Tell me a story")
    expect(turn.get_by_test_id("answer")).to_have_text("Words before the end")
    before = studio.collections()

    studio_server.kill()
    banner = page.get_by_text("The connection to the server is lost")
    expect(banner).to_be_visible()
    expect(page.get_by_test_id("connection")).to_contain_text("nothing that was shown is lost")
    expect(turn.get_by_test_id("answer")).to_have_text("Words before the end")

    port = studio_server.url.rpartition(":")[2]
    studio_servers.start(data=studio_server.data, env=environment(model), arguments=["--port", port])
    expect(banner).to_have_count(0, timeout=20_000)
    expect(turn.get_by_test_id("turn-state")).to_contain_text("Interrupted", timeout=20_000)
    expect(turn.get_by_test_id("answer")).to_have_text("Words before the end")
    expect(page.get_by_test_id("connection")).to_have_count(0)
    model.open_gate(gate)

    studio.reload()
    expect(turn.get_by_test_id("answer")).to_have_text("Words before the end")
    expect(turn.get_by_test_id("turn-state")).to_contain_text("what was shown is kept")
    assert studio.collections() == before

    model.will_answer(completion("Here ", "again."))
    again = studio.say("Go on")
    expect(again.get_by_test_id("answer")).to_have_text("Here again.")
