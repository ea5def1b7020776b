"""Settings behave like pydantic models, without being any."""

import copy
import pickle
from typing import Any

import pydantic
import pytest

from coda.components.llm.config import LLMConfig, LLMProvider, ProviderConfig
from coda.components.llm.settings import Field, SecretStr, Settings


class Lamp(Settings):
    name: str = Field(min_length=1)
    level: float = Field(default=0.5, ge=0, le=1)
    tags: list[str] = Field(default_factory=list)


class RedLamp(Lamp):
    hue: int = 0


def test_text_is_read_as_the_number_it_shows() -> None:
    assert Lamp.model_validate({"name": "a", "level": "0.25"}).level == 0.25


def test_an_error_names_the_field_and_the_rule_but_not_the_value() -> None:
    with pytest.raises(pydantic.ValidationError) as refused:
        Lamp.model_validate({"level": 71.5, "colour": "red"})
    problems = {error["loc"]: error["msg"] for error in refused.value.errors()}
    assert problems == {
        ("name",): "Field required",
        ("level",): "Input should be less than or equal to 1",
        ("colour",): "Extra inputs are not permitted",
    }
    assert "71.5" not in str(refused.value)


def test_what_was_given_is_told_apart_from_the_defaults() -> None:
    lamp = Lamp(name="a")
    assert lamp.model_fields_set == {"name"}
    lamp.level = 1
    assert lamp.model_fields_set == {"name", "level"}
    assert lamp.model_dump(exclude_unset=True) == {"name": "a", "level": 1.0}


def test_a_refused_assignment_changes_nothing() -> None:
    lamp = Lamp(name="a")
    with pytest.raises(pydantic.ValidationError):
        lamp.level = 2
    assert lamp == Lamp(name="a", level=0.5)


def test_two_never_share_a_default_list() -> None:
    one, other = Lamp(name="a"), Lamp(name="b")
    one.tags.append("x")
    assert other.tags == []


def test_a_copy_keeps_what_was_given_and_leaves_the_original_alone() -> None:
    lamp = Lamp(name="a")
    changed = lamp.model_copy(update={"level": 1.0})
    assert (lamp.level, changed.level, changed.model_fields_set) == (0.5, 1.0, {"name", "level"})


@pytest.mark.parametrize("through", [copy.copy, copy.deepcopy, lambda lamp: pickle.loads(pickle.dumps(lamp))])
def test_settings_can_be_copied_and_pickled(through: Any) -> None:
    config = LLMConfig(providers={"a": ProviderConfig(provider=LLMProvider.OPENAI, model="m")})
    twin = through(config)
    assert twin == config
    assert twin is not config
    assert twin.model_fields_set == {"providers"}


def test_a_class_inherits_fields() -> None:
    assert repr(RedLamp(name="a", hue=3)) == "RedLamp(name='a', level=0.5, tags=[], hue=3)"
    assert RedLamp(name="a") != Lamp(name="a")


def test_settings_may_be_a_field_of_a_pydantic_model() -> None:
    class Room(pydantic.BaseModel):
        lamp: Lamp

    room = Room.model_validate({"lamp": {"name": "a"}})
    assert room.lamp == Lamp(name="a")
    assert room.model_dump() == {"lamp": {"name": "a", "level": 0.5, "tags": []}}
    with pytest.raises(pydantic.ValidationError):
        Room.model_validate({"lamp": {"name": ""}})


def test_a_secret_of_pydantic_is_taken_for_one_of_ours() -> None:
    config = ProviderConfig.model_validate(
        {"provider": "openai", "model": "m", "api_key": pydantic.SecretStr("k1")}
    )
    assert config.api_key == SecretStr("k1")
    assert config.model_dump()["api_key"] == SecretStr("k1")
    assert config.model_dump(mode="json")["api_key"] == "**********"
