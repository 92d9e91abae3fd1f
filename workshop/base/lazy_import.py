"""Heavy things imported when they are first needed: the one place where an import does not stand at the top of a file.

A command that draws no table must not wait for what draws them, and `--help` must not wait for any command. What is
light, or needed by everybody who imports a module, is imported at its top all the same.
"""

from __future__ import annotations

import gc
from importlib import import_module
from typing import Any


def lazy_import(entry: str) -> Any:
    """A module, or with `module:name` what the module calls so.

    Nothing is collected meanwhile: all that a module makes lives on, and looking through it for garbage again and
    again takes a fifth of the time in which a command starts.

    >>> lazy_import("json:dumps")([1])
    '[1]'
    """
    name, _, attribute = entry.partition(":")
    collecting = gc.isenabled()
    gc.disable()
    try:
        module = import_module(name)
    finally:
        if collecting:
            gc.enable()
    return getattr(module, attribute) if attribute else module
