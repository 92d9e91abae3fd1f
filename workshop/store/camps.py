"""Table access for camps, their steps, control events and communities."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, func, insert, select, union_all, update

from workshop.base.content import Words
from workshop.model.camp import Action, BlockPlan, Camp, CampStep, Community, ControlEvent
from workshop.store import schema
from workshop.store.community.schema_community import community_record, direction_event
from workshop.store.reading import forget_versions, once
from workshop.store.schema import camp, camp_step, community, control_event
from workshop.store.schema_learning import board_event, ended_code, seat_card, submission, turn_event
from workshop.store.statements.prepared import PreparedStatement

COMMUNITY_FACTS = ("setting", "committee_support", "familiarity", "households", "groups")


def add_camp(connection: Connection, new: Camp, facilitator_hash: str, steps: Sequence[CampStep]) -> None:
    connection.execute(
        insert(camp).values(
            id=new.id,
            code=new.code,
            title=new.title,
            recipe=new.recipe,
            rubric=new.rubric,
            capacity=new.capacity,
            facilitator_hash=facilitator_hash,
            invented=new.invented,
            locked=new.locked,
            made_at=new.made_at,
        )
    )
    _add_steps(connection, new.id, steps)


def set_steps(connection: Connection, camp_id: str, steps: Sequence[CampStep]) -> None:
    """Write the camp's agenda anew; what happened to its steps is kept by their ids."""
    connection.execute(delete(camp_step).where(camp_step.c.camp_id == camp_id))
    _add_steps(connection, camp_id, steps)
    forget_versions()


def _add_steps(connection: Connection, camp_id: str, steps: Sequence[CampStep]) -> None:
    for step in steps:
        block = step.block
        connection.execute(
            insert(camp_step).values(
                camp_id=camp_id,
                id=step.id,
                position=step.position,
                exercise=step.exercise,
                exercise_version=step.exercise_version,
                minutes=step.minutes,
                day=block.day,
                begins=block.begins,
                ends=block.ends,
                track=block.track,
                pin=block.pin,
                title=block.title.model_dump() if block.title else None,
                plan_b=block.plan_b.model_dump() if block.plan_b else None,
                priority=block.priority,
            )
        )


def camps(connection: Connection) -> tuple[Camp, ...]:
    """All camps, newest first."""
    return tuple(
        _camp(row) for row in connection.execute(select(camp).order_by(camp.c.made_at.desc(), camp.c.id))
    )


_CAMP_BY_ID = PreparedStatement(select(camp).where(camp.c.id == bindparam("id")))
_CAMP_BY_CODE = PreparedStatement(select(camp).where(camp.c.code == bindparam("code")))


@once
def camp_by_id(connection: Connection, id: str) -> Camp | None:
    row = _CAMP_BY_ID.one_or_none(connection, id=id)
    return None if row is None else _camp(row)


@once
def camp_by_code(connection: Connection, code: str) -> Camp | None:
    row = _CAMP_BY_CODE.one_or_none(connection, code=code)
    return None if row is None else _camp(row)


_HOLD = PreparedStatement(select(camp.c.id).where(camp.c.id == bindparam("id")).with_for_update())


def hold_camp(connection: Connection, id: str) -> None:
    """Lock the camp's row until the transaction ends (SQLite has a single writer anyway)."""
    _HOLD.all(connection, id=id)


def facilitator_hash(connection: Connection, id: str) -> str | None:
    return connection.execute(select(camp.c.facilitator_hash).where(camp.c.id == id)).scalar_one_or_none()


def set_locked(connection: Connection, id: str, locked: bool) -> None:
    connection.execute(update(camp).where(camp.c.id == id).values(locked=locked))


def set_code(connection: Connection, id: str, code: str, at: datetime) -> None:
    """A new code; the one before is remembered as ended."""
    before = connection.execute(select(camp.c.code).where(camp.c.id == id)).scalar_one()
    connection.execute(insert(ended_code).values(code=before, camp_id=id, at=at))
    connection.execute(update(camp).where(camp.c.id == id).values(code=code))


def camp_by_ended_code(connection: Connection, code: str) -> Camp | None:
    """The camp that had this code before it got another."""
    ended = ended_code.c
    row = connection.execute(
        select(camp).join(ended_code, ended.camp_id == camp.c.id).where(ended.code == code)
    ).one_or_none()
    return None if row is None else _camp(row)


def code_known(connection: Connection, code: str) -> bool:
    """Whether a code is or was a camp's."""
    return camp_by_code(connection, code) is not None or camp_by_ended_code(connection, code) is not None


def _camp(row: Row[Any]) -> Camp:
    return Camp(
        id=row.id,
        code=row.code,
        title=row.title,
        recipe=row.recipe,
        rubric=row.rubric,
        capacity=row.capacity,
        made_at=row.made_at,
        invented=row.invented,
        locked=row.locked,
    )


_STEPS = PreparedStatement(
    select(camp_step).where(camp_step.c.camp_id == bindparam("camp")).order_by(camp_step.c.position)
)


