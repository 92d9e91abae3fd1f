"""What facilitators do to steps: allowed moves, undo, and two of them at once."""

from __future__ import annotations

import threading
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.app_context import START, context_on
from workshop.base.errors import MengyaError, RoomError
from workshop.model.camp import Action, CampStep, ControlEvent, StepState
from workshop.services.app.context import AppContext
from workshop.services.camp import camps, control
from workshop.store.engine import Store


@pytest.fixture
def context(store: Store) -> AppContext:
    return context_on(store)


@pytest.fixture
def camp_id(context: AppContext) -> str:
    return camps.new_camp(context, "试营", "camp-half").camp.id


def state(context: AppContext, camp_id: str, step: str) -> tuple[StepState, bool]:
    found = next(one for one in control.steps(context, camp_id) if one.id == step)
    return found.state, found.revealed


def test_a_step_is_opened_frozen_revealed_and_closed(context: AppContext, camp_id: str) -> None:
    seen = [state(context, camp_id, "stage-check")]
    for action in (Action.OPEN, Action.FREEZE, Action.REVEAL, Action.CLOSE):
        control.act(context, camp_id, action, "stage-check", "A")
        seen.append(state(context, camp_id, "stage-check"))
    assert seen == [
        (StepState.DRAFT, False),
        (StepState.OPEN, False),
        (StepState.FROZEN, False),
        (StepState.FROZEN, True),
        (StepState.CLOSED, True),
    ]


def test_reopening_hides_the_results_again_and_undoing_it_brings_them_back(
    context: AppContext, camp_id: str
) -> None:
    for action in (Action.OPEN, Action.FREEZE, Action.REVEAL, Action.OPEN):
        control.act(context, camp_id, action, "stage-check", "A")
    assert state(context, camp_id, "stage-check") == (StepState.OPEN, False)
    control.undo(context, camp_id, "A")
    assert state(context, camp_id, "stage-check") == (StepState.FROZEN, True)


def test_a_table_that_answers_again_hides_nothing_from_the_room() -> None:
    step = CampStep("one", 0, "check-in", 1, 10)
    at = datetime(2026, 3, 2)
    acts = (Action.OPEN, Action.FREEZE, Action.REVEAL)
    events = [ControlEvent(place, "one", act, "A", at) for place, act in enumerate(acts, 1)]
    events.append(ControlEvent(4, "one", Action.OPEN, "A", at, table=2))
    assert control.fold([step], events, 2)[0].revealed


def test_every_action_can_be_undone_one_after_the_other(context: AppContext, camp_id: str) -> None:
    for action in (Action.OPEN, Action.REVEAL, Action.CLOSE):
        control.act(context, camp_id, action, "stage-check", "A")
    undone = [control.undo(context, camp_id, "A").event.undoes for _ in range(3)]
    assert undone == [3, 2, 1]
    assert state(context, camp_id, "stage-check") == (StepState.DRAFT, False)
    with pytest.raises(RoomError) as caught:
        control.undo(context, camp_id, "A")
    assert caught.value.code == "control.nothing_to_undo"


def test_what_makes_no_sense_now_is_refused_with_the_present_state(context: AppContext, camp_id: str) -> None:
    with pytest.raises(RoomError) as caught:
        control.act(context, camp_id, Action.FREEZE, "stage-check", "A")
    assert (caught.value.code, caught.value.values["state"]) == ("control.not_now", "draft")


def test_an_unknown_step_is_named(context: AppContext, camp_id: str) -> None:
    with pytest.raises(RoomError) as caught:
        control.act(context, camp_id, Action.OPEN, "nowhere", "A")
    assert (caught.value.code, caught.value.values) == ("control.no_step", {"step": "nowhere"})


def test_pressing_a_button_twice_is_one_event(context: AppContext, camp_id: str) -> None:
    first = control.act(context, camp_id, Action.OPEN, "stage-check", "A", key="k1")
    again = control.act(context, camp_id, Action.OPEN, "stage-check", "A", key="k1")
    assert first.event == again.event
    assert control.last_seq(context, camp_id) == 1


def test_of_two_facilitators_at_once_one_acts_and_the_other_is_told(
    context: AppContext, camp_id: str
) -> None:
    control.act(context, camp_id, Action.OPEN, "stage-check", "A")
    seen = control.last_seq(context, camp_id)
    outcomes: list[str] = []
    start = threading.Barrier(2)

    def press(who: str) -> None:
        start.wait()
        try:
            control.act(context, camp_id, Action.FREEZE, "stage-check", who, seen=seen)
            outcomes.append("done")
        except MengyaError as error:
            outcomes.append(error.code)

    threads = [threading.Thread(target=press, args=(who,)) for who in "AB"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["control.changed", "done"]
    assert control.last_seq(context, camp_id) == 2


ACTIONS = st.sampled_from([Action.OPEN, Action.FREEZE, Action.REVEAL, Action.CLOSE, Action.ACCEPT_LATE])


@given(st.lists(ACTIONS, max_size=8))
def test_undoing_everything_leads_back_to_the_beginning(actions: list[Action]) -> None:
    """Folding n events and the n undos of them, newest first, is folding none."""
    steps = (CampStep("s", 0, "s", 1, 10),)
    events = [ControlEvent(n, "s", action, "A", START) for n, action in enumerate(actions, start=1)]
    undos = [
        ControlEvent(len(events) + n, "s", Action.UNDO, "A", START, undoes=len(events) + 1 - n)
        for n in range(1, len(events) + 1)
    ]
    assert control.fold(steps, [*events, *undos]) == steps
    for kept in range(len(events)):
        partly = [*events, *undos[: len(events) - kept]]
        assert control.fold(steps, partly) == control.fold(steps, events[:kept])
