"""The providers Coda knows by name: where they are, what they speak, and where their key is found.

Addresses and variables are those of the providers' own documentation.
"""

from __future__ import annotations

import msgspec

from coda.components.llm.config import LLMProvider, WireProtocol

_CHAT = (WireProtocol.OPENAI_CHAT,)
_CHAT_AND_RESPONSES = (WireProtocol.OPENAI_CHAT, WireProtocol.OPENAI_RESPONSES)


class Profile(msgspec.Struct, frozen=True, kw_only=True):
    label: str
    """The provider's name in a sentence."""
    protocols: tuple[WireProtocol, ...] = _CHAT
    """What it speaks; the first is the usual one."""
    api_base: str | None = None
    """None where every user has an address of their own."""
    key_variables: tuple[str, ...] = ()
    """The environment variables that may hold the key, the provider's own name for it first."""
    needs_key: bool = True
    on_this_machine: bool = False
    """Runs on the user's own computer as a rule: costs nothing, needs no network."""


PROFILES: dict[LLMProvider, Profile] = {
    LLMProvider.OPENAI: Profile(
        label="OpenAI",
        protocols=(WireProtocol.OPENAI_RESPONSES, WireProtocol.OPENAI_CHAT),
        api_base="https://api.openai.com/v1",
        key_variables=("OPENAI_API_KEY",),
    ),
    LLMProvider.ANTHROPIC: Profile(
        label="Anthropic",
        protocols=(WireProtocol.ANTHROPIC,),
        api_base="https://api.anthropic.com/v1",
        key_variables=("ANTHROPIC_API_KEY",),
    ),
    LLMProvider.GOOGLE: Profile(
        label="Google Gemini",
        protocols=(WireProtocol.GEMINI, WireProtocol.OPENAI_CHAT),
        api_base="https://generativelanguage.googleapis.com/v1beta",
        key_variables=("GEMINI_API_KEY", "GOOGLE_API_KEY"),
    ),
    LLMProvider.OLLAMA: Profile(
        label="Ollama",
        protocols=(WireProtocol.OLLAMA,),
        api_base="http://localhost:11434",
        needs_key=False,
        on_this_machine=True,
    ),
    LLMProvider.QWEN: Profile(
        label="Alibaba Qwen",
        api_base="https://dashscope-intl.aliyuncs.com/compatible-mode/v1",
        key_variables=("DASHSCOPE_API_KEY",),
    ),
    LLMProvider.DEEPSEEK: Profile(
        label="DeepSeek",
        protocols=_CHAT_AND_RESPONSES,
        api_base="https://api.deepseek.com",
        key_variables=("DEEPSEEK_API_KEY",),
    ),
    LLMProvider.MISTRAL: Profile(
        label="Mistral", api_base="https://api.mistral.ai/v1", key_variables=("MISTRAL_API_KEY",)
    ),
    LLMProvider.GROQ: Profile(
        label="Groq",
        protocols=_CHAT_AND_RESPONSES,
        api_base="https://api.groq.com/openai/v1",
        key_variables=("GROQ_API_KEY",),
    ),
    LLMProvider.OPENROUTER: Profile(
        label="OpenRouter",
        protocols=_CHAT_AND_RESPONSES,
        api_base="https://openrouter.ai/api/v1",
        key_variables=("OPENROUTER_API_KEY",),
    ),
    LLMProvider.XAI: Profile(
        label="xAI",
        protocols=_CHAT_AND_RESPONSES,
        api_base="https://api.x.ai/v1",
        key_variables=("XAI_API_KEY",),
    ),
    LLMProvider.TOGETHER: Profile(
        label="Together", api_base="https://api.together.ai/v1", key_variables=("TOGETHER_API_KEY",)
    ),
    LLMProvider.HUGGINGFACE: Profile(
        label="Hugging Face", api_base="https://router.huggingface.co/v1", key_variables=("HF_TOKEN",)
    ),
    LLMProvider.LM_STUDIO: Profile(
        label="LM Studio",
        protocols=_CHAT_AND_RESPONSES,
        api_base="http://localhost:1234/v1",
        key_variables=("LM_API_TOKEN",),
        needs_key=False,
        on_this_machine=True,
    ),
    LLMProvider.VLLM: Profile(
        label="vLLM",
        protocols=_CHAT_AND_RESPONSES,
        api_base="http://localhost:8000/v1",
        key_variables=("VLLM_API_KEY",),
        needs_key=False,
        on_this_machine=True,
    ),
    LLMProvider.LLAMA_CPP: Profile(
        label="llama.cpp",
        api_base="http://localhost:8080/v1",
        key_variables=("LLAMA_API_KEY",),
        needs_key=False,
        on_this_machine=True,
    ),
    LLMProvider.AZURE_OPENAI: Profile(
        label="Azure OpenAI", key_variables=("AZURE_OPENAI_API_KEY",), needs_key=False
    ),
    LLMProvider.BEDROCK: Profile(
        label="Amazon Bedrock",
        protocols=(WireProtocol.BEDROCK_CONVERSE,),
        key_variables=("AWS_BEARER_TOKEN_BEDROCK",),
        needs_key=False,
    ),
    LLMProvider.VERTEX: Profile(
        label="Google Vertex AI",
        protocols=(WireProtocol.GEMINI, WireProtocol.ANTHROPIC),
        needs_key=False,
    ),
    LLMProvider.LOCAL: Profile(label="The local model", protocols=(), needs_key=False, on_this_machine=True),
    LLMProvider.CUSTOM: Profile(label="The provider", protocols=(), needs_key=False),
    LLMProvider.OFFLINE: Profile(
        label="Offline commands", protocols=(), needs_key=False, on_this_machine=True
    ),
    LLMProvider.OPENAI_COMPATIBLE: Profile(
        label="The server", key_variables=("CODA_API_KEY",), needs_key=False
    ),
}
