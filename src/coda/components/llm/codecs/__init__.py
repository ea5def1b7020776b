"""Codecs: pure translations between a provider's wire format and our values. They do no I/O."""
