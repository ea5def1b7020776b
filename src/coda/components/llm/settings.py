"""What a class of settings is: annotated fields, checked when it is made and when one is assigned.

The rules, the errors and the sentences are pydantic's, and so are the names of the methods, but the
class stands on pydantic's core alone: `BaseModel` takes longer to import than the rest of this package.

Schemas are those of `pydantic_core.core_schema`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, Self, dataclass_transform, get_args, get_origin, get_type_hints

import msgspec
from pydantic_core import CoreSchema, SchemaSerializer, SchemaValidator
from pydantic_core import core_schema as core
from pydantic_core.core_schema import SerializationInfo

_REQUIRED: Any = ...


class SecretStr:
    """A text that is never shown; read it with `get_secret_value()`."""

    def __init__(self, text: str) -> None:
        self._text = text

    def get_secret_value(self) -> str:
        return self._text

    def __str__(self) -> str:
        return "**********" if self._text else ""

    def __repr__(self) -> str:
        return f"SecretStr({str(self)!r})"

    def __len__(self) -> int:
        return len(self._text)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SecretStr) and other._text == self._text

    def __hash__(self) -> int:
        return hash(self._text)


class FieldRules(msgspec.Struct, frozen=True):
    default: Any = _REQUIRED
    default_factory: Callable[[], Any] | None = None
    limits: dict[str, Any] = {}
    """Part of the core schema: `gt`, `ge`, `lt`, `le`, `min_length`, `allow_inf_nan`."""
    check: Callable[[Any], Any] | None = None


def Field(  # noqa: N802 - as in pydantic, because it reads the same
    default: Any = _REQUIRED,
    *,
    default_factory: Callable[[], Any] | None = None,
    check: Callable[[Any], Any] | None = None,
    **limits: Any,
) -> Any:
    """`check` gets the value after all other rules and returns the one to keep, or raises ValueError."""
    return FieldRules(default, default_factory, limits, check)


@dataclass_transform(kw_only_default=True, field_specifiers=(Field,))
class Settings:
    """Base of a class of settings. Making one and assigning to one raises `pydantic.ValidationError`.

    Unknown names are refused, and no error repeats the value it is about: it could be a key.
    """

    __slots__ = ("__dict__", "__pydantic_extra__", "__pydantic_fields_set__", "__pydantic_private__")
    __hash__ = None  # type: ignore[assignment] - settings change
    __pydantic_fields_set__: set[str]
    _fields: dict[str, FieldRules]

    def __init_subclass__(cls) -> None:
        names = [name for name in vars(cls).get("__annotations__", {}) if not name.startswith("_")]
        cls._fields = dict(getattr(cls, "_fields", {}))
        for name in names:
            rules = vars(cls).get(name, _REQUIRED)
            cls._fields[name] = rules if isinstance(rules, FieldRules) else FieldRules(rules)
            if rules is not _REQUIRED:
                delattr(cls, name)

    def __init__(self, /, **given: Any) -> None:
        _validator(type(self)).validate_python(given, self_instance=self)

    def __setattr__(self, name: str, value: Any) -> None:
        _validator(type(self)).validate_assignment(self, name, value)

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and vars(other) == vars(self)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{k}={v!r}' for k, v in vars(self).items())})"

    def __reduce__(self) -> tuple[Callable[..., Self], tuple[dict[str, Any], set[str]]]:
        return self._made, (vars(self), self.model_fields_set)

    def _check(self) -> Self:
        """What must hold between fields; raises ValueError."""
        return self

    @property
    def model_fields_set(self) -> set[str]:
        """The fields that were given or assigned; the others have their default."""
        return self.__pydantic_fields_set__

    @classmethod
    def model_validate(cls, given: Any) -> Self:
        """From a mapping, as it is read from a file; one of this class is returned as it is."""
        return _validator(cls).validate_python(given)

    def model_copy(self, *, update: Mapping[str, Any] | None = None) -> Self:
        """A shallow copy. What `update` holds is not checked."""
        update = update or {}
        return self._made({**vars(self), **update}, self.model_fields_set | update.keys())

    def model_dump(self, *, mode: Literal["python", "json"] = "python", **shown: Any) -> dict[str, Any]:
        """Plain values; `exclude_unset`, `exclude_none` and the like are those of pydantic."""
        return _serializer(type(self)).to_python(self, mode=mode, **shown)

    def model_dump_json(self, **shown: Any) -> str:
        return _serializer(type(self)).to_json(self, **shown).decode()

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any = None, handler: Any = None) -> CoreSchema:
        """Also lets a pydantic model have a field of this class."""
        hints = get_type_hints(cls, include_extras=True)
        fields = {name: core.model_field(_field(hints[name], rules)) for name, rules in cls._fields.items()}
        model = core.model_schema(
            cls,
            core.model_fields_schema(fields, model_name=cls.__name__),
            config=_core_config(cls, extra_fields_behavior="forbid"),
        )
        return core.no_info_after_validator_function(cls._check, model)

    @classmethod
    def _made(cls, values: dict[str, Any], given: set[str]) -> Self:
        """An object of values that were checked before."""
        made = cls.__new__(cls)
        state = (dict(values), None, set(given), None)
        for slot, value in zip(Settings.__slots__, state, strict=True):
            object.__setattr__(made, slot, value)
        return made


def _core_config(cls: type[Settings], **more: Any) -> core.CoreConfig:
    return core.CoreConfig(title=cls.__name__, hide_input_in_errors=True, **more)


@cache
def _validator(cls: type[Settings]) -> SchemaValidator:
    return SchemaValidator(cls.__get_pydantic_core_schema__(), _core_config(cls))


@cache
def _serializer(cls: type[Settings]) -> SchemaSerializer:
    return SchemaSerializer(cls.__get_pydantic_core_schema__())


def _field(hint: Any, rules: FieldRules) -> CoreSchema:
    schema = _value(hint, rules.limits)
    if rules.check is not None:
        schema = core.no_info_after_validator_function(rules.check, schema)
    if rules.default_factory is not None:
        return core.with_default_schema(schema, default_factory=rules.default_factory)
    if rules.default is not _REQUIRED:
        return core.with_default_schema(schema, default=rules.default)
    return schema


def _value(hint: Any, limits: dict[str, Any]) -> CoreSchema:
    """The schema of one annotation; of those that settings have use for."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is UnionType and NoneType in arguments:
        (inner,) = (one for one in arguments if one is not NoneType)
        return core.nullable_schema(_value(inner, limits))
    if origin is dict:
        return core.dict_schema(_value(arguments[0], {}), _value(arguments[1], {}))
    if origin is list:
        return core.list_schema(_value(arguments[0], {}))
    return _PLAIN[hint](**limits) if hint in _PLAIN else _class(hint)


def _class(hint: type[Any]) -> CoreSchema:
    if issubclass(hint, Enum):
        return core.enum_schema(hint, list(hint), sub_type="str" if issubclass(hint, str) else None)
    assert issubclass(hint, Settings), hint
    return hint.__get_pydantic_core_schema__()


def _secret() -> CoreSchema:
    return core.no_info_before_validator_function(
        _open,
        core.no_info_after_validator_function(SecretStr, core.str_schema()),
        serialization=core.plain_serializer_function_ser_schema(_hidden, info_arg=True),
    )


def _hidden(secret: SecretStr | None, info: SerializationInfo) -> Any:
    return str(secret) if info.mode == "json" else secret


def _open(given: Any) -> Any:
    """The text of a secret of ours, or of pydantic's."""
    return given.get_secret_value() if hasattr(given, "get_secret_value") else given


_PLAIN: dict[Any, Callable[..., CoreSchema]] = {
    Any: core.any_schema,
    bool: core.bool_schema,
    int: core.int_schema,
    float: core.float_schema,
    str: core.str_schema,
    SecretStr: _secret,
}
