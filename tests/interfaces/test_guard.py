"""What a request has to pass before it reaches a route, and what every answer carries."""

import asyncio
import json
from collections.abc import AsyncGenerator
from typing import Any

import pytest

from coda.interfaces.http.guard import HEADERS, JSON_LIMIT
from tests.interfaces.site import API, Site

pytestmark = pytest.mark.anyio

JSON = {"content-type": "application/json"}
NEW = {"kind": "sequence", "name": "x"}


async def raw(served: Site, request: str) -> tuple[int, bytes]:
    """Send bytes that no HTTP library would; the status and everything that came back."""
    reader, writer = await asyncio.open_connection("127.0.0.1", served.port)
    writer.write(request.encode("latin-1"))
    answer = await asyncio.wait_for(reader.read(), 10)
    writer.close()
    return int(answer.split(b" ", 2)[1]), answer


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:8787",
        "127.0.0.1.evil.example",
        "127.0.0.1@evil.example",
        "localhost.evil.example",
        "0.0.0.0",
        "[::",
        "2130706433",
        "127.0.0.1, evil.example",
        "",
    ],
)
async def test_a_foreign_host_is_refused_also_on_loopback(served: Site, host: str):
    """Security test 29: DNS rebinding."""
    for path in ("/api/v1/healthz", "/", "/assets/app.js"):
        reply = await served.get("", at=path, headers={"host": host})
        assert reply.problem == (421, "wrong_host")


@pytest.mark.parametrize("host", ["127.0.0.1:{port}", "localhost:{port}", "LOCALHOST:{port}", "[::1]:{port}"])
async def test_every_name_of_loopback_is_ours(served: Site, host: str):
    assert (await served.get("/healthz", headers={"host": host.format(port=served.port)})).status == 200


@pytest.mark.parametrize(
    "origin",
    [
        "http://evil.example",
        "null",
        "http://localhost:{port}",
        "http://127.0.0.1",
        "file://",
        "http://[",
        "x",
    ],
)
async def test_what_another_site_sends_does_nothing(served: Site, show: Any, origin: str):
    """Security test 28: cross-site requests."""
    headers = {"origin": origin.format(port=served.port)}
    before = (await served.get("/documents")).json
    assert (await served.post("/documents", NEW, headers=headers)).problem == (403, "wrong_origin")
    reply = await served.call("DELETE", f"/documents/{show['id']}", headers=headers)
    assert reply.problem == (403, "wrong_origin")
    assert (await served.get("/documents")).json == before


async def test_the_studios_own_pages_and_programs_may_act(served: Site):
    assert (await served.post("/documents", NEW, headers={"origin": served.url})).status == 201
    assert (await served.post("/documents", NEW)).status == 201


@pytest.mark.parametrize(
    "type",
    [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/octet-stream",
        "application/jsonp",
        "",
    ],
)
async def test_only_json_is_taken_as_json(served: Site, type: str):
    """Security test 28: a form of another page cannot send what is taken here."""
    reply = await served.call("POST", "/documents", data=json.dumps(NEW), headers={"content-type": type})
    assert reply.problem == (415, "wrong_content_type")


async def test_only_raw_bytes_are_taken_as_a_file(served: Site):
    reply = await served.call("POST", "/sequence/import", data=b"{}", headers=JSON, params={"filename": "x"})
    assert reply.problem == (415, "wrong_content_type")


async def test_a_body_above_the_limit_is_refused_by_its_length(served: Site):
    """Security tests 23 and 32."""
    head = (
        "Host: 127.0.0.1\r\nConnection: close\r\nContent-Type: application/json\r\n"
        f"Content-Length: {JSON_LIMIT + 1}\r\n\r\n"
    )
    status, answer = await raw(served, f"POST {API}/documents HTTP/1.1\r\n{head}")
    assert (status, b"too_large" in answer) == (413, True)
    for length in ("-1", "1e9", "0x10", "9" * 40):
        status, _ = await raw(
            served, f"POST {API}/documents HTTP/1.1\r\n{head.replace(str(JSON_LIMIT + 1), length)}"
        )
        assert status in {400, 413}


async def test_a_body_without_a_length_is_counted_as_it_comes(served: Site):
    """Security test 32: a lying or absent Content-Length."""

    async def endless() -> AsyncGenerator[bytes, None]:
        piece = b" " * 2**20
        for _ in range(12):
            yield piece

    reply = await served.call("POST", "/documents", data=endless(), headers=JSON)
    assert reply.problem == (413, "too_large")
    assert (await served.get("/healthz")).status == 200


async def test_a_body_shorter_than_its_length_changes_nothing(served: Site):
    """Security test 32: a lying Content-Length."""
    before = (await served.get("/documents")).json
    body = json.dumps(NEW)
    head = f"Host: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: {len(body) + 50}\r\n\r\n"
    reader, writer = await asyncio.open_connection("127.0.0.1", served.port)
    writer.write(f"POST {API}/documents HTTP/1.1\r\n{head}{body}".encode())
    await writer.drain()
    writer.transport.abort()
    assert await reader.read() == b""
    assert (await served.get("/documents")).json == before


