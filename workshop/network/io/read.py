"""Reading a network from a path: a file, a folder of tables, or `builtin:<name>`. Untrusted files go through `read_child`.

The built-in examples are the teaching networks of networkx, with their node names as text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import networkx as nx

from workshop.base.errors import TableError, Where
from workshop.base.lazy_import import lazy_import
from workshop.model.network import Group, Network, Person, Relation, Tie
from workshop.network.io.imported import Reading
from workshop.network.io.table import MOST_BYTES

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


BUILTIN = "builtin:"
PARSE = "workshop.network.io.parse"  # readers of every kind of file; a built-in example needs none


def read(source: str) -> Network:
    """A path to a file or folder, or `builtin:karate|davis|florentine|lesmis|kite`. Raises TableError."""
    return read_noted(source).network


def read_noted(source: str) -> Reading:
    """As `read`, with what there is to say about how the files were understood."""
    if source.startswith(BUILTIN):
        return Reading(builtin(source.removeprefix(BUILTIN)))
    path = Path(source)
    try:
        if path.is_dir():
            tables: Callable[[Mapping[str, bytes], str], Reading] = lazy_import(f"{PARSE}:reading_of_tables")
            plain = lazy_import(f"{PARSE}:PLAIN")
            return tables(
                {file.name: _bytes(file) for file in path.iterdir() if file.suffix.casefold() in plain},
                source,
            )
        reading: Callable[[str, bytes], Reading] = lazy_import(f"{PARSE}:reading")
        return reading(path.name, _bytes(path))
    except FileNotFoundError as error:
        raise TableError("network.no_file", Where(source)) from error
    except OSError as error:
        raise TableError("network.unreadable", Where(source)) from error


def _bytes(path: Path) -> bytes:
    if path.stat().st_size > MOST_BYTES:
        raise TableError("table.too_big", Where(path.name), megabytes=MOST_BYTES // 1_000_000)
    return path.read_bytes()
