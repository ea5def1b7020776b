"""Our request as Gemini's JSON: accepted by the official SDK's types, and equal to what its client sends."""

import base64
import json
from collections.abc import Sequence
from typing import Any

import httpx2
import pytest
from google import genai
from google.genai import types
from hypothesis import given, settings
from hypothesis import strategies as st

from coda.components.llm.codecs.gemini_request import encode_request
from coda.components.llm.config import ProviderConfig
from coda.components.messages import (
    LLMMessage,
    Media,
    MessageRole,
    ModelRequest,
    ReasoningState,
    ResponseFormat,
    ToolCall,
    ToolSchema,
)
from coda.errors import LLMBadRequestError

THIRD = "gemini-3-flash-preview"
USER = LLMMessage(MessageRole.USER, "make ball 1 red")
CALL = ToolCall("a", "set_color", '{"ball": 1}')
SCHEMA = {"type": "object", "properties": {"ball": {"type": "integer"}}, "required": ["ball"]}
TOOL = ToolSchema("set_color", "Color a ball.", SCHEMA)
FORM = ResponseFormat("ball", SCHEMA)
SIGNED = "U0lHTkVE"


class Judge:
    """The SDK's client; `send` gives the JSON it puts on the wire."""

    def __init__(self) -> None:
        self.sent: dict[str, Any] = {}
        transport = httpx2.MockTransport(self._play)
        options = types.HttpOptions(httpx_client=httpx2.Client(transport=transport))
        self._client = genai.Client(api_key="none", http_options=options)

    def _play(self, request: httpx2.Request) -> httpx2.Response:
        self.sent = json.loads(request.content)
        return httpx2.Response(200, json={"candidates": []})

    def send(self, contents: Any, **config: Any) -> dict[str, Any]:
        asked = types.GenerateContentConfig(**config)
        self._client.models.generate_content(model="gemini-x", contents=contents, config=asked)
        return in_one_case(self.sent)

    def sends_again(self, body: dict[str, Any]) -> dict[str, Any]:
        """The body once more, after the SDK has read it into its types, which know no other fields."""
        generation = types.GenerationConfig.model_validate(body["generationConfig"])
        config: dict[str, Any] = {name: getattr(generation, name) for name in generation.model_fields_set}
        if "tools" in body:
            config["tools"] = [types.Tool.model_validate(tool) for tool in body["tools"]]
        if "toolConfig" in body:
            config["tool_config"] = types.ToolConfig.model_validate(body["toolConfig"])
        if "systemInstruction" in body:
            config["system_instruction"] = types.Content.model_validate(body["systemInstruction"])
        if "safetySettings" in body:
            config["safety_settings"] = [
                types.SafetySetting.model_validate(s) for s in body["safetySettings"]
            ]
        return self.send([types.Content.model_validate(c) for c in body["contents"]], **config)


JUDGE = Judge()


def config(**fields: Any) -> ProviderConfig:
    return ProviderConfig.model_validate({"provider": "google", "model": "gemini-2.0-flash", **fields})


def raw(*messages: LLMMessage, settings: ProviderConfig | None = None, **fields: Any) -> dict[str, Any]:
    return json.loads(encode_request(ModelRequest(messages or (USER,), **fields), settings or config()))


def encode(*messages: LLMMessage, settings: ProviderConfig | None = None, **fields: Any) -> dict[str, Any]:
    body = raw(*messages, settings=settings, **fields)
    assert JUDGE.sends_again(body) == in_one_alphabet(body)
    return body


def in_one_case(value: Any) -> Any:
    """The SDK writes some names in snake case; Google takes both. What users name stays as it is."""
    if isinstance(value, dict):
        return {
            camel(name): inner
            if camel(name) in {"args", "response", "parametersJsonSchema", "responseJsonSchema"}
            else in_one_case(inner)
            for name, inner in value.items()
        }
    return [in_one_case(inner) for inner in value] if isinstance(value, list) else value


def camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


def in_one_alphabet(value: Any) -> Any:
    """The SDK writes base64 in the alphabet for addresses."""
    if isinstance(value, dict):
        return {
            name: inner.replace("+", "-").replace("/", "_")
            if name in {"data", "thoughtSignature"}
            else in_one_alphabet(inner)
            for name, inner in value.items()
        }
    return [in_one_alphabet(inner) for inner in value] if isinstance(value, list) else value


