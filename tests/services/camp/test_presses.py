"""A press is one event, or an outcome that can be said; two people at once do not undo each other's work."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.app_context import make_context
from workshop.model.camp import Action, Camp, StepState
from workshop.services.app.context import AppContext
from workshop.services.camp import camps, control
from workshop.services.camp.presses import PressOutcome, press, press_undo

CHECK, OTHER = "stage-check", "need-no-action"


@pytest.fixture
def context(tmp_path: Path) -> Iterator[AppContext]:
    with make_context(tmp_path) as made:
        yield made


@pytest.fixture
def camp(context: AppContext) -> Camp:
    made = camps.new_camp(context, "试营", "camp-half").camp
    control.act(context, made.id, Action.OPEN, CHECK, "facilitator")
    return made


def last(context: AppContext, camp: Camp) -> int:
    return control.last_seq(context, camp.id)


def test_what_somebody_else_did_to_the_same_step_meanwhile_is_named(context: AppContext, camp: Camp) -> None:
    seen = last(context, camp)
    control.act(context, camp.id, Action.REVEAL, CHECK, "organiser")
    done = press(context, camp.id, Action.CLOSE, CHECK, "facilitator", seen=seen)
    assert done.outcome is PressOutcome.STALE
    assert done.event is not None
    assert (done.event.action, done.event.by) == (Action.REVEAL, "organiser")
    assert last(context, camp) == seen + 1


def test_what_somebody_else_did_to_another_step_stands_in_nobodys_way(
    context: AppContext, camp: Camp
) -> None:
    seen = last(context, camp)
    control.act(context, camp.id, Action.OPEN, OTHER, "organiser")
    done = press(context, camp.id, Action.FREEZE, CHECK, "facilitator", seen=seen)
    assert done.outcome is PressOutcome.DONE
    assert done.step is not None
    assert done.step.state is StepState.FROZEN


def test_ones_own_events_are_no_surprise(context: AppContext, camp: Camp) -> None:
    seen, own = last(context, camp), set[int]()
    for action in (Action.FREEZE, Action.REVEAL, Action.CLOSE):
        done = press(context, camp.id, action, CHECK, "facilitator", seen=seen, own=own)
        assert done.outcome is PressOutcome.DONE
        assert done.event is not None
        own.add(done.event.seq)
    assert last(context, camp) == seen + 3


@pytest.mark.parametrize("action", [Action.FREEZE, Action.REVEAL, Action.CLOSE])
def test_the_same_press_by_many_hands_at_once_is_one_event(
    context: AppContext, camp: Camp, action: Action
) -> None:
    seen = last(context, camp)

    def hand(_: int) -> PressOutcome:
        return press(context, camp.id, action, CHECK, "facilitator", seen=seen).outcome

    with ThreadPoolExecutor(8) as hands:
        outcomes = sorted(hands.map(hand, range(8)))
    assert outcomes == [PressOutcome.ALREADY] * 7 + [PressOutcome.DONE]
    assert last(context, camp) == seen + 1


def test_what_the_step_does_not_allow_is_refused_and_changes_nothing(context: AppContext, camp: Camp) -> None:
    seen = last(context, camp)
    assert press(context, camp.id, Action.CLOSE, OTHER, "f", seen=seen).outcome is PressOutcome.REFUSED
    assert last(context, camp) == seen


def test_an_undo_takes_back_what_its_button_names_and_nothing_else(context: AppContext, camp: Camp) -> None:
    shown = last(context, camp)
    control.act(context, camp.id, Action.OPEN, OTHER, "organiser")
    assert press_undo(context, camp.id, "facilitator", shown=shown).outcome is PressOutcome.STALE
    assert press_undo(context, camp.id, "facilitator", shown=shown + 1).outcome is PressOutcome.DONE
    assert press_undo(context, camp.id, "facilitator", shown=shown).outcome is PressOutcome.DONE
    assert press_undo(context, camp.id, "facilitator", shown=0).outcome is PressOutcome.NOTHING
