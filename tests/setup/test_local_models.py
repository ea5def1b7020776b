"""The step that installs torch for the tests: it never fails, never brings CUDA, and says why it did not."""

import io
import json
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from check_lock import left_out, read_lock
from coda_setup import local_models
from coda_setup.steps import Screen


def report(*needs: str) -> str:
    return json.dumps({"install": [{"metadata": {"name": "torch", "requires_dist": list(needs)}}]})


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "local-models"
    monkeypatch.setattr(local_models, "FOLDER", folder)
    monkeypatch.setattr(local_models, "_STAMP", folder / ".coda-stamp")
    monkeypatch.setattr(local_models, "_ABSENT", tmp_path / "absent")
    return tmp_path


def answer(monkeypatch: pytest.MonkeyPatch, said: str) -> list[list[str]]:
    """Let every tool say this; the commands are kept."""
    commands: list[list[str]] = []

    def run(command: list[str | Path], seconds: float) -> str:
        commands.append([str(part) for part in command])
        return said

    monkeypatch.setattr(local_models, "_said", run)
    return commands


def test_a_build_with_cuda_is_known_by_what_it_needs():
    gpu = report("sympy", 'nvidia-cudnn-cu13==9.2; platform_system == "Linux"')
    assert local_models.brings_cuda(gpu, "linux")
    assert not local_models.brings_cuda(gpu, "darwin")
    assert not local_models.brings_cuda(report("sympy", "filelock"), "linux")


def test_a_build_with_cuda_is_not_installed_and_the_reason_is_kept(
    place: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(local_models.brings_cuda, "__defaults__", ("linux",))
    commands, screen = answer(monkeypatch, report("nvidia-cublas")), io.StringIO()
    local_models.ensure_local_models(Screen(screen))
    assert len(commands) == 1
    assert "--dry-run" in commands[0]
    assert "will be skipped" in screen.getvalue()
    assert "PIP_EXTRA_INDEX_URL" in (local_models.absence() or "")


def test_what_was_installed_is_not_installed_again(place: Path, monkeypatch: pytest.MonkeyPatch):
    commands = answer(monkeypatch, report("sympy"))
    assert "run `make test` once" in (local_models.absence() or "")
    local_models.ensure_local_models(Screen(io.StringIO()))
    assert local_models.absence() is None
    installed = len(commands)
    local_models.ensure_local_models(Screen(io.StringIO()))
    assert len(commands) == installed
    assert any("--require-hashes" in command for command in commands)


@pytest.mark.parametrize("tool", ["/nonexistent/tool", "false"])
def test_a_tool_that_fails_is_a_reason_and_no_failure(
    place: Path, monkeypatch: pytest.MonkeyPatch, tool: str
):
    monkeypatch.setattr(local_models, "PYTHON", Path(tool))
    local_models.ensure_local_models(Screen(io.StringIO()))
    assert Path(tool).name in (local_models.absence() or "")


def test_what_the_extra_asks_for_must_be_locked_or_pinned():
    project = {"project": {"optional-dependencies": {"local": ["torch>=2.13", "transformers>=5.23"]}}}
    lock = read_lock("transformers==5.23.0 \\\n    --hash=sha256:aa\n    # via -r scripts/local.in\n")
    assert left_out(project, lock, [Requirement("torch==2.13.0")]) == []
    (found,) = left_out(project, lock, [Requirement("torch==2.12.0")])
    assert "torch>=2.13 is not in them" in found
