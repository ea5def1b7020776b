"""What lets the offline provider understand plain commands for films. Nothing is guessed: a command of which
a word is not understood changes nothing."""

from coda.apps.idea2video.skill.skill import EpisodeSkill

__all__ = ["EpisodeSkill"]
