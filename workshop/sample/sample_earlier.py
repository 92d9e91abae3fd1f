"""The sample's earlier camp, half a year before with some of the same people, so that reassessment can be
shown.

It was answered on paper and typed in, one sheet per person: some who rated then are here again, some are not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from random import Random

from workshop.base.text import Language
from workshop.exercises.form import form_values
from workshop.model.camp import Action, Camp, CampStep
from workshop.model.ids import new_token
from workshop.sample.sample_answers import SamplePerson, SampleVoice
from workshop.services.app.context import AppContext
from workshop.services.camp import camps, control
from workshop.services.camp.questions import rates
from workshop.services.export.paper import TypedSheet, asked_on_paper, type_in


def earlier_camp(
    context: AppContext,
    speaker: SampleVoice,
    people: Iterable[SamplePerson],
    password: str,
    by: str,
    seed: int,
) -> Camp:
    """Make the camp and its self-assessment, closed since. The context's clock gives its date."""
    language, tables = speaker.language, speaker.tables
    title, recipe = tables.earlier.title.of(language), tables.earlier.recipe
    camp = camps.new_camp(context, title, recipe, 60, invented=True, password=password).camp
    step = next(one for one in control.steps(context, camp.id) if rates(context, one))
    control.act(context, camp.id, Action.OPEN, step.id, by)
    for person in _then(people, language):
        chance = Random(f"{seed} {person.nickname.en} earlier")  # noqa: S311 – invented data
        sheet = _sheet(context, speaker, camp, step, person, chance)
        type_in(context, camp, sheet, new_token(context.chance), by)
    control.act(context, camp.id, Action.CLOSE, step.id, by)
    return camps.find(context, camp.id)


def _then(people: Iterable[SamplePerson], language: Language) -> Iterator[SamplePerson]:
    """The raters of each community with a past: all but one of those here now, and those who have left."""
    now: dict[str, list[SamplePerson]] = {}
    for person in people:
        if person.place.earlier is not None:
            now.setdefault(person.place.name.of(language), []).append(person)
    for persons in now.values():
        yield from persons[:-1]
        place = persons[0].place
        yield from (SamplePerson(place, one.role, one.nickname) for one in place.left)


def _sheet(
    context: AppContext,
    speaker: SampleVoice,
    camp: Camp,
    step: CampStep,
    person: SamplePerson,
    chance: Random,
) -> TypedSheet:
    language = speaker.language
    levels = person.place.earlier or person.place.levels
    return TypedSheet(
        step=step.id,
        nickname=person.nickname.of(language),
        community=person.place.name.of(language),
        role=person.role.value,
        consent=True,
        forms={
            question.id: form_values(question, speaker.about(person, question, chance, levels))
            for question in asked_on_paper(context, camp, step, language)
        },
    )
