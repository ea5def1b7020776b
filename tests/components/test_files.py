"""Files that are written whole or not at all."""

from pathlib import Path

import pytest

from coda.components.files import put_in_place


def test_a_written_file_replaces_the_earlier_one_whole(tmp_path: Path) -> None:
    path = tmp_path / "show"
    path.write_bytes(b"old and much longer")
    put_in_place(path, b"new")
    assert path.read_bytes() == b"new"
    assert [each.name for each in tmp_path.iterdir()] == ["show"]


def test_a_write_that_fails_leaves_the_earlier_one_alone_and_nothing_behind(tmp_path: Path) -> None:
    folder = tmp_path / "show"
    folder.mkdir()
    for place in (folder, tmp_path / "nowhere" / "show"):
        with pytest.raises(OSError, match="show"):
            put_in_place(place, b"new")
    assert [each.name for each in tmp_path.iterdir()] == ["show"]
