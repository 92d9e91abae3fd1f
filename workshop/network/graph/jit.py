"""How an inner loop is compiled: once for the types it is called with, and kept for the next start.

Imported by kernels alone, because it loads the compiler.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

from numba import njit

Work = TypeVar("Work", bound=Callable[..., object])


def compiled_loop(signature: str) -> Callable[[Work], Work]:
    """Compile a function for this signature when its module is imported."""
    return cast(Callable[[Work], Work], njit(signature, cache=True, error_model="numpy", nogil=True))
