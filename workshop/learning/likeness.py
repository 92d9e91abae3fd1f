"""How alike a case and an asker are as a whole, with every part of the figure kept.

The total and its parts live in one value, so that explaining a suggestion is reading it, not computing it again.
It orders cards and nothing else: it is never shown to a person as a percentage.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, TypeVar

from workshop.learning.similarity import (
    AssetCoverage,
    LogSize,
    ObstacleCoverage,
    Ordinal,
    SettingTable,
    StageLadder,
)
from workshop.learning.weights import ATTRIBUTES, Attribute, Weights
from workshop.model.case import Asker, Case, Move

T = TypeVar("T")

# Moves that fit a card.
MOVES_MOST, MOVES_LEAST = 4, 2


class Verdict(StrEnum):
    """How an attribute of the two stands, in the words of a card."""

    SAME = "same"
    DIFFERENT = "different"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Part:
    """One attribute. `likeness` is None where the asker did not say (then it does not count);
    `expected` marks a value the case does not give, for which the base's expected likeness stands."""

    attribute: Attribute
    weight: float
    likeness: float | None
    verdict: Verdict
    expected: bool = False


@dataclass(frozen=True)
class Likeness:
    """The total and what it is made of: total = (attributes and words, mixed by their shares) × kept."""

    case: str
    total: float
    attributes: float | None  # weighted mean of the parts; None when the asker gave no attribute
    words: float | None  # scaled within the base; None when the asker's words say nothing
    words_share: float
    kept: float  # 1, less what moves lose that need something the asker lacks
    parts: tuple[Part, ...]
    needs_missing: tuple[str, ...]

    def with_verdict(self, verdict: Verdict) -> tuple[Attribute, ...]:
        """The attributes that stand so."""
        return tuple(part.attribute for part in self.parts if part.verdict is verdict)

    def part(self, attribute: Attribute) -> Part:
        """The part of one attribute."""
        return next(part for part in self.parts if part.attribute == attribute)

    @property
    def reasons(self) -> tuple[str, ...]:
        """What brought this case up: at most two of the attributes that are the same, or `words`, largest first."""
        counted = sum(part.weight for part in self.parts if part.likeness is not None)
        share = 1 - self.words_share
        pulls = [
            (share * part.weight * part.likeness / counted, part.attribute)
            for part in self.parts
            if part.verdict is Verdict.SAME and part.likeness is not None
        ]
        named: list[tuple[float, str]] = [*pulls, (self.words_share * (self.words or 0.0), "words")]
        return tuple(name for pull, name in sorted(named, key=lambda one: -one[0])[:2] if pull > 0)


def liken(
    asker: Asker, cases: Sequence[Case], weights: Weights, words: Mapping[str, float]
) -> dict[str, Likeness]:
    """Every case's likeness to the asker, by case id.

    `words` is the likeness of the asker's words to each case's `stuck` text; it counts only if the best of them
    reaches `weights.text_floor`, and is then scaled so that the best is 1. A value the case does not give counts
    as expected: the mean over the cases that give it, with one imagined case of ½ so that unknown is never 0 or 1.
    """
    compared = {case.id: _compare(asker, case, weights) for case in cases}
    expected = _expected(compared.values())
    best = max(words.values(), default=0.0)
    heard = best > 0 and best >= weights.text_floor
    whole = {}
    for case in cases:
        parts = tuple(_counted(pair, expected, weights) for pair in compared[case.id])
        scaled = words.get(case.id, 0.0) / best if heard else None
        whole[case.id] = _whole(asker, case, weights, parts, scaled)
    return whole


def moves_for(case: Case, obstacles: Sequence[str]) -> tuple[Move, ...]:
    """Two to four moves for a card, in the case's order: those against the asker's obstacles; if they are fewer
    than two, the lead and then the others in order."""
    against = [move for code in obstacles for move in case.moves if code in move.against]
    leads = [move for move in case.moves if move.lead]
    meant = list(dict.fromkeys(against))
    filled = list(dict.fromkeys([*against, *leads, *case.moves]))
    chosen = filled[: min(MOVES_MOST, max(MOVES_LEAST, len(meant)))]
    return tuple(move for move in case.moves if move in chosen)


