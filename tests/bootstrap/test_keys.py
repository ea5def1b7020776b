"""Keys in the system's keyring: put there, listed, found, forgotten; asked for only where one was put."""

from collections.abc import Iterator
from pathlib import Path

import keyring
import keyring.backend
import keyring.backends.fail
import keyring.errors
import pytest

from coda.bootstrap import read_settings
from coda.bootstrap.keys import find_key, forget_key, set_key, stored_names
from coda.components.llm.profiles import PROFILES
from coda.errors import ConfigurationError

SECRET = "sk-canary-1234"


class Remembering(keyring.backend.KeyringBackend):
    """A keyring in memory that counts how often it is asked."""

    priority = -1  # type: ignore[assignment] - never chosen unasked; keyring declares a property of the class

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}
        self.asked: list[str] = []

    def get_password(self, service: str, username: str) -> str | None:
        self.asked.append(username)
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.kept.pop((service, username), None) is None:
            raise keyring.errors.PasswordDeleteError("not there")


@pytest.fixture
def ring(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Remembering]:
    for profile in PROFILES.values():
        for variable in profile.key_variables:
            monkeypatch.delenv(variable, raising=False)
    monkeypatch.delenv("CODA_API_BASE", raising=False)
    monkeypatch.delenv("CODA_PROVIDER", raising=False)
    monkeypatch.setenv("CODA_CONFIG", str(tmp_path / "none.toml"))
    ring, before = Remembering(), keyring.get_keyring()
    keyring.set_keyring(ring)
    yield ring
    keyring.set_keyring(before)


def test_a_key_is_kept_listed_found_and_forgotten(ring: Remembering):
    set_key("groq", SECRET)
    set_key("anthropic", SECRET)
    assert stored_names() == ("anthropic", "groq")
    assert find_key("groq") == SECRET
    assert list(read_settings().llm.providers) == ["anthropic", "groq"]
    assert forget_key("groq")
    assert not forget_key("groq")
    assert stored_names() == ("anthropic",)


def test_the_environment_goes_before_the_keyring(ring: Remembering, monkeypatch: pytest.MonkeyPatch):
    set_key("groq", "of the keyring")
    monkeypatch.setenv("GROQ_API_KEY", SECRET)
    assert find_key("groq") == SECRET


def test_the_start_asks_the_keyring_once_and_for_what_was_put_there(ring: Remembering):
    read_settings()
    assert len(ring.asked) == 1
    set_key("mistral", SECRET)
    ring.asked.clear()
    read_settings()
    assert len(ring.asked) == 2


def test_a_keyring_that_keeps_nothing_is_told_with_the_variable_to_set(ring: Remembering):
    keyring.set_keyring(keyring.backends.fail.Keyring())
    with pytest.raises(ConfigurationError, match="DASHSCOPE_API_KEY"):
        set_key("qwen", SECRET)
    assert stored_names() == ()
    assert not forget_key("qwen")
