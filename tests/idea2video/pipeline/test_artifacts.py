"""Made things: their addresses, made once by whoever comes first, whole or not there, swept when unused."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coda.apps.idea2video.pipeline.artifacts import Artifacts
from coda.apps.idea2video.pipeline.keys import Key, key_of
from coda.errors import StoreUnavailableError

ROOT = Path(__file__).parents[3]
KEY = key_of("test", 1, "a")


def writing(text: str = "whole"):
    return lambda target: target.write_text(text) and None


def no_second_time(_target: Path) -> None:
    pytest.fail("it was made a second time")


def maker(directory: Path, what: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.idea2video.pipeline.artifact_maker", str(directory), "a", what],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )


@given(st.dictionaries(st.text(), st.integers() | st.text() | st.lists(st.booleans())))
def test_an_address_does_not_depend_on_the_order_of_words(params):
    turned = dict(reversed(params.items()))
    assert key_of("test", 1, params) == key_of("test", 1, turned)


@pytest.mark.parametrize(
    "other",
    [
        key_of("other", 1, "a"),
        key_of("test", 2, "a"),
        key_of("test", 1, "b"),
        key_of("test", 1, "a", inputs=[KEY]),
        key_of("test", 1, "a", libraries=["msgspec"]),
    ],
)
def test_an_address_changes_with_all_that_the_bytes_depend_on(other):
    assert other.digest != KEY.digest


def test_the_order_of_inputs_is_a_part_of_the_address():
    one, other = key_of("test", 1, 1), key_of("test", 1, 2)
    assert key_of("test", 1, "", inputs=[one, other]) != key_of("test", 1, "", inputs=[other, one])


def test_a_thing_is_made_once_and_found_again(tmp_path):
    artifacts = Artifacts(tmp_path)
    assert artifacts.get(KEY) is None
    made = artifacts.make(KEY, ".txt", writing())
    assert made.read_text() == "whole"
    assert made.suffix == ".txt"
    assert artifacts.make(KEY, ".txt", no_second_time) == made == Artifacts(tmp_path).get(KEY)


def test_the_ledger_tells_each_make_with_its_size(tmp_path):
    artifacts = Artifacts(tmp_path)
    for name in "aba":
        artifacts.make(key_of("test", 1, name), ".txt", writing())
    entries = list(artifacts.ledger.entries())
    assert [(entry.kind, entry.key, entry.bytes) for entry in entries] == [
        ("test", key_of("test", 1, name).digest, 5) for name in "ab"
    ]
    assert all(entry.seconds >= 0 for entry in entries)


def test_a_torn_line_of_the_ledger_is_passed_over(tmp_path):
    artifacts = Artifacts(tmp_path)
    artifacts.make(KEY, ".txt", writing())
    with (tmp_path / "made.jsonl").open("ab") as file:
        file.write(b'{"kind": "te\n')
    artifacts.make(key_of("test", 1, "b"), ".txt", writing())
    assert len(list(artifacts.ledger.entries())) == 2


def test_a_maker_that_fails_leaves_nothing_and_the_next_one_may_try(tmp_path):
    artifacts = Artifacts(tmp_path)

    def fail(target: Path) -> None:
        target.write_text("ha")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        artifacts.make(KEY, ".txt", fail)
    assert not list((tmp_path / "incoming").iterdir())
    assert artifacts.get(KEY) is None
    assert artifacts.make(KEY, ".txt", writing()).read_text() == "whole"


def test_threads_that_want_the_same_get_what_one_of_them_makes(tmp_path):
    with ThreadPoolExecutor(8) as pool:
        paths = set(pool.map(lambda _: Artifacts(tmp_path).make(KEY, ".txt", writing()), range(32)))
    assert len(paths) == 1
    assert len(list(Artifacts(tmp_path).ledger.entries())) == 1


def test_a_process_waits_for_another_one_that_makes_the_same(tmp_path):
    with maker(tmp_path, "make") as first:
        assert first.stdout is not None
        assert first.stdout.readline() == "making\n"
        with ThreadPoolExecutor(1) as pool:
            waiting = pool.submit(Artifacts(tmp_path).make, KEY, ".txt", no_second_time)
            assert not waiting.done()
            first.communicate("go\n")
            assert waiting.result().read_text() == "whole"


def test_what_a_killed_maker_left_half_made_is_made_anew(tmp_path):
    with maker(tmp_path, "die"):
        pass
    (left,) = (tmp_path / "incoming").iterdir()
    assert left.read_text() == "ha"
    artifacts = Artifacts(tmp_path)
    assert artifacts.get(KEY) is None
    assert artifacts.make(KEY, ".txt", writing()).read_text() == "whole"


def test_what_a_killed_maker_had_finished_is_not_made_again(tmp_path):
    with maker(tmp_path, "die-late") as process:
        process.communicate("go\n")
    assert process.returncode < 0
    assert Artifacts(tmp_path).make(KEY, ".txt", no_second_time).read_text() == "whole"


def test_leftovers_of_the_dead_are_discarded_and_those_of_the_living_stay(tmp_path):
    with maker(tmp_path, "die"):
        pass
    artifacts = Artifacts(tmp_path)
    other = key_of("test", 1, "b")

    def discard_meanwhile(target: Path) -> None:
        target.write_text("whole")
        artifacts.discard_leftovers()
        assert [one.name for one in (tmp_path / "incoming").iterdir()] == [target.name]

    assert artifacts.make(other, ".txt", discard_meanwhile).read_text() == "whole"


def test_sweeping_takes_what_was_not_used_for_longest(tmp_path):
    artifacts = Artifacts(tmp_path)
    keys = [key_of("test", 1, name) for name in "abc"]
    for age, key in enumerate(keys):
        os.utime(artifacts.make(key, ".txt", writing("12345")), (age, age))
    artifacts.get(keys[0])
    assert artifacts.sweep(keep_bytes=10) == 5
    assert [artifacts.has(key) for key in keys] == [True, False, True]
    assert artifacts.sweep(keep_bytes=10) == 0


def test_nothing_is_swept_while_somebody_needs_it(tmp_path):
    artifacts = Artifacts(tmp_path)
    artifacts.make(KEY, ".txt", writing())
    with Artifacts(tmp_path).in_use():
        assert artifacts.sweep(keep_bytes=0) == 0
    assert artifacts.sweep(keep_bytes=0) == 5


def test_a_full_disk_is_told_in_a_sentence(tmp_path):
    def full(_target: Path) -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(StoreUnavailableError, match=r"could not be kept: No space left on device\. Free"):
        Artifacts(tmp_path).make(KEY, ".txt", full)


def test_a_directory_that_cannot_be_made_is_told_in_a_sentence(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreUnavailableError, match="Not a directory"):
        Artifacts(tmp_path / "file" / "artifacts")


def test_a_disk_that_refuses_the_final_name_leaves_nothing_staged(tmp_path):
    artifacts = Artifacts(tmp_path)
    (tmp_path / KEY.digest[:2]).write_text("in the way")
    with pytest.raises(StoreUnavailableError):
        artifacts.make(KEY, ".txt", writing())
    assert not list((tmp_path / "incoming").iterdir())


def test_a_key_can_be_sent_to_another_process():
    assert msgspec.json.decode(msgspec.json.encode(KEY), type=Key) == KEY
