"""JIT compilation (numba): a loop is compiled once for its types and cached for the next start.

Only the kernel modules import this, because it loads the compiler.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

from numba import njit

Work = TypeVar("Work", bound=Callable[..., object])


def compiled_loop(signature: str) -> Callable[[Work], Work]:
    """Compile a function for this signature when its module is imported."""
    return cast(Callable[[Work], Work], njit(signature, cache=True, error_model="numpy", nogil=True))
