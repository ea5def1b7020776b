"""A real server and a real Chromium: `page` is open on a studio that `coda serve` serves.

A test that fails leaves a picture of the page in test-results/ and the end of the server's log in its report.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Error, Page, Playwright, expect, sync_playwright

from coda_setup.browser import REMEDY, find_browser
from coda_setup.steps import StepFailedError
from tests.browser.server import StudioServer, StudioServers
from tests.browser.stand_in import ScriptedModel
from tests.browser.studio import Studio

HERE = Path(__file__).parent
RESULTS = HERE.parents[1] / "test-results"
LOG_LINES_SHOWN = 60
PATIENCE_MS = 15_000
SERVERS = pytest.StashKey[StudioServers]()
CALL_FAILED = pytest.StashKey[bool]()

FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--autoplay-policy=no-user-gesture-required",
    # whatever a page asks for, nothing but this machine answers
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The slowest come first, so that no worker waits for them at the end."""
    items.sort(key=lambda item: HERE not in item.path.parents)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):
    report = yield
    if call.when == "call":
        item.stash[CALL_FAILED] = report.failed
    servers = item.session.stash.get(SERVERS, None)
    if report.failed and servers is not None:
        for server in servers.started:
            log = "\n".join(server.log.splitlines()[-LOG_LINES_SHOWN:])
            report.sections.append((f"log of coda serve, process {server.pid}", log))
    return report


@pytest.fixture(scope="session")
def studio_servers(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[StudioServers]:
    """Starts servers: `.start()`, `.start(data=…, env=…, arguments=[…])`. All are stopped at the end."""
    servers = StudioServers(lambda: tmp_path_factory.mktemp("studio-data"))
    request.session.stash[SERVERS] = servers
    yield servers
    servers.stop_all()


@pytest.fixture(scope="session")
def played_model() -> Iterator[ScriptedModel]:
    model = ScriptedModel()
    yield model
    model.close()


@pytest.fixture
def model(played_model: ScriptedModel) -> Iterator[ScriptedModel]:
    """The model behind the shared server; a test that scripts an answer has to get it asked for."""
    yield played_model
    assert played_model.unasked == 0, f"{played_model.unasked} scripted answers were never asked for"


@pytest.fixture(scope="session")
def studio_server(
    studio_servers: StudioServers, played_model: ScriptedModel, tmp_path_factory: pytest.TempPathFactory
) -> StudioServer:
    """The server that tests share: offline commands by default, and a model that plays its script.

    The same model can be had as `locked`, for the test after which a provider is known to refuse its key.
    """
    fields = f'provider = "openai_compatible"\napi_base = "{played_model.url}"\nmodel = "stand-in"\n'
    tables = [f"[providers.{name}]\n{fields}" for name in ("scripted", "locked")]
    config = tmp_path_factory.mktemp("config") / "config.toml"
    config.write_text("\n".join(['default_provider = "offline"', *tables]))
    return studio_servers.start(env={"CODA_CONFIG": str(config)})


@pytest.fixture(scope="package")
def playwright() -> Iterator[Playwright]:
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="package")
def browser(playwright: Playwright) -> Iterator[Browser]:
    try:
        chromium = find_browser()
    except StepFailedError as failure:
        pytest.fail(f"{failure}. {failure.remedy}")
    if chromium is None:
        pytest.fail(f"There is no browser for the browser tests. {REMEDY}")
    sandboxed = os.geteuid() != 0
    running = playwright.chromium.launch(
        executable_path=chromium, args=FLAGS, chromium_sandbox=sandboxed, headless=True
    )
    yield running
    running.close()


@pytest.fixture
def page(request: pytest.FixtureRequest, browser: Browser, studio_server: StudioServer) -> Iterator[Page]:
    """A page of a fresh profile, 1440 × 900; `page.goto("/")` opens the shared server.

    An error that the page logs fails the test, unless `@pytest.mark.console_errors("pattern", …)` expects it.
    """
    context = browser.new_context(
        base_url=studio_server.url, viewport={"width": 1440, "height": 900}, locale="en-US"
    )
    context.set_default_timeout(PATIENCE_MS)
    opened = context.new_page()
    errors: list[str] = []
    opened.on("console", lambda message: errors.extend(_error_of(message)))
    opened.on("pageerror", lambda error: errors.append(f"uncaught: {error}"))
    yield opened
    if request.node.stash.get(CALL_FAILED, True):
        _take_picture(opened, request.node.nodeid)
    context.close()
    marker = request.node.get_closest_marker("console_errors")
    expected = marker.args if marker else ()
    surprises = [error for error in errors if not any(re.search(pattern, error) for pattern in expected)]
    if surprises:
        pytest.fail("the page logged errors:\n" + "\n".join(surprises), pytrace=False)


@pytest.fixture
def studio(page: Page) -> Studio:
    return Studio(page)


def _error_of(message: ConsoleMessage) -> list[str]:
    if message.type != "error":
        return []
    return [f"{message.text} ({message.location.get('url', '')})"]


def _take_picture(page: Page, test: str) -> None:
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / ".gitignore").write_text("*\n")
    name = re.sub(r"[^\w.-]+", "-", test.removeprefix("tests/browser/"))
    try:
        page.screenshot(path=RESULTS / f"{name}.png", full_page=True)
    except Error as error:
        (RESULTS / f"{name}.txt").write_text(f"no picture could be taken: {error}\n")
