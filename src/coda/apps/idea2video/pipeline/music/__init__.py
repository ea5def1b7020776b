"""The film's music: composed by rule from mood, tempo, length and seed, played by synthesised instruments."""
