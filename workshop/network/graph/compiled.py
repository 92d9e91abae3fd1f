"""Compiled (numba) loops for large networks: when to use them, and how to load them.

Up to a few hundred people the plain Python version answers before a compiler is even loaded, so a small file at the
command line never waits for one. Every compiled loop has a plain counterpart beside its caller; tests hold the two equal.
"""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Protocol, TypeAlias, cast

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from workshop.base.lazy_import import is_installed, lazy_import
from workshop.network.graph.graph import Flags, Floats, Ints

COMPILED_FROM = 500  # people and groups from which loading the compiled loops pays
CACHE = "NUMBA_CACHE_DIR"

Ends: TypeAlias = NDArray[np.int32]


class Kernels(Protocol):
    """The functions of `kernels`. Ties are in CSR form (compressed rows): the neighbours of v are `ends[begins[v]:begins[v + 1]]`."""

    def betweenness(self, begins: Ends, ends: Ends, sources: Ends) -> Floats:
        """Betweenness sums: shortest paths from these sources through each node, not scaled."""

    def distance_counts(self, begins: Ends, ends: Ends) -> Ints:
        """Distance distribution: ordered pairs at distance 0, 1, 2 …; trailing zeros possible."""

    def triangles(self, begins: Ends, ends: Ends) -> Ints:
        """Triangles at each node: ties among its neighbours."""

    def degeneracy(self, begins: Ends, ends: Ends) -> int:
        """Degeneracy: the largest k for which there is a k-core."""

    def largest_while_leaving(self, begins: Ends, ends: Ends, orders: Ends) -> Ints:
        """Size of the largest component after 0, 1, 2 … nodes of each order were removed."""

    def largest_without(self, begins: Ends, ends: Ends, removed: Flags) -> Ints:
        """Size of the largest component of the rest, for each row of removals."""

    def local_moving(self, begins: Ends, ends: Ends, weights: Floats, loops: Floats, turn: Ends) -> Ends:
        """Louvain, local moving: each node's community once no single move raises modularity."""

    def aggregated(
        self, begins: Ends, ends: Ends, weights: Floats, loops: Floats, community: Ends, count: int
    ) -> tuple[Ends, Ends, Floats, Floats]:
        """Louvain, aggregation: communities become the nodes of the next level."""

    def rewired(self, begins: Ends, ends: Ends, picks: Ends) -> tuple[int, int]:
        """Degree-preserving rewiring: triangles (each counted at all three corners) and swaps made, after trying to swap these pairs of ties."""


def use_compiled(n: int) -> bool:
    """Whether to use the compiled loops for n people and groups: the network is large and the extra `large` is installed."""
    return n >= COMPILED_FROM and available()


@cache
def available() -> bool:
    """Whether numba is installed. Without it every loop runs in plain form, with the same results."""
    return is_installed("numba")


@cache
def kernels() -> Kernels:
    """The compiled loops: from the cache, or compiled now."""
    if CACHE not in os.environ and not any(_may_write(place) for place in _places()):
        # A new private folder: cached code is executed, so a folder that others may write to is not safe.
        os.environ[CACHE] = mkdtemp(prefix="mengya-compiled-")
    return cast(Kernels, lazy_import("workshop.network.graph.kernels"))


def _places() -> tuple[Path, Path]:
    """Where numba keeps its cache by default: beside the source, or in the home of the user who runs this."""
    return Path(__file__).parent, Path("~").expanduser()


def _may_write(place: Path) -> bool:
    return place.is_dir() and os.access(place, os.W_OK)


def rows(links: sparse.csr_array) -> tuple[Ends, Ends]:
    """CSR row pointers and column indices of a symmetric matrix, as the compiled loops read them."""
    return links.indptr.astype(np.int32), links.indices.astype(np.int32)
