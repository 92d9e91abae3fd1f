"""Printed lists: the pairs and everybody's table in each round for when the Wi-Fi fails, and what the room promised."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from workshop.base.text import Language, say
from workshop.exercises.columns import day_text
from workshop.model.camp import Camp
from workshop.model.ids import seat_codes
from workshop.services.app.context import AppContext
from workshop.services.camp import camps
from workshop.services.follow import pulses
from workshop.services.follow.due import witness_of
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


def commitments_sheet(context: AppContext, camp: Camp, language: Language) -> ListSheet:
    """What the room promised: by whom, the first step and its day, how it will show, the witness, what became of it.

    Under codes where the exercise asks for no names; nothing of one that is sealed.
    """
    words = partial(say, language)
    names = _names(context, camp)
    places = {one.id: one.name for one in camps.communities(context, camp.id)}
    codes = seat_codes(seats.of_camp(context, camp.id))
    rows = []
    for one in pulses.in_camp(context, camp.id):
        held = one.held.commitment
        by_code = f"{codes[held.seat.id]} · {places[held.seat.community]}"
        day = day_text(language, held.day, year=False) if held.day else ""
        rows.append(
            (
                names[held.seat.id] if held.named else by_code,
                held.what,
                words("meeting.step", step=held.first, day=day) if day and held.first else held.first or day,
                held.sign,
                witness_of(one) if held.named else "",
                words(f"commitments.became.{one.latest.said.became.value}") if one.latest else "",
            )
        )
    columns = tuple(
        words(f"meeting.{name}") for name in ("who", "what", "first", "sign", "witness", "became")
    )
    return _sheet(words("meeting.commitments"), camp, columns, tuple(sorted(rows)), "", ())


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
