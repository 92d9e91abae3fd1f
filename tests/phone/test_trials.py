"""What came of a card, told on a phone after 30 and 90 days: asked in time, told early, late, twice, changed, taken back."""

from __future__ import annotations

import re

import pytest

from tests.app_context import Clock
from tests.room_test.handset import Handset
from tests.room_test.run import seat_of
from tests.room_test.stage import CHECK, Room
from workshop.base.text import LANGUAGES, Language, say
from workshop.model.camp import Action
from workshop.model.case import Outcome
from workshop.model.trial import Did
from workshop.services.camp import camps
from workshop.services.learn import card_views, trials
from workshop.services.learn.trials import Trying

CASE = "qingbaijiang"


def try_it(phone: Handset, chosen: str = "yes") -> None:
    phone.get("/s/cards?obstacle=O3")
    phone.post("/s/cards", {"case": [CASE], "obstacle": ["O3"], "chosen": [chosen]})


def card_of(phone: Handset) -> str:
    phone.get("/s/trial")
    found = re.search(r'name="card" value="([^"]+)"', phone.page)
    assert found is not None, phone.page
    return found.group(1)


def tell(phone: Handset, did: str, outcome: str = "", *, consent: bool = True, happened: str = "") -> None:
    fields = {"card": [card_of(phone)], "did": [did], "happened": [happened], "different": [""]}
    fields |= {"outcome": [outcome]} if outcome else {}
    fields |= {"consent": ["yes"]} if consent else {}
    phone.follow(phone.post("/s/trial", fields))


def kept(room: Room, phone: Handset) -> Trying:
    (one,) = trials.of_seat(room.context, seat_of(room, phone))
    return one


def test_who_chose_nothing_is_led_to_the_cards(phone: Handset) -> None:
    phone.get("/s/trial")
    assert say("zh", "trials.none") in phone.page
    assert say("zh", "trials.title") not in phone.get("/s/mine").text


@pytest.mark.parametrize("language", LANGUAGES)
def test_my_page_says_what_i_will_try_and_when_i_am_asked(
    room: Room, phone: Handset, language: Language
) -> None:
    phone.client.cookies.set("lang", language)
    try_it(phone)
    # The clock begins on 2026-03-02; 30 days later is 2026-04-01.
    for page in ("/s/mine", "/s/trial"):
        assert say(language, "trials.asked_on", date="2026-04-01") in phone.get(page).text
    assert say(language, "trials.now", n=30) not in phone.page


def test_the_page_asks_at_thirty_and_ninety_days_also_where_people_wait(
    room: Room, phone: Handset, clock: Clock
) -> None:
    try_it(phone)
    assert say("zh", "trials.due_link") not in phone.get("/s").text
    clock.forward(days=30)
    assert say("zh", "trials.now", n=30) in phone.get("/s/trial").text
    assert say("zh", "trials.due_link") in phone.get("/s").text
    tell(phone, "partly", "partly", happened="来了 3 户")
    assert say("zh", "trials.kept") in phone.page
    assert "来了 3 户" in phone.page
    assert say("zh", "trials.now", n=30) not in phone.page
    clock.forward(days=60)
    assert say("zh", "trials.now", n=90) in phone.get("/s/trial").text
    tell(phone, "yes", "passed")
    assert [(word.due, word.said.outcome) for word in kept(room, phone).words] == [
        (30, Outcome.PARTLY),
        (90, Outcome.PASSED),
    ]


def test_not_yet_is_asked_again_at_ninety_days(room: Room, phone: Handset, clock: Clock) -> None:
    try_it(phone)
    clock.forward(days=31)
    tell(phone, "not_yet")
    assert kept(room, phone).waiting is None
    clock.forward(days=60)
    assert say("zh", "trials.now", n=90) in phone.get("/s/trial").text


def test_told_twice_is_kept_once_and_a_change_counts(room: Room, phone: Handset, clock: Clock) -> None:
    try_it(phone)
    clock.forward(days=30)
    tell(phone, "yes", "not")
    tell(phone, "yes", "not")
    assert len(kept(room, phone).words) == 1
    tell(phone, "yes", "passed")
    latest = kept(room, phone).latest
    assert latest is not None
    assert latest.said.outcome is Outcome.PASSED
    assert len(kept(room, phone).words) == 2


