"""Carrying cases and askers from older word lists to those of now: each code follows its successors.

Codes are never deleted or given another meaning, so what was coded years ago can always be read. Where two codes
became one, nothing is claimed of the new one that was not said of both.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from workshop.learning.vocabulary import Vocabularies, Vocabulary
from workshop.model.case import Case, Move, Outcome

GOT_THROUGH = frozenset({Outcome.PASSED, Outcome.PARTLY})


def migrated_case(case: Case, vocabularies: Vocabularies) -> Case:
    """The case in the words of `vocabularies`, with their version.

    Raises ContentError `vocabulary.unknown_code` naming the nearest code, `vocabulary.replaced_by` for successors
    that run in a circle.
    """
    words = vocabularies
    return replace(
        case,
        setting=words.settings.entry(case.setting).code if case.setting is not None else None,
        obstacles=followed(words.obstacles, case.obstacles),
        assets=frozenset(followed(words.assets, case.assets)),
        moves=tuple(_move(move, words) for move in case.moves),
        outcomes=_outcomes(case.outcomes, words.obstacles),
        would_not_work_without=frozenset(followed(words.assets, case.would_not_work_without)),
        vocabulary=words.version,
    )


def followed(vocabulary: Vocabulary, codes: Iterable[str]) -> tuple[str, ...]:
    """Each code's successor in use, in the order given, once. Raises as `migrated_case`."""
    return tuple(dict.fromkeys(vocabulary.entry(code).code for code in codes))


def joined(outcomes: Iterable[Outcome]) -> Outcome:
    """What became of an obstacle that used to be several.

    >>> joined([Outcome.PASSED, Outcome.NOT]).value
    'partly'
    """
    found = set(outcomes)
    if len(found) == 1:
        return found.pop()
    if found & GOT_THROUGH:
        return Outcome.PARTLY
    return Outcome.NOT


def _move(move: Move, words: Vocabularies) -> Move:
    return replace(
        move,
        code=words.moves.entry(move.code).code,
        needs=frozenset(followed(words.assets, move.needs)),
        against=followed(words.obstacles, move.against),
    )


def _outcomes(
    outcomes: tuple[tuple[str, Outcome], ...], obstacles: Vocabulary
) -> tuple[tuple[str, Outcome], ...]:
    together: dict[str, list[Outcome]] = {}
    for code, outcome in outcomes:
        together.setdefault(obstacles.entry(code).code, []).append(outcome)
    return tuple((code, joined(found)) for code, found in together.items())
