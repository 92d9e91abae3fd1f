"""Notes are never lost and never doubled; a reminder reaches those who have not finished, for as long as it is about them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.app_context import Clock
from tests.properties import examples
from tests.room_test.stage import CHECK, EVERY_KIND, Room, make_room
from workshop.model.camp import Action, RoomAction
from workshop.model.ids import new_token
from workshop.services.camp import control
from workshop.services.room.notes import LONGEST_NOTE, RoomNote, notes_of, nudge_for
from workshop.services.room.steering import Press, Pressed, PressOutcome, press


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    with make_room(tmp_path, clock=Clock()) as made:
        yield made


def do(room: Room, act: str, subject: str = "", text: str = "", key: str = "", epoch: int = 0) -> Pressed:
    key = key or new_token(room.context.chance)
    return press(room.context, room.camp, "device", "facilitator", Press(key, epoch, act, subject, text=text))


def written(room: Room) -> list[RoomNote]:
    return list(notes_of(room.context, room.camp))


def test_a_note_is_kept_with_the_step_it_belongs_to(room: Room) -> None:
    control.act(room.context, room.camp.id, Action.OPEN, EVERY_KIND, "facilitator")
    assert do(room, "park", text="  停车 \n 的事\u202e ").outcome is PressOutcome.DONE
    assert do(room, "decide", text="周五前小林去问").outcome is PressOutcome.DONE
    assert [(one.kind.value, one.text, one.step) for one in written(room)] == [
        ("park", "停车 的事", EVERY_KIND),
        ("decide", "周五前小林去问", EVERY_KIND),
    ]


def test_one_form_posted_twice_is_one_note(room: Room) -> None:
    assert do(room, "park", text="同一条", key="k" * 32).outcome is PressOutcome.DONE
    assert do(room, "park", text="同一条", key="k" * 32).outcome is PressOutcome.ALREADY
    assert len(written(room)) == 1


@pytest.mark.parametrize("text", ["", "  ", "\n\t", "\u202e"])
def test_nothing_written_is_no_note_and_says_so(room: Room, text: str) -> None:
    pressed = do(room, "park", text=text)
    assert (pressed.outcome, pressed.why) == (PressOutcome.NOTHING, "no_words")
    assert not written(room)


def test_a_note_crossed_off_comes_back(room: Room) -> None:
    do(room, "park", text="一")
    seq = str(written(room)[0].seq)
    assert do(room, "settle", seq).outcome is PressOutcome.DONE
    assert (do(room, "settle", seq).why, written(room)[0].settled) == ("settled", True)
    assert do(room, "unsettle", seq).outcome is PressOutcome.DONE
    assert (do(room, "unsettle", seq).why, written(room)[0].settled) == ("not_settled", False)
    assert do(room, "settle", "999").why == "no_note"


def test_a_device_that_only_watches_may_still_note(room: Room) -> None:
    press(room.context, room.camp, "other", "facilitator", Press("t" * 32, 0, "take"))
    assert do(room, "decide", text="定了").outcome is PressOutcome.DONE
    assert do(room, "lock").outcome is PressOutcome.STALE


def test_a_reminder_needs_an_open_step_and_a_minute(room: Room) -> None:
    assert do(room, "nudge").why == "nothing_open"
    control.act(room.context, room.camp.id, Action.OPEN, EVERY_KIND, "facilitator")
    assert do(room, "nudge", text="还差两桌").outcome is PressOutcome.DONE
    assert do(room, "nudge").why == "nudged"
    assert isinstance(room.context.now, Clock)
    room.context.now.forward(minutes=1)
    assert do(room, "nudge").outcome is PressOutcome.DONE


def test_a_reminder_is_about_its_step_and_its_opening(room: Room) -> None:
    def words() -> list[str | None]:
        nudges = (
            nudge_for(room.context, step, room.camp.id)
            for step in control.steps(room.context, room.camp.id)
            if step.id in (EVERY_KIND, CHECK)
        )
        return [one.text if one else None for one in nudges]

    control.act(room.context, room.camp.id, Action.OPEN, EVERY_KIND, "facilitator")
    do(room, "nudge", text="快了")
    assert words() == ["快了", None]
    control.act(room.context, room.camp.id, Action.FREEZE, EVERY_KIND, "facilitator")
    assert words() == [None, None]
    assert isinstance(room.context.now, Clock)
    room.context.now.forward(minutes=5)
    control.act(room.context, room.camp.id, Action.OPEN, EVERY_KIND, "facilitator")
    assert words() == [None, None]


@examples(30)
@given(st.lists(st.tuples(st.sampled_from(["park", "decide"]), st.text(max_size=400)), max_size=8))
def test_every_note_with_a_word_is_kept_whole_up_to_its_limit(
    tmp_path_factory: pytest.TempPathFactory, wrote: list[tuple[str, str]]
) -> None:
    with make_room(tmp_path_factory.mktemp("room"), clock=Clock()) as room:
        kept = [do(room, act, text=text).outcome is PressOutcome.DONE for act, text in wrote]
        assert len(written(room)) == sum(kept)
        assert all(0 < len(one.text) <= LONGEST_NOTE for one in written(room))
        assert {one.kind for one in written(room)} <= {RoomAction.PARK, RoomAction.DECIDE}
