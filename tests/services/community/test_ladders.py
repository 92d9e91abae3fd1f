"""Ladders: noted once for a press, corrected, taken back and put back; a person who withdraws is gone from them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import Connection, func, select

from tests.services.community.recorded import DANCE, GUARD, ORGANISER, Recorded, recorded
from workshop.base.errors import AccessError, InputError, RoomError
from workshop.model.ids import seat_codes
from workshop.model.ladder import Climber, ClimberName, Ladder, ToldWhere
from workshop.services import erase
from workshop.services.app.access import Right
from workshop.services.camp import camps
from workshop.services.community import changes, ladders
from workshop.store.community.records import RecordKind
from workshop.store.community.schema_community import community_record
from workshop.store.engine import Store


@pytest.fixture
def made(store: Store) -> Recorded:
    return recorded(store)


def standing(made: Recorded) -> tuple[Ladder, ...]:
    return ladders.ladders(made.context, [made.community])


def stored(made: Recorded) -> int:
    def count(connection: Connection) -> int:
        return connection.execute(select(func.count()).select_from(community_record)).scalar_one()

    return made.context.store.read(count)


def test_rungs_stand_in_the_order_they_happened(made: Recorded) -> None:
    mine = made.climb()
    made.rung(mine, replace(DANCE, what="讲解员", when="2026-02-11"))
    made.rung(mine, replace(DANCE, what="端午活动", when="2025-12"))
    made.rung(mine, replace(DANCE, what="舞蹈队", when="2025"))
    (ladder,) = standing(made)
    assert [one.rung.what for one in ladder.rungs] == ["舞蹈队", "端午活动", "讲解员"]
    assert ladder.rungs[0].rung.needs == DANCE.needs


def test_a_press_that_comes_twice_is_one_rung(made: Recorded) -> None:
    mine, key = made.climb(), made.key
    for _ in range(2):
        ladders.note_rung(made.context, ORGANISER, made.community, key, mine, DANCE)
    assert len(standing(made)[0].rungs) == 1


def test_a_correction_is_taken_back_and_put_back(made: Recorded) -> None:
    mine = made.climb()
    rung = made.rung(mine)
    made.rung(mine, replace(DANCE, what="合唱队"), rung)

    def what() -> list[str]:
        return [one.rung.what for one in standing(made)[0].rungs]

    def last() -> int:
        change, _ = changes.to_take_back(made.context, RecordKind.LADDER, made.community)
        assert change is not None
        return change.number

    assert what() == ["合唱队"]
    corrected = last()
    changes.take_back(made.context, ORGANISER, made.community, RecordKind.LADDER, made.key, corrected)
    assert what() == ["带起舞蹈队"]
    changes.put_back(made.context, ORGANISER, made.community, RecordKind.LADDER, made.key)
    assert what() == ["合唱队"]
    with pytest.raises(RoomError, match=r"records\.moved_on"):
        changes.put_back(made.context, ORGANISER, made.community, RecordKind.LADDER, made.key)
    # Step by step back to nothing: the correction, the rung, the ladder.
    for _ in range(3):
        changes.take_back(made.context, ORGANISER, made.community, RecordKind.LADDER, made.key, last())
    assert standing(made) == ()


def test_what_somebody_else_noted_meanwhile_is_not_taken_back_blindly(made: Recorded) -> None:
    mine = made.climb()
    change, _ = changes.to_take_back(made.context, RecordKind.LADDER, made.community)
    assert change is not None
    made.rung(mine)
    with pytest.raises(RoomError, match=r"records\.moved_on"):
        changes.take_back(made.context, ORGANISER, made.community, RecordKind.LADDER, made.key, change.number)


def test_a_rung_goes_with_its_ladder_and_comes_back_with_it(made: Recorded) -> None:
    mine = made.climb()
    made.rung(mine)
    changes.take_away(made.context, ORGANISER, made.community, RecordKind.LADDER, made.key, mine)
    assert standing(made) == ()
    change, _ = changes.to_take_back(made.context, RecordKind.LADDER, made.community)
    assert change is not None
    changes.take_back(made.context, ORGANISER, made.community, RecordKind.LADDER, made.key, change.number)
    assert len(standing(made)[0].rungs) == 1


@pytest.mark.parametrize("right", [None, Right("another camp")])
def test_only_who_steers_the_camp_records(made: Recorded, right: Right | None) -> None:
    with pytest.raises(AccessError):
        ladders.begin(made.context, right, made.community, made.key, GUARD)


@pytest.mark.parametrize(
    ("who", "code"),
    [
        (ClimberName(Climber.PERSON, "小周", agreed=False), "ladder.not_asked"),
        (ClimberName(Climber.GROUP, "  ", agreed=False), "ladder.no_name"),
    ],
)
def test_nobody_is_noted_unasked_or_unnamed(made: Recorded, who: ClimberName, code: str) -> None:
    with pytest.raises(InputError, match=code):
        made.climb(who)
    assert made.climb(ClimberName(Climber.GROUP, "旗袍队", agreed=False))


@pytest.mark.parametrize(
    ("typed", "when"),
    [
        ("2025", "2025"),
        ("２０２５", "2025"),  # full-width, as Chinese keyboards type
        ("２０２５．０５", "2025-05"),
        ("٢٠٢٥-٠٥-٣٠", "2025-05-30"),  # Arabic-Indic
        ("1989", None),
        ("0001-05", None),
        ("2025年5月", "2025-05"),
        ("2025-5", "2025-05"),
        ("2025/05/30", "2025-05-30"),
        ("12月5日", "2025-12-05"),
        ("2月29日", "2028-02-29"),
        ("昨天", None),
        ("2025-13", None),
        ("2026-04", None),
        ("2026-03-03", None),
        ("2026-03", "2026-03"),
        ("", None),
    ],
)
def test_a_date_is_as_exact_as_it_is_known_and_has_come(typed: str, when: str | None) -> None:
    today = date(2026, 3, 2)
    if when is None or when > today.isoformat():
        with pytest.raises(InputError):
            ladders.read_when(typed, today)
    else:
        assert ladders.read_when(typed, today) == when


def test_a_participants_ladder_bears_their_nickname_and_goes_with_them(made: Recorded) -> None:
    guard, other = made.sit("小周"), made.climb(ClimberName(Climber.GROUP, "旗袍队", agreed=False))
    mine = made.climb(GUARD, guard.id)
    rung = made.rung(mine)
    made.rung(mine, replace(DANCE, what="合唱队"), rung)
    assert [one.who.name for one in standing(made)] == ["旗袍队", "小周"]
    erase.erase_participant(made.context, guard.id, "self")
    assert [one.id for one in standing(made)] == [other]
    assert stored(made) == 1  # no earlier version is left either


@pytest.mark.parametrize("name", ["小周", " 小 周", "code"])
def test_a_ladder_under_somebodys_nickname_or_code_goes_with_them(made: Recorded, name: str) -> None:
    guard = made.sit("小周")
    typed = seat_codes([guard])[guard.id] if name == "code" else name
    made.rung(made.climb(ClimberName(Climber.PERSON, typed, agreed=True)))
    erase.erase_participant(made.context, guard.id, "self")
    assert standing(made) == ()
    assert stored(made) == 0


def test_who_does_not_want_it_kept_is_erased_with_every_version(made: Recorded) -> None:
    mine = made.climb()
    made.rung(mine)
    changes.take_away(made.context, ORGANISER, made.community, RecordKind.LADDER, made.key, mine)
    changes.erase(made.context, ORGANISER, made.community, mine)
    assert stored(made) == 0
    with pytest.raises(RoomError, match=r"records\.unknown"):
        changes.erase(made.context, ORGANISER, made.community, mine)


def test_a_community_with_a_ladder_stays_when_its_last_person_leaves(made: Recorded) -> None:
    guard = made.sit("小李")
    made.climb(ClimberName(Climber.GROUP, "旗袍队", agreed=False))
    assert erase.erase_participant(made.context, guard.id, "self").community
    assert camps.community(made.context, made.community.id) == made.community


def test_what_was_not_told_has_no_day_of_telling(made: Recorded) -> None:
    made.rung(made.climb(), replace(DANCE, told=ToldWhere.NOT_YET, told_when="2026-01"))
    assert standing(made)[0].rungs[0].rung.told_when == ""


@pytest.mark.parametrize(
    ("when", "told", "fits"),
    [
        ("2025-09", "2025-08", False),
        ("2025-09-10", "2025-09", True),
        ("2025-09", "2025", True),
        ("2025", "2024-12-31", False),
        ("2025-09-10", "2025-09-10", True),
    ],
)
def test_nothing_is_told_before_it_was_done(made: Recorded, when: str, told: str, fits: bool) -> None:
    """By hand: compared as far as the less exact of both dates goes."""
    mine = made.climb()
    rung = replace(DANCE, when=when, told=ToldWhere.CAMP, told_when=told)
    if fits:
        made.rung(mine, rung)
    else:
        with pytest.raises(InputError, match=r"ladder\.told_before"):
            made.rung(mine, rung)


def test_a_rung_of_another_ladder_is_not_corrected(made: Recorded) -> None:
    first, second = made.climb(), made.climb(ClimberName(Climber.GROUP, "旗袍队", agreed=False))
    rung = made.rung(first)
    with pytest.raises(RoomError, match=r"records\.unknown"):
        made.rung(second, DANCE, rung)
