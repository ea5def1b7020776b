from pathlib import Path

from coda_setup import stamps


def test_a_stamp_fits_until_a_file_it_was_made_from_changes(tmp_path: Path):
    source, stamp = tmp_path / "a.lock", tmp_path / "made" / "stamp"
    source.write_text("one")
    stamps.write(stamp, stamps.fingerprint([source], "fact"))
    assert stamps.is_fresh(stamp, stamps.fingerprint([source], "fact"))
    assert not stamps.is_fresh(stamp, stamps.fingerprint([source], "other fact"))
    source.write_text("two")
    assert not stamps.is_fresh(stamp, stamps.fingerprint([source], "fact"))


def test_a_stamp_that_was_never_written_does_not_fit(tmp_path: Path):
    assert not stamps.is_fresh(tmp_path / "stamp", stamps.fingerprint([]))


def test_a_stamp_of_something_else_does_not_fit(tmp_path: Path):
    (tmp_path / "stamp").write_bytes(b"\xff\x00")
    assert not stamps.is_fresh(tmp_path / "stamp", stamps.fingerprint([]))


def test_renaming_a_file_and_making_a_missing_one_change_the_fingerprint(tmp_path: Path):
    (tmp_path / "a").write_text("same")
    (tmp_path / "b").write_text("same")
    assert stamps.fingerprint([tmp_path / "a"]) != stamps.fingerprint([tmp_path / "b"])
    missing = stamps.fingerprint([tmp_path / "c"])
    (tmp_path / "c").write_text("there now")
    assert stamps.fingerprint([tmp_path / "c"]) != missing


def test_the_walk_below_a_folder_comes_in_one_order(tmp_path: Path):
    (tmp_path / "z").mkdir()
    for name in ("z/one", "b", "a"):
        (tmp_path / name).touch()
    assert stamps.files_below(tmp_path) == [tmp_path / "a", tmp_path / "b", tmp_path / "z/one"]
    assert stamps.files_below(tmp_path / "not there") == []
