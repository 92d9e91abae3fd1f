"""`mengya assess`: positions of communities, computed from a table of levels."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated

import typer

from workshop.assessment.reliability.reliability_summary import ReliabilitySummary, reliability_summary
from workshop.assessment.reliability.reliability_text import RoleName
from workshop.assessment.rubric.rubric import Rubric
from workshop.assessment.scoring.scoring import CommunityResult, DimensionResult
from workshop.assessment.scoring.scoring import assess as positions_of
from workshop.base.errors import InputError, Where
from workshop.base.text import Language, say
from workshop.cli import rating_tables
from workshop.cli.assessment_text import RatedPositions, assessment_text
from workshop.cli.frame import Frame, Json, frame_of
from workshop.cli.output import plain
from workshop.cli.sources import notes_shape, tell
from workshop.learning.cases.vocabulary import load_vocabularies
from workshop.model.rating import Rating
from workshop.report.assessment_xlsx import Positions, anchor_of, assessment_csv, assessment_xlsx
from workshop.report.ratings_csv import facets_csv

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
    # Checked before anything is computed: a wrong name should not cost a wait.
    write = _writer(result, answers) if result else None
    if facets:
        _not_the_same(facets, answers)
    if facets and result and facets.resolve() == result.resolve():
        raise InputError("cli.out_twice", Where(str(facets)))
    with frame.working(say(frame.language, "cli.work.assess")):
        chosen, ratings, notes = rating_tables.ratings(answers, frame.settings.content, rubric)
        results = positions_of(ratings, chosen)
        over = reliability_summary(ratings, chosen)
        position_set = Positions(chosen, results, over, frame.language, _role_name(frame))
        if result and write:
            _written(frame, result, write(position_set))
        if facets:
            _written(frame, facets, facets_csv(ratings))
    tell(frame, notes)
    by_community: dict[str, list[Rating]] = defaultdict(list)
    for rating in ratings:
        by_community[rating.community].append(rating)
    frame.show(
        lambda: {**_shape(chosen, results, over, frame.language), "notes": notes_shape(frame, notes)},
        lambda: assessment_text(RatedPositions(position_set, by_community)),
    )


def _shape(
    rubric: Rubric, results: Sequence[CommunityResult], over: ReliabilitySummary, language: Language
) -> dict[str, Json]:
    """`warnings` are the cautions over all communities, under the name other commands use."""
    return {
        "rubric": rubric_shape(rubric),
        "communities": [_community(result, rubric, language) for result in results],
        "across": _across(over),
        "warnings": list(over.cautions),
    }


def rubric_shape(rubric: Rubric) -> dict[str, Json]:
    """The rubric the levels were given on."""
    return {"id": rubric.id, "version": rubric.version, "hypothesis": rubric.hypothesis}


def _community(result: CommunityResult, rubric: Rubric, language: Language) -> dict[str, Json]:
    return {
        **plain(result, only={"community", "raters", "next_stage", "missing", "role_gaps", "cautions"}),
        **stage_shape(result),
        "roles": dict(result.roles),
        "shares": dict(result.shares),
        "gates": dict(result.gates),
        "shown_as": result.shown_as,
        "dimensions": [_dimension(one) for one in result.dimensions],
        "next_stage_hypothesis": result.next_stage in rubric.hypothesis_stages,
        "next_anchors": [
            {**plain(one), "text": anchor_of(rubric, one).text.of(language)} for one in result.next_anchors
        ],
    }


def stage_shape(result: CommunityResult) -> dict[str, Json]:
    """The stage of a community, as far as it is known."""
    return {
        **plain(result, only={"stage", "between", "share_at_stage"}),
        "hypothesis": result.hypothesis,
    }


def _dimension(dimension_result: DimensionResult) -> dict[str, Json]:
    return {
        **plain(dimension_result),
        "by_role": {role: list(levels) for role, levels in dimension_result.by_role},
    }


def _across(over: ReliabilitySummary) -> dict[str, Json]:
    listed = {"severities", "role_differences", "role_adjusted", "k0"}
    return {
        **plain(over, without=listed),
        "raters_per_community": over.k0,
        "severity": None if over.severity is None else dict(over.severity),
        "readings": dict(over.readings),
        "severity_detail": plain(over.severities, without={"connected", "cautions"}),
        "role_differences": [
            {**plain(one), "by_community": dict(one.by_community)} for one in over.role_differences
        ],
        "role_adjusted": None
        if over.role_adjusted is None
        else {
            "communities": dict(over.role_adjusted.communities),
            "roles": dict(over.role_adjusted.roles),
        },
    }


def _role_name(frame: Frame) -> RoleName:
    """The name of a role; one introduced by a table keeps its own word."""
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
