"""What one command comes to, one noun per file. Each raises Unclear or Impossible rather than guess."""

from coda.apps.idea2video.skill.intents.choice import intent_of

__all__ = ["intent_of"]
