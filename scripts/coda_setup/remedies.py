"""From the words of a failing tool to a sentence that says how to mend it."""

import re
from typing import NamedTuple


class Remedy(NamedTuple):
    """`signs`: regular expressions, any of which gives the trouble away; `advice`: what to do."""

    signs: tuple[str, ...]
    advice: str


_REMEDIES = (
    Remedy(
        (r"no space left on device", r"ENOSPC", r"disk quota exceeded", r"os error 28\b"),
        "The disk is full. Free about 2 GB and run the same command again; it goes on where it stopped.",
    ),
    Remedy(
        (r"ensurepip", r"python3-venv"),
        "This Python comes without its venv module. Debian or Ubuntu: apt install python3-venv; "
        "or name another interpreter: CODA_PYTHON=/path/to/python3.13",
    ),
    Remedy(
        (r"hash(es)? mismatch", r"do not match the hashes", r"EINTEGRITY"),
        "A downloaded package is not the one in the lock file. Behind a mirror or proxy, check what it "
        "serves; otherwise empty the caches: .venv/bin/uv cache clean, npm cache clean --force.",
    ),
    Remedy(
        (
            r"certificate verify failed",
            r"invalid peer certificate",
            r"UnknownIssuer",
            r"SELF_SIGNED_CERT",
            r"UNABLE_TO_(VERIFY|GET_ISSUER)",
        ),
        "A certificate on the way to the package index is not trusted. Behind a company's proxy, name its "
        "certificate: SSL_CERT_FILE=… (Python) and NODE_EXTRA_CA_CERTS=… (Node.js).",
    ),
    Remedy(
        (
            r"dns error",
            r"failed to lookup",
            r"name resolution",
            r"Name or service not known",
            r"nodename nor servname",
            r"\b(ENOTFOUND|EAI_AGAIN|ENETUNREACH|ECONNREFUSED|ECONNRESET|ETIMEDOUT)\b",
            r"Network is unreachable",
            r"Connection refused",
            r"NewConnectionError",
            r"error sending request",
            r"tcp connect error",
            r"(operation|read) timed out",
            r"could not connect",
            r"No matching distribution found",
            r"Temporary failure resolving",
        ),
        "The package index cannot be reached. Connect to the network (or set HTTPS_PROXY) and run the "
        "command again; it is needed for the first set-up only.",
    ),
    Remedy(
        (
            r"(gcc|clang|cc)\b.*(not found|no such file)",
            r"command '?\S*(gcc|cc|clang)'? failed",
            r"Python\.h",
            r"xcrun: error",
            r"linker .*not found",
        ),
        "A package had to be compiled, and no working compiler is here: none is ready-made for this Python "
        "and system. Use Python 3.11 to 3.13 (CODA_PYTHON=/path/to/python3.13), or install a compiler "
        "(Debian: apt install build-essential python3-dev; macOS: xcode-select --install).",
    ),
    Remedy(
        (r"EBADENGINE", r"requires? Node\.?js", r"Unsupported engine"),
        "This Node.js is too old for the studio: it takes 20.19, 22.12 or newer. Update it, or take it off "
        "the PATH and Coda fetches its own.",
    ),
    Remedy(
        (r"npm (error|ERR!).*(can only install packages when|in sync)",),
        "studio/package.json and studio/package-lock.json disagree: run npm install in studio/.",
    ),
    Remedy(
        (r"Permission denied", r"\b(EACCES|EPERM)\b", r"Read-only file system"),
        "A file cannot be written. Make the checkout yours (chown) and run the command without sudo.",
    ),
    Remedy(
        (r"heap out of memory", r"^Killed", r"MemoryError", r"Cannot allocate memory"),
        "The machine ran out of memory. Close other programs and run the same command again.",
    ),
)


def remedy_for(output: str) -> str | None:
    """The first remedy that fits the tool's output; None when its words say nothing known."""
    for remedy in _REMEDIES:
        if any(re.search(sign, output, re.IGNORECASE | re.MULTILINE) for sign in remedy.signs):
            return remedy.advice
    return None
