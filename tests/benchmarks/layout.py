"""Places on the map beside networkx' spring layout, in one run: time and normalised stress.

    .venv/bin/python -m tests.benchmarks.layout [people …]

Networks are `neighbourhood` of the layout tests (clustered power law with blocks of ten neighbours, seeded). Nothing is
asserted here; what must hold is in tests/network/test_layout.py.
"""

from __future__ import annotations

import sys
import time

import networkx as nx
import numpy as np

from tests.network.draw.test_layout import neighbourhood, of_layout, stress
from workshop.network.draw.layout import place
from workshop.network.draw.picture import draw
from workshop.network.graph.graph import index, simple
from workshop.network.graph.paths import steps
from workshop.network.interactive.interactive import map_page

SPRING = 1000  # networkx takes minutes beyond


def main(sizes: list[int]) -> None:
    for n in sizes:
        network = neighbourhood(n)
        links = index(network).links
        far = steps(links, np.arange(links.shape[0]))
        ours = min(_timed(lambda net=network: place(net)) for _ in range(3))
        line = f"{n} people: {ours:.3f} s, stress {stress(of_layout(network), far):.4f}"
        if n <= SPRING:
            graph = simple(network)
            plain = _timed(lambda net=graph: nx.spring_layout(net, seed=1))
            spots = nx.spring_layout(graph, seed=1)
            other = stress(np.array([spots[who] for who in index(network).ids]), far)
            line += f"; networkx spring {plain:.3f} s, stress {other:.4f}; {plain / ours:.0f} times"
        drawn = _timed(lambda net=network: draw(net))
        page = _timed(lambda net=network: map_page(net, title="", language="zh"))
        print(f"{line}; drawn {drawn:.2f} s, page {page:.2f} s", flush=True)


def _timed(work: object) -> float:
    started = time.perf_counter()
    assert callable(work)
    work()
    return time.perf_counter() - started


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [60, 250, 1000, 5000])
