"""How the servers that speak Chat Completions differ from OpenAI's own, as data.

Each entry names its source. What is not named here is as in OpenAI's API reference, "Create chat
completion", or is refused by the server in a sentence of its own.
"""

from __future__ import annotations

from typing import Any

import msgspec

from coda.components.llm.codecs.openai_models import is_openai_host
from coda.components.llm.config import LLMProvider, ProviderConfig

_OPENAI_HOST = "api.openai.com"


class ChatDialect(msgspec.Struct, frozen=True, kw_only=True):
    """The defaults are those of a server of which nothing is known but that it is compatible."""

    path_prefix: str = ""
    """What stands between the provider's address and `/chat/completions`."""
    length_limit: str = "max_tokens"
    """The field for the longest answer."""
    asks_for_usage: bool = True
    """Whether `stream_options` has to ask for usage, and may."""
    json_schema: bool = True
    """Whether `response_format` can be a JSON schema."""
    with_forced_call: dict[str, Any] = {}
    """What the body needs besides when `tool_choice` forces a call."""
    message_names: bool = True
    """Whether messages may carry a `name`."""
    short_call_ids: bool = False
    """Whether a call's id must be nine letters and digits."""
    bridges_results: bool = False
    """Whether a user's message may not follow a tool's result: the assistant must speak between."""
    reasoning_back: tuple[str, ...] = ()
    """The fields of an answer's reasoning that go back with it: `reasoning`, `reasoning_content` and
    `reasoning_details` of the message, `thinking` parts of its content, `extra_content` of its calls."""
    reasoning_of_calls: bool = False
    """Whether it goes back only with messages that call tools: in others it would be ignored."""
    blank_reasoning: bool = False
    """Whether a message with calls needs the first of those fields even when there is nothing in it."""
    signing_models: str = ""
    """A pattern for models that sign their calls, and refuse calls without."""
    unsigned_call: dict[str, Any] = {}
    """What goes with the first call of a message that such a model did not make."""
    hidden_reasoning: bool = False
    """Whether tokens of the total that are neither prompt nor completion are reasoning."""
    audio: str = ""
    """`base64`, `data_url` or `bare` (no format beside it); "" is a server that hears nothing."""
    documents: str = ""
    """`file` (OpenAI's part), `file_or_url` (that also takes an address), `document_url`, or "" for none."""


_OPENAI = ChatDialect(length_limit="max_completion_tokens", audio="base64", documents="file")
"""OpenAI API reference: `max_tokens` is deprecated, and reasoning models refuse it."""

_ECHO = ("reasoning", "reasoning_content")
"""What a server sends of itself it also reads: vLLM ("Interleaved Thinking"), llama.cpp's server
README, and Moonshot ("Use Kimi K2 Thinking"), which refuses a tool call that comes without."""

_COMPATIBLE = ChatDialect(reasoning_back=_ECHO, reasoning_of_calls=True, audio="base64", documents="file")

_DIALECTS: dict[LLMProvider, ChatDialect] = {
    LLMProvider.OPENAI: _OPENAI,
    # Microsoft Learn, "Azure OpenAI reasoning models": max_completion_tokens.
    LLMProvider.AZURE_OPENAI: _OPENAI,
    LLMProvider.OPENAI_COMPATIBLE: _COMPATIBLE,
    LLMProvider.VLLM: _COMPATIBLE,
    LLMProvider.LLAMA_CPP: _COMPATIBLE,
    # LM Studio docs, "Structured Output": json_schema. Its chat endpoint takes pictures only.
    LLMProvider.LM_STUDIO: ChatDialect(reasoning_back=_ECHO, reasoning_of_calls=True),
    # DeepSeek docs, "Thinking mode" and "JSON Output": the reasoning of turns with calls must come
    # back, the response format is text or a JSON object without schema, and a call can be forced
    # only while thinking is off ("Thinking mode does not support this tool_choice").
    LLMProvider.DEEPSEEK: ChatDialect(
        json_schema=False,
        with_forced_call={"thinking": {"type": "disabled"}},
        reasoning_back=("reasoning_content",),
        reasoning_of_calls=True,
        blank_reasoning=True,
    ),
    # Alibaba Model Studio, "Deep thinking" and "Structured output": forcing a call needs thinking
    # off; few models take a schema; audio is a data URL ("Qwen-Omni").
    LLMProvider.QWEN: ChatDialect(
        json_schema=False, with_forced_call={"enable_thinking": False}, audio="data_url"
    ),
    # Mistral API reference: unknown fields are refused (422 extra_forbidden), stream_options, a
    # user's name and reasoning_content among them; usage comes unasked; thinking is a content part
    # and goes back as one ("Reasoning"); ids of calls are nine letters and digits (code 3280); a
    # user may not speak right after a tool (code 3230).
    LLMProvider.MISTRAL: ChatDialect(
        asks_for_usage=False,
        message_names=False,
        short_call_ids=True,
        bridges_results=True,
        reasoning_back=("thinking",),
        audio="bare",
        documents="document_url",
    ),
    # Groq docs, "Structured Outputs": for some models only, and neither streamed nor beside tools.
    LLMProvider.GROQ: ChatDialect(length_limit="max_completion_tokens", json_schema=False),
    # OpenRouter docs, "Usage Accounting": stream_options and usage.include have no effect any more,
    # usage always comes; "Reasoning Tokens": reasoning_details go back unchanged; "PDF Inputs".
    LLMProvider.OPENROUTER: ChatDialect(
        asks_for_usage=False,
        reasoning_back=("reasoning_details",),
        audio="base64",
        documents="file_or_url",
    ),
    # xAI REST reference, "Chat completions": max_tokens is deprecated.
    LLMProvider.XAI: ChatDialect(length_limit="max_completion_tokens"),
    LLMProvider.TOGETHER: ChatDialect(),
    LLMProvider.HUGGINGFACE: ChatDialect(),
    # Google, "OpenAI compatibility" and "Thought signatures": signatures come and go in the calls'
    # extra_content, and from Gemini 3 on calls of another model carry the word that skips the check.
    # The total counts thoughts, the completion does not.
    LLMProvider.GOOGLE: ChatDialect(
        path_prefix="/openai",
        reasoning_back=("extra_content",),
        signing_models=r"gemini-[3-9]",
        unsigned_call={
            "extra_content": {"google": {"thought_signature": "skip_thought_signature_validator"}}
        },
        hidden_reasoning=True,
        audio="base64",
    ),
}


def dialect_of(config: ProviderConfig) -> ChatDialect:
    """What the configured server speaks; with another address `openai` is any compatible server."""
    if config.provider is LLMProvider.OPENAI and not is_openai_host(config.api_base):
        return _COMPATIBLE
    return dialect_called(config.provider)


def dialect_called(provider: str) -> ChatDialect:
    """The dialect of a provider by its name, of a compatible server by any other."""
    known = provider in set(LLMProvider)
    return _DIALECTS.get(LLMProvider(provider), _COMPATIBLE) if known else _COMPATIBLE
