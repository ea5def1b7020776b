"""What a model or a file says is text, and nothing in the page leaves this machine."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Request, expect

from coda.apps.sequence_maker.demo_show import demo_song
from coda.components.messages import ToolCall
from coda.testing.openai_answers import completion
from tests.browser.server import StudioServer
from tests.browser.stand_in import ScriptedModel
from tests.browser.studio import SCRIPTED, Studio, give_song, new_show

HOSTILE = """<img src=x onerror="window.harmed = 1"> <script>window.harmed = 2</script>

[click me](javascript:window.harmed=3) [data](data:text/html,<script>window.harmed=4</script>)

![a picture](http://pictures.example/spy.png) <iframe src="http://frames.example/"></iframe>

<a href="http://links.example" onclick="window.harmed = 5">raw link</a> <svg onload="window.harmed = 6"></svg>

[a real link](https://example.org/page) <form action="http://forms.example"><button>send</button></form>
"""
HTML_NAME = '<img src=x onerror="window.harmed = 7"><b>Ball</b>'


@pytest.fixture
def watched(studio: Studio, studio_server: StudioServer) -> Iterator[Studio]:
    """A studio in which nothing may run and from which nothing may be asked of another machine."""
    asked: list[str] = []

    def note(request: Request) -> None:
        if not request.url.startswith((f"{studio_server.url}/", "blob:", "data:")):
            asked.append(request.url)

    studio.page.on("request", note)
    yield studio
    assert studio.page.evaluate("() => window.harmed") is None
    assert asked == []


def test_an_answer_full_of_html_is_shown_as_text_and_fetches_nothing(watched: Studio, model: ScriptedModel):
    page = watched.open_new().page
    watched.use_model(SCRIPTED)
    model.will_answer(completion(*(HOSTILE[at : at + 9] for at in range(0, len(HOSTILE), 9))))
    answer = watched.say("Hello").get_by_test_id("answer")
    expect(answer).to_contain_text('<img src=x onerror="window.harmed = 1">')
    expect(answer).to_contain_text("Image: a picture")
    expect(answer.locator("img, script, iframe, svg, form, style, object")).to_have_count(0)
    links = answer.locator("a").evaluate_all("all => all.map(a => [a.textContent, a.href, a.rel, a.target])")
    assert {href.split(":")[0] for _, href, _, _ in links} <= {"http", "https"}
    assert ["a real link", "https://example.org/page", "noopener noreferrer", "_blank"] in links
    assert all("noopener" in rel and target == "_blank" for _, _, rel, target in links)
    attributes = answer.locator("*").evaluate_all("all => all.flatMap(one => one.getAttributeNames())")
    assert [name for name in attributes if name.startswith("on")] == []
    for line in ("click me", "data"):
        answer.get_by_text(line, exact=False).first.click()
    watched.reload()
    expect(page.get_by_test_id("answer")).to_contain_text("raw link")


def test_html_in_names_and_arguments_is_shown_as_text(watched: Studio, model: ScriptedModel):
    page = watched.page
    show = new_show(page, name=HTML_NAME)
    give_song(page, show, demo_song(), "%3Cimg%20src%3Dx%20onerror%3D%22window.harmed%3D8%22%3E.ogg")
    watched.open(show).use_model(SCRIPTED)
    expect(page.get_by_test_id("project-name")).to_have_text(HTML_NAME)
    expect(page.get_by_title('<img src=x onerror="window.harmed=8">.ogg')).to_be_visible()

    rename = ToolCall("c1", "rename_timeline", '{"timeline_index": 0, "name": "<b onclick=x>Ball</b>"}')
    model.will_answer(completion(tool_calls=[rename]), completion("Renamed."))
    watched.say("Rename it")
    expect(page.get_by_test_id("proposal")).to_contain_text("<b onclick=x>Ball</b>")
    watched.approve()
    expect(page.get_by_test_id("lane-header").first).to_contain_text("<b onclick=x>Ball</b>")
    expect(page.get_by_test_id("turn").locator("b, img, script")).to_have_count(0)

    page.goto("/shows")
    expect(page.get_by_role("link", name=HTML_NAME)).to_be_visible()
    expect(page.locator("main img, main b")).to_have_count(0)


def test_what_the_user_writes_is_shown_as_written(watched: Studio):
    said = '<img src=x onerror="window.harmed = 9"> **bold** [link](javascript:alert(1))'
    turn = watched.open_new().say(said)
    expect(turn.locator("p").first).to_have_text(said)
    expect(turn.locator("img, strong, a")).to_have_count(0)


def test_the_page_is_served_with_a_policy_that_forbids_foreign_code(watched: Studio):
    answer = watched.page.goto("/shows")
    assert answer is not None
    policy = answer.headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "unsafe-eval" not in policy
    assert "object-src 'none'" in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
