"""Boards: two people at once lose nothing, a press is one act however often it arrives, and undo takes back one's own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.grouping_camp import CORNERS, NEED, GroupingCamp, grouping_camp
from tests.properties import examples
from workshop.base.errors import InputError, RoomError
from workshop.model.board import BoardEvent, piles, standing
from workshop.model.camp import Action, Seat
from workshop.model.ids import new_token
from workshop.services.camp import control
from workshop.services.erase import erase_participant
from workshop.services.room.boards import (
    NEW,
    OUT,
    BoardOutcome,
    BoardPress,
    BoardView,
    board_of_seat,
    boards_of_room,
    corner_of,
    press_of_room,
    press_of_seat,
    suggestions,
)

WHEN = datetime(2026, 3, 2)


def event(
    number: int,
    put: dict[str, str] | None = None,
    names: dict[str, str] | None = None,
    undoes: int | None = None,
) -> BoardEvent:
    return BoardEvent(number, f"k{number}", "s", "q", "", "", put or {}, names or {}, undoes, WHEN)


acts = st.lists(
    st.tuples(
        st.dictionaries(st.sampled_from("abcdef"), st.sampled_from(["", "p1", "p2", "p3"]), max_size=3),
        st.dictionaries(st.sampled_from(["p1", "p2", "p3"]), st.sampled_from(["", "甲", "乙"]), max_size=2),
        st.none() | st.integers(1, 8),
    ),
    max_size=10,
)


@given(acts, st.randoms(use_true_random=False))
@examples(100)
def test_a_card_lies_in_one_pile_and_the_log_alone_decides(
    made: list[tuple[dict[str, str], dict[str, str], int | None]], chance: st.random_module
) -> None:
    """However the rows are handed over, and however often one is: the numbers say what came after what."""
    log = [
        event(number, {} if undoes else put, {} if undoes else names, undoes)
        for number, (put, names, undoes) in enumerate(made, start=1)
    ]
    found = piles(log)
    cards = [card for pile in found for card in pile.cards]
    assert len(cards) == len(set(cards))
    shuffled = [*log]
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert piles(shuffled) == found
    # Undone acts leave no trace but in the log: without them the board is the same.
    assert piles(standing(log)) == found


@given(
    st.dictionaries(st.sampled_from("abc"), st.sampled_from(["p1", "p2"]), min_size=1),
    st.dictionaries(st.sampled_from("xyz"), st.sampled_from(["p2", "p3"]), min_size=1),
)
@examples(40)
def test_acts_on_different_cards_come_to_the_same_in_either_order(
    one: dict[str, str], other: dict[str, str]
) -> None:
    def lying(*log: BoardEvent) -> dict[str, frozenset[str]]:
        return {pile.id: frozenset(pile.cards) for pile in piles(log)}

    assert lying(event(1, one), event(2, other)) == lying(event(1, other), event(2, one))


@pytest.fixture
def made(tmp_path: Path) -> Iterator[GroupingCamp]:
    with grouping_camp(tmp_path) as camp:
        camp.open()
        yield camp


def board(made: GroupingCamp, seat: Seat, exercise: str = NEED, question: str = "sort") -> BoardView:
    view = board_of_seat(made.context, seat, made.camp, made.step(exercise).id, question, "zh")
    # Anonymous cards have no order of arrival.
    return replace(view, loose=tuple(sorted(view.loose, key=lambda card: card.text)))


def press(made: GroupingCamp, seat: Seat, key: str = "", **what: object) -> BoardOutcome:
    pressed = BoardPress(key or new_token(made.context.chance), **what)  # type: ignore[arg-type]
    return press_of_seat(made.context, seat, made.camp, made.step().id, "sort", pressed)


def shown(view: BoardView) -> tuple[list[str], dict[str, list[str]]]:
    return [card.text for card in view.loose], {
        pile.name: sorted(card.text for card in pile.cards) for pile in view.piles
    }


@pytest.fixture
def table(made: GroupingCamp) -> list[Seat]:
    """Three people at one table, with a card each, and three at another."""
    people = [made.seat(f"人{number}") for number in range(6)]
    made.sit([people[:3], people[3:]])
    for number, seat in enumerate(people):
        made.cards(seat, f"卡{number}")
    return people


def test_a_table_groups_its_own_cards_and_all_its_phones_see_it(
    made: GroupingCamp, table: list[Seat]
) -> None:
    first, second = board(made, table[0]).loose[:2]
    assert press(made, table[0], cards=(first.id, second.id), to=NEW, name="怕亏") is BoardOutcome.DONE
    assert shown(board(made, table[1])) == (["卡2"], {"怕亏": ["卡0", "卡1"]})
    assert shown(board(made, table[4])) == (["卡3", "卡4", "卡5"], {})
    assert [one.table for one in boards_of_room(made.context, made.camp, made.step().id, "sort", "zh")] == [
        1,
        2,
    ]


def test_two_people_at_once_lose_nothing(made: GroupingCamp, table: list[Seat]) -> None:
    """Both act on the board as they saw it: one begins a pile, the other another, and each names theirs."""
    cards = board(made, table[0]).loose
    press(made, table[0], cards=(cards[0].id,), to=NEW, name="甲")
    press(made, table[1], cards=(cards[1].id,), to=NEW, name="乙")
    assert shown(board(made, table[2])) == (["卡2"], {"甲": ["卡0"], "乙": ["卡1"]})


def test_a_new_pile_without_a_card_is_none(made: GroupingCamp, table: list[Seat]) -> None:
    assert press(made, table[0], to=NEW, name="空的") is BoardOutcome.NOTHING


def test_a_press_that_arrives_twice_is_one_act(made: GroupingCamp, table: list[Seat]) -> None:
    card = board(made, table[0]).loose[0].id
    assert press(made, table[0], "k" * 32, cards=(card,), to=NEW) is BoardOutcome.DONE
    assert press(made, table[0], "k" * 32, cards=(card,), to=NEW) is BoardOutcome.ALREADY
    assert len(board(made, table[0]).piles) == 1


def test_undo_takes_back_ones_own_last_act_and_nobody_elses(made: GroupingCamp, table: list[Seat]) -> None:
    cards = board(made, table[0]).loose
    press(made, table[0], cards=(cards[0].id,), to=NEW, name="甲")
    press(made, table[1], cards=(cards[1].id,), to=NEW, name="乙")
    mine, theirs = board(made, table[0]).undo, board(made, table[1]).undo
    assert mine is not None
    assert theirs is not None
    assert press(made, table[0], undoes=theirs.number) is BoardOutcome.NOTHING
    assert press(made, table[0], undoes=mine.number) is BoardOutcome.DONE
    assert shown(board(made, table[0])) == (["卡0", "卡2"], {"乙": ["卡1"]})
    assert press(made, table[0], undoes=mine.number) is BoardOutcome.NOTHING


def test_a_name_nobody_touched_says_nothing_about_what_another_wrote(
    made: GroupingCamp, table: list[Seat]
) -> None:
    card = board(made, table[0]).loose[0]
    press(made, table[0], cards=(card.id,), to=NEW)
    pile = board(made, table[0]).piles[0].id
    press(made, table[1], names={pile: ("怕亏", "")})
    # The first phone still shows the field empty, and moves a card.
    other = board(made, table[0]).loose[0]
    press(made, table[0], cards=(other.id,), to=pile, names={pile: ("", "")})
    assert shown(board(made, table[0])) == (["卡2"], {"怕亏": ["卡0", "卡1"]})


def test_a_name_too_long_is_refused_and_nothing_is_done(made: GroupingCamp, table: list[Seat]) -> None:
    card = board(made, table[0]).loose[0].id
    with pytest.raises(InputError, match="too_long"):
        press(made, table[0], cards=(card,), to=NEW, name="长" * 41)
    assert board(made, table[0]).piles == ()


def test_another_tables_card_and_a_pile_that_is_none_are_left_alone(
    made: GroupingCamp, table: list[Seat]
) -> None:
    mine, theirs = board(made, table[0]).loose[0].id, board(made, table[4]).loose[0].id
    assert press(made, table[0], cards=(theirs,), to=NEW) is BoardOutcome.NOTHING
    assert press(made, table[0], cards=(mine,), to="nowhere") is BoardOutcome.NOTHING


def test_cards_taken_out_are_loose_again_and_an_unnamed_pile_without_cards_is_gone(
    made: GroupingCamp, table: list[Seat]
) -> None:
    card = board(made, table[0]).loose[0].id
    press(made, table[0], cards=(card,), to=NEW)
    press(made, table[0], cards=(card,), to=OUT)
    assert board(made, table[0]).piles == ()
    assert len(board(made, table[0]).loose) == 3


def test_once_the_step_is_frozen_phones_only_look_and_the_facilitator_may_still_tidy_up(
    made: GroupingCamp, table: list[Seat]
) -> None:
    card = board(made, table[0]).loose[0].id
    control.act(made.context, made.camp.id, Action.FREEZE, made.step().id, "f")
    assert press(made, table[0], cards=(card,), to=NEW) is BoardOutcome.CLOSED
    where = board(made, table[0]).board
    pressed = BoardPress("f" * 32, cards=(card,), to=NEW, name="主持人起的")
    args = (made.context, made.camp, made.step().id, "sort")
    assert press_of_room(*args, where, pressed) is BoardOutcome.DONE
    with pytest.raises(RoomError, match=r"boards\.unknown"):
        press_of_room(*args, "t9.9.9", pressed)


def test_turning_the_tables_leaves_the_cards_where_they_were_laid(tmp_path: Path) -> None:
    with grouping_camp(tmp_path) as made:
        made.open(CORNERS)
        people = [made.seat(f"人{number}") for number in range(6)]
        for number, seat in enumerate(people):
            made.cards(seat, f"卡{number}", question="ideal", exercise=CORNERS)
        number = made.sit([people[:3], people[3:]], [people[::2], people[1::2]])
        step, cards = made.step(CORNERS).id, board(made, people[0], CORNERS, "group").loose
        pressed = BoardPress("k" * 32, cards=(cards[0].id,), to=NEW)
        press_of_seat(made.context, people[0], made.camp, step, "group", pressed)
        from workshop.services.matching import seating

        seating.turn_to(made.context, made.camp, 2, "f")
        after = board(made, people[1], CORNERS, "group")
        assert after.board == f"t{number}.1.1"
        assert [card.text for card in after.loose] == ["卡1", "卡2"]


def test_who_withdraws_takes_their_cards_and_the_names_they_gave(
    made: GroupingCamp, table: list[Seat]
) -> None:
    cards = board(made, table[0]).loose
    press(made, table[0], cards=tuple(card.id for card in cards), to=NEW, name="小名")
    pile = board(made, table[0]).piles[0].id
    press(made, table[1], names={pile: ("李四说的", "小名")})
    erase_participant(made.context, table[1].id, "self")
    # The name before is another's and is back; the cards of the others lie where they were laid.
    assert list(shown(board(made, table[0]))[1]) == ["小名"]
    data = made.context.store.read(
        lambda connection: str(list(connection.exec_driver_sql("SELECT names FROM board_event")))
    )
    assert "李四说的" not in data


def test_a_suggestion_moves_nothing_until_somebody_takes_it_and_then_only_what_is_still_loose(
    tmp_path: Path,
) -> None:
    with grouping_camp(tmp_path) as made:
        made.open()
        seat, other = made.seat("小荷"), made.seat("老秦")
        made.cards(seat, "怕垫的钱收不回来", "垫的钱收不回", "垫的钱报不了")
        made.among()
        seen = suggestions(board(made, seat))
        assert [[card.text for card in one.cards] for one in seen] == [
            ["怕垫的钱收不回来", "垫的钱收不回", "垫的钱报不了"]
        ] or len(seen[0].cards) == 3
        assert board(made, seat).piles == ()
        first = seen[0].cards[0].id
        press(made, other, cards=(first,), to=NEW, name="别处")
        groups = tuple((one.pile, tuple(card.id for card in one.cards)) for one in seen)
        assert press(made, seat, groups=groups) is BoardOutcome.DONE
        assert sorted(len(pile.cards) for pile in board(made, seat).piles) == [1, 2]
        undo = board(made, seat).undo
        assert undo is not None
        press(made, seat, undoes=undo.number)
        assert [len(pile.cards) for pile in board(made, seat).piles] == [1]


def test_cards_of_several_corners_say_which_they_come_from(tmp_path: Path) -> None:
    with grouping_camp(tmp_path) as made:
        made.open(CORNERS)
        seat = made.seat("小荷")
        made.cards(seat, "有人招呼", question="ideal", exercise=CORNERS)
        assert board(made, seat, CORNERS, "group").loose[0].corner == ""
        made.cards(seat, "没人来", question="difficulty", exercise=CORNERS)
        assert [card.corner for card in board(made, seat, CORNERS, "group").loose] == ["理想", "难点"]


@pytest.mark.parametrize(
    ("prompt", "corner"),
    [
        ("难点：您最怕卡在哪里？", "难点"),
        ("Difficulty: where?", "Difficulty"),
        ("这一句话在冒号前面实在太长了一点：是吧", ""),
        ("没有冒号", ""),
    ],
)
def test_the_words_before_a_colon_are_a_corner_where_they_are_few(prompt: str, corner: str) -> None:
    assert corner_of(prompt) == corner
