"""A camp in which ladders and grants are recorded: one community, its people, and a budget from the exercise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from tests.app_context import context_on
from tests.room_test.stage import EVERY_KIND, replace_recipe
from workshop.exercises.agenda import AgendaBlock
from workshop.model.camp import Action, Camp, Community, Seat
from workshop.model.grant import GrantTerms, Handing, MoneyKind, MoneyLine
from workshop.model.ids import new_token
from workshop.model.ladder import Climber, ClimberName, Giver, LadderRung, Need, Support, ToldWhere
from workshop.services.app.access import Right
from workshop.services.app.context import AppContext
from workshop.services.camp import answers, camps, control
from workshop.services.community import grants, ladders
from workshop.services.seats import seats
from workshop.store.engine import Store

ORGANISER = Right(None)
PLACE = "柳树巷"
GUARD = ClimberName(Climber.PERSON, "保安小周", agreed=True)
DANCE = LadderRung(
    "带起舞蹈队", "own_group", "2025-09", (Support(Need.MORALE, Giver.SOCIAL_WORKER),), ToldWhere.NOT_YET
)
TERMS = GrantTerms("旗袍队", "布料", 120_000, 100_000, 100_000, 0, Handing.REIMBURSED, None, "小周")


@dataclass(frozen=True)
class Recorded:
    """The camp with hands to record."""

    context: AppContext
    camp: Camp
    community: Community

    @property
    def key(self) -> str:
        return new_token(self.context.chance)

    def sit(self, name: str) -> Seat:
        arrival = seats.Arrival(self.key, name, PLACE, "resident", consent=True)
        return seats.join(self.context, self.camp.code, arrival).seat

    def budget(self, seat: Seat, *rows: Mapping[str, str]) -> None:
        step = control.steps(self.context, self.camp.id)[0]
        payload = {"rows": [dict(one) for one in rows]}
        answers.submit(self.context, seat, self.key, step.id, "budget", payload)

    def climb(self, who: ClimberName = GUARD, seat: str | None = None) -> str:
        return ladders.begin(self.context, ORGANISER, self.community, self.key, who, seat)

    def rung(self, ladder: str, rung: LadderRung = DANCE, id: str = "") -> str:
        key = self.key
        ladders.note_rung(self.context, ORGANISER, self.community, key, ladder, rung, id)
        return id or key

    def agree(self, terms: GrantTerms = TERMS, id: str = "") -> str:
        return grants.agree(self.context, ORGANISER, self.community, self.key, terms, id)

    def money(self, grant: str, kind: str, fen: int, *, who: str = "", id: str = "") -> str:
        key = self.key
        line = MoneyLine(MoneyKind(kind), fen, self.context.now().date(), who)
        grants.note_money(self.context, ORGANISER, self.community, key, grant, line, id)
        return id or key


def recorded(store: Store) -> Recorded:
    plain = context_on(store)
    content = plain.content
    recipe = replace_recipe(next(iter(content.recipes.values())), (AgendaBlock(exercise="micro-grant"),))
    context = replace(plain, content=replace(content, recipes={**content.recipes, recipe.id: recipe}))
    camp = camps.new_camp(context, "记录的营", EVERY_KIND).camp
    control.act(context, camp.id, Action.OPEN, control.steps(context, camp.id)[0].id, "facilitator")
    return Recorded(context, camp, camps.add_community(context, camp.id, PLACE))
