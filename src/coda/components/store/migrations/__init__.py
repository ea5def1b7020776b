"""Numbered, forward-only migrations: `NNNN_name.sql`, applied in order, each in one transaction."""

from __future__ import annotations


def migrations() -> list[str]:
    """The SQL of each migration, in order; applying the first n gives version n."""
    from importlib.resources import files  # brings zip files and temporary folders along

    folder = files(__package__ or "")
    names = sorted(item.name for item in folder.iterdir() if item.name.endswith(".sql"))
    return [(folder / name).read_text(encoding="utf-8") for name in names]
