"""Compiled graph algorithms: betweenness, BFS distances, triangles, core numbers, percolation, rewiring, Louvain.

Reached only through `compiled.kernels`, which decides when loading them pays. Ties are the CSR rows of a symmetric
matrix without loops: the neighbours of v are `ends[begins[v]:begins[v + 1]]`. Importing compiles everything, or takes
it from the cache.
"""

from __future__ import annotations

import numpy as np

from workshop.network.graph.compiled import Ends
from workshop.network.graph.graph import Flags, Floats, Ints
from workshop.network.graph.jit import compiled_loop
from workshop.network.graph.louvain_kernels import aggregated as aggregated
from workshop.network.graph.louvain_kernels import local_moving as local_moving


@compiled_loop("float64[::1](int32[::1], int32[::1], int32[::1])")
def betweenness(begins: Ends, ends: Ends, sources: Ends) -> Floats:  # noqa: C901  one loop in one function
    """Betweenness (Brandes 2001), eight sources side by side, layer by layer; one bit per source marks who is in a layer.

    The eight sums are written out because only then do they stay in registers. Nodes outside the layer add zero, so the
    inner loop needs no test per tie.
    """
    n = len(begins) - 1
    total = np.zeros(n)
    paths = np.zeros((n, 8))
    front = np.zeros((n, 8))
    dependency = np.zeros((n, 8))
    seen = np.zeros(n, dtype=np.uint8)
    layers = np.zeros((16, n), dtype=np.uint8)
    for first in range(0, len(sources), 8):
        count = min(8, len(sources) - first)
        full = np.uint8((1 << count) - 1)
        paths[:] = 0.0
        front[:] = 0.0
        seen[:] = 0
        layers[0, :] = 0
        for lane in range(count):
            source = sources[first + lane]
            paths[source, lane] = 1.0
            front[source, lane] = 1.0
            bit = np.uint8(1 << lane)
            seen[source] |= bit
            layers[0, source] |= bit
        depth = 0
        while True:
            if depth + 1 == layers.shape[0]:
                more = np.zeros((2 * layers.shape[0], n), dtype=np.uint8)
                more[: layers.shape[0]] = layers
                layers = more
            now, after = layers[depth], layers[depth + 1]
            further = False
            for v in range(n):
                after[v] = 0
                if seen[v] == full:
                    continue
                hit = np.uint8(0)
                a = b = c = d = e = f = g = h = 0.0
                for at in range(begins[v], begins[v + 1]):
                    u = ends[at]
                    hit |= now[u]
                    a += front[u, 0]
                    b += front[u, 1]
                    c += front[u, 2]
                    d += front[u, 3]
                    e += front[u, 4]
                    f += front[u, 5]
                    g += front[u, 6]
                    h += front[u, 7]
                hit &= ~seen[v]
                if not hit:
                    continue
                after[v] = hit
                further = True
                sums = (a, b, c, d, e, f, g, h)
                for lane in range(8):
                    if hit & (1 << lane):
                        paths[v, lane] = sums[lane]
            if not further:
                break
            for v in range(n):
                if after[v]:
                    seen[v] |= after[v]
                    for lane in range(8):
                        front[v, lane] = paths[v, lane] if after[v] & (1 << lane) else 0.0
                elif now[v]:
                    front[v, :] = 0.0
            depth += 1
        dependency[:] = 0.0
        for layer in range(depth, 0, -1):
            now, before = layers[layer], layers[layer - 1]
            for v in range(n):
                if now[v]:
                    for lane in range(8):
                        inside = now[v] & (1 << lane)
                        front[v, lane] = (1.0 + dependency[v, lane]) / paths[v, lane] if inside else 0.0
            for v in range(n):
                bits = before[v]
                if not bits:
                    continue
                met = np.uint8(0)
                a = b = c = d = e = f = g = h = 0.0
                for at in range(begins[v], begins[v + 1]):
                    u = ends[at]
                    met |= now[u]
                    a += front[u, 0]
                    b += front[u, 1]
                    c += front[u, 2]
                    d += front[u, 3]
                    e += front[u, 4]
                    f += front[u, 5]
                    g += front[u, 6]
                    h += front[u, 7]
                if met:
                    sums = (a, b, c, d, e, f, g, h)
                    for lane in range(8):
                        if bits & (1 << lane):
                            dependency[v, lane] = paths[v, lane] * sums[lane]
        for lane in range(count):
            dependency[sources[first + lane], lane] = 0.0
        for v in range(n):
            for lane in range(8):
                total[v] += dependency[v, lane]
    return total


