"""The wall's address, what it shows by itself and when told, and words that reach it only when approved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.app_context import Clock, make_context
from tests.room_test.stage import CHECK, Room, make_room
from workshop.base.errors import AccessError
from workshop.model.camp import Action, Camp, CampStep, Seat
from workshop.model.ids import new_token
from workshop.services import erase
from workshop.services.app.context import AppContext
from workshop.services.camp import answers, camps, control
from workshop.services.room.remote import remote_view, since
from workshop.services.room.steering import APPROVE_ALL, Press, Pressed, PressOutcome, press
from workshop.services.room.wall_address import camp_of_wall, renew_wall_in, wall_token
from workshop.services.room.wall_words import Approval, WallCard, cards_of
from workshop.services.room.walls import bars_of, wall_show
from workshop.services.seats import seats
from workshop.services.seats.seats import Arrival


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    with make_room(tmp_path, clock=Clock()) as made:
        yield made


def act(room: Room, action: Action, step: str) -> None:
    control.act(room.context, room.camp.id, action, step, "facilitator")


def test_the_address_stays_until_a_new_one_ends_it(room: Room) -> None:
    first = wall_token(room.context, room.camp.id)
    assert wall_token(room.context, room.camp.id) == first
    assert camp_of_wall(room.context, first.lower()).id == room.camp.id
    second = room.context.store.write(lambda c: renew_wall_in(c, room.context, room.camp.id))
    assert second != first
    assert wall_token(room.context, room.camp.id) == second
    with pytest.raises(AccessError, match=r"wall\.ended"):
        camp_of_wall(room.context, first)
    with pytest.raises(AccessError, match=r"wall\.unknown"):
        camp_of_wall(room.context, "GUESSEDGUESS")


def test_by_itself_it_shows_how_to_join_then_counts_then_results(room: Room) -> None:
    assert wall_show(room.context, room.camp).view == "join"
    act(room, Action.OPEN, CHECK)
    assert wall_show(room.context, room.camp).view == "count"
    act(room, Action.FREEZE, CHECK)
    assert wall_show(room.context, room.camp).view == "count"
    act(room, Action.REVEAL, CHECK)
    assert wall_show(room.context, room.camp).view == "levels"


def test_results_asked_for_wait_for_the_reveal(room: Room) -> None:
    act(room, Action.OPEN, CHECK)
    wanted = Press("k" * 20, 0, "show", "bars")
    assert press(room.context, room.camp, "a", "facilitator", wanted).outcome is PressOutcome.DONE
    assert wall_show(room.context, room.camp).view == "count"
    act(room, Action.REVEAL, CHECK)
    assert wall_show(room.context, room.camp).view == "bars"


@dataclass(frozen=True)
class Half:
    """A half-day camp with people in it, whose check-in lets words onto the wall."""

    context: AppContext
    camp: Camp
    seats: tuple[Seat, ...]

    def say(self, place: int, words: str) -> None:
        key = new_token(self.context.chance)
        answers.submit(self.context, self.seats[place], key, HOPES, "hope", {"text": words})

    def feel(self, place: int, level: int) -> None:
        key = new_token(self.context.chance)
        answers.submit(self.context, self.seats[place], key, HOPES, "energy", {"level": level})

    def cards(self) -> dict[str, WallCard]:
        return {card.text: card for card in cards_of(self.context, self.camp, self.step())}

    def step(self) -> CampStep:
        return next(one for one in control.steps(self.context, self.camp.id) if one.id == HOPES)

    def press(self, act: str, subject: str, number: int | None = None) -> Pressed:
        wanted = Press(new_token(self.context.chance), 0, act, subject, number=number)
        return press(self.context, self.camp, "a", "facilitator", wanted)

    def shown(self) -> tuple[str, ...]:
        return tuple(card.text for card in wall_show(self.context, self.camp).cards)


HOPES = "check-in"


@pytest.fixture
def half(tmp_path: Path) -> Iterator[Half]:
    with make_context(tmp_path) as context:
        camp = camps.new_camp(context, "半天", "camp-half").camp
        taken = tuple(
            seats.join(
                context, camp.code, Arrival(f"{n:032d}", f"人{n}", "甲", "resident", consent=True)
            ).seat
            for n in range(6)
        )
        control.act(context, camp.id, Action.OPEN, HOPES, "facilitator")
        yield Half(context, camp, taken)


def test_words_wait_for_approval_and_are_never_deleted(half: Half) -> None:
    half.say(0, "水管谁修")
    half.say(1, "骂人的话")
    control.act(half.context, half.camp.id, Action.REVEAL, HOPES, "facilitator")
    assert half.shown() == ()
    assert wall_show(half.context, half.camp).waiting == 2
    assert half.press("approve", half.cards()["水管谁修"].id).outcome is PressOutcome.DONE
    assert half.press("hide", half.cards()["骂人的话"].id).outcome is PressOutcome.DONE
    assert half.shown() == ("水管谁修",)
    assert half.cards()["骂人的话"].standing is Approval.HIDDEN
    assert half.press("hide", half.cards()["水管谁修"].id).outcome is PressOutcome.DONE
    assert half.shown() == ()
    assert len(half.cards()) == 2


def test_approving_all_covers_what_was_looked_at_only(half: Half) -> None:
    half.say(0, "一")
    half.say(1, "二")
    half.press("hide", half.cards()["二"].id)
    looked_at = max(card.number for card in half.cards().values())
    half.say(2, "三，后来才写的")
    assert half.press(APPROVE_ALL, HOPES, looked_at).outcome is PressOutcome.DONE
    assert half.shown() == ("一",)
    assert half.press(APPROVE_ALL, HOPES, looked_at).why == "none_waiting"


def test_what_one_press_put_up_comes_off_by_one_press_and_nothing_else(half: Half) -> None:
    for place, words in enumerate("一二三"):
        half.say(place, words)
    half.press("approve", half.cards()["二"].id)
    half.press(APPROVE_ALL, HOPES, max(card.number for card in half.cards().values()))
    assert half.shown() == ("二", "一", "三")  # the newest approved last, as the wall turns them round
    raised = remote_view(half.context, half.camp).raised
    assert raised == {half.cards()[words].id for words in "一三"}
    key = new_token(half.context.chance)
    lower = Press(key, 0, "lower", HOPES, words=raised)
    for outcome in (PressOutcome.DONE, PressOutcome.ALREADY):
        assert press(half.context, half.camp, "a", "facilitator", lower).outcome is outcome
        assert half.shown() == ("二",)
    assert remote_view(half.context, half.camp).raised == frozenset()
    assert half.cards()["一"].standing is Approval.WAITING
    half.press(APPROVE_ALL, HOPES, max(card.number for card in half.cards().values()))
    assert half.shown() == ("二", "一", "三")
    half.press("hide", half.cards()["三"].id)  # anything decided since: the press is no longer the last
    assert remote_view(half.context, half.camp).raised == frozenset()


def test_changed_words_wait_again(half: Half) -> None:
    half.say(0, "好话")
    half.press("approve", half.cards()["好话"].id)
    half.say(0, "换成别的")
    assert half.shown() == ()
    assert half.cards()["换成别的"].standing is Approval.WAITING


def test_approving_while_the_author_withdraws_says_so(half: Half) -> None:
    half.say(0, "我写的")
    card = half.cards()["我写的"].id
    erase.erase_participant(half.context, half.seats[0].id, "seat")
    assert half.press("approve", card).why == "gone"
    assert half.shown() == ()


def test_bars_count_the_room_from_five_people_on(half: Half) -> None:
    for place, level in enumerate((1, 1, 2, 3)):
        half.feel(place, level)
    (bars,) = bars_of(half.context, half.camp, half.step(), "zh")
    assert (bars.people, bars.counts) == (4, ())
    half.feel(4, 3)
    (bars,) = bars_of(half.context, half.camp, half.step(), "zh")
    assert (bars.people, bars.counts) == (5, (0, 2, 1, 2))


def test_who_leaves_while_another_comes_changes_what_walls_compare(half: Half) -> None:
    """Their number stays the same, and so does the newest answer."""
    half.say(0, "先写的")
    half.say(1, "后写的")
    before = since(half.context, half.camp.id)
    erase.erase_participant(half.context, half.seats[0].id, "seat")
    seats.join(half.context, half.camp.code, Arrival("z" * 32, "新来的", "甲", "resident", consent=True))
    assert since(half.context, half.camp.id) != before


def test_a_new_join_code_changes_what_walls_compare(half: Half) -> None:
    """A wall that shows how to join must not go on showing the code that was changed because it leaked."""
    before = since(half.context, half.camp.id)
    camps.change_code(half.context, half.camp.id)
    assert since(half.context, half.camp.id) != before


def test_words_of_an_earlier_step_that_wait_stay_in_reach_of_the_remote(half: Half) -> None:
    """Two wait when the room goes on; what is decided about leaves the list, and what comes meanwhile joins it."""
    half.say(0, "水管谁修")
    half.say(1, "骂人的话")
    half.press("open", CHECK)
    half.say(2, "再说一句")

    def listed() -> set[str]:
        return {card.text for card in remote_view(half.context, half.camp).cards}

    assert listed() == {"水管谁修", "骂人的话", "再说一句"}
    assert remote_view(half.context, half.camp).waiting == 3
    half.press("approve", half.cards()["水管谁修"].id)
    half.press("hide", half.cards()["骂人的话"].id)
    assert listed() == {"再说一句"}
