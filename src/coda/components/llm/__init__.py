"""Language models: providers, conversations and the turn."""
