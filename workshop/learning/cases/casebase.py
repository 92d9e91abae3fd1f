"""The case base: case files validated on loading, migrated to the current word lists and given back in one language.

Nothing is taken from a folder with a fault in it. Cases whose source could not be traced are kept and marked, but left
out of suggestions (`trusted`) unless a caller asks for them.

Migration: each code follows its successors (`replaced_by`). Codes are never deleted or given another meaning, so what
was coded years ago can always be read. Where two codes became one, the new one claims only what was said of both.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from workshop.base.content import load
from workshop.base.errors import ContentError, InputError, SeveralErrors, Where
from workshop.base.text import Language
from workshop.learning.cases.case_file import CaseCheck, CaseText
from workshop.learning.cases.vocabulary import Vocabularies, Vocabulary, each, load_vocabularies
from workshop.model.case import Case, CaseStep, Move, Outcome

GOT_THROUGH = frozenset({Outcome.PASSED, Outcome.PARTLY})


def migrated_case(case: Case, vocabularies: Vocabularies) -> Case:
    """The case migrated to the word lists of `vocabularies`, with their version.

    Raises ContentError `vocabulary.unknown_code` naming the nearest code, `vocabulary.replaced_by` for successors that
    run in a circle.
    """
    words = vocabularies
    return replace(
        case,
        setting=words.settings.entry(case.setting).code if case.setting is not None else None,
        obstacles=followed(words.obstacles, case.obstacles),
        assets=frozenset(followed(words.assets, case.assets)),
        moves=tuple(_migrated_move(move, words) for move in case.moves),
        first_steps=tuple(_migrated_step(step, words) for step in case.first_steps),
        outcomes=_outcomes(case.outcomes, words.obstacles),
        would_not_work_without=frozenset(followed(words.assets, case.would_not_work_without)),
        vocabulary=words.version,
    )


def followed(vocabulary: Vocabulary, codes: Iterable[str]) -> tuple[str, ...]:
    """Each code's current successor, in the order given, without duplicates. Raises as `migrated_case`."""
    return tuple(dict.fromkeys(vocabulary.entry(code).code for code in codes))


def joined(outcomes: Iterable[Outcome]) -> Outcome:
    """The merged outcome of an obstacle that used to be several.

    >>> joined([Outcome.PASSED, Outcome.NOT]).value
    'partly'
    """
    distinct = set(outcomes)
    if len(distinct) == 1:
        return distinct.pop()
    if distinct & GOT_THROUGH:
        return Outcome.PARTLY
    return Outcome.NOT


def _migrated_move(move: Move, words: Vocabularies) -> Move:
    return replace(
        move,
        code=words.moves.entry(move.code).code,
        needs=frozenset(followed(words.assets, move.needs)),
        against=followed(words.obstacles, move.against),
    )


def _migrated_step(step: CaseStep, words: Vocabularies) -> CaseStep:
    return replace(
        step,
        against=words.obstacles.entry(step.against).code,
        move=words.moves.entry(step.move).code,
        done=frozenset(followed(words.assets, step.done)),
    )


def _outcomes(
    outcomes: tuple[tuple[str, Outcome], ...], obstacles: Vocabulary
) -> tuple[tuple[str, Outcome], ...]:
    together: dict[str, list[Outcome]] = {}
    for code, outcome in outcomes:
        together.setdefault(obstacles.entry(code).code, []).append(outcome)
    return tuple((code, joined(found)) for code, found in together.items())


def cases(folder: Path, language: Language, vocabularies: Vocabularies | None = None) -> tuple[Case, ...]:
    """Every case in `folder` in one language, by id, migrated to the current word lists.

    Raises ContentError (several as SeveralErrors): `cases.no_folder`, `cases.none`, or what is wrong
    in a file. Nothing is taken from a folder that has a fault.
    """
    words = vocabularies if vocabularies is not None else load_vocabularies()
    case_texts: list[CaseText] = []
    problems: list[InputError] = []
    for path in case_files(folder):
        try:
            case_texts.append(load_case(path, words))
        except InputError as error:
            problems.extend(each(error))
    if problems:
        raise SeveralErrors(problems) if len(problems) > 1 else problems[0]
    loaded = (text.in_language(language) for text in sorted(case_texts, key=lambda text: text.id))
    return tuple(migrated_case(case, words) for case in loaded)


def trusted(candidates: Iterable[Case]) -> tuple[Case, ...]:
    """The cases a suggestion may rest on by default: those whose source was traced."""
    return tuple(case for case in candidates if not case.unverified)


def case_files(folder: Path) -> tuple[Path, ...]:
    """The case files of `folder`. Raises ContentError `cases.no_folder` or `cases.none`."""
    if not folder.is_dir():
        raise ContentError("cases.no_folder", Where(str(folder)))
    paths = tuple(sorted(folder.glob("*.toml")))
    if not paths:
        raise ContentError("cases.none", Where(str(folder)))
    return paths


def load_case(path: Path, vocabularies: Vocabularies) -> CaseText:
    """One case file, validated against its model, the vocabularies and itself. Raises ContentError."""
    case = load(path, CaseText)
    problems = CaseCheck(path, case, vocabularies).problems()
    if problems:
        raise SeveralErrors(problems) if len(problems) > 1 else problems[0]
    return case
