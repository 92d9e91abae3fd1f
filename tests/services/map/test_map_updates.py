"""What the room said comes onto the map from phones and paper alike, when somebody says so, and leaves it whole."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from tests.app_context import context_on
from tests.mapping import EXERCISE, ROSTER, MapCamp, mapping_camp, sit, speak, with_mapping
from workshop.base.errors import RoomError
from workshop.model.camp import Action
from workshop.model.ids import seat_codes
from workshop.model.network import About, Network, PersonKind, Relation, Remark, Tie
from workshop.network.collect.merge_reports import NAMED_BY, Added
from workshop.services import erase
from workshop.services.camp import control
from workshop.services.export import paper
from workshop.services.export.paper import TypedSheet
from workshop.services.map import map_updates, networks
from workshop.services.map.map_updates import Decided, pending_reports, put_on_map
from workshop.store import schema
from workshop.store.engine import Store


@pytest.fixture
def made(store: Store) -> MapCamp:
    return mapping_camp(with_mapping(context_on(store)))


def now(made: MapCamp) -> Network:
    saved = networks.current(made.context, made.community.id)
    assert saved is not None
    return saved.network


def put(made: MapCamp, *one: tuple[str, str], out: frozenset[str] = frozenset()) -> None:
    put_on_map(made.context, made.community, Decided(one, out), "facilitator")


def said(network: Network) -> list[tuple[str, str, str, str]]:
    """Ties that came from the room: those with a day."""
    return [(tie.source, tie.target, str(tie.relation), tie.reporter) for tie in network.ties if tie.when]


def test_before_anybody_has_answered_there_is_nothing_to_put(made: MapCamp) -> None:
    found = pending_reports(made.context, made.community)
    assert (found.seats, found.speakers, [step.id for step in found.asked]) == (0, (), [EXERCISE])
    with pytest.raises(RoomError, match=r"gathering\.nothing"):
        put(made)


def test_what_two_phones_said_stands_as_two_reports(made: MapCamp) -> None:
    wang, li = sit(made, "甲"), sit(made, "乙")
    speak(made, wang, me={"pick": ["R01"]}, here={"pick": ["R02"]}, mine={"tie.R02": ["knows", "trusts"]})
    speak(made, li, me={"pick": ["R02"]}, here={"pick": ["R01"]}, mine={"tie.R01": ["knows"]})
    put(made)
    assert said(now(made)) == [
        ("R01", "R02", "knows", "R01"),
        ("R01", "R02", "trusts", "R01"),
        ("R02", "R01", "knows", "R02"),
    ]
    assert now(made).ties[:2] == ROSTER.ties
    assert {one.id for one in now(made).people if one.answered} == {"R01", "R02"}


def test_a_sheet_typed_in_is_gathered_as_a_phone_is(made: MapCamp) -> None:
    forms = {"me": {"pick": ["R03"]}, "here": {"pick": ["R01"]}, "mine": {"tie.R01": ["knows"]}}
    paper.type_in(
        made.context,
        made.camp,
        TypedSheet(EXERCISE, "12 号", "西门里", "resident", True, forms),
        "k" * 32,
        "facilitator",
    )
    (speaker,) = pending_reports(made.context, made.community).speakers
    assert (speaker.on_paper, speaker.nickname) == (True, "12 号")
    put(made)
    assert said(now(made)) == [("R03", "R01", "knows", "R03")]


def test_marks_and_nominations_are_remarks_and_a_dont_know_is_none(made: MapCamp) -> None:
    seat = sit(made, "林", "social_worker")
    speak(
        made,
        seat,
        here={"pick": ["R01", "R02"]},
        tower={"mark.R01.influence": ["3"], "mark.R02.influence": ["unknown"]},
        news={"pick": ["R02"]},
        among={"pair.0.source": ["R01"], "pair.0.target": ["R02"]},
    )
    put(made)
    code = seat_codes([seat])[seat.id]
    assert [replace(one, when=None) for one in now(made).remarks] == [
        Remark("R01", About.INFLUENCE, 3, reporter=code),
        Remark("R02", About.SPREAD, reporter=code),
    ]
    # an onlooker: their code signs, and they are nowhere on the map
    assert said(now(made)) == [("R01", "R02", "helps", code)]
    assert now(made).people == ROSTER.people


def test_a_worker_who_speaks_of_themselves_comes_onto_the_map_as_one(made: MapCamp) -> None:
    seat = sit(made, "林", "social_worker")
    speak(made, seat, here={"pick": ["R01"]}, mine={"tie.R01": ["knows"]})
    put(made)
    assert (now(made).people[-1].kind, now(made).people[-1].answered) == (PersonKind.SUPPORTER, True)
    assert "林" not in repr(now(made).people[-1])


def test_what_is_said_without_a_name_comes_onto_no_map(made: MapCamp) -> None:
    seat = sit(made, "甲")
    speak(made, seat, secret={"add": ["说了会得罪的人"]})
    assert pending_reports(made.context, made.community).speakers == ()


def test_those_added_and_those_who_may_be_one_are_told_and_none_is_made_one_unasked(made: MapCamp) -> None:
    seat = sit(made, "甲")
    speak(made, seat, here={"add": ["王阿娘", "张婆婆"], "pick": ["R02"]})
    found = pending_reports(made.context, made.community)
    assert found.added == (Added("王阿娘", 1), Added("张婆婆", 1))
    assert [(pair.one, pair.other) for pair in found.alike] == [("R01", "王阿娘")]
    put(made)
    assert [one.id for one in now(made).people][4:] == ["王阿娘", "张婆婆"]


def test_a_name_ticked_to_be_somebody_is_that_one_also_when_late_answers_come(made: MapCamp) -> None:
    first = sit(made, "甲")
    speak(made, first, me={"pick": ["R03"]}, here={"add": ["王阿娘"]}, mine={"tie.王阿娘": ["knows"]})
    put(made, ("R01", "王阿娘"))
    assert said(now(made)) == [("R03", "R01", "knows", "R03")]
    control.act(made.context, made.camp.id, Action.FREEZE, EXERCISE, "facilitator")
    late = sit(made, "乙")
    speak(made, late, me={"pick": ["R02"]}, here={"add": ["王阿娘"]}, mine={"tie.王阿娘": ["trusts"]})
    waiting = pending_reports(made.context, made.community)
    assert (len(waiting.speakers), waiting.late) == (1, 1)
    control.act(made.context, made.camp.id, Action.ACCEPT_LATE, EXERCISE, "facilitator")
    found = pending_reports(made.context, made.community)
    assert (len(found.speakers), found.late, found.added) == (2, 0, ())
    put(made)
    assert said(now(made)) == [("R03", "R01", "knows", "R03"), ("R02", "R01", "trusts", "R02")]


def test_one_added_first_and_found_to_be_somebody_later_can_still_be_made_one(made: MapCamp) -> None:
    seat = sit(made, "甲")
    speak(made, seat, me={"pick": ["R03"]}, here={"add": ["王阿娘"]}, mine={"tie.王阿娘": ["knows"]})
    put(made)
    put(made, ("R01", "王阿娘"))
    assert [one.id for one in now(made).people] == ["R01", "R02", "R03", "S1"]
    assert said(now(made)) == [("R03", "R01", "knows", "R03")]
    assert put_on_map(made.context, made.community, map_updates.Decided(), "facilitator") is None


def test_a_second_press_saves_nothing_and_one_undo_takes_it_back(made: MapCamp) -> None:
    speak(made, sit(made, "甲"), here={"add": ["张婆婆"]})
    put(made)
    before = networks.versions(made.context, made.community.id)
    put(made)
    assert networks.versions(made.context, made.community.id) == before
    networks.undo(made.context, made.community.id)
    assert now(made) == ROSTER


def test_who_moved_to_another_name_on_the_map_is_not_there_under_both(made: MapCamp) -> None:
    seat = sit(made, "甲")
    speak(made, seat, me={"pick": ["R02"]}, here={"pick": ["R03"]}, mine={"tie.R03": ["knows"]})
    put(made)
    speak(made, seat, me={"pick": ["R01"]})
    put(made)
    assert said(now(made)) == [("R01", "R03", "knows", "R01")]


def test_a_community_without_a_map_gets_its_first_from_the_room(made: MapCamp) -> None:
    networks.undo(made.context, made.community.id)
    seat = sit(made, "甲")
    speak(made, seat, me={"add": ["阿甲"]}, here={"add": ["张婆婆"]}, mine={"tie.张婆婆": ["knows"]})
    put(made)
    assert [one.id for one in now(made).people] == ["阿甲", "张婆婆"]
    assert now(made).name == "西门里"


def test_another_communitys_words_stay_its_own(made: MapCamp) -> None:
    elsewhere = replace(made, community=replace(made.community, name="东门里"))
    speak(elsewhere, sit(elsewhere, "外人"), here={"add": ["东门人"]})
    assert pending_reports(made.context, made.community).speakers == ()


def everything_kept(made: MapCamp) -> str:
    """Every row of every table, as text."""

    def use_case(connection):  # type: ignore[no-untyped-def]
        return "\n".join(
            repr(tuple(row))
            for table in schema.metadata.sorted_tables
            for row in connection.execute(select(table))
        )

    return made.context.store.read(use_case)


def test_who_withdraws_is_in_no_version_of_the_map_and_undoing_does_not_bring_them_back(
    made: MapCamp,
) -> None:
    leaving, staying = sit(made, "甲"), sit(made, "乙")
    speak(
        made,
        leaving,
        me={"pick": ["R01"]},
        here={"add": ["张婆婆", "老赵"], "pick": ["R02"]},
        mine={"tie.张婆婆": ["knows"], "tie.老赵": ["knows"], "tie.R02": ["trusts"]},
        news={"pick": ["R02"]},
    )
    speak(made, staying, me={"pick": ["R02"]}, here={"add": ["老赵"]}, mine={"tie.老赵": ["knows"]})
    put(made)
    undone = now(made)
    networks.save(made.context, made.community.id, undone, "facilitator", "again")
    networks.undo(made.context, made.community.id)
    code = seat_codes([leaving, staying])[leaving.id]
    erase.erase_participant(made.context, leaving.id, "self")
    assert said(now(made)) == [("R02", "老赵", "knows", "R02")]
    # what was said under R01 is gone, also what stood on the map before: it cannot be told apart
    assert [tie.reporter for tie in now(made).ties] == ["S1", "R02"]
    assert [one.id for one in now(made).people] == ["R01", "R02", "R03", "S1", "老赵"]
    assert not now(made).people[0].answered
    assert not now(made).remarks
    newest = networks.versions(made.context, made.community.id)[0]
    assert (newest.note, newest.by) == (map_updates.WITHDRAWN, "self")
    kept = everything_kept(made)
    assert "张婆婆" not in kept
    assert code not in kept
    networks.undo(made.context, made.community.id)
    assert said(now(made)) == [("R02", "老赵", "knows", "R02")]
    assert not now(made).remarks


def test_who_withdraws_vanishes_from_the_next_gathering(made: MapCamp) -> None:
    seat = sit(made, "甲")
    speak(made, seat, here={"add": ["张婆婆"]})
    erase.erase_participant(made.context, seat.id, "self")
    assert pending_reports(made.context, made.community).speakers == ()
    assert len(networks.versions(made.context, made.community.id)) == 1


def test_who_withdraws_under_a_name_made_one_with_another_is_found_there(made: MapCamp) -> None:
    seat = sit(made, "甲")
    speak(made, seat, me={"add": ["小赵哥"]}, here={"pick": ["R01"]}, mine={"tie.R01": ["knows"]})
    put(made, ("R03", "小赵哥"))
    assert said(now(made)) == [("R03", "R01", "knows", "R03")]
    erase.erase_participant(made.context, seat.id, "self")
    assert said(now(made)) == []


def test_who_once_tapped_another_by_mistake_takes_none_of_theirs_along(made: MapCamp) -> None:
    clumsy, other = sit(made, "甲"), sit(made, "乙")
    speak(made, clumsy, me={"pick": ["R02"]})
    speak(made, clumsy, me={"pick": ["R01"]}, here={"pick": ["R03"]}, mine={"tie.R03": ["knows"]})
    speak(made, other, me={"pick": ["R02"]}, here={"pick": ["R03"]}, mine={"tie.R03": ["knows"]})
    put(made)
    erase.erase_participant(made.context, clumsy.id, "self")
    assert said(now(made)) == [("R02", "R03", "knows", "R02")]


def test_a_person_nobody_else_named_is_signed_with_the_code_of_who_did(made: MapCamp) -> None:
    seat = sit(made, "甲")
    speak(made, seat, here={"add": ["张婆婆"]})
    put(made)
    code = seat_codes([seat])[seat.id]
    assert now(made).extra == (("张婆婆", ((NAMED_BY, code),)),)
    assert now(made).ties == (
        Tie("R01", "G1", Relation.LEADS, reporter="R01"),
        Tie("S1", "R02", Relation.TRUSTS, reporter="S1"),
    )
