"""How close circles are: whether one's contacts know each other, and the deepest circle of all.

Small networks are counted by networkx; large ones by compiled loops that give the same.
"""

from __future__ import annotations

from typing import cast

import networkx as nx
import numpy as np

from workshop.network.compiled import kernels, rows, worth
from workshop.network.graph import Floats, Index, Whole


def clustering(whole: Index) -> float:
    """Mean over all nodes of the ties among one's contacts over those possible (Watts & Strogatz 1998).

    0 for a node below two contacts. Not for a network without nodes.
    """
    among, contacts = _among(whole), _contacts(whole)
    possible = contacts * (contacts - 1) / 2
    local: Floats = np.divide(among, possible, out=np.zeros(whole.n), where=possible > 0)
    return float(local.mean())


def transitivity(whole: Index) -> float | None:
    """Share of pairs of ties that meet and are closed by a third: 3 · triangles / pairs that meet; None without such a pair.

    >>> from workshop.network.graph import matrix
    >>> transitivity(Index(tuple("abc"), matrix(3, [(0, 1), (1, 2), (0, 2)])))
    1.0
    """
    contacts = _contacts(whole)
    meeting = int((contacts * (contacts - 1)).sum()) // 2
    return int(_among(whole).sum()) / meeting if meeting else None


def core_depth(whole: Index) -> int:
    """Largest k with a circle in which all have k ties inside (Seidman 1983); 0 without ties."""
    if worth(whole.n):
        return kernels().deepest(*rows(whole.links))
    return max(nx.core_number(nx.from_scipy_sparse_array(whole.links)).values(), default=0)


def _contacts(whole: Index) -> Whole:
    found: Whole = np.diff(whole.links.indptr).astype(np.int64)
    return found


def _among(whole: Index) -> Whole:
    """Ties among each node's contacts."""
    if worth(whole.n):
        return kernels().triangles(*rows(whole.links))
    found = cast(dict[int, int], nx.triangles(nx.from_scipy_sparse_array(whole.links)))
    return np.array([found[place] for place in range(whole.n)], dtype=np.int64)