@compiled_loop("int64[::1](int32[::1], int32[::1])")
def distance_counts(begins: Ends, ends: Ends) -> Ints:
    """Bit-parallel BFS from 64 sources per word; the pairs a layer adds are the bits it sets (population count)."""
    n = len(begins) - 1
    counts = np.zeros(max(n, 1), dtype=np.int64)
    seen = np.zeros(n, dtype=np.uint64)
    now = np.zeros(n, dtype=np.uint64)
    after = np.zeros(n, dtype=np.uint64)
    one, two, four = np.uint64(1), np.uint64(2), np.uint64(4)
    fives, threes = np.uint64(0x5555555555555555), np.uint64(0x3333333333333333)
    halves, ones, last = np.uint64(0x0F0F0F0F0F0F0F0F), np.uint64(0x0101010101010101), np.uint64(56)
    for first in range(0, n, 64):
        seen[:] = 0
        now[:] = 0
        for source in range(first, min(n, first + 64)):
            seen[source] = now[source] = one << np.uint64(source - first)
        layer, added = 0, np.int64(min(n, first + 64) - first)
        while added:
            counts[layer] += added
            layer += 1
            added = np.int64(0)
            for v in range(n):
                word = np.uint64(0)
                for at in range(begins[v], begins[v + 1]):
                    word |= now[ends[at]]
                word &= ~seen[v]
                after[v] = word
                if word:
                    word = word - ((word >> one) & fives)
                    word = (word & threes) + ((word >> two) & threes)
                    word = (word + (word >> four)) & halves
                    added += np.int64((word * ones) >> last)
            for v in range(n):
                seen[v] |= after[v]
                now[v] = after[v]
    return counts


@compiled_loop("int64[::1](int32[::1], int32[::1])")
def triangles(begins: Ends, ends: Ends) -> Ints:
    """Triangle count by marking neighbours; each pair of tied neighbours is met from both ends."""
    n = len(begins) - 1
    counts = np.zeros(n, dtype=np.int64)
    marked = np.full(n, -1, dtype=np.int32)
    for v in range(n):
        for at in range(begins[v], begins[v + 1]):
            marked[ends[at]] = v
        both = 0
        for at in range(begins[v], begins[v + 1]):
            u = ends[at]
            for further in range(begins[u], begins[u + 1]):
                both += marked[ends[further]] == v
        counts[v] = both // 2
    return counts


@compiled_loop("int64(int32[::1], int32[::1])")
def degeneracy(begins: Ends, ends: Ends) -> int:
    """k-core decomposition (Batagelj and Zaversnik 2003): remove the node of least remaining degree, again and again."""
    n = len(begins) - 1
    if n == 0:
        return 0
    ties = begins[1:] - begins[:-1]
    start = np.zeros(ties.max() + 2, dtype=np.int32)
    for v in range(n):
        start[ties[v] + 1] += 1
    start = np.cumsum(start).astype(np.int32)
    order = np.zeros(n, dtype=np.int32)
    place = np.zeros(n, dtype=np.int32)
    free = start.copy()
    for v in range(n):
        place[v] = free[ties[v]]
        order[place[v]] = v
        free[ties[v]] += 1
    most = 0
    for turn in range(n):
        v = order[turn]
        most = max(most, ties[v])
        for at in range(begins[v], begins[v + 1]):
            u = ends[at]
            if ties[u] > ties[v]:
                head = max(start[ties[u]], turn + 1)
                w = order[head]
                order[head], order[place[u]] = u, w
                place[w], place[u] = place[u], head
                start[ties[u]] = head + 1
                ties[u] -= 1
    return most


@compiled_loop("int32(int32[::1], int32)")
def _root(above: Ends, v: int) -> int:
    while above[v] != v:
        above[v] = above[above[v]]
        v = above[v]
    return v


