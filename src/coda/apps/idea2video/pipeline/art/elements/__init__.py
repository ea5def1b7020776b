"""Things that stand, hang or lie in a picture."""
