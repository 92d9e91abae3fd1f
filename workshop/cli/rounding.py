"""`mengya rounds`: seating everybody at tables, round by round (social golfer problem)."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from workshop.base.errors import InputError
from workshop.base.text import say
from workshop.cli.frame import Frame, Json, frame_of
from workshop.cli.output import grid, plain
from workshop.cli.sources import notes_shape, people_rows, tell
from workshop.learning.matching.room_table import COLUMNS, numbered, read_people
from workshop.learning.seating.round_tables import ready_tables
from workshop.learning.seating.rounds import MOST_PEOPLE, Seating, seat
from workshop.learning.seating.seating_text import seating_sentences
from workshop.model.matching import Peer
from workshop.network.io.imported import Note

Option = typer.Option


def rounds(
    context: typer.Context,
    tables: Annotated[int, Option("--tables")],
    turns: Annotated[int, Option("--rounds")],
    people_file: Annotated[Path | None, typer.Argument()] = None,
    people: Annotated[int | None, Option("--people")] = None,
) -> None:
    frame = frame_of(context)
    seated, notes = _people(people_file, people)
    tell(frame, notes)
    ready = ready_tables(frame.settings.content / "data" / "rounds")
    with frame.working(say(frame.language, "rounds.work")):
        seating = seat(seated, tables, turns, ready=ready)
    frame.show(lambda: {**shape(seating), "notes": notes_shape(frame, notes)}, lambda: _text(frame, seating))


def _people(room: Path | None, people: int | None) -> tuple[tuple[Peer, ...], tuple[Note, ...]]:
    if (room is None) == (people is None):
        raise InputError("rounds.who")
    if room is not None:
        return people_rows(room, read_people, COLUMNS)
    if people is not None and people > MOST_PEOPLE:
        raise InputError("rounds.many_people", people=people, most=MOST_PEOPLE)
    return numbered(people or 0), ()


def shape(seating: Seating) -> dict[str, Json]:
    """The result as plain data. Field names are a promise to scripts."""
    return {
        "rounds": [[list(table) for table in seated] for seated in seating.plan.rounds],
        **plain(seating.counts, only={"repeats", "same_organisation", "same_role", "pairs"}),
        "method": seating.plan.method.value,
        "n": sum(person is not None for person in seating.plan.sitting),
        "tables": seating.plan.tables,
        "pairs_met": seating.counts.met,
        **plain(seating, only={"fewest_repeats", "fewest_same_organisation", "better_tables"}),
        "smallest_table": seating.counts.smallest,
        "largest_table": seating.counts.largest,
        "warnings": list(seating.why),
    }


def _text(frame: Frame, seating: Seating) -> str:
    words = frame.language
    joiner = say(words, "matching.joiner")
    header = [
        say(words, "rounds.column.table"),
        *(say(words, "rounds.column.round", number=number + 1) for number in range(len(seating.plan.paths))),
    ]
    rows = [
        [str(table + 1), *(joiner.join(seated[table]) for seated in seating.plan.rounds)]
        for table in range(seating.plan.tables)
    ]
    return "\n".join([grid(header, rows), "", *seating_sentences(seating, words)])
