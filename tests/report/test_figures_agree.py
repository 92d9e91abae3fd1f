"""One camp, one figure: whatever a surface says of a community is what every other surface says of it.

The surfaces are read through what they show: the wall's picture and words, the report's page, the workbook, `camp.json`,
the position chart's words, the desk's positions, and `mengya assess` on the table that was taken home.
"""

from __future__ import annotations

import io
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from tests.cli.conftest import Mengya, mengya
from tests.sample_camp import sampled
from workshop.assessment.charts.stage_vitality import place_text
from workshop.assessment.scoring.position import stage_step, vitality_step
from workshop.assessment.scoring.stage_text import place_of
from workshop.base.text import LANGUAGES, say
from workshop.live.wall_chart import alternative
from workshop.report.camp_json import camp_json
from workshop.report.page import community_text
from workshop.report.ratings_csv import ratings_csv
from workshop.report.xlsx import camp_xlsx
from workshop.sample.sample import SampleCamp
from workshop.services import workers
from workshop.services.app.context import AppContext
from workshop.services.export.summary import CampSummary, camp_summary
from workshop.services.learn import suggestions
from workshop.services.matching.pairing_people import people_of
from workshop.services.position import positions, results

Made = tuple[AppContext, SampleCamp, CampSummary]
__all__ = ["mengya"]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    with sampled(tmp_path_factory.mktemp("agree"), seed=4) as (context, sample):
        yield context, sample, camp_summary(context, sample.camp, "zh")
    workers.close()


def stages_of(made: Made) -> dict[str, str | None]:
    """By the services: community name -> stage."""
    context, sample, summary = made
    found = results.camp_results(context, sample.camp)
    return {
        one.community.name: found[one.community.id].stage
        for one in summary.communities
        if one.community.id in found
    }


def test_the_stage_of_a_community_is_one_on_every_surface(made: Made, mengya: Mengya, tmp_path: Path) -> None:
    context, sample, summary = made
    stages = stages_of(made)
    assert len(stages) > 1
    told = {
        one["name"]: one["result"]["stage"]
        for one in json.loads(camp_json(summary))["communities"]
        if one["result"]
    }
    assert told == stages
    untold = say("zh", "assessment.not_yet")
    sheet = openpyxl.load_workbook(io.BytesIO(camp_xlsx(summary)))[say("zh", "report.sheet.results")]
    assert {row[0].value: row[2].value for row in sheet.iter_rows(min_row=2) if row[0].value in stages} == {
        name: stage or untold for name, stage in stages.items()
    }
    table = tmp_path / "ratings.csv"
    table.write_bytes(ratings_csv(summary))
    shape = mengya("assess", table, "--json").json
    assert {one["community"]: one["stage"] for one in shape["communities"]} == stages
    desk = positions.camp_positions(context, sample.camp)
    assert {desk.names[one.community]: one.stage for one in desk.results} == stages
    for place in desk.places:
        result = next(one for one in desk.results if one.community == place.community)
        assert (place.stage, place.vitality) == (stage_step(result), vitality_step(result))
    for community in summary.communities:
        if community.result is None:
            continue
        words = place_of(community.result, summary.rubric, "zh")
        assert community_text(summary, community).stage == words
        chart = place_text(stage_step(community.result), None, summary.rubric, "zh")
        assert words in chart
        asker = suggestions.asker_of(community.community, community.result)
        assert asker.stage == stages[community.community.name]
    names = {one.community.id: one.community.name for one in summary.communities}
    for person in people_of(context, sample.camp).values():
        assert person.peer.stage == stages.get(names[person.peer.organisation])


def test_the_wall_counts_the_communities_the_report_names(made: Made) -> None:
    context, sample, summary = made
    wall = results.wall(context, sample.camp, revealed=True)
    raters = {one.community.name: one.result.raters for one in summary.communities if one.result}
    # By fewer than three raters a community would not be without a name on the wall.
    shown = {name: stage for name, stage in stages_of(made).items() if raters[name] >= 3}
    counts = Counter(shown.values())
    assert dict(wall.stages) == {stage: counts[stage] for stage in summary.rubric.stages}
    assert wall.untold == counts[None]
    assert sum(n for _, n in wall.stages) + wall.untold == wall.communities == len(shown)
    assert wall.few == len(stages_of(made)) - len(shown) > 0
    for language in LANGUAGES:
        words = alternative(wall, language)
        figure = say(language, "desk.wall.communities", n=wall.communities)
        said = say(language, "desk.wall.untold", communities=figure, n=wall.untold)
        assert (said in words) == (wall.untold > 0)


def test_who_answered_is_one_number_everywhere(made: Made, mengya: Mengya, tmp_path: Path) -> None:
    """Each of the sample's people belongs to one community, so raters add up to the people behind the wall."""
    context, sample, summary = made
    wall = results.wall(context, sample.camp, revealed=True)
    desk = positions.camp_positions(context, sample.camp)
    rated = {one.community.name: one.result.raters for one in summary.communities if one.result}
    assert wall.people == desk.raters == sum(rated.values())
    table = tmp_path / "ratings.csv"
    table.write_bytes(ratings_csv(summary))
    shape = mengya("assess", table, "--json").json
    assert {one["community"]: one["raters"] for one in shape["communities"]} == rated
    told = {
        one["name"]: one["result"]["raters"]
        for one in json.loads(camp_json(summary))["communities"]
        if one["result"]
    }
    assert told == rated
    assert wall.seats == len(summary.seats)
    for dots in wall.dots:
        medians = [one for result in desk.results for one in result.dimensions if one.id == dots.dimension]
        assert dots.known == sum(len(one.levels) for one in medians)
        assert dots.unknown == sum(one.unknown for one in medians)


def test_what_comes_next_and_how_roles_differ_is_one_thing(
    made: Made, mengya: Mengya, tmp_path: Path
) -> None:
    context, sample, summary = made
    table = tmp_path / "ratings.csv"
    table.write_bytes(ratings_csv(summary))
    shape = {one["community"]: one for one in mengya("assess", table, "--json").json["communities"]}
    desk = positions.camp_positions(context, sample.camp)
    for result in desk.results:
        told = shape[desk.names[result.community]]
        assert [(one["dimension"], one["level"]) for one in told["next_anchors"]] == [
            (one.dimension, one.level) for one in result.next_anchors
        ]
        assert [(one["dimension"], one["high"], one["low"], one["gap"]) for one in told["role_gaps"]] == [
            (one.dimension, one.high, one.low, one.gap) for one in result.role_gaps
        ]
    gaps = {
        (one.dimension, *sorted((one.high, one.low)), desk.names[result.community]): (
            one.gap if one.high < one.low else -one.gap
        )
        for result in desk.results
        for one in result.role_gaps
    }
    assert gaps
    for difference in desk.across.role_differences:
        for community, gap in difference.by_community:
            key = (difference.dimension, difference.one, difference.other, desk.names[community])
            if key in gaps:
                assert gap == pytest.approx(gaps[key])
