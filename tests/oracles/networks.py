"""Five made networks as another program writes them, and what networkx finds in them.

`python -m tests.oracles.networks tests/network/expected.json` stores the figures; only the standard library and networkx
are used. Sizes and kinds are those of networks researchers published and that lie beside the repository on some machines
(friends in a hall of residence, advice in a firm, doctors with three kinds of ties, managers, women at events). Of
`Random` only `random()` is used, whose numbers are the same in every version of Python.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from random import Random

import networkx as nx

RELATIONS = ("advice", "discussion", "friendship")
SILENT, TOP, DRAWS = 0.2, 5, 400


def _arrows(people: int, count: int, chance: Random) -> list[tuple[int, int]]:
    """So many different arrows, most of them to people near by and to a few whom many name, as in every roster."""
    found: dict[tuple[int, int], None] = {}
    while len(found) < count:
        one = int(chance.random() * people)
        if chance.random() < 0.6:
            other = (one + 1 + int(chance.random() * 12)) % people
        else:
            other = int(people * chance.random() ** 2)
        if one != other:
            found[one, other] = None
    return list(found)


def _roster(people: int, arrows: int, marks: Iterable[str], seed: int) -> nx.MultiDiGraph:
    chance = Random(seed)
    graph = nx.MultiDiGraph()
    names = tuple(marks)
    for who in range(people):
        graph.add_node(str(who), **{name: float(int(chance.random() * 40)) for name in names})
    graph.add_edges_from((str(one), str(other)) for one, other in _arrows(people, arrows, chance))
    return graph


def hall() -> nx.MultiDiGraph:
    """217 people, 2,672 arrows of strength 1 to 5."""
    graph, chance = _roster(217, 2672, (), seed=31), Random(32)
    for _, _, marks in graph.edges(data=True):
        marks["weight"] = float(1 + int(chance.random() * 5))
    return graph


def managers() -> nx.MultiDiGraph:
    """21 people with four marks, 102 arrows."""
    return _roster(21, 102, ("age", "tenure", "level", "dept"), seed=33)


def firm() -> nx.MultiDiGraph:
    """71 people with three marks, 892 arrows."""
    return _roster(71, 892, ("status", "office", "seniority"), seed=34)


def doctors() -> nx.MultiDiGraph:
    """246 people in four towns, 1,099 arrows of three kinds within them; the same two may be tied in several."""
    graph, chance, first = _roster(246, 0, ("city", "adoption date"), seed=35), Random(36), 0
    for people, arrows in zip((117, 50, 45, 34), (500, 230, 209, 160), strict=True):
        for relation, share in zip(RELATIONS, (0.44, 0.06, 0.5), strict=True):
            for one, other in _arrows(people, round(arrows * share), chance):
                graph.add_edge(str(first + one), str(first + other), relation=relation)
        first += people
    return graph


def events() -> nx.Graph:
    """Davis' 18 women and 14 events, as a file of two kinds marked `type`, with names as marks."""
    davis = nx.davis_southern_women_graph()
    graph = nx.Graph()
    place = {name: str(number) for number, name in enumerate(davis)}
    for name, marks in davis.nodes(data=True):
        graph.add_node(place[name], type=bool(marks["bipartite"]), name=name)
    graph.add_edges_from((place[one], place[other]) for one, other in davis.edges)
    return graph


MADE = {"hall": hall, "managers": managers, "firm": firm, "doctors": doctors, "events": events}


def written(name: str) -> bytes:
    """The network's GraphML file as networkx writes it."""
    return "\n".join(nx.generate_graphml(MADE[name]())).encode()


def plain(graph: nx.Graph) -> nx.Graph:
    """Who is tied to whom, in any direction and number."""
    simple = nx.Graph()
    simple.add_nodes_from(graph)
    simple.add_edges_from(graph.edges())
    return simple


def _top(graph: nx.Graph) -> list[str]:
    between = nx.betweenness_centrality(graph)
    return sorted(graph, key=lambda who: -round(between[who], 12))[:TOP]


def kept_in_top(graph: nx.MultiDiGraph) -> float:
    """How much of the shortlist of who bridges stays, on average, when a fifth had not answered (and named nobody)."""
    first, chance, kept = set(_top(plain(graph))), Random(37), 0
    for _ in range(DRAWS):
        order = sorted(graph, key=lambda _: chance.random())
        silent = set(order[: round(SILENT * len(order))])
        rest = nx.Graph()
        rest.add_nodes_from(graph)
        rest.add_edges_from((one, other) for one, other in graph.edges() if one not in silent)
        kept += len(first & set(_top(rest)))
    return kept / DRAWS / TOP


def without(graph: nx.Graph, count: int) -> dict[str, object]:
    """What is left when the `count` people with the most ties go."""
    simple = plain(graph)
    gone = sorted(
        (who for who in graph if not graph.nodes[who].get("type")), key=lambda who: -simple.degree(who)
    )
    gone = gone[:count]
    rest = simple.subgraph(set(simple) - set(gone))
    sizes = sorted(map(len, nx.connected_components(rest)), reverse=True)
    before = max(len(part - set(gone)) for part in nx.connected_components(simple))
    n = len(rest)
    return {
        "removed": gone,
        "components": sizes,
        "share_before": before / n,
        "share_after": sizes[0] / n,
        "fragmentation_after": 1 - sum(size * (size - 1) for size in sizes) / (n * (n - 1)),
        "distance_fragmentation_after": 1 - nx.global_efficiency(rest),
    }


def figures(name: str) -> dict[str, object]:
    graph = MADE[name]()
    simple = plain(graph)
    between = nx.betweenness_centrality(simple)
    return {
        "nodes": len(graph),
        "ties": graph.number_of_edges(),
        "directed": graph.is_directed(),
        "density": nx.density(simple),
        "transitivity": nx.transitivity(simple),
        "deepest_core": max(nx.core_number(simple).values()),
        "betweenness": [between[who] for who in graph],
        "without": {str(count): without(graph, count) for count in (1, 2, 12)},
        **({"kept_in_top": kept_in_top(graph)} if name == "firm" else {}),
    }


def main(file: Path) -> None:
    found = {
        "made by": "tests/oracles/networks.py",
        "versions": {"networkx": nx.__version__},
        "networks": {name: figures(name) for name in MADE},
    }
    file.write_text(json.dumps(found) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
