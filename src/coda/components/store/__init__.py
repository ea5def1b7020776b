"""What Coda remembers: journal, documents, runs, usage. One port, one backend so far: SQLite."""

from coda.components.store.port import Store
from coda.components.store.sqlite import SQLiteStore

__all__ = ["SQLiteStore", "Store"]
