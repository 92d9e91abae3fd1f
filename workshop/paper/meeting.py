"""Printed lists for when the Wi-Fi fails: the pairs, and everybody's table in each round."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from workshop.base.text import Language, say
from workshop.model.camp import Camp
from workshop.services.app.context import AppContext
from workshop.services.camp import camps
from workshop.services.matching import pairing, seating
from workshop.services.matching.seating import places_of
from workshop.services.seats import seats


@dataclass(frozen=True)
class ListSheet:
    """One list: a title, a table by person, and below it groups with a heading each."""

    title: str
    camp: str
    invented: bool
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    heading: str
    groups: tuple[tuple[str, tuple[str, ...]], ...]


def rounds_sheet(context: AppContext, camp: Camp, language: Language) -> ListSheet:
    """Everybody's table in each round, then the people at each table."""
    words = partial(say, language)
    seated = seating.current(context, camp.id)
    names = _names(context, camp)
    if seated is None:
        return _sheet(words("meeting.rounds"), camp, (), (), "", ())
    turns = [words("rounds.column.round", number=number + 1) for number in range(len(seated.plan.paths))]
    rows = [
        (names[one.id], *(str(place.table) for place in places_of(seated, one)))
        for one in seats.of_camp(context, camp.id)
        if one.id in seated.plan.sitting
    ]
    groups = [
        (
            f"{turns[number]} · {words('seating.table', number=table + 1)}",
            tuple(sorted(names[who] for who in at)),
        )
        for number, tables in enumerate(seated.plan.rounds)
        for table, at in enumerate(tables)
        if at
    ]
    columns = (words("meeting.who"), *turns)
    return _sheet(
        words("meeting.rounds"), camp, columns, tuple(sorted(rows)), words("meeting.tables"), tuple(groups)
    )


def pairs_sheet(context: AppContext, camp: Camp, language: Language) -> ListSheet:
    """Who asks whom, then the groups of three. Never what anybody is stuck at."""
    words = partial(say, language)
    current_pairing = pairing.current(context, camp)
    names = _names(context, camp)
    if current_pairing is None:
        return _sheet(words("meeting.pairs"), camp, (), (), "", ())
    hosts: dict[str, list[str]] = {}
    for pair_row in current_pairing.standing:
        if pair_row.asker in names and pair_row.host in names:
            hosts.setdefault(names[pair_row.asker], []).append(names[pair_row.host])
    most = max((len(several) for several in hosts.values()), default=0)
    rows = [(who, *several, *("",) * (most - len(several))) for who, several in sorted(hosts.items())]
    groups = [
        ("", tuple(sorted(names[who] for who in group if who in names))) for group in current_pairing.trios
    ]
    columns = (words("meeting.who"), *(words("meeting.asks") for _ in range(most)))
    heading = words("meeting.threes") if groups else ""
    return _sheet(words("meeting.pairs"), camp, columns, tuple(rows), heading, tuple(groups))


def printed_list(sheet: ListSheet, language: Language) -> str:
    """The page to print."""
    return (
        _environment()
        .get_template("meeting.html")
        .render(sheet=sheet, language=language, say=partial(say, language))
    )


def _sheet(
    title: str,
    camp: Camp,
    columns: tuple[str, ...],
    rows: tuple[tuple[str, ...], ...],
    heading: str,
    groups: Sequence[tuple[str, tuple[str, ...]]],
) -> ListSheet:
    return ListSheet(title, camp.title, camp.invented, columns, rows, heading, tuple(groups))


def _names(context: AppContext, camp: Camp) -> dict[str, str]:
    communities = {one.id: one.name for one in camps.communities(context, camp.id)}
    return {
        one.id: f"{one.nickname} · {communities[one.community]}" for one in seats.of_camp(context, camp.id)
    }


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
