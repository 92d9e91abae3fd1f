"""The teaching networks that come with networkx, as `builtin:<name>`, with its own node names as text."""

from __future__ import annotations

from collections.abc import Callable

import networkx as nx

from workshop.errors import TableError
from workshop.model.network import Group, Network, Person, Relation, Tie

_MAKERS: dict[str, Callable[[], nx.Graph]] = {  # type: ignore[type-arg]
    "karate": nx.karate_club_graph,
    "davis": nx.davis_southern_women_graph,
    "florentine": nx.florentine_families_graph,
    "lesmis": nx.les_miserables_graph,
    "kite": nx.krackhardt_kite_graph,
}
NAMES = tuple(_MAKERS)


def builtin(name: str) -> Network:
    """One of `NAMES`; Davis' clubs are groups with member ties. Raises TableError `network.builtin`."""
    if name not in _MAKERS:
        raise TableError("network.builtin", name=name, known=", ".join(NAMES))
    graph = _MAKERS[name]()
    groups = {node for node, side in graph.nodes(data="bipartite") if str(side) == "1"}
    relation = Relation.MEMBER if groups else Relation.KNOWS
    return Network(
        tuple(Person(str(node)) for node in graph if node not in groups),
        tuple(Group(str(node)) for node in graph if node in groups),
        tuple(
            Tie(str(source), str(target), relation, float(weight))
            for source, target, weight in graph.edges(data="weight", default=1.0)
        ),
        name=name,
    )
