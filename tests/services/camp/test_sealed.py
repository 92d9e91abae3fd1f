"""A sealed exercise stays with whoever answered it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.app_context import make_context
from workshop.model.camp import Action
from workshop.model.ids import new_token
from workshop.services import workers
from workshop.services.app.context import AppContext
from workshop.services.camp import answers, camps, control
from workshop.services.camp.progress import progress
from workshop.services.export.summary import camp_summary
from workshop.services.map import map_updates
from workshop.services.seats import seats
from workshop.store import answers as rows

CIRCLE = {"people": [{"code": f"ring-{n}", "marks": {"closeness": "4"}} for n in range(3)]}


@pytest.fixture
def context(tmp_path: Path) -> Iterator[AppContext]:
    with make_context(tmp_path) as made:
        yield made
    workers.close()


def test_ones_own_circle_is_counted_and_leaves_the_camp_nowhere(context: AppContext) -> None:
    camp = camps.new_camp(context, "四天", "camp-4d").camp
    step = next(one for one in control.steps(context, camp.id) if one.exercise == "ego-map")
    control.act(context, camp.id, Action.OPEN, step.id, "facilitator")
    arrival = seats.Arrival(new_token(context.chance), "小荷", "柳树巷", "social_worker", consent=True)
    seat = seats.join(context, camp.code, arrival).seat
    answers.submit(context, seat, new_token(context.chance), step.id, "circle", CIRCLE)
    assert [one.answered for one in progress(context, camp, step.id).seats] == [1]
    assert [one.payload for one in answers.given_by(context, seat)] == [CIRCLE]
    stored = context.store.read(lambda connection: rows.all_answers(connection, camp.id))
    assert [(one.question, one.seat, one.at) for one in stored] == [("circle", "", None)]
    summary = camp_summary(context, camp, "zh")
    assert summary.answers == ()
    assert "ring-0" not in repr(summary)
    assert map_updates.pending_reports(context, camps.community(context, seat.community)).speakers == ()
