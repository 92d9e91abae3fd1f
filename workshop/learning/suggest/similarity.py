"""Global similarity of a case and an asker: the weighted mean of local similarities, with every part kept.

The total and its parts live in one value, so that explaining a suggestion is reading it, not computing it again.
It orders cards and nothing else: it is never shown to a person as a percentage.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, TypeVar

from workshop.learning.cases.weights import ATTRIBUTES, Attribute, Weights
from workshop.learning.suggest.local_similarity import (
    AssetCoverage,
    LogSize,
    ObstacleCoverage,
    Ordinal,
    SettingTable,
    StageLadder,
)
from workshop.model.case import Asker, Case, Move

T = TypeVar("T")

# How many moves a card has room for.
MOVES_MOST, MOVES_LEAST = 4, 2


class AttributeVerdict(StrEnum):
    """How an attribute of the two compares, in the words of a card."""

    SAME = "same"
    DIFFERENT = "different"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Part:
    """One attribute. `likeness` is its local similarity, None where the asker did not say (then it does not count);
    `expected` marks a value the case does not give, for which the base's expected similarity is used.
    """

    attribute: Attribute
    weight: float
    likeness: float | None
    verdict: AttributeVerdict
    expected: bool = False


@dataclass(frozen=True, slots=True)
class CaseSimilarity:
    """The total and what it is made of: total = (attributes and words, mixed by their shares) × kept."""

    case: str
    total: float
    attributes: float | None  # weighted mean of the parts; None when the asker gave no attribute
    words: float | None  # scaled within the base; None when the asker's words do not count
    words_share: float
    kept: float  # factor: 1, less a penalty for moves that need something the asker lacks
    parts: tuple[Part, ...]
    needs_missing: tuple[str, ...]

    def with_verdict(self, verdict: AttributeVerdict) -> tuple[Attribute, ...]:
        """The attributes with this verdict."""
        return tuple(part.attribute for part in self.parts if part.verdict is verdict)

    def part(self, attribute: Attribute) -> Part:
        """The part of one attribute."""
        return next(part for part in self.parts if part.attribute == attribute)

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why this case was retrieved: at most two of the attributes that are the same, or `words`, largest share
        first."""
        counted = sum(part.weight for part in self.parts if part.likeness is not None)
        share = 1 - self.words_share
        pulls = [
            (share * part.weight * part.likeness / counted, part.attribute)
            for part in self.parts
            if part.verdict is AttributeVerdict.SAME and part.likeness is not None
        ]
        named: list[tuple[float, str]] = [*pulls, (self.words_share * (self.words or 0.0), "words")]
        return tuple(name for pull, name in sorted(named, key=lambda one: -one[0])[:2] if pull > 0)


class PreparedCases:
    """A case base prepared for repeated queries: the comparison of one answer with every case is computed once."""

    def __init__(self, cases: Sequence[Case], weights: Weights) -> None:
        self.cases, self.weights = cases, weights
        self._measures = _Measures.of(weights)
        self._columns: dict[tuple[Attribute, object], tuple[Part, ...]] = {}
        self._sieved: dict[tuple[int, tuple[str, ...], frozenset[str]], tuple[float, tuple[str, ...]]] = {}
        self._needs = tuple(frozenset[str]().union(*(move.needs for move in case.moves)) for case in cases)

    def similarities(self, asker: Asker, words: Mapping[str, float]) -> dict[str, CaseSimilarity]:
        """The similarity of every case to the asker, by case id.

        `words` is the similarity of the asker's words to each case's `stuck` text; it counts only if the best reaches
        `weights.text_floor`, and is then scaled so that the best is 1. A value the case does not give is imputed: the
        mean over the cases that give it, with one pseudo-case of ½ so that unknown is never 0 or 1.
        """
        best = max(words.values(), default=0.0)
        heard = best > 0 and best >= self.weights.text_floor
        rows = zip(*(self._column(attribute, asker) for attribute in ATTRIBUTES), strict=True)
        results = {}
        for number, (case, parts) in enumerate(zip(self.cases, rows, strict=True)):
            kept, missing = self._sieve(number, asker)
            scaled = words.get(case.id, 0.0) / best if heard else None
            results[case.id] = _combined(case.id, self.weights.text_share, parts, scaled, kept, missing)
        return results

    def _sieve(self, number: int, asker: Asker) -> tuple[float, tuple[str, ...]]:
        """The factor for what the asker lacks; computed only where something may be lacking."""
        if asker.assets is None or self._needs[number] <= asker.assets:
            return 1.0, ()
        key = (number, asker.obstacles, asker.assets & self._needs[number])
        if key not in self._sieved:
            self._sieved[key] = _sieve(asker, self.cases[number], self.weights)
        return self._sieved[key]

    def _column(self, attribute: Attribute, asker: Asker) -> tuple[Part, ...]:
        """One answer of the asker against every case."""
        answer = answers(asker)[attribute]
        if (attribute, answer) not in self._columns:
            weight = self.weights.attributes.of(attribute)
            pairs = [_pair_of(attribute, asker, case, self._measures) for case in self.cases]
            known = [pair.likeness for pair in pairs if pair.likeness is not None]
            expected = (sum(known) + 0.5) / (len(known) + 1) if answer is not None else None
            # There are few distinct values, so each part is made once.
            parts = {pair: _part(attribute, weight, pair, expected) for pair in set(pairs)}
            self._columns[attribute, answer] = tuple(parts[pair] for pair in pairs)
        return self._columns[attribute, answer]


