"""`coda keys set|forget PROVIDER`, `coda keys list`."""

from __future__ import annotations

import getpass
import os
import sys

from coda.bootstrap.keys import forget_key, set_key, stored_names, variables_of
from coda.components.llm.profiles import PROFILES
from coda.interfaces.cli.exits import DONE, USAGE


def keys(action: str, provider: str | None) -> int:
    """The key is typed without echo, or piped in; it is never an argument, which others could see."""
    if action == "list":
        return _list()
    if provider is None:
        print(f"coda: whose key? `coda keys {action} PROVIDER`, such as openai.", file=sys.stderr)
        return USAGE
    if action == "forget":
        print("Forgotten." if forget_key(provider) else "There was no such key.")
        return DONE
    asked = f"Key for {provider}: "
    key = (getpass.getpass(asked) if sys.stdin.isatty() else sys.stdin.readline()).strip()
    if not key:
        print("coda: no key was given; nothing was changed.", file=sys.stderr)
        return USAGE
    set_key(provider, key)
    print(f"The key for {provider} is in this system's keyring.")
    return DONE


def _list() -> int:
    """Each provider that takes a key, and where its key is; never the key."""
    stored = stored_names()
    takers = [str(kind) for kind, profile in PROFILES.items() if profile.key_variables]
    for name in (*takers, *(other for other in stored if other not in takers)):
        variables = variables_of(name)
        found = next((variable for variable in variables if os.environ.get(variable)), None)
        place = f"in {found}" if found else "in the keyring" if name in stored else "none"
        print(f"{name:18} {place:34} {' or '.join(variables)}".rstrip())
    return DONE
