"""Characters: people, animals and those that never were."""