def calling(*calls: ToolCall, content: str = "", reasoning: ReasoningState | None = None) -> LLMMessage:
    return LLMMessage(MessageRole.ASSISTANT, content, tool_calls=calls, reasoning=reasoning)


def result(call_id: str, content: str) -> LLMMessage:
    return LLMMessage(MessageRole.TOOL, content, tool_call_id=call_id)


def user(content: str = "", *media: Media) -> LLMMessage:
    return LLMMessage(MessageRole.USER, content, media=media)


def kept(*items: dict[str, Any], model: str = "gemini-2.0-flash") -> ReasoningState:
    return ReasoningState("gemini", model, items)


def parts(body: dict[str, Any]) -> list[list[dict[str, Any]]]:
    return [content["parts"] for content in body["contents"]]


def test_a_plain_request_says_no_more_than_needed() -> None:
    assert encode() == {
        "contents": [{"role": "user", "parts": [{"text": "make ball 1 red"}]}],
        "generationConfig": {"temperature": 0.7},
    }


def test_what_never_changes_stands_first() -> None:
    system = LLMMessage(MessageRole.SYSTEM, "You are kind.")
    assert list(encode(system, USER, tools=(TOOL,), tool_choice="required")) == [
        *("tools", "toolConfig", "systemInstruction", "contents", "generationConfig")
    ]


def test_the_system_speaks_beside_the_conversation() -> None:
    system = LLMMessage(MessageRole.SYSTEM, "You are kind.")
    body = encode(system, USER, LLMMessage(MessageRole.SYSTEM, "Be brief."))
    assert body["systemInstruction"] == {"parts": [{"text": "You are kind."}, {"text": "Be brief."}]}
    assert parts(body) == [[{"text": "make ball 1 red"}]]


def test_a_conversation_is_what_the_sdk_would_send() -> None:
    body = encode(
        LLMMessage(MessageRole.SYSTEM, "You are kind."),
        USER,
        calling(CALL, content="On it."),
        result("a", '{"ok": true}'),
        LLMMessage(MessageRole.ASSISTANT, "Done."),
        user("Look", Media("image/png", b"\xff\xfe")),
        settings=config(top_p=0.5, max_tokens=9),
        tools=(TOOL,),
    )
    theirs = JUDGE.send(
        [
            types.UserContent("make ball 1 red"),
            types.ModelContent(
                [types.Part(text="On it."), types.Part.from_function_call(name="set_color", args={"ball": 1})]
            ),
            types.UserContent(types.Part.from_function_response(name="set_color", response={"ok": True})),
            types.ModelContent("Done."),
            types.UserContent([types.Part.from_bytes(data=b"\xff\xfe", mime_type="image/png"), "Look"]),
        ],
        system_instruction=types.Content(parts=[types.Part(text="You are kind.")]),
        temperature=0.7,
        top_p=0.5,
        max_output_tokens=9,
        tools=[
            types.Tool(
                function_declarations=[
                    types.FunctionDeclaration(
                        name="set_color", description="Color a ball.", parameters_json_schema=SCHEMA
                    )
                ]
            )
        ],
    )
    assert in_one_alphabet(body) == theirs


def test_a_request_names_its_own_temperature_and_length_before_the_configured_ones() -> None:
    body = encode(settings=config(temperature=1, max_tokens=9), temperature=0.0, max_tokens=5)
    assert body["generationConfig"] == {"temperature": 0.0, "maxOutputTokens": 5}


def test_sampling_settings_are_sent_when_they_are_not_the_defaults() -> None:
    generation = encode(settings=config(top_p=0.5, frequency_penalty=1, presence_penalty=-1))[
        "generationConfig"
    ]
    assert (generation["topP"], generation["frequencyPenalty"], generation["presencePenalty"]) == (0.5, 1, -1)


