"""Tests in a real browser: a package, so that its one browser is gone before the next async test."""
