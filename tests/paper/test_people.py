"""People and ties on paper: a list to tick, tables to write codes in, and the large map of a table."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.app_context import make_context
from tests.paper.test_sheet import RUBRIC, texts
from workshop.base.text import LANGUAGES, Language, say
from workshop.model.ids import new_token
from workshop.model.network import Network, Person
from workshop.paper.field import STANDARD
from workshop.paper.naming import MOST_LISTED
from workshop.paper.page import laid_out, printed
from workshop.paper.sheet import BlankSheet, blank_sheet, camp_sheet
from workshop.paper.sheet_block import BlockShape
from workshop.services import workers
from workshop.services.app.context import AppContext
from workshop.services.camp import camps, control
from workshop.services.map import networks

EVERY = pytest.mark.parametrize("language", LANGUAGES)


@pytest.fixture(scope="module")
def context(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppContext]:
    with make_context(tmp_path_factory.mktemp("people")) as made:
        yield made
    workers.close()


def mapped(context: AppContext, people: int) -> BlankSheet:
    """The map's sheet for a community with so many people on its map."""
    camp = camps.new_camp(context, f"{people} {new_token(context.chance)[:6]}", "camp-1d").camp
    community = camps.add_community(context, camp.id, "柳树巷")
    network = Network(people=tuple(Person(f"R{n:03d}", f"养花的{n}") for n in range(people)))
    networks.save(context, community.id, network, "facilitator")
    step = next(one for one in control.steps(context, camp.id) if one.exercise == "net-map")
    return camp_sheet(context, camp, step, "zh", community)


@EVERY
def test_the_map_is_two_sides_for_everybody_and_two_for_the_table(
    context: AppContext, language: Language
) -> None:
    sides = laid_out(blank_sheet(context, "net-map", RUBRIC.key, language), STANDARD)
    assert [side.large for side in sides] == [False, False, True, True]
    assert [[block.shape for block in side.blocks] for side in sides[2:]] == [
        [BlockShape.FIELD],
        [BlockShape.TOWERS],
    ]


def test_everybody_on_the_communitys_map_stands_once_to_tick_and_once_among_the_towers(
    context: AppContext,
) -> None:
    page = printed(mapped(context, 14), STANDARD)
    names = [f"R{n:03d} 养花的{n}" for n in range(14)]
    assert texts(page, "p.name") == names
    assert [text for text in texts(page, "td.") if text in names] == names
    assert "柳树巷" in texts(page, "b.filled")


def test_of_a_large_map_codes_are_written_by_hand(context: AppContext) -> None:
    assert len(texts(printed(mapped(context, MOST_LISTED), STANDARD), "p.name")) == MOST_LISTED
    page = printed(mapped(context, MOST_LISTED + 1), STANDARD)
    assert texts(page, "p.name") == []
    assert texts(page, "span.write")


@EVERY
def test_relations_have_lines_that_differ_and_towers_the_numbers_they_are_typed_in_under(
    context: AppContext, language: Language
) -> None:
    field = blank_sheet(context, "net-map", RUBRIC.key, language).field
    assert field is not None
    assert len({one.line for one in field.pens}) == len(field.pens) == 4
    assert field.heights == ("0", "1", "2", "3", "4", "5")
    # who 1, me 2, ties 3, towers 4, follow 5, spread 6
    assert (field.tower, field.follow, field.spread) == (4, 5, 6)
    page = printed(blank_sheet(context, "net-map", RUBRIC.key, language), STANDARD)
    assert page.count(say(language, "paper.field.private")) == 2


def test_only_the_map_has_a_large_sheet(context: AppContext) -> None:
    large = [name for name in context.content.exercises if blank_sheet(context, name, RUBRIC.key, "zh").field]
    assert large == ["net-map"]


def test_what_holds_somebody_is_written_by_its_code_and_all_codes_are_told(context: AppContext) -> None:
    page = printed(blank_sheet(context, "mover-spot", RUBRIC.key, "zh"), STANDARD)
    key = texts(page, "p.key")
    assert len(key) == 1
    assert all(one.code in key[0].split() for one in context.content.vocabularies.obstacles.entries)
