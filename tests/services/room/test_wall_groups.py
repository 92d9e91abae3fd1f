"""Grouped and dotted on the wall: approved words only, ties said, nothing below five people, the withdrawn gone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.grouping_camp import GroupingCamp, grouping_camp
from workshop.base.text import say
from workshop.live.charts.group_charts import piles_chart, piles_text, points_chart, points_text
from workshop.live.wall_frame import LEAST, WallFrame
from workshop.model.ids import new_token
from workshop.model.privacy import MIN_GROUP
from workshop.services.erase import erase_participant
from workshop.services.room.boards import NEW, BoardPress, board_of_seat, press_of_seat
from workshop.services.room.steering import APPROVE_ALL, Press, PressOutcome, press
from workshop.services.room.wall_groups import (
    DotCount,
    WallDots,
    WallPile,
    WallPiles,
    wall_dots,
    wall_piles,
)
from workshop.services.room.wall_views import CLUSTERS, POINTS, results_of
from workshop.services.room.wall_words import Approval, WallCard, cards_of

FRAME = WallFrame("有需要，为什么没行动", "ABCD-EFGH", True, "zh")


@pytest.fixture
def made(tmp_path: Path) -> Iterator[GroupingCamp]:
    with grouping_camp(tmp_path) as camp:
        camp.open()
        yield camp


def words(made: GroupingCamp) -> dict[str, WallCard]:
    return {one.text: one for one in cards_of(made.context, made.camp, made.step())}


def do(made: GroupingCamp, act: str, subject: str, number: int | None = None, text: str = "") -> PressOutcome:
    key = new_token(made.context.chance)
    return press(
        made.context,
        made.camp,
        "d",
        "f",
        Press(key, 0, act, subject, 0, number, words=frozenset(text.split())),
    ).outcome


def group(made: GroupingCamp) -> None:
    seat = made.seat("小荷")
    made.cards(seat, "怕收不回钱", "怕被笑", "没人开口")
    made.among()
    view = board_of_seat(made.context, seat, made.camp, made.step().id, "sort", "zh")
    lying = {card.text: card.id for card in view.loose}
    money, laughed = lying["怕收不回钱"], lying["怕被笑"]
    for cards, name in (((money,), "钱的事"), ((laughed,), "")):
        pressed = BoardPress(new_token(made.context.chance), cards=cards, to=NEW, name=name)
        press_of_seat(made.context, seat, made.camp, made.step().id, "sort", pressed)


def test_the_exercise_offers_its_piles_and_its_dots_to_the_wall(made: GroupingCamp) -> None:
    exercise = made.context.content.exercises["need-no-action"]
    assert results_of(exercise)[:2] == (CLUSTERS, POINTS)


def test_names_are_approved_like_cards_and_nothing_shows_before(made: GroupingCamp) -> None:
    group(made)
    shown = wall_piles(made.context, made.camp, made.step(), "zh")
    assert shown is not None
    # Two cards and a name wait; the loose card is in no pile.
    assert (shown.piles, shown.waiting) == ((), 3)
    assert set(words(made)) == {"怕收不回钱", "怕被笑", "没人开口", "钱的事"}
    assert do(made, "approve", words(made)["钱的事"].id) is PressOutcome.DONE
    do(made, "approve", words(made)["怕被笑"].id)
    do(made, "hide", words(made)["怕收不回钱"].id)
    shown = wall_piles(made.context, made.camp, made.step(), "zh")
    assert shown is not None
    assert shown.piles == (WallPile("", ("怕被笑",), 0), WallPile("钱的事", (), 0))
    assert shown.waiting == 0


def test_a_pile_renamed_waits_again(made: GroupingCamp) -> None:
    group(made)
    do(made, "approve", words(made)["钱的事"].id)
    seat = made.seat("老秦")
    pile = next(
        one.id
        for one in board_of_seat(made.context, seat, made.camp, made.step().id, "sort", "zh").piles
        if one.name
    )
    pressed = BoardPress("k" * 32, names={pile: ("报销", "钱的事")})
    press_of_seat(made.context, seat, made.camp, made.step().id, "sort", pressed)
    assert words(made)["报销"].standing is Approval.WAITING
    shown = wall_piles(made.context, made.camp, made.step(), "zh")
    assert shown is not None
    assert "报销" not in {one.name for one in shown.piles}


def test_approve_all_takes_the_names_that_were_on_the_page_and_no_later_one(made: GroupingCamp) -> None:
    group(made)
    # Neither names nor anonymous cards have a place among the numbers of answers: the page says which stood on it.
    seen = {one.id for text, one in words(made).items() if text != "钱的事"}
    step = made.step().id
    do(made, APPROVE_ALL, step, 1000, " ".join(seen))
    assert words(made)["钱的事"].standing is Approval.WAITING
    assert words(made)["怕被笑"].standing is Approval.APPROVED
    assert do(made, APPROVE_ALL, step, 1000, words(made)["钱的事"].id) is PressOutcome.DONE
    assert words(made)["钱的事"].standing is Approval.APPROVED


def test_piles_typed_in_from_paper_are_approved_word_by_word(made: GroupingCamp) -> None:
    made.say(made.seat("纸"), "sort", {"groups": [{"name": "怕担责任", "cards": ["谁负责"]}]})
    do(made, "approve", words(made)["谁负责"].id)
    shown = wall_piles(made.context, made.camp, made.step(), "zh")
    assert shown is not None
    assert (shown.piles, shown.waiting) == ((WallPile("", ("谁负责",), 0),), 1)


def dotted(made: GroupingCamp, people: int) -> list[str]:
    group(made)
    do(made, "approve", words(made)["钱的事"].id)
    seats = [made.seat(f"人{number}") for number in range(people)]
    view = board_of_seat(made.context, seats[0], made.camp, made.step().id, "sort", "zh")
    named = next(one.id for one in view.piles if one.name)
    bare = next(one.id for one in view.piles if not one.name)
    for seat in seats:
        made.say(seat, "key", {"dots": {named: 2, bare: 1, "gone": 3}})
    return [seat.id for seat in seats]


def test_dots_are_counted_over_what_is_still_there_from_five_people_on(made: GroupingCamp) -> None:
    people = dotted(made, 5)
    shown = wall_dots(made.context, made.camp, made.step(), "zh")
    assert shown is not None
    # 5 × 2 on the named pile; the other has no name to approve, and "gone" is nowhere.
    assert shown.counts == (DotCount("钱的事", 10, 1, tied=False),)
    assert (shown.people, shown.dots, shown.waiting) == (5, 15, 1)
    erase_participant(made.context, people[0], "self")
    after = wall_dots(made.context, made.camp, made.step(), "zh")
    assert after is not None
    assert (after.people, after.counts) == (4, ())


def counts(*dots: int) -> WallDots:
    places = [DotCount(f"第 {n} 项", n, 1 + sum(m > n for m in dots), dots.count(n) > 1) for n in dots]
    return WallDots("哪一堆最要紧？", tuple(places), 9, sum(dots), len(places), 0)


def test_a_tie_is_said_in_words_and_in_the_picture() -> None:
    shown = counts(7, 4, 4, 1)
    assert points_text(shown, "zh").splitlines()[1].startswith("并列第 2")
    assert points_chart(FRAME, shown).count("并列第 2") == 2


@pytest.mark.parametrize("many", [1, 5, 12, 40])
def test_a_long_vote_says_how_much_of_it_is_not_shown(many: int) -> None:
    picture = points_chart(FRAME, counts(*range(many, 0, -1)))
    shown = len(re.findall(r">第 \d+</text>", picture))
    hidden = re.search(r"还有 (\d+) 项没放下", picture)
    assert shown + (int(hidden.group(1)) if hidden else 0) == many


@pytest.mark.parametrize(("piles", "cards"), [(1, 1), (3, 30), (7, 4), (20, 12)])
def test_piles_are_legible_and_what_does_not_fit_is_counted(piles: int, cards: int) -> None:
    made = tuple(
        WallPile(f"第 {n} 堆的名字", tuple(f"第 {n} 堆的卡片 {c} 写得比较长一些" for c in range(cards)), 0)
        for n in range(piles)
    )
    picture = piles_chart(FRAME, WallPiles("?", made, 2))
    sizes = [float(one) for one in re.findall(r'font-size="([\d.]+)"', picture)]
    assert min(sizes) >= LEAST
    drawn = len(re.findall(r">第 \d+ 堆的名字</text>", picture))
    more = re.search(r"还有 (\d+) 堆没放下", picture)
    assert drawn + (int(more.group(1)) if more else 0) == piles
    assert "2 条还没同意上墙" in picture
    assert piles_text(WallPiles("?", (), 0), "zh") == "还没有归好的堆"


def test_without_dots_the_wall_says_that_nobody_placed_any(made: GroupingCamp) -> None:
    """Fifteen people answered, none of them this question: "once five have answered" would be untrue."""
    for number in range(15):
        made.cards(made.seat(f"人{number}"), f"怕{number}")
    shown = wall_dots(made.context, made.camp, made.step(), "zh")
    assert shown is not None
    assert points_text(shown, "zh") == say("zh", "live.wall.no_dots")  # there is no pile to place one on


def test_piles_nobody_has_dotted_are_said_to_have_no_dots(made: GroupingCamp) -> None:
    group(made)
    shown = wall_dots(made.context, made.camp, made.step(), "zh")
    assert shown is not None
    assert points_text(shown, "zh") == say("zh", "live.wall.nobody_dotted")
    named = next(one.id for one in words(made).values() if one.text == "钱的事")
    pile = named.split(".")[0]
    for number in range(MIN_GROUP - 1):
        made.say(made.seat(f"人{number}"), "key", {"dots": {pile: 1}})
    shown = wall_dots(made.context, made.camp, made.step(), "zh")
    assert shown is not None
    assert points_text(shown, "zh") == say("zh", "live.wall.few_dotted", least=MIN_GROUP)


def test_piles_nobody_has_sorted_are_said_to_be_missing(made: GroupingCamp) -> None:
    for number in range(15):
        made.cards(made.seat(f"人{number}"), f"怕{number}")
    shown = wall_piles(made.context, made.camp, made.step(), "zh")
    assert shown is not None
    assert piles_text(shown, "zh") == say("zh", "live.wall.no_piles")
