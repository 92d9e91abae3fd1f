"""Positions as text for a terminal: as much about each dimension as its number of raters allows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from workshop.assessment.reliability.reliability_text import (
    dimension_name,
    gap_sentence,
    reliability_sentences,
    role_sentence,
)
from workshop.assessment.rubric.rubric import LEVELS, Axis
from workshop.assessment.scoring.scoring import DISCUSS_FROM, CommunityResult, DimensionResult
from workshop.assessment.scoring.stage_text import FEW_RATERS, caution_sentences, share_sentence
from workshop.base.text import say
from workshop.cli.output import grid
from workshop.model.rating import Rating
from workshop.report.assessment_xlsx import (
    Positions,
    anchor_of,
    anchor_text,
    limits,
    listed,
    roles_text,
    stage_text,
)

DOT = "●"
FEWEST_COMMUNITIES = 2  # with a single community its role gaps are printed beside it
AXES: tuple[Axis, ...] = ("stage", "vitality")


@dataclass(frozen=True)
class RatedPositions:
    """The positions, and the ratings they come from, by community."""

    positions: Positions
    ratings: Mapping[str, Sequence[Rating]]

    def say(self, key: str, **values: str | int | float) -> str:
        return say(self.positions.language, key, **values)

    def dimension(self, id: str) -> str:
        return dimension_name(self.positions.rubric, id, self.positions.language)


def assessment_text(report: RatedPositions) -> str:
    """Every community by name, then all together, then the limits."""
    lines: list[str] = []
    for result in report.positions.results:
        lines += [*_community(report, result), ""]
    if not lines:
        lines += [report.say("assess.no_community"), ""]
    return "\n".join([*lines, *_across(report), "", *limits(report.positions)])


def _community(report: RatedPositions, result: CommunityResult) -> Iterator[str]:
    raters = report.say("assessment.raters", n=result.raters)
    roles = roles_text(
        [(role, n) for role, n in result.roles if role], report.positions.language, report.positions.role_name
    )
    yield f"== {result.community} =="
    yield report.say("assess.raters_roles", raters=raters, roles=roles) if roles else raters
    rubric, language = report.positions.rubric, report.positions.language
    # What a reader must know before any place is named.
    if FEW_RATERS in result.cautions:
        yield report.say(f"assessment.caution.{FEW_RATERS}")
    yield from _stage(report, result)
    # The badge already stands beside the stage.
    yield from caution_sentences(result, rubric, language, without={"hypothesis", FEW_RATERS})
    yield ""
    if result.stage is not None:
        yield from _lacks(report, result)
        yield ""
    if result.shown_as == "views":
        yield from _views(report, result)
    else:
        yield from _dots(report, result)
        yield from _to_discuss(report, result)


def _stage(report: RatedPositions, result: CommunityResult) -> Iterator[str]:
    rubric, language = report.positions.rubric, report.positions.language
    if result.stage is None:
        yield report.say("assess.stage", text=report.say("assessment.not_yet"))
        return
    text = stage_text(rubric, result.stage, language)
    if result.between is not None:
        higher = stage_text(rubric, result.between, language)
        text = report.say("assess.between", stage=text, low=result.stage, high=higher)
    yield report.say("assess.stage", text=text)
    if share := share_sentence(result, language):
        yield share


def _lacks(report: RatedPositions, result: CommunityResult) -> Iterator[str]:
    """The anchors to read next, in the rubric's own words; the weakest first."""
    rubric, language = report.positions.rubric, report.positions.language
    if result.next_stage is None:
        yield report.say("assessment.next_none")
        return
    stage = stage_text(rubric, result.next_stage, language)
    unknown = {one.id for one in result.dimensions if one.median is None}
    yield report.say("assess.lacks" if result.next_anchors else "assess.lacks_nothing", stage=stage)
    for wanted in result.next_anchors:
        text = anchor_text(rubric, wanted, language)
        if anchor_of(rubric, wanted).hypothesis and result.next_stage not in rubric.hypothesis_stages:
            text = report.say("assess.badged", text=text, badge=report.say("assessment.badge"))
        if wanted.dimension in unknown:
            text = report.say("assess.unknown_yet", text=text)
        yield f"  - {text}"


