"""A community as a published text states it: its life line and the levels that can be read from it, no more.

The known answer everything is held against: what the text does not say stays unknown.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import Field

from workshop.content import Strict, Words, load, row_of
from workshop.errors import ContentError, Where

Month = Annotated[int, Field(ge=0)]


class LifeLine(Strict):
    """Something that happened, in order. `month` counts from the start, `until` ends a stretch; `after` the project."""

    text: Words
    month: Month | None = None
    until: Month | None = None
    groups: Annotated[int, Field(ge=0)] | None = None
    after: bool = False


class Level(Strict):
    """A level read from the text and what bears it; no level where the text does not say."""

    basis: Words
    level: Annotated[int, Field(ge=0, le=3)] | None = None


class Record(Strict):
    """One record file."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9-]+$")]
    title: Words
    source: Words
    rubric: str
    life: tuple[LifeLine, ...] = Field(min_length=1)
    ratings: dict[str, Level]


def load_record(path: Path) -> Record:
    """One record, its life line in order. Raises ContentError (several as SeveralErrors)."""
    record = load(path, Record)
    last = 0
    for position, line in enumerate(record.life):
        if line.month is None:
            continue
        end = line.until if line.until is not None else line.month
        if line.month < last or end < line.month:
            row = row_of(path.read_text(encoding="utf-8"), ("life", position, "month"))
            raise ContentError("record.life_order", Where(str(path), row=row, key=f"life.{position}.month"))
        last = end
    return record
