"""`coda keys set|forget PROVIDER`."""

from __future__ import annotations

import getpass
import sys

from coda.bootstrap.keys import forget_key, set_key
from coda.interfaces.cli.exits import DONE, USAGE


def keys(action: str, provider: str) -> int:
    """The key is typed without echo, or piped in; it is never an argument, which others could see."""
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
