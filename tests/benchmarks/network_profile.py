"""How long every figure of one community of 1,000 people takes, beside plain networkx in the same run.

    .venv/bin/python -m tests.benchmarks.network_profile [people]

Nothing is asserted; docs/measurements/network-profile.md says what came out.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from time import process_time

import networkx as nx

from workshop.model.network import Network, Person, Tie
from workshop.network.graph.graph import simple
from workshop.network.measures.bridges import DRAWS, bridges
from workshop.network.measures.measures import LOUVAIN_RUNS, indicators, measure

HOUSE = 25


def invented(people: int) -> Network:
    """A power-law cluster graph with further ties inside buildings of 25, as the speed goals were set on."""
    graph = nx.powerlaw_cluster_graph(people, 2, 0.6, seed=1)
    chance = random.Random(1)
    for first in range(0, people, HOUSE):
        for _ in range(45):
            graph.add_edge(*chance.sample(range(first, min(first + HOUSE, people)), 2))
    return Network(
        tuple(Person(str(node), building=str(node // HOUSE)) for node in graph),
        ties=tuple(Tie(str(one), str(other)) for one, other in graph.edges),
    )


def plain(network: Network) -> None:
    """The eleven figures, betweenness, constraint and effective size with networkx alone."""
    graph = simple(network)
    nx.density(graph)
    nx.average_clustering(graph)
    nx.transitivity(graph)
    largest = graph.subgraph(max(nx.connected_components(graph), key=len))
    nx.average_shortest_path_length(largest)
    nx.core_number(graph)
    for run in range(LOUVAIN_RUNS):
        nx.community.modularity(graph, nx.community.louvain_communities(graph, seed=run))
    nx.betweenness_centrality(graph)
    nx.constraint(graph)
    nx.effective_size(graph)


def seconds(work: Callable[[], object], times: int = 3) -> float:
    """Least processor time of some runs."""
    found = []
    for _ in range(times):
        start = process_time()
        work()
        found.append(process_time() - start)
    return min(found)


def main() -> None:
    """Print the comparison."""
    people = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    network = invented(people)
    reference = seconds(lambda: plain(network), 1)
    once = seconds(lambda: nx.betweenness_centrality(simple(network)), 1)
    figures = seconds(lambda: (indicators(network), bridges(network, draws=1)))
    whole = seconds(lambda: measure(network), 1)
    again = reference + DRAWS * once
    print(f"{people} people, {len(network.ties)} ties; processor seconds")
    print(
        f"figures without stability: networkx {reference:.2f}, here {figures:.3f}, {reference / figures:.1f} times"
    )
    print(
        f"with {DRAWS} draws: networkx {again:.1f} (one draw timed), all of measure() {whole:.2f}, {again / whole:.1f} times"
    )


if __name__ == "__main__":
    main()
