"""Gap table of the case base (obstacle × stage): where no case has passed yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import Literal

from workshop.learning.patterns.patterns import outcomes_of
from workshop.model.case import Case

Stage = Literal["0", "1.0", "2.0"]  # the stages a case can be leaving
STAGES: tuple[Stage, ...] = ("0", "1.0", "2.0")


@dataclass(frozen=True)
class Cell:
    """One obstacle met on leaving one stage: how many cases, and their outcomes. `stage` None is not known."""

    obstacle: str
    stage: str | None
    cases: int
    passed: int
    partly: int
    failed: int

    @property
    def is_gap(self) -> bool:
        """Whether no case passed."""
        return self.passed == 0


@dataclass(frozen=True)
class CoverageTable:
    """A cell for every obstacle and stage, in the order of both; `unplaced` holds the cells of cases of unknown stage,
    where there are any.
    """

    obstacles: tuple[str, ...]
    cells: tuple[Cell, ...]
    unplaced: tuple[Cell, ...]

    @property
    def gaps(self) -> tuple[Cell, ...]:
        """The cells where no case passed."""
        return tuple(cell for cell in self.cells if cell.is_gap)

    def row(self, obstacle: str) -> tuple[Cell, ...]:
        """The cells of one obstacle, by stage."""
        return tuple(cell for cell in self.cells if cell.obstacle == obstacle)


def coverage(cases: Sequence[Case], obstacles: Sequence[str]) -> CoverageTable:
    """For which obstacle, at which stage, has no case in the base passed? `obstacles` are all codes on offer."""
    return CoverageTable(
        tuple(obstacles),
        tuple(_cell(cases, obstacle, stage) for obstacle, stage in product(obstacles, STAGES)),
        tuple(cell for obstacle in obstacles if (cell := _cell(cases, obstacle, None)).cases),
    )


def _cell(cases: Sequence[Case], obstacle: str, stage: str | None) -> Cell:
    matching = [case for case in cases if obstacle in case.obstacles and case.stage == stage]
    outcomes = outcomes_of(matching, obstacle)
    return Cell(
        obstacle, stage, len(matching), len(outcomes.passed), len(outcomes.partly), len(outcomes.failed)
    )
