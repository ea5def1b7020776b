"""Language models: providers, conversations, the turn, and `LLMManager` in front of them."""

from coda.components.llm.application import Application
from coda.components.llm.base_provider import BaseLLMProvider, LLMError, LLMTimeoutError
from coda.components.llm.config import (
    ConversationConfig,
    FunctionCallingConfig,
    LLMConfig,
    LLMProvider,
    ProviderConfig,
)
from coda.components.llm.manager import LLMManager
from coda.components.llm.registry import LLMRegistry
from coda.components.llm.response import LLMResponse, LLMStreamChunk
from coda.components.llm.runs import Message, Runs
from coda.components.llm.skill import Skill, SkillCall, SkillReply, SkillRequest, SkillResult
from coda.components.messages import LLMMessage, MessageRole

__all__ = [
    "Application",
    "BaseLLMProvider",
    "ConversationConfig",
    "FunctionCallingConfig",
    "LLMConfig",
    "LLMError",
    "LLMManager",
    "LLMMessage",
    "LLMProvider",
    "LLMRegistry",
    "LLMResponse",
    "LLMStreamChunk",
    "LLMTimeoutError",
    "Message",
    "MessageRole",
    "ProviderConfig",
    "Runs",
    "Skill",
    "SkillCall",
    "SkillReply",
    "SkillRequest",
    "SkillResult",
]
