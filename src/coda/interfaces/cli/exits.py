"""Exit codes of `coda`; a promise to scripts."""

DONE = 0
USAGE = 2
NEEDS_ANSWER = 3
"""Refused, rejected, or a question was asked."""
PROVIDER_FAILED = 4
