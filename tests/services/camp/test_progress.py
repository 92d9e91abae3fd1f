"""Whom a facilitator should go and look after."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.app_context import Clock, make_context
from workshop.model.camp import Action
from workshop.model.step import Payload, StepKind
from workshop.services.camp import answers, camps, control, progress
from workshop.services.camp.questions import structures_of
from workshop.services.seats import seats
from workshop.services.seats.seats import Arrival

STEP = "stage-check"


@pytest.mark.parametrize(("minutes", "stuck"), [(2, False), (4, True)])
def test_who_has_not_been_heard_of_for_three_minutes_is_stuck(
    tmp_path: Path, minutes: int, stuck: bool
) -> None:
    """A seat with questions left that is silent longer stands first in the remote's list."""
    clock = Clock()
    with make_context(tmp_path, clock=clock) as context:
        camp = camps.new_camp(context, "试营", "camp-half").camp
        control.act(context, camp.id, Action.OPEN, STEP, "A")
        seats.join(context, camp.code, Arrival("k", "小林", "甲社区", "resident", consent=True))
        clock.forward(minutes=minutes)
        (seen,) = progress.progress(context, camp, STEP).seats
    assert (seen.done, seen.stuck) == (False, stuck)


def test_nobody_is_stuck_before_the_step_is_open_or_while_they_wait(tmp_path: Path) -> None:
    """Joined at 0, opened at 10, silent until 14, frozen at 14, opened again at 20: stuck at 14 and at 24 only."""
    clock = Clock()
    with make_context(tmp_path, clock=clock) as context:
        camp = camps.new_camp(context, "试营", "camp-half").camp
        seats.join(context, camp.code, Arrival("k", "小林", "甲社区", "resident", consent=True))

        def stuck(step: str = STEP) -> bool:
            return progress.progress(context, camp, step).seats[0].stuck

        clock.forward(minutes=10)
        before = stuck()
        control.act(context, camp.id, Action.OPEN, STEP, "A")
        opened = stuck()
        clock.forward(minutes=4)
        silent, elsewhere = stuck(), stuck("commit")
        control.act(context, camp.id, Action.FREEZE, STEP, "A")
        clock.forward(minutes=6)
        frozen = stuck()
        control.act(context, camp.id, Action.OPEN, STEP, "A")
        again = stuck()
        clock.forward(minutes=4)
        assert (before, opened, silent, elsewhere, frozen, again, stuck()) == (
            False,
            False,
            True,
            False,
            False,
            False,
            True,
        )


def test_late_answers_are_told_apart_until_they_count(tmp_path: Path) -> None:
    """One answers its only required question in time, one late: 1 done and 1 waiting, then 2 and 0."""
    with make_context(tmp_path) as context:
        camp = camps.new_camp(context, "试营", "camp-half").camp
        control.act(context, camp.id, Action.OPEN, "check-in", "A")
        here = [
            seats.join(
                context, camp.code, Arrival(f"k{n}", f"人{n}", "甲社区", "resident", consent=True)
            ).seat
            for n in range(2)
        ]
        step = next(one for one in control.steps(context, camp.id) if one.id == "check-in")
        required = [one for one in structures_of(context, camp, step) if one.required]
        payloads: dict[str, Payload] = {"energy": {"level": 2}, "hope": {"text": "水管"}}
        for place, seat in enumerate(here):
            if place:
                control.act(context, camp.id, Action.FREEZE, "check-in", "A")
            for one in required:
                answers.submit(context, seat, f"{place}-{one.id}", "check-in", one.id, payloads[one.id])
        seen = progress.progress(context, camp, "check-in")
        assert (seen.done, seen.waiting, seen.late) == (1, 1, len(required))
        control.act(context, camp.id, Action.ACCEPT_LATE, "check-in", "A")
        seen = progress.progress(context, camp, "check-in")
        assert (seen.done, seen.waiting, seen.late) == (2, 0, 0)


def test_where_nothing_is_required_whoever_sent_something_is_done(tmp_path: Path) -> None:
    """The direction asks only optional questions. By hand: nobody is done when it opens; of two, the one who answered one
    of them is, and still is after another answer.
    """
    with make_context(tmp_path) as context:
        camp = camps.new_camp(context, "试营", "camp-1d").camp
        control.act(context, camp.id, Action.OPEN, "direction", "A")
        here = [
            seats.join(
                context, camp.code, Arrival(f"k{n}", f"人{n}", "甲社区", "resident", consent=True)
            ).seat
            for n in range(2)
        ]
        seen = progress.progress(context, camp, "direction")
        assert (seen.done, seen.started, [one.done for one in seen.seats]) == (0, 0, [False, False])
        step = next(one for one in control.steps(context, camp.id) if one.id == "direction")
        choices = [one for one in structures_of(context, camp, step) if one.kind is StepKind.CHOICE][:2]
        for one in choices:
            given: Payload = {"chosen": [one.options[0].code]}
            answers.submit(context, here[0], f"k-{one.id}", "direction", one.id, given)
            seen = progress.progress(context, camp, "direction")
            assert (seen.done, seen.started) == (1, 1)
            assert {(one.nickname, one.answered, one.total) for one in seen.seats} == {
                ("人0", 1, 1),
                ("人1", 0, 1),
            }
