"""`coda replay`: a recorded answer, from a file or standard input, as events or as one object."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from coda.components.llm.config import WireProtocol
from coda.interfaces.cli import PROTOCOLS, main
from coda.interfaces.cli.exits import DONE, USAGE
from tests.llm.dialects import DIALECTS, Dialect
from tests.llm.recordings import ABSENT, WIRE, body_of

DIALECT = pytest.mark.parametrize("dialect", DIALECTS, ids=[dialect.protocol.value for dialect in DIALECTS])


@pytest.fixture
def replay(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    """Replay a body given on standard input; the exit code, the lines as JSON, and what was counted."""

    def run(protocol: str, body: bytes, *options: str) -> tuple[int, list[Any], str]:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(body)))
        code = main(["replay", protocol, *options])
        told = capsys.readouterr()
        return code, [json.loads(line) for line in told.out.splitlines()], told.err

    return run


@DIALECT
def test_the_events_of_an_answer_are_json_lines(replay: Any, dialect: Dialect) -> None:
    code, lines, _ = replay(dialect.protocol.value, b"".join(dialect.pieces))
    assert code == DONE
    words = [line["text"] for line in lines if line["type"] == "text_delta"]
    assert words == ["Hällo", " world"]
    assert lines[-1] == {"type": "finish", "reason": "stop"}


@DIALECT
def test_the_summary_is_one_object(replay: Any, dialect: Dialect) -> None:
    code, (summary,), _ = replay(dialect.protocol.value, b"".join(dialect.pieces), "--summary")
    assert code == DONE
    assert list(summary) == ["text", "reasoning", "tool_calls", "finish_reason", "usage", "error"]
    assert (summary["text"], summary["finish_reason"]) == ("Hällo world", "stop")
    assert (summary["reasoning"], summary["tool_calls"], summary["error"]) == ("", [], None)
    usage = summary["usage"]
    assert list(usage) == ["input_tokens", "output_tokens", "cached_tokens", "reasoning_tokens"]
    assert usage["input_tokens"] in {3, None}


def test_a_tool_call_tells_its_arguments_as_the_model_wrote_them(replay: Any) -> None:
    call = {"id": "c1", "type": "function", "function": {"name": "paint", "arguments": '{"ball": 1}'}}
    message = {"role": "assistant", "content": None, "tool_calls": [call]}
    body = {"choices": [{"message": message, "finish_reason": "tool_calls"}]}
    _, (summary,), _ = replay("openai-chat", json.dumps(body).encode(), "--summary")
    assert summary["tool_calls"] == [{"id": "c1", "name": "paint", "arguments": '{"ball": 1}'}]
    assert summary["usage"] == dict.fromkeys(
        ("input_tokens", "output_tokens", "cached_tokens", "reasoning_tokens")
    )


@DIALECT
def test_a_broken_answer_is_told_as_a_failure_and_is_no_failure_of_the_command(
    replay: Any, dialect: Dialect
) -> None:
    code, lines, _ = replay(dialect.protocol.value, b"".join(dialect.words))
    assert code == DONE
    assert lines[-1]["type"] == "failure"
    assert lines[-1]["error"]["error"] == "llm_stream_broken"
    _, (summary,), _ = replay(dialect.protocol.value, b"".join(dialect.words), "--summary")
    assert summary["text"] == "Hällo world"
    assert summary["finish_reason"] is None
    assert summary["error"]["recoverable"] is True


def test_what_was_not_read_is_counted_on_standard_error(replay: Any) -> None:
    chunk = {"choices": [{"index": 0, "delta": {"content": "a", "novel": {"x": 1}}, "finish_reason": "stop"}]}
    body = b"".join(b"data: " + json.dumps(chunk).encode() + b"\n\n" for _ in range(3))
    _, _, counted = replay("openai-chat", body + b"data: [DONE]\n\n")
    assert "3×: field choices[].delta.novel\n" in counted


def test_a_file_is_read_like_standard_input(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "answer.txt"
    file.write_bytes(b"".join(DIALECTS[0].pieces))
    assert main(["replay", "openai-chat", str(file), "--summary"]) == DONE
    assert json.loads(capsys.readouterr().out)["text"] == "Hällo world"


def test_a_file_that_is_not_there_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["replay", "gemini", str(tmp_path / "none.txt")]) == USAGE
    assert "none.txt" in capsys.readouterr().err


def test_every_protocol_can_be_named() -> None:
    assert set(PROTOCOLS) == set(WireProtocol)


@pytest.mark.skipif(not WIRE.is_dir(), reason=ABSENT)
def test_recorded_error_bodies_are_failures(replay: Any) -> None:
    told = []
    for path in sorted(WIRE.glob("*/*.json")):
        for interaction in json.loads(path.read_text())["interactions"]:
            protocol = _protocol(interaction["request"]["path"])
            if protocol and interaction["response"]["status"] >= 400:
                _, (summary,), _ = replay(protocol, body_of(interaction), "--summary")
                told.append(summary["error"] is not None)
    assert told
    assert all(told)


def _protocol(path: str) -> str | None:
    known = {
        "/chat/completions": "openai-chat",
        "/responses": "openai-responses",
        "/v1/messages": "anthropic",
        "enerateContent": "gemini",
        "/api/chat": "ollama",
    }
    return next((protocol for part, protocol in known.items() if part in path), None)
