"""botocore's own model of Bedrock, as a judge of our requests and of how we read answers."""

from __future__ import annotations

import json
from base64 import b64decode
from binascii import crc32
from collections.abc import Iterable, Mapping
from functools import cache
from struct import pack
from typing import Any

from botocore.eventstream import EventStreamBuffer
from botocore.loaders import Loader
from botocore.model import OperationModel, ServiceModel
from botocore.parsers import EventStreamJSONParser
from botocore.serialize import create_serializer
from botocore.validate import ParamValidator


@cache
def operation() -> OperationModel:
    described = Loader().load_service_model("bedrock-runtime", "service-2")
    return ServiceModel(described, "bedrock-runtime").operation_model("ConverseStream")


def as_botocore_sends(body: bytes) -> dict[str, Any]:
    """The body that botocore would send for what ours says. An AssertionError where its model refuses."""
    params = _native({**json.loads(body), "modelId": "m"}, operation().input_shape)
    report = ParamValidator().validate(params, operation().input_shape)
    assert not report.has_errors(), report.generate_report()
    sent: Any = create_serializer("rest-json").serialize_to_request(params, operation())
    return json.loads(sent["body"])


def read_by_botocore(stream: bytes) -> list[dict[str, Any]]:
    """The events as botocore's clients see them; an exception is an `Error`."""
    buffer = EventStreamBuffer()
    buffer.add_data(stream)
    output: Any = operation().output_shape
    shape = output.members["stream"]
    parser = EventStreamJSONParser()
    return [parser.parse(message.to_response_dict(), shape) for message in buffer]


def framed(payload: bytes, headers: Mapping[str, Any]) -> bytes:
    """One message of an event stream."""
    told = b"".join(_header(name, value) for name, value in headers.items())
    size = 12 + len(told) + len(payload) + 4
    prelude = pack(">II", size, len(told))
    message = prelude + pack(">I", crc32(prelude)) + told + payload
    return message + pack(">I", crc32(message))


def event(name: str, payload: Any, kind: str = "event") -> bytes:
    headers = {":event-type" if kind == "event" else ":exception-type": name, ":message-type": kind}
    return framed(json.dumps(payload).encode(), {**headers, ":content-type": "application/json"})


def stream(*events: tuple[str, Any]) -> bytes:
    return b"".join(event(name, payload) for name, payload in events)


def _header(name: str, value: Any) -> bytes:
    begun = pack(">B", len(name.encode())) + name.encode()
    match value:
        case bool():
            return begun + pack(">B", 0 if value else 1)
        case int():
            return begun + pack(">Bi", 4, value)
        case bytes():
            return begun + pack(">BH", 6, len(value)) + value
        case _:
            return begun + pack(">BH", 7, len(value.encode())) + value.encode()


def _native(value: Any, shape: Any) -> Any:
    """JSON as the parameters of a botocore client: bytes are bytes there."""
    match shape.type_name:
        case "structure" if isinstance(value, dict) and not getattr(shape, "is_document_type", False):
            return {
                name: _native(item, shape.members[name]) if name in shape.members else item
                for name, item in _items(value)
            }
        case "list":
            return [_native(item, shape.member) for item in value]
        case "blob":
            return b64decode(str(value), validate=True)
        case _:
            return value


def _items(value: Any) -> Iterable[tuple[str, Any]]:
    return value.items()
