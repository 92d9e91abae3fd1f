"""A room that has sorted statements, its answers told beforehand: for reports and pictures."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from workshop.model.camp import Action, Camp
from workshop.services.app.context import AppContext
from workshop.services.camp import answers, camps, control
from workshop.services.learn import statements
from workshop.services.seats import seats
from workshop.services.seats.seats import Arrival

STEP = "opinion-sort"


def room_of(
    context: AppContext,
    votes: Sequence[str],
    *,
    title: str = "试营",
    places: int = 3,
    password: str | None = None,
) -> Camp:
    """A camp in which one person a string answered the statements: a agree, d disagree, p pass, - not answered.

    A string shorter than the statements is repeated. The step is still open.
    """
    made = camps.new_camp(context, title, "camp-4d", invented=True, password=password)
    camp = made.camp
    step = next(one for one in control.steps(context, camp.id) if one.exercise == STEP)
    control.act(context, camp.id, Action.OPEN, step.id, "facilitator")
    asked = list(statements.texts_of(context, camp, step, "zh"))
    stances = {"a": "agree", "d": "disagree", "p": "pass"}
    for number, line in enumerate(votes):
        arrival = Arrival(f"{number:032}", f"n{number}", f"C{number % places}", "resident", consent=True)
        seat = seats.join(context, camp.code, arrival).seat
        for place, question in enumerate(asked):
            said = line[place % len(line)]
            if said in stances:
                key = f"{number:08}-{place:08}-statement"
                answers.submit(context, seat, key, step.id, question, {"stance": stances[said]})
    return camp


def close(context: AppContext, camp: Camp) -> None:
    """No more answers: now what the room says may be seen."""
    step = next(one for one in control.steps(context, camp.id) if one.exercise == STEP)
    control.act(context, camp.id, Action.FREEZE, step.id, "facilitator")


# Of ten people so many agree, disagree, pass and leave out each statement.
LEANINGS = (
    (8, 1, 1, 0),
    (1, 7, 2, 0),
    (5, 4, 1, 0),
    (7, 1, 1, 1),
    (4, 3, 3, 0),
    (9, 1, 0, 0),
    (2, 7, 1, 0),
    (6, 2, 2, 0),
    (4, 4, 1, 1),
    (8, 2, 0, 0),
    (1, 1, 8, 0),
    (5, 2, 2, 1),
    (7, 2, 1, 0),
    (5, 5, 0, 0),
)


def invented(people: int, seed: int = 4) -> list[str]:
    """What so many invented people say, for pictures."""
    chance = Random(seed)
    return ["".join(chance.choices("adp-", leaning)[0] for leaning in LEANINGS) for _ in range(people)]
