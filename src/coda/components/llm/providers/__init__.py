"""Providers: where a codec and a transport (or something inside this process) become a source of events."""
