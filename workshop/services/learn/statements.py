"""The room's answers to a step's statements: counts for the whole room, and opinion groups where they are
allowed.

Where statements are anonymous no seat is stored with a stance; otherwise seats are dropped as soon as each person's
answers are put together: nothing here can reveal who answered what.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from workshop.base.text import Language
from workshop.learning.statements.statement_groups import Opinions, opinion_groups
from workshop.learning.statements.statements import Stance, Tally, Votes, read_stances, tally
from workshop.model.camp import Camp, CampStep, StepState
from workshop.model.step import StepKind
from workshop.services import workers
from workshop.services.app.context import AppContext
from workshop.services.camp.questions import exercise_of, questions_of, structures_of
from workshop.store import answers as rows

MANY = 5  # statements; a step with fewer is about something else


@dataclass(frozen=True)
class Statements:
    """The statements of a step in one language, and the room's answers. `people` answered at least one."""

    texts: Mapping[str, str]
    tallies: tuple[Tally, ...]
    people: int


def has_statements(context: AppContext, step: CampStep) -> bool:
    """Whether the step is about statements."""
    return sum(part.kind is StepKind.STANCE for part in exercise_of(context, step).steps) >= MANY


def may_be_seen(step: CampStep) -> bool:
    """False while answers come in one by one: a viewer who sees who has just answered could infer the answer."""
    return step.revealed or step.state in (StepState.FROZEN, StepState.CLOSED)


def texts_of(context: AppContext, camp: Camp, step: CampStep, language: Language) -> dict[str, str]:
    """Statement -> what it says, in the order they are asked."""
    asked = questions_of(context, camp, step, language)
    return {question.id: question.prompt for question in asked if question.kind is StepKind.STANCE}


def votes_of(context: AppContext, camp: Camp, step: CampStep) -> Votes:
    """The answers that count, without seat ids, one row a person.

    Stances stored without a seat hold together once a person has given every one. Before that, single ones stand in as
    few rows as there can be people: right for counts, and nobody's opinion.
    """
    asked = _asked(context, camp, step)
    whole, single = _stances(context, camp, step)
    seen: Counter[str] = Counter()
    packed = []
    for one in single:
        packed.append(one._replace(person=f"{SINGLE}{seen[one.statement]}"))
        seen[one.statement] += 1
    return read_stances((*whole, *packed), asked)


def whole_votes_of(context: AppContext, camp: Camp, step: CampStep) -> Votes:
    """As `votes_of`, with nothing but what is known to be one person's: what opinion groups are made of."""
    whole, _ = _stances(context, camp, step)
    return read_stances(whole, _asked(context, camp, step))


SINGLE = "single "


def _asked(context: AppContext, camp: Camp, step: CampStep) -> tuple[str, ...]:
    return tuple(one.id for one in structures_of(context, camp, step) if one.kind is StepKind.STANCE)


def _stances(context: AppContext, camp: Camp, step: CampStep) -> tuple[list[Stance], list[Stance]]:
    """The stances that are known to be one person's, and those that stand alone."""
    stored = context.store.read(lambda connection: rows.current_answers(connection, camp.id, step=step.id))
    whole = [Stance(one.seat or one.person, one.question, one.payload) for one in stored]
    return [one for one in whole if one.person], [one for one in whole if not one.person]


def statements_of(context: AppContext, camp: Camp, step: CampStep, language: Language) -> Statements:
    """The room's answers, statement by statement, in the order asked."""
    votes = votes_of(context, camp, step)
    return Statements(texts_of(context, camp, step, language), tally(votes), votes.people)


def opinions_of(context: AppContext, camp: Camp, step: CampStep) -> Opinions:
    """Opinion groups or the reason for none, computed in the worker process so that no phone waits."""
    opinions: Opinions = workers.run(None, opinion_groups, whole_votes_of(context, camp, step))
    return replace(opinions, people=votes_of(context, camp, step).people)