def lead_for(case: Case, obstacles: Sequence[str]) -> str:
    """The code of the move this case would be told for to this asker: its lead if that met the obstacle."""
    meant = [move for code in obstacles for move in case.moves if code in move.against]
    leads = [move for move in meant if move.lead] or meant or [move for move in case.moves if move.lead]
    return leads[0].code if leads else case.moves[0].code


class _Pair(NamedTuple):
    """One attribute before the base is known: None where a side does not say. A tuple, as thousands are made."""

    attribute: Attribute
    asked: bool
    likeness: float | None
    same: bool


def _compare(asker: Asker, case: Case, weights: Weights) -> tuple[_Pair, ...]:
    size = LogSize(weights.size_span)
    obstacles = ObstacleCoverage(weights.later_obstacle)
    ladder = StageLadder(weights.stage.one_below, weights.stage.one_above)
    table = SettingTable(
        tuple((pair.between[0], pair.between[1], pair.likeness) for pair in weights.settings),
        weights.other_setting,
    )
    level, assets = Ordinal(), AssetCoverage()
    return (
        _pair("obstacles", asker.obstacles or None, case.obstacles or None, obstacles, obstacles.same_from),
        _pair("stage", asker.stage, case.stage, ladder, ladder.same_from),
        _pair("setting", asker.setting, case.setting, table, table.same_from),
        _pair("support", asker.committee_support, case.committee_support, level, level.same_from),
        _pair("familiarity", asker.familiarity, case.familiarity, level, level.same_from),
        _pair("households", asker.households, case.households, size, size.same_from),
        _pair("groups", asker.groups, case.groups, size, size.same_from),
        _pair("assets", asker.assets, case.assets or None, assets, assets.same_from),
    )


def _pair(
    attribute: Attribute, mine: T | None, theirs: T | None, measure: Callable[[T, T], float], same_from: float
) -> _Pair:
    if mine is None or theirs is None:
        return _Pair(attribute, mine is not None, None, same=False)
    likeness = measure(mine, theirs)
    return _Pair(attribute, True, likeness, same=likeness >= same_from)


def _expected(compared: Iterable[tuple[_Pair, ...]]) -> dict[Attribute, float]:
    """What an unknown value of each attribute counts as; see `liken`."""
    known: dict[Attribute, list[float]] = {attribute: [] for attribute in ATTRIBUTES}
    for pairs in compared:
        for pair in pairs:
            if pair.likeness is not None:
                known[pair.attribute].append(pair.likeness)
    return {attribute: (sum(found) + 0.5) / (len(found) + 1) for attribute, found in known.items()}


def _counted(pair: _Pair, expected: Mapping[Attribute, float], weights: Weights) -> Part:
    weight = weights.attributes.of(pair.attribute)
    if not pair.asked:
        return Part(pair.attribute, weight, None, Verdict.UNKNOWN)
    if pair.likeness is None:
        return Part(pair.attribute, weight, expected[pair.attribute], Verdict.UNKNOWN, expected=True)
    return Part(pair.attribute, weight, pair.likeness, Verdict.SAME if pair.same else Verdict.DIFFERENT)


def _whole(
    asker: Asker, case: Case, weights: Weights, parts: tuple[Part, ...], words: float | None
) -> Likeness:
    counted = [(part.weight, part.likeness) for part in parts if part.likeness is not None]
    total_weight = sum(weight for weight, _ in counted)
    attributes = sum(weight * likeness for weight, likeness in counted) / total_weight if counted else None
    heard = weights.text_share if words is not None else 0.0
    share = heard if attributes is not None else 1.0
    mixed = (1 - share) * (attributes or 0.0) + share * (words or 0.0)
    kept, missing = _sieve(asker, case, weights)
    return Likeness(case.id, min(1.0, mixed * kept), attributes, words, share, kept, parts, missing)


def _sieve(asker: Asker, case: Case, weights: Weights) -> tuple[float, tuple[str, ...]]:
    """What is kept of a case, and the assets missing, when some of its moves need what the asker lacks."""
    if asker.assets is None:
        return 1.0, ()
    moves = moves_for(case, asker.obstacles)
    missing = [move.needs - asker.assets for move in moves]
    blocked = sum(bool(needs) for needs in missing) / len(moves)
    return 1 - weights.missing_need * blocked, tuple(sorted(frozenset().union(*missing)))
