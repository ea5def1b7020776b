"""docs/cli.md says what the command line is."""

import argparse
import re
from pathlib import Path
from typing import Any

import msgspec
import pytest

from coda.interfaces.cli import _parser, exits
from coda.interfaces.models import ModelView
from tests.interfaces.forms import AnalysisForm, EpisodeForm, FilmForm, SaidForm, ShowForm

DOCS = (Path(__file__).parents[2] / "docs" / "cli.md").read_text()


def commands(
    parser: argparse.ArgumentParser, name: str = "coda"
) -> list[tuple[str, argparse.ArgumentParser]]:
    below = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    if not below:
        return [(name, parser)]
    return [
        found
        for action in below
        for word, child in action.choices.items()
        for found in commands(child, f"{name} {word}")
    ]


def test_every_command_and_option_is_told():
    for name, parser in commands(_parser()):
        assert f"`{name}" in DOCS
        hidden = {"-h", "--help", "--json", "--data"}
        for option in {one for action in parser._actions for one in action.option_strings} - hidden:
            assert re.search(rf"`{name} [^`]*{option}", DOCS), f"{name} {option}"


def test_every_exit_code_is_told():
    codes = {value for name, value in vars(exits).items() if name.isupper() and isinstance(value, int)}
    assert codes == {int(code) for code in re.findall(r"^\| (\d+) \|", DOCS, re.MULTILINE)}


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("**say**", SaidForm),
        ("**new** and **show** of `sequence`", ShowForm),
        ("**new** and **show** of `video`", EpisodeForm),
        ("**make** and **render**", FilmForm),
        ("**models**", ModelView),
        ("**analyze**", AnalysisForm),
    ],
)
def test_every_field_of_a_form_is_told(heading: str, kind: Any):
    table = DOCS.partition(heading)[2].partition("\n\n**")[0]
    rows = re.findall(r"^\| (`.*?`) \|", table, re.MULTILINE)
    told = {name for row in rows for name in re.findall(r"`(\w+)`", row)}
    assert told == {field.name for field in msgspec.structs.fields(kind)}
