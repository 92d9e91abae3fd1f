"""Communities' directions for six to twelve months: read from the phones that wrote them and from the desk, and looked at
twice, halfway and at the end.

The newest version counts, wherever it was written; what was written on a phone goes with its seat, as every answer does,
while what the desk kept stays the community's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection

from workshop.base.errors import InputError, RoomError
from workshop.base.local_time import local_day
from workshop.exercises.cleaning import cleaned
from workshop.exercises.columns import read_day
from workshop.exercises.form import rests_on, rows_in, texts_in
from workshop.model.camp import Camp, Community, Seat
from workshop.model.direction import (
    LATEST,
    SETTLED,
    SOONEST,
    CameTrue,
    CommunityDirections,
    Condition,
    Direction,
    DirectionAct,
    DirectionEvent,
    DirectionVersion,
    Look,
    undone,
)
from workshop.model.names import fold
from workshop.model.step import Answer, Payload, StepKind
from workshop.services.app.context import AppContext
from workshop.services.camp import control
from workshop.services.camp.questions import exercise_of
from workshop.services.learn.trials import Ask, State, asks_of, due_now
from workshop.store import answers as answer_rows
from workshop.store import camps, seats
from workshop.store.community import directions as rows

COLLECTED = "directions"  # what a step that collects them says its answers go into
LONGEST = 160  # characters of each field


@dataclass(frozen=True)
class Stood:
    """A community's directions and when the one that counts is looked at. `asks` is empty without a day to look."""

    directions: CommunityDirections
    asks: tuple[Ask, ...]

    @property
    def current(self) -> DirectionVersion | None:
        return self.directions.current

    @property
    def latest(self) -> Look | None:
        return self.directions.latest

    @property
    def waiting(self) -> Ask | None:
        """The look that is due now."""
        return due_now(self.asks)

    @property
    def ahead(self) -> Ask | None:
        """The next look that will be due."""
        return next((one for one in self.asks if one.state is State.LATER), None)


@dataclass(frozen=True)
class LookDue:
    """A community whose direction is to be looked at now."""

    community: Community
    said: Direction
    ask: Ask


def in_camp(context: AppContext, camp: Camp) -> tuple[Stood, ...]:
    """Every community of a camp by name, those without a direction too."""
    return context.store.read(lambda connection: in_camp_in(connection, context, camp))


def in_camp_in(connection: Connection, context: AppContext, camp: Camp) -> tuple[Stood, ...]:
    """As `in_camp`, inside a transaction."""
    places = camps.communities(connection, camp.id)
    events = rows.events(connection, camp.id)
    gone = undone(events)
    kept = (*_from_phones(connection, context, camp), *_from_desk(events))
    versions = [replace(one, undone=one.id in gone) for one in sorted(kept, key=lambda one: (one.at, one.id))]
    looks = [
        (event.community, _look(event, taken_back=event.id in gone))
        for event in events
        if event.act is DirectionAct.LOOK
    ]
    return tuple(
        _stood(
            context,
            CommunityDirections(
                place,
                tuple(one for one in versions if one.community == place.id),
                tuple(look for at, look in looks if at == place.id),
            ),
        )
        for place in places
    )


def looks_due(context: AppContext, camp: Camp) -> tuple[LookDue, ...]:
    """The looks that are due in a camp, longest first."""
    due = [
        LookDue(one.directions.community, one.current.said, one.waiting)
        for one in in_camp(context, camp)
        if one.current and one.waiting
    ]
    return tuple(sorted(due, key=lambda one: (one.ask.on, one.community.name)))


def of_community(context: AppContext, camp: Camp, community: str) -> Stood:
    """One community's. Raises RoomError `community.unknown`."""
    found = next((one for one in in_camp(context, camp) if one.directions.community.id == community), None)
    if found is None:
        raise RoomError("community.unknown", community=community)
    return found


def across(context: AppContext, all_camps: Sequence[Camp], name: str) -> tuple[tuple[Camp, Stood], ...]:
    """What communities of one name wrote in every camp, oldest camp first; only camps where they wrote something."""
    found = [
        (camp, stood)
        for camp in sorted(all_camps, key=lambda one: one.made_at)
        for stood in in_camp(context, camp)
        if fold(stood.directions.community.name) == fold(name) and stood.directions.versions
    ]
    return tuple(found)


