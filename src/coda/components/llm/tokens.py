"""Estimating tokens before a provider reports them."""

from math import ceil

_BYTES_PER_TOKEN = 4
"""The usual rule of thumb for English text in byte-pair vocabularies."""


def estimate_tokens(text: str) -> int:
    return ceil(len(text.encode()) / _BYTES_PER_TOKEN)
