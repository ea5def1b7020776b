"""Measure the code and hold it to its limits: functions p95 ≤ 40 lines, none over 60; modules ≤ 400.

A function's length is the lines from `def` to its last statement, its docstring left out.
Usage: python scripts/measure_code.py [folder …]
"""

import ast
import math
import statistics
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
MOST_LINES_IN_A_MODULE = 400
MOST_LINES_IN_A_FUNCTION = 60
MOST_LINES_AT_P95 = 40


class Function(NamedTuple):
    place: str
    lines: int


class Module(NamedTuple):
    place: str
    lines: int


def functions_of(tree: ast.Module, place: str) -> Iterator[Function]:
    """Every function and method, the nested ones too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield Function(f"{place}:{node.lineno} {node.name}", _lines_of(node))


def p95(lengths: list[int]) -> int:
    """The length that 95 of 100 functions do not exceed (nearest rank); 0 when there are none."""
    return sorted(lengths)[math.ceil(0.95 * len(lengths)) - 1] if lengths else 0


def verdicts(functions: list[Function], modules: list[Module]) -> list[str]:
    """What breaks a limit, in sentences."""
    found = [
        f"{module.place}: {module.lines} lines, {MOST_LINES_IN_A_MODULE} are allowed"
        for module in modules
        if module.lines > MOST_LINES_IN_A_MODULE
    ]
    found += [
        f"{function.place}: {function.lines} lines, {MOST_LINES_IN_A_FUNCTION} are allowed"
        for function in functions
        if function.lines > MOST_LINES_IN_A_FUNCTION
    ]
    at_p95 = p95([function.lines for function in functions])
    if at_p95 > MOST_LINES_AT_P95:
        found.append(f"functions: p95 is {at_p95} lines, {MOST_LINES_AT_P95} are allowed")
    return found


def _lines_of(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    whole = (node.end_lineno or node.lineno) - node.lineno + 1
    first = node.body[0]
    if ast.get_docstring(node, clean=False) is None:
        return whole
    return whole - ((first.end_lineno or first.lineno) - first.lineno + 1)


def _measure(folder: Path) -> tuple[list[Function], list[Module]]:
    functions: list[Function] = []
    modules: list[Module] = []
    for path in sorted(folder.rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        place = path.relative_to(ROOT).as_posix()
        functions += functions_of(ast.parse(source, place), place)
        modules.append(Module(place, len(source.splitlines())))
    return functions, modules


def main(folders: list[str]) -> int:
    broken: list[str] = []
    for name in folders or ["src", "scripts"]:
        functions, modules = _measure(ROOT / name)
        lengths = [function.lines for function in functions]
        print(
            f"{name}: {len(modules)} modules, longest {max((m.lines for m in modules), default=0)} lines; "
            f"{len(lengths)} functions, median {statistics.median(lengths or [0]):g}, "
            f"p95 {p95(lengths)}, longest {max(lengths, default=0)}"
        )
        broken += verdicts(functions, modules)
    for line in broken:
        print(line)
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
