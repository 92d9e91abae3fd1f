"""A press is one event or an answer that says why not: whatever the order, the rhythm and the number of remotes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.app_context import Clock
from tests.properties import examples
from tests.room_test.stage import CHECK, EVERY_KIND, Room, make_room
from workshop.model.camp import Action, RoomAction, StepState
from workshop.services.camp import control
from workshop.services.room.steering import (
    APPROVE_ALL,
    Press,
    Pressed,
    PressOutcome,
    Steering,
    press,
    steering,
)
from workshop.services.room.wall_address import wall_token
from workshop.services.room.wall_views import chosen_view
from workshop.store import camps, rooms

ACTS = (*(action.value for action in Action), *(action.value for action in RoomAction), APPROVE_ALL, "dance")


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    with make_room(tmp_path, clock=Clock()) as made:
        yield made


@dataclass
class Remote:
    """A device that presses; every press has a key of its own unless it is told one."""

    room: Room
    device: str
    pressed: int = 0

    def now(self) -> Steering:
        return steering(self.room.context.store.read(lambda c: rooms.events(c, self.room.camp.id)))

    def do(
        self,
        act: str,
        subject: str = "",
        *,
        key: str = "",
        epoch: int | None = None,
        number: int | None = None,
    ) -> Pressed:
        self.pressed += 1
        key = key or f"{self.device}-{self.pressed:020d}"
        epoch = self.now().epoch if epoch is None else epoch
        wanted = Press(key, epoch, act, subject, minutes=5, number=number)
        return press(self.room.context, self.room.camp, self.device, "facilitator", wanted)


def states(room: Room) -> dict[str, StepState]:
    return {step.id: step.state for step in control.steps(room.context, room.camp.id)}


def events(room: Room) -> int:
    return room.context.store.read(
        lambda c: len(camps.events(c, room.camp.id)) + len(rooms.events(c, room.camp.id))
    )


def test_one_form_posted_twice_is_one_event(room: Room) -> None:
    remote = Remote(room, "a")
    assert remote.do("open", EVERY_KIND, key="k" * 20).outcome is PressOutcome.DONE
    assert remote.do("open", EVERY_KIND, key="k" * 20).outcome is PressOutcome.ALREADY
    assert events(room) == 1


def test_two_who_press_the_same_are_told_what_is_so(room: Room) -> None:
    one, other = Remote(room, "a"), Remote(room, "b")
    one.do("open", EVERY_KIND)
    assert one.do("freeze", EVERY_KIND).outcome is PressOutcome.DONE
    late = other.do("freeze", EVERY_KIND)
    assert (late.outcome, late.why) == (PressOutcome.NOTHING, "frozen")
    assert events(room) == 2


def test_undo_takes_back_what_the_button_named_and_nothing_else(room: Room) -> None:
    one, other = Remote(room, "a"), Remote(room, "b")
    one.do("open", EVERY_KIND)
    seen = control.last_seq(room.context, room.camp.id)
    other.do("freeze", EVERY_KIND)
    assert one.do("undo", number=seen).why == "not_the_last"
    assert states(room)[EVERY_KIND] is StepState.FROZEN
    assert one.do("undo", number=seen + 1).outcome is PressOutcome.DONE
    assert other.do("undo", number=seen + 1).why == "already_undone"
    assert states(room)[EVERY_KIND] is StepState.OPEN


def test_a_device_that_takes_over_leaves_the_other_watching(room: Room) -> None:
    old, new = Remote(room, "a"), Remote(room, "b")
    epoch = old.now().epoch
    assert new.do("take").outcome is PressOutcome.DONE
    assert old.do("open", EVERY_KIND, epoch=epoch).outcome is PressOutcome.STALE
    # Also with the newest page: it is another device's turn.
    assert old.do("open", EVERY_KIND).outcome is PressOutcome.STALE
    assert new.do("open", EVERY_KIND).outcome is PressOutcome.DONE
    assert new.do("take").why == "same_hands"
    assert old.do("take").outcome is PressOutcome.DONE
    assert new.do("close", EVERY_KIND).outcome is PressOutcome.STALE
    assert old.do("share").outcome is PressOutcome.DONE
    assert new.do("close", EVERY_KIND).outcome is PressOutcome.DONE


def test_minutes_are_given_and_taken_back(room: Room) -> None:
    remote = Remote(room, "a")
    before = {step.id: step.minutes for step in control.steps(room.context, room.camp.id)}
    remote.do("open", EVERY_KIND)
    remote.do("extend", EVERY_KIND)
    after = {step.id: step.minutes for step in control.steps(room.context, room.camp.id)}
    assert after[EVERY_KIND] == before[EVERY_KIND] + 5
    remote.do("undo", number=control.last_seq(room.context, room.camp.id))
    assert {step.id: step.minutes for step in control.steps(room.context, room.camp.id)} == before


@pytest.mark.parametrize("minutes", [999_999_999, 1, 0, -6])
def test_only_what_the_buttons_give_is_given(room: Room, minutes: int) -> None:
    remote = Remote(room, "a")
    remote.do("open", EVERY_KIND)
    wanted = Press("m" * 20, 0, "extend", EVERY_KIND, minutes=minutes)
    assert press(room.context, room.camp, "a", "facilitator", wanted).outcome is PressOutcome.REFUSED


def test_giving_undoes_taking_down_to_the_shortest_time(room: Room) -> None:
    remote = Remote(room, "a")
    remote.do("open", EVERY_KIND)
    minutes = next(s.minutes for s in control.steps(room.context, room.camp.id) if s.id == EVERY_KIND)

    def give(number: int, by: int) -> Pressed:
        wanted = Press(f"{number:020d}", 0, "extend", EVERY_KIND, minutes=by)
        return press(room.context, room.camp, "a", "facilitator", wanted)

    taken = sum(give(number, -5).outcome is PressOutcome.DONE for number in range(10))
    assert give(50, -5).why == "shortest"
    assert taken == (minutes - 5) // 5
    for number in range(taken):
        give(100 + number, 5)
    assert minutes == next(s.minutes for s in control.steps(room.context, room.camp.id) if s.id == EVERY_KIND)


def test_a_step_shorter_than_the_shortest_runs_like_any_other(room: Room) -> None:
    """Only taking minutes away is held to the shortest time; found by reading, when a step of four could not be opened."""
    remote = Remote(room, "a")
    minutes = next(s.minutes for s in control.steps(room.context, room.camp.id) if s.id == EVERY_KIND)
    control.act(room.context, room.camp.id, Action.EXTEND, EVERY_KIND, "facilitator", minutes=3 - minutes)
    for act in ("open", "freeze", "reveal", "close"):
        assert remote.do(act, EVERY_KIND).outcome is PressOutcome.DONE


def test_a_device_that_only_watches_does_not_lock_the_door(room: Room) -> None:
    steering_one, watching = Remote(room, "a"), Remote(room, "b")
    steering_one.do("take")
    assert watching.do("lock").outcome is PressOutcome.STALE
    before = events(room)
    assert steering_one.do("lock", key="l" * 20).outcome is PressOutcome.DONE
    assert steering_one.do("lock", key="l" * 20).outcome is PressOutcome.ALREADY
    assert events(room) == before + 1


def test_a_new_address_is_made_once_and_by_whoever_steers(room: Room) -> None:
    remote, other = Remote(room, "a"), Remote(room, "b")
    first = wall_token(room.context, room.camp.id)
    assert remote.do("new_wall", key="w" * 20).outcome is PressOutcome.DONE
    second = wall_token(room.context, room.camp.id)
    assert remote.do("new_wall", key="w" * 20).outcome is PressOutcome.ALREADY
    assert first != second == wall_token(room.context, room.camp.id)
    remote.do("take")
    assert other.do("new_wall").outcome is PressOutcome.STALE
    assert wall_token(room.context, room.camp.id) == second


def test_a_skipped_step_comes_back_when_it_is_opened(room: Room) -> None:
    remote = Remote(room, "a")
    remote.do("skip", CHECK)
    skipped = {step.id for step in control.steps(room.context, room.camp.id) if step.skipped}
    assert skipped == {CHECK}
    assert remote.do("skip", CHECK).why == "skipped"
    remote.do("open", CHECK)
    assert not any(step.skipped for step in control.steps(room.context, room.camp.id))


def test_a_view_that_the_step_has_not_is_refused(room: Room) -> None:
    remote = Remote(room, "a")
    assert remote.do("show", "levels").outcome is PressOutcome.REFUSED  # nothing has been opened
    assert remote.do("show", "timer").outcome is PressOutcome.DONE
    assert remote.do("show", "timer").why == "shown"
    assert chosen_view(room.context.store.read(lambda c: rooms.events(c, room.camp.id))) == "timer"
    remote.do("open", CHECK)
    assert remote.do("show", "levels").outcome is PressOutcome.DONE


presses = st.lists(
    st.tuples(
        st.sampled_from("ab"),  # which remote
        st.sampled_from(ACTS),
        st.sampled_from([EVERY_KIND, CHECK, "nowhere", "timer", "auto", "1.0"]),
        st.integers(0, 3),  # behind the newest epoch by
        st.integers(0, 6),  # the event an undo names
        st.booleans(),  # posted twice
    ),
    max_size=25,
)


@given(presses)
@examples(40)
def test_every_press_is_an_event_or_says_why_not(
    tmp_path_factory: pytest.TempPathFactory, made: list[tuple[str, str, str, int, int, bool]]
) -> None:
    with make_room(tmp_path_factory.mktemp("room"), clock=Clock()) as room:
        remotes = {name: Remote(room, name) for name in "ab"}
        for number, (who, act, subject, behind, undoes, twice) in enumerate(made):
            remote, before = remotes[who], events(room)
            epoch = max(0, remote.now().epoch - behind)
            key = f"key-{number:020d}"
            done = remote.do(act, subject, key=key, epoch=epoch, number=undoes)
            grown = events(room) - before
            assert grown == (done.outcome is PressOutcome.DONE)
            assert done.event is not None or done.why
            if twice and grown:
                again = remote.do(act, subject, key=key, epoch=epoch, number=undoes)
                assert again.outcome is PressOutcome.ALREADY
                assert events(room) - before == 1