@pytest.mark.parametrize("model", [THIRD, "models/gemini-3.1-pro", "gemini-flash-latest"])
def test_a_model_of_the_third_generation_is_sent_no_temperature_that_nobody_chose(model: str) -> None:
    assert "temperature" not in encode(settings=config(model=model))["generationConfig"]
    assert encode(settings=config(model=model, temperature=1))["generationConfig"]["temperature"] == 1
    assert encode(settings=config(model=model), temperature=0.2)["generationConfig"]["temperature"] == 0.2


@pytest.mark.parametrize(
    ("model", "shown"),
    [
        ("gemini-2.5-pro", True),
        ("gemini-2.5-flash-preview-09-2025", True),
        (THIRD, True),
        ("gemini-2.0-flash", False),
        ("gemini-2.5-flash-lite", False),
        ("gemini-2.5-flash-image", False),
        ("gemma-3-27b-it", False),
    ],
)
def test_thoughts_are_asked_for_where_the_model_has_any(model: str, shown: bool) -> None:
    generation = encode(settings=config(model=model))["generationConfig"]
    assert generation.get("thinkingConfig") == ({"includeThoughts": True} if shown else None)


def test_thoughts_are_not_asked_for_where_thinking_is_switched_off() -> None:
    extra = {"thinkingConfig": {"thinkingBudget": 0}}
    generation = encode(settings=config(model="gemini-2.5-flash", extra_params=extra))["generationConfig"]
    assert generation["thinkingConfig"] == {"thinkingBudget": 0}


def test_extra_parameters_find_their_places_and_none_takes_one_out() -> None:
    extra = {
        "seed": 7,
        "temperature": None,
        "generationConfig": {"thinkingConfig": {"thinkingLevel": "LOW"}},
        "safetySettings": [{"category": "HARM_CATEGORY_HARASSMENT", "threshold": "BLOCK_NONE"}],
        "tools": [{"googleSearch": {}}],
        "toolConfig": {"includeServerSideToolInvocations": True},
    }
    body = raw(
        settings=config(model=THIRD, temperature=1, extra_params=extra), tools=(TOOL,), tool_choice="none"
    )
    assert JUDGE.sends_again(body) == {**body, "tools": body["tools"][::-1]}
    assert body["generationConfig"] == {
        "seed": 7,
        "thinkingConfig": {"includeThoughts": True, "thinkingLevel": "LOW"},
    }
    assert body["safetySettings"] == extra["safetySettings"]
    assert [list(tool) for tool in body["tools"]] == [["functionDeclarations"], ["googleSearch"]]
    assert body["toolConfig"] == {
        "functionCallingConfig": {"mode": "NONE"},
        "includeServerSideToolInvocations": True,
    }


def test_nothing_of_the_application_or_the_bookkeeping_goes_on_the_wire() -> None:
    message = LLMMessage(MessageRole.USER, "hi", metadata={"private": "note"}, timestamp=12345.0)
    body = encode_request(ModelRequest((message,), app_state={"secret": "document"}), config(api_key="sk-1"))
    assert not any(word in body for word in (b"private", b"12345", b"document", b"sk-1"))


def test_tools_are_told_and_no_choice_is_forced() -> None:
    body = encode(tools=(TOOL,))
    declared = {"name": "set_color", "description": "Color a ball.", "parametersJsonSchema": SCHEMA}
    assert body["tools"] == [{"functionDeclarations": [declared]}]
    assert "toolConfig" not in body


@pytest.mark.parametrize(
    ("choice", "calling_config"),
    [
        ("none", {"mode": "NONE"}),
        ("required", {"mode": "ANY"}),
        ("set_color", {"mode": "ANY", "allowedFunctionNames": ["set_color"]}),
    ],
)
def test_the_choice_of_tools_is_told(choice: str, calling_config: dict[str, Any]) -> None:
    body = encode(tools=(TOOL,), tool_choice=choice)
    assert body["toolConfig"] == {"functionCallingConfig": calling_config}


def test_an_answer_in_a_form_is_asked_for_by_its_schema() -> None:
    generation = encode(response_format=FORM)["generationConfig"]
    assert (generation["responseMimeType"], generation["responseJsonSchema"]) == ("application/json", SCHEMA)


