"""Naming people on a phone: whom the map knows is picked, whoever is missing is written, nothing half said is lost."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from tests.room_test.forms import PageForm
from tests.room_test.handset import Handset
from tests.room_test.run import seat_of
from tests.room_test.stage import EVERY_KIND, NET_MAP, Room, make_room
from workshop.base.text import say
from workshop.model.network import Building, Group, Network, Person, PersonKind
from workshop.model.step import Payload
from workshop.phone.naming import LISTED
from workshop.report.answers_csv import payload_parts
from workshop.services.camp import answers
from workshop.store import networks

NewPhone = Callable[[], Handset]
EGO_MAP = "ego-map"
HEAVENLY = "甲乙丙丁戊己庚辛壬癸"


def sixty(label: str = "") -> Network:
    """Sixty people of six buildings, a social worker who lives in none, a group."""
    people = [
        Person(f"R{n}", f"{1 + n // 10} 栋{HEAVENLY[n % 10]}{label}", building=f"B{1 + n // 10}")
        for n in range(60)
    ]
    return Network(
        people=(*people, Person("S1", "社工小陈", PersonKind.SUPPORTER)),
        groups=(Group("G1", "舞蹈队"),),
        buildings=tuple(Building(f"B{n}", f"{n} 栋") for n in range(1, 7)),
    )


def keep_map(room: Room, phone: Handset, network: Network) -> None:
    community = seat_of(room, phone).community
    room.context.store.write(
        lambda connection: networks.add_network(
            connection, community, network, "主持", "", room.context.now()
        )
    )


def ask(room: Room, phone: Handset, question: str, exercise: str = NET_MAP) -> PageForm:
    phone.get(f"/s?step={exercise}&question={question}")
    assert phone.form is not None, phone.page
    assert phone.form.value("question") == question
    return phone.form


def given(room: Room, phone: Handset) -> dict[str, Payload]:
    return {one.question: one.payload for one in answers.given_by(room.context, seat_of(room, phone))}


def named(*codes: str) -> dict[str, object]:
    return {"people": [{"code": code, "marks": {}} for code in codes]}


def pick(room: Room, phone: Handset, picks: Iterable[str] = (), add: Iterable[str] = ()) -> None:
    form = ask(room, phone, "who")
    phone.follow(phone.send(form, {"pick": list(picks), "add": list(add)}))


def test_where_nobody_is_on_the_map_codes_are_written(room: Room, phone: Handset) -> None:
    room.open(NET_MAP)
    form = ask(room, phone, "who")
    assert say("zh", "phone.roster.nobody") in phone.page
    assert (form.writing, form.offers) == (["add"] * 3, {})
    pick(room, phone, add=["3 栋甲", "舞蹈队", "门卫"])
    assert given(room, phone)["who"] == named("3 栋甲", "舞蹈队", "门卫")
    # Those are then the ones asked about.
    assert ask(room, phone, "follow").offers["pick"] == ["3 栋甲", "舞蹈队", "门卫"]


@pytest.mark.parametrize("known", [0, 1, 2, 12])
def test_a_circle_of_three_can_be_drawn_however_many_the_map_knows(tmp_path: Path, known: int) -> None:
    with make_room(tmp_path, exercises=[EGO_MAP]) as room:
        phone = Handset(room.client(), room.camp.code)
        phone.join("小李", "甲社区", "resident")
        room.open(EGO_MAP)
        keep_map(room, phone, Network(people=tuple(Person(f"R{n}", f"{n} 号") for n in range(known))))
        form = ask(room, phone, "circle", EGO_MAP)
        assert "add" in form.writing
        # One of the map marked where there is one, the others written by hand.
        marks = {f"mark.R{n}.closeness": ["1"] for n in range(min(known, 1))}
        written = ["门卫", "修鞋的", "三楼的"][min(known, 1) :]
        by_hand = {f"mark.+{n}.closeness": ["2"] for n in range(len(written))}
        assert phone.send(form, {**marks, **by_hand, "add": written}).status_code == 303
        again = ask(room, phone, "circle", EGO_MAP).values
        assert [name for name in again["add"] if name] == written
        assert all(again[mark] == ["1"] for mark in marks)


def test_sixty_people_stand_folded_by_building_and_all_can_be_picked(room: Room, phone: Handset) -> None:
    room.open(NET_MAP)
    keep_map(room, phone, sixty())
    form = ask(room, phone, "who")
    assert form.offers["pick"] == [*(f"R{n}" for n in range(60)), "S1", "G1"]
    # Six buildings, the social worker, the group; none unfolded before somebody in it is chosen.
    assert (phone.page.count('<details class="place"'), phone.page.count("data-place open")) == (8, 0)
    pick(room, phone, ["R12", "S1"], ["1 栋甲", "门卫"])
    assert given(room, phone)["who"] == named("R12", "S1", "R0", "门卫")
    again = ask(room, phone, "who")
    assert (again.values["pick"], again.values["add"]) == (["R0", "R12", "S1"], ["门卫", ""])
    assert phone.page.count("data-place open") == 3


def test_a_page_of_sixty_people_is_light(room: Room, phone: Handset) -> None:
    room.open(NET_MAP)
    keep_map(room, phone, sixty())
    with phone.client.stream(
        "GET", f"/s?step={NET_MAP}&question=who", headers={"accept-encoding": "gzip"}
    ) as reply:
        sent = b"".join(reply.iter_raw())
    assert b"R59" in gzip.decompress(sent)
    assert len(sent) < 5_000  # measured: 2.9 KB; 62 people with their boxes, folded into eight


def test_more_people_than_a_thumb_scrolls_through_are_written_and_recognised(
    room: Room, phone: Handset
) -> None:
    room.open(NET_MAP)
    keep_map(room, phone, Network(people=tuple(Person(f"R{n}", f"{n} 号") for n in range(LISTED + 1))))
    form = ask(room, phone, "who")
    assert form.offers == {}
    assert say("zh", "phone.roster.too_many", n=LISTED + 1) in phone.page
    pick(room, phone, add=["7 号", "R9", "新来的"])
    assert given(room, phone)["who"] == named("R7", "R9", "新来的")


def test_each_community_picks_from_its_own_map(room: Room, phone: Handset, new_phone: NewPhone) -> None:
    room.open(NET_MAP)
    keep_map(room, phone, sixty("（甲）"))
    other = new_phone()
    other.join("小周", "乙社区", "resident")
    assert ask(room, other, "who").offers == {}
    assert "R0" in ask(room, phone, "who").offers["pick"]


def test_who_am_i_is_one_and_may_be_left_out(room: Room, phone: Handset) -> None:
    room.open(NET_MAP)
    keep_map(room, phone, sixty())
    form = ask(room, phone, "me")
    assert form.offers["pick"][-1] == ""  # none of these
    reply = phone.send(form, {"pick": ["R3"], "add": ["我"]})
    assert reply.status_code == 422
    phone.follow(phone.send(form, {"pick": [""], "add": [""]}))
    assert given(room, phone)["me"] == named()


def test_too_few_are_asked_for_more_and_what_was_picked_stays(room: Room, phone: Handset) -> None:
    room.open(NET_MAP)
    keep_map(room, phone, sixty())
    form = ask(room, phone, "who")
    reply = phone.send(form, {"pick": ["R1"], "add": ["门卫"]})
    assert reply.status_code == 422
    assert say("zh", "phone.missing.roster", n=3) in phone.page
    assert phone.form is not None
    assert (phone.form.values["pick"], phone.form.values["add"]) == (["R1"], ["门卫", ""])


def test_another_place_to_write_keeps_everything_typed_and_marked(room: Room, phone: Handset) -> None:
    room.open(EVERY_KIND)
    form = ask(room, phone, "known", EVERY_KIND)
    phone.follow(phone.send(form, {"add": ["甲", "乙"], "go": ["0"]}))
    assert phone.form is not None
    assert phone.form.values["add"] == ["甲", "乙", "", ""]
    phone.follow(phone.send(phone.form, {"add": ["甲", "乙"]}))
    towers = ask(room, phone, "towers", EVERY_KIND)
    # Everybody has a card; nobody new is asked for.
    assert "add" not in towers.writing
    assert set(towers.offers) == {
        f"mark.{one}.{column}" for one in "甲乙" for column in ("influence", "blocked")
    }
    assert towers.offers["mark.甲.influence"] == ["0", "5", ""]


def test_a_row_half_filled_in_survives_more_rows_and_the_way_back(room: Room, phone: Handset) -> None:
    room.open(NET_MAP)
    pick(room, phone, add=["甲", "乙", "丙"])
    form = ask(room, phone, "ties")
    half = {"pair.0.source": ["甲"], "pair.1.target": ["丙"], "pair.1.relation": ["funds"]}
    phone.follow(phone.send(form, {**half, "go": ["0"]}))
    assert phone.form is not None
    assert {name: phone.form.values.get(name) for name in half} == half
    assert "pair.3.source" in phone.form.offers
    phone.follow(phone.send(phone.form, {**half, "go": ["back"]}))
    again = ask(room, phone, "ties")
    assert {name: again.values.get(name) for name in half} == half


@pytest.mark.parametrize(("relation", "code"), [("trusts", "tie_itself"), ("", "tie_unsaid")])
def test_a_tie_that_cannot_be_is_told_and_kept_to_be_mended(
    room: Room, phone: Handset, relation: str, code: str
) -> None:
    room.open(NET_MAP)
    pick(room, phone, add=["甲", "乙", "丙"])
    form = ask(room, phone, "ties")
    target = "甲" if relation else "乙"
    fields = {"pair.0.source": ["甲"], "pair.0.target": [target], "pair.0.relation": [relation]}
    reply = phone.send(form, fields)
    assert reply.status_code == 422
    assert say("zh", f"errors.exercises.{code}", row=1) in phone.page
    assert "ties" not in given(room, phone)
    kept = ask(room, phone, "ties")
    assert [kept.value(f"pair.0.{end}") for end in ("source", "target", "relation")] == [
        "甲",
        target,
        relation,
    ]


def test_where_nobody_was_picked_ties_say_so_and_let_one_go_on(room: Room, phone: Handset) -> None:
    room.open(EVERY_KIND)
    for question in ("own", "among"):
        form = ask(room, phone, question, EVERY_KIND)
        assert say("zh", "phone.ties.nobody") in phone.page
        assert phone.send(form, {}).status_code == 303


def test_my_answers_are_told_with_the_names_of_the_map(room: Room, phone: Handset) -> None:
    room.open(NET_MAP)
    keep_map(room, phone, sixty())
    pick(room, phone, ["R0", "G1", "S1"])
    phone.follow(
        phone.send(
            ask(room, phone, "ties"),
            {"pair.0.source": ["R0"], "pair.0.target": ["G1"], "pair.0.relation": ["informs"]},
        )
    )
    phone.get("/s/mine")
    assert "1 栋甲；社工小陈；舞蹈队" in phone.page or "1 栋甲；舞蹈队；社工小陈" in phone.page
    assert "1 栋甲 → 舞蹈队：通消息" in phone.page


def test_in_large_type_and_english_the_same_is_asked(room: Room, phone: Handset) -> None:
    room.open(NET_MAP)
    keep_map(room, phone, sixty())
    before = ask(room, phone, "who").offers
    phone.follow(phone.get("/s?type=large&lang=en"))
    assert ask(room, phone, "who").offers == before
    assert say("en", "phone.roster.add") in phone.page


def test_answers_leave_by_code() -> None:
    parts = payload_parts(
        {"people": [{"code": "R0", "marks": {"influence": "5", "will": "2"}}, {"code": "门卫", "marks": {}}]}
    )
    assert (parts["chosen"], parts["text"]) == ("R0;门卫", "R0: influence=5\nR0: will=2")
    ties = payload_parts(
        {
            "ties": [
                {"source": "", "target": "R0", "relation": "trusts"},
                {"source": "R0", "target": "G1", "relation": "funds"},
            ]
        }
    )
    assert (ties["chosen"], ties["text"]) == ("", "(self) → R0: trusts\nR0 → G1: funds")


MARKED = ("3 栋甲", "门口修鞋的", "2 栋丁")


@pytest.fixture
def two_exercises(tmp_path: Path) -> Iterator[Room]:
    with make_room(tmp_path, exercises=(NET_MAP, EGO_MAP)) as room:
        room.open(NET_MAP)
        room.open(EGO_MAP)
        yield room


def seated(room: Room, nickname: str) -> Handset:
    phone = Handset(room.client(), room.camp.code)
    phone.join(nickname, "甲社区", "resident")
    return phone


def test_whom_the_map_was_told_the_own_circle_offers(two_exercises: Room) -> None:
    """Both ask about people of the community; what a person wrote in one is a tick in the other."""
    phone, other = seated(two_exercises, "小林"), seated(two_exercises, "小张")
    pick(two_exercises, phone, add=MARKED)
    form = ask(two_exercises, phone, "circle", EGO_MAP)
    marks = [f"mark.{name}.closeness" for name in MARKED]
    assert [name for name in form.offers if name in marks] == marks
    # Offered, none of them picked; and to nobody else.
    assert not any(form.values.get(name, [""])[-1] for name in marks)
    assert not set(marks) & set(ask(two_exercises, other, "circle", EGO_MAP).offers)


def test_whom_the_own_circle_named_the_map_offers(two_exercises: Room) -> None:
    phone, other = seated(two_exercises, "小林"), seated(two_exercises, "小张")
    form = ask(two_exercises, phone, "circle", EGO_MAP)
    closeness = {f"mark.+{number}.closeness": ["2"] for number, _ in enumerate(MARKED)}
    phone.follow(phone.send(form, {"add": list(MARKED), **closeness}))
    form = ask(two_exercises, phone, "who")
    assert (form.offers["pick"], form.values.get("pick", [])) == (list(MARKED), [])
    assert "pick" not in ask(two_exercises, other, "who").offers
    pick(two_exercises, phone, ["3 栋甲", "2 栋丁"], ["5 栋乙"])
    assert given(two_exercises, phone)["who"] == named("3 栋甲", "2 栋丁", "5 栋乙")
