"""Re-identification risk (uniqueness, k-anonymity) in a map without names, for readers who know something about the ties.

Question: how many people on this map are the only one with their degree, with their neighbours' degrees, with
their ego network? Computed on this very map, since no rule of thumb holds for all (Hay, Miklau and others 2008;
Romanini, Lehmann and Kivelä 2021).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

import networkx as nx

from workshop.model.network import About, Network
from workshop.model.privacy import MIN_GROUP
from workshop.network.graph.graph import GraphOf, simple

# Ego networks up to this size are compared exactly, larger ones by three rounds of colour refinement.
SMALL = 12
# Colour refinement tells apart all graphs this small.
SURE = 5
ROUNDS = 3

Knows = Literal["degree", "neighbours", "ego", "columns"]
KNOWS: tuple[Knows, ...] = ("degree", "neighbours", "ego", "columns")


@dataclass(frozen=True)
class Found:
    """Risk for one amount of knowledge `knows`.

    `unique` people are alone in their class, `few` are in a class smaller than five (those alone included). Shares of all
    people; None of fewer than five.
    """

    knows: Knows
    unique: int
    few: int
    share_unique: float | None
    share_few: float | None


@dataclass(frozen=True)
class Disclosure:
    """The number of people on the map (`n`) and one entry for each amount of knowledge, in the order of KNOWS."""

    n: int
    found: tuple[Found, ...]


def disclosure(network: Network) -> Disclosure:
    """Shares of people who can be told apart from all others: sizes of signature classes.

    Signatures on the simple undirected view, groups counted as neighbours: degree d(v); the sorted degrees of the
    neighbours; the ego network, that is the graph the neighbours form among themselves, up to isomorphism (the ego
    is tied to all of it). Exact up to 12 neighbours; beyond, different ego networks may count as alike, so shares can be
    too small there. `columns` adds the person's other columns in a file: kind, building, and remarks of others with their
    value (not those in their own words, which no coded file holds).
    Directions, relations and strengths are not used: a reader who knows them finds more.

    >>> from workshop.model.network import Person, Tie
    >>> star = Network(tuple(map(Person, "abcd")), ties=(Tie("a", "b"), Tie("a", "c"), Tie("a", "d")))
    >>> [one.unique for one in disclosure(star).found]
    [1, 1, 1, 1]
    """
    graph = simple(network)
    people = [person.id for person in network.people]
    degrees = dict(graph.degree())
    egos = _egos(graph, people)
    remarks: dict[str, list[tuple[str, float]]] = defaultdict(list)
    for remark in network.remarks:
        if isinstance(remark.about, About):
            remarks[remark.of].append((remark.about.value, remark.value))
    signatures: dict[Knows, dict[str, Hashable]] = {
        "degree": {who: degrees[who] for who in people},
        "neighbours": {who: tuple(sorted(degrees[other] for other in graph[who])) for who in people},
        "ego": dict(egos),
        "columns": {
            person.id: (
                egos[person.id],
                person.kind.value,
                person.building,
                tuple(sorted(remarks[person.id])),
            )
            for person in network.people
        },
    }
    return Disclosure(len(people), tuple(_found(knows, signatures[knows]) for knows in KNOWS))


def _found(knows: Knows, signature: Mapping[str, Hashable]) -> Found:
    sizes = Counter(signature.values())
    unique = sum(size for size in sizes.values() if size == 1)
    few = sum(size for size in sizes.values() if size < MIN_GROUP)
    n = len(signature)
    # Of fewer than five no share is told: everybody is among fewer than five.
    enough = n >= MIN_GROUP
    return Found(knows, unique, few, unique / n if enough else None, few / n if enough else None)


def _egos(graph: GraphOf, people: Iterable[str]) -> dict[str, int]:
    """Person → the isomorphism class of their ego network, as a number."""
    colours: dict[Hashable, int] = {}
    alike: dict[Hashable, list[tuple[GraphOf, int]]] = defaultdict(list)
    classes: dict[str, int] = {}
    count = 0
    for who in people:
        around: GraphOf = graph.subgraph(graph[who])
        known = alike[_refined(around, colours)]
        same = _class_of(around, known)
        if same is None:
            same = count
            count += 1
            known.append((around, same))
        classes[who] = same
    return classes


def _class_of(around: GraphOf, known: list[tuple[GraphOf, int]]) -> int | None:
    if not known:
        return None
    if not SURE < len(around) <= SMALL:
        return known[0][1]
    return next((number for other, number in known if nx.is_isomorphic(around, other)), None)


def _refined(around: GraphOf, colours: dict[Hashable, int]) -> Hashable:
    """Colour refinement (Weisfeiler–Leman) of a graph; `colours` is shared, so that equal means alike."""
    now: dict[str, int] = dict.fromkeys(around, 0)
    for _ in range(ROUNDS):
        now = {
            node: colours.setdefault(
                (now[node], tuple(sorted(now[other] for other in around[node]))), len(colours) + 1
            )
            for node in around
        }
    return tuple(sorted(now.values()))
