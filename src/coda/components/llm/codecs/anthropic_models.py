"""What each generation of Claude accepts, told from a model's name as any cloud writes it.

The facts are those of Anthropic's model pages and migration guides. A name without a number, such
as a preview's, counts as generation 5.0; a name that is not Claude's is another server's model.
"""

from __future__ import annotations

import re

_VERSION = re.compile(r"claude-(?:v|[a-z]+-)*(\d)(?:[-.](\d{1,2})(?!\d))?")
_UNNUMBERED = (5, 0)
_USUAL_ANSWER = 32_000
"""Tokens: long enough for any answer of a copilot, and within the limit of every current model."""
_OTHERS_ANSWER = 8192


def version_of(model: str) -> tuple[int, int] | None:
    """(4, 6) of `claude-opus-4-6`, `anthropic.claude-opus-4-6-v1` or `claude-opus-4.6@20260101`."""
    if "claude" not in model:
        return None
    found = _VERSION.search(model)
    return (int(found[1]), int(found[2] or 0)) if found else _UNNUMBERED


def accepts_sampling(model: str) -> bool:
    """Since 4.7 a temperature or top_p other than the default is refused."""
    version = version_of(model)
    return version is None or version < (4, 7)


def accepts_output_format(model: str) -> bool:
    """Whether the answer can be held to a JSON schema; since 4.1."""
    version = version_of(model)
    return version is not None and version >= (4, 1)


def thinks_always(model: str) -> bool:
    """Since 5.1 a model thinks as it sees fit, binds its thoughts to all that was said before them,
    and cannot be made to call a tool."""
    version = version_of(model)
    return version is not None and version >= (5, 1)


def output_limit(model: str) -> int:
    """The longest answer in tokens, thinking included."""
    version = version_of(model)
    if version is None:
        return _OTHERS_ANSWER
    if version < (3, 5):
        return 4096
    if version < (3, 7):
        return 8192
    if version < (4, 5) and "opus" in model:
        return 32_000
    return 64_000 if version < (4, 6) else 128_000


def usual_max_tokens(model: str, thinking_budget: int = 0) -> int:
    """The limit to set where nobody chose one: 32,000 tokens beside the thinking, or what the model can."""
    return min(output_limit(model), _USUAL_ANSWER + thinking_budget)