def test_a_form_beside_tools_is_for_the_third_generation() -> None:
    body = encode(settings=config(model=THIRD), response_format=FORM, tools=(TOOL,))
    assert "responseJsonSchema" in body["generationConfig"]
    with pytest.raises(LLMBadRequestError, match="while it has tools"):
        encode(response_format=FORM, tools=(TOOL,))


def test_the_results_of_an_answer_are_one_content_of_their_own() -> None:
    other = ToolCall("b", "play_audio", "{}")
    body = encode(USER, calling(CALL, other, content="On it."), result("b", "2"), result("a", "1"), USER)
    assert [content["role"] for content in body["contents"]] == ["user", "model", "user", "user"]
    assert parts(body)[1:3] == [
        [
            {"text": "On it."},
            {"functionCall": {"name": "set_color", "args": {"ball": 1}}},
            {"functionCall": {"name": "play_audio", "args": {}}},
        ],
        [
            {"functionResponse": {"name": "set_color", "response": {"output": "1"}}},
            {"functionResponse": {"name": "play_audio", "response": {"output": "2"}}},
        ],
    ]


def test_a_result_that_is_an_object_goes_as_it_is() -> None:
    body = encode(USER, calling(CALL), result("a", '{"seconds": 1.50, "id": 12345678901234567890123}'))
    response = parts(body)[2][0]["functionResponse"]["response"]
    assert response == {"seconds": 1.5, "id": 12345678901234567890123}


@pytest.mark.parametrize("text", ["", "[1]", "7", "{broken", "plain", "\ud83d{}"])
def test_a_result_that_is_no_object_is_put_into_one(text: str) -> None:
    response = parts(encode(USER, calling(CALL), result("a", text)))[2][0]["functionResponse"]["response"]
    assert response == {"output": text.replace("\ud83d", "�")}


def test_arguments_that_are_no_object_are_told_as_they_were_written() -> None:
    broken = ToolCall("a", "set_color", '{"ball": ')
    body = encode(USER, calling(broken), result("a", "no"))
    assert parts(body)[1][0]["functionCall"]["args"] == {"not_valid_json": '{"ball": '}


def test_a_call_that_never_got_a_result_is_answered_with_a_sentence() -> None:
    body = encode(USER, calling(CALL), USER)
    assert "interrupted" in parts(body)[2][0]["functionResponse"]["response"]["error"]


def test_neighbors_of_one_role_are_merged_and_the_user_opens() -> None:
    body = encode(
        LLMMessage(MessageRole.ASSISTANT, "Hello."), LLMMessage(MessageRole.ASSISTANT, "You?"), USER, USER
    )
    assert [content["role"] for content in body["contents"]] == ["user", "model", "user"]
    assert [len(content) for content in parts(body)] == [1, 2, 2]


def test_a_request_without_a_conversation_still_has_one_content() -> None:
    assert len(encode(LLMMessage(MessageRole.SYSTEM, "Say something."))["contents"]) == 1


def test_signatures_go_back_on_the_parts_they_came_with() -> None:
    state = kept(
        {"part": {"text": "hm", "thought": True, "thoughtSignature": "AAAA"}},
        {"text": 3},
        {"text": 4, "thoughtSignature": SIGNED},
        {"call": "a", "given": True, "thoughtSignature": "QkJC"},
        {"call": "b"},
        {"text": 0, "thoughtSignature": "Q0ND"},
    )
    answer = calling(CALL, ToolCall("b", "f", "{}"), content="On it. ", reasoning=state)
    body = encode(USER, answer, result("a", "1"), result("b", "2"))
    assert parts(body)[1] == [
        {"text": "hm", "thought": True, "thoughtSignature": "AAAA"},
        {"text": "On "},
        {"text": "it. ", "thoughtSignature": SIGNED},
        {"functionCall": {"id": "a", "name": "set_color", "args": {"ball": 1}}, "thoughtSignature": "QkJC"},
        {"functionCall": {"name": "f", "args": {}}},
        {"text": "", "thoughtSignature": "Q0ND"},
    ]
    assert [part["functionResponse"].get("id") for part in parts(body)[2]] == ["a", None]


