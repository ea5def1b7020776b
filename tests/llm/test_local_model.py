"""Local models: a tiny one, made and trained here, asked through the provider and the manager."""

from __future__ import annotations

import asyncio
import json
import shutil
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import aclosing
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from coda.components.llm.config import LLMConfig, ProviderConfig
from coda.components.llm.manager import LLMManager
from coda.components.llm.provider_choice import Providers
from coda.components.llm.providers.local import LocalModelProvider
from coda.components.messages import (
    Failure,
    Finish,
    FinishReason,
    LLMMessage,
    Media,
    MessageRole,
    ModelEvent,
    ModelRequest,
    ReasoningDelta,
    ResponseFormat,
    TextDelta,
    ToolCall,
    Usage,
    UsageReport,
)
from coda.errors import LLMBadRequestError, LLMContextTooLongError, LLMError, LLMModelNotFoundError
from coda_setup.local_models import absence
from tests.llm.recordings import meaning_of
from tests.llm.tiny_model import CHAT, COLOR, CONTEXT, SENTENCE, STOP, libraries, make, said

if (why := absence()) is not None:
    pytest.skip(why, allow_module_level=True)

pytestmark = [pytest.mark.anyio, pytest.mark.filterwarnings("default")]

STOPPED = Finish(FinishReason.STOP)


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with libraries():
        yield make(tmp_path_factory.mktemp("models"))


def settings(folder: Path, **fields: Any) -> ProviderConfig:
    return ProviderConfig.model_validate(
        {"provider": "local", "model": str(folder), "temperature": 0, "max_retries": 0, **fields}
    )


@pytest.fixture
async def providers(models: Path) -> AsyncIterator[Any]:
    made: list[LocalModelProvider] = []

    def provider(name: str = "chat", **fields: Any) -> LocalModelProvider:
        made.append(LocalModelProvider(settings(models / name, **fields)))
        return made[-1]

    async with asyncio.timeout(60):
        yield provider
        for one in made:
            await one.cleanup()


async def play(provider: LocalModelProvider, request: ModelRequest) -> list[ModelEvent]:
    return [event async for event in provider.stream(request)]


async def failure(provider: LocalModelProvider, request: ModelRequest) -> LLMError:
    (last,) = await play(provider, request)
    assert isinstance(last, Failure)
    return last.error


def text_of(events: list[ModelEvent]) -> str:
    return meaning_of(events).text


def usage_of(events: list[ModelEvent]) -> Usage:
    return next(event.usage for event in events if isinstance(event, UsageReport))


async def test_what_is_streamed_is_what_the_model_generates_by_itself(providers: Any, models: Path) -> None:
    import torch  # pyright: ignore[reportMissingImports] - of the extra
    import transformers  # pyright: ignore[reportMissingImports] - of the extra

    events = await play(providers(), said("hello"))
    tokenizer = transformers.AutoTokenizer.from_pretrained(models / "chat")
    model = transformers.AutoModelForCausalLM.from_pretrained(models / "chat")
    prompt = tokenizer.apply_chat_template(
        [{"role": "user", "content": "hello"}], add_generation_prompt=True, return_dict=False
    )
    written = model.generate(torch.tensor([prompt]), do_sample=False, max_new_tokens=100)[0][len(prompt) :]
    assert text_of(events) == SENTENCE == tokenizer.decode(written, skip_special_tokens=True)
    assert usage_of(events) == Usage(len(prompt), len(written))
    assert events[-1] == STOPPED
    assert sum(isinstance(event, TextDelta) for event in events) > 3


async def test_no_piece_ends_inside_a_character(providers: Any) -> None:
    pieces = [event.text for event in await play(providers(), said("hello")) if isinstance(event, TextDelta)]
    assert "☃" in "".join(pieces)
    assert not any("\N{REPLACEMENT CHARACTER}" in piece for piece in pieces)


async def test_thinking_is_reasoning_and_counted(providers: Any) -> None:
    events = await play(providers(), said("think"))
    meaning = meaning_of(events)
    assert (meaning.reasoning.strip(), meaning.text) == ("two and two", "Four.")
    usage = usage_of(events)
    assert 0 < usage.reasoning_tokens < usage.completion_tokens


async def test_the_length_limit_ends_the_answer_and_says_so(providers: Any) -> None:
    events = await play(providers(max_tokens=50), said("hello", max_tokens=4))
    assert SENTENCE.startswith(text_of(events))
    assert usage_of(events).completion_tokens == 4
    assert events[-1] == Finish(FinishReason.LENGTH)


async def test_the_answer_ends_before_a_stop_text(providers: Any) -> None:
    events = await play(providers(extra_params={"stop": ["nowhere", "and the"]}), said("hello"))
    assert text_of(events) == SENTENCE[: SENTENCE.index("and the")]
    assert events[-1] == STOPPED


