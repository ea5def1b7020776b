"""Settings of the language-model part, checked when they are made and when they are assigned.

Unknown names are refused, and no message about a wrong value repeats the value: it could be a key.
"""

from enum import StrEnum
from typing import Any, Self
from urllib.parse import urlsplit

from coda.components.llm.settings import Field, SecretStr, Settings


class LLMProvider(StrEnum):
    OPENAI = "openai"
    """OpenAI's own service, or with `api_base` a server to which that key belongs."""
    ANTHROPIC = "anthropic"
    GOOGLE = "google"
    """Gemini, with a key of Google AI Studio."""
    OLLAMA = "ollama"
    QWEN = "qwen"
    """Alibaba's DashScope."""
    DEEPSEEK = "deepseek"
    MISTRAL = "mistral"
    GROQ = "groq"
    OPENROUTER = "openrouter"
    XAI = "xai"
    TOGETHER = "together"
    HUGGINGFACE = "huggingface"
    """Hugging Face's router to hosted models; `local` runs one here."""
    LM_STUDIO = "lm_studio"
    VLLM = "vllm"
    LLAMA_CPP = "llama_cpp"
    AZURE_OPENAI = "azure_openai"
    BEDROCK = "bedrock"
    VERTEX = "vertex"
    LOCAL = "local"
    """A Hugging Face model run in this process by transformers."""
    CUSTOM = "custom"
    """A subclass of `BaseLLMProvider` that the application brings."""
    OFFLINE = "offline"
    """Coda's own command interpreter: no network, not a language model."""
    OPENAI_COMPATIBLE = "openai_compatible"
    """Any server that speaks Chat Completions at `api_base`. It needs no key, and apart from
    `openai` so that nobody's OpenAI key is ever sent to it."""


class WireProtocol(StrEnum):
    """What is spoken to a server; each has a codec of its name."""

    OPENAI_CHAT = "openai-chat"
    OPENAI_RESPONSES = "openai-responses"
    ANTHROPIC = "anthropic"
    GEMINI = "gemini"
    OLLAMA = "ollama"
    BEDROCK_CONVERSE = "bedrock-converse"


def _key_fits_a_header(key: SecretStr | None) -> SecretStr | None:
    if key is None or not (bare := key.get_secret_value().strip()):
        return None
    if not (bare.isascii() and bare.isprintable()) or " " in bare:
        raise ValueError("a key is one word of ASCII letters, digits and signs; copy it again")
    return SecretStr(bare)


def _base_is_an_address(base: str | None) -> str | None:
    if base is None:
        return None
    parts = urlsplit(base.strip())
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("api_base is an address such as http://localhost:8000/v1")
    if parts.username or parts.password:
        raise ValueError("put the key into api_key, not into the address")
    return base.strip().rstrip("/")


class ProviderConfig(Settings):
    """One provider and how to ask it. The provider itself and its codec read these fields."""

    provider: LLMProvider
    model: str = Field(min_length=1)
    api_key: SecretStr | None = Field(default=None, check=_key_fits_a_header)
    """Never shown by `repr`, logs or JSON; read it with `api_key.get_secret_value()`."""
    api_base: str | None = Field(default=None, check=_base_is_an_address)
    """The address up to, and without, the protocol's own path such as `/chat/completions`; None is
    the provider's own address."""
    protocol: WireProtocol | None = None
    """For a server that speaks several; None is the provider's usual one."""
    timeout: float = Field(default=120.0, gt=0, allow_inf_nan=False)
    """Seconds of silence to bear: until the first byte, and between two. Connecting gets at most 10."""
    max_retries: int = Field(default=3, ge=0)
    """Further attempts after the first, made only while nothing of the answer was shown."""
    temperature: float = Field(default=0.7, ge=0, le=2)
    max_tokens: int | None = Field(default=None, gt=0)
    """The longest answer in tokens; None leaves it to the provider."""
    top_p: float = Field(default=1.0, ge=0, le=1)
    frequency_penalty: float = Field(default=0.0, ge=-2, le=2)
    presence_penalty: float = Field(default=0.0, ge=-2, le=2)
    prompt_caching: bool = True
    """Mark the unchanging beginning of a request for the provider's prompt cache, where it wants marks."""
    max_concurrent_requests: int | None = Field(default=None, gt=0)
    """Further requests wait their turn; None is no limit of ours. So are the two below."""
    requests_per_minute: int | None = Field(default=None, gt=0)
    tokens_per_minute: int | None = Field(default=None, gt=0)
    """Estimated prompt and, when `max_tokens` is set, longest answer together count before a request,
    its usage after it."""
    extra_params: dict[str, Any] = Field(default_factory=dict)
    """What the fields above do not name. For a server they are laid over the request's JSON body,
    and None takes a field out of it (`{"stream_options": None}`)."""

    def _check(self) -> Self:
        if self.provider is LLMProvider.OPENAI_COMPATIBLE and self.api_base is None:
            raise ValueError("openai_compatible needs api_base, such as http://localhost:8000/v1")
        return self