@pytest.mark.parametrize(
    "state",
    [
        kept({"text": 5, "thoughtSignature": SIGNED}, model="gemini-2.5-flash"),
        ReasoningState("anthropic", "gemini-2.0-flash", ({"type": "thinking"},)),
    ],
)
def test_another_models_signatures_are_not_sent(state: ReasoningState) -> None:
    answer = LLMMessage(MessageRole.ASSISTANT, "Hello", reasoning=state)
    assert parts(encode(USER, answer))[1] == [{"text": "Hello"}]


def test_the_prefix_of_lists_of_models_makes_no_other_model() -> None:
    answer = LLMMessage(
        MessageRole.ASSISTANT, "Hello", reasoning=kept({"text": 5, "thoughtSignature": SIGNED})
    )
    body = encode(USER, answer, settings=config(model="models/gemini-2.0-flash"))
    assert parts(body)[1] == [{"text": "Hello", "thoughtSignature": SIGNED}]


def test_text_that_was_changed_since_goes_back_without_a_signature() -> None:
    state = kept({"text": 5, "thoughtSignature": SIGNED}, {"call": "a", "thoughtSignature": "QkJC"})
    body = encode(USER, calling(CALL, content="Shortened", reasoning=state), result("a", "1"))
    assert parts(body)[1] == [
        {"text": "Shortened"},
        {"functionCall": {"name": "set_color", "args": {"ball": 1}}, "thoughtSignature": "QkJC"},
    ]


def test_a_call_of_another_model_is_marked_for_those_that_want_signatures() -> None:
    history = (USER, calling(CALL, ToolCall("b", "f", "{}")), result("a", "1"), result("b", "1"))
    calls = parts(encode(*history, settings=config(model=THIRD)))[1]
    assert [base64.b64decode(part.get("thoughtSignature", "")) for part in calls] == [
        *(b"context_engineering_is_the_way_to_go", b"")
    ]
    assert all("thoughtSignature" not in part for part in parts(encode(*history))[1])


MEDIA: Sequence[tuple[Media, dict[str, Any]]] = [
    (Media("image/png", b"png"), {"inlineData": {"mimeType": "image/png", "data": "cG5n"}}),
    (Media("image/jpg", b"jpg"), {"inlineData": {"mimeType": "image/jpeg", "data": "anBn"}}),
    (Media("audio/x-wav", b"wav"), {"inlineData": {"mimeType": "audio/wav", "data": "d2F2"}}),
    (Media("audio/mpeg", b"mp3"), {"inlineData": {"mimeType": "audio/mpeg", "data": "bXAz"}}),
    (Media("video/mp4", b"mp4"), {"inlineData": {"mimeType": "video/mp4", "data": "bXA0"}}),
    (Media("application/pdf", b"pdf"), {"inlineData": {"mimeType": "application/pdf", "data": "cGRm"}}),
    (
        Media("video/mp4", url="https://youtu.be/9hE5-98ZeCg"),
        {"fileData": {"mimeType": "video/mp4", "fileUri": "https://youtu.be/9hE5-98ZeCg"}},
    ),
    (Media("application/json", b"[1]", name="a.json"), {"text": "a.json:\n[1]"}),
    (Media("text/csv; charset=utf-8", "ä,b".encode()), {"text": "ä,b"}),
]


@pytest.mark.parametrize(("media", "part"), MEDIA)
def test_media_stand_before_the_words_about_them(media: Media, part: dict[str, Any]) -> None:
    assert parts(encode(user("What is this?", media))) == [[part, {"text": "What is this?"}]]


@pytest.mark.parametrize("kind", ["image/gif", "image/svg+xml", "application/zip", "model/obj"])
def test_media_that_the_models_cannot_read_are_refused_with_a_sentence(kind: str) -> None:
    with pytest.raises(LLMBadRequestError, match=f"cannot read {kind.replace('+', '.')}"):
        raw(user("What is this?", Media(kind, b"x")))


def test_instructions_with_pictures_are_refused_with_a_sentence() -> None:
    with pytest.raises(LLMBadRequestError, match="text alone"):
        raw(LLMMessage(MessageRole.SYSTEM, "Look", media=(Media("image/png", b"x"),)), USER)