@compiled_loop("int64[:,::1](int32[::1], int32[::1], int32[:,::1])")
def largest_while_leaving(begins: Ends, ends: Ends, orders: Ends) -> Ints:  # noqa: C901  one loop in one function
    """Union–find on the reversed order: nodes join one by one and components only grow (Newman and Ziff 2000)."""
    n, lanes, steps = len(begins) - 1, orders.shape[0], orders.shape[1]
    largest = np.zeros((lanes, steps + 1), dtype=np.int64)
    above = np.zeros(n, dtype=np.int32)
    size = np.zeros(n, dtype=np.int32)
    present = np.zeros(n, dtype=np.bool_)
    stayed = np.zeros(n, dtype=np.int32)
    for lane in range(lanes):
        present[:] = True
        for step in range(steps):
            present[orders[lane, step]] = False
        staying = 0
        for v in range(n):
            if present[v]:
                stayed[staying] = v
                staying += 1
        present[:] = False
        most = 0
        for turn in range(staying + steps):
            v = stayed[turn] if turn < staying else orders[lane, steps - 1 - (turn - staying)]
            above[v] = v
            size[v] = 1
            present[v] = True
            mine = v
            for at in range(begins[v], begins[v + 1]):
                if present[ends[at]]:
                    other = _root(above, ends[at])
                    if other != mine:
                        if size[other] > size[mine]:
                            mine, other = other, mine
                        above[other] = mine
                        size[mine] += size[other]
            most = max(most, size[mine])
            if turn + 1 >= staying:
                largest[lane, steps - (turn + 1 - staying)] = most
    return largest


@compiled_loop("int64[::1](int32[::1], int32[::1], boolean[:,::1])")
def largest_without(begins: Ends, ends: Ends, removed: Flags) -> Ints:
    """BFS per component; a row stops as soon as no larger component can be left."""
    n, lanes = len(begins) - 1, removed.shape[0]
    largest = np.zeros(lanes, dtype=np.int64)
    seen = np.full(n, -1, dtype=np.int32)
    waiting = np.zeros(n, dtype=np.int32)
    for lane in range(lanes):
        left = 0
        for v in range(n):
            left += not removed[lane, v]
        most = 0
        for start in range(n):
            if left <= most:
                break
            if removed[lane, start] or seen[start] == lane:
                continue
            seen[start] = lane
            waiting[0] = start
            head, tail = 0, 1
            while head < tail:
                v = waiting[head]
                head += 1
                for at in range(begins[v], begins[v + 1]):
                    u = ends[at]
                    if seen[u] != lane and not removed[lane, u]:
                        seen[u] = lane
                        waiting[tail] = u
                        tail += 1
            most = max(most, tail)
            left -= tail
        largest[lane] = most
    return largest


@compiled_loop("UniTuple(int64, 2)(int32[::1], int32[::1], int32[:,::1])")
def rewired(begins: Ends, ends: Ends, picks: Ends) -> tuple[int, int]:  # noqa: C901  one loop in one function
    """Degree-preserving rewiring: u–v and x–y become u–y and x–v unless that makes a loop or a double tie; then triangles are counted."""
    n = len(begins) - 1
    near = ends.copy()
    owner = np.zeros(len(ends), dtype=np.int32)
    for v in range(n):
        owner[begins[v] : begins[v + 1]] = v
    swaps = 0
    for turn in range(len(picks)):
        first, second = picks[turn, 0], picks[turn, 1]
        u, v, x, y = owner[first], near[first], owner[second], near[second]
        if u == y or x == v:
            continue
        tied = False
        for at in range(begins[u], begins[u + 1]):
            tied |= near[at] == y
        for at in range(begins[x], begins[x + 1]):
            tied |= near[at] == v
        if tied:
            continue
        near[first], near[second] = y, v
        for at in range(begins[v], begins[v + 1]):
            if near[at] == u:
                near[at] = x
                break
        for at in range(begins[y], begins[y + 1]):
            if near[at] == x:
                near[at] = u
                break
        swaps += 1
    return triangles(begins, near).sum(), swaps
