"""From a frozen recipe to a film: pictures, camera, captions, voice, music, encoding, checks."""
