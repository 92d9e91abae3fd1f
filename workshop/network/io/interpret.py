"""Interpretation of a graph file: our own export exactly, other files as far as their attributes say.

In a foreign file a node whose `type` or `bipartite` says so is a group, `weight` is a tie's strength,
`relation` its relation; every other node attribute is kept in `Network.extra`, every other tie attribute is
left out and named. A strength of 0 says that there is no tie, as in a table. Self loops stay in the data; measures
leave them out and say so.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from workshop.base.errors import TableError, Where
from workshop.model.network import Group, GroupLife, Network, Person, PersonKind, Relation, Tie
from workshop.network.io import words
from workshop.network.io.codes import MOST_STRENGTH, TRUST, known_relation
from workshop.network.io.columns import EXTRA, day, number, understood
from workshop.network.io.denied_ties import without_denied
from workshop.network.io.embedded_lists import lists_in
from workshop.network.io.graphfiles import GROUP_MARK, Attribute, Attributes, Edge, GraphFile, as_text
from workshop.network.io.imported import EXTRA_FIELD, LEFT, PEOPLE, TIES, Journal
from workshop.network.io.sheets import see
from workshop.network.io.table import Table, TableRow
from workshop.network.io.tables import FORMAT, Extra

# Flows counted in a graph file reach millions; beyond this a strength is a slip or an overflow, and drowns every other.
NONE = frozenset(("", "null", "none", "nan", "na", "n/a"))
_NEARLY = re.compile(r"[-+]?(\d|inf)", re.IGNORECASE)  # meant as a number
LABEL = "label"  # what is written on a line
FEWEST_COUNTED = 3  # lines; 1 and 2 may be strengths
NODES, EDGES = "nodes", "edges"  # what the two halves of a graph file are called


def interpret(graph: GraphFile, journal: Journal) -> Network:
    """A graph file's nodes and edges as people, groups and ties. Raises TableError."""
    if graph.about.get("format") == FORMAT:
        if any(note.code == "values_unfit" for note in graph.notes):
            raise TableError("network.export_changed", Where(graph.file), id="node")
        return _ours(graph)
    marked = tuple((who, _marked(found)) for who, found in graph.nodes)
    nodes, headers = _named_as_ours(NODES, PEOPLE, [found for _, found in marked], journal)
    renamed, _ = _named_as_ours(EDGES, TIES, [found for _, _, found in graph.edges], journal)
    edges = tuple(
        (source, target, found) for (source, target, _), found in zip(graph.edges, renamed, strict=True)
    )
    _read_strengths(graph.file, edges, journal)
    journal.done()
    return theirs(
        replace(
            graph,
            nodes=tuple((who, found) for (who, _), found in zip(marked, nodes, strict=True)),
            edges=edges,
        ),
        headers,
        journal,
    )


def _read_strengths(file: str, edges: Sequence[Edge], journal: Journal) -> None:
    """Strengths as numbers, however the file declares them; a tie without one has strength 1.

    Where none of them is a number, the attribute is in words and is left; where some are, every other is an error at its
    tie. What programs write for "none" (null, NaN) is counted and told.
    """
    unsaid: list[str] = []
    unfit: list[tuple[str, str]] = []
    for source, target, attributes in edges:
        found = attributes.pop("strength", None)
        text = "" if found is None else as_text(found).strip()
        value = found if isinstance(found, float) else number(text)
        if text.casefold() in NONE:
            unsaid += [] if found is None else [""]
        elif value is None or abs(value) > MOST_STRENGTH:
            unfit.append((f"{source} – {target}", text[:40]))
        else:
            attributes["strength"] = value
    journal.tell("strength_unsaid", unsaid)
    numbers = any("strength" in attributes for _, _, attributes in edges)
    if numbers or any(_NEARLY.match(text) for _, text in unfit):
        for tie, text in unfit:
            journal.add(TableError("network.strength_unusable", Where(file, key=tie), value=text))
    else:
        journal.tell("strength_words", (text for _, text in unfit))


