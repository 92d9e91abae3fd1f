"""The questions of a camp's step: an exercise's steps, filled in from the rubric's dimensions, the
vocabularies and the map.

Their structure, without any wording, is enough to read a posted form, to count progress or to find the next
question.

Some questions name people: people and groups of a community's newest map, or those the seat picked earlier.
Residents appear under the codes of the map. Who may be picked depends on who asks, so it is filled in when a
question is shown, printed or answered; an exercise only knows the source (`people_from`). A posted form is
read by codes and names; the description beside a name is added only for a reader.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from typing import TypeVar

from sqlalchemy import Connection

from workshop.assessment.rubric.rubric import Anchor, Dimension, Rubric
from workshop.assessment.scoring.vignettes import VignetteSet
from workshop.base.errors import RoomError
from workshop.base.text import LANGUAGES, Language, say
from workshop.exercises.exercise import Exercise
from workshop.exercises.naming import picked
from workshop.exercises.steps import Item, questions
from workshop.exercises.structure import ItemStructure, structures
from workshop.learning.cases.vocabulary import Vocabularies, Vocabulary, options
from workshop.model.camp import Camp, CampStep
from workshop.model.case import Case
from workshop.model.network import Group, Person
from workshop.model.step import Option, OptionStructure, Payload, Question, QuestionStructure
from workshop.services.app.context import AppContext
from workshop.services.camp.exercises import exercise_at
from workshop.services.camp.rubrics import rubric_of, vignettes_of
from workshop.services.camp.spoken import spoken
from workshop.store import networks as rows

PEOPLE = "map.people"
GROUPS = "map.groups"
MAP = "map"
Asked = TypeVar("Asked", bound=QuestionStructure)


@dataclass(frozen=True)
class _Map:
    """The part of a map a question may name."""

    people: tuple[Person, ...] = ()
    groups: tuple[Group, ...] = ()
    buildings: Mapping[str, str] = field(default_factory=dict)  # id -> what it is called


def with_people(
    context: AppContext,
    community: str,
    exercise: Exercise,
    question: Question,
    given: Mapping[str, Payload],
    language: Language,
) -> Question:
    """The question with the people it may name; unchanged where it names nobody.

    `community` is an id; `given` holds earlier answers in the same step, by question (empty on paper).
    """
    return context.store.read(
        lambda connection: with_people_in(connection, community, exercise, question, given, language)
    )


def with_people_in(
    connection: Connection,
    community: str,
    exercise: Exercise,
    question: Question,
    given: Mapping[str, Payload],
    language: Language,
) -> Question:
    """As `with_people`, inside a transaction."""
    return _filled(connection, community, exercise, question, given, partial(_worded, language))


def with_codes_in(
    connection: Connection,
    community: str,
    exercise: Exercise,
    question: QuestionStructure,
    given: Mapping[str, Payload],
) -> QuestionStructure:
    """The question's structure with the people it may name, by code and name, for reading a posted form."""
    return _filled(connection, community, exercise, question, given, _bare)


def _filled(
    connection: Connection,
    community: str,
    exercise: Exercise,
    question: Asked,
    given: Mapping[str, Payload],
    options: Callable[[_Map], tuple[Option, ...]],
) -> Asked:
    source = _source(exercise, question)
    if source is None:
        return question
    known = {one.code: one for one in options(_mapped(connection, community, _map_part(exercise, source)))}
    if source in (MAP, PEOPLE, GROUPS):
        return replace(question, people=tuple(known.values()))
    codes = picked(given.get(source, {}))
    return replace(question, people=tuple(known.get(code, Option(code, code)) for code in codes))


def names_people(exercise: Exercise, question: QuestionStructure) -> bool:
    """Whether the question asks about people or groups that only the seat or its community knows."""
    return _source(exercise, question) is not None


def picked_in(exercise: Exercise, question: QuestionStructure) -> str | None:
    """The earlier question whose picks this one asks about; None where it asks about the map itself."""
    source = _source(exercise, question)
    return None if source in (MAP, PEOPLE, GROUPS) else source


def _source(exercise: Exercise, question: QuestionStructure) -> str | None:
    step = question.id.partition(".")[0]
    return next((one.people_from for one in exercise.steps if one.id == step), None)


def _map_part(exercise: Exercise, source: str) -> str:
    """Which part of the map a source rests on, followed back through earlier rosters."""
    steps = {one.id: one for one in exercise.steps}
    while source in steps:
        # A roster may stand before those that rest on it and nowhere else, so this ends.
        source = steps[source].people_from or MAP
    return source