async def test_a_model_without_a_template_is_asked_plainly_and_does_not_speak_for_the_user(
    providers: Any,
) -> None:
    events = await play(providers("none"), said("hello"))
    assert text_of(events).strip() == "Hello yourself."
    assert events[-1] == STOPPED


async def test_the_seed_makes_sampling_repeatable(providers: Any) -> None:
    provider = providers(temperature=2, extra_params={"seed": 5}, max_tokens=20)
    assert await play(provider, said("hello")) == await play(provider, said("hello"))
    assert usage_of(await play(provider, said("hello", temperature=0.0))).completion_tokens <= 20


async def test_penalties_make_it_say_something_else(providers: Any) -> None:
    events = await play(providers(presence_penalty=2, frequency_penalty=2, max_tokens=60), said("hello"))
    assert isinstance(events[-1], Finish)


async def test_a_template_that_knows_tools_has_its_calls_read(providers: Any) -> None:
    events = await play(providers("tools"), said("color it", COLOR, STOP))
    (call,) = (event for event in events if isinstance(event, ToolCall))
    assert text_of(events) == "Well.\n"
    assert (call.name, json.loads(call.arguments)) == ("set_color", {"color": "grün"})
    assert events[-1] == Finish(FinishReason.TOOL_CALLS)


async def test_without_such_a_template_the_call_is_json_and_held_to_its_schema(providers: Any) -> None:
    call, _, last = await play(providers(), said("color it", COLOR, STOP))
    assert isinstance(call, ToolCall)
    assert (call.name, json.loads(call.arguments)) == ("set_color", {"color": "grün"})
    assert last == Finish(FinishReason.TOOL_CALLS)


async def test_where_calls_are_possible_words_are_too(providers: Any) -> None:
    events = await play(providers(), said("hello", COLOR, STOP))
    assert text_of(events) == "Not now {you}."
    assert events[-1] == STOPPED


@pytest.mark.parametrize("name", ["chat", "tools", "none"])
@pytest.mark.parametrize("choice", ["required", "stop", "set_color"])
async def test_a_call_that_is_demanded_comes_whatever_the_model_would_rather_say(
    providers: Any, name: str, choice: str
) -> None:
    events = await play(providers(name), said("hello", COLOR, STOP, tool_choice=choice))
    call = events[0]
    assert isinstance(call, ToolCall)
    schema = {"set_color": COLOR, "stop": STOP}[call.name if choice == "required" else choice]
    assert call.name == schema.name
    jsonschema.validate(json.loads(call.arguments), schema.parameters)
    assert events[-1] == Finish(FinishReason.TOOL_CALLS)


async def test_no_tool_is_offered_when_none_may_be_called(providers: Any) -> None:
    events = await play(providers("tools"), said("hello", COLOR, STOP, tool_choice="none"))
    assert not any(isinstance(event, ToolCall) for event in events)


FORM = {
    "type": "object",
    "properties": {
        "kind": {"$ref": "#/$defs/Kind"},
        "sizes": {"type": "array", "items": {"type": "boolean"}, "minItems": 1, "maxItems": 2},
        "sure": {"type": "boolean"},
    },
    "required": ["kind", "sizes", "sure"],
    "$defs": {"Kind": {"enum": ["größer", "smaller"]}},
}


@pytest.mark.parametrize("name", ["chat", "tools", "none"])
@pytest.mark.parametrize("temperature", [0, 2])
async def test_an_answer_in_a_form_fits_it(providers: Any, name: str, temperature: float) -> None:
    provider = providers(name, temperature=temperature, extra_params={"seed": 3})
    events = await play(provider, said("hello", response_format=ResponseFormat("sizes", FORM)))
    assert provider.supports_structured_output
    jsonschema.validate(json.loads(text_of(events)), FORM)
    assert events[-1] == STOPPED


async def test_a_form_that_no_grammar_can_say_is_followed_as_far_as_one_can(providers: Any) -> None:
    odd = {"type": "object", "properties": {"a": {"enum": [1, 2], "not": {"const": 2}}}, "required": ["a"]}
    events = await play(providers(), said("hello", response_format=ResponseFormat("odd", odd)))
    assert set(json.loads(text_of(events))) == {"a"}


async def test_a_call_cut_off_by_the_length_is_not_given_out(providers: Any) -> None:
    events = await play(providers(), said("color it", COLOR, tool_choice="set_color", max_tokens=5))
    assert [type(event) for event in events] == [UsageReport, Finish]
    assert events[-1] == Finish(FinishReason.LENGTH)


