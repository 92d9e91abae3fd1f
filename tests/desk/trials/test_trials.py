"""What was tried, at the desk: whom to ask, writing down what they say, taking it back, a list to take along."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from tests.desk.conftest import Desk, words
from workshop.base.text import LANGUAGES, Language, say
from workshop.desk.trials.due_list import REMINDER
from workshop.model.case import Outcome
from workshop.model.commitment import Became, Heard, Pulse
from workshop.model.trial import Did, TrialReport, Way
from workshop.sample.sample import PROMISES
from workshop.services.follow import pulses
from workshop.services.follow.due import BecameCounts, became_text
from workshop.services.learn import card_views, suggestions, trials
from workshop.services.learn.trials import Trying


def try_it(desk: Desk, seat: int = 0) -> str:
    """One of the sample's people presses "I'll try this" on the first card for O3; the card's number."""
    context, camp, who = desk.context, desk.sample.camp, desk.sample.seats[seat].seat
    found = suggestions.for_obstacles(context, camp, who, ("O3",), "zh")
    card_views.note_shown(context, who, found)
    return card_views.choose_shown(context, who, found.cards[0].case, chosen=True).id


def kept(desk: Desk) -> Trying:
    (one,) = trials.in_camp(desk.context, desk.sample.camp.id)
    return one


def begin(desk: Desk, card: str) -> AppTest:
    """The form for somebody's words, opened."""
    page = desk.open("trials")
    page.selectbox(key=f"trials.whose.{desk.sample.camp.id}").select(card).run()
    return page


@pytest.mark.parametrize("language", LANGUAGES)
def test_whom_to_ask_is_listed_once_it_is_time(desk: Desk, language: Language) -> None:
    """Six people of the sample have promised something on 2 March 2026; a seventh line is a card somebody tries."""
    try_it(desk)
    desk.sign_in()
    page = desk.open("trials", language)
    assert say(language, "trials_desk.nobody_until", date="2026-03-09") in words(page).replace("\\", "")
    for days, state in ((30, "due"), (14, "overdue")):
        desk.clock.forward(days=days)
        desk.sign_in_anew()
        page = desk.open("trials", language)
        rows = page.table[0].value.replace("\\\\", "", regex=True).to_numpy().tolist()
        assert len(rows) == PROMISES + 1
        assert {row[-1] for row in rows} == {say(language, f"trials_desk.state.{state}", days=30)}
        trial = say(language, "follow.about.trial")
        (tried,) = [row for row in rows if row[1] == trial]
        assert tried[0].startswith(desk.sample.seats[0].seat.nickname)
        assert {row[3] for row in rows if row[1] != trial} == {"2026-04-01"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_became_of_each_commitment_is_counted_and_told(desk: Desk, language: Language) -> None:
    one = pulses.in_camp(desk.context, desk.sample.camp.id)[0].held.commitment
    said = Pulse(Became.CHANGED, "来了二十个人", "书记给了地方")
    pulses.tell(desk.context, one.seat, "k" * 20, one.place, said)
    desk.sign_in()
    seen = words(desk.open("trials", language)).replace("\\", "")
    counts = BecameCounts(commitments=PROMISES, kept=0, changed=1, dropped=0, not_yet=0, silent=PROMISES - 1)
    assert became_text(counts, language) in seen
    assert "%" not in became_text(counts, language)
    assert "来了二十个人" in seen


def test_what_is_said_on_the_telephone_is_written_down_and_can_be_taken_back(desk: Desk) -> None:
    card = try_it(desk)
    desk.clock.forward(days=30)
    desk.sign_in_anew()
    page = begin(desk, card)
    page.radio(key=f"trials.did.{card}").set_value(Did.PARTLY).run()
    page.radio(key=f"trials.outcome.{card}").set_value(Outcome.PARTLY)
    page.text_area(key=f"trials.happened.{card}").input("来了 3 户")
    page.checkbox(key=f"trials.consent.{card}").check()
    keep = page.button(key=f"trials.keep.{card}")
    keep.click().run()
    assert say("zh", "errors.trials.teller", longest=40) in words(page).replace("\\", "")
    assert kept(desk).words == ()
    page.text_input(key=f"trials.teller.{card}").input("王阿姨")
    page.button(key=f"trials.keep.{card}").click().run()
    (word,) = kept(desk).words
    assert word.said == TrialReport(Did.PARTLY, Outcome.PARTLY, "来了 3 户", "", consent=True)
    assert (word.way, word.teller, word.due) == (Way.TELEPHONE, "王阿姨", 30)
    assert page.text_input(key=f"trials.teller.{card}").value == ""
    page.button(key=f"trials.back.{word.number}").click().run()
    assert kept(desk).words == ()
    assert not page.exception


def test_a_commitment_heard_of_by_telephone_is_written_down_and_can_be_taken_back(desk: Desk) -> None:
    camp = desk.sample.camp
    held = pulses.in_camp(desk.context, camp.id)[0].held.commitment
    one = f"{held.seat.id}.{held.place}"
    desk.clock.forward(days=30)
    desk.sign_in_anew()
    page = desk.open("trials")
    page.selectbox(key=f"pulses.whose.{camp.id}").select(one).run()
    page.button(key=f"pulses.keep.{one}").click().run()
    assert say("zh", "errors.commitments.became") in words(page)
    page.radio(key=f"pulses.became.{one}").set_value(Became.KEPT)
    page.text_area(key=f"pulses.evidence.{one}").input("院子里挂了照片")
    page.text_input(key=f"pulses.teller.{one}").input("王阿姨")
    page.button(key=f"pulses.keep.{one}").click().run()
    (word,) = pulses.in_camp(desk.context, camp.id)[0].words
    assert (word.due, word.said) == (30, Pulse(Became.KEPT, "院子里挂了照片"))
    assert word.heard == Heard(Way.TELEPHONE, "王阿姨", "facilitator")
    who = say("zh", "audit.who.facilitator")
    heard = say("zh", "follow.heard", way=say("zh", "trials_desk.way.telephone"), name="王阿姨", who=who)
    assert heard in words(page).replace("\\", "")
    assert page.text_input(key=f"pulses.teller.{one}").value == ""
    page.button(key=f"pulses.back.{word.number}").click().run()
    assert pulses.in_camp(desk.context, camp.id)[0].words == ()
    assert not page.exception


def test_a_form_with_nothing_chosen_says_what_is_missing(desk: Desk) -> None:
    card = try_it(desk)
    desk.sign_in()
    page = begin(desk, card)
    page.button(key=f"trials.keep.{card}").click().run()
    assert say("zh", "errors.trials.did") in words(page)


def test_the_list_to_take_along_holds_nothing_one_could_call_or_write_to() -> None:
    assert set(REMINDER) == {"nickname", "community", "role", "about", "what", "since", "witness", "state"}


def test_without_signing_in_nobody_sees_it(desk: Desk) -> None:
    desk.sit()
    with pytest.raises(ValueError, match="Could not find a navigation page"):
        desk.open("trials")