def test_what_was_told_can_be_taken_back_and_what_stood_before_counts_again(
    room: Room, phone: Handset, clock: Clock
) -> None:
    try_it(phone)
    clock.forward(days=30)
    tell(phone, "not_yet")
    tell(phone, "yes", "passed")
    for left in ([Did.NOT_YET], []):
        phone.follow(phone.post("/s/trial", {"card": [card_of(phone)], "go": ["back"]}))
        assert say("zh", "trials.taken_back") in phone.page
        assert [word.said.did for word in kept(room, phone).words] == left
    phone.post("/s/trial", {"card": [card_of(phone)], "go": ["back"]})
    assert phone.status == 409


def test_what_is_missing_is_asked_for_and_nothing_typed_is_lost(
    room: Room, phone: Handset, clock: Clock
) -> None:
    try_it(phone)
    clock.forward(days=30)
    for fields, code in (({}, "did"), ({"did": ["yes"]}, "outcome"), ({"did": ["<x>"]}, "did")):
        phone.post("/s/trial", {"card": [card_of(phone)], "happened": ["邻居帮了忙"], **fields})
        assert phone.status == 422
        assert say("zh", f"errors.trials.{code}") in phone.page
        assert "邻居帮了忙" in phone.page
    phone.post("/s/trial", {"card": [card_of(phone)], "did": ["other"], "happened": ["长" * 301]})
    assert say("zh", "errors.trials.long", longest=300) in phone.page
    assert kept(room, phone).words == ()


def test_an_outcome_of_what_was_not_done_is_no_outcome(room: Room, phone: Handset, clock: Clock) -> None:
    try_it(phone)
    clock.forward(days=30)
    tell(phone, "other", "passed")
    latest = kept(room, phone).latest
    assert latest is not None
    assert (latest.said.did, latest.said.outcome) == (Did.OTHER, None)


def test_somebody_elses_cannot_be_told(room: Room, phone: Handset) -> None:
    try_it(phone)
    card = card_of(phone)
    other = Handset(room.client(), room.camp.code)
    other.join("老张", "乙社区", "resident")
    other.post("/s/trial", {"card": [card], "did": ["not_yet"]})
    assert other.status == 404
    assert kept(room, phone).words == ()
    stranger = Handset(room.client(), room.camp.code)
    assert stranger.get("/s/trial").status_code == 401
    assert stranger.post("/s/trial", {"card": [card], "did": ["not_yet"]}).status_code == 401


def test_long_after_the_camp_the_code_on_the_card_leads_back_to_the_question(
    room: Room, phone: Handset, clock: Clock
) -> None:
    try_it(phone)
    room.open()
    for action in (Action.FREEZE, Action.CLOSE):
        room.act(action, CHECK)
    camps.lock(room.context, room.camp.id, True)
    phone.wipe()
    clock.forward(days=95)
    phone.recover()
    assert say("zh", "trials.due_link") in phone.page
    tell(phone, "yes", "passed")
    assert say("zh", "trials.kept") in phone.page


def test_no_longer_meaning_to_try_ends_the_asking_and_keeps_what_was_told(
    room: Room, phone: Handset, clock: Clock
) -> None:
    try_it(phone)
    clock.forward(days=30)
    tell(phone, "yes", "passed")
    try_it(phone, "no")
    clock.forward(days=90)
    assert kept(room, phone).asks == ()
    assert len(kept(room, phone).words) == 1
    page = phone.get("/s/trial").text
    assert say("zh", "trials.outcome.passed") in page
    assert 'name="did"' not in page


def test_the_next_card_tells_what_became_of_it_once_five_let_it_be_counted(
    room: Room, phone: Handset, clock: Clock
) -> None:
    others = []
    for number in range(5):
        other = Handset(room.client(), room.camp.code)
        other.join(f"人{number}", f"社区{number % 3}", "resident")
        try_it(other)
        others.append(other)
    clock.forward(days=31)
    (code,) = {one.move for one in card_views.shown_to(room.context, seat_of(room, others[0])) if one.chosen}
    move = room.context.content.vocabularies.moves.name(code, "zh")
    told = say("zh", "trials.later", n=5, communities=3, move=move, passed=4, partly=0, failed=1)
    for number, other in enumerate(others):
        tell(other, "yes", "passed" if number else "not")
        assert (told in phone.get("/s/cards?obstacle=O3").text) is (number == 4)
    tell(others[0], "yes", "not", consent=False)
    assert told not in phone.get("/s/cards?obstacle=O3").text
