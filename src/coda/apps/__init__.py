"""The creative applications that Coda ships with."""
