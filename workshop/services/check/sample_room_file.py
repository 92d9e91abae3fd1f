"""Schema of what the sample camp's room says and does between its maps and assessments, in both languages."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import Field

from workshop.base.content import Strict, Words, load
from workshop.model.dialogue import TurnKind


class SampleTurn(Strict):
    """A turn of the dialogue, and how many of those who listened starred it."""

    speaker: str
    kind: TurnKind
    text: Words
    starred: Annotated[int, Field(ge=0, le=12)] = 0


class SampleText(Strict):
    """Something written on a card."""

    text: Words


class SampleNote(SampleText):
    """A facilitator's note, crossed off or not."""

    settled: bool = False


class SamplePrinciple(Strict):
    """A principle card; `rests_on` are turns, counted from 1 over the whole dialogue."""

    rests_on: Annotated[tuple[int, ...], Field(min_length=1)]
    move: Words
    condition: Words
    why: Words
    limit: Words


class SamplePile(Strict):
    """Reasons that end up in one pile, and the name a table gives it."""

    name: Words
    reasons: Annotated[tuple[Words, ...], Field(min_length=1)]


class SampleRoomFile(Strict):
    """The whole file. `asked` and `turning` are the two parts of the dialogue about an invented case."""

    tables: Annotated[int, Field(ge=2, le=12)]
    asked: Annotated[tuple[SampleTurn, ...], Field(min_length=1)]
    turning: Annotated[tuple[SampleTurn, ...], Field(min_length=1)]
    questions: Annotated[tuple[SampleText, ...], Field(min_length=1)]
    principles: Annotated[tuple[SamplePrinciple, ...], Field(min_length=1)]
    needs: Annotated[tuple[SampleText, ...], Field(min_length=1)]
    piles: Annotated[tuple[SamplePile, ...], Field(min_length=2)]
    small_steps: Annotated[tuple[SampleText, ...], Field(min_length=1)]
    missing: Annotated[tuple[SampleText, ...], Field(min_length=1)]
    parked: tuple[SampleNote, ...]
    decided: tuple[SampleText, ...]


def load_sample_room(path: Path) -> SampleRoomFile:
    """The tables, checked. Raises ContentError (several as SeveralErrors)."""
    return load(path, SampleRoomFile)
