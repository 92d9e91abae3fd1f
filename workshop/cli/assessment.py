"""Commands about levels people gave: positions, agreement of raters, then and now, the pilot of a rubric."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from workshop.assessment.across import across
from workshop.assessment.matrix import agreement as agree
from workshop.assessment.pilot import pilot as compare_occasions
from workshop.assessment.pilot_stages import stages_compared
from workshop.assessment.reading import RoleName
from workshop.assessment.scoring import assess as positions_of
from workshop.assessment.shift import not_repeated, same_raters
from workshop.assessment.shift import shift as shifts
from workshop.cli import assessment_shapes as shapes
from workshop.cli import sources
from workshop.cli.assessment_text import Told, assessment_text
from workshop.cli.coefficient_text import agreement_text
from workshop.cli.frame import Frame, frame_of
from workshop.cli.repeat_text import pilot_text, shift_text
from workshop.errors import InputError, Where
from workshop.learning.vocabulary import load_vocabularies
from workshop.model.rating import Rating
from workshop.report.assessment_xlsx import Positions, assessment_csv, assessment_xlsx
from workshop.report.ratings_csv import facets_csv
from workshop.text import say

Option = typer.Option
Argument = typer.Argument
RubricOption = Annotated[str | None, Option("--rubric")]

WRITERS: dict[str, Callable[[Positions], bytes]] = {".xlsx": assessment_xlsx, ".csv": assessment_csv}


def assess(
    context: typer.Context,
    answers: Annotated[Path, Argument()],
    rubric: RubricOption = None,
    result: Annotated[Path | None, Option("--out")] = None,
    facets: Annotated[Path | None, Option("--facets")] = None,
) -> None:
    frame = frame_of(context)
    # Before anything is computed: a wrong name should not cost a wait.
    write = _writer(result, answers) if result else None
    if facets:
        _not_the_same(facets, answers)
    if facets and result and facets.resolve() == result.resolve():
        raise InputError("cli.out_twice", Where(str(facets)))
    with frame.working(say(frame.language, "cli.work.assess")):
        chosen, ratings = sources.ratings(answers, frame.settings.content, rubric)
        results = positions_of(ratings, chosen)
        over = across(ratings, chosen)
        found = Positions(chosen, results, over, frame.language, _role_name(frame))
        if result and write:
            _written(frame, result, write(found))
        if facets:
            _written(frame, facets, facets_csv(ratings))
    by_community: dict[str, list[Rating]] = defaultdict(list)
    for rating in ratings:
        by_community[rating.community].append(rating)
    told = assessment_text(Told(found, by_community))
    frame.show(shapes.assessment(chosen, results, over, frame.language), told)


def agreement(context: typer.Context, table: Annotated[Path, Argument()]) -> None:
    frame = frame_of(context)
    matrix = sources.matrix(table)
    with frame.working(say(frame.language, "cli.work.agreement")):
        found = agree(matrix)
    frame.show(shapes.agreement(found), agreement_text(found, frame.language))


def shift(
    context: typer.Context,
    then: Annotated[Path, Argument()],
    now: Annotated[Path, Argument()],
    same: Annotated[bool, Option("--same-raters")] = False,
    rubric: RubricOption = None,
) -> None:
    frame = frame_of(context)
    chosen, before = sources.ratings(then, frame.settings.content, rubric)
    other, after = sources.ratings(now, frame.settings.content, rubric)
    if chosen.key != other.key:
        raise InputError("cli.shift_versions", Where(now.name), then=chosen.key, now=other.key)
    once = not_repeated(before, after)
    if same:
        before, after = same_raters(before, after)
    found = shifts(before, after, chosen)
    frame.show(
        shapes.shift(chosen, found, once, same_raters=same), shift_text(chosen, found, once, frame.language)
    )


def pilot(context: typer.Context, table: Annotated[Path, Argument()], rubric: RubricOption = None) -> None:
    frame = frame_of(context)
    chosen, occasions = sources.occasions(table, frame.settings.content, rubric)
    found = compare_occasions(occasions, chosen)
    # The same people both times: else a stage could move because somebody stayed away.
    again = stages_compared(*same_raters(occasions["test"], occasions["retest"]), chosen)
    asked = stages_compared(occasions["test"], occasions["interview"], chosen)
    frame.show(
        shapes.pilot(chosen, found, again, asked), pilot_text(chosen, found, again, asked, frame.language)
    )


def _role_name(frame: Frame) -> RoleName:
    """What a role is called; one a table made up keeps its own word."""
    roles = load_vocabularies(frame.settings.content / "data" / "vocabularies").roles

    def name(role: str) -> str:
        if not role:
            return say(frame.language, "assess.no_role")
        return roles.name(role, frame.language) if role in roles.codes else role

    return name


def _writer(result: Path, answers: Path) -> Callable[[Positions], bytes]:
    if result.suffix.lower() not in WRITERS:
        raise InputError("cli.out_kind", Where(str(result)))
    _not_the_same(result, answers)
    return WRITERS[result.suffix.lower()]


def _not_the_same(result: Path, answers: Path) -> None:
    if result.resolve() == answers.resolve():
        raise InputError("cli.out_is_input", Where(str(result)))


def _written(frame: Frame, path: Path, data: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    except OSError as error:
        raise InputError("cli.unwritable", Where(str(path)), detail=str(error.strerror)) from error
    frame.note(say(frame.language, "cli.written", file=str(path)))
