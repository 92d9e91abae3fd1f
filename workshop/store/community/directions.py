"""Table access for communities' directions: events are only added. Erasing a person is the one change ever made to them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import Connection, Row, insert, select, update

from workshop.model.direction import DirectionAct, DirectionEvent
from workshop.model.names import without_name
from workshop.store.community.schema_community import direction_event
from workshop.store.schema import community

LEAD = "lead"  # in the content of a version: who leads


def add(
    connection: Connection,
    key: str,
    community_id: str,
    act: DirectionAct,
    content: Mapping[str, object],
    by: str,
    at: datetime,
    *,
    about: str = "",
) -> None:
    connection.execute(
        insert(direction_event).values(
            key=key,
            community_id=community_id,
            act=act.value,
            about=about,
            content=dict(content),
            by=by,
            at=at,
        )
    )


def whose_key(connection: Connection, key: str) -> str | None:
    """The community whose form `key` was; None where it was not sent yet."""
    found = select(direction_event.c.community_id).where(direction_event.c.key == key)
    return connection.execute(found).scalar()


def events(connection: Connection, camp_id: str) -> tuple[DirectionEvent, ...]:
    """Everything done in a camp, in order."""
    wanted = (
        select(direction_event)
        .join(community, community.c.id == direction_event.c.community_id)
        .where(community.c.camp_id == camp_id)
        .order_by(direction_event.c.number)
    )
    return tuple(_event(row) for row in connection.execute(wanted))


def take_out(connection: Connection, community_id: str, names: Collection[str]) -> None:
    """Nobody of these names leads the community's direction any more; the direction itself stays the community's."""
    written = select(direction_event.c.number, direction_event.c.content).where(
        direction_event.c.community_id == community_id, direction_event.c.act == DirectionAct.WRITE.value
    )
    for row in connection.execute(written).all():
        lead = str(row.content.get(LEAD, ""))
        left = without_name(lead, names)
        if left != lead:
            here = direction_event.c.number == row.number
            connection.execute(
                update(direction_event).where(here).values(content={**row.content, LEAD: left})
            )


def _event(row: Row[tuple[object, ...]]) -> DirectionEvent:
    values = row._mapping
    return DirectionEvent(
        number=values["number"],
        community=values["community_id"],
        act=DirectionAct(values["act"]),
        about=values["about"],
        content=values["content"],
        by=values["by"],
        at=values["at"],
    )
