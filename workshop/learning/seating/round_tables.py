"""Precomputed seatings read from a table, for numbers no construction covers; checked each time.

40 people at 10 tables meet everybody once in 13 rounds; no cyclic construction does that.
"""

from __future__ import annotations

from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Annotated

import numpy as np
from pydantic import Field

from workshop.base.content import Strict, home, load, row_of
from workshop.base.errors import ContentError, Where
from workshop.learning.seating.latin_seating import Paths


class ReadyTable(Strict):
    """A file in `data/rounds`: for each round the people 1 … tables × seats at their tables."""

    id: str
    tables: Annotated[int, Field(ge=1)]
    seats: Annotated[int, Field(ge=2)]
    rounds: Annotated[tuple[tuple[tuple[int, ...], ...], ...], Field(min_length=1)]

    @property
    def paths(self) -> Paths:
        """At which table each person sits in each round, counted from 0."""
        paths = np.zeros((len(self.rounds), self.tables * self.seats), dtype=np.int64)
        for number, seated in enumerate(self.rounds):
            for table, people in enumerate(seated):
                paths[number, [person - 1 for person in people]] = table
        return paths


def load_table(path: Path) -> ReadyTable:
    """One table. Raises ContentError: what a content file may have, `rounds.table_people` when a round does not seat
    everybody once at full tables, `rounds.table_repeat` when two people meet twice."""
    table = load(path, ReadyTable)
    text = path.read_text(encoding="utf-8")
    everybody = list(range(1, table.tables * table.seats + 1))
    met: set[tuple[int, int]] = set()
    for number, seated in enumerate(table.rounds, start=1):
        where = Where(str(path), row=row_of(text, ("rounds",)), key="rounds")
        full = len(seated) == table.tables and all(len(people) == table.seats for people in seated)
        if not full or sorted(person for people in seated for person in people) != everybody:
            raise ContentError("rounds.table_people", where, round=number)
        for people in seated:
            for person_a, person_b in combinations(sorted(people), 2):
                if (person_a, person_b) in met:
                    raise ContentError(
                        "rounds.table_repeat", where, round=number, one=person_a, other=person_b
                    )
                met.add((person_a, person_b))
    return table


@cache
def ready_tables(folder: Path | None = None) -> tuple[ReadyTable, ...]:
    """The tables in `folder` (those shipped when None), by id. Raises as `load_table` does."""
    place = folder if folder is not None else home() / "data" / "rounds"
    return tuple(load_table(path) for path in sorted(place.glob("*.toml")))
