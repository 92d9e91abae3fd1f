"""What a graph file means: our own export exactly, anybody else's as far as its attributes say.

In a foreign file a node whose `type` or `bipartite` says so is a group, `weight` is a tie's strength,
`relation` its relation; every other node attribute is kept in `Network.extra`. Self loops stay: a graph file
is somebody's data, and measures leave them out and say so.
"""

from __future__ import annotations

from datetime import date

from workshop.errors import TableError, Where
from workshop.model.network import Group, Life, Network, Person, PersonKind, Relation, Tie
from workshop.network import words
from workshop.network.columns import EXTRA
from workshop.network.graphfiles import Attribute, Attributes, GraphFile
from workshop.network.tables import Extra

RELATION_CODES = {relation.value: relation for relation in Relation}
FORMAT = "mengya 1"  # what our own exports carry in `format`


def interpret(graph: GraphFile) -> Network:
    """A graph file's nodes and edges as people, groups and ties. Raises TableError."""
    return _ours(graph) if graph.about.get("format") == FORMAT else _theirs(graph)


def _ours(graph: GraphFile) -> Network:
    people: list[Person] = []
    groups: list[Group] = []
    extra: list[tuple[str, Extra]] = []
    for who, found in graph.nodes:
        try:
            if found.get("node") == "group":
                groups.append(
                    Group(
                        who,
                        _text(found, "label"),
                        _text(found, "purpose"),
                        Life(_text(found, "life")),
                        _day(found, "since"),
                    )
                )
            else:
                people.append(_own_person(who, found))
        except ValueError as error:
            raise TableError("network.export_changed", Where(graph.file, key=who), id=who) from error
        more = {name.removeprefix(EXTRA): value for name, value in found.items() if name.startswith(EXTRA)}
        if more:
            extra.append((who, tuple(sorted(more.items()))))
    try:
        ties = tuple(_own_tie(source, target, found) for source, target, found in graph.edges)
    except ValueError as error:
        raise TableError("network.export_changed", Where(graph.file), id="edge") from error
    about = graph.about
    return Network(
        tuple(people),
        tuple(groups),
        ties,
        graph.directed,
        _text(about, "name"),
        _text(about, "wave"),
        tuple(extra),
    )


def _own_person(who: str, found: Attributes) -> Person:
    trust = found.get("trust")
    return Person(
        who,
        _text(found, "label"),
        PersonKind(_text(found, "kind")),
        _text(found, "building"),
        found.get("answered") is not False,
        int(trust) if isinstance(trust, float) else None,
    )


def _own_tie(source: str, target: str, found: Attributes) -> Tie:
    return Tie(
        source,
        target,
        known_relation(_text(found, "relation")),
        _number(found, "strength", 1.0),
        _text(found, "reporter"),
        _day(found, "when"),
    )


def known_relation(text: str) -> Relation | str:
    """The relation with exactly this code, or the word itself."""
    return RELATION_CODES.get(text, text)


def _theirs(graph: GraphFile) -> Network:
    people: list[Person] = []
    groups: list[Group] = []
    extra: list[tuple[str, Extra]] = []
    for who, found in graph.nodes:
        left = dict(found)
        label = _take(left, "label")
        if _is_group(left):
            groups.append(Group(who, label))
        else:
            people.append(_their_person(who, label, left))
        if left:
            extra.append((who, tuple(sorted(left.items()))))
    inside = {group.id for group in groups}
    ties = tuple(_their_tie(source, target, found, inside) for source, target, found in graph.edges)
    return Network(
        tuple(people), tuple(groups), ties, graph.directed, _text(graph.about, "name"), extra=tuple(extra)
    )


def _their_person(who: str, label: str, left: Attributes) -> Person:
    kind = _kind(left)
    return Person(who, label, kind or PersonKind.RESIDENT, _take(left, "building"))


def _is_group(left: Attributes) -> bool:
    """Two-mode files mark the second mode with type = true, bipartite = 1 or a word; the mark is consumed."""
    for name, group, person in (("type", True, False), ("bipartite", 1.0, 0.0), ("bipartite", "1", "0")):
        if name in left and left[name] in (group, person) and isinstance(left[name], type(group)):
            return left.pop(name) == group
    for name in ("node", "kind", "type"):
        if str(left.get(name, "")).casefold() in words.GROUP_WORDS:
            del left[name]
            return True
    return False


def _their_tie(source: str, target: str, found: Attributes, groups: set[str]) -> Tie:
    belongs = (source in groups) != (target in groups)
    said = next(
        (str(found[name]) for name in _named(found, words.TIE_COLUMNS, "relation") if found[name]), ""
    )
    relation: Relation | str = Relation.MEMBER if belongs else Relation.KNOWS
    if said:
        relation = words.meaning(words.RELATIONS, said) or said
    strength = _number(found, "strength", _number(found, "weight", 1.0))
    return Tie(source, target, relation, strength, _text(found, "reporter"))


def _named(found: Attributes, vocabulary: dict[str, str], field: str) -> list[str]:
    """Attributes that mean this field, the one with its very name first."""
    return sorted(
        (name for name in found if words.meaning(vocabulary, name) == field), key=lambda name: name != field
    )


def _take(left: Attributes, field: str) -> str:
    """The first attribute that means this field and is a text, taken out of what is left."""
    for name in _named(left, words.PERSON_COLUMNS, field):
        value = left[name]
        if isinstance(value, str):
            del left[name]
            return value
    return ""


def _kind(left: Attributes) -> PersonKind | None:
    for name in _named(left, words.PERSON_COLUMNS, "kind"):
        value = left[name]
        if isinstance(value, str) and (kind := words.meaning(words.KINDS, value)):
            del left[name]
            return kind
    return None


def _text(found: Attributes, name: str) -> str:
    value: Attribute = found.get(name, "")
    return value if isinstance(value, str) else ""


def _number(found: Attributes, name: str, empty: float) -> float:
    value = found.get(name)
    return float(value) if isinstance(value, float) else empty


def _day(found: Attributes, name: str) -> date | None:
    text = _text(found, name)
    return date.fromisoformat(text) if text else None
