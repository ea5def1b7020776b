"""The studio: its packages in studio/node_modules, its build in studio/dist."""

from pathlib import Path

from coda_setup import stamps
from coda_setup.layout import STUDIO
from coda_setup.node import executable, node_environment
from coda_setup.steps import Screen, run_tool

_MODULES = STUDIO / "node_modules"
_DIST = STUDIO / "dist"
_MANIFEST = [STUDIO / "package.json", STUDIO / "package-lock.json", STUDIO / ".npmrc"]


def ensure_studio_packages(screen: Screen) -> None:
    """`npm ci`, unless node_modules was made from this very lock. Raises StepFailedError."""
    wanted = stamps.fingerprint(_MANIFEST)
    stamp = _MODULES / ".coda-stamp"
    if stamps.is_fresh(stamp, wanted):
        return
    env = node_environment(screen)
    npm_ci = [
        executable("npm", env),
        "ci",
        "--include=dev",
        "--no-audit",
        "--no-fund",
        "--no-update-notifier",
    ]
    run_tool(screen, "Installing the studio's packages of package-lock.json", npm_ci, folder=STUDIO, env=env)
    stamps.write(stamp, wanted)


def ensure_studio_built(screen: Screen) -> None:
    """`npm run build`, unless studio/dist was built from these very sources. Raises StepFailedError."""
    wanted = stamps.fingerprint(_sources())
    stamp = _DIST / ".coda-stamp"
    if stamps.is_fresh(stamp, wanted) and (_DIST / "index.html").exists():
        return
    ensure_studio_packages(screen)
    env = node_environment(screen)
    build = [executable("npm", env), "run", "build"]
    run_tool(screen, "Building the studio", build, folder=STUDIO, env=env)
    stamps.write(stamp, wanted)


def _sources() -> list[Path]:
    """What a build is made from: the files beside package.json and everything below src and public."""
    beside = sorted(path for path in STUDIO.iterdir() if path.is_file())
    return [*beside, *stamps.files_below(STUDIO / "src"), *stamps.files_below(STUDIO / "public")]