SCHEMAS: Sequence[tuple[dict[str, Any], dict[str, Any]]] = [
    ({"const": "red"}, {"type": "string", "enum": ["red"]}),
    ({"const": 7, "type": "integer"}, {"type": "integer", "enum": [7]}),
    ({"enum": ["a", None], "type": "string"}, {"type": ["string", "null"], "enum": ["a"]}),
    ({"const": True}, {"description": "(const: true)"}),
    (
        {"type": "integer", "exclusiveMinimum": 0, "exclusiveMaximum": 9},
        {"type": "integer", "minimum": 1, "maximum": 8},
    ),
    ({"type": "number", "exclusiveMinimum": 0}, {"type": "number", "description": "(exclusiveMinimum: 0)"}),
    (
        {"type": "string", "pattern": "^a", "description": "A name."},
        {"type": "string", "description": 'A name. (pattern: "^a")'},
    ),
    ({"type": "string", "format": "uuid"}, {"type": "string", "description": '(format: "uuid")'}),
    ({"type": "string", "format": "date-time"}, {"type": "string", "format": "date-time"}),
    ({"oneOf": [{"type": "string"}, {"type": "null"}]}, {"anyOf": [{"type": "string"}, {"type": "null"}]}),
    (
        {"$ref": "#/definitions/A", "title": "T", "default": 1},
        {"anyOf": [{"$ref": "#/$defs/A"}], "title": "T"},
    ),
    ({"$ref": "#/$defs/A"}, {"$ref": "#/$defs/A"}),
    ({"allOf": [{"$ref": "#/$defs/A"}]}, {"$ref": "#/$defs/A"}),
    ({"definitions": {"A": {"const": "x"}}}, {"$defs": {"A": {"type": "string", "enum": ["x"]}}}),
    (
        {"type": "array", "items": {"const": "x"}, "uniqueItems": True},
        {
            "type": "array",
            "items": {"type": "string", "enum": ["x"]},
            "description": "(uniqueItems: true)",
        },
    ),
    ({"additionalProperties": {"const": "x"}}, {"additionalProperties": {"type": "string", "enum": ["x"]}}),
    ({"additionalProperties": False, "$schema": "x"}, {"additionalProperties": False}),
    (
        {"properties": {"any": True, "default": {"const": "x"}}},
        {"properties": {"any": {}, "default": {"type": "string", "enum": ["x"]}}},
    ),
]


@pytest.mark.parametrize(("ours", "theirs"), SCHEMAS)
def test_a_schema_keeps_to_the_keywords_that_are_known_and_tells_the_rest_in_words(
    ours: dict[str, Any], theirs: dict[str, Any]
) -> None:
    tool = ToolSchema("f", "", {"type": "object", "properties": {"x": ours}})
    declared = raw(tools=(tool,))["tools"][0]["functionDeclarations"][0]["parametersJsonSchema"]
    assert declared == {"type": "object", "properties": {"x": theirs}}


@st.composite
def histories(draw: st.DrawFn) -> list[LLMMessage]:
    ids = st.sampled_from(["a", "b", "c"])
    text = st.text(max_size=3)
    states = st.none() | st.builds(
        lambda place, call: kept({"text": place}, {"call": call, "given": True}), st.integers(0, 3), ids
    )
    message = st.one_of(
        st.builds(user, text),
        st.builds(result, ids, text),
        st.builds(
            lambda names, text, state: calling(
                *(ToolCall(i, "f", "{}") for i in names), content=text, reasoning=state
            ),
            st.lists(ids, max_size=3),
            text,
            states,
        ),
    )
    return draw(st.lists(message, max_size=8))


@given(histories())
@settings(max_examples=60, deadline=None)
def test_any_history_becomes_calls_that_are_answered_one_for_one(history: list[LLMMessage]) -> None:
    contents = raw(*history)["contents"]
    assert contents[0]["role"] == "user"
    for content, following in zip(contents, [*contents[1:], {"parts": []}], strict=True):
        assert content["parts"]
        asked = [part["functionCall"] for part in content["parts"] if "functionCall" in part]
        answered = [part["functionResponse"] for part in following["parts"] if "functionResponse" in part]
        assert [(call.get("id"), call["name"]) for call in asked] == [
            (answer.get("id"), answer["name"]) for answer in answered
        ]
        if answered:
            assert len(answered) == len(following["parts"])
