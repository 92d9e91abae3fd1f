"""Positions, agreement, shifts and the pilot as the plain data `--json` prints. Field names are a promise to scripts."""

from __future__ import annotations

from collections.abc import Sequence

from workshop.assessment.across import Across
from workshop.assessment.matrix import Agreement
from workshop.assessment.pilot import Pilot
from workshop.assessment.pilot_stages import StagesCompared
from workshop.assessment.roles import RoleDifference
from workshop.assessment.rubric import Rubric
from workshop.assessment.scoring import CommunityResult, DimensionResult
from workshop.assessment.severity import Severities
from workshop.assessment.shift import CommunityShift
from workshop.cli.frame import Json
from workshop.report.assessment_xlsx import anchor_of
from workshop.text import Language

Shape = dict[str, Json]


def assessment(rubric: Rubric, results: Sequence[CommunityResult], over: Across, language: Language) -> Shape:
    """`mengya assess`. `warnings` are the cautions over all communities, under the name other commands use."""
    return {
        "rubric": _rubric(rubric),
        "communities": [_community(result, rubric, language) for result in results],
        "across": _across(over),
        "warnings": list(over.cautions),
    }


def _rubric(rubric: Rubric) -> Shape:
    return {"id": rubric.id, "version": rubric.version, "hypothesis": rubric.hypothesis}


def _community(result: CommunityResult, rubric: Rubric, language: Language) -> Shape:
    return {
        "community": result.community,
        "raters": result.raters,
        "roles": dict(result.roles),
        "stage": result.stage,
        "between": result.between,
        "share_at_stage": result.share_at_stage,
        "shares": dict(result.shares),
        "gates": dict(result.gates),
        "shown_as": result.shown_as,
        "dimensions": [_dimension(one) for one in result.dimensions],
        "next_stage": result.next_stage,
        "next_stage_hypothesis": result.next_stage in rubric.hypothesis_stages,
        "next_anchors": [
            {
                "dimension": one.dimension,
                "level": one.level,
                "text": anchor_of(rubric, one).text.of(language),
            }
            for one in result.next_anchors
        ],
        "role_gaps": [
            {
                "dimension": one.dimension,
                "high": one.high,
                "low": one.low,
                "high_level": one.high_level,
                "low_level": one.low_level,
                "gap": one.gap,
            }
            for one in result.role_gaps
        ],
        "hypothesis": result.hypothesis,
        "cautions": list(result.cautions),
    }


def _dimension(one: DimensionResult) -> Shape:
    return {
        "id": one.id,
        "axis": one.axis,
        "median": one.median,
        "levels": list(one.levels),
        "unknown": one.unknown,
        "range": one.range,
        "discuss": one.discuss,
        "rwg": one.rwg,
        "rwg_chance": one.rwg_chance,
        "average_deviation": one.average_deviation,
        "camps": None if one.camps is None else [list(camp) for camp in one.camps],
        "by_role": {role: list(levels) for role, levels in one.by_role},
    }


def _across(over: Across) -> Shape:
    return {
        "icc1": over.icc1,
        "icck": over.icck,
        "alpha_ordinal": over.alpha_ordinal,
        "connected": over.connected,
        "severity": None if over.severity is None else dict(over.severity),
        "raters": over.raters,
        "communities": over.communities,
        "raters_per_community": over.k0,
        "raters_needed": over.raters_needed,
        "alpha_units": over.alpha_units,
        "alpha_vignettes": over.alpha_vignettes,
        "alpha_vignette_units": over.alpha_vignette_units,
        "readings": dict(over.readings),
        "severity_detail": _severities(over.severities),
        "adjusted": [
            {
                "community": one.community,
                "raters": one.raters,
                "unrated": one.unrated,
                "raw": one.raw,
                "adjusted": one.adjusted,
            }
            for one in over.adjusted
        ],
        "role_differences": [_role_difference(one) for one in over.role_differences],
        "role_adjusted": None
        if over.role_adjusted is None
        else {
            "communities": dict(over.role_adjusted.communities),
            "roles": dict(over.role_adjusted.roles),
        },
        "cautions": list(over.cautions),
    }


