"""The fields a file may have, read off its schema, so that a form shows what is added there without a change of its
own.

Texts in two languages and lists have forms of their own; what is said here is everything else.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import NoneType, UnionType
from typing import Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

Default = bool | int | str | None


class FieldKind(StrEnum):
    """What is filled in."""

    FLAG = "flag"
    NUMBER = "number"
    CHOICE = "choice"
    LINE = "line"  # a short text in no language: a name, a reference


@dataclass(frozen=True)
class SchemaField:
    """One field. `name` is what it is called in a file; `least` and `most` bound a number."""

    name: str
    kind: FieldKind
    default: Default
    optional: bool
    choices: tuple[str, ...] = ()
    least: int | None = None
    most: int | None = None


def schema_fields(model: type[BaseModel]) -> tuple[SchemaField, ...]:
    """The plain fields of a model, in its order; one that can only have a single value is left out."""
    found = (_field(info.alias or name, info) for name, info in model.model_fields.items())
    return tuple(one for one in found if one is not None)


def _field(name: str, info: FieldInfo) -> SchemaField | None:
    kinds = _kinds(info.annotation)
    optional = NoneType in kinds
    default = info.get_default()
    plain: Default = default if isinstance(default, bool | int | str) else None
    only = [kind for kind in kinds if kind is not NoneType]
    if len(only) != 1:
        return None
    kind, choices = only[0], _choices(only[0])
    if len(choices) == 1:
        return None
    if choices:
        return SchemaField(
            name, FieldKind.CHOICE, str(plain) if plain is not None else None, optional, choices
        )
    if kind is bool:
        return SchemaField(name, FieldKind.FLAG, plain, optional)
    if kind is int:
        least, most = _bound(info, "ge"), _bound(info, "le")
        return SchemaField(name, FieldKind.NUMBER, plain, optional, least=least, most=most)
    return SchemaField(name, FieldKind.LINE, plain, optional) if kind is str else None


def _kinds(annotation: object) -> tuple[object, ...]:
    return get_args(annotation) if get_origin(annotation) in (Union, UnionType) else (annotation,)


def _choices(kind: object) -> tuple[str, ...]:
    if get_origin(kind) is Literal:
        return tuple(str(one) for one in get_args(kind))
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return tuple(one.value for one in kind)
    return ()


def _bound(info: FieldInfo, name: str) -> int | None:
    found = (getattr(one, name, None) for one in info.metadata)
    return next((one for one in found if isinstance(one, int)), None)