@once
def steps(connection: Connection, camp_id: str) -> tuple[CampStep, ...]:
    """The agenda as written, all in draft; `services.camp.control` folds the events into it."""
    rows = _STEPS.all(connection, camp=camp_id)
    return tuple(
        CampStep(
            row.id,
            row.position,
            row.exercise,
            row.exercise_version,
            row.minutes,
            block=BlockPlan(
                day=row.day,
                begins=row.begins,
                ends=row.ends,
                track=row.track,
                pin=row.pin,
                title=Words(**row.title) if row.title else None,
                plan_b=Words(**row.plan_b) if row.plan_b else None,
                priority=row.priority,
                planned=row.minutes,
            ),
        )
        for row in rows
    )


def without_clock(connection: Connection) -> tuple[str, ...]:
    """The camps older than their agenda's clock times."""
    wanted = select(camp_step.c.camp_id).where(camp_step.c.begins == "").distinct()
    return tuple(connection.execute(wanted.order_by(camp_step.c.camp_id)).scalars())


_EVENTS = PreparedStatement(
    select(control_event).where(control_event.c.camp_id == bindparam("camp")).order_by(control_event.c.seq)
)


@once
def events(connection: Connection, camp_id: str) -> tuple[ControlEvent, ...]:
    """Every control event of the camp, oldest first."""
    return tuple(_event(row) for row in _EVENTS.all(connection, camp=camp_id))


def event_by_key(connection: Connection, key: str) -> ControlEvent | None:
    row = connection.execute(select(control_event).where(control_event.c.key == key)).one_or_none()
    return None if row is None else _event(row)


_LAST_SEQ = PreparedStatement(
    select(func.max(control_event.c.seq)).where(control_event.c.camp_id == bindparam("camp"))
)


@once
def last_seq(connection: Connection, camp_id: str) -> int:
    """Number of the camp's newest control event; 0 before the first."""
    return _LAST_SEQ.scalar(connection, camp=camp_id) or 0


def add_event(connection: Connection, camp_id: str, key: str, event: ControlEvent) -> None:
    connection.execute(
        insert(control_event).values(
            camp_id=camp_id,
            seq=event.seq,
            key=key,
            step_id=event.step,
            action=event.action.value,
            undoes=event.undoes,
            minutes=event.minutes,
            change=dict(event.change) or None,
            table_no=event.table,
            by=event.by,
            at=event.at,
        )
    )


def _event(row: Row[Any]) -> ControlEvent:
    return ControlEvent(
        seq=row.seq,
        step=row.step_id,
        action=Action(row.action),
        by=row.by,
        at=row.at,
        undoes=row.undoes,
        minutes=row.minutes,
        change=row.change or {},
        table=row.table_no,
    )


def add_community(connection: Connection, new: Community) -> None:
    connection.execute(
        insert(community).values(
            id=new.id,
            camp_id=new.camp,
            name=new.name,
            **{fact: getattr(new, fact) for fact in COMMUNITY_FACTS},
        )
    )


def set_community_facts(connection: Connection, changed: Community) -> None:
    connection.execute(
        update(community)
        .where(community.c.id == changed.id)
        .values({fact: getattr(changed, fact) for fact in COMMUNITY_FACTS})
    )


_COMMUNITIES = PreparedStatement(
    select(community)
    .where(community.c.camp_id == bindparam("camp"))
    .order_by(community.c.name, community.c.id)
)
_COMMUNITY_BY_ID = PreparedStatement(select(community).where(community.c.id == bindparam("id")))
_COMMUNITY_BY_NAME = PreparedStatement(
    select(community).where(community.c.camp_id == bindparam("camp"), community.c.name == bindparam("called"))
)


@once
def communities(connection: Connection, camp_id: str) -> tuple[Community, ...]:
    return tuple(_community(row) for row in _COMMUNITIES.all(connection, camp=camp_id))


@once
def community_by_id(connection: Connection, id: str) -> Community | None:
    row = _COMMUNITY_BY_ID.one_or_none(connection, id=id)
    return None if row is None else _community(row)


def community_by_name(connection: Connection, camp_id: str, name: str) -> Community | None:
    row = _COMMUNITY_BY_NAME.one_or_none(connection, camp=camp_id, called=name)
    return None if row is None else _community(row)


def drop_unused_community(connection: Connection, id: str) -> bool:
    """Delete a community of which nothing is left but its name: nobody sits for it or is expected from it, it has no map, no
    case, no board, ladder, grant or direction of its own, and nobody has told anything about it. Whether it is gone.
    """
    used = (
        select(table.c.community_id).where(table.c.community_id == id)
        for table in (
            schema.seat,
            schema.network,
            schema.name_key,
            seat_card,
            submission,
            direction_event,
            community_record,
        )
    )
    boards = (
        select(board_event.c.board).where(board_event.c.board == id),
        select(turn_event.c.table).where(turn_event.c.table == id),
    )
    found = connection.execute(union_all(*used, *boards).limit(1)).first()
    bare = [community.c[name].is_(None) for name in COMMUNITY_FACTS]
    if found is not None:
        return False
    return connection.execute(delete(community).where(community.c.id == id, *bare)).rowcount > 0


def _community(row: Row[Any]) -> Community:
    return Community(row.id, row.camp_id, row.name, *(getattr(row, fact) for fact in COMMUNITY_FACTS))


def note(connection: Connection, camp_id: str, what: str, by: str, at: datetime) -> None:
    """Add an entry to the audit trail."""
    connection.execute(insert(schema.audit).values(camp_id=camp_id, what=what, by=by, at=at))
