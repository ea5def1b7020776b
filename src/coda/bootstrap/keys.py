"""Where keys come from: the environment, then the operating system's keyring. Nowhere else."""

from __future__ import annotations

import importlib
import os
from types import ModuleType

from coda.errors import ConfigurationError

SERVICE = "coda"
"""The name under which keys stand in the keyring."""

ENVIRONMENT = {"openai": "OPENAI_API_KEY", "openai_compatible": "CODA_API_KEY"}
"""Provider by the variable that holds its key."""


def find_key(provider: str) -> str | None:
    """The key for a provider, None if there is none. May block: a keyring can ask its user."""
    variable = ENVIRONMENT.get(provider, f"{provider.upper()}_API_KEY")
    return os.environ.get(variable) or _from_keyring(provider)


def set_key(provider: str, key: str) -> None:
    """Put a key into the keyring. Raises ConfigurationError when this machine has none."""
    keyring = _keyring()
    if keyring is None:
        raise _no_keyring(provider)
    try:
        keyring.set_password(SERVICE, provider, key)
        kept = keyring.get_password(SERVICE, provider) == key  # some keyrings only pretend
    except keyring.errors.KeyringError:
        kept = False
    if not kept:
        raise _no_keyring(provider)


def forget_key(provider: str) -> bool:
    """Take a key out of the keyring; False if there was none."""
    keyring = _keyring()
    if keyring is None:
        return False
    try:
        keyring.delete_password(SERVICE, provider)
    except keyring.errors.KeyringError:
        return False
    return True


def _from_keyring(provider: str) -> str | None:
    keyring = _keyring()
    if keyring is None:
        return None
    try:
        return keyring.get_password(SERVICE, provider)
    except keyring.errors.KeyringError:
        return None


def _keyring() -> ModuleType | None:
    """The library, if it is installed; imported only where keys are handled, its backends take a while."""
    try:
        return importlib.import_module("keyring")
    except ImportError:
        return None


def _no_keyring(provider: str) -> ConfigurationError:
    variable = ENVIRONMENT.get(provider, f"{provider.upper()}_API_KEY")
    return ConfigurationError(
        f"This machine has no keyring that Coda can write to. Set the variable {variable} instead."
    )
