"""Fit of an asker and a host: how well one person in the room could help another.

It combines what is asked and offered, how far ahead the host is, and whether the two have met. It orders pairs inside
one room and nothing else, and is never shown to a person as a percentage.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from workshop.learning.suggest.local_similarity import STAGES
from workshop.model.case import Case
from workshop.model.matching import Peer, Settled, both

ONE_AHEAD, FURTHER_AHEAD, SAME_STAGE, BEHIND = 1.0, 0.7, 0.6, 0.2
UNKNOWN_STAGE = SAME_STAGE  # an unknown stage counts neither for nor against
BY_MOVE = 0.5  # of an asked obstacle, when the host offers a move that was made against it somewhere
LATER = 0.5  # weight of what is asked second and third; the first weighs 1

# Move -> the obstacles it was made against in documented cases.
Remedies = Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class Fit:
    """The value and its factors: value = likeness × stage × (1 − met).

    `likeness` is the similarity of what is asked to what is offered. `shared` are codes asked and offered; `by_move`
    are (asked obstacle, offered move). `ahead` counts the stages the host is ahead (negative: behind), None where one
    of the stages is not known.
    """

    value: float
    likeness: float
    stage: float
    met: float
    shared: tuple[str, ...]
    by_move: tuple[tuple[str, str], ...]
    ahead: int | None


def remedies(cases: Iterable[Case]) -> dict[str, frozenset[str]]:
    """Which obstacles each move was made against in `cases`, whatever the outcome."""
    obstacles: dict[str, set[str]] = {}
    for case in cases:
        for move in case.moves:
            obstacles.setdefault(move.code, set()).update(move.against)
    return {code: frozenset(against) for code, against in sorted(obstacles.items()) if against}


def fit(asker: Peer, host: Peer, settled: Settled, known: Remedies) -> Fit:
    """How well could `host` help `asker`? A weighted coverage of what is asked, times factors for stage and meeting.

    likeness = Σ weight × cover ÷ Σ weight over what is asked; weight 1 for the first, ½ for each further; cover 1 if
    the host offers the same code, ½ if the host offers a move made against it in a documented case, else 0. An asker
    who asks nothing has likeness 0. Stage: the host one ahead 1, two or three ahead 0.7, the same 0.6, behind 0.2;
    0.6 where a stage is not known.

    >>> from workshop.model.matching import Peer, Settled
    >>> asker = Peer("a", stage="1.0", asks=("O3", "O7"))
    >>> fit(asker, Peer("h", stage="2.0", offers=frozenset({"O3"})), Settled(), {}).value  # 1 of 1½, one ahead
    0.6666666666666666
    """
    asks = tuple(dict.fromkeys(asker.asks))
    shared = tuple(code for code in asks if code in host.offers)
    by_move = tuple(
        (code, move)
        for code in asks
        if code not in host.offers
        for move in sorted(host.offers)
        if code in known.get(move, ())
    )
    near = {code for code, _ in by_move}
    weights = {code: LATER if place else 1.0 for place, code in enumerate(asks)}
    covered = sum(
        weight * (1.0 if code in shared else BY_MOVE if code in near else 0.0)
        for code, weight in weights.items()
    )
    likeness = covered / sum(weights.values()) if weights else 0.0
    ahead = stages_ahead(asker.stage, host.stage)
    met = min(1.0, max(0.0, settled.met.get(both(asker.id, host.id), 0.0)))
    stage = stage_factor(ahead)
    return Fit(likeness * stage * (1 - met), likeness, stage, met, shared, by_move, ahead)


def stages_ahead(asker: str | None, host: str | None) -> int | None:
    """How many stages the host is ahead of the asker; None where one is not known.

    >>> stages_ahead("1.0", "3.0")
    2
    """
    if asker is None or host is None:
        return None
    return STAGES.index(host) - STAGES.index(asker)


def stage_factor(ahead: int | None) -> float:
    """The factor for a difference in stage: one ahead counts most, because the host still remembers it."""
    if ahead is None:
        return UNKNOWN_STAGE
    if ahead < 0:
        return BEHIND
    return {0: SAME_STAGE, 1: ONE_AHEAD}.get(ahead, FURTHER_AHEAD)
