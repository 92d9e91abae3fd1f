"""A property that is worked out once, without holding anybody up."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar, overload

Result = TypeVar("Result")


class lazily(Generic[Result]):  # noqa: N801 – a decorator, read like a word
    """Decorator: a property worked out at the first look and kept with its object.

    As `functools.cached_property`, which up to Python 3.11 takes one lock for all objects of a class: a request that
    waits for the database inside it would keep every other request waiting, whoever holds the last connection too.
    Two threads that look at one object for the first time at once may both work it out; the later value stays.
    """

    def __init__(self, function: Callable[[Any], Result]) -> None:
        self.function = function
        self.__doc__ = function.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    @overload
    def __get__(self, instance: None, owner: type) -> lazily[Result]: ...

    @overload
    def __get__(self, instance: object, owner: type | None = None) -> Result: ...

    def __get__(self, instance: object | None, owner: type | None = None) -> Result | lazily[Result]:
        if instance is None:
            return self
        value = self.function(instance)
        # In the object's own dictionary, where the next look finds it before it comes here; frozen classes have one too.
        instance.__dict__[self.name] = value
        return value
