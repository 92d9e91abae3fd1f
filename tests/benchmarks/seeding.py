"""Whom to begin with: the product's choice beside plain networkx, lazy greedy by playing the cascade, in one run.

    .venv/bin/python -m tests.benchmarks.seeding [people …]

Made-up communities (seeded): a power-law cluster graph (two new ties each, triangles 0.6) plus buildings of ten
neighbours with some ties by lot. Prints times and, judged by one and the same fresh cascade, how far each choice
gets; then how much the choice matters at several chances of passing on. cynetdiff is used where it is installed.
Nothing is asserted. Figures are kept in docs/measurements/seeding.md.
"""

from __future__ import annotations

import importlib
import random
import sys
import time
from collections.abc import Callable
from heapq import heapify, heappop, heappush
from itertools import combinations
from typing import TypeVar

import networkx as nx
import numpy as np

from tests.network.networks import community
from workshop.model.network import Network, Person, Tie
from workshop.network.graph.graph import index
from workshop.network.seeding import diffusion
from workshop.network.seeding.seeding import SPREAD, THETA, by_simple_spread, by_threshold

K = 5
RUNS = 500  # cascades played for one estimate, as is usual with lazy greedy
CANDIDATES = 200  # the most connected: plain lazy greedy is not given everybody, which favours it
LONGEST = 1_000  # people beyond which plain networkx is not waited for
Result = TypeVar("Result")


def made(n: int, seed: int = 1) -> nx.Graph[int]:
    graph = nx.powerlaw_cluster_graph(n, 2, 0.6, seed=seed)
    chance = random.Random(seed)
    for start in range(0, n, 10):
        some = list(range(start, min(start + 10, n)))
        graph.add_edges_from((a, b) for a in some for b in some if a < b and chance.random() < 0.3)
    return graph


def network_of(graph: nx.Graph[int]) -> Network:
    people = tuple(Person(str(node)) for node in graph)
    return Network(people, ties=tuple(Tie(str(one), str(other)) for one, other in graph.edges))


def played(graph: nx.Graph[int], seeds: list[int], runs: int, chance: random.Random) -> float:
    """Mean reach of a cascade in plain networkx."""
    total = 0
    for _ in range(runs):
        told, fresh = set(seeds), list(seeds)
        while fresh:
            who = fresh.pop()
            for other in graph[who]:
                if other not in told and chance.random() < SPREAD:
                    told.add(other)
                    fresh.append(other)
        total += len(told)
    return total / runs


def lazy_greedy(candidates: list[int], reach: Callable[[list[int]], float]) -> list[int]:
    """CELF (Leskovec and others 2007) with any way to estimate reach."""
    queue = [(-reach([node]), node, 0) for node in candidates]
    heapify(queue)
    chosen: list[int] = []
    now = 0.0
    while len(chosen) < K:
        gain, node, known = heappop(queue)
        if known == len(chosen):
            chosen.append(node)
            now -= gain
        else:
            heappush(queue, (now - reach([*chosen, node]), node, len(chosen)))
    return chosen


def cynetdiff_reach(graph: nx.Graph[int]) -> Callable[[list[int]], float] | None:
    """Mean reach by cynetdiff; None where it is not installed."""
    try:
        utils = importlib.import_module("cynetdiff.utils")
    except ImportError:
        return None
    model, _ = utils.networkx_to_ic_model(graph, activation_prob=SPREAD)
    model.set_rng(1) if hasattr(model, "set_rng") else None

    def reach(seeds: list[int]) -> float:
        model.set_seeds(set(seeds))
        total = 0
        for _ in range(RUNS):
            model.reset_model()
            model.advance_until_completion()
            total += model.get_num_activated_nodes()
        return total / RUNS

    return reach


def timed(work: Callable[[], Result]) -> tuple[float, Result]:
    started = time.perf_counter()
    result = work()
    return time.perf_counter() - started, result