def _severities(found: Severities) -> Shape:
    return {
        "off": found.off,
        "reliability": found.reliability,
        "items": found.items,
        "vignettes": list(found.vignettes),
        "vignettes_unrated": list(found.vignettes_unrated),
        "unrated": list(found.unrated),
        "raters": [
            {
                "rater": one.rater,
                "items": one.items,
                "deviation": one.deviation,
                "reliability": one.reliability,
                "severity": one.severity,
            }
            for one in found.raters
        ],
    }


def _role_difference(one: RoleDifference) -> Shape:
    return {
        "dimension": one.dimension,
        "one": one.one,
        "other": one.other,
        "mean": one.mean,
        "n": one.n,
        "by_community": dict(one.by_community),
        "raters_one": one.raters_one,
        "raters_other": one.raters_other,
        "p": one.p,
        "exact": one.exact,
        "why": one.why,
    }


def agreement(found: Agreement) -> Shape:
    """`mengya agreement`."""
    icc = found.icc
    return {
        "units": found.units,
        "raters": found.raters,
        "paired": found.paired,
        "alpha": dict(found.alpha),
        "icc": None
        if icc is None
        else {
            "icc1": icc.icc1,
            "icc2": icc.icc2,
            "icc3": icc.icc3,
            "icc1k": icc.icc1k,
            "icc2k": icc.icc2k,
            "icc3k": icc.icc3k,
            "msb": icc.msb,
            "msw": icc.msw,
            "msj": icc.msj,
            "mse": icc.mse,
        },
        "cautions": list(found.cautions),
    }


def shift(
    rubric: Rubric, found: Sequence[CommunityShift], once: Sequence[str], *, same_raters: bool
) -> Shape:
    """`mengya shift`."""
    return {
        "rubric": _rubric(rubric),
        "same_raters": same_raters,
        "communities": [_community_shift(one) for one in found],
        "not_repeated": list(once),
    }


def _community_shift(one: CommunityShift) -> Shape:
    return {
        "community": one.community,
        "then": _stage(one.then),
        "now": _stage(one.now),
        "raters_then": list(one.raters_then),
        "raters_now": list(one.raters_now),
        "both": list(one.both),
        "dimensions": [
            {
                "id": each.id,
                "axis": each.axis,
                "then": each.then,
                "now": each.now,
                "change": each.change,
                "raters_then": each.raters_then,
                "raters_now": each.raters_now,
                "both": each.both,
            }
            for each in one.dimensions
        ],
        "cautions": list(one.cautions),
    }


def _stage(result: CommunityResult) -> Shape:
    return {
        "stage": result.stage,
        "between": result.between,
        "share_at_stage": result.share_at_stage,
        "hypothesis": result.hypothesis,
    }


def pilot(rubric: Rubric, found: Pilot, again: StagesCompared, asked: StagesCompared) -> Shape:
    """`mengya pilot`."""
    return {
        "rubric": _rubric(rubric),
        "raters": found.raters,
        "communities": found.communities,
        "interviewed": found.interviewed,
        "retest": [
            {
                "dimension": one.dimension,
                "n": one.n,
                "lost": one.lost,
                "exact": one.exact,
                "within_one": one.within_one,
                "mean_change": one.mean_change,
                "icc": one.icc,
            }
            for one in found.retest
        ],
        "interview": [
            {
                "dimension": one.dimension,
                "n": one.n,
                "mean_difference": one.mean_difference,
                "exact": one.exact,
                "p": one.p,
            }
            for one in found.interview
        ],
        "stages": {"retest": _stages(again), "interview": _stages(asked)},
        "cautions": list(found.cautions),
    }


def _stages(found: StagesCompared) -> Shape:
    return {
        "communities": [
            {"community": one.community, "first": _stage(one.first), "second": _stage(one.second)}
            for one in found.communities
        ],
        "n": len(found.communities),
        "same": found.same,
        "first_higher": found.first_higher,
        "second_higher": found.second_higher,
    }
