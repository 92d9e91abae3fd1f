"""The case base: case files checked at the door and given back in one language.

Nothing is taken from a folder with a fault in it. Cases whose source could not be traced are kept, marked, and left
out of suggestions (`trusted`) unless somebody asks for them.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from workshop.content import load
from workshop.errors import ContentError, InputError, SeveralErrors, Where
from workshop.learning.case_check import CaseCheck
from workshop.learning.case_text import CaseText
from workshop.learning.migration import migrated_case
from workshop.learning.vocabulary import Vocabularies, each, load_vocabularies
from workshop.model.case import Case
from workshop.text import Language


def cases(folder: Path, language: Language, vocabularies: Vocabularies | None = None) -> tuple[Case, ...]:
    """Every case in `folder` in one language, by id, in the words of the lists as they are now.

    Raises ContentError (several as SeveralErrors): `cases.no_folder`, `cases.none`, or what is wrong
    in a file. Nothing is taken from a folder that has a fault.
    """
    words = vocabularies if vocabularies is not None else load_vocabularies()
    found: list[CaseText] = []
    problems: list[InputError] = []
    for path in case_files(folder):
        try:
            found.append(load_case(path, words))
        except InputError as error:
            problems.extend(each(error))
    if problems:
        raise SeveralErrors(problems) if len(problems) > 1 else problems[0]
    told = (text.told(language) for text in sorted(found, key=lambda text: text.id))
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
