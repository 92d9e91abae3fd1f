"""Two waves of one map in one shared layout, so that only what changed catches the eye.

The layout is computed once for both maps together. New ties are solid and broad, vanished ones dashed, stable ones thin
and grey: the stroke alone says it, colour helps.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from workshop.model.network import Network
from workshop.model.picture import LegendEntry, Line, Mark, Picture, Stroke
from workshop.network.change.change import reported
from workshop.network.draw.palette import paler
from workshop.network.draw.picture import draw
from workshop.network.graph.discord import DISCORD, means_discord
from workshop.network.graph.graph import ids

CAME, WENT = "＋", "－"
# Okabe and Ito (2008): blue and vermilion stay apart for everybody, grey stays behind both.
LOOKS: dict[str, tuple[Stroke, str, float]] = {
    "appeared": (Stroke.SOLID, "#0072b2", 2.2),
    "vanished": (Stroke.DASHED, "#d55e00", 1.8),
    "stayed": (Stroke.SOLID, "#b4bbc1", 0.8),
}


@dataclass(frozen=True)
class ChangeMaps:
    """The earlier map, the changes, the later map: three drawings in one layout."""

    then: Picture
    changes: Picture
    now: Picture


def change_maps(earlier: Network, later: Network) -> ChangeMaps:
    """Draw both maps and the changes. Mark sizes come from both maps taken together, so that nobody grows or shrinks.

    A pair's tie counts as stayed when any of its directions did.
    """
    picture = draw(union_network(earlier, later))
    then, now = _pairs(earlier), _pairs(later)
    names = [mark.id for mark in picture.marks]
    kinds = [_kind(_pair(line, names), then, now) for line in picture.lines]
    return ChangeMaps(
        _only(picture, ids(earlier), [kind != "appeared" for kind in kinds]),
        _changes(picture, kinds, frozenset(ids(earlier)), frozenset(ids(later))),
        _only(picture, ids(later), [kind != "vanished" for kind in kinds]),
    )


def union_network(earlier: Network, later: Network) -> Network:
    """Union of both maps: everybody and everything once, as the later map describes it."""
    people = {person.id: person for person in (*earlier.people, *later.people)}
    groups = {group.id: group for group in (*earlier.groups, *later.groups)}
    # A code may belong to a person first and to a group later: the later map decides.
    are_groups = {group.id for group in later.groups}
    are_people = {person.id for person in later.people}
    return Network(
        tuple(person for who, person in sorted(people.items()) if who not in are_groups),
        tuple(
            group
            for who, group in sorted(groups.items())
            if who not in are_people and (who not in people or who in are_groups)
        ),
        (*earlier.ties, *later.ties),
        later.directed,
        later.name,
        spots=tuple({spot[0]: spot for spot in (*earlier.spots, *later.spots)}.values()),
    )


Pair = tuple[str, str, str]


def _pairs(network: Network) -> frozenset[Pair]:
    return frozenset(reported(network, way=False))


def _pair(line: Line, names: list[str]) -> Pair:
    first, second = sorted((names[line.source], names[line.target]))
    return first, second, line.relation


def _kind(pair: Pair, then: frozenset[Pair], now: frozenset[Pair]) -> str:
    if pair not in then:
        return "appeared"
    return "stayed" if pair in now else "vanished"


def _only(picture: Picture, nodes: Collection[str], lines: list[bool]) -> Picture:
    """The marks and lines of one map, at their positions in the shared layout."""
    present = frozenset(nodes)
    place = {
        turn: new for new, turn in enumerate(t for t, mark in enumerate(picture.marks) if mark.id in present)
    }
    return Picture(
        tuple(mark for mark in picture.marks if mark.id in present),
        tuple(
            replace(line, source=place[line.source], target=place[line.target])
            for line, here in zip(picture.lines, lines, strict=True)
            if here and line.source in place and line.target in place
        ),
        picture.legend,
    )


def _changes(picture: Picture, kinds: list[str], then: frozenset[str], now: frozenset[str]) -> Picture:
    lines = tuple(_restyled(line, kind) for line, kind in zip(picture.lines, kinds, strict=True))
    marks = tuple(_marked(mark, then, now) for mark in picture.marks)
    # Stable ties are drawn first, below the changes.
    ordered = tuple(sorted(lines, key=lambda line: line.width))
    present = {
        kind for line, kind in zip(picture.lines, kinds, strict=True) if not means_discord(line.relation)
    }
    return Picture(
        marks,
        ordered,
        (
            *(entry for entry in picture.legend if entry.shape or entry.key == f"network.relation.{DISCORD}"),
            *(
                LegendEntry(f"waves.tie.{kind}", colour, stroke=stroke)
                for kind, (stroke, colour, _) in LOOKS.items()
                if kind in present
            ),
        ),
    )


def _restyled(line: Line, kind: str) -> Line:
    stroke, colour, width = LOOKS[kind]
    if means_discord(line.relation):  # neither a tie gained nor one lost
        stroke, colour = line.stroke, line.colour
    return replace(line, stroke=stroke, colour=colour, width=width, arrow=False, faded=False)


def _marked(mark: Mark, then: frozenset[str], now: frozenset[str]) -> Mark:
    if mark.id not in then:
        return replace(mark, label=f"{CAME}{mark.label}", named=True)
    if mark.id not in now:
        return replace(mark, label=f"{WENT}{mark.label}", colour=paler(mark.colour, 0.6), named=True)
    return mark