def best(work: Callable[[], Result]) -> tuple[float, Result]:
    """The shortest of three."""
    return min((timed(work) for _ in range(3)), key=lambda one: one[0])


def compare(n: int) -> None:
    graph = made(n)
    network = network_of(graph)
    links = index(network).links
    connected = sorted(graph, key=lambda node: -graph.degree[node])

    def ours() -> list[int]:
        found = diffusion.percolate(links, n, SPREAD, np.random.default_rng(1), diffusion.TO_CHOOSE)
        return diffusion.choose_by_percolation(found, connected, K)

    judge = diffusion.percolate(links, n, SPREAD, np.random.default_rng(99))

    def judged(seeds: list[int]) -> float:
        return float(diffusion.expected_reach(judge, np.array([seeds]))[0, -1])

    print(f"{n} people, {graph.number_of_edges()} ties, {K} of all; chance of passing on {SPREAD}")
    mine, seeds = best(ours)
    print(f"  ours, everybody a candidate     {mine:9.4f} s   reach {judged(seeds):.1f}")
    some = connected[:CANDIDATES]
    if n <= LONGEST:
        took, plain = timed(
            lambda: lazy_greedy(some, lambda group: played(graph, group, RUNS, random.Random(1)))
        )
        print(
            f"  networkx, lazy greedy, {len(some):4} tried {took:9.4f} s   reach {judged(plain):.1f}   × {took / mine:.0f}"
        )
    if (reach := cynetdiff_reach(graph)) is None:
        print("  cynetdiff is not installed")
    elif n <= LONGEST:
        took, theirs = timed(lambda: lazy_greedy(some, reach))
        print(
            f"  cynetdiff, lazy greedy, {len(some):3} tried {took:9.4f} s   reach {judged(theirs):.1f}   × {took / mine:.0f}"
        )
    print(f"  most connected                              reach {judged(connected[:K]):.1f}")
    took, found = timed(lambda: by_simple_spread(network, K))
    print(f"  whole answer, simple spread     {took:9.4f} s   by lot {found.lots.mean:.1f}")
    took, waiting = timed(lambda: by_threshold(network, K))
    print(
        f"  whole answer, two known people  {took:9.4f} s   joined {waiting.reach[-1]:.0f}, "
        f"most connected {waiting.degree.reach:.0f}, by lot {waiting.lots.mean:.0f}",
        flush=True,
    )


def matters() -> None:
    """How much it matters with whom one begins, at several chances of passing on: 3 of 45 people with 8 groups."""
    maps = [community(seed) for seed in range(1, 11)]
    for spread in (0.05, 0.1, 0.2, 0.3, 0.5):
        found = [by_simple_spread(one, 3, spread) for one in maps]
        chosen, lots = (
            np.mean([one.reach[-1] for one in found]),
            np.mean([one.lots.mean for one in found]),
        )
        print(f"  passed on {spread:.2f}: chosen {chosen:.1f}, by lot {lots:.1f}, {chosen - lots:+.1f}")


def missed(count: int = 200) -> None:
    """How often the waiting model misses the best of all groups of three among twelve."""
    for k in (2, 3, 4):
        lost = []
        for seed in range(count):
            links = index(network_of(nx.gnp_random_graph(12, 0.3, seed=seed))).links
            every = np.array(list(combinations(range(12), k)))
            top = int(diffusion.threshold_spread(links, every, THETA).sum(axis=1).max())
            got = int(
                diffusion.threshold_spread(
                    links, np.array([diffusion.choose_by_threshold(links, range(12), 12, k, THETA)]), THETA
                ).sum()
            )
            lost.append(top - got)
        print(f"  {k} of 12: missed in {sum(map(bool, lost))} of {count}, at most by {max(lost)}")


if __name__ == "__main__":
    for size in [int(one) for one in sys.argv[1:]] or [200, 1_000, 10_000, 100_000]:
        compare(size)
    matters()
    missed()
