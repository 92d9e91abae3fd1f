"""The network as a simple graph, undirected or directed: the views every measure starts from.

A `Network` keeps every report; a measure wants each pair once, and only ties that hold people together (`holding`). How
that is done is decided here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from workshop.model.network import Network, PersonKind, Relation
from workshop.network.graph.discord import holding

GraphOf: TypeAlias = "nx.Graph[str]"
DiGraphOf: TypeAlias = "nx.DiGraph[str]"
Floats: TypeAlias = NDArray[np.float64]
Ints: TypeAlias = NDArray[np.int64]
Flags: TypeAlias = NDArray[np.bool_]

SUPPORT = frozenset({PersonKind.SUPPORTER, PersonKind.COMMITTEE, PersonKind.GRID_WORKER})
BELONGING = frozenset({Relation.MEMBER, Relation.LEADS})


@dataclass(frozen=True)
class Index:
    """Adjacency matrix of the simple view, with the ids of its rows.

    Nodes have positions 0 … n-1 (people first, then groups, in file order); `links` is symmetric, n × n, 1.0 where two
    nodes are tied.
    """

    ids: tuple[str, ...]
    links: sparse.csr_array

    @property
    def n(self) -> int:
        """Number of nodes: people and groups."""
        return len(self.ids)


def ids(network: Network) -> tuple[str, ...]:
    """Every person's and group's id, people first."""
    return (*(person.id for person in network.people), *(group.id for group in network.groups))


def simple(network: Network) -> GraphOf:
    """Undirected simple graph: every person and group, one edge for any tie between two different ends."""
    graph: GraphOf = nx.Graph()
    graph.add_nodes_from(ids(network))
    graph.add_edges_from((tie.source, tie.target) for tie in holding(network) if tie.source != tie.target)
    return graph


def directed(network: Network) -> DiGraphOf:
    """Directed graph: edge u → v carries `reports`, the number of ties from u to v; self loops are left out."""
    graph: DiGraphOf = nx.DiGraph()
    graph.add_nodes_from(ids(network), reports=0)
    for tie in holding(network):
        if tie.source == tie.target:
            continue
        before = (
            graph.edges[tie.source, tie.target]["reports"] if graph.has_edge(tie.source, tie.target) else 0
        )
        graph.add_edge(tie.source, tie.target, reports=before + 1)
    return graph


def times_named(network: Network) -> dict[str, int]:
    """In-degree: how many different others name each node; in an undirected network the degree."""
    if not network.directed:
        return dict(simple(network).degree())
    return dict(directed(network).in_degree())


def pairs(network: Network) -> set[tuple[int, int]]:
    """Edge list of the simple view: pairs of positions, the smaller first."""
    place = {node: position for position, node in enumerate(ids(network))}
    edges = {(place[tie.source], place[tie.target]) for tie in holding(network) if tie.source != tie.target}
    return {(min(pair), max(pair)) for pair in edges}


def index(network: Network) -> Index:
    """Adjacency matrix of the simple view (see `Index`)."""
    names = ids(network)
    return Index(names, matrix(len(names), pairs(network)))


def matrix(n: int, linked: Iterable[tuple[int, int]]) -> sparse.csr_array:
    """Symmetric n × n adjacency matrix of 0 and 1 from pairs of positions."""
    ends = np.array(sorted(linked), dtype=np.int64).reshape(-1, 2)
    rows, columns = np.r_[ends[:, 0], ends[:, 1]], np.r_[ends[:, 1], ends[:, 0]]
    return sparse.csr_array((np.ones(len(rows)), (rows, columns)), shape=(n, n))


def linked(n: int, source: Ints, target: Ints) -> sparse.csr_array:
    """`matrix` from two arrays of ends; a pair may repeat in either direction, but its two ends must differ."""
    codes = np.unique(np.minimum(source, target) * n + np.maximum(source, target))
    low, high = np.divmod(codes, max(n, 1))
    rows, columns = np.r_[low, high], np.r_[high, low]
    return sparse.csr_array((np.ones(len(rows)), (rows, columns)), shape=(n, n))


def members(network: Network) -> dict[str, frozenset[str]]:
    """Group id → ids of the people who belong to it or lead it, whichever way the tie was recorded."""
    people = {person.id for person in network.people}
    by_group: dict[str, set[str]] = {group.id: set() for group in network.groups}
    for tie in holding(network):
        if tie.relation not in BELONGING:
            continue
        for group, person in ((tie.source, tie.target), (tie.target, tie.source)):
            if group in by_group and person in people:
                by_group[group].add(person)
    return {group: frozenset(inside) for group, inside in by_group.items()}