def answers(asker: Asker) -> dict[Attribute, object]:
    """What the asker answered, by attribute; None where not asked."""
    return {
        "obstacles": asker.obstacles or None,
        "stage": asker.stage,
        "setting": asker.setting,
        "support": asker.committee_support,
        "familiarity": asker.familiarity,
        "households": asker.households,
        "groups": asker.groups,
        "assets": asker.assets,
    }


def moves_for(case: Case, obstacles: Sequence[str]) -> tuple[Move, ...]:
    """Two to four moves for a card, in the case's order: those against the asker's obstacles; if they are fewer
    than two, the lead and then the others in order."""
    if len(case.moves) <= MOVES_LEAST:
        return case.moves
    against = [move for code in obstacles for move in case.moves if code in move.against]
    leads = [move for move in case.moves if move.lead]
    meant = list(dict.fromkeys(against))
    filled = list(dict.fromkeys([*against, *leads, *case.moves]))
    chosen = filled[: min(MOVES_MOST, max(MOVES_LEAST, len(meant)))]
    return tuple(move for move in case.moves if move in chosen)


def lead_for(case: Case, obstacles: Sequence[str]) -> str:
    """The code of this case's lead move for this asker: its lead if that met the obstacle."""
    meant = [move for code in obstacles for move in case.moves if code in move.against]
    leads = [move for move in meant if move.lead] or meant or [move for move in case.moves if move.lead]
    return leads[0].code if leads else case.moves[0].code


class _Pair(NamedTuple):
    """One attribute of an asker and a case; None where either does not say."""

    likeness: float | None
    same: bool


@dataclass(frozen=True)
class _Measures:
    """The local similarity of each kind of attribute, with the numbers of the weights file."""

    obstacles: ObstacleCoverage
    stage: StageLadder
    setting: SettingTable
    level: Ordinal
    size: LogSize
    assets: AssetCoverage

    @classmethod
    def of(cls, weights: Weights) -> _Measures:
        pairs = tuple((pair.between[0], pair.between[1], pair.likeness) for pair in weights.settings)
        return cls(
            obstacles=ObstacleCoverage(weights.later_obstacle),
            stage=StageLadder(weights.stage.one_below, weights.stage.one_above),
            setting=SettingTable(pairs, weights.other_setting),
            level=Ordinal(),
            size=LogSize(weights.size_span),
            assets=AssetCoverage(),
        )


def _pair_of(attribute: Attribute, asker: Asker, case: Case, measures: _Measures) -> _Pair:
    match attribute:
        case "obstacles":
            cover = measures.obstacles
            return _pair(asker.obstacles or None, case.obstacles or None, cover, cover.same_from)
        case "stage":
            return _pair(asker.stage, case.stage, measures.stage, measures.stage.same_from)
        case "setting":
            return _pair(asker.setting, case.setting, measures.setting, measures.setting.same_from)
        case "support":
            mine, theirs = asker.committee_support, case.committee_support
            return _pair(mine, theirs, measures.level, measures.level.same_from)
        case "familiarity":
            return _pair(asker.familiarity, case.familiarity, measures.level, measures.level.same_from)
        case "households":
            return _pair(asker.households, case.households, measures.size, measures.size.same_from)
        case "groups":
            return _pair(asker.groups, case.groups, measures.size, measures.size.same_from)
        case "assets":
            return _pair(asker.assets, case.assets or None, measures.assets, measures.assets.same_from)


def _pair(mine: T | None, theirs: T | None, measure: Callable[[T, T], float], same_from: float) -> _Pair:
    if mine is None or theirs is None:
        return _Pair(None, same=False)
    similarity = measure(mine, theirs)
    return _Pair(similarity, same=similarity >= same_from)


def _part(attribute: Attribute, weight: float, pair: _Pair, expected: float | None) -> Part:
    """`expected` is imputed where the case does not say; it is None where the asker did not."""
    if pair.likeness is None:
        return Part(attribute, weight, expected, AttributeVerdict.UNKNOWN, expected=expected is not None)
    return Part(
        attribute, weight, pair.likeness, AttributeVerdict.SAME if pair.same else AttributeVerdict.DIFFERENT
    )


def _combined(
    case: str,
    text_share: float,
    parts: tuple[Part, ...],
    words: float | None,
    kept: float,
    missing: tuple[str, ...],
) -> CaseSimilarity:
    total_weight = weighed = 0.0
    for part in parts:
        if part.likeness is not None:
            total_weight += part.weight
            weighed += part.weight * part.likeness
    attributes = weighed / total_weight if total_weight else None
    heard = text_share if words is not None else 0.0
    share = heard if attributes is not None else 1.0
    mixed = (1 - share) * (attributes or 0.0) + share * (words or 0.0)
    return CaseSimilarity(case, min(1.0, mixed * kept), attributes, words, share, kept, parts, missing)


def _sieve(asker: Asker, case: Case, weights: Weights) -> tuple[float, tuple[str, ...]]:
    """The factor, and the assets missing, when some of a case's moves need what the asker lacks."""
    if asker.assets is None:
        return 1.0, ()
    moves = moves_for(case, asker.obstacles)
    missing = [move.needs - asker.assets for move in moves]
    blocked = sum(bool(needs) for needs in missing) / len(moves)
    return 1 - weights.missing_need * blocked, tuple(sorted(frozenset().union(*missing)))
