"""Merging participants' reports into a community's map: from phones and paper alike, as often as wanted.

Nothing is merged automatically. A facilitator checks who was added, says which entries are the same person,
and saves a new version. A participant who withdraws is erased from every stored version, so no undo brings
their words back.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import cast

from sqlalchemy import Connection

from workshop.base.errors import RoomError
from workshop.base.local_time import local_day
from workshop.model.camp import Camp, CampStep, Community, Role, Seat
from workshop.model.ids import seat_codes
from workshop.model.network import Network, PersonKind
from workshop.model.step import Answer, QuestionStructure
from workshop.network.collect.merge_reports import (
    Added,
    Chosen,
    added,
    known_as,
    merge_duplicates,
    merge_reports,
    without,
)
from workshop.network.collect.reports import INTO, SELF, MapAnswer, PersonReport, person_report
from workshop.network.io.duplicates import likely_duplicates
from workshop.network.io.imported import Alike
from workshop.services.app.context import AppContext
from workshop.services.camp import control
from workshop.services.camp.questions import GROUPS, exercise_of, structures_of
from workshop.services.map import networks
from workshop.store import answers, camps, copies, pseudonym_keys, seats
from workshop.store import networks as rows
from workshop.store.networks import Version

KINDS = {
    Role.COMMITTEE: PersonKind.COMMITTEE,
    Role.SOCIAL_WORKER: PersonKind.SUPPORTER,
    Role.GRID_WORKER: PersonKind.GRID_WORKER,
    Role.OTHER: PersonKind.OUTSIDE,
}
# Stored as a version's note, shown in the reader's language.
GATHERED, WITHDRAWN = "gathering.note.gathered", "gathering.note.withdrawn"


@dataclass(frozen=True)
class Respondent:
    """A participant who answered, and their report. `code` is shown where no name may be."""

    code: str
    nickname: str
    on_paper: bool
    view: PersonReport


@dataclass(frozen=True)
class PendingReports:
    """The reports for one community. `late` answers do not count until the facilitator accepts them.

    `asked` are the camp's steps that collect for the map; `alike` are pairs of names, on the map or added to
    it, that may be the same person or group.
    """

    community: Community
    network: Network
    version: Version | None
    asked: tuple[CampStep, ...]
    seats: int
    speakers: tuple[Respondent, ...]
    late: int
    added: tuple[Added, ...]
    alike: tuple[Alike, ...]

    @property
    def views(self) -> tuple[PersonReport, ...]:
        """All reports, in order of time."""
        return tuple(one.view for one in self.speakers)


@dataclass(frozen=True)
class Decided:
    """What the facilitator ticked: pairs that are the same (the second becomes the first), and added names to
    leave out.
    """

    one: tuple[tuple[str, str], ...] = ()
    left_out: frozenset[str] = frozenset()


def pending_reports(context: AppContext, community: Community) -> PendingReports:
    """The room's reports on a community so far."""

    def use_case(connection: Connection) -> PendingReports:
        return _came_in(connection, context, community)

    return context.store.read(use_case)


def as_decided(pending: PendingReports, decided: Decided) -> Network:
    """The map as it would be with the reports merged."""
    there = {one.id for one in pending.network.people} | {one.id for one in pending.network.groups}
    both = [pair for pair in decided.one if set(pair) <= there]
    same = {}
    for first, other in decided.one:
        if other not in there:
            same[other] = first
        elif first not in there:
            same[first] = other
    base = merge_duplicates(pending.network, both) if both else pending.network
    return merge_reports(base, pending.views, Chosen(same, decided.left_out))


def put_on_map(context: AppContext, community: Community, decided: Decided, by: str) -> Version | None:
    """Save the map with the reports merged as a new version; None when there was nothing new.

    Raises RoomError `gathering.nothing` before anybody has answered, and InputError as `networks.save`.
    """
    # The layout is computed in the worker process before the transaction; people added meanwhile are placed when drawn.
    seen = pending_reports(context, community)
    spots = networks.placed(as_decided(seen, decided), seen.network.spots).spots

    def use_case(connection: Connection) -> Version | None:
        camps.hold_camp(connection, community.camp)
        pending = _came_in(connection, context, community)
        if not pending.speakers:
            raise RoomError("gathering.nothing")
        new = as_decided(pending, decided)
        if new == pending.network and pending.version is not None:
            return None
        networks.check(new)
        node_ids = {one.id for one in new.people} | {one.id for one in new.groups}
        new = replace(new, spots=tuple(spot for spot in spots if spot[0] in node_ids))
        now = context.now()
        number = rows.add_network(connection, community.id, new, by, GATHERED, now)
        camps.note(connection, community.camp, f"gathered {number}", by, now)
        return Version(number, community.id, now, by, GATHERED, new.wave)

    return context.store.write(use_case)


