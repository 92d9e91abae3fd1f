"""Documented ladders: what people in cases of the case base went on to from one rung to the next.

They are content (`data/ladders/documented.toml`), each with the case it is from. What a next rung could be is only ever
looked up here: where no case went on, nothing is advised.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Annotated

from pydantic import Field

from workshop.base.content import Strict, Words, load, read, row_of
from workshop.base.errors import ContentError, InputError, SeveralErrors, Where
from workshop.model.ladder import Need

Code = Annotated[str, Field(pattern=r"^[a-z_]{2,20}$")]


class RungName(Strict):
    """A kind of rung, by which a rung and a documented one are compared."""

    code: Code
    name: Words


class DocumentedRung(Strict):
    """One rung as the case tells it; `needs` only what the text says it needed."""

    kind: Code
    text: Words
    needs: tuple[Need, ...] = ()


class DocumentedLadder(Strict):
    """One ladder of a case, in the order it happened."""

    case: str
    who: Words
    rungs: Annotated[tuple[DocumentedRung, ...], Field(min_length=2)]


class DocumentedLadders(Strict):
    """All of them, and the kinds of rungs."""

    kinds: Annotated[tuple[RungName, ...], Field(min_length=2)]
    ladders: tuple[DocumentedLadder, ...]

    def kind(self, code: str) -> RungName | None:
        """The kind under a code; None for one that is no longer in the file."""
        return next((one for one in self.kinds if one.code == code), None)


@dataclass(frozen=True)
class NextRung:
    """What somebody in a case did after a rung of the same kind."""

    case: str
    who: Words
    before: DocumentedRung
    after: DocumentedRung


def next_rungs(documented: DocumentedLadders, kind: str) -> tuple[NextRung, ...]:
    """What came next in the cases, where somebody stood on a rung of this kind; empty where no case went on from there."""
    return tuple(
        NextRung(ladder.case, ladder.who, before, after)
        for ladder in documented.ladders
        for before, after in pairwise(ladder.rungs)
        if before.kind == kind
    )


def load_ladders(path: Path, cases: Collection[str]) -> DocumentedLadders:
    """The file, each kind known and each case in the case base. Raises ContentError (several as SeveralErrors)."""
    found = load(path, DocumentedLadders)
    text = read(path)
    codes = [one.code for one in found.kinds]
    problems: list[InputError] = []
    for position, code in enumerate(codes):
        if code in codes[:position]:
            problems.append(
                ContentError("ladder.kind_twice", _at(path, text, ("kinds", position)), given=code)
            )
    for number, ladder in enumerate(found.ladders):
        if ladder.case not in cases:
            where = _at(path, text, ("ladders", number, "case"))
            problems.append(ContentError("ladder.no_case", where, given=ladder.case))
        problems += [
            ContentError(
                "ladder.no_kind",
                _at(path, text, ("ladders", number, "rungs", place, "kind")),
                given=rung.kind,
                known=", ".join(codes),
            )
            for place, rung in enumerate(ladder.rungs)
            if rung.kind not in codes
        ]
    if problems:
        raise SeveralErrors(problems) if len(problems) > 1 else problems[0]
    return found


def _at(path: Path, text: str, location: tuple[str | int, ...]) -> Where:
    return Where(str(path), row=row_of(text, location), key=".".join(str(part) for part in location))
