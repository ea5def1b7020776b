"""What Sequence Maker brings to Coda, for the place where everything is wired together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from coda.apps.sequence_maker.actions import ACTION_APIS
from coda.apps.sequence_maker.context import AppContextAPI, context_text, system_prompt
from coda.apps.sequence_maker.entities import DEFAULT_BALLS
from coda.apps.sequence_maker.scope import SequenceScope
from coda.apps.sequence_maker.sentences import sentence
from coda.apps.sequence_maker.services import SequenceServices
from coda.apps.sequence_maker.show import SequenceType, new_show
from coda.components.documents import Draft
from coda.components.llm import Application, Skill
from coda.components.tools import HistoryActionAPI, ToolManager
from coda.errors import InvariantError

MAX_NEW_BALLS = 100


def sequence_maker(services: Callable[[Draft], SequenceServices], skill: Skill | None = None) -> Application:
    """The application; `services(draft)` gives what surrounds the show of that draft."""
    tools = ToolManager(sentence)
    tools.add(*ACTION_APIS, AppContextAPI, HistoryActionAPI)
    return Application(
        name="Sequence Maker",
        document_type=SequenceType(),
        tools=tools,
        instructions=system_prompt(),
        describe_state=context_text,
        skill=skill,
        services=services,
        fill=fill_new_show,
        scope=SequenceScope,
    )


def fill_new_show(draft: Draft, name: str, options: Mapping[str, Any]) -> None:
    """The first content of a show: dark balls, `ball_count` of them (default 3).

    Raises InvariantError when there cannot be that many.
    """
    count = options.get("ball_count", DEFAULT_BALLS)
    if isinstance(count, bool) or not isinstance(count, int) or not 1 <= count <= MAX_NEW_BALLS:
        raise InvariantError(f"ball_count must be a whole number from 1 to {MAX_NEW_BALLS}, not {count!r}.")
    created = datetime.fromtimestamp(draft.base.created_ms / 1000, UTC).isoformat()
    new_show(draft, name, count, created=created)
