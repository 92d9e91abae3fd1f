"""A network as a `Picture` (scene description): marks, lines and legend, laid out once. Renderers only draw it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from math import sqrt
from typing import Literal
from unicodedata import east_asian_width

from workshop.base.errors import InputError
from workshop.model.network import Network, Relation
from workshop.model.picture import LegendEntry, Line, Mark, Picture
from workshop.network.draw.layout import place
from workshop.network.draw.palette import GROUP, LINES, MARKS, OTHER
from workshop.network.graph.discord import DISCORD, counts, means_discord, shown_relation
from workshop.network.graph.graph import index, simple, times_named
from workshop.network.graph.paths import betweenness

SizeBy = Literal["degree", "times_named", "betweenness", "same"]

# The paper every surface scales: 960 × 680, labels of 13 under their marks.
WIDTH = 960.0
HEIGHT = 680.0
FONT = 13.0
LONGEST = 10  # a label is cut after ten full-width characters
EDGE = 34.0
SMALLEST = 6.0
LARGEST = 17.0


def draw(
    network: Network,
    *,
    focus: str | None = None,
    removed: Collection[str] = (),
    size_by: SizeBy = "degree",
) -> Picture:
    """The drawing of a network; positions do not change with focus or removal.

    `focus` fades everything but this person or group and its neighbours; `removed` fades people who withdrew and their
    ties; stored positions (the network's `spots`) are kept. Raises InputError for an unknown focus.
    """
    spots = place(network, {who: (x, y) for who, x, y in network.spots})
    if focus is not None and focus not in spots:
        raise InputError("network.unknown_id", id=focus)
    faded = _faded(network, focus, frozenset(removed))
    marks = _marks(network, spots, faded, size_by)
    marks = named(marks, first=focus)
    lines = _lines(network, {mark.id: turn for turn, mark in enumerate(marks)}, faded, focus)
    return Picture(marks, lines, _legend(marks, lines), counts(network))


def _faded(network: Network, focus: str | None, removed: frozenset[str]) -> frozenset[str]:
    if focus is None:
        return removed
    graph = simple(network)
    return (frozenset(graph) - {focus, *graph[focus]}) | removed


def _marks(
    network: Network, spots: dict[str, tuple[float, float]], faded: frozenset[str], size_by: SizeBy
) -> tuple[Mark, ...]:
    weights = _weights(network, size_by)
    most = max(weights.values(), default=0) or 1
    nodes = [(person.id, person.label, str(person.kind), person.trust) for person in network.people]
    nodes += [(group.id, group.label, GROUP, None) for group in network.groups]
    crowd = 1.0 if len(nodes) <= 60 else max(0.45, sqrt(60 / len(nodes)))
    marks = []
    for who, label, kind, rung in nodes:
        shape, colour = MARKS[kind]
        radius = crowd * (SMALLEST + (LARGEST - SMALLEST) * sqrt(weights[who] / most))
        across, down = on_paper(spots[who])
        faint = who in faded
        marks.append(
            Mark(who, label or who, kind, across, down, radius / WIDTH, shape, colour, faded=faint, rung=rung)
        )
    return tuple(marks)


def on_paper(spot: tuple[float, float]) -> tuple[float, float]:
    """A layout position as a point on the paper, with a margin for the mark and, below, its label."""
    x, y = spot
    return (EDGE + x * (WIDTH - 2 * EDGE)) / WIDTH, (EDGE * 0.8 + y * (HEIGHT - 2 * EDGE)) / HEIGHT


def _weights(network: Network, size_by: SizeBy) -> dict[str, float]:
    if size_by == "times_named":
        return {who: float(count) for who, count in times_named(network).items()}
    if size_by == "betweenness":
        view = index(network)
        return dict(zip(view.ids, betweenness(view.links).tolist(), strict=True))
    if size_by == "same":
        return dict.fromkeys(simple(network), 0.25)
    return {who: float(degree) for who, degree in simple(network).degree()}


def text_width(text: str) -> float:
    """Width of a label in units of the paper: full-width characters count one font size, others 0.58."""
    return FONT * sum(1.0 if east_asian_width(letter) in "WF" else 0.58 for letter in text)


def short(text: str) -> str:
    """A label as written on the map: at most ten full-width characters.

    >>> short("青白江区社会工作者协会第三工作站")
    '青白江区社会工作者…'
    """
    text = " ".join(text.split())
    if text_width(text) <= LONGEST * FONT:
        return text
    while text and text_width(text) > (LONGEST - 1) * FONT:
        text = text[:-1]
    return f"{text}…"


def label_box(mark: Mark) -> tuple[float, float, float, float]:
    """Left, top, right, bottom of a mark's label on the paper: centred below (or above) the mark, kept inside the paper."""
    half = text_width(short(mark.label)) / 2
    x, y, high = label_x(mark, half), mark.y * HEIGHT, FONT * 1.2
    top = y - mark.size * WIDTH - 2 - high if mark.above else y + mark.size * WIDTH + 2
    return x - half, top, x + half, top + high


def label_x(mark: Mark, half: float) -> float:
    """Middle of the label: the mark's own x, moved inwards at the paper's edge."""
    return min(max(mark.x * WIDTH, half + 2), WIDTH - half - 2)


def named(marks: tuple[Mark, ...], first: str | None) -> tuple[Mark, ...]:
    """Label placement (greedy): important labels first, none over another label or over a mark."""
    order = sorted(
        range(len(marks)),
        key=lambda turn: (
            marks[turn].faded,
            marks[turn].id != first,
            marks[turn].kind == "resident",
            -marks[turn].size,
            marks[turn].id,
        ),
    )
    taken = _Grid()
    for turn, mark in enumerate(marks):
        taken.put(_body(mark), turn)
    labelled: dict[int, Mark] = {}
    for turn in order:
        if marks[turn].faded and first is not None:
            continue
        for above in (False, True):
            mark = replace(marks[turn], above=True) if above else marks[turn]
            box = label_box(mark)
            if box[1] >= 0 and taken.free(box, turn):
                taken.put(box, -1)
                labelled[turn] = mark
                break
    return tuple(labelled.get(turn, replace(mark, named=False)) for turn, mark in enumerate(marks))


Box = tuple[float, float, float, float]


class _Grid:
    """Spatial hash (grid): boxes by the squares they touch, so that a box is compared only with those around it."""

    SQUARE = 40.0

    def __init__(self) -> None:
        self._lying: dict[tuple[int, int], list[tuple[Box, int]]] = {}

    def put(self, box: Box, owner: int) -> None:
        for square in self._squares(box):
            self._lying.setdefault(square, []).append((box, owner))

    def free(self, box: Box, owner: int) -> bool:
        """Whether no box of another owner overlaps."""
        return not any(
            _touch(box, other) and whose != owner
            for square in self._squares(box)
            for other, whose in self._lying.get(square, ())
        )

    def _squares(self, box: Box) -> list[tuple[int, int]]:
        left, top, right, bottom = (int(side // self.SQUARE) for side in box)
        return [(x, y) for x in range(left, right + 1) for y in range(top, bottom + 1)]


def _body(mark: Mark) -> Box:
    x, y, r = mark.x * WIDTH, mark.y * HEIGHT, mark.size * WIDTH * 0.85
    return x - r, y - r, x + r, y + r


def _touch(box: Box, other: Box) -> bool:
    return box[0] < other[2] and other[0] < box[2] and box[1] < other[3] and other[1] < box[3]


def _lines(
    network: Network, place_of: dict[str, int], faded: frozenset[str], focus: str | None
) -> tuple[Line, ...]:
    """One line for each pair and relation; both directions of a relation share it and lose the arrow."""
    summaries: dict[tuple[int, int, str], _TieSummary] = {}
    for tie in network.ties:
        if tie.source == tie.target:
            continue
        source, target, relation = place_of[tie.source], place_of[tie.target], shown_relation(tie)
        # The source of a directed tie is its reporter by default; undirected ties without a reporter have none.
        reporter = tie.reporter or (tie.source if network.directed else "")
        reporters = frozenset({reporter} & {tie.source, tie.target})
        summary = _TieSummary(abs(tie.strength), network.directed, tie.when, reporters)
        if (target, source, relation) in summaries:
            summaries[target, source, relation] = replace(
                summary.and_also(summaries[target, source, relation]), arrow=False
            )
        else:
            before = summaries.get((source, target, relation))
            summaries[source, target, relation] = summary.and_also(before) if before else summary
    most = max((summary.strength for summary in summaries.values()), default=1.0) or 1.0
    ids = list(place_of)
    lines = []
    for (source, target, relation), summary in summaries.items():
        stroke, colour = LINES[_look(relation)]
        away = focus is not None and focus not in (ids[source], ids[target])
        lines.append(
            Line(
                source,
                target,
                relation,
                stroke,
                colour,
                width=0.8 + 1.4 * (summary.strength / most if most > 1 else 0.3),
                arrow=summary.arrow and relation not in (Relation.MEMBER, Relation.LEADS),
                faded=away or ids[source] in faded or ids[target] in faded,
                strength=summary.strength,
                since=summary.since,
                both=len(summary.reporters) == 2,
            )
        )
    return tuple(lines)


def _look(relation: str) -> str:
    """The entry of `LINES` for a relation: its own, that of discord, or that of all other words."""
    if relation in LINES:
        return relation
    return DISCORD if means_discord(relation) else OTHER


@dataclass(frozen=True)
class _TieSummary:
    """All reports of one relation between two ends: greatest strength, earliest day, and which of the two reported it."""

    strength: float
    arrow: bool
    since: date | None
    reporters: frozenset[str]

    def and_also(self, other: _TieSummary) -> _TieSummary:
        return _TieSummary(
            max(self.strength, other.strength),
            self.arrow and other.arrow,
            _earlier(self.since, other.since),
            self.reporters | other.reporters,
        )


def _earlier(one: date | None, other: date | None) -> date | None:
    """The earlier of two days; a missing day counts as later."""
    return min((day for day in (one, other) if day is not None), default=None)


def _legend(marks: tuple[Mark, ...], lines: tuple[Line, ...]) -> tuple[LegendEntry, ...]:
    """Only what the picture contains, kinds first."""
    kinds = {mark.kind for mark in marks}
    relations = {_look(line.relation) for line in lines}
    return (
        *(
            LegendEntry(f"network.kind.{kind}", colour, shape=shape)
            for kind, (shape, colour) in MARKS.items()
            if kind in kinds
        ),
        *(
            LegendEntry(f"network.relation.{relation}", colour, stroke=stroke)
            for relation, (stroke, colour) in LINES.items()
            if relation in relations
        ),
    )