def _ours(graph: GraphFile) -> Network:
    people: list[Person] = []
    groups: list[Group] = []
    extra: list[tuple[str, Extra]] = []
    for who, attributes in graph.nodes:
        try:
            if attributes.get("node") == "group":
                groups.append(
                    Group(
                        who,
                        _text(attributes, "label"),
                        _text(attributes, "purpose"),
                        GroupLife(_text(attributes, "life")),
                        _day(attributes, "since"),
                    )
                )
            else:
                people.append(_own_person(who, attributes))
        except ValueError as error:
            raise TableError("network.export_changed", Where(graph.file, key=who), id=who) from error
        more = {
            name.removeprefix(EXTRA): value for name, value in attributes.items() if name.startswith(EXTRA)
        }
        if more:
            extra.append((who, tuple(sorted(more.items()))))
    try:
        ties = tuple(_own_tie(source, target, attributes) for source, target, attributes in graph.edges)
    except ValueError as error:
        raise TableError("network.export_changed", Where(graph.file), id="edge") from error
    about = graph.about
    buildings, remarks, changes = lists_in(graph, {one.id for one in people}, {one.id for one in groups})
    return Network(
        tuple(people),
        tuple(groups),
        ties,
        graph.directed,
        _text(about, "name"),
        _text(about, "wave"),
        tuple(extra),
        buildings,
        remarks,
        changes,
    )


def _own_person(who: str, attributes: Attributes) -> Person:
    return Person(
        who,
        _text(attributes, "label"),
        PersonKind(_text(attributes, "kind")),
        _text(attributes, "building"),
        _own_answered(attributes),
        _own_rung(attributes),
    )


def _own_answered(attributes: Attributes) -> bool | None:
    value = attributes.get("answered")
    if value is not None and not isinstance(value, bool):
        raise ValueError(value)
    return value


def _own_rung(attributes: Attributes) -> int | None:
    value = attributes.get("trust")
    if value is None:
        return None
    if not isinstance(value, float) or value not in TRUST:
        raise ValueError(value)
    return int(value)


def _own_tie(source: str, target: str, attributes: Attributes) -> Tie:
    return Tie(
        source,
        target,
        known_relation(_text(attributes, "relation")),
        _own_strength(attributes),
        _text(attributes, "reporter"),
        _day(attributes, "when"),
        _own_rung(attributes),
        _text(attributes, "wave"),
    )


def _own_strength(attributes: Attributes) -> float:
    value = attributes.get("strength", 1.0)
    if not isinstance(value, float) or isinstance(value, bool):
        raise ValueError(value)
    return value


def theirs(graph: GraphFile, headers: Mapping[str, str], journal: Journal) -> Network:
    """Nodes and edges whose attributes already have our names (`headers`: the original names), as a network."""
    journal.notes += graph.notes
    graph = _without_zeros(graph, journal)
    people: list[Person] = []
    groups: list[Group] = []
    extra: list[tuple[str, Extra]] = []
    strange: list[str] = []
    for who, raw in graph.nodes:
        left = dict(raw)
        label = _taken(left, "label")
        if left.pop(GROUP_MARK, False) or words.key(_text(left, "kind")) in words.GROUP_WORDS:
            left.pop("kind", None)
            groups.append(Group(who, label))
        else:
            people.append(_their_person(who, label, left))
            strange.append(str(left.get("kind", "")))
        more = {headers.get(name, name).removeprefix(EXTRA): value for name, value in left.items()}
        if more:
            extra.append((who, tuple(sorted(more.items()))))
    journal.tell("kinds_unknown", filter(None, strange))
    inside = {group.id for group in groups}
    said = (_their_tie(source, target, dict(found), inside) for source, target, found in graph.edges)
    ties = tuple(
        without_denied(
            ((tie, Where(graph.file, key=f"{tie.source} – {tie.target}")) for tie in said), journal
        )
    )
    journal.done()
    no_rungs = (
        found["trust"] for _, _, found in graph.edges if "trust" in found and _trust(dict(found)) is None
    )
    journal.tell("tie_rungs_left", map(as_text, no_rungs))
    journal.tell("self_loops", (tie.source for tie in ties if tie.source == tie.target))
    return Network(
        tuple(people), tuple(groups), ties, graph.directed, _text(graph.about, "name"), extra=tuple(extra)
    )


def _without_zeros(graph: GraphFile, journal: Journal) -> GraphFile:
    """A strength of 0 says that there is no tie; who was asked about it stays."""
    zeros = [edge for edge in graph.edges if _number(edge[2], "strength", 1.0) == 0]
    journal.tell("strength_zero", (f"{source} – {target}" for source, target, _ in zeros))
    edges = tuple(edge for edge in graph.edges if _number(edge[2], "strength", 1.0) != 0)
    return replace(graph, edges=edges) if zeros else graph


