"""Write THIRD_PARTY.md: every locked package, its version and its licence, read from what is installed.

A package for another system only is fetched, read and thrown away, so this needs a network.
Usage: python scripts/third_party.py
"""

import json
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable, Mapping
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

from check_lock import read_lock

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "THIRD_PARTY.md"
LONGEST_LICENCE_NAME = 60
ELSEWHERE = ("win_amd64", "emscripten_3_1_58_wasm32", "any")


class Package(NamedTuple):
    name: str
    versions: str
    licence: str


def licence_of(package: metadata.Distribution) -> str:
    """The licence as the package names it: its expression, else its classifiers, else its short text."""
    fields = package.metadata
    if "License-Expression" in fields:
        return fields["License-Expression"]
    classifiers = [line.split(" :: ") for line in fields.get_all("Classifier", [])]
    named = [parts[-1] for parts in classifiers if parts[0] == "License" and len(parts) > 1]
    if named:
        return ", ".join(named)
    text = fields["License"].strip() if "License" in fields else ""
    if text and "\n" not in text and len(text) <= LONGEST_LICENCE_NAME:
        return text
    return "see the package's own licence file"


def python_packages(lock: Path) -> list[Package]:
    packages: list[Package] = []
    for name, versions in sorted(read_lock(lock.read_text(encoding="utf-8")).versions.items()):
        try:
            licence = licence_of(metadata.distribution(name))
        except metadata.PackageNotFoundError:
            licence = _licence_elsewhere(name, str(versions[0]))
        packages.append(Package(name, ", ".join(map(str, versions)), licence))
    return packages


def npm_packages(lock: Path) -> list[Package]:
    """From package-lock.json, where npm writes each package's licence down."""
    entries = json.loads(lock.read_text(encoding="utf-8"))["packages"]
    found = {
        Package(
            path.rpartition("node_modules/")[2], entry["version"], str(entry.get("license", "not stated"))
        )
        for path, entry in entries.items()
        if path
    }
    return sorted(found)


def _licence_elsewhere(name: str, version: str) -> str:
    with tempfile.TemporaryDirectory() as folder:
        for platform in ELSEWHERE:
            command = [sys.executable, "-m", "pip", "download", "--no-deps", "--only-binary=:all:"]
            command += [
                "--platform",
                platform,
                "--python-version",
                "3.13",
                "--dest",
                folder,
                f"{name}=={version}",
            ]
            if subprocess.run(command, capture_output=True, check=False).returncode == 0:
                break
        for path in Path(folder).glob("*.whl"):
            with zipfile.ZipFile(path) as wheel:
                wheel.extractall(folder)
        found = list(metadata.distributions(path=[folder]))
        if not found:
            sys.exit(f"{name}=={version} is neither installed nor to be had as a wheel")
        return licence_of(found[0])


def page(sections: Mapping[str, Iterable[Package]]) -> str:
    lines = [
        "# Third-party packages",
        "",
        "What Coda is built from and runs on, with the licence each states. Written by `make licences`.",
    ]
    for title, packages in sections.items():
        lines += ["", f"## {title}", "", "| package | version | licence |", "| --- | --- | --- |"]
        lines += [f"| {p.name} | {p.versions} | {p.licence} |" for p in packages]
    return "\n".join(lines) + "\n"


def main() -> int:
    sections = {
        "Python (requirements.lock)": python_packages(ROOT / "requirements.lock"),
        "Python, to set Coda up (scripts/tools.lock)": python_packages(ROOT / "scripts" / "tools.lock"),
        "Node.js, where none is installed (scripts/node.lock)": python_packages(
            ROOT / "scripts" / "node.lock"
        ),
        "Studio (studio/package-lock.json)": npm_packages(ROOT / "studio" / "package-lock.json"),
    }
    TARGET.write_text(page(sections), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
