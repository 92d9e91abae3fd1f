"""A camp that groups cards: the shipped exercises, people at tables, and cards they wrote."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from tests.app_context import make_context
from tests.room_test.stage import EVERY_KIND, replace_recipe
from workshop.exercises.agenda import AgendaBlock
from workshop.learning.seating.rounds import Plan
from workshop.learning.seating.schedule import Method
from workshop.model.camp import Action, Camp, CampStep, Seat
from workshop.model.ids import new_token
from workshop.model.step import Payload
from workshop.services.app.context import AppContext
from workshop.services.camp import answers, camps, control
from workshop.services.camp.answers import Receipt
from workshop.services.matching.seating import _kept_plan
from workshop.services.seats import seats
from workshop.store import pairings

NEED = "need-no-action"
CORNERS = "ideal-reality"


@dataclass(frozen=True)
class GroupingCamp:
    """A camp of two exercises that group cards, with hands to fill it."""

    context: AppContext
    camp: Camp

    def step(self, exercise: str = NEED) -> CampStep:
        return next(one for one in control.steps(self.context, self.camp.id) if one.exercise == exercise)

    def open(self, exercise: str = NEED) -> None:
        control.act(self.context, self.camp.id, Action.OPEN, self.step(exercise).id, "facilitator")

    def seat(self, name: str, community: str = "柳树巷") -> Seat:
        arrival = seats.Arrival(new_token(self.context.chance), name, community, "resident", consent=True)
        return seats.join(self.context, self.camp.code, arrival).seat

    def say(self, seat: Seat, question: str, payload: Payload, exercise: str = NEED) -> Receipt:
        key = new_token(self.context.chance)
        return answers.submit(self.context, seat, key, self.step(exercise).id, question, payload)

    def cards(self, seat: Seat, *texts: str, question: str = "why", exercise: str = NEED) -> Receipt:
        return self.say(seat, question, {"cards": list(texts)}, exercise)

    def among(self) -> None:
        """Two more who answer without a card: with them somebody's anonymous cards are one among three people's."""
        for name in ("静一", "静二"):
            self.cards(self.seat(name))

    def sit(self, *rounds: Sequence[Sequence[Seat]], now: int = 1) -> int:
        """Put people at tables, round by round, and show it on the phones; the seating's number."""
        people = [seat for table in rounds[0] for seat in table]
        paths = tuple(
            tuple(next(number for number, table in enumerate(turn) if seat in table) for seat in people)
            for turn in rounds
        )
        plan = Plan(Method.SEARCH, len(rounds[0]), paths, tuple(seat.id for seat in people))
        return self.context.store.write(
            lambda connection: pairings.add(
                connection,
                self.camp.id,
                "rounds",
                _kept_plan(plan, now),
                shown=True,
                by="f",
                at=self.context.now(),
            )
        )


@contextmanager
def grouping_camp(folder: Path) -> Iterator[GroupingCamp]:
    with make_context(folder) as plain:
        content = plain.content
        blocks = tuple(AgendaBlock(exercise=name) for name in (NEED, CORNERS))
        recipe = replace_recipe(next(iter(content.recipes.values())), blocks)
        context = replace(plain, content=replace(content, recipes={**content.recipes, recipe.id: recipe}))
        yield GroupingCamp(context, camps.new_camp(context, "归堆的营", EVERY_KIND).camp)
