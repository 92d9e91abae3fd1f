"""Whom I may ask: said on the phone, chosen by the asker, seen by the host; nobody learns who was passed over."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from tests.properties import examples
from tests.room_test.handset import Handset
from tests.room_test.run import seat_of
from tests.room_test.stage import Room
from workshop.base.text import say
from workshop.model.camp import Camp, Seat
from workshop.services import workers
from workshop.services.matching import pairing
from workshop.services.matching.pairing_people import ABSENT, ASK, rule, said_by
from workshop.store import pairings
from workshop.store.pairings import PairingInput

NewPhone = Callable[[], Handset]


@dataclass(frozen=True)
class Meeting:
    """Three askers of one community, three hosts of others, all told, nothing paired yet."""

    room: Room
    askers: tuple[Handset, ...]
    hosts: tuple[Handset, ...]

    @property
    def camp(self) -> Camp:
        return self.room.camp

    def seat(self, phone: Handset) -> Seat:
        return seat_of(self.room, phone)

    def pair(self) -> None:
        pairing.pair_room(self.room.context, self.camp, "f")
        pairing.show(self.room.context, self.camp, "f")


def tell(phone: Handset, offers: tuple[str, ...] = (), ask: str = "", visits: str = "4") -> None:
    phone.follow(phone.post("/s/offer", {"offer": list(offers), "ask": [ask], "visits": [visits]}))


def choose(phone: Handset, host: str, go: str) -> None:
    phone.follow(phone.post("/s/partner", {"host": [host], "go": [go]}))


def offered(phone: Handset) -> list[str]:
    """Whom the page offers: those one can say yes to, or has."""
    phone.get("/s/partner")
    found = re.findall(
        r'name="host" value="(\w+)"><button class="(?:go|more)" name="go" value="(yes|open)"', phone.page
    )
    return list(dict.fromkeys(host for host, _ in found))


@pytest.fixture
def meeting(room: Room, new_phone: NewPhone, monkeypatch: pytest.MonkeyPatch) -> Meeting:
    monkeypatch.setattr(workers, "run", lambda _key, work, *given: work(*given))
    phones = []
    for name, community in (
        ("甲一", "甲社区"),
        ("甲二", "甲社区"),
        ("甲三", "甲社区"),
        ("乙一", "乙社区"),
        ("丙一", "丙社区"),
        ("丁一", "丁社区"),
    ):
        phone = new_phone()
        phone.join(name, community, "resident")
        phones.append(phone)
    made = Meeting(room, tuple(phones[:3]), tuple(phones[3:]))
    for phone in made.askers:
        tell(phone, ask="O3")
    for phone in made.hosts:
        tell(phone, ("O3",), visits="2")
    return made


def test_what_i_can_tell_and_am_stuck_at_is_kept_and_shown_again(room: Room, phone: Handset) -> None:
    phone.get("/s/partner")
    assert say("zh", "partner.not_yet") in phone.page
    tell(phone, ("O1", "O3"), "O5", "2")
    said = said_by(room.context, seat_of(room, phone))
    assert (said.offers, said.asks, said.capacity) == (("O1", "O3"), ("O5",), 2)
    assert say("zh", "partner.kept") in phone.page
    assert phone.page.count("checked") == 2
    assert '<option value="O5" selected>' in phone.page
    assert '<option value="2" selected>' in phone.page


def test_too_many_or_unknown_are_refused_in_words_and_what_was_ticked_stays(
    room: Room, phone: Handset
) -> None:
    phone.post("/s/offer", {"offer": ["O1", "O2", "O3", "O4"], "ask": [""], "visits": ["4"]})
    assert phone.status == 422
    assert say("zh", "errors.pairing.offers", n=3) in phone.page
    assert phone.page.count("checked") == 4
    assert said_by(room.context, seat_of(room, phone)).offers == ()


def test_once_shown_an_asker_chooses_and_the_host_sees_who_comes_and_why(meeting: Meeting) -> None:
    meeting.pair()
    asker = meeting.askers[0]
    hosts = offered(asker)
    assert {meeting.seat(phone).id for phone in meeting.hosts} >= set(hosts)
    assert hosts
    choose(asker, hosts[0], "yes")
    assert say("zh", "partner.yes_said") in asker.page
    host = next(phone for phone in meeting.hosts if meeting.seat(phone).id == hosts[0])
    host.get("/s/partner")
    topic = meeting.room.context.content.vocabularies.obstacles.name("O3", "zh")
    assert "甲一" in host.page
    assert say("zh", "partner.comes", about=topic) in host.page


def test_the_two_are_told_to_talk_about_what_the_host_knows_not_what_is_asked_first(
    meeting: Meeting, new_phone: NewPhone
) -> None:
    asker = new_phone()
    asker.join("戊一", "戊社区", "resident")
    tell(asker, ask="O7")
    second = PairingInput(ASK, meeting.seat(asker).id, None, "O3")
    meeting.room.context.store.write(
        lambda connection: pairings.add_input(
            connection,
            meeting.camp.id,
            second,
            "self",
            meeting.room.context.now(),
        )
    )
    meeting.pair()
    name = meeting.room.context.content.vocabularies.obstacles.name
    host = offered(asker)[0]
    choose(asker, host, "yes")
    assert say("zh", "partner.question", about=name("O3", "zh")) in asker.page
    handset = next(phone for phone in meeting.hosts if meeting.seat(phone).id == host)
    assert say("zh", "partner.comes", about=name("O3", "zh")) in handset.get("/s/partner").text


def test_what_somebody_is_stuck_at_is_not_told_before_they_said_yes(meeting: Meeting) -> None:
    meeting.pair()
    topic = meeting.room.context.content.vocabularies.obstacles.name("O3", "zh")
    for phone in meeting.hosts:
        phone.get("/s/partner")
        assert say("zh", "partner.comes", about=topic) not in phone.page


def test_who_was_passed_over_does_not_learn_it_and_can_be_considered_again(meeting: Meeting) -> None:
    meeting.pair()
    asker = meeting.askers[0]
    first = offered(asker)[0]
    host = next(phone for phone in meeting.hosts if meeting.seat(phone).id == first)
    choose(asker, first, "no")
    assert say("zh", "partner.declined", n=1) in asker.page
    assert "甲一" not in host.follow(host.get("/s/partner")).text
    choose(asker, first, "open")
    assert first in offered(asker)


def test_a_double_tap_is_one_yes_and_a_third_yes_is_refused_with_what_to_do(meeting: Meeting) -> None:
    for phone in meeting.hosts:
        tell(phone, ("O3",), visits="4")
    meeting.pair()
    asker = meeting.askers[0]
    hosts = [meeting.seat(phone).id for phone in meeting.hosts]
    assert set(offered(asker)) <= set(hosts)
    found = offered(asker)
    choose(asker, found[0], "yes")
    choose(asker, found[0], "yes")
    kept = pairing.on_phones(meeting.room.context, meeting.camp.id)
    assert kept is not None
    mine = [one for one in kept.pairs if one.asker == meeting.seat(asker).id]
    assert [one.decision for one in mine].count("accepted") == 1
    choose(asker, found[1], "yes")
    choose(asker, found[2], "yes")
    assert asker.status == 409
    assert say("zh", "errors.pairing.enough", n=2) in asker.page


def test_somebody_not_offered_cannot_be_chosen(meeting: Meeting) -> None:
    meeting.pair()
    choose(meeting.askers[0], meeting.seat(meeting.askers[1]).id, "yes")
    assert meeting.askers[0].status == 409
    assert say("zh", "errors.pairing.not_offered") in meeting.askers[0].page


def test_who_came_later_and_who_is_thought_away_are_told_so(meeting: Meeting, new_phone: NewPhone) -> None:
    meeting.pair()
    late = new_phone()
    late.join("戊一", "戊社区", "resident")
    late.get("/s/partner")
    assert say("zh", "partner.late") in late.page
    away = meeting.hosts[0]
    rule(meeting.room.context, meeting.camp, ABSENT, meeting.seat(away).id, None, "f", holds=True)
    away.get("/s/partner")
    assert say("zh", "partner.away") in away.page
    assert all(meeting.seat(away).id not in offered(phone) for phone in meeting.askers)


def test_the_waiting_phone_is_led_there_once_pairs_are_shown(meeting: Meeting) -> None:
    phone = meeting.askers[0]
    phone.get("/s")
    since = re.search(r'data-since="(\d+)"', phone.page)
    assert since is not None
    assert say("zh", "partner.paired") not in phone.page
    meeting.pair()
    assert phone.get(f"/s/tick?since={since.group(1)}").status_code == 200
    phone.get("/s")
    assert say("zh", "partner.paired") in phone.page


def test_taken_off_the_phones_it_is_gone_and_what_was_said_comes_back_with_it(meeting: Meeting) -> None:
    meeting.pair()
    asker = meeting.askers[0]
    choose(asker, offered(asker)[0], "yes")
    pairing.hide(meeting.room.context, meeting.camp, "f")
    asker.get("/s/partner")
    assert say("zh", "partner.not_yet") in asker.page
    pairing.show(meeting.room.context, meeting.camp, "f")
    asker.get("/s/partner")
    assert say("zh", "partner.yes_said") in asker.page


def test_a_phone_without_a_seat_is_told_so(room: Room, new_phone: NewPhone) -> None:
    stranger = new_phone()
    for reply in (
        stranger.get("/s/partner"),
        stranger.post("/s/partner", {"host": ["x"], "go": ["yes"]}),
        stranger.post("/s/offer", {"visits": ["2"]}),
    ):
        assert reply.status_code == 401


PRESSES = st.lists(
    st.tuples(st.integers(0, 2), st.integers(0, 2), st.sampled_from(["yes", "no", "open"])), max_size=10
)


@examples(15, allow=[HealthCheck.function_scoped_fixture])
@given(presses=PRESSES)
def test_the_two_phones_of_a_pair_always_agree(meeting: Meeting, presses: list[tuple[int, int, str]]) -> None:
    meeting.pair()
    ids = {meeting.seat(phone).id: phone for phone in meeting.hosts}
    for asker, host, go in presses:
        choose(meeting.askers[asker], list(ids)[host], go)
    agreed = {
        (number, host)
        for number, phone in enumerate(meeting.askers)
        for host in ids
        if re.search(
            rf'value="{host}"><button class="more" name="go" value="open">{say("zh", "partner.take_back")}',
            phone.get("/s/partner").text,
        )
    }
    topic = meeting.room.context.content.vocabularies.obstacles.name("O3", "zh")
    for host, handset in ids.items():
        text = handset.get("/s/partner").text
        assert text.count(say("zh", "partner.comes", about=topic)) == sum(one == host for _, one in agreed)
        assert text.count(say("zh", "partner.comes", about=topic)) <= 2  # what they said they would see
    for number in range(len(meeting.askers)):
        assert sum(one == number for one, _ in agreed) <= 2