def _came_in(connection: Connection, context: AppContext, community: Community) -> PendingReports:
    camp = camps.camp_by_id(connection, community.camp)
    if camp is None:
        raise RoomError("camp.unknown", camp=community.camp)
    version = rows.newest(connection, community.id)
    network = Network(name=community.name) if version is None else rows.network_of(connection, version.number)
    asked = _asked(connection, context, camp)
    everybody = seats.seats(connection, camp.id)
    members = [seat for seat in everybody if seat.community == community.id]
    every = answers.all_answers(connection, camp.id)
    counting = answers.current_answers(connection, camp.id)
    # Codes stay when a seat is put aside.
    codes = seat_codes((*everybody, *seats.seats_aside(connection, camp.id)))
    speakers = _speakers(members, codes, asked, every, counting)
    views = [one.view for one in speakers]
    own = {one.code for one in speakers}
    late = {one.seat for one in every if one.late and (one.step, one.question) in asked}
    late -= {one.seat for one in counting if one.late}
    return PendingReports(
        community=community,
        network=network,
        version=version,
        asked=tuple({step.id: step for step, *_ in asked.values()}.values()),
        seats=len(members),
        speakers=speakers,
        late=sum(seat.id in late for seat in members),
        # Respondents reporting on themselves under their seat's code were not added by the room.
        added=tuple(one for one in added(network, views) if one.name not in own),
        alike=likely_duplicates(merge_reports(network, views)),
    )


# Step and question id -> the step, the question, where its answers go, and whether it lists groups.
Asked = dict[tuple[str, str], tuple[CampStep, QuestionStructure, str, bool]]


def _asked(connection: Connection, context: AppContext, camp: Camp) -> Asked:
    """The camp's questions whose answers belong on a map; anonymous questions never do."""
    asked: Asked = {}
    for step in control.steps_in(connection, camp.id):
        parts = {part.id: part for part in exercise_of(context, step).steps if part.into in INTO}
        for question in structures_of(context, camp, step) if parts else ():
            part = parts.get(question.id.partition(".")[0])
            if part is not None and part.into is not None and not question.anonymous:
                asked[step.id, question.id] = (step, question, part.into, part.people_from == GROUPS)
    return asked


def _speakers(
    members: Sequence[Seat],
    codes: dict[str, str],
    asked: Asked,
    every: Iterable[Answer],
    counting: Iterable[Answer],
) -> tuple[Respondent, ...]:
    map_answers: dict[str, list[MapAnswer]] = {}
    order: dict[str, int] = {}
    for answer in counting:
        if (answer.step, answer.question) in asked:
            map_answers.setdefault(answer.seat, []).append(_said(asked, answer))
            order[answer.seat] = answer.number
    before: dict[str, list[Answer]] = {}
    for answer in every:
        before.setdefault(answer.seat, []).append(answer)
    speaking = sorted((seat for seat in members if seat.id in map_answers), key=lambda seat: order[seat.id])
    return tuple(
        Respondent(
            codes[seat.id],
            seat.nickname,
            seat.on_paper,
            person_report(
                codes[seat.id],
                KINDS.get(seat.role, PersonKind.RESIDENT),
                map_answers[seat.id],
                _selves(asked, before.get(seat.id, ()), codes[seat.id]),
            ),
        )
        for seat in speaking
    )


def _said(asked: Asked, answer: Answer) -> MapAnswer:
    _, question, into, groups = asked[answer.step, answer.question]
    given_at = cast(datetime, answer.at)  # nothing that is asked for a map is stored without a seat
    return MapAnswer(into, question, answer.payload, local_day(given_at), groups)


def _selves(asked: Asked, given: Iterable[Answer], code: str) -> set[str]:
    """Whom on the map a participant has ever said they are."""
    mine = [_said(asked, one) for one in given if (one.step, one.question) in asked]
    return {person_report(code, PersonKind.RESIDENT, [one]).reporter for one in mine if one.into == SELF}


def take_out(connection: Connection, context: AppContext, seat: Seat, by: str) -> frozenset[str]:
    """Before a seat is erased: remove its reports from its community's map, and its name from the pseudonym
    key.

    Every stored version loses its words, undone ones too; a new version says that a participant withdrew. If
    another participant says they are the same person on the map, that person is back with the next merge. Returns the names
    and codes the seat was known by there.
    """
    camp = camps.camp_by_id(connection, seat.camp)
    community = camps.community_by_id(connection, seat.community)
    if camp is None or community is None:
        raise RoomError("camp.unknown", camp=seat.camp)
    names = _names(connection, context, camp, seat)
    newest = rows.newest(connection, community.id)
    for number in copies.every_version(connection, community.id):
        before = rows.network_of(connection, number)
        codes = known_as(before, names)
        after = without(before, codes)
        if after == before:
            continue
        copies.erase(connection, number, before, after, codes)
        if newest is not None and number == newest.number:
            pseudonym_keys.drop_names(connection, community.id, codes)
            rows.add_network(connection, community.id, after, by.partition(":")[0], WITHDRAWN, context.now())
    pseudonym_keys.drop_names(connection, community.id, names)
    return names


def _names(connection: Connection, context: AppContext, camp: Camp, seat: Seat) -> frozenset[str]:
    """Everything a seat has reported under: its code, who it says it is, and who it said it was before unless
    another seat is that person now.
    """
    asked = _asked(connection, context, camp)
    everybody = seats.seats(connection, camp.id)
    codes = seat_codes((*everybody, *seats.seats_aside(connection, camp.id)))
    members = [one for one in everybody if one.community == seat.community]
    every = answers.all_answers(connection, camp.id)
    speakers = _speakers(members, codes, asked, every, answers.current_answers(connection, camp.id))
    now = {one.code: one.view.reporter for one in speakers}
    code = codes[seat.id]
    own = now.pop(code, code)
    own_answers = answers.all_answers(connection, camp.id, seat.id)
    before = _selves(asked, iter(own_answers), code) - set(now.values())
    return frozenset({code, own} | before)
