"""Whom to begin with, at the desk: the named first, the model's list, the map with its numbers, the comparison."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.desk.conftest import Desk, see, words
from tests.network.networks import community
from workshop.base.svg import size_of
from workshop.base.text import Language, say
from workshop.network.graph.wording import labels
from workshop.network.seeding.seeding import Baseline, by_simple_spread, by_threshold
from workshop.network.seeding.seeding_chart import SEED, seeds_map, seeds_strip
from workshop.network.seeding.seeding_text import reasons, seed_sentences, verdict


@pytest.mark.usefixtures("inline")
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_named_stand_before_the_model_and_its_limits_below(desk: Desk, language: Language) -> None:
    desk.sign_in()
    page = desk.open("communities", language)
    place = f"map.{page.selectbox(key=f'communities.{desk.sample.camp.id}').value}"
    see(page, "movers")
    assert not page.exception
    headings = [heading.value for heading in page.subheader]
    assert headings[:2] == [say(language, "movers.heading.named"), say(language, "movers.heading.model")]
    told = words(page).replace("\\", "")
    assert say(language, "movers.promise") in told
    assert "3 · " in told
    page.get_by_key(f"{place}.movers.way").set_value("threshold").run()
    page.get_by_key(f"{place}.movers.k").set_value(5).run()
    assert not page.exception
    told = words(page).replace("\\", "")
    assert say(language, "movers.heuristic") in told
    assert "5 · " in told


def test_the_map_numbers_the_seeds_and_keeps_everybody_in_place() -> None:
    network = community()
    found = by_simple_spread(network, 3)
    drawn = seeds_map(network, found)
    dark = {mark.id: mark for mark in drawn.marks if mark.colour == SEED}
    assert {int(mark.label): who for who, mark in dark.items()} == dict(enumerate(found.seeds, 1))
    # Size tells how likely somebody is reached; nobody is drawn larger than who begins.
    likely = dict(found.chances)
    others = sorted((mark for mark in drawn.marks if mark.id not in dark), key=lambda mark: likely[mark.id])
    assert [mark.size for mark in others] == sorted(mark.size for mark in others)
    assert max(mark.size for mark in others) < min(mark.size for mark in dark.values())


def test_the_comparison_puts_each_mark_where_its_number_is() -> None:
    found = by_threshold(community(), 3)
    drawing = seeds_strip(found, "zh")
    assert size_of(drawing)[0] < 480  # stays readable when a phone makes it narrower
    assert f">{found.reach[-1]:.0f}</text>" in drawing
    assert f"({found.lots.low:.0f}–{found.lots.high:.0f})</text>" in drawing


def test_where_the_named_get_as_far_they_are_the_ones_to_ask() -> None:
    found = by_simple_spread(community(), 3)
    assert found.nominated
    as_far = replace(found, named=Baseline(found.named.ids, found.reach[-1] - 0.9))
    assert verdict(as_far, "zh") == say("zh", "movers.verdict.as_named")
    far_behind = replace(found, named=Baseline(found.named.ids, found.reach[-1] - 2.0))
    assert verdict(far_behind, "en") == say("en", "movers.verdict.further", more="2")
    by_lot = replace(found, lots=replace(found.lots, mean=found.reach[-1] - 0.5))
    assert verdict(by_lot, "zh") == say("zh", "movers.verdict.anybody")
    not_asked = replace(found, nominated=())
    assert verdict(not_asked, "zh") == say("zh", "movers.verdict.ask")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_seed_has_its_nickname_its_code_and_a_reason(language: Language) -> None:
    network = community()
    found = by_threshold(network, 3)
    name = labels(network)
    lines = reasons(found, network, language, name)
    assert all(f"{name(who)} ({who})" in line for who, line in zip(found.seeds, lines, strict=True))
    told = seed_sentences(found, language, name)
    assert sum("n=45" in line for line in told) >= 3
