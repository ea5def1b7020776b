"""The recorded traffic of real providers in `../shared/wire`, and the ways to cut a stream."""

import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from coda.components.llm.codecs.answer import AnswerDecoder
from coda.components.messages import (
    Failure,
    Finish,
    ModelEvent,
    ReasoningDelta,
    TextDelta,
    ToolCall,
    UsageReport,
)

WIRE = Path(__file__).resolve().parents[3] / "shared" / "wire"
ABSENT = "no recorded traffic in ../shared/wire beside the checkout"


class Meaning(NamedTuple):
    """What an answer says, whoever decoded it. Arguments are JSON text."""

    text: str
    reasoning: str
    calls: list[tuple[str, str, str]]
    finish: str | None
    usage: tuple[int, int, int, int] | None
    """Prompt, completion, cached and reasoning tokens, counted as our `Usage` counts them."""


def recordings(
    speaks: Callable[[str, str], bool], *, streamed: bool | None = None, refused: bool = False
) -> list[Any]:
    """Parameters for the interactions that fit; `speaks(host, path)` tells the protocol."""
    found: list[Any] = []
    for path in sorted(WIRE.glob("*/*.json")):
        for place, interaction in enumerate(json.loads(path.read_text())["interactions"]):
            request, response = interaction["request"], interaction["response"]
            fits = (response["status"] >= 400) is refused and streamed in {
                None,
                isinstance(response["body"], str),
            }
            if fits and speaks(request["host"], request["path"]):
                found.append(pytest.param(interaction, id=f"{path.parent.name}/{path.stem}-{place}"))
    return found


def body_of(interaction: dict[str, Any]) -> bytes:
    body = interaction["response"]["body"]
    return body.encode() if isinstance(body, str) else json.dumps(body).encode()


def meaning_of(events: list[ModelEvent]) -> Meaning:
    usage = next((e.usage for e in events if isinstance(e, UsageReport)), None)
    last = events[-1]
    return Meaning(
        "".join(event.text for event in events if isinstance(event, TextDelta)),
        "".join(event.text for event in events if isinstance(event, ReasoningDelta)),
        [(e.call_id, e.name, e.arguments) for e in events if isinstance(e, ToolCall)],
        last.reason.value if isinstance(last, Finish) else None,
        usage and (usage.prompt_tokens, usage.completion_tokens, usage.cached_tokens, usage.reasoning_tokens),
    )


def joined(events: list[ModelEvent]) -> list[object]:
    """Events to compare whatever the cuts: neighboring deltas are one, an error is its kind and sentence."""
    whole: list[Any] = []
    for event in events:
        last: Any = whole[-1] if whole else None
        if isinstance(event, TextDelta | ReasoningDelta) and type(last) is type(event):
            whole[-1] = type(event)(last.text + event.text)
        elif isinstance(event, Failure):
            whole.append((type(event.error), str(event.error)))
        else:
            whole.append(event)
    return whole


def decoded_in_pieces(decoder: AnswerDecoder, pieces: Iterator[bytes]) -> list[ModelEvent]:
    events: list[ModelEvent] = []
    for piece in pieces:
        events += decoder.feed(piece)
    return events + decoder.finish()


def randomly_cut(body: bytes, seed: int) -> Iterator[bytes]:
    """The body in pieces: a few or many, by the seed; single bytes where it is small."""
    chance = random.Random(seed)
    smallest = 1 if len(body) < 4000 else 40
    usual = chance.choice((smallest, 60, 400, 3000, len(body) or 1))
    start = 0
    while start < len(body):
        end = start + chance.randint(1, usual)
        yield body[start:end]
        start = end
