"""The report's sections on what the room did together, and the workbook's sheets of it: piles, dots, points, pairs."""

from __future__ import annotations

from workshop.base.text import say
from workshop.exercises.placing import Range
from workshop.report.section import Section, SectionTable
from workshop.report.sheets import Row
from workshop.services.export.summary import CampSummary
from workshop.services.export.summary_room import PileSummary

PILE_COLUMNS = ("step", "table", "pile", "cards", "words")
DOT_COLUMNS = ("step", "question", "dots_on", "dots", "placers")
POINT_COLUMNS = (
    "step",
    "community",
    "placers",
    "across",
    "across_low",
    "across_high",
    "upward",
    "upward_low",
    "upward_high",
    "placers_before",
    "across_before",
    "upward_before",
)
PAIR_COLUMNS = ("step", "groups_met", "grouped")


def piles_section(summary: CampSummary) -> Section | None:
    """The names people gave their piles, a line a table; the cards themselves are in the workbook."""
    language = summary.language
    if not summary.room.piles:
        return None
    tables: dict[tuple[str, str], list[PileSummary]] = {}
    for pile in summary.room.piles:
        tables.setdefault((pile.title, pile.table), []).append(pile)
    made = {title: 0 for title, _ in tables}
    for (title, _), piles in tables.items():
        made[title] += len(piles)
    points = tuple(
        say(
            language,
            "report.part",
            name=(table or say(language, "report.piles.room")) if len(made) == 1 else f"{title} {table}",
            text=say(language, "report.semicolon").join(_pile(pile, summary) for pile in piles),
        )
        for (title, table), piles in tables.items()
    )
    lines = tuple(say(language, "report.piles", title=title, n=n) for title, n in made.items())
    return Section(say(language, "report.heading.piles"), lines=lines, points=points)


def dots_section(summary: CampSummary) -> Section | None:
    """Where the dots lie, most first, question by question."""
    language = summary.language
    if not summary.room.dots:
        return None
    asked = {one.question: one.people for one in summary.room.dots}
    lines = tuple(
        say(language, "report.dots", question=question, n=people) for question, people in asked.items()
    )
    columns = tuple(say(language, f"report.column.{one}") for one in ("dots_on", "dots"))
    rows = tuple((one.text, str(one.dots)) for one in summary.room.dots)
    return Section(say(language, "report.heading.dots"), lines=lines, table=SectionTable(columns, rows))


def points_section(summary: CampSummary) -> Section | None:
    """Where people placed their communities, and how that moved among those who placed it twice."""
    language = summary.language
    if not summary.room.points:
        return None
    axes = summary.room.points[0].axes
    # What was placed again later is there as "before".
    last = {one.name: one for one in summary.room.points}
    none = say(language, "report.points.before.none")
    rows = tuple(
        (
            name or say(language, "report.points.room"),
            say(language, "report.points.people", n=one.now.n),
            _along(one.before.x) if one.before else none,
            _along(one.now.x),
            _along(one.before.y) if one.before else none,
            _along(one.now.y),
        )
        for name, one in last.items()
    )
    columns = tuple(
        say(language, f"report.column.{one}")
        for one in ("community", "placers", "across_before", "across", "upward_before", "upward")
    )
    return Section(
        say(language, "report.heading.points"),
        lines=(say(language, "report.points", across=axes[0], upward=axes[1]),),
        table=SectionTable(columns, rows),
        notes=(say(language, "report.points.note"),),
    )


def pairs_section(summary: CampSummary) -> Section | None:
    """How many sat together to consult one another."""
    language = summary.language
    if not summary.room.pairs:
        return None
    points = tuple(
        say(language, "report.pairs", title=one.title, groups=one.groups, n=one.people)
        for one in summary.room.pairs
    )
    return Section(say(language, "report.heading.pairs"), points=points)


def _pile(pile: PileSummary, summary: CampSummary) -> str:
    name = pile.name or say(summary.language, "report.piles.unnamed")
    return say(summary.language, "report.piles.pile", name=name, n=len(pile.cards))


def _along(one: Range) -> str:
    """The median and the middle half: `4 (3–5)`."""
    return f"{one.middle:g} ({one.low:g}–{one.high:g})"


def pile_rows(summary: CampSummary) -> list[Row]:
    """A row a pile."""
    return [
        [one.title, one.table, one.name, len(one.cards), "\n".join(one.cards)] for one in summary.room.piles
    ]


def dot_rows(summary: CampSummary) -> list[Row]:
    """A row a thing with dots."""
    return [[one.title, one.question, one.text, one.dots, one.people] for one in summary.room.dots]


def point_rows(summary: CampSummary) -> list[Row]:
    """A row a community, the whole room's first."""
    return [
        [
            one.title,
            one.name,
            one.now.n,
            one.now.x.middle,
            one.now.x.low,
            one.now.x.high,
            one.now.y.middle,
            one.now.y.low,
            one.now.y.high,
            *((one.before.n, one.before.x.middle, one.before.y.middle) if one.before else (None, None, None)),
        ]
        for one in summary.room.points
    ]


def pair_rows(summary: CampSummary) -> list[Row]:
    """A row a step that made groups."""
    return [[one.title, one.groups, one.people] for one in summary.room.pairs]