class ConversationConfig(Settings):
    """How much of a conversation is kept in view.

    Accepted, checked and kept; no part reads these fields yet.
    """

    max_messages: int = Field(default=50, gt=0)
    max_tokens_per_conversation: int = Field(default=8000, gt=0)
    auto_summarize: bool = True
    summarize_threshold: int = Field(default=40, gt=0)
    """Messages after which older ones are summarized."""
    context_window_size: int = Field(default=4000, gt=0)
    """Tokens of history sent with a request."""
    memory_integration_enabled: bool = True
    store_conversations: bool = True
    personality_integration_enabled: bool = True
    personality_prompt_enhancement: bool = True


class FunctionCallingConfig(Settings):
    """Whether and how a model may call tools.

    `LLMManager` reads `auto_execute`. The other fields are accepted, checked and kept; no part reads
    them yet.
    """

    enabled: bool = True
    auto_execute: bool = True
    """Carry out the calls of an answer, as far as the confirmation mode lets them through."""
    max_function_calls_per_turn: int = Field(default=5, gt=0)
    function_call_timeout: float = Field(default=30.0, gt=0, allow_inf_nan=False)
    """Seconds for one call."""
    parallel_execution: bool = True
    tool_integration_enabled: bool = True
    allowed_tool_categories: list[str] = Field(default_factory=list)
    """Empty allows every category."""
    dangerous_tools_allowed: bool = False


class FallbackConfig(Settings):
    """Who answers when a provider fails, and when a failing provider is left alone."""

    providers: list[str] = Field(default_factory=list)
    """Asked in this order after the one that was chosen: `name` or `name/model`."""
    after_first_token: bool = False
    """Whether another provider may continue an answer of which part was shown."""
    failures_to_open: int = Field(default=5, gt=0)
    """Failures in a row, retries counted, after which a provider is not asked for `open_seconds`."""
    open_seconds: float = Field(default=30.0, gt=0, allow_inf_nan=False)
    """Then one request may try again; if it fails too, the wait begins anew."""


class LLMConfig(Settings):
    """The settings of an `LLMManager`, which reads `providers`, `default_provider`, `function_calling`,
    `fallback`, `enable_caching`, `cache_ttl_seconds` and `cache_max_bytes`.

    The other fields are accepted, checked and kept; no part reads them yet.
    """

    providers: dict[str, ProviderConfig] = Field(default_factory=dict)
    default_provider: str = "openai"
    conversation: ConversationConfig = Field(default_factory=ConversationConfig)
    function_calling: FunctionCallingConfig = Field(default_factory=FunctionCallingConfig)
    fallback: FallbackConfig = Field(default_factory=FallbackConfig)
    websocket_events_enabled: bool = True
    stream_responses: bool = True
    analytics_enabled: bool = True
    performance_monitoring: bool = True
    memory_integration_enabled: bool = True
    personality_integration_enabled: bool = True
    tool_integration_enabled: bool = True
    enable_caching: bool = False
    """Answer the same request from memory: see `response_cache`. May be switched at any time."""
    cache_ttl_seconds: float = Field(default=3600, gt=0, allow_inf_nan=False)
    cache_max_bytes: int = Field(default=16 * 2**20, gt=0)
    """Above it, what was not asked for the longest is dropped."""
