"""Finding cases by words: where they were stuck counts first, then title, place and what they did."""

from __future__ import annotations

from collections.abc import Sequence

from workshop.learning.words import WordIndex
from workshop.model.case import Case

REST = 0.5  # what words outside "where they were stuck" count


def find_cases(cases: Sequence[Case], words: str) -> tuple[Case, ...]:
    """The cases that hold any of the words, the most alike first; ties keep their order. No words: all as they stand.

    Words are compared by character pairs as in `learning.words`. What is too short for a pair, a single character, is
    looked for as it stands.
    """
    wanted = words.strip()
    if not wanted:
        return tuple(cases)
    stuck = WordIndex({case.id: case.stuck for case in cases}).liken(wanted)
    rest = WordIndex({case.id: _rest(case) for case in cases}).liken(wanted)
    literal = wanted.casefold()
    found = {
        case.id: stuck[case.id] + REST * rest[case.id]
        or float(len(wanted) == 1 and literal in f"{case.stuck} {_rest(case)}".casefold())
        for case in cases
    }
    return tuple(sorted((one for one in cases if found[one.id]), key=lambda one: -found[one.id]))


def _rest(case: Case) -> str:
    return " ".join((case.title, case.place, case.result, *(move.text for move in case.moves)))
