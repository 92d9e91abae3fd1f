"""A camp that collects a map: an exercise with everything that goes onto one, and a community to say it of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from workshop.exercises.agenda import AgendaBlock, Day, Recipe, Window
from workshop.exercises.form import read_form
from workshop.exercises.library import library
from workshop.model.camp import Action, Camp, Community, Seat
from workshop.model.ids import new_token
from workshop.model.network import Group, Network, Person, PersonKind, Relation, Tie
from workshop.services.app.content import Content
from workshop.services.app.context import AppContext
from workshop.services.camp import answers, camps, control
from workshop.services.map import networks
from workshop.services.seats import seats
from workshop.services.seats.seats import Arrival

EXERCISE = "who-is-who"
Form = Mapping[str, list[str]]

ROSTER = Network(
    people=(
        Person("R01", "王阿姨", answered=False),
        Person("R02", "李叔", answered=False),
        Person("R03", "小赵", building="3栋", answered=False),
        Person("S1", "社工小林", PersonKind.SUPPORTER, answered=False),
    ),
    groups=(Group("G1", "舞蹈队"),),
    ties=(Tie("R01", "G1", Relation.LEADS, reporter="R01"), Tie("S1", "R02", Relation.TRUSTS, reporter="S1")),
    name="西门里",
)


def with_mapping(context: AppContext, exercise: str = EXERCISE) -> AppContext:
    """The house with the exercise, and a recipe of the same name that runs it, or another one."""
    return replace(context, content=_content(context.content, exercise))


def _content(content: Content, exercise: str) -> Content:
    model = next(iter(content.recipes.values()))
    window = Window(start="09:00", end="12:00", blocks=(AgendaBlock(exercise=exercise),))
    recipe: Recipe = model.model_copy(
        update={"id": EXERCISE, "compress": (), "days": (Day(windows=(window,)),)}
    )
    return replace(
        content,
        exercises={**content.exercises, **library(Path(__file__).parent)},
        recipes={**content.recipes, EXERCISE: recipe},
    )


@dataclass(frozen=True)
class MapCamp:
    """A camp with one community on a roster of four, its step open."""

    context: AppContext
    camp: Camp
    community: Community
    password: str


def mapping_camp(context: AppContext, title: str = "画图营") -> MapCamp:
    """A camp that has opened the exercise."""
    made = camps.new_camp(context, title, EXERCISE)
    community = camps.add_community(context, made.camp.id, "西门里")
    networks.save(context, community.id, ROSTER, "organiser")
    control.act(context, made.camp.id, Action.OPEN, EXERCISE, "facilitator")
    return MapCamp(context, made.camp, community, made.facilitator_password)


def sit(made: MapCamp, nickname: str, role: str = "resident") -> Seat:
    """Somebody with a phone."""
    arrival = Arrival(new_token(made.context.chance), nickname, made.community.name, role, consent=True)
    return seats.join(made.context, made.camp.code, arrival).seat


def speak(made: MapCamp, seat: Seat, **forms: Form) -> None:
    """What the phone posts, question by question."""
    for name, form in forms.items():
        question = answers.question_in(made.context, seat, EXERCISE, name)
        payload = read_form(question, form)
        answers.submit(made.context, seat, new_token(made.context.chance), EXERCISE, name, payload)