@pytest.mark.parametrize("depth", [65, 500, 990, 100_000])
@pytest.mark.parametrize("bracket", ["[]", "{}"])
async def test_json_that_is_nested_without_end_is_refused(served: Site, show: Any, depth: int, bracket: str):
    """Security test 32: deep JSON."""
    opening = '{"a":' if bracket == "{}" else "["
    body = f'{{"kind": "sequence", "options": {{"x": {opening * depth}0{bracket[1] * depth}}}}}'
    reply = await served.call("POST", "/documents", data=body, headers=JSON)
    assert reply.problem == (422, "bad_request")


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/assets/app.js",
        "/shows/1",
        "/api/v1/healthz",
        "/api/v1/documents/nothing",
        "/api/v1/openapi.json",
    ],
)
async def test_every_answer_says_how_little_a_browser_may_do_with_it(served: Site, path: str):
    """Security tests 17 and 19: nosniff, a strict policy, no cookies; and no other site may read it."""
    reply = await served.get("", at=path, headers={"origin": "http://evil.example"})
    for name, value in HEADERS:
        assert reply.headers.getall(name.decode()) == [value.decode()]
    policy = reply.headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert not [name for name in reply.headers if name.lower().startswith("access-control")]
    assert "set-cookie" not in reply.headers


async def test_a_preflight_of_another_site_is_not_granted(served: Site):
    """Security test 28: no CORS."""
    asks = {"origin": "http://evil.example", "access-control-request-method": "POST"}
    reply = await served.call("OPTIONS", "/documents", headers=asks)
    assert reply.status == 405
    assert not [name for name in reply.headers if name.lower().startswith("access-control")]


async def test_a_mistake_of_ours_is_told_in_our_shape_and_without_its_details(served: Site, show: Any):
    def broken() -> Any:
        raise ZeroDivisionError("secret detail")

    served.coda.providers.names, names = broken, served.coda.providers.names
    try:
        reply = await served.get("/chat/models")
    finally:
        served.coda.providers.names = names
    assert reply.problem == (500, "internal")
    assert b"secret detail" not in reply.body
    assert reply.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt",
        "/..%2fsecret.txt",
        "/%2e%2e/secret.txt",
        "/assets/..%2f..%2fsecret.txt",
        "/assets/../../secret.txt",
        "//etc/passwd",
        "/..\\secret.txt",
        "/assets/%00app.js",
        "/assets/",
        "/.env",
    ],
)
async def test_only_the_studios_own_files_are_served(served: Site, path: str):
    """Security test 14: no way out of the folder."""
    status, answer = await raw(served, f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
    body = answer.partition(b"\r\n\r\n")[2]
    assert status in {200, 400, 404}
    assert b"secret" not in body
    assert b"root:" not in body
    assert status != 200 or body == b"<!doctype html><title>Studio</title>"


@pytest.mark.parametrize(
    "id", ["..%2f..%2fcoda.db", "%2e%2e", "..", "'; DROP TABLE documents; --", "a%00b", "é"]
)
async def test_an_id_is_never_a_path_nor_a_query(served: Site, id: str):
    """Security tests 14, 24 and 40."""
    for method, path in (
        ("GET", f"/documents/{id}"),
        ("GET", f"/sequence/{id}/audio"),
        ("GET", f"/sequence/{id}/export"),
        ("GET", f"/conversations/{id}/entries"),
        ("GET", f"/conversations/{id}/stream"),
        ("POST", f"/runs/{id}/stop"),
    ):
        reply = await served.call(method, path, {} if method == "POST" else None)
        assert reply.status in {404, 405}, path
        assert b"SQLite" not in reply.body
    assert (await served.get("/documents")).status == 200


async def test_the_studio_answers_for_its_pages_and_keeps_its_assets(served: Site):
    page = await served.get("", at="/shows/abc")
    assert (page.body, page.headers["cache-control"]) == (b"<!doctype html><title>Studio</title>", "no-cache")
    asset = await served.get("", at="/assets/app.js")
    assert (asset.body, "immutable" in asset.headers["cache-control"]) == (b"1", True)
    assert (await served.get("", at="/assets/gone.js")).problem == (404, "not_found")
    assert (await served.get("", at="/api/v2/documents")).problem == (404, "not_found")
    head = await served.call("HEAD", "", at="/")
    assert (head.status, head.body) == (200, b"")


@pytest.mark.parametrize("line", ["GARBAGE", "GET", "\x00\x01", f"GET /{'a' * 100_000} HTTP/1.1"])
async def test_what_is_no_http_harms_nobody(served: Site, line: str):
    """Security test 23."""
    status, _ = await raw(served, f"{line}\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
    assert status < 500
    assert (await served.get("/healthz")).status == 200


async def test_no_route_takes_a_command_a_path_or_an_address(served: Site):
    """Security tests 21, 26 and 40: what is started, read or asked is never named by a request."""
    openapi = (await served.get("/openapi.json")).json
    names = {
        name
        for schema in openapi["components"]["schemas"].values()
        for name in schema.get("properties", {})
        if schema.get("additionalProperties") is False
    }
    assert {"text", "digest", "revision"} <= names
    assert not names & {"command", "args", "path", "url", "api_base", "api_key", "config", "template", "user"}
