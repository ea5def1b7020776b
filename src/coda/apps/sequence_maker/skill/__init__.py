"""Plain English commands for light shows, understood without a network and without a language model.

A message is cut into tokens (`tokens`), read into typed phrases (`reader` and the `…_words`
modules), split into clauses (`clauses`), put into its conversation (`dialogue`, `followups`,
`answers`) and given clause by clause to the intent that fits (`interpreter`, `intents`). An intent
fills what it needs (`slots`, `targets`) and makes tool calls. Every word must have a meaning where
it stands: what is not understood is asked about or refused, and never guessed.
"""

from coda.apps.sequence_maker.skill.skill import SequenceSkill

__all__ = ["SequenceSkill"]
