"""The beginning of a pattern for a person to finish: what the cases say is filled in, why and where not is left empty.

An unfinished draft is refused by `patternbase.read_pattern` with every text that is still to be written.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from workshop.content import Words
from workshop.errors import InputError
from workshop.learning.coverage import STAGES
from workshop.learning.patternbase import (
    EvidenceText,
    FirstStepText,
    LimitsText,
    MechanismText,
    PatternText,
    bears,
    pattern_text,
    read_pattern,
)
from workshop.learning.patterns import Row
from workshop.learning.vocabulary import Vocabularies, each
from workshop.model.case import Case
from workshop.model.pattern import Bearing

EMPTY = Words(zh="", en="")
DAYS = 30
ROLES = (Bearing.SUPPORTS, Bearing.PARTIAL, Bearing.CONTRADICTS)  # the first that fits


def draft_pattern(id: str, row: Row, cases: Sequence[Case]) -> PatternText:
    """A pattern begun from a row of the table: obstacle, move, the cases with what each says, and their stages.

    Every sentence is empty. Without a case whose stage is known all stages are given, for the writer to narrow.
    """
    tried = row.tried
    evidence = [
        *((case, Bearing.SUPPORTS) for case in tried.passed),
        *((case, Bearing.PARTIAL) for case in tried.partly),
        *((case, Bearing.CONTRADICTS) for case in tried.failed),
    ]
    named = {case for case, _ in evidence}
    met = {case.stage for case in cases if case.id in named}
    stages = tuple(stage for stage in STAGES if stage in met)
    return PatternText.model_construct(
        id=id,
        version=1,
        author=EMPTY,
        reviewed=None,
        name=EMPTY,
        obstacle=row.obstacle,
        moves=(row.move,),
        stages=stages or STAGES,
        conditions=EMPTY,
        ask_them=EMPTY,
        mechanism=MechanismText(offered=EMPTY, changed=EMPTY),
        limits=LimitsText(people=EMPTY, action=EMPTY, surroundings=EMPTY, handover=EMPTY),
        first_step=FirstStepText(when=EMPTY, then=EMPTY, within_days=DAYS, who=EMPTY),
        evidence=tuple(EvidenceText(case=case, role=role) for case, role in evidence),
        trials=(),
    )


def evidence_in(
    cases: Sequence[Case], obstacle: str, moves: Sequence[str], kept: Sequence[EvidenceText] = ()
) -> tuple[EvidenceText, ...]:
    """Every case that used one of the moves against the obstacle and whose outcome is known, with what it says.

    `kept` stays as it was written (a passed case may be called partial, with a note) where the case still bears it.
    Those that passed come first, then in part, then those that did not.
    """
    written = {one.case: one for one in kept}
    found: list[EvidenceText] = []
    for case in sorted(cases, key=lambda one: one.id):
        before = written.get(case.id)
        if before is not None and bears(case, before.role, obstacle, moves):
            found.append(before)
            continue
        role = next((role for role in ROLES if bears(case, role, obstacle, moves)), None)
        if role is not None:
            found.append(EvidenceText(case=case.id, role=role))
    return tuple(sorted(found, key=lambda one: (ROLES.index(one.role), one.case)))


def pattern_problems(
    pattern: PatternText, cases: Sequence[Case], vocabularies: Vocabularies
) -> tuple[InputError, ...]:
    """Everything that keeps a draft from being a pattern file, with the field in `where.key`; none if it is one."""
    try:
        read_pattern(pattern_text(pattern), Path(f"{pattern.id}.toml"), cases, vocabularies)
    except InputError as error:
        return each(error)
    return ()
