"""Tests of the server and the command line; a package, so that its helpers can be imported."""
