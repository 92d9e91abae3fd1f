"""What later words add up to, with leave and never of fewer than five people: for the next card, and for whoever looks
after the cards.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from workshop.learning.retrieval import Suggestion
from workshop.model.case import Outcome
from workshop.model.privacy import MIN_GROUP
from workshop.room.house import House
from workshop.store import trials
from workshop.store.trials import TrialRow
from workshop.text import Language, say


@dataclass(frozen=True)
class Later:
    """What people who were shown a card told later, with their leave: `tried` people of so many `communities`."""

    tried: int
    communities: int
    passed: int
    partly: int
    failed: int


def later(house: House, obstacle: str, move: str) -> Later | None:
    """What people told who tried `move` against `obstacle`; None while fewer than `MIN_GROUP` have."""
    return count(house.store.read(lambda connection: trials.counted(connection, obstacle, (move,))))


def count(rows: Sequence[TrialRow]) -> Later | None:
    """Those among `rows` who tried it and could say what came of it; None where they are fewer than `MIN_GROUP`."""
    told = [one for one in rows if one.tried and one.outcome not in ("", Outcome.TOO_EARLY)]
    told = [one for one in told if one.told.date() > one.shown.date()]
    if len(told) < MIN_GROUP:
        return None
    became = [one.outcome for one in told]
    return Later(
        tried=len(told),
        communities=len({one.community for one in told}),
        passed=became.count(Outcome.PASSED),
        partly=became.count(Outcome.PARTLY),
        failed=became.count(Outcome.NOT),
    )


def to_read_again(house: House) -> tuple[tuple[str, Later], ...]:
    """Cases many tried something from and nobody passed, not even in part: worth asking whether to go on showing them.

    Only a proposal; nothing is put away by itself.
    """
    by_case: dict[str, list[TrialRow]] = {}
    for row in house.store.read(trials.counted):
        by_case.setdefault(row.case, []).append(row)
    counted = ((case, count(rows)) for case, rows in sorted(by_case.items()))
    return tuple((case, found) for case, found in counted if found and found.failed == found.tried)


def later_lines(house: House, suggestion: Suggestion, language: Language) -> dict[str, str]:
    """Case -> what people told who later tried what its card tells of; only cards of which enough may be told."""
    moves = house.content.vocabularies.moves
    found = {}
    for card in suggestion.cards:
        told = later(house, card.obstacle, card.lead) if card.obstacle and card.lead else None
        if told is not None:
            found[card.case] = say(
                language,
                "trials.later",
                n=told.tried,
                communities=told.communities,
                move=moves.name(card.lead, language),
                passed=told.passed,
                partly=told.partly,
                failed=told.failed,
            )
    return found