def _mapped(connection: Connection, community: str, part: str) -> _Map:
    version = rows.newest(connection, community)
    if version is None:
        return _Map()
    network = rows.members_of(connection, version.number)
    return _Map(
        people=network.people if part in (MAP, PEOPLE) else (),
        groups=network.groups if part in (MAP, GROUPS) else (),
        buildings={one.id: one.label or one.id for one in network.buildings},
    )


def _bare(map: _Map) -> tuple[Option, ...]:
    named = [(one.id, one.label) for one in map.people] + [(one.id, one.label) for one in map.groups]
    return tuple(Option(code, label or code) for code, label in named)


def _worded(language: Language, map: _Map) -> tuple[Option, ...]:
    """People with their building, or their role in the community; groups with their kind."""
    people = [
        Option(
            one.id,
            one.label or one.id,
            map.buildings.get(one.building, one.building) or say(language, f"network.kind.{one.kind.value}"),
        )
        for one in map.people
    ]
    groups = [Option(one.id, one.label or one.id, say(language, "network.kind.group")) for one in map.groups]
    return (*people, *groups)


# What a scale step names to ask about every dimension of the camp's rubric, or of each shared vignette.
RUBRIC = "rubric"
VIGNETTES = "vignettes"
CASES = "cases:"  # what a step begins with that asks about cases of the library, before their ids


def exercise_of(context: AppContext, step: CampStep) -> Exercise:
    """The exercise a step runs, in the camp's version; for a block without a screen one that asks nothing and has its
    title. Raises RoomError `content.no_exercise` if it is gone.
    """
    if not step.screen:
        return spoken(step.block.title)
    exercise = exercise_at(context, step.exercise, step.exercise_version)
    # The second case told in a day has a name of its own.
    return exercise if step.block.title is None else replace(exercise, title=step.block.title)


def structures_of(context: AppContext, camp: Camp, step: CampStep) -> tuple[QuestionStructure, ...]:
    """The questions of the step in order, without wording."""
    if not step.screen:
        return ()
    return asked_structures(context, step.exercise, step.exercise_version, camp.rubric)


@lru_cache(maxsize=512)  # every request of every phone needs the same few
def asked_structures(
    context: AppContext, exercise: str, version: int, reference: str
) -> tuple[QuestionStructure, ...]:
    """The questions of an exercise run on a rubric (`id@version`), without wording."""
    rubric = rubric_of(context, reference)
    named = exercise_at(context, exercise, version)
    return structures(
        named,
        items={
            **{
                name: tuple(ItemStructure(one.id) for one in _named_cases(context, name))
                for name in _case_lists(named)
            },
            RUBRIC: tuple(_item_structure(dimension, rubric) for dimension in rubric.dimensions),
            VIGNETTES: _vignette_structures(vignettes_of(context, reference), rubric),
        },
        options=_option_structures(context.content.vocabularies),
    )


def _option_structures(vocabularies: Vocabularies) -> dict[str, tuple[OptionStructure, ...]]:
    return {
        vocabulary.id: tuple(OptionStructure(entry.code) for entry in vocabulary.current)
        for vocabulary in _lists(vocabularies)
    }


def check_lists(context: AppContext, exercise: Exercise) -> None:
    """Raises ContentError `exercises.list_unknown` for a step that names a list which no camp has."""
    structures(
        exercise,
        items={RUBRIC: (), VIGNETTES: ()},
        options=_option_structures(context.content.vocabularies),
    )


def questions_of(context: AppContext, camp: Camp, step: CampStep, language: Language) -> tuple[Question, ...]:
    """The questions of the step in order, in one language."""
    if not step.screen:
        return ()
    return asked(context, step.exercise, step.exercise_version, camp.rubric, language)


@lru_cache(maxsize=512)  # as every page shows them
def asked(
    context: AppContext, exercise: str, version: int, reference: str, language: Language
) -> tuple[Question, ...]:
    """The questions of an exercise run on a rubric (`id@version`), in one language."""
    return questions_on(context, exercise_at(context, exercise, version), reference, language)


