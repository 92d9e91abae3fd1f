"""The case base: case files checked at the door and given back in one language.

Nothing is taken from a folder with a fault in it. Cases whose source could not be traced are kept, marked, and left
out of suggestions (`trusted`) unless somebody asks for them.

Carrying cases and askers from older word lists to those of now: each code follows its successors.

Codes are never deleted or given another meaning, so what was coded years ago can always be read. Where two codes
became one, nothing is claimed of the new one that was not said of both.
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
        moves=tuple(_migrated_move(move, words) for move in case.moves),
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


def _migrated_move(move: Move, words: Vocabularies) -> Move:
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


def cases(folder: Path, language: Language, vocabularies: Vocabularies | None = None) -> tuple[Case, ...]:
    """Every case in `folder` in one language, by id, in the words of the lists as they are now.

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
    told = (text.told(language) for text in sorted(case_texts, key=lambda text: text.id))
    return tuple(migrated_case(case, words) for case in told)


def trusted(found: Iterable[Case]) -> tuple[Case, ...]:
    """The cases a suggestion may rest on unless somebody asks for all: not those whose source was never traced."""
    return tuple(case for case in found if not case.unverified)


def case_files(folder: Path) -> tuple[Path, ...]:
    """The case files of `folder`. Raises ContentError `cases.no_folder` or `cases.none`."""
    if not folder.is_dir():
        raise ContentError("cases.no_folder", Where(str(folder)))
    found = tuple(sorted(folder.glob("*.toml")))
    if not found:
        raise ContentError("cases.none", Where(str(folder)))
    return found


def load_case(path: Path, vocabularies: Vocabularies) -> CaseText:
    """One case file, checked against its model, the vocabularies and itself. Raises ContentError."""
    case = load(path, CaseText)
    problems = CaseCheck(path, case, vocabularies).problems()
    if problems:
        raise SeveralErrors(problems) if len(problems) > 1 else problems[0]
    return case
