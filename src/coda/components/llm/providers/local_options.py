"""What `extra_params` may say about a local model."""

from __future__ import annotations

from typing import Any

import msgspec

from coda.components.llm.config import ProviderConfig
from coda.errors import ConfigurationError


class LocalOptions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Each field is optional; an unknown one is refused."""

    device: str = "cpu"
    """`cpu`, `cuda`, `cuda:1`, `mps`, or `auto`: the fastest there is."""
    dtype: str | None = None
    """The numbers the model is kept in: `auto` as its files have them, `float32`, `float16`, `bfloat16`.
    None is `auto` on a GPU, and on a CPU `float32`, which every one of them can reckon with, and fast."""
    revision: str | None = None
    """A branch, tag or commit of the model's repository on the hub."""
    local_files_only: bool = False
    """Download nothing; so does the environment variable HF_HUB_OFFLINE=1."""
    trust_remote_code: bool = False
    """Run Python code that comes with the model. Only for a repository that you have read."""
    seed: int | None = None
    """Makes sampled answers repeatable."""
    stop: tuple[str, ...] = ()
    """The answer ends before the first of these texts."""
    top_k: int | None = None
    repetition_penalty: float | None = None
    template_options: dict[str, Any] = {}
    """Handed to the model's chat template, such as `{"enable_thinking": False}`."""


def options_of(config: ProviderConfig) -> LocalOptions:
    """Raises ConfigurationError when `extra_params` holds something else."""
    given = {name: value for name, value in config.extra_params.items() if value is not None}
    try:
        return msgspec.convert(given, LocalOptions)
    except msgspec.ValidationError as error:
        known = ", ".join(LocalOptions.__struct_fields__)
        raise ConfigurationError(f"extra_params of a local model: {error}. It takes: {known}.") from None
