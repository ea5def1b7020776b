"""The content address of a made thing: everything that its bytes depend on, and nothing else.

Whoever makes a thing and whoever looks for it asks the same function, so what is stamped is what is verified.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache
from importlib.metadata import PackageNotFoundError, version

import msgspec


class Key(msgspec.Struct, frozen=True):
    """`kind` is a word for people and for counting; `digest` alone is the address."""

    kind: str
    digest: str


def key_of(
    kind: str,
    recipe_version: int,
    params: object,
    *,
    inputs: Sequence[Key] = (),
    libraries: Sequence[str] = (),
) -> Key:
    """The sha256 of the canonical JSON of all that a thing is made from.

    `recipe_version` counts the changes of the code that makes it. `params` is anything msgspec encodes.
    `inputs` are the things that go into it, in the order in which they do. `libraries` names the
    distributions whose version shows in the bytes.
    """
    recipe = {
        "kind": kind,
        "recipe_version": recipe_version,
        "params": params,
        "inputs": [one.digest for one in inputs],
        "libraries": {name: installed_version(name) for name in libraries},
    }
    return Key(kind, hashlib.sha256(msgspec.json.encode(recipe, order="sorted")).hexdigest())


@cache
def installed_version(distribution: str) -> str:
    """The empty string when it is not installed: what is made without it has another address."""
    try:
        return version(distribution)
    except PackageNotFoundError:
        return ""
