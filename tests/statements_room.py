"""A room that has sorted statements, its answers told beforehand: for reports and pictures."""

from __future__ import annotations

from collections.abc import Sequence

from workshop.model.camp import Action, Camp
from workshop.room import answers, camps, control, seats, statements
from workshop.room.house import House
from workshop.room.seats import Arrival

STEP = "opinion-sort"


def room_of(house: House, votes: Sequence[str], *, title: str = "试营", places: int = 3) -> Camp:
    """A camp in which one person a string answered the statements: a agree, d disagree, p pass, - not answered.

    A string shorter than the statements is repeated. The step is still open.
    """
    made = camps.new_camp(house, title, "camp-4d", invented=True)
    camp = made.camp
    step = next(one for one in control.steps(house, camp.id) if one.exercise == STEP)
    control.act(house, camp.id, Action.OPEN, step.id, "facilitator")
    asked = list(statements.texts_of(house, camp, step, "zh"))
    stances = {"a": "agree", "d": "disagree", "p": "pass"}
    for number, line in enumerate(votes):
        arrival = Arrival(f"{number:032}", f"n{number}", f"C{number % places}", "resident", consent=True)
        seat = seats.join(house, camp.code, arrival).seat
        for place, question in enumerate(asked):
            said = line[place % len(line)]
            if said in stances:
                key = f"{number:08}-{place:08}-statement"
                answers.submit(house, seat, key, step.id, question, {"stance": stances[said]})
    return camp


def close(house: House, camp: Camp) -> None:
    """No more answers: now what the room says may be seen."""
    step = next(one for one in control.steps(house, camp.id) if one.exercise == STEP)
    control.act(house, camp.id, Action.FREEZE, step.id, "facilitator")
