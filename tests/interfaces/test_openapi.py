"""The OpenAPI document: whole, truthful, and the one in docs/."""

import json
from pathlib import Path
from typing import Any

import pytest

from coda.interfaces.cli import main

ROOT = Path(__file__).parents[2]
METHODS = {"get", "post", "delete"}


@pytest.fixture(scope="module")
def openapi() -> dict[str, Any]:
    return json.loads((ROOT / "docs" / "openapi.json").read_text())


def test_the_document_in_docs_is_what_the_server_tells(
    openapi: dict[str, Any], capsys: pytest.CaptureFixture[str]
):
    assert main(["openapi"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told == openapi, "docs/openapi.json is stale: coda openapi > docs/openapi.json"


def operations(openapi: dict[str, Any]) -> dict[str, Any]:
    return {
        f"{method.upper()} {path}": operation
        for path, methods in openapi["paths"].items()
        for method, operation in methods.items()
    }


def test_every_route_is_described_with_what_it_takes_and_gives(openapi: dict[str, Any]):
    described = operations(openapi)
    assert len(described) == 44
    for name, operation in described.items():
        good = {status: answer for status, answer in operation["responses"].items() if status != "default"}
        assert len(good) == 1, name
        ((status, answer),) = good.items()
        assert status == "204" or all(media["schema"] for media in answer["content"].values()), name
        problem = operation["responses"]["default"]["content"]["application/json"]["schema"]["$ref"]
        assert problem.endswith("/Problem")
        assert ("requestBody" in operation) == name.startswith("POST "), name


def test_every_reference_leads_somewhere(openapi: dict[str, Any]):
    schemas = openapi["components"]["schemas"]
    text = json.dumps(openapi)
    referred = {part.partition('"')[0] for part in text.split("#/components/schemas/")[1:]}
    assert referred <= schemas.keys()
    assert not [name for name in schemas if "." in name]


def test_tagged_unions_tell_their_tag(openapi: dict[str, Any]):
    schemas = openapi["components"]["schemas"]
    for union in (schemas["Entry"]["properties"]["event"], schemas["LiveFrame"], schemas["StudioFrame"]):
        assert union["discriminator"]["propertyName"] == "type"
        for tag, reference in union["discriminator"]["mapping"].items():
            kind = schemas[reference.rpartition("/")[2]]
            assert kind["properties"]["type"] == {"enum": [tag], "type": "string"}
            assert "type" in kind["required"]


def test_loose_objects_may_hold_anything_and_enums_have_a_type(openapi: dict[str, Any]):
    def walk(node: Any) -> None:
        if isinstance(node, list):
            for item in node:
                walk(item)
        if isinstance(node, dict):
            if node.get("type") == "object":
                assert node.keys() & {"properties", "additionalProperties"}, node
            if "enum" in node and isinstance(node["enum"], list):
                assert node["type"] == "string"
            for value in node.values():
                walk(value)

    walk(openapi)


def test_the_entities_of_a_show_are_described(openapi: dict[str, Any]):
    collections = openapi["components"]["schemas"]["SequenceCollections"]["properties"]
    assert set(collections) == {"project", "timelines", "segments", "notes"}
