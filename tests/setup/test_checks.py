"""The project's own checks find what they are there to find."""

import ast
import tomllib

import pytest
from packaging.requirements import Requirement

from check_lock import differences, disagreements, read_inputs, read_lock, requirements_of
from check_tree import findings
from measure_code import Function, Module, functions_of, p95, verdicts

LOCK = """\
numpy==2.4.6 ; python_full_version < '3.12' \\
    --hash=sha256:aa
    # via coda (pyproject.toml)
numpy==2.5.5 ; python_full_version >= '3.12' \\
    --hash=sha256:bb
    # via coda (pyproject.toml)
Typing.Extensions==4.16.0 \\
    --hash=sha256:cc
    # via numpy
"""


def asked(*lines: str) -> list[Requirement]:
    return [Requirement(line) for line in lines]


def test_a_lock_in_step_has_no_differences():
    assert differences(asked("numpy>=2.2"), read_lock(LOCK), "lock") == []


def test_a_package_that_is_asked_but_not_locked_is_found():
    (found,) = differences(asked("numpy>=2.2", "msgspec>=0.22"), read_lock(LOCK), "lock")
    assert found == "lock: msgspec>=0.22 is not in it"


def test_a_range_that_one_of_the_locked_versions_misses_is_found():
    (found,) = differences(asked("numpy>=2.5"), read_lock(LOCK), "lock")
    assert "locked at 2.4.6, 2.5.5, but numpy>=2.5 is asked" in found


def test_a_package_that_nothing_asks_for_any_more_is_found():
    assert differences(asked(), read_lock(LOCK), "lock") == ["lock: numpy is locked, but nothing asks for it"]


def test_an_entry_without_a_hash_is_found():
    found = differences(asked("numpy"), read_lock(LOCK.replace("--hash=sha256:cc", "")), "lock")
    assert found == ["lock: typing-extensions has no hash"]


def test_an_address_in_a_lock_is_found():
    (found,) = differences(asked("numpy"), read_lock("--index-url https://mirror.example/\n" + LOCK), "lock")
    assert "address" in found


def test_two_locks_that_disagree_are_found():
    other = read_lock("typing-extensions==4.15.0 \\\n    --hash=sha256:dd\n    # via hatchling\n")
    assert disagreements(read_lock(LOCK), other) == [
        "the locks disagree on typing-extensions: 4.16.0, 4.15.0"
    ]
    assert disagreements(read_lock(LOCK), read_lock(LOCK)) == []


def test_extras_and_included_groups_count_as_asked():
    project = tomllib.loads("""
        [project]
        dependencies = ["msgspec"]
        optional-dependencies.audio = ["numpy>=2"]
        [dependency-groups]
        test = ["pytest"]
        dev = [{ include-group = "test" }, "ruff"]
    """)
    assert {r.name for r in requirements_of(project, ["dev"])} == {"msgspec", "numpy", "pytest", "ruff"}


def test_comments_in_an_input_file_are_no_requirements():
    assert [str(r) for r in read_inputs("# tools\nuv==1.0\n\nhatchling>=1  # builds\n")] == [
        "uv==1.0",
        "hatchling>=1",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "key = 'sk-proj-" + "a1B2" * 12 + "'",
        "-----BEGIN RSA " + "PRIVATE KEY-----",
        "token: ghp_" + "x" * 36,
        "open('/ho" + "me/ada/show.smproj')",
        "--index-url" + "=https://mirror.example/",
        "https:" + "//mirror.example/simple/uv",
        "registry" + " = http://localhost:4873/",
    ],
)
def test_a_line_that_has_no_place_in_a_tracked_file_is_found(line: str):
    assert findings("docs/page.md", f"one\n{line}\n") != []
    assert findings("docs/page.md", f"one\n{line}\n")[0].startswith("docs/page.md:2: ")


@pytest.mark.parametrize(
    "line",
    [
        "api_key='sk-test'",
        "open the folder ~/shows",
        "http://127.0.0.1:8787/documents/1",
        "https://example.com/home/page",
        "GET /api/v1/users/ada",
    ],
)
def test_an_ordinary_line_is_let_be(line: str):
    assert findings("docs/page.md", line) == []


def test_an_npm_lock_with_addresses_is_found():
    assert findings("studio/package-lock.json", '{"resolved": "x"}') != []


def test_a_functions_length_leaves_its_docstring_out():
    source = 'def f():\n    """One.\n\n    Two.\n    """\n    def g(): return 1\n    return g\n'
    lengths = {function.place: function.lines for function in functions_of(ast.parse(source), "m.py")}
    assert lengths == {"m.py:1 f": 3, "m.py:6 g": 1}


def test_p95_is_the_length_that_95_of_100_do_not_exceed():
    assert p95(list(range(1, 101))) == 95
    assert p95([7]) == 7
    assert p95([]) == 0


def test_each_limit_has_its_verdict():
    functions = [Function(f"m.py:{line} f", 41) for line in range(9)] + [Function("m.py:9 g", 61)]
    said = verdicts(functions, [Module("m.py", 401), Module("n.py", 400)])
    assert said == [
        "m.py: 401 lines, 400 are allowed",
        "m.py:9 g: 61 lines, 60 are allowed",
        "functions: p95 is 61 lines, 40 are allowed",
    ]
