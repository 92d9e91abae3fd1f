"""A person's own result: position, profile, and what is missing for the next stage."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import quote

from starlette.responses import Response

from workshop.assessment.charts.profile_chart import PHONE, profile_chart, profile_text
from workshop.assessment.rubric.rubric import STAGES, Anchor, Rubric
from workshop.assessment.scoring.scoring import CommunityResult, DimensionResult
from workshop.assessment.scoring.stage_text import caution_sentences
from workshop.base.svg import size_of
from workshop.base.text import Language, say
from workshop.exercises.climbing import part_code
from workshop.model.camp import Community
from workshop.phone.lost_cookie import lost
from workshop.phone.request import RequestContext
from workshop.services.camp.rubrics import rubric_of, soil_title
from workshop.services.community.one_page_text import PageLine, own_lines
from workshop.services.community.page_facts import page_of_seat, words_for
from workshop.services.position import results

PLAIN = " =:/(),.;'-_"  # characters allowed unescaped in a data URL
OWN = {"few_raters", "hypothesis"}  # one's own view is one view, and the page explains the hypothesis itself
FIRST_ANCHORS = 3  # next steps shown at once; the others are folded


@dataclass(frozen=True)
class ProfileRow:
    """One dimension. `level` None is "don't know"; `anchor` describes the level."""

    name: str
    level: int | None
    anchor: str
    hypothesis: bool


@dataclass(frozen=True)
class Drawn:
    """An inline drawing with a text alternative; `width` reserves its space while it loads."""

    address: str
    width: int
    height: int
    words: str


@dataclass(frozen=True)
class CheckItem:
    """A question to ask before 1.0, and what counts as an answer."""

    question: str
    counts: str


@dataclass(frozen=True)
class NextStep:
    """A level to work towards: the dimension, where it stands, and what would be true then."""

    name: str
    stands: int | None
    level: int
    anchor: str
    hypothesis: bool
    lacking: tuple[str, ...] = ()  # its parts that are not ticked yet, where some are


def show(request: RequestContext) -> Response:
    """The result page, or how to get one."""
    if request.seat is None or request.camp is None:
        return lost(request)
    result = results.own_result(request.context, request.camp, request.seat)
    rubric = rubric_of(request.context, request.camp.rubric)
    if result is None or "nothing_known" in result.cautions:
        return request.page("result.html", result=None)
    language = request.language
    community = results.community_of(request.context, request.seat)
    ticked = results.own_parts(request.context, request.camp, request.seat)
    steps = next_steps(result, rubric, language, ticked)
    return request.page(
        "result.html",
        result=result,
        community=community.name if community else "",
        stage=rubric.stages[result.stage].of(language)
        if result.stage
        else say(language, "assessment.not_yet"),
        missing=caution_sentences(result, rubric, language, without=OWN) if result.stage is None else (),
        between=rubric.stages[result.between].of(language) if result.between else "",
        following=rubric.stages[result.next_stage].of(language) if result.next_stage else "",
        following_hypothesis=result.next_stage in rubric.hypothesis_stages,
        picture=drawn(result, rubric, language),
        checklist=checklist(rubric, language) if result.stage == STAGES[0] else (),
        soil=soil_title(request.context, language) if result.stage == STAGES[0] else "",
        axis=profile(result.dimensions, rubric, language, "stage"),
        vitality=profile(result.dimensions, rubric, language, "vitality"),
        first_steps=steps[:FIRST_ANCHORS],
        other_steps=steps[FIRST_ANCHORS:],
        unknown=sum(one.median is None for one in result.dimensions),
        page_lines=_page(request, community) if community else (),
        limits=rubric.limits.of(language).strip().split("\n"),
    )


def _page(request: RequestContext, community: Community) -> tuple[PageLine, ...]:
    """The person's own page in five sentences, what is not there yet left out: the phone says elsewhere what to do next.

    A step is never told without who takes it and when it is looked at: where nobody has taken it up, that and what to do.
    """
    if request.seat is None or request.camp is None:
        return ()
    page = page_of_seat(request.context, request.camp, request.seat, community, request.language)
    words = words_for(request.context, request.camp, request.language, [request.seat])
    with_step = ("who", "look") if page.step else ()
    return tuple(line for line in own_lines(page, words) if not line.empty or line.part in with_step)


def drawn(result: CommunityResult, rubric: Rubric, language: Language) -> Drawn:
    """The profile as a percent-encoded data URL, which compresses with the page, as base64 does not."""

    def mine(_: str) -> str:
        return say(language, "results.mine")

    drawing = profile_chart(result, rubric, language, mine, PHONE)
    width, height = size_of(drawing)
    address = f"data:image/svg+xml,{quote(drawing, safe=PLAIN)}"
    return Drawn(address, round(width), round(height), profile_text(result, rubric, language, mine))


def checklist(rubric: Rubric, language: Language) -> tuple[tuple[str, tuple[CheckItem, ...]], ...]:
    """What to ask before 1.0, group by group under its title."""
    return tuple(
        (
            say(language, f"results.checklist.{group}"),
            tuple(CheckItem(one.question.of(language), one.counts.of(language)) for one in items),
        )
        for group, items in groupby(rubric.checklist, key=lambda item: item.group)
    )


def profile(
    dimensions: tuple[DimensionResult, ...], rubric: Rubric, language: Language, axis: str
) -> tuple[ProfileRow, ...]:
    """The dimensions of one axis with their levels."""
    rows = []
    for result in dimensions:
        if result.axis != axis:
            continue
        dimension = rubric.dimension(result.id)
        anchor = dimension.anchors[result.median] if result.median is not None else None
        rows.append(
            ProfileRow(
                dimension.name.of(language),
                result.median,
                anchor.text.of(language) if anchor else "",
                anchor.hypothesis if anchor else False,
            )
        )
    return tuple(rows)


def next_steps(
    result: CommunityResult, rubric: Rubric, language: Language, ticked: Mapping[str, frozenset[str]]
) -> tuple[NextStep, ...]:
    """What is missing for the next stage, in the order of the result; `ticked`: dimension -> parts that are true."""
    medians = {one.id: one.median for one in result.dimensions}
    steps = []
    for lacking in result.next_anchors:
        dimension = rubric.dimension(lacking.dimension)
        anchor = dimension.anchors[lacking.level]
        steps.append(
            NextStep(
                dimension.name.of(language),
                medians[lacking.dimension],
                lacking.level,
                anchor.text.of(language),
                anchor.hypothesis,
                _lacking(anchor, ticked.get(dimension.id, frozenset()), language),
            )
        )
    return tuple(steps)


def _lacking(anchor: Anchor, ticked: frozenset[str], language: Language) -> tuple[str, ...]:
    """The parts of a level that are not true yet, where some of them are."""
    parts = {
        part_code(str(anchor.level), str(number)): part.of(language)
        for number, part in enumerate(anchor.parts, start=1)
    }
    return tuple(words for code, words in parts.items() if code not in ticked) if ticked & set(parts) else ()
