"""Datasets: what later steps work with, item by item, whoever wrote it and whatever they change beside it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from tests.grouping_camp import CORNERS, NEED, GroupingCamp, grouping_camp
from workshop.model.ballot import card_id
from workshop.model.camp import Seat
from workshop.model.ids import new_token
from workshop.services.camp.answers import question_in, submit
from workshop.services.camp.datasets import DatasetItem, asked_by, dataset_in
from workshop.services.camp.questions import exercise_of
from workshop.services.erase import erase_participant
from workshop.services.room.remote import remote_view
from workshop.services.room.wall_words import cards_of
from workshop.store import answers as rows
from workshop.store.room import boards


@pytest.fixture
def made(tmp_path: Path) -> Iterator[GroupingCamp]:
    with grouping_camp(tmp_path) as camp:
        camp.open()
        yield camp


def items(made: GroupingCamp, question: str = "sort", exercise: str = NEED) -> tuple[DatasetItem, ...]:
    step = made.step(exercise)
    asks = asked_by(exercise_of(made.context, step), question)
    assert asks is not None
    return made.context.store.read(
        lambda connection: dataset_in(connection, made.context, made.camp, step, asks)
    )


def on_screen(made: GroupingCamp, seat: Seat, question: str, exercise: str = NEED) -> list[str]:
    return [one.label for one in question_in(made.context, seat, made.step(exercise).id, question).items]


def test_cards_come_one_by_one_with_where_they_come_from_and_no_author(made: GroupingCamp) -> None:
    seat = made.seat("小荷")
    answer = made.cards(seat, "怕收不回钱", "没人开口").answer
    made.among()
    step, first, second = made.step().id, card_id(answer, 0), card_id(answer, 1)
    assert set(items(made)) == {
        DatasetItem(first, "怕收不回钱", step, "why", first, answer.number),
        DatasetItem(second, "没人开口", step, "why", second, answer.number),
    }
    assert seat.id not in repr(items(made))


def test_words_without_a_name_wait_until_three_have_written(made: GroupingCamp) -> None:
    """Whoever watches progress and cards together would tell two authors apart."""
    step = made.step()
    for number, shown in enumerate((0, 0, 6, 8)):
        made.cards(made.seat(f"人{number}"), f"甲{number}", f"乙{number}")
        cards = cards_of(made.context, made.camp, step)
        assert (len(items(made)), len(cards)) == (shown, shown)
        assert remote_view(made.context, made.camp).held_back == (shown == 0)


def test_nothing_about_anonymous_cards_says_which_are_of_one_author(made: GroupingCamp) -> None:
    """Ten people, three cards each: neither what an id begins with nor the order holds one person's together. Of 30 cards
    in random order 2 neighbours in 29 places are expected to be of one author, all 20 as good as never.
    """
    for number in range(10):
        made.cards(made.seat(f"人{number}"), *(f"{number} {card}" for card in "甲乙丙"))
    for shown in (
        [(one.id, one.text) for one in items(made)],
        [(one.id, one.text) for one in cards_of(made.context, made.camp, made.step())],
    ):
        assert len({one for one, _ in shown}) == 30
        assert not any("." in one for one, _ in shown)
        authors = [text.split()[0] for _, text in shown]
        assert sum(one == other for one, other in pairwise(authors)) < 15


def test_a_card_keeps_its_id_while_its_author_changes_another(tmp_path: Path) -> None:
    """Approval begins anew with every answer, the place on a board does not."""
    with grouping_camp(tmp_path) as made:
        made.open(CORNERS)
        seat = made.seat("小荷")

        def write(*texts: str) -> dict[str, str]:
            made.cards(seat, *texts, question="ideal", exercise=CORNERS)
            return {one.text: one.id for one in items(made, "group", CORNERS)}

        first = write("自己搬桌子", "有人招呼")
        second = write("下棋", "有人招呼")
        third = write("有人招呼", "下棋")
        assert second["有人招呼"] == third["有人招呼"] == first["有人招呼"]
        assert third["下棋"] == second["下棋"] != first["自己搬桌子"]
        assert {one.card for one in items(made, "group", CORNERS)} & set(third.values()) == set()


def test_two_cards_alike_are_two(tmp_path: Path) -> None:
    with grouping_camp(tmp_path) as made:
        made.open(CORNERS)
        seat = made.seat("小荷")
        for _ in range(2):
            made.cards(seat, "没人来", "没人来", question="difficulty", exercise=CORNERS)
        assert len({one.id for one in items(made, "group", CORNERS)}) == 2


def test_several_steps_fill_one_dataset_in_the_order_of_the_file(tmp_path: Path) -> None:
    with grouping_camp(tmp_path) as made:
        made.open(CORNERS)
        seat = made.seat("小荷")
        for corner in ("difficulty", "ideal"):
            made.cards(seat, corner, question=corner, exercise=CORNERS)
        assert [one.text for one in items(made, "group", CORNERS)] == ["ideal", "difficulty"]


def test_whoever_withdraws_takes_their_cards_out_of_the_dataset(made: GroupingCamp) -> None:
    one, other = made.seat("小荷"), made.seat("老秦")
    made.among()
    made.cards(one, "甲")
    made.cards(other, "乙")
    erase_participant(made.context, one.id, "self")
    assert "乙" in {item.text for item in items(made)}
    assert all(item.text != "甲" or item.number for item in items(made))


def test_at_a_table_everybody_sees_the_cards_of_that_table(tmp_path: Path) -> None:
    with grouping_camp(tmp_path) as made:
        made.open(CORNERS)
        people = [made.seat(f"人{number}") for number in range(6)]
        made.sit([people[:3], people[3:]])
        for number, seat in enumerate(people):
            made.cards(seat, f"卡{number}", question="ideal", exercise=CORNERS)
        late = made.seat("晚来的")
        made.cards(late, "没有座位", question="ideal", exercise=CORNERS)
        assert on_screen(made, people[0], "group", CORNERS) == ["卡0", "卡1", "卡2"]
        assert on_screen(made, people[5], "group", CORNERS) == ["卡3", "卡4", "卡5"]
        assert on_screen(made, late, "group", CORNERS) == ["没有座位"]


def test_anonymous_cards_lie_at_their_table_and_nobody_can_say_whose_they_are(made: GroupingCamp) -> None:
    people = [made.seat(f"人{number}") for number in range(5)]
    made.sit([people[:3], people[3:]])
    for number, seat in enumerate(people):
        made.cards(seat, f"卡{number}")
    assert sorted(on_screen(made, people[1], "sort")) == ["卡0", "卡1", "卡2"]
    # Two people are too few to be one among them: their cards lie with those of the room.
    stored = made.context.store.read(
        lambda connection: rows.current_answers(connection, made.camp.id, step=made.step().id)
    )
    assert {one.seat for one in stored} == {""}
    assert sorted(one.payload.get("board", "") != "" for one in stored) == [False, False, True, True, True]


def test_the_table_is_kept_once_three_there_have_answered(made: GroupingCamp) -> None:
    """A table of which one has answered would say whose the cards are."""
    people = [made.seat(f"人{number}") for number in range(4)]
    made.sit([people])
    kept = []
    for number, seat in enumerate(people):
        made.cards(seat, f"卡{number}")
        stored = made.context.store.read(
            lambda connection: rows.current_answers(connection, made.camp.id, step=made.step().id)
        )
        kept.append(sum("board" in one.payload for one in stored))
    assert kept == [0, 0, 3, 4]
    assert sorted(on_screen(made, people[1], "sort")) == ["卡0", "卡1", "卡2", "卡3"]


def test_the_same_anonymous_cards_sent_twice_are_one_answer(made: GroupingCamp) -> None:
    """What is stored beside them, the table, is no other answer."""
    people = [made.seat(f"人{number}") for number in range(3)]
    made.sit([people])
    key, step, payload = new_token(made.context.chance), made.step().id, {"cards": ["甲", "乙"]}
    first = submit(made.context, people[0], key, step, "why", payload)
    again = submit(made.context, people[0], key, step, "why", payload)
    assert again.outcome.value == "already"
    assert (again.answer.number, again.answer.payload) == (first.answer.number, payload)


def test_piles_are_a_dataset_under_their_names_and_unnamed_ones_under_their_cards(
    made: GroupingCamp,
) -> None:
    seat = made.seat("小荷")
    made.cards(seat, "怕收不回钱", "怕被笑", "没人开口")
    made.among()
    lying = {one.text: one.id for one in items(made)}
    money, laughed, asked = lying["怕收不回钱"], lying["怕被笑"], lying["没人开口"]
    step = made.step().id

    def act(connection: object) -> None:
        for key, put, names in (
            ("k1", {money: "a", laughed: "b"}, {"a": "钱的事"}),
            ("k2", {asked: "b"}, {}),
            ("k3", {}, {"empty": "空的"}),
        ):
            boards.add_event(
                connection,  # type: ignore[arg-type]
                made.camp.id,
                step,
                "sort",
                "",
                key=key,
                seat=seat.id,
                put=put,
                names=names,
                undoes=None,
                at=made.context.now(),
            )

    made.context.store.write(act)
    assert [(one.id, one.text) for one in items(made, "key")] == [("a", "钱的事"), ("b", "怕被笑 / 没人开口")]
    assert on_screen(made, seat, "key") == ["钱的事", "怕被笑 / 没人开口"]


def test_piles_of_a_sheet_are_in_the_dataset_as_well(made: GroupingCamp) -> None:
    seat = made.seat("纸")
    made.say(
        seat,
        "sort",
        {"groups": [{"name": "怕担责任", "cards": ["出了事谁负责"]}, {"name": "", "cards": ["甲"]}]},
    )
    assert [one.text for one in items(made, "key")] == ["怕担责任", "甲"]


def test_a_step_that_works_with_nothing_is_left_as_it_is(made: GroupingCamp) -> None:
    seat = made.seat("小荷")
    assert question_in(made.context, seat, made.step().id, "why").items == ()