def questions_on(
    context: AppContext, exercise: Exercise, reference: str, language: Language
) -> tuple[Question, ...]:
    """As `asked`, for an exercise that need not be published yet."""
    rubric = rubric_of(context, reference)
    return questions(
        exercise,
        language,
        items={
            **{
                name: tuple(
                    Item(one.id, one.title, one.result) for one in _named_cases(context, name, language)
                )
                for name in _case_lists(exercise)
            },
            RUBRIC: tuple(_item(dimension, rubric, language) for dimension in rubric.dimensions),
            VIGNETTES: _vignette_items(vignettes_of(context, reference), rubric, language),
        },
        options=vocabulary_options(context.content.vocabularies, language),
    )


@lru_cache(maxsize=8)  # every join form shows some
def vocabulary_options(vocabularies: Vocabularies, language: Language) -> Mapping[str, tuple[Option, ...]]:
    """Every vocabulary by name, as options to choose from."""
    return {
        vocabulary.id: tuple(
            Option(code, label, text, group=group)
            for code, label, text, group in options(vocabulary, language)
        )
        for vocabulary in _lists(vocabularies)
    }


def _lists(vocabularies: Vocabularies) -> tuple[Vocabulary, ...]:
    return (
        vocabularies.obstacles,
        vocabularies.assets,
        vocabularies.moves,
        vocabularies.settings,
        vocabularies.roles,
    )


def _item_structure(dimension: Dimension, rubric: Rubric) -> ItemStructure:
    return ItemStructure(
        dimension.id,
        options=tuple(
            OptionStructure(
                str(anchor.level),
                choices=tuple(OptionStructure(str(number)) for number, _ in enumerate(anchor.parts, start=1)),
            )
            for anchor in dimension.anchors
        ),
        hypothesis=frozenset(str(anchor.level) for anchor in dimension.anchors if anchor.hypothesis),
        event=rubric.events is None or dimension.id in rubric.events,
    )


def _vignette_structures(vignette_set: VignetteSet | None, rubric: Rubric) -> tuple[ItemStructure, ...]:
    """One item per story and dimension, `V1.D3`; none where the rubric has no stories of its own."""
    return tuple(
        replace(
            _item_structure(rubric.dimension(dimension), rubric),
            id=f"{vignette.id}.{dimension}",
            vignette=vignette.id,
        )
        for vignette in (vignette_set.asked if vignette_set else ())
        for dimension in vignette.meant
    )


def _case_lists(exercise: Exercise) -> tuple[str, ...]:
    """The lists of cases its steps ask about: `cases:` and the cases' ids."""
    return tuple(one.items for one in exercise.steps if one.items and one.items.startswith(CASES))


def _named_cases(context: AppContext, name: str, language: Language = LANGUAGES[0]) -> tuple[Case, ...]:
    """The cases of such a list, in its order. Raises RoomError `content.no_case`."""
    known = {one.id: one for one in context.content.cases[language]}
    for case in (ids := name.removeprefix(CASES).split()):
        if case not in known:
            raise RoomError("content.no_case", case=case)
    return tuple(known[case] for case in ids)


def _item(dimension: Dimension, rubric: Rubric, language: Language) -> Item:
    structure = _item_structure(dimension, rubric)
    return Item(
        id=dimension.id,
        prompt=dimension.name.of(language),
        help=dimension.question.of(language),
        options=tuple(_level(anchor, language) for anchor in dimension.anchors),
        hypothesis=structure.hypothesis,
        event=structure.event,
    )


def _level(anchor: Anchor, language: Language) -> Option:
    """A level to choose: its sentence, the time it speaks of, and what can be ticked of it on its own."""
    return Option(
        str(anchor.level),
        anchor.text.of(language),
        say(language, f"exercises.window.{anchor.window}") if anchor.window else "",
        choices=tuple(
            Option(str(number), part.of(language)) for number, part in enumerate(anchor.parts, start=1)
        ),
    )


def _vignette_items(vignette_set: VignetteSet | None, rubric: Rubric, language: Language) -> tuple[Item, ...]:
    """The same items in one language, with the stories."""
    return tuple(
        replace(
            _item(rubric.dimension(dimension), rubric, language),
            id=f"{vignette.id}.{dimension}",
            vignette=vignette.id,
            story_title=vignette.title.of(language),
            story=vignette.story.of(language),
        )
        for vignette in (vignette_set.asked if vignette_set else ())
        for dimension in vignette.meant
    )


def rates(context: AppContext, step: CampStep) -> bool:
    """Whether the step asks for levels on the rubric."""
    return any(part.items == RUBRIC for part in exercise_of(context, step).steps)
