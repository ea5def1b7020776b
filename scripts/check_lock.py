"""Check, without a network, that the locks are in step with pyproject.toml, scripts/*.in and each other."""

import re
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[1]
LOCAL = "local"
"""The extra that runs models here: its lock is its own, for a folder of its own, and without torch."""

_ENTRY = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)
_ADDRESS = re.compile(r"https?://|file://|--index|--find-links", re.IGNORECASE)


class Lock(NamedTuple):
    """`versions` by canonical name (several where Pythons differ); `asked`: what our own files ask for."""

    versions: dict[str, list[Version]]
    without_hash: list[str]
    asked: set[str]
    has_address: bool


def read_lock(text: str) -> Lock:
    """Read a file as `uv pip compile --generate-hashes` writes it."""
    versions: dict[str, list[Version]] = defaultdict(list)
    without_hash: list[str] = []
    asked: set[str] = set()
    starts = [match.start() for match in _ENTRY.finditer(text)]
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        entry = text[start:end]
        match = _ENTRY.match(entry)
        if match is None:
            raise AssertionError("an entry starts where one was found")
        name = canonicalize_name(match[1])
        versions[name].append(Version(match[2]))
        if "--hash=sha256:" not in entry:
            without_hash.append(name)
        if "pyproject.toml" in entry or ".in" in entry:
            asked.add(name)
    return Lock(dict(versions), without_hash, asked, bool(_ADDRESS.search(text)))


def differences(requirements: Iterable[Requirement], lock: Lock, name: str) -> list[str]:
    """Where the lock does not hold what is required, in sentences."""
    found = [f"{name}: {package} has no hash" for package in lock.without_hash]
    if lock.has_address:
        found.append(f"{name} holds an address; it may hold names, versions and hashes only")
    required: set[str] = set()
    for requirement in requirements:
        package = canonicalize_name(requirement.name)
        required.add(package)
        locked = lock.versions.get(package)
        if locked is None:
            found.append(f"{name}: {requirement} is not in it")
        elif not all(requirement.specifier.contains(version, prereleases=True) for version in locked):
            found.append(
                f"{name}: {package} is locked at {', '.join(map(str, locked))}, but {requirement} is asked"
            )
    found += [
        f"{name}: {package} is locked, but nothing asks for it" for package in sorted(lock.asked - required)
    ]
    return found


def requirements_of(project: dict[str, Any], groups: Iterable[str]) -> list[Requirement]:
    """The project's dependencies, its extras, and the named dependency groups with what they include.

    The extra `local` is not among them: see `left_out`.
    """
    lines: list[str] = list(project["project"]["dependencies"])
    for name, extra in project["project"].get("optional-dependencies", {}).items():
        if name != LOCAL:
            lines += extra
    waiting = list(groups)
    while waiting:
        for item in project["dependency-groups"][waiting.pop()]:
            if isinstance(item, str):
                lines.append(item)
            else:
                waiting.append(item["include-group"])
    return [Requirement(line) for line in lines]


def read_inputs(text: str) -> list[Requirement]:
    """The requirements of a `.in` file."""
    lines = (line.partition("#")[0].strip() for line in text.splitlines())
    return [Requirement(line) for line in lines if line]


def left_out(project: dict[str, Any], lock: Lock, pins: Iterable[Requirement]) -> list[str]:
    """What the extra `local` asks for and neither its own lock nor the pin of torch holds, in sentences."""
    pinned = {canonicalize_name(pin.name): [Version(s.version) for s in pin.specifier] for pin in pins}
    held = lock.versions | pinned
    extra = [Requirement(line) for line in project["project"]["optional-dependencies"][LOCAL]]
    return [
        f"scripts/{LOCAL}.lock, scripts/torch.in: {requirement} is not in them"
        for requirement in extra
        if not any(
            requirement.specifier.contains(version, prereleases=True)
            for version in held.get(canonicalize_name(requirement.name), ())
        )
    ]


def disagreements(first: Lock, second: Lock) -> list[str]:
    """Packages that two locks for one environment hold at different versions."""
    both = sorted(first.versions.keys() & second.versions.keys())
    return [
        f"the locks disagree on {name}: {', '.join(map(str, first.versions[name] + second.versions[name]))}"
        for name in both
        if not set(second.versions[name]) <= set(first.versions[name])
    ]


def main() -> int:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    packages = read_lock((ROOT / "requirements.lock").read_text(encoding="utf-8"))
    found = differences(requirements_of(project, ["dev"]), packages, "requirements.lock")
    for name in ("tools", "node", LOCAL):
        lock = read_lock((ROOT / "scripts" / f"{name}.lock").read_text(encoding="utf-8"))
        asked = read_inputs((ROOT / "scripts" / f"{name}.in").read_text(encoding="utf-8"))
        found += differences(asked, lock, f"scripts/{name}.lock")
        found += disagreements(packages, lock)
        if name == LOCAL:
            torch = read_inputs((ROOT / "scripts" / "torch.in").read_text(encoding="utf-8"))
            found += left_out(project, lock, torch)
    for line in found:
        print(line)
    if found:
        print("To mend it: make lock")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
