"""A coverage-guided fuzz target for every decoder, run by `make fuzz`; no part of the test suite.

`make fuzz` fuzzes each for a minute, `make fuzz ARGS="anthropic -max_total_time=600"` one for ten; what
comes after the protocol is libFuzzer's. The first byte of an input says where the rest is cut.
"""

from __future__ import annotations

import importlib
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

atheris: Any = importlib.import_module("atheris")
"""Installed beside the environment, by `make fuzz`."""

with atheris.instrument_imports(include=["coda"]):
    from coda.components.llm.codecs.answer import decode_all
    from coda.components.llm.codecs.protocols import decoder_for
    from coda.components.llm.config import WireProtocol
    from coda.components.messages import Failure, Finish
    from tests.llm.dialects import DIALECTS
    from tests.llm.recordings import WIRE, body_of, decoded_in_pieces, joined, recordings

_LONGEST_SEED = 20_000


def fuzz(protocol: WireProtocol, data: bytes) -> None:
    """Raises AssertionError when an answer has not one end, or another meaning when it is cut."""
    size, body = (data[0] if data else 0) + 1, data[1:]
    events = decode_all(decoder_for(protocol), body)
    ends = [place for place, event in enumerate(events) if isinstance(event, Finish | Failure)]
    assert ends == [len(events) - 1]
    pieces = (body[start : start + size] for start in range(0, len(body), size))
    assert joined(decoded_in_pieces(decoder_for(protocol), pieces)) == joined(events)


def seeds(protocol: WireProtocol) -> list[bytes]:
    """Answers to start from: ours, and the recorded ones where they are."""
    found = [b"".join(dialect.pieces) for dialect in DIALECTS if dialect.protocol is protocol]
    if WIRE.is_dir():
        spoken = recordings(lambda _, path: _PATHS[protocol] in path)
        found += [body_of(recorded.values[0]) for recorded in spoken]
    return [seed for seed in found if len(seed) <= _LONGEST_SEED]


_PATHS = {
    WireProtocol.OPENAI_CHAT: "/chat/completions",
    WireProtocol.OPENAI_RESPONSES: "/responses",
    WireProtocol.ANTHROPIC: "/v1/messages",
    WireProtocol.GEMINI: "enerateContent",
    WireProtocol.OLLAMA: "/api/chat",
    WireProtocol.BEDROCK_CONVERSE: "/converse-stream",
}


def fuzz_each() -> int:
    """Each decoder for a minute, in a process of its own; the first that fails ends it."""
    for protocol in WireProtocol:
        done = subprocess.run([sys.executable, __file__, protocol, "-max_total_time=60"], check=False)
        if done.returncode:
            return done.returncode
    return 0


def main() -> None:
    protocol = WireProtocol(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        for place, seed in enumerate(seeds(protocol)):
            Path(folder, f"{place}").write_bytes(b"\x06" + seed)
        atheris.Setup([sys.argv[0], *sys.argv[2:], folder], lambda data: fuzz(protocol, data))
        atheris.Fuzz()


if __name__ == "__main__":
    sys.exit(main() if len(sys.argv) > 1 else fuzz_each())
