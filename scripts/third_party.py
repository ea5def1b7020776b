"""Write THIRD_PARTY.md: every locked package, its version and its licence, read from what is installed.

A package for another system only is fetched, read and thrown away, so writing needs a network.
Usage: python scripts/third_party.py, or with --check to see whether the page lists what the locks hold.
"""

import json
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable, Mapping
from importlib import metadata
from pathlib import Path
from typing import Any, NamedTuple

from check_lock import read_lock

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "THIRD_PARTY.md"
LOCKS = {
    "Python (requirements.lock)": ROOT / "requirements.lock",
    "Python, to set Coda up (scripts/tools.lock)": ROOT / "scripts" / "tools.lock",
    "Node.js, where none is installed (scripts/node.lock)": ROOT / "scripts" / "node.lock",
    "Studio (studio/package-lock.json)": ROOT / "studio" / "package-lock.json",
}
NOTES = """\
Shipped with Coda: the fonts of the films (`src/coda/apps/idea2video/fonts`), cut from Noto Sans, Noto Sans
CJK SC and EB Garamond, under the SIL Open Font License 1.1.

Under the GPL, and therefore apart: `espeakng-loader` carries espeak-ng (GPL-3.0-or-later); it is the extra
`voice`, is run in a process of its own, and films are made without it. `av` carries FFmpeg with x264
(GPL-2.0-or-later); who hands its wheels on takes over the duties of that licence. Coda hands neither on."""
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


def locked_in(lock: Path) -> list[tuple[str, str]]:
    """Name and versions of each package, sorted, of a Python or an npm lock."""
    text = lock.read_text(encoding="utf-8")
    if lock.suffix == ".json":
        return sorted({(name, entry["version"]) for name, entry in _npm_entries(text)})
    return [
        (name, ", ".join(map(str, versions))) for name, versions in sorted(read_lock(text).versions.items())
    ]


def python_packages(lock: Path) -> list[Package]:
    packages: list[Package] = []
    for name, versions in locked_in(lock):
        try:
            licence = licence_of(metadata.distribution(name))
        except metadata.PackageNotFoundError:
            licence = _licence_elsewhere(name, versions.partition(",")[0])
        packages.append(Package(name, versions, licence))
    return packages


def npm_packages(lock: Path) -> list[Package]:
    """From package-lock.json, where npm writes each package's licence down."""
    entries = _npm_entries(lock.read_text(encoding="utf-8"))
    return sorted(
        {Package(name, entry["version"], str(entry.get("license", "not stated"))) for name, entry in entries}
    )


def _npm_entries(text: str) -> list[tuple[str, dict[str, Any]]]:
    entries: dict[str, dict[str, Any]] = json.loads(text)["packages"]
    return [(path.rpartition("node_modules/")[2], entry) for path, entry in entries.items() if path]


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
        "",
        *NOTES.splitlines(),
    ]
    for title, packages in sections.items():
        lines += ["", f"## {title}", "", "| package | version | licence |", "| --- | --- | --- |"]
        lines += [f"| {p.name} | {p.versions} | {p.licence} |" for p in packages]
    return "\n".join(lines) + "\n"


def is_current(text: str) -> bool:
    """Whether the page lists exactly the packages and versions of the locks."""
    listed = [tuple(line.strip("| ").split(" | ")[:2]) for line in text.splitlines() if line.startswith("| ")]
    rows = [row for row in listed if row not in {("package", "version"), ("---", "---")}]
    return rows == [row for lock in LOCKS.values() for row in locked_in(lock)]


def main(arguments: list[str]) -> int:
    if arguments == ["--check"]:
        if is_current(TARGET.read_text(encoding="utf-8")):
            return 0
        print("THIRD_PARTY.md does not list what the locks hold. To mend it: make licences")
        return 1
    read = {
        title: npm_packages if lock.suffix == ".json" else python_packages for title, lock in LOCKS.items()
    }
    TARGET.write_text(page({title: read[title](lock) for title, lock in LOCKS.items()}), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
