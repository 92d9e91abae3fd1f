"""Two cases side by side: what is the same, what differs, what is unknown of one of them, and their moves.

It does not say which is better: two places that went different ways are what there is to talk about.
"""

from __future__ import annotations

from dataclasses import dataclass

from workshop.learning.cases.weights import ATTRIBUTES, Attribute
from workshop.learning.suggest.similarity import AttributeVerdict
from workshop.model.case import Case, Move

# Sizes up to this many times apart count as the same.
ALIKE_IN_SIZE = 2


@dataclass(frozen=True)
class Shared:
    """Codes of two sets: those in both, and those in only one, each in the order of its case."""

    both: tuple[str, ...]
    left: tuple[str, ...]
    right: tuple[str, ...]


@dataclass(frozen=True)
class MoveRow:
    """The moves of one kind in either case; empty for a case that made none of the kind."""

    code: str
    left: tuple[Move, ...]
    right: tuple[Move, ...]


@dataclass(frozen=True)
class CasePair:
    """Two cases with every attribute's verdict, in the order attributes are asked."""

    left: Case
    right: Case
    verdicts: tuple[tuple[Attribute, AttributeVerdict], ...]
    obstacles: Shared
    assets: Shared
    moves: tuple[MoveRow, ...]  # those of both first

    def with_verdict(self, verdict: AttributeVerdict) -> tuple[Attribute, ...]:
        """The attributes with this verdict."""
        return tuple(attribute for attribute, own in self.verdicts if own is verdict)


def compare_cases(left: Case, right: Case) -> CasePair:
    """Compare two cases attribute by attribute.

    Stage, setting and levels are the same if equal; sizes if one is at most twice the other; obstacles and assets if
    they share at least one. What one case does not say is unknown, never different; no assets given is unknown too.
    The comparison is symmetric: swapping the cases swaps their sides and changes no verdict.
    """
    return CasePair(
        left,
        right,
        tuple((attribute, _verdict(attribute, left, right)) for attribute in ATTRIBUTES),
        _shared(left.obstacles, right.obstacles),
        _shared(tuple(sorted(left.assets)), tuple(sorted(right.assets))),
        _moves(left, right),
    )


def _verdict(attribute: Attribute, left: Case, right: Case) -> AttributeVerdict:
    match attribute:
        case "obstacles":
            return _overlap(frozenset(left.obstacles), frozenset(right.obstacles))
        case "assets":
            return _overlap(left.assets, right.assets)
        case "stage":
            return _equal(left.stage, right.stage)
        case "setting":
            return _equal(left.setting, right.setting)
        case "support":
            return _equal(left.committee_support, right.committee_support)
        case "familiarity":
            return _equal(left.familiarity, right.familiarity)
        case "households":
            return _near(left.households, right.households)
        case "groups":
            return _near(left.groups, right.groups)


def _equal(left: str | int | None, right: str | int | None) -> AttributeVerdict:
    if left is None or right is None:
        return AttributeVerdict.UNKNOWN
    return AttributeVerdict.SAME if left == right else AttributeVerdict.DIFFERENT


def _near(left: int | None, right: int | None) -> AttributeVerdict:
    if left is None or right is None:
        return AttributeVerdict.UNKNOWN
    return (
        AttributeVerdict.SAME
        if max(left, right) <= ALIKE_IN_SIZE * min(left, right)
        else AttributeVerdict.DIFFERENT
    )


def _overlap(left: frozenset[str], right: frozenset[str]) -> AttributeVerdict:
    if not left or not right:
        return AttributeVerdict.UNKNOWN
    return AttributeVerdict.SAME if left & right else AttributeVerdict.DIFFERENT


def _shared(left: tuple[str, ...], right: tuple[str, ...]) -> Shared:
    return Shared(
        tuple(code for code in left if code in right),
        tuple(code for code in left if code not in right),
        tuple(code for code in right if code not in left),
    )


def _moves(left: Case, right: Case) -> tuple[MoveRow, ...]:
    codes = dict.fromkeys(move.code for case in (left, right) for move in case.moves)
    rows = [
        MoveRow(
            code,
            tuple(move for move in left.moves if move.code == code),
            tuple(move for move in right.moves if move.code == code),
        )
        for code in codes
    ]
    return tuple(sorted(rows, key=lambda row: not (row.left and row.right)))
