"""What a whole camp's positions hold back."""

from __future__ import annotations

from pathlib import Path

from tests.app_context import make_context
from workshop.model.camp import Action
from workshop.services.camp import answers, camps, control
from workshop.services.camp.questions import questions_of
from workshop.services.position.positions import camp_positions
from workshop.services.seats import seats

STORIES = "shared-vignettes"


def test_what_authors_meant_by_a_story_waits_for_the_reveal(tmp_path: Path) -> None:
    """Shown earlier, it would be taken for the right answer."""
    with make_context(tmp_path) as context:
        camp = camps.new_camp(context, "试营", "camp-half").camp
        step = next(one for one in control.steps(context, camp.id) if one.exercise == STORIES)
        control.act(context, camp.id, Action.OPEN, step.id, "A")
        seat = seats.join(context, camp.code, seats.Arrival("k", "n", "甲", "resident", consent=True)).seat
        question = questions_of(context, camp, step, "zh")[0]
        answers.submit(context, seat, "k1", step.id, question.id, {"level": 1})
        before = [story.told for story in camp_positions(context, camp).stories]
        control.act(context, camp.id, Action.REVEAL, step.id, "A")
        after = [story.told for story in camp_positions(context, camp).stories]
    assert (before, after) == ([False, False], [True, True])
