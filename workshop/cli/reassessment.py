"""`mengya shift` and `mengya pilot`: repeated ratings. Change between two times; test–retest reliability and
interview validity.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer

from workshop.assessment.change.pilot import (
    InterviewAgreement,
    Pilot,
    Retest,
    StagesCompared,
    stages_compared,
)
from workshop.assessment.change.pilot import pilot as compare_occasions
from workshop.assessment.change.reassessment import CommunityShift, DimensionShift, not_repeated, same_raters
from workshop.assessment.change.reassessment import shift as shifts
from workshop.assessment.reliability.reliability_text import dimension_name
from workshop.assessment.rubric.rubric import Rubric
from workshop.assessment.scoring.scoring import CommunityResult
from workshop.base.errors import InputError, Where
from workshop.base.text import Language, say
from workshop.cli import rating_tables
from workshop.cli.assessment import RubricOption, rubric_shape, stage_shape
from workshop.cli.frame import Json, frame_of
from workshop.cli.output import grid, plain
from workshop.cli.sources import notes_shape, tell
from workshop.model.privacy import MIN_GROUP
from workshop.report.assessment_xlsx import stage_text

Option = typer.Option
Argument = typer.Argument


def shift(
    context: typer.Context,
    then: Annotated[Path, Argument()],
    now: Annotated[Path, Argument()],
    same: Annotated[bool, Option("--same-raters")] = False,
    rubric: RubricOption = None,
) -> None:
    frame = frame_of(context)
    chosen, before, notes = rating_tables.ratings(then, frame.settings.content, rubric)
    other, after, more = rating_tables.ratings(now, frame.settings.content, rubric)
    if chosen.key != other.key:
        raise InputError("cli.shift_versions", Where(now.name), then=chosen.key, now=other.key)
    once = not_repeated(before, after)
    tell(frame, notes, f"{then.name}: ")
    tell(frame, more, f"{now.name}: ")
    if same:
        before, after = same_raters(before, after)
    community_shifts = shifts(before, after, chosen)
    frame.show(
        lambda: {
            **_shift(chosen, community_shifts, once, same_raters=same),
            "notes": notes_shape(frame, (*notes, *more)),
        },
        lambda: _shift_text(chosen, community_shifts, once, frame.language),
    )


def pilot(context: typer.Context, table: Annotated[Path, Argument()], rubric: RubricOption = None) -> None:
    frame = frame_of(context)
    chosen, occasions, notes = rating_tables.occasions(table, frame.settings.content, rubric)
    tell(frame, notes)
    result = compare_occasions(occasions, chosen)
    # The same people both times: otherwise a stage could move because a rater stayed away.
    again = stages_compared(*same_raters(occasions["test"], occasions["retest"]), chosen)
    asked = stages_compared(occasions["test"], occasions["interview"], chosen)
    frame.show(
        lambda: {**_pilot(chosen, result, again, asked), "notes": notes_shape(frame, notes)},
        lambda: _pilot_text(chosen, result, again, asked, frame.language),
    )


def _shift(
    rubric: Rubric, community_shifts: Sequence[CommunityShift], once: Sequence[str], *, same_raters: bool
) -> dict[str, Json]:
    return {
        "rubric": rubric_shape(rubric),
        "same_raters": same_raters,
        "communities": [
            {
                **plain(one, without={"then", "now"}),
                "then": stage_shape(one.then),
                "now": stage_shape(one.now),
            }
            for one in community_shifts
        ],
        "not_repeated": list(once),
    }


def _pilot(rubric: Rubric, result: Pilot, again: StagesCompared, asked: StagesCompared) -> dict[str, Json]:
    return {
        "rubric": rubric_shape(rubric),
        **plain(result),
        "stages": {"retest": _stages(again), "interview": _stages(asked)},
    }


def _stages(result: StagesCompared) -> dict[str, Json]:
    return {
        "communities": [
            {"community": one.community, "first": stage_shape(one.first), "second": stage_shape(one.second)}
            for one in result.communities
        ],
        "n": len(result.communities),
        "same": result.same,
        "first_higher": result.first_higher,
        "second_higher": result.second_higher,
    }


def _shift_text(
    rubric: Rubric, community_shifts: Sequence[CommunityShift], once: Sequence[str], language: Language
) -> str:
    """Every community rated at both times, by name, with who rated."""
    lines: list[str] = []
    for community_shift in community_shifts:
        lines += [*_community(rubric, community_shift, language), ""]
    if not community_shifts:
        lines += [say(language, "shift.nothing"), ""]
    if once:
        lines += [say(language, "shift.once", names=say(language, "assess.comma").join(once)), ""]
    return "\n".join([*lines, say(language, "shift.limits")])


def _community(rubric: Rubric, community_shift: CommunityShift, language: Language) -> Iterator[str]:
    yield f"== {community_shift.community} =="
    yield say(
        language,
        "shift.raters",
        then=len(community_shift.raters_then),
        now=len(community_shift.raters_now),
        both=len(community_shift.both),
    )
    yield say(
        language,
        "shift.stage",
        then=_stage_text(rubric, community_shift.then, language),
        now=_stage_text(rubric, community_shift.now, language),
    )
    yield from (say(language, f"shift.caution.{code}") for code in community_shift.cautions)
    yield ""
    header = [
        say(language, f"shift.column.{name}") for name in ("dimension", "axis", "then", "now", "change")
    ]
    yield grid(
        [*header, say(language, "shift.column.both")],
        [_row(rubric, each, language) for each in community_shift.dimensions],
    )


def _stage_text(rubric: Rubric, result: CommunityResult, language: Language) -> str:
    if result.stage is None:
        return say(language, "assessment.not_yet")
    text = stage_text(rubric, result.stage, language)
    if result.between is None:
        return text
    higher = stage_text(rubric, result.between, language)
    return say(language, "assess.between", stage=text, low=result.stage, high=higher)


def _row(rubric: Rubric, each: DimensionShift, language: Language) -> list[str]:
    change = "–" if each.change is None else "0" if not each.change else f"{each.change:+d}"
    return [
        dimension_name(rubric, each.id, language),
        say(language, f"assessment.axis.{each.axis}"),
        "–" if each.then is None else str(each.then),
        "–" if each.now is None else str(each.now),
        change,
        f"{each.both} ({each.raters_then} → {each.raters_now})",
    ]


def _pilot_text(
    rubric: Rubric, result: Pilot, again: StagesCompared, asked: StagesCompared, language: Language
) -> str:
    """Test and retest, then self-rating and interview; each with its n and how to read it."""
    lines = [
        say(
            language,
            "pilot.size",
            raters=result.raters,
            communities=result.communities,
            interviewed=result.interviewed,
        ),
        "",
        say(language, "pilot.retest"),
    ]
    columns = ("dimension", "n", "exact", "within_one", "change", "icc", "lost")
    lines += [
        grid(
            [say(language, f"pilot.column.{name}") for name in columns],
            [_retest(rubric, one, language) for one in result.retest],
        ),
        say(language, "pilot.retest_means"),
        say(language, "pilot.few_left_out", least=MIN_GROUP),
        *_stages_text("pilot.stages.retest", again, language),
        "",
        say(language, "pilot.interview"),
        grid(
            [
                say(language, f"pilot.column.{name}")
                for name in ("dimension", "communities", "difference", "same", "p")
            ],
            [_interview(rubric, one, language) for one in result.interview],
        ),
        say(language, "pilot.interview_means"),
        *_stages_text("pilot.stages.interview", asked, language),
    ]
    cautions = [say(language, f"pilot.caution.{code}") for code in result.cautions]
    return "\n".join([*lines, "", *cautions, say(language, "pilot.limits")])


def _stages_text(key: str, result: StagesCompared, language: Language) -> list[str]:
    if not result.communities:
        return []
    return [
        say(
            language,
            key,
            n=len(result.communities),
            same=result.same,
            first=result.first_higher,
            second=result.second_higher,
        )
    ]


def _retest(rubric: Rubric, retest: Retest, language: Language) -> list[str]:
    enough = retest.n >= MIN_GROUP
    return [
        dimension_name(rubric, retest.dimension, language),
        str(retest.n),
        _percent(retest.exact if enough else None),
        _percent(retest.within_one if enough else None),
        _signed(retest.mean_change if enough else None),
        "–" if retest.icc is None else f"{retest.icc:.2f}",
        str(retest.lost or ""),
    ]


def _interview(rubric: Rubric, interview_agreement: InterviewAgreement, language: Language) -> list[str]:
    name = (
        say(language, "agreement.role.together")
        if interview_agreement.dimension is None
        else dimension_name(rubric, interview_agreement.dimension, language)
    )
    p = "–" if interview_agreement.p is None else f"{interview_agreement.p:.3f}"
    enough = interview_agreement.n >= MIN_GROUP
    return [
        name,
        str(interview_agreement.n),
        _signed(interview_agreement.mean_difference if enough else None),
        _percent(interview_agreement.exact if enough else None),
        p,
    ]


def _percent(value: float | None) -> str:
    return "–" if value is None else f"{value * 100:.0f}%"


def _signed(value: float | None) -> str:
    return "–" if value is None else f"{value:+.2f}" if round(value, 2) else "0.00"
