"""Louvain community detection, compiled: local moving, then aggregation of communities into nodes."""

from __future__ import annotations

import numpy as np

from workshop.network.graph.compiled import Ends
from workshop.network.graph.graph import Floats
from workshop.network.graph.jit import compiled_loop


@compiled_loop("int32[::1](int32[::1], int32[::1], float64[::1], float64[::1], int32[::1])")
def local_moving(begins: Ends, ends: Ends, weights: Floats, loops: Floats, turn: Ends) -> Ends:  # noqa: C901  one loop in one function
    """Local moving in the same order as `partition._local_moving`, so that both end in the same communities."""
    n = len(begins) - 1
    degrees = loops.copy()
    for v in range(n):
        for at in range(begins[v], begins[v + 1]):
            degrees[v] += weights[at]
    twice = degrees.sum()
    community = np.arange(n).astype(np.int32)
    totals = degrees.copy()
    waiting = np.ones(n, dtype=np.bool_)
    queue = turn.copy()
    queued = n
    into = np.zeros(n)
    met = np.zeros(n, dtype=np.int32)
    known = np.zeros(n, dtype=np.bool_)
    again = np.zeros(n, dtype=np.int32)
    while queued:
        later = 0
        for place in range(queued):
            v = queue[place]
            waiting[v] = False
            home = community[v]
            met[0] = home
            into[home] = 0.0
            known[home] = True
            count = 1
            for at in range(begins[v], begins[v + 1]):
                towards = community[ends[at]]
                if not known[towards]:
                    known[towards] = True
                    into[towards] = 0.0
                    met[count] = towards
                    count += 1
                into[towards] += weights[at]
            totals[home] -= degrees[v]
            share = degrees[v] / twice
            best, most = home, into[home] - totals[home] * share
            for slot in range(count):
                towards = met[slot]
                known[towards] = False
                gain = into[towards] - totals[towards] * share
                if gain > most + 1e-9:
                    best, most = towards, gain
            totals[best] += degrees[v]
            if best != home:
                community[v] = best
                for at in range(begins[v], begins[v + 1]):
                    u = ends[at]
                    if not waiting[u] and community[u] != best:
                        waiting[u] = True
                        again[later] = u
                        later += 1
        queue[:later] = again[:later]
        queued = later
    return community


@compiled_loop(
    "Tuple((int32[::1], int32[::1], float64[::1], float64[::1]))"
    "(int32[::1], int32[::1], float64[::1], float64[::1], int32[::1], int64)"
)
def aggregated(
    begins: Ends, ends: Ends, weights: Floats, loops: Floats, community: Ends, count: int
) -> tuple[Ends, Ends, Floats, Floats]:
    """Aggregation: a community's neighbours stand in the order in which its nodes, by position, meet them."""
    n = len(begins) - 1
    first = np.zeros(count + 1, dtype=np.int32)
    for v in range(n):
        first[community[v] + 1] += 1
    first = np.cumsum(first).astype(np.int32)
    nodes = np.zeros(n, dtype=np.int32)
    free = first.copy()
    for v in range(n):
        nodes[free[community[v]]] = v
        free[community[v]] += 1
    new_begins = np.zeros(count + 1, dtype=np.int32)
    new_ends = np.zeros(len(ends), dtype=np.int32)
    new_weights = np.zeros(len(ends))
    new_loops = np.zeros(count)
    slot = np.full(count, -1, dtype=np.int32)
    used = 0
    for at_community in range(count):
        begin = used
        for turn in range(first[at_community], first[at_community + 1]):
            v = nodes[turn]
            new_loops[at_community] += loops[v]
            for at in range(begins[v], begins[v + 1]):
                to = community[ends[at]]
                if to == at_community:
                    new_loops[at_community] += weights[at]
                elif slot[to] < begin:
                    slot[to] = used
                    new_ends[used] = to
                    new_weights[used] = weights[at]
                    used += 1
                else:
                    new_weights[slot[to]] += weights[at]
        new_begins[at_community + 1] = used
    return new_begins, new_ends[:used].copy(), new_weights[:used].copy(), new_loops