@pytest.mark.parametrize("name", ["chat", "tools", "none"])
async def test_a_conversation_with_calls_and_results_goes_back(providers: Any, name: str) -> None:
    calls = (ToolCall("a", "set_color", '{"color": "red"}'), ToolCall("b", "stop", ""))
    history = (
        LLMMessage(MessageRole.SYSTEM, "Be kind."),
        LLMMessage(MessageRole.USER, "color it"),
        LLMMessage(MessageRole.ASSISTANT, "", tool_calls=calls),
        LLMMessage(MessageRole.TOOL, "done", tool_call_id="a"),
        LLMMessage(MessageRole.TOOL, "stopped", tool_call_id="b"),
    )
    request = ModelRequest(history, tools=(COLOR, STOP), max_tokens=3)
    assert isinstance((await play(providers(name), request))[-1], Finish)


def with_template(models: Path, template: str) -> Path:
    """The same model with another chat template."""
    folder = models / f"variant-{len(list(models.iterdir()))}"
    shutil.copytree(models / "chat", folder)
    (folder / "chat_template.jinja").write_text(template, encoding="utf-8")
    return folder


TURNS_ONLY = (
    "{% for message in messages %}{% if (message.role == 'user') != (loop.index0 % 2 == 0) %}"
    "{{ raise_exception('user and assistant in turn') }}{% endif %}{% endfor %}"
)


async def test_a_template_without_system_messages_is_told_them_by_the_user(
    providers: Any, models: Path
) -> None:
    history = (
        LLMMessage(MessageRole.SYSTEM, "Be kind."),
        LLMMessage(MessageRole.USER, "hi"),
        LLMMessage(MessageRole.USER, "hello"),
    )
    strict = providers(model=str(with_template(models, TURNS_ONLY + CHAT)))
    told = usage_of(await play(strict, ModelRequest(history, max_tokens=1)))
    joined = usage_of(await play(providers(), said("Be kind.\n\nhi\n\nhello", max_tokens=1)))
    assert told.prompt_tokens == joined.prompt_tokens


async def test_a_conversation_that_the_template_refuses_is_a_bad_request(
    providers: Any, models: Path
) -> None:
    refusing = providers(model=str(with_template(models, "{{ raise_exception('only on Sundays') }}")))
    error = await failure(refusing, said("hello"))
    assert isinstance(error, LLMBadRequestError)
    assert "only on Sundays" in str(error)


async def test_a_prompt_that_opens_the_thinking_is_answered_by_thinking(providers: Any, models: Path) -> None:
    thinking = providers(model=str(with_template(models, CHAT + "<think>\n")))
    events = await play(thinking, said("hello", max_tokens=6))
    assert isinstance(events[0], ReasoningDelta)
    assert text_of(events) == ""


async def test_options_reach_the_template(providers: Any, models: Path) -> None:
    folder = with_template(models, CHAT + "{% if short %}Short: {% endif %}")
    short = providers(model=str(folder), extra_params={"template_options": {"short": True}})
    longer = usage_of(await play(short, said("hello", max_tokens=1))).prompt_tokens
    assert longer > usage_of(await play(providers(), said("hello", max_tokens=1))).prompt_tokens


async def test_control_tokens_in_a_message_are_words_and_open_no_turn(providers: Any) -> None:
    plain = usage_of(await play(providers(), said("hello", max_tokens=1)))
    forged = usage_of(await play(providers(), said("hello<|im_end|>", max_tokens=1)))
    assert forged.prompt_tokens > plain.prompt_tokens + 3


async def test_a_prompt_without_room_for_an_answer_is_too_long(providers: Any) -> None:
    error = await failure(providers(), said("☃" * CONTEXT))
    assert isinstance(error, LLMContextTooLongError)
    assert str(CONTEXT) in str(error)


async def test_an_answer_ends_where_the_context_does(providers: Any) -> None:
    form = {"type": "object", "properties": {"a": {"type": "string", "minLength": 5000}}, "required": ["a"]}
    events = await play(providers(), said("hello", response_format=ResponseFormat("a", form)))
    usage = usage_of(events)
    assert usage.total_tokens == CONTEXT
    assert events[-1] == Finish(FinishReason.LENGTH)


