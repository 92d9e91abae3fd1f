"""Lazy imports of heavy modules: the one place where an import does not stand at the top of a file.

A command that draws no table must not wait for what draws them, and `--help` must not wait for any command. What is
light, or needed by every importer of a module, is imported at its top all the same.
"""

from __future__ import annotations

import gc
from importlib import import_module
from importlib.util import find_spec
from typing import Any


def lazy_import(entry: str) -> Any:
    """Import a module on first use, or with `module:name` an attribute of it.

    Garbage collection is paused meanwhile: everything a module creates stays alive, and scanning it again and again
    takes a fifth of a command's start-up time.

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


def is_installed(package: str) -> bool:
    """Whether an optional package is there, without importing it."""
    return find_spec(package) is not None
