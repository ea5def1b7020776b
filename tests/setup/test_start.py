"""The first two seconds of `make run`, in real processes."""

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def launch(*arguments: str, folder: Path = ROOT, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["/bin/sh", "scripts/setup.sh", *arguments],
        cwd=folder,
        env=os.environ | env,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def make_program(path: Path, script: str) -> None:
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


@pytest.fixture
def bare_checkout(tmp_path: Path) -> Path:
    """A folder with nothing but the launcher, under a name with a space: no environment."""
    checkout = tmp_path / "my show"
    (checkout / "scripts").mkdir(parents=True)
    shutil.copy(ROOT / "scripts" / "setup.sh", checkout / "scripts")
    return checkout


def test_without_a_python_the_launcher_says_what_to_install(bare_checkout: Path, tmp_path: Path):
    done = launch("run", folder=bare_checkout, PATH=f"{tmp_path}")
    assert done.returncode == 1
    assert "Python 3.11 or newer" in done.stderr
    assert "apt install python3" in done.stderr


def test_a_python_that_is_too_old_is_named(bare_checkout: Path, tmp_path: Path):
    make_program(tmp_path / "python3", '[ "$1" = --version ] && echo Python 3.9.6; exit 1')
    done = launch("run", folder=bare_checkout, PATH=f"{tmp_path}")
    assert done.returncode == 1
    assert f"There is only: {tmp_path}/python3, Python 3.9.6" in done.stderr


def test_a_python_by_another_name_is_found(bare_checkout: Path, tmp_path: Path):
    make_program(tmp_path / "python3", "exit 1")
    make_program(tmp_path / "python3.12", '[ "$1" = -c ] || echo started: "$@"')
    done = launch("run", "--port", "1", folder=bare_checkout, PATH=f"{tmp_path}")
    assert done.stdout == "started: -I scripts/setup.py run --port 1\n"


def test_a_port_that_is_taken_is_said_before_anything_else_is_done():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = launch("run", "--port", str(port))
    assert done.returncode == 1
    assert done.stdout == ""
    assert f"127.0.0.1:{port}" in done.stderr
    assert f'make run ARGS="--port {port + 1}"' in done.stderr


def test_an_unknown_command_is_a_usage_error():
    done = launch("dance")
    assert done.returncode == 2
    assert "run|test|check|environment" in done.stderr


def test_a_path_that_cannot_be_used_is_named_without_a_traceback(bare_checkout: Path):
    shutil.copytree(ROOT / "scripts", bare_checkout / "scripts", dirs_exist_ok=True)
    (bare_checkout / ".venv").write_text("a file where a folder belongs")
    done = launch("environment", folder=bare_checkout, CODA_PYTHON=sys.executable)
    assert done.returncode == 1
    assert f"{bare_checkout}/.venv" in done.stderr
    assert "To mend it:" in done.stderr
    assert "Traceback" not in done.stderr
