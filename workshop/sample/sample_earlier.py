"""The sample's past: a camp half a year earlier with some of the same people, so that then and now can be compared.

It was answered on paper and typed in, one sheet a person: some who rated then are here again, some are not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from random import Random

from workshop.base.text import Language
from workshop.exercises.form import form_values
from workshop.model.camp import Action, Camp, CampStep
from workshop.model.ids import new_token
from workshop.sample.sample_answers import Person, Speaker
from workshop.services.app.context import House
from workshop.services.camp import camps, control
from workshop.services.camp.questions import rates
from workshop.services.export.paper import Sheet, asked_on_paper, type_in


def earlier_camp(
    house: House, speaker: Speaker, people: Iterable[Person], password: str, by: str, seed: int
) -> Camp:
    """Make the camp and its self-assessment, closed since. The house's clock says when it was."""
    language, tables = speaker.language, speaker.tables
    title, recipe = tables.earlier.title.of(language), tables.earlier.recipe
    camp = camps.new_camp(house, title, recipe, 60, invented=True, password=password).camp
    step = next(one for one in control.steps(house, camp.id) if rates(house, one))
    control.act(house, camp.id, Action.OPEN, step.id, by)
    for person in _then(people, language):
        chance = Random(f"{seed} {person.nickname.en} earlier")  # noqa: S311 – invented data
        sheet = _sheet(house, speaker, camp, step, person, chance)
        type_in(house, camp, sheet, new_token(house.chance), by)
    control.act(house, camp.id, Action.CLOSE, step.id, by)
    return camps.find(house, camp.id)


def _then(people: Iterable[Person], language: Language) -> Iterator[Person]:
    """Of every community with a past: all but one of those here now, and those who are not here any more."""
    now: dict[str, list[Person]] = {}
    for person in people:
        if person.place.earlier is not None:
            now.setdefault(person.place.name.of(language), []).append(person)
    for persons in now.values():
        yield from persons[:-1]
        place = persons[0].place
        yield from (Person(place, one.role, one.nickname) for one in place.left)


def _sheet(
    house: House, speaker: Speaker, camp: Camp, step: CampStep, person: Person, chance: Random
) -> Sheet:
    language = speaker.language
    levels = person.place.earlier or person.place.levels
    return Sheet(
        step=step.id,
        nickname=person.nickname.of(language),
        community=person.place.name.of(language),
        role=person.role.value,
        consent=True,
        forms={
            question.id: form_values(question, speaker.about(person, question, chance, levels))
            for question in asked_on_paper(house, camp, step, language)
        },
    )
