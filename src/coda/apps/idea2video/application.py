"""What Idea2Video brings to Coda, for the place where everything is wired together."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from typing import Any

import msgspec

from coda.apps.idea2video.actions import ACTION_APIS
from coda.apps.idea2video.context import EpisodeContextAPI, context_text, system_prompt
from coda.apps.idea2video.entities import EPISODE, UNTITLED, Episode
from coda.apps.idea2video.episode import EpisodeType
from coda.apps.idea2video.scope import EpisodeScope
from coda.apps.idea2video.sentences import sentence
from coda.apps.idea2video.services import EpisodeServices
from coda.components.documents import Draft
from coda.components.llm import Application, Skill
from coda.components.tools import HistoryActionAPI, ToolManager
from coda.errors import InvariantError

_OPTIONS = ("idea", "mode", "style", "aspect", "seconds", "seed", "voice", "language")


async def _forget_nothing(document_id: str) -> None:
    del document_id


def idea2video(
    services: Callable[[Draft], EpisodeServices],
    skill: Skill | None = None,
    forget: Callable[[str], Awaitable[None]] = _forget_nothing,
) -> Application:
    """The application; `services(draft)` gives what surrounds the episode of that draft, and `forget` drops
    what is kept beside an episode that is about to be deleted."""
    tools = ToolManager(sentence)
    tools.add(*ACTION_APIS, EpisodeContextAPI, HistoryActionAPI)
    return Application(
        name="Idea2Video",
        document_type=EpisodeType(),
        tools=tools,
        instructions=system_prompt(),
        describe_state=context_text,
        skill=skill,
        services=services,
        fill=fill_new_episode,
        scope=EpisodeScope,
        forget=forget,
    )


def fill_new_episode(draft: Draft, name: str, options: Mapping[str, Any]) -> None:
    """The first content of an episode: `idea`, `mode`, `style`, `aspect`, `seconds`, `seed`, `voice`,
    `language`, each with the entity's default.

    Raises InvariantError for an option that is none, or out of range.
    """
    strange = sorted(set(options) - set(_OPTIONS))
    if strange:
        raise InvariantError(f"{strange[0]!r} is no option of a new film; they are: {', '.join(_OPTIONS)}.")
    created = datetime.fromtimestamp(draft.base.created_ms / 1000, UTC).isoformat()
    given = {key: value for key, value in options.items() if value is not None}
    try:
        film = msgspec.convert({"title": name.strip() or UNTITLED, **given, "created": created}, Episode)
    except msgspec.ValidationError as error:
        raise InvariantError(f"A new film: {error}.") from error
    draft.put(EPISODE, EPISODE, film)