def _views(report: RatedPositions, result: CommunityResult) -> Iterator[str]:
    """One or two raters: the answer of each, with their example. Nothing is aggregated."""
    yield report.say("assess.views")
    header = [
        report.say(f"assess.column.{name}") for name in ("dimension", "role", "level", "when", "example")
    ]
    yield grid(
        header,
        [
            [
                report.dimension(one.id),
                report.positions.role_name(rating.role),
                "?" if rating.level is None else str(rating.level),
                rating.when,
                rating.evidence,
            ]
            for one in result.dimensions
            for rating in report.ratings[result.community]
            if rating.dimension == one.id
        ],
    )


def _dots(report: RatedPositions, result: CommunityResult) -> Iterator[str]:
    """Three and more raters: a dot for each, by axis; from six on their agreement, beside chance."""
    agreement = result.shown_as == "agreement"
    figures = ("rwg", "deviation", "chance") if agreement else ()
    for axis in AXES:
        header = [
            report.say(f"assess.axis.{axis}"),
            *(str(level) for level in LEVELS),
            *(report.say(f"assess.column.{name}") for name in ("unknown", "median", "range", *figures)),
        ]
        rows = [_row(report, one, agreement) for one in result.dimensions if one.axis == axis]
        yield grid(header, rows)
        yield ""
    if agreement:
        yield report.say("assess.rwg_means")


def _row(report: RatedPositions, dimension_result: DimensionResult, agreement: bool) -> list[str]:
    figures = (
        [
            _figure(dimension_result.rwg),
            _figure(dimension_result.average_deviation),
            _percent(dimension_result.rwg_chance),
        ]
        if agreement
        else []
    )
    return [
        report.dimension(dimension_result.id),
        *(DOT * dimension_result.levels.count(level) for level in LEVELS),
        str(dimension_result.unknown or ""),
        "–" if dimension_result.median is None else str(dimension_result.median),
        "–" if dimension_result.range is None else str(dimension_result.range),
        *figures,
    ]


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def _percent(value: float | None) -> str:
    return "–" if value is None else f"{value * 100:.1f}%"


def _to_discuss(report: RatedPositions, result: CommunityResult) -> Iterator[str]:
    """Where views are far apart, polarised, or differ by role: something to discuss, nobody's error."""
    apart = [one for one in result.dimensions if one.discuss and one.camps is None]
    if apart:
        names = report.say("assess.comma").join(report.dimension(one.id) for one in apart)
        yield report.say("assess.discuss", names=names)
    for dimension in result.dimensions:
        if dimension.camps is not None:
            low, high = (listed(camp) for camp in dimension.camps)
            yield report.say("assess.camps", name=report.dimension(dimension.id), low=low, high=high)
    role = report.positions.role_name
    for gap in result.role_gaps:
        if gap.gap >= DISCUSS_FROM:
            said = gap_sentence(gap, report.positions.rubric, report.positions.language, role)
            yield report.say("assess.role_gap", said=said)
    smaller = sum(gap.gap < DISCUSS_FROM for gap in result.role_gaps)
    if smaller:
        yield report.say("assess.role_gaps_small", n=smaller)


def _across(report: RatedPositions) -> Iterator[str]:
    over, language = report.positions.over, report.positions.language
    yield f"== {report.say('assess.together')} =="
    yield from reliability_sentences(over, language)
    severities = over.severities
    if severities.off is None and severities.reliability is not None:
        yield report.say(
            "assess.severity",
            stories=report.say("assess.comma").join(severities.vignettes),
            n=len(severities.raters),
            items=severities.items,
            reliability=f"{severities.reliability:.2f}",
        )
        yield ""
        yield report.say("assess.adjusted")
        header = ("community", "raters", "raw", "adjusted", "unrated")
        yield grid(
            [report.say(f"assess.column.{name}") for name in header],
            [
                [one.community, one.raters, _figure(one.raw), _figure(one.adjusted), one.unrated]
                for one in over.adjusted
            ],
        )
    yield from _roles(report)


def _roles(report: RatedPositions) -> Iterable[str]:
    """Differences between roles over all communities: the stage dimensions together; single dimensions are in
    the file and the JSON.
    """
    differences = report.positions.over.role_differences
    together = [one for one in differences if one.dimension is None and one.n >= FEWEST_COMMUNITIES]
    if not together:
        return
    yield ""
    yield report.say("assess.roles")
    for one in together:
        told_role = role_sentence(
            one, report.positions.rubric, report.positions.language, report.positions.role_name
        )
        yield f"  - {told_role}"
