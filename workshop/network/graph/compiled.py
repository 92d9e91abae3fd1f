"""Whether a network is large enough for compiled loops, and those loops when it is.

Up to a few hundred people the plain way answers before a compiler is even loaded, so a small file at the command line
never waits for one. Every compiled loop has a plain counterpart beside its caller; the tests hold the two equal.
"""

from __future__ import annotations

import os
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from tempfile import mkdtemp
from typing import Protocol, TypeAlias, cast

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from workshop.base.lazy_import import lazy_import
from workshop.network.graph.graph import Flags, Floats, Whole

FROM = 500  # people and groups from which loading the compiled loops pays
CACHE = "NUMBA_CACHE_DIR"

Ends: TypeAlias = NDArray[np.int32]


class Kernels(Protocol):
    """What `kernels` holds; ties as compressed rows: node v's others are `ends[begins[v]:begins[v + 1]]`."""

    def between(self, begins: Ends, ends: Ends, sources: Ends) -> Floats:
        """Shortest paths from these sources through each node, unscaled."""

    def pairs_apart(self, begins: Ends, ends: Ends) -> Whole:
        """Ordered pairs at each number of steps, by steps; zeros at the end."""

    def triangles(self, begins: Ends, ends: Ends) -> Whole:
        """Ties among each node's contacts."""

    def deepest(self, begins: Ends, ends: Ends) -> int:
        """Largest k with a circle in which all have k ties inside."""

    def largest_while_leaving(self, begins: Ends, ends: Ends, orders: Ends) -> Whole:
        """Largest part after 0, 1, 2 … of each order left."""

    def largest_without(self, begins: Ends, ends: Ends, removed: Flags) -> Whole:
        """Largest part of the rest for each row of removals."""

    def moved(self, begins: Ends, ends: Ends, weights: Floats, loops: Floats, turn: Ends) -> Ends:
        """Circle of each node once no single move raises modularity."""

    def merged(
        self, begins: Ends, ends: Ends, weights: Floats, loops: Floats, circle: Ends, count: int
    ) -> tuple[Ends, Ends, Floats, Floats]:
        """Circles as nodes."""

    def rewired(self, begins: Ends, ends: Ends, picks: Ends) -> tuple[int, int]:
        """Triangles (each counted at all three corners), and swaps made, after trying to swap these pairs of ties."""


def worth(n: int) -> bool:
    """Whether the compiled loops are used for a network of n people and groups: a large one, and the extra `large` is there."""
    return n >= FROM and available()


@cache
def available() -> bool:
    """Whether the compiler is installed. Without it every loop runs in its plain form, to the same figures."""
    return find_spec("numba") is not None


@cache
def kernels() -> Kernels:
    """The compiled loops: taken from where they were kept, compiled where they were not."""
    if CACHE not in os.environ and not any(_may_write(place) for place in _places()):
        # Fresh and ours alone: what is kept there is run, so no folder somebody else may have prepared will do.
        os.environ[CACHE] = mkdtemp(prefix="mengya-compiled-")
    return cast(Kernels, lazy_import("workshop.network.graph.kernels"))


def _places() -> tuple[Path, Path]:
    """Where compiled code is kept by itself: beside the source, or in the home of who runs this."""
    return Path(__file__).parent, Path("~").expanduser()


def _may_write(place: Path) -> bool:
    return place.is_dir() and os.access(place, os.W_OK)


def rows(links: sparse.csr_array) -> tuple[Ends, Ends]:
    """A symmetric matrix as the two arrays the compiled loops read."""
    return links.indptr.astype(np.int32), links.indices.astype(np.int32)