def _stood(context: AppContext, kept: CommunityDirections) -> Stood:
    version = kept.current
    if version is None or version.said.day is None:
        return Stood(kept, ())
    written = local_day(version.at)
    length = (version.said.day - written).days
    looks = kept.looks_at(version)
    if length < 1 or any(one.outcome in SETTLED for one in looks):
        return Stood(kept, ())
    days = look_days(length)
    return Stood(kept, asks_of(written, looks, context.now(), days))


def look_days(length: int) -> tuple[int, ...]:
    """After how many days a direction of that many is looked at: halfway and at its end.

    >>> look_days(365)
    (182, 365)
    """
    return tuple(sorted({max(1, length // 2), length}))


def _from_desk(events: Sequence[DirectionEvent]) -> Iterator[DirectionVersion]:
    for event in events:
        if event.act is DirectionAct.WRITE:
            yield DirectionVersion(event.id, event.community, _kept(event.content), "", event.by, event.at)


def _kept(content: Mapping[str, object]) -> Direction:
    """What `write` stored."""
    words = {name: str(content.get(name, "")) for name in ("condition", "rung", "circle", "day", "sign")}
    because = content.get("because")
    return Direction(
        condition=Condition(words["condition"]) if words["condition"] else None,
        rung=words["rung"],
        circle=words["circle"],
        lead=str(content.get(rows.LEAD, "")),
        day=read_day(words["day"], None),
        sign=words["sign"],
        because=tuple(map(str, because)) if isinstance(because, list) else (),
    )


def _look(event: DirectionEvent, *, taken_back: bool) -> Look:
    due = event.content.get("due")
    return Look(
        event.id,
        event.about,
        due if isinstance(due, int) else 0,
        CameTrue(str(event.content["outcome"])),
        str(event.content.get("evidence", "")),
        event.by,
        event.at,
        taken_back,
    )


def _from_phones(connection: Connection, context: AppContext, camp: Camp) -> Iterator[DirectionVersion]:
    """A version for everything a phone sent. Which condition comes next is asked apart from the rest, and may be answered
    on another phone of the same community.
    """
    kinds = {
        (step.id, part.id): part.kind
        for step in control.asking(control.steps_in(connection, camp.id))
        for part in exercise_of(context, step).steps
        if part.into == COLLECTED and part.kind in (StepKind.CHOICE, StepKind.ROWS)
    }
    if not kinds:
        return
    people = {one.id: one for one in seats.seats(connection, camp.id)}
    said: dict[tuple[str, str], Direction] = {}
    for step_id in dict.fromkeys(step for step, _ in kinds):
        for answer in answer_rows.all_answers(connection, camp.id, step=step_id):
            kind = kinds.get((answer.step, answer.question))
            if kind is None or answer.seat not in people:
                continue
            person = people[answer.seat]
            before = said.get((person.community, step_id), Direction())
            now = _chosen(before, answer.payload) if kind is StepKind.CHOICE else _written(before, answer)
            said[person.community, step_id] = now
            if (version := _version(person, answer, now)) is not None:
                yield version


def _version(seat: Seat, answer: Answer, said: Direction) -> DirectionVersion | None:
    """What a phone sent, unless it says nothing. A condition alone is a beginning: somebody of the community writes the rest."""
    if not (said.condition or said.rung or said.circle or said.sign) or answer.at is None:
        return None
    return DirectionVersion(f"phone.{answer.number}", seat.community, said, seat.id, "", answer.at)


def _chosen(before: Direction, payload: Payload) -> Direction:
    chosen = [code for code in texts_in(payload, "chosen") if code in set(Condition)]
    return replace(before, condition=Condition(chosen[0]) if chosen else None)


def _written(before: Direction, answer: Answer) -> Direction:
    row = next(iter(rows_in(answer.payload)), {})
    asked = local_day(answer.at) if answer.at else None
    return Direction(
        condition=before.condition,
        rung=row.get("rung", ""),
        circle=row.get("circle", ""),
        lead=row.get("lead", ""),
        day=read_day(row.get("day", ""), asked),
        sign=row.get("sign", ""),
        because=rests_on(row),
    )


def write(context: AppContext, camp: Camp, key: str, community: str, said: Direction, by: str) -> None:
    """Keep a new version from the desk; the same form again changes nothing.

    Raises RoomError `community.unknown`; InputError `direction.condition`, `direction.sign`, `direction.day`,
    `exercises.too_long`.
    """
    now = context.now()
    tidy = _checked(said, local_day(now))
    content = {
        "condition": tidy.condition.value if tidy.condition else "",
        "rung": tidy.rung,
        "circle": tidy.circle,
        rows.LEAD: tidy.lead,
        "day": tidy.day.isoformat() if tidy.day else "",
        "sign": tidy.sign,
        "because": list(tidy.because),
    }
    _add(context, camp, key, community, DirectionAct.WRITE, content, by)


def _checked(said: Direction, today: date) -> Direction:
    tidy = replace(
        said,
        rung=cleaned(said.rung, LONGEST),
        circle=cleaned(said.circle, LONGEST),
        lead=cleaned(said.lead, LONGEST),
        sign=cleaned(said.sign, LONGEST),
        because=tuple(dict.fromkeys(said.because)),
    )
    if tidy.condition is None:
        raise InputError("direction.condition")
    if not tidy.sign:
        raise InputError("direction.sign")
    if tidy.day is None or not today + SOONEST <= tidy.day <= today + LATEST:
        raise InputError(
            "direction.day",
            soonest=(today + SOONEST).isoformat(),
            latest=(today + LATEST).isoformat(),
        )
    return tidy


def look(
    context: AppContext,
    camp: Camp,
    key: str,
    community: str,
    outcome: CameTrue,
    evidence: str,
    by: str,
) -> None:
    """Keep what was seen when the direction was looked at. It answers the look whose day has come last, before the first
    day that one.

    Raises RoomError `community.unknown`, `direction.none`; InputError `direction.evidence`, `exercises.too_long`.
    """
    words = cleaned(evidence, LONGEST)
    if not words:
        raise InputError("direction.evidence")
    stood = of_community(context, camp, community)
    if stood.current is None:
        raise RoomError("direction.none")
    content = {"due": _answered(context, stood), "outcome": outcome.value, "evidence": words}
    _add(context, camp, key, community, DirectionAct.LOOK, content, by, about=stood.current.id)


def _answered(context: AppContext, stood: Stood) -> int:
    today = local_day(context.now())
    reached = [one for one in stood.asks if one.on <= today] or list(stood.asks[:1])
    return reached[-1].due if reached else 0


def take_back(context: AppContext, camp: Camp, key: str, community: str, about: str, by: str) -> None:
    """Take back a version or a look: what was there before counts again.

    Raises RoomError `community.unknown`, `direction.nothing` for what is not there or taken back already.
    """
    if _sent(context, key):
        return
    kept = of_community(context, camp, community).directions
    standing = {one.id for one in kept.versions if not one.undone}
    standing |= {one.id for one in kept.looks if not one.undone}
    if about not in standing:
        raise RoomError("direction.nothing")
    _add(context, camp, key, community, DirectionAct.UNDO, {}, by, about=about)


def bring_back(context: AppContext, camp: Camp, key: str, community: str, about: str, by: str) -> None:
    """Let a version or a look that was taken back count again. Raises as `take_back`."""
    if _sent(context, key):
        return
    events = context.store.read(lambda connection: rows.events(connection, camp.id))
    gone = undone(events)
    standing = [
        one.id
        for one in events
        if one.act is DirectionAct.UNDO
        and (one.community, one.about) == (community, about)
        and one.id not in gone
    ]
    if not standing:
        raise RoomError("direction.nothing")
    for number, undo in enumerate(standing):
        again = key if not number else f"{key[:36]}.{number}"  # two desks may have taken it back at once
        _add(context, camp, again, community, DirectionAct.UNDO, {}, by, about=undo)


def _sent(context: AppContext, key: str) -> bool:
    return context.store.read(lambda connection: rows.whose_key(connection, key)) is not None


def _add(
    context: AppContext,
    camp: Camp,
    key: str,
    community: str,
    act: DirectionAct,
    content: Mapping[str, object],
    by: str,
    *,
    about: str = "",
) -> None:
    def use_case(connection: Connection) -> None:
        if rows.whose_key(connection, key) is not None:
            return
        if community not in {one.id for one in camps.communities(connection, camp.id)}:
            raise RoomError("community.unknown", community=community)
        rows.add(connection, key, community, act, content, by, context.now(), about=about)

    context.store.write(use_case)
