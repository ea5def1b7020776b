"""Work in stages: each has an agent, a typed input and a typed output, and is done by a language model or,
without one, by what the application knows itself."""

from coda.components.agents.orchestrator import AgentOrchestrator
from coda.components.agents.stage import Done, Stage, UnknownStageError

__all__ = ["AgentOrchestrator", "Done", "Stage", "UnknownStageError"]