def _named_as_ours(
    title: str, what: str, rows: Sequence[Attributes], journal: Journal
) -> tuple[list[Attributes], dict[str, str]]:
    """Attributes renamed to our fields, without those left out; and their original names."""
    header = tuple(dict.fromkeys(name for row in rows for name in row if name != GROUP_MARK))
    fields = understood(what, header, journal.choices.fields(title))
    if what == TIES and LABEL in header and LABEL not in journal.choices.fields(title):
        fields = _with_label(header, fields, rows, journal)
    cells = tuple(
        TableRow(number, tuple(as_text(row.get(name, "")) for name in header))
        for number, row in enumerate(rows, start=1)
    )
    see(Table(title, title, header, 0, cells), what, fields, journal)
    ours: dict[str, str] = {}
    for name, field in zip(header, fields, strict=True):
        if field != LEFT:
            ours[name] = f"{EXTRA}{name}" if field == EXTRA_FIELD else field
    renamed = [
        {ours.get(name, name): value for name, value in row.items() if name in ours or name == GROUP_MARK}
        for row in rows
    ]
    return renamed, {field: name for name, field in ours.items()}


def _with_label(
    header: Sequence[str], fields: tuple[str, ...], rows: Sequence[Attributes], journal: Journal
) -> tuple[str, ...]:
    """The fields with the label on the line: its strength where all are numbers, else its relation; and told."""
    labels = [as_text(row[LABEL]) for row in rows if LABEL in row]
    numbers = [number(label) for label in labels]
    if len(numbers) >= FEWEST_COUNTED and numbers in (
        list(range(len(numbers))),
        list(range(1, len(numbers) + 1)),
    ):
        return fields  # the lines are counted
    meant = "strength" if None not in numbers else "relation"
    if meant in fields:
        return fields
    journal.tell(f"labels_{meant}", labels)
    return tuple(meant if name == LABEL else field for name, field in zip(header, fields, strict=True))


def _marked(attributes: Attributes) -> Attributes:
    """Two-mode (bipartite) files mark the second mode with type = true, bipartite = 1 or a word; the mark is consumed."""
    left = dict(attributes)
    for name, group, person in (("type", True, False), ("bipartite", 1.0, 0.0), ("bipartite", "1", "0")):
        if name in left and left[name] in (group, person) and isinstance(left[name], type(group)):
            if left.pop(name) == group:
                left[GROUP_MARK] = True
            return left
    for name in ("node", "kind", "type"):
        if str(left.get(name, "")).casefold() in words.GROUP_WORDS:
            del left[name]
            left[GROUP_MARK] = True
            return left
    return left


def _their_person(who: str, label: str, left: Attributes) -> Person:
    kind = words.meaning(words.KINDS, _text(left, "kind"))
    if kind:
        del left["kind"]
    building = left.pop("building", "")
    return Person(who, label, kind or PersonKind.RESIDENT, as_text(building), _answered(left), _trust(left))


def _answered(left: Attributes) -> bool | None:
    """Whether the person answered, if the attribute says so. Anything else stays an attribute."""
    value = left.get("answered")
    answered = value if isinstance(value, bool) else words.yes_or_no(as_text(value or ""))
    if answered is not None:
        del left["answered"]
    return answered


def _trust(left: Attributes) -> int | None:
    """The trust rung, if the attribute is one: a whole number from 0 to 4. Anything else stays an attribute."""
    value = left.get("trust")
    if value is None or isinstance(value, bool):
        return None
    rung = number(str(value))
    if rung is None or rung not in TRUST:
        return None
    del left["trust"]
    return int(rung)


def _their_tie(source: str, target: str, attributes: Attributes, groups: set[str]) -> Tie:
    belongs = (source in groups) != (target in groups)
    relation: Relation | str = Relation.MEMBER if belongs else Relation.KNOWS
    written = str(attributes.get("relation", ""))
    if written:
        relation = words.meaning(words.RELATIONS, written) or written
    when = day(_text(attributes, "when"))
    return Tie(
        source,
        target,
        relation,
        _number(attributes, "strength", 1.0),
        _text(attributes, "reporter"),
        when,
        _trust(attributes),
        as_text(attributes.get("wave", "")),
    )


def _taken(left: Attributes, name: str) -> str:
    value = left.get(name)
    if isinstance(value, str):
        del left[name]
        return value
    return ""


def _text(attributes: Attributes, name: str) -> str:
    value: Attribute = attributes.get(name, "")
    return value if isinstance(value, str) else ""


def _number(attributes: Attributes, name: str, empty: float) -> float:
    value = attributes.get(name)
    return float(value) if isinstance(value, float) else empty


def _day(attributes: Attributes, name: str) -> date | None:
    text = _text(attributes, name)
    return date.fromisoformat(text) if text else None
