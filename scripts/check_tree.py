"""Check every tracked file for addresses of package indexes, paths of one machine, and keys."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

_SECRETS = {
    "a private key": r"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----",
    "an OpenAI or Anthropic key": r"\bsk-(?:proj-|ant-|svcacct-)?[A-Za-z0-9_-]{32,}",
    "a GitHub token": r"\bgh[pousr]_[A-Za-z0-9]{36}\b|\bgithub_pat_\w{60,}",
    "an AWS key": r"\bAKIA[0-9A-Z]{16}\b",
    "a Google key": r"\bAIza[0-9A-Za-z_-]{35}\b",
    "a Slack token": r"\bxox[abprs]-[0-9A-Za-z-]{20,}",
    "an npm or PyPI token": r"\bnpm_[A-Za-z0-9]{36}\b|\bpypi-[A-Za-z0-9_-]{60,}",
}
_PLACES = {
    "an address of a package index": r"://[\w.-]*(?:pypi|pythonhosted|npmjs|npmmirror|yarnpkg|debian)[\w.-]*"
    r"|://[^/\s]+/(?:simple|pypi|npm)/|(?:index[-_]url|registry)\s*=\s*\S*://",
    "a path of one machine": r"(?<![\w.~-])/(?:root|home/\w+|Users/\w+)/|" + re.escape(str(ROOT)) + r"\b",
}
RULES = {name: re.compile(pattern) for name, pattern in (_SECRETS | _PLACES).items()}
_LOCK_ADDRESS = re.compile(r'"resolved"')


def findings(name: str, text: str) -> list[str]:
    """What must not be in this file, as `name:line: what`."""
    found = [
        f"{name}:{number}: {what}"
        for number, line in enumerate(text.splitlines(), 1)
        for what, pattern in RULES.items()
        if pattern.search(line)
    ]
    if name.endswith("package-lock.json") and _LOCK_ADDRESS.search(text):
        found.append(
            f"{name}: holds addresses; npm install with omit-lockfile-registry-resolved=true leaves them out"
        )
    return found


def _tracked() -> list[str]:
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [name for name in done.stdout.split("\0") if name]


def main() -> int:
    found: list[str] = []
    for name in _tracked():
        path = ROOT / name
        if not path.is_file():
            continue
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found += findings(name, text)
    for line in found:
        print(line)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
