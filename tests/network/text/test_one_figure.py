"""What two surfaces state of one thing is one figure: the counts of a map on the map, in commands and in the report."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.network.networks import community
from workshop.base.text import LANGUAGES, Language, say
from workshop.model.network import MapCounts, Relation, Tie
from workshop.network.draw.picture import draw
from workshop.network.draw.svg import svg
from workshop.network.graph.discord import counts
from workshop.network.graph.wording import counted
from workshop.network.measures.compare import compare
from workshop.network.measures.measures import measure
from workshop.network.text.network_text import sentences

# Two reports of one tie, a tie both ways, and a quarrel: the drawing merges the first three into fewer lines.
WHOLE = community()
NETWORK = replace(
    WHOLE,
    ties=(
        *WHOLE.ties,
        *(Tie("r0", "r1", reporter=who) for who in ("r0", "r1")),
        Tie("r1", "r0", Relation.KNOWS, -1),
    ),
)
SAID = MapCounts(people=45, groups=8, ties=len(WHOLE.ties) + 2, discord=1)  # by hand


@pytest.mark.parametrize("language", LANGUAGES)
def test_people_groups_and_ties_are_one_count_on_every_surface(language: Language) -> None:
    assert counts(NETWORK) == SAID
    found = measure(NETWORK)  # `mengya network`, the report's workbook and its JSON
    assert (found.people, found.groups, found.ties, found.discord) == (45, 8, SAID.ties, 1)
    told = counted(SAID, language)
    assert str(SAID.ties) in told
    assert told in svg(draw(NETWORK), language)  # the report's and the page's picture
    size = say(language, "network.reading.size", people=45, groups=8, ties=SAID.ties, n=53)
    assert size in sentences(found, language)


def test_the_figures_of_a_map_alone_and_in_a_comparison_are_the_same() -> None:
    row = compare([("one", NETWORK), ("other", WHOLE)]).communities[0]
    alone = measure(NETWORK)
    assert (row.people, row.discord, row.response_rate) == (alone.people, alone.discord, alone.response_rate)
    assert row.indicators.mean_ties == alone.measures.mean_ties
    assert row.indicators.modularity == alone.measures.modularity
