"""Camps and their communities: creating, finding, locking, describing."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import Connection

from workshop.base.errors import InputError, RoomError
from workshop.exercises.agenda import Recipe, camp_steps
from workshop.exercises.cleaning import clean
from workshop.model.camp import Camp, Community
from workshop.model.ids import new_code, new_token, tidy_code
from workshop.services.app.access import hash_password, new_password
from workshop.services.app.context import AppContext
from workshop.services.camp.exercises import usable_exercises
from workshop.services.camp.rubrics import chosen_rubric, default_rubric
from workshop.store import camps as rows

MAX_CAPACITY = 1000
MAX_TITLE = 80
MAX_NAME = 40


@dataclass(frozen=True)
class NewCamp:
    """A camp just made; the password is shown only this once."""

    camp: Camp
    facilitator_password: str

    @property
    def join_path(self) -> str:
        return f"/j/{self.camp.code}"


def new_camp(
    context: AppContext,
    title: str,
    recipe: str,
    capacity: int = 200,
    *,
    rubric: str | None = None,
    invented: bool = False,
    password: str | None = None,
) -> NewCamp:
    """Make a camp with the recipe's exercises as steps, all in draft.

    `rubric` is an `id@version`, or an `id` for its newest version; without it, the newest of the recipe's rubric.
    Raises InputError `camp.no_recipe`, `camp.title`, `camp.capacity`, `camp.no_rubric`, `camp.rubric_retired`.
    """
    title = title.strip()
    if not title or len(title) > MAX_TITLE:
        raise InputError("camp.title", longest=MAX_TITLE)
    if not 1 <= capacity <= MAX_CAPACITY:
        raise InputError("camp.capacity", most=MAX_CAPACITY)
    plan = _recipe(context, recipe)
    answered_on = chosen_rubric(context, rubric) if rubric else default_rubric(context, plan.rubric)
    password = password or new_password(context)
    camp = Camp(
        id=new_token(context.chance),
        code=new_code(context.chance),
        title=title,
        recipe=recipe,
        rubric=answered_on.key,
        capacity=capacity,
        made_at=context.now(),
        invented=invented,
        locked=False,
    )
    steps = camp_steps(plan, usable_exercises(context))
    hashed = hash_password(password)

    def use_case(connection: Connection) -> Camp:
        made = camp
        while rows.code_known(connection, made.code):
            made = replace(made, code=new_code(context.chance))
        rows.add_camp(connection, made, hashed, steps)
        return made

    return NewCamp(context.store.write(use_case), password)


def _recipe(context: AppContext, recipe: str) -> Recipe:
    if recipe not in context.content.recipes:
        raise InputError("camp.no_recipe", recipe=recipe, known=", ".join(sorted(context.content.recipes)))
    return context.content.recipes[recipe]


def camps(context: AppContext) -> tuple[Camp, ...]:
    """All camps, newest first."""
    return context.store.read(rows.camps)


def find(context: AppContext, reference: str) -> Camp:
    """The camp with this id or code. Raises RoomError `camp.unknown`."""

    def use_case(connection: Connection) -> Camp | None:
        return rows.camp_by_id(connection, reference) or rows.camp_by_code(connection, tidy_code(reference))

    camp = context.store.read(use_case)
    if camp is None:
        raise RoomError("camp.unknown", camp=reference)
    return camp


def with_ended_code(context: AppContext, code: str) -> Camp | None:
    """The camp that had this join code before it got another: it lets nobody join, but leads people back to a seat."""
    return context.store.read(lambda connection: rows.camp_by_ended_code(connection, tidy_code(code)))


def lock(context: AppContext, camp_id: str, locked: bool) -> None:
    """Stop new people from joining, or let them in again; those inside stay."""
    context.store.write(lambda connection: rows.set_locked(connection, camp_id, locked))


def change_code(context: AppContext, camp_id: str) -> str:
    """Give the camp a new join code after the old one leaked; seats already taken stay."""
    return context.store.write(lambda connection: change_code_in(connection, context, camp_id))


def change_code_in(connection: Connection, context: AppContext, camp_id: str) -> str:
    """As `change_code`, inside a transaction."""
    code = new_code(context.chance)
    while rows.code_known(connection, code):
        code = new_code(context.chance)
    rows.set_code(connection, camp_id, code, context.now())
    return code


def communities(context: AppContext, camp_id: str) -> tuple[Community, ...]:
    """The camp's communities by name."""
    return context.store.read(lambda connection: rows.communities(connection, camp_id))


def community(context: AppContext, id: str) -> Community:
    """One community. Raises RoomError `community.unknown`."""
    stored = context.store.read(lambda connection: rows.community_by_id(connection, id))
    if stored is None:
        raise RoomError("community.unknown", community=id)
    return stored


def add_community(context: AppContext, camp_id: str, name: str) -> Community:
    """The community of that name in the camp, created if it is new."""

    def use_case(connection: Connection) -> Community:
        rows.hold_camp(connection, camp_id)
        return community_in(connection, context, camp_id, name)

    return context.store.write(use_case)


def community_in(connection: Connection, context: AppContext, camp_id: str, name: str) -> Community:
    """As `add_community`, inside a transaction. Raises InputError `community.name`."""
    older = rows.community_by_name(connection, camp_id, " ".join(name.split()))
    if older is not None:  # chosen from the list, perhaps noted before names were cleaned
        return older
    name = " ".join(clean(name).split())
    if not name or len(name) > MAX_NAME:
        raise InputError("community.name", longest=MAX_NAME)
    place = rows.community_by_name(connection, camp_id, name)
    if place is None:
        place = Community(new_token(context.chance), camp_id, name)
        rows.add_community(connection, place)
    return place


def describe(context: AppContext, changed: Community) -> None:
    """Store what is known about a community (setting, support, familiarity, households, groups)."""
    check_facts(changed)
    context.store.write(lambda connection: rows.set_community_facts(connection, changed))


def check_facts(place: Community) -> None:
    """Raises InputError `community.fact` for an impossible number."""
    for fact, top in (
        ("committee_support", 3),
        ("familiarity", 3),
        ("households", 1_000_000),
        ("groups", 10_000),
    ):
        value = getattr(place, fact)
        if value is not None and not 0 <= value <= top:
            raise InputError("community.fact", fact=fact, most=top)


def noted(context: AppContext, camp_id: str, what: str, by: str) -> None:
    """Add an entry to the audit trail: what was done with the camp's data, without names."""
    context.store.write(lambda connection: rows.note(connection, camp_id, what, by, context.now()))
