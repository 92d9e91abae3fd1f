"""Votes on statements (agree, disagree, pass) as in Polis: tallies, verdicts and group-aware consensus, always with n.

Passing is an answer of its own; not having answered is none. Nobody is labelled and no person is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from workshop.model.privacy import MIN_GROUP

AGREE, DISAGREE, PASS = 1.0, -1.0, 0.0
VALUES = {"agree": AGREE, "disagree": DISAGREE, "pass": PASS}

AGREED_SHARE = 2 / 3  # of those who answered, passes included
SPLIT_SHARE = 1 / 3  # of those who answered, for agree and for disagree

Grid = NDArray[np.float64]


class Stance(NamedTuple):
    """One person's answer to one statement; `payload` as the step stores it (`{"stance": "agree"}`)."""

    person: str
    statement: str
    payload: Mapping[str, object]


@dataclass(frozen=True, eq=False)
class Votes:
    """Vote matrix, people down, statements across: 1 agree, 0 pass, −1 disagree, NaN not answered. Rows are in no order
    that could be traced to people, and carry no name.
    """

    statements: tuple[str, ...]
    grid: Grid

    @property
    def people(self) -> int:
        """How many answered at least one statement."""
        return len(self.grid)


class StatementVerdict(StrEnum):
    """What the counts of one statement show."""

    AGREED = "agreed"
    REJECTED = "rejected"
    SPLIT = "split"
    OPEN = "open"
    UNSURE = "unsure"  # half or more passed
    TOO_FEW = "too_few"


@dataclass(frozen=True)
class Tally:
    """The answers to one statement. `missing` are people who answered others but not this one."""

    statement: str
    agree: int
    disagree: int
    passed: int
    missing: int

    @property
    def n(self) -> int:
        """How many answered this statement, passes included."""
        return self.agree + self.disagree + self.passed

    @property
    def verdict(self) -> StatementVerdict:
        """Two in three agree, or disagree; a third on each side; half pass; or nothing of these."""
        if self.n < MIN_GROUP:
            return StatementVerdict.TOO_FEW
        if self.agree >= AGREED_SHARE * self.n:
            return StatementVerdict.AGREED
        if self.disagree >= AGREED_SHARE * self.n:
            return StatementVerdict.REJECTED
        if min(self.agree, self.disagree) >= SPLIT_SHARE * self.n:
            return StatementVerdict.SPLIT
        return StatementVerdict.UNSURE if 2 * self.passed >= self.n else StatementVerdict.OPEN

    @property
    def support(self) -> float:
        """Laplace-smoothed share that agrees: (agree + 1) / (answers + 2), drawn towards ½ while few have answered."""
        return (self.agree + 1) / (self.n + 2)


def read_stances(answers: Iterable[Stance], statements: Sequence[str]) -> Votes:
    """The vote matrix from stored answers. A later answer of a person to a statement replaces the earlier one; an
    invalid stance, or one on an unknown statement, is ignored; a person without any answer is left out.
    """
    place = {statement: column for column, statement in enumerate(statements)}
    rows: dict[str, list[float]] = {}
    for person, statement, payload in answers:
        value = VALUES.get(str(payload.get("stance")))
        if value is not None and statement in place:
            rows.setdefault(person, [np.nan] * len(statements))[place[statement]] = value
    # Sorted by content, so that the order of arrival does not identify people.
    ordered = sorted(rows.values(), key=lambda row: [9.0 if value != value else value for value in row])
    return Votes(
        tuple(statements), np.array(ordered, dtype=np.float64).reshape(len(ordered), len(statements))
    )


def tally(votes: Votes) -> tuple[Tally, ...]:
    """How many agree, disagree and pass, in the order the statements were asked."""
    return tuple(
        Tally(
            statement,
            int((column == AGREE).sum()),
            int((column == DISAGREE).sum()),
            int((column == PASS).sum()),
            int(np.isnan(column).sum()),
        )
        for statement, column in zip(votes.statements, votes.grid.T, strict=True)
    )


def agreed(tallies: Iterable[Tally]) -> tuple[Tally, ...]:
    """What the room agrees on, the most supported first; ties by statement."""
    agreements = (each for each in tallies if each.verdict is StatementVerdict.AGREED)
    return tuple(sorted(agreements, key=lambda each: (-each.support, each.statement)))


def group_consensus(votes: Votes, groups: Sequence[int]) -> tuple[float, ...]:
    """Group-aware consensus: how far does every group agree with each statement?

    Formula: the product over groups of (agree + 1) / (answers + 2); answers include passes. `groups` holds a number
    for each row of the grid. A group in which nobody answered counts ½. No people: all 1, the empty product.
    ValueError if the lengths differ. Source: Small and others 2021, Recerca 26(2), on group-aware consensus.
    """
    if len(groups) != votes.people:
        raise ValueError(f"{len(groups)} groups for {votes.people} people")
    labels = np.asarray(groups)
    consensus = np.ones(len(votes.statements))
    for label in np.unique(labels):
        inside = votes.grid[labels == label]
        consensus *= ((inside == AGREE).sum(axis=0) + 1) / ((~np.isnan(inside)).sum(axis=0) + 2)
    return tuple(float(one) for one in consensus)
