"""The full removal curve of 100 random orders beside plain networkx, in one run.

    .venv/bin/python -m tests.benchmarks.withdrawal [people …]

networkx walks one order only, taking people out one by one, and is scaled by 100. The first order's curves are compared.
"""

from __future__ import annotations

import sys
import time

import networkx as nx
import numpy as np

from tests.network.draw.test_layout import neighbourhood
from workshop.network.graph.graph import index, simple
from workshop.network.resilience.removal_curve import removal_curves, shares_left

ORDERS = 100


def main(sizes: list[int]) -> None:
    for n in sizes:
        network = neighbourhood(n)
        whole, graph = index(network), simple(network)
        orders = np.random.default_rng(0).permuted(np.tile(np.arange(n), (ORDERS, 1)), axis=1)
        ours = []
        for _ in range(3):
            started = time.perf_counter()
            shares = shares_left(whole.links, orders)
            ours.append(time.perf_counter() - started)
        plain, started = [], time.perf_counter()
        for gone, node in enumerate(orders[0].tolist()):
            plain.append(max(map(len, nx.connected_components(graph))) / (n - gone))
            graph.remove_node(whole.ids[node])
        scaled = (time.perf_counter() - started) * ORDERS
        same = np.allclose(plain, shares[0][:-1])
        started = time.perf_counter()
        removal_curves(network, [whole.ids[0]])
        everything = time.perf_counter() - started
        print(
            f"{n} people: {min(ours) * 1000:.1f} ms; networkx {scaled:.2f} s (scaled); "
            f"{scaled / min(ours):.0f} times; equal: {same}; with the hardest order, 200 draws: {everything:.2f} s",
            flush=True,
        )


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [60, 200, 1000])