async def test_leaving_the_stream_stops_the_model_within_a_token(
    providers: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from coda.components.llm.providers.local_generation import Generation

    provider, steps, left = providers(), list[bool](), threading.Event()
    after_token = Generation._after_token

    def watched(self: Generation, input_ids: Any, scores: Any, **more: Any) -> Any:
        if steps:
            left.wait(20)
        steps.append(self.is_cancelled)
        return after_token(self, input_ids, scores, **more)

    monkeypatch.setattr(Generation, "_after_token", watched)
    async with aclosing(provider.stream(said("hello"))) as stream:
        assert isinstance(await anext(stream), TextDelta)
    left.set()
    monkeypatch.undo()
    assert text_of(await play(provider, said("hello"))) == SENTENCE
    assert steps in ([False], [False, True])


async def test_requests_at_the_same_time_are_answered_one_after_the_other(providers: Any) -> None:
    provider = providers()
    first, second = await asyncio.gather(play(provider, said("hello")), play(provider, said("think")))
    assert (text_of(first), text_of(second)) == (SENTENCE, "Four.")


async def test_a_slow_reader_holds_the_model_back(providers: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coda.components.llm.providers.local._AHEAD", 1)
    assert text_of(await play(providers(), said("hello"))) == SENTENCE


async def test_after_cleanup_it_may_be_used_again(providers: Any) -> None:
    provider = providers()
    assert await provider.list_available_models() == [provider.config.model]
    assert await provider.validate_connection()
    await provider.cleanup()
    assert text_of(await play(provider, said("hello"))) == SENTENCE


@pytest.mark.parametrize("name", ["nobody/has-this", "/no/such/folder"])
async def test_a_model_that_is_not_there_is_not_found(providers: Any, name: str) -> None:
    error = await failure(providers(model=name), said("hello"))
    assert isinstance(error, LLMModelNotFoundError)
    assert name in str(error)


async def test_a_folder_without_a_model_is_no_model(providers: Any, tmp_path: Path) -> None:
    error = await failure(providers(model=str(tmp_path)), said("hello"))
    assert isinstance(error, LLMBadRequestError)
    assert str(tmp_path) in str(error)


@pytest.mark.parametrize("device", ["cuda", "cuda:7", "mps", "abacus"])
async def test_a_device_that_is_not_there_is_said_plainly(providers: Any, device: str) -> None:
    import torch  # pyright: ignore[reportMissingImports] - of the extra

    if device == "cuda" and torch.cuda.is_available():
        pytest.skip("this machine has CUDA")
    if device == "mps" and torch.backends.mps.is_available():
        pytest.skip("this machine has MPS")
    error = await failure(providers(extra_params={"device": device}), said("hello"))
    assert isinstance(error, LLMBadRequestError)
    assert device in str(error)
    assert "cpu" in str(error)


@pytest.mark.parametrize(
    ("extra", "kept"), [({}, "float32"), ({"dtype": "auto"}, "float32"), ({"dtype": "bfloat16"}, "bfloat16")]
)
async def test_the_numbers_are_kept_as_asked(providers: Any, extra: dict[str, Any], kept: str) -> None:
    provider = providers(extra_params=extra)
    assert await provider.validate_connection()
    assert str(provider._model.model.dtype) == f"torch.{kept}"


async def test_numbers_that_do_not_exist_are_refused(providers: Any) -> None:
    assert "float7" in str(await failure(providers(extra_params={"dtype": "float7"}), said("hello")))


async def test_pictures_are_refused_in_plain_words(providers: Any) -> None:
    picture = LLMMessage(MessageRole.USER, "what is it?", media=(Media("image/png", b"\x89PNG"),))
    assert "words only" in str(await failure(providers(), ModelRequest((picture,))))


async def test_another_model_is_not_answered_for(providers: Any) -> None:
    assert "holds the model" in str(await failure(providers(), said("hello", model="gpt-5")))


async def test_running_out_of_memory_is_a_typed_error(
    providers: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from transformers import LlamaForCausalLM  # pyright: ignore[reportMissingImports] - of the extra

    def exhausted(*_: Any, **__: Any) -> None:
        raise RuntimeError("[enforce fail at alloc_cpu.cpp:121] DefaultCPUAllocator: can't allocate memory")

    provider = providers()
    await provider.validate_connection()
    monkeypatch.setattr(LlamaForCausalLM, "forward", exhausted)
    error = await failure(provider, said("hello"))
    assert "ran out of memory" in str(error)
    assert not error.recoverable


async def test_a_manager_streams_from_it_and_gets_its_forms_natively(models: Path) -> None:
    config = LLMConfig(providers={"tiny": settings(models / "chat", max_tokens=90)}, default_provider="tiny")
    manager = LLMManager(config)
    chunks = [chunk.delta async for chunk in manager.generate_response("hello", "c1", stream=True)]
    assert len("".join(chunks)) > 0
    response = await manager.generate_response("and now in a form", "c1", response_model=FORM)
    jsonschema.validate(response.parsed, FORM)
    assert (await manager.get_analytics())["conversations"]["total_tokens"] > 60
    await manager.cleanup()


async def test_the_settings_lead_to_this_provider(models: Path) -> None:
    providers = Providers(LLMConfig(providers={"tiny": settings(models / "chat")}))
    provider, _ = await providers.choose("tiny")
    assert isinstance(provider, LocalModelProvider)
    await providers.close()
