"""Our request as a body of Gemini's `generateContent` (API reference, "Generating content").

AI Studio and Vertex AI take the same body; which model is asked stands in the address.
"""

from __future__ import annotations

from typing import Any, cast

from coda.components.llm.codecs.gemini_history import conversation, system_parts
from coda.components.llm.codecs.gemini_models import is_third, keeper_of, shows_thoughts
from coda.components.llm.codecs.gemini_schema import accepted_schema
from coda.components.llm.codecs.request import encode_body, model_of
from coda.components.llm.config import ProviderConfig
from coda.components.messages import ModelRequest
from coda.errors import LLMBadRequestError

_GENERATION = "generationConfig"

_GENERATION_FIELDS = {
    *("temperature", "topP", "topK", "maxOutputTokens", "stopSequences", "candidateCount", "seed"),
    *("presencePenalty", "frequencyPenalty", "responseLogprobs", "logprobs", "responseMimeType"),
    *("responseSchema", "responseJsonSchema", "responseModalities", "thinkingConfig", "mediaResolution"),
    *("speechConfig", "imageConfig", "audioTimestamp", "routingConfig", "enableEnhancedCivicAnswers"),
}


def encode_request(request: ModelRequest, config: ProviderConfig) -> bytes:
    """The request as JSON, what never changes first.

    `config.extra_params` is joined with the body: objects field by field, `tools` behind ours,
    anything else in the place of ours, and a None takes a field out. The fields of `generationConfig`
    may stand there by themselves: `{"seed": 7, "thinkingConfig": {"thinkingLevel": "low"}}`.
    Raises LLMBadRequestError for media that the models do not take, and for an answer in a form
    beside tools where the model is too old for both.
    """
    model = model_of(request, config)
    body: dict[str, Any] = {}
    if request.tools:
        body["tools"] = [{"functionDeclarations": _declarations(request)}]
        body |= _tool_choice(request.tool_choice)
    if instruction := system_parts(request.messages):
        body["systemInstruction"] = {"parts": instruction}
    body["contents"] = conversation(request.messages, keeper_of(model, config.provider))
    extra = _in_their_places(config.extra_params)
    thinking = _thinking(model, _fields(extra.get(_GENERATION)))
    body[_GENERATION] = _generation(request, config, model) | thinking
    return encode_body(_joined(body, extra), config.model_copy(update={"extra_params": {}}))


def takes_form(request: ModelRequest, config: ProviderConfig) -> bool:
    """Models before Gemini 3 take a form or tools, never both."""
    return not request.tools or is_third(model_of(request, config))


def _declarations(request: ModelRequest) -> list[dict[str, Any]]:
    return [
        {
            "name": tool.name,
            "description": tool.description,
            "parametersJsonSchema": accepted_schema(tool.parameters),
        }
        for tool in request.tools
    ]


def _tool_choice(choice: str) -> dict[str, Any]:
    match choice:
        case "auto":
            return {}
        case "none":
            calling: dict[str, Any] = {"mode": "NONE"}
        case "required":
            calling = {"mode": "ANY"}
        case name:
            calling = {"mode": "ANY", "allowedFunctionNames": [name]}
    return {"toolConfig": {"functionCallingConfig": calling}}


def _generation(request: ModelRequest, config: ProviderConfig, model: str) -> dict[str, Any]:
    """Google advises against a temperature of one's own since Gemini 3: it is sent where it was chosen."""
    values: dict[str, Any] = {}
    if request.temperature is not None or "temperature" in config.model_fields_set or not is_third(model):
        values["temperature"] = config.temperature if request.temperature is None else request.temperature
    if config.top_p < 1:
        values["topP"] = config.top_p
    if config.frequency_penalty:
        values["frequencyPenalty"] = config.frequency_penalty
    if config.presence_penalty:
        values["presencePenalty"] = config.presence_penalty
    if limit := request.max_tokens or config.max_tokens:
        values["maxOutputTokens"] = limit
    if request.response_format is not None:
        if not takes_form(request, config):
            raise LLMBadRequestError(
                f"{model} cannot be held to a form while it has tools. Choose a newer model, or offer none."
            )
        values["responseMimeType"] = "application/json"
        values["responseJsonSchema"] = accepted_schema(request.response_format.schema)
    return values


def _in_their_places(extra: dict[str, Any]) -> dict[str, Any]:
    outer = {name: value for name, value in extra.items() if name not in _GENERATION_FIELDS}
    inner = {name: value for name, value in extra.items() if name in _GENERATION_FIELDS}
    return {**outer, _GENERATION: {**_fields(outer.get(_GENERATION)), **inner}} if inner else outer


def _thinking(model: str, chosen: dict[str, Any]) -> dict[str, Any]:
    """Thoughts are asked for, but not where thinking is switched off: that is refused."""
    if not shows_thoughts(model) or _fields(chosen.get("thinkingConfig")).get("thinkingBudget") == 0:
        return {}
    return {"thinkingConfig": {"includeThoughts": True}}


def _joined(ours: dict[str, Any], theirs: dict[str, Any]) -> dict[str, Any]:
    joined = dict(ours)
    for name, value in theirs.items():
        own = joined.get(name)
        if value is None:
            joined.pop(name, None)
        elif isinstance(value, dict):
            joined[name] = _joined(_fields(own), cast("dict[str, Any]", value))
        elif name == "tools" and isinstance(own, list) and isinstance(value, list):
            joined[name] = [*cast("list[Any]", own), *cast("list[Any]", value)]
        else:
            joined[name] = value
    return joined


def _fields(value: Any) -> dict[str, Any]:
    return cast("dict[str, Any]", value) if isinstance(value, dict) else {}
