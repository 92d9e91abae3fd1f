"""Writing down what somebody said on the telephone or on a visit: their own words, with who said them."""

from __future__ import annotations

import streamlit as st

from workshop.desk.house import the_house
from workshop.desk.parts.plain import plain
from workshop.desk.parts.refusal import attempt
from workshop.desk.parts.trials_list import Look, state_of
from workshop.desk.parts.visitor import Visitor
from workshop.model.camp import Camp
from workshop.model.case import Outcome
from workshop.model.trial import TRIED, Did, Said, Way
from workshop.room import trials
from workshop.room.trial_words import InWords

PLACE = "trials"
WAYS = (Way.TELEPHONE, Way.VISIT)


def entry(here: Visitor, camp: Camp, look: Look) -> None:
    """Choose whose, then write down what they said."""
    with st.expander(here.say("trials_desk.entry"), key=f"trials.entry.{camp.id}"):
        lines = {one.trying.shown.id: one for one in look.lines}
        card = st.selectbox(
            here.say("trials_desk.whose"),
            list(lines),
            index=None,
            format_func=lambda one: f"{look.name(lines[one])} · {lines[one].did or lines[one].title}",
            placeholder=here.say("desk.choose"),
            key=f"trials.whose.{camp.id}",
        )
        if card is not None:
            _about(here, camp, lines[card])


def _about(here: Visitor, camp: Camp, line: InWords) -> None:
    one = line.trying
    last = one.latest
    if last is not None:
        st.markdown(plain(state_of(here, line)))
        for text in (last.said.happened, last.said.different):
            if text:
                st.caption(plain(text))
    if one.words and one.words[-1].way is not Way.SELF:
        st.button(
            here.say("trials_desk.back", name=one.words[-1].teller),
            key=f"trials.back.{one.words[-1].number}",
            on_click=attempt,
            args=(
                here,
                PLACE,
                lambda: trials.take_back_entered(the_house(), camp, one.shown.id),
                here.say("trials.taken_back"),
            ),
        )
    if one.shown.chosen_at is None:
        st.info(here.say("trials_desk.no_longer"))
        return
    _form(here, camp, one.shown.id)


def _form(here: Visitor, camp: Camp, card: str) -> None:
    def key(name: str) -> str:
        return f"trials.{name}.{card}"

    did = st.radio(
        here.say("trials.ask.did"),
        list(Did),
        index=None,
        format_func=lambda code: here.say(f"trials.did.{code.value}"),
        key=key("did"),
        horizontal=True,
    )
    if did in TRIED:
        st.radio(
            here.say("trials.ask.outcome"),
            list(Outcome),
            index=None,
            format_func=lambda code: here.say(f"trials.outcome.{code.value}"),
            key=key("outcome"),
            horizontal=True,
        )
    for name in ("happened", "different"):
        st.text_area(here.say(f"trials.ask.{name}"), max_chars=trials.LONGEST, height=80, key=key(name))
    left, right = st.columns(2)
    left.text_input(here.say("trials_desk.teller"), max_chars=trials.LONGEST_NAME, key=key("teller"))
    right.radio(
        here.say("trials_desk.way"),
        WAYS,
        format_func=lambda way: here.say(f"trials_desk.way.{way.value}"),
        key=key("way"),
        horizontal=True,
    )
    st.checkbox(here.say("trials_desk.consent"), key=key("consent"))
    st.button(
        here.say("trials_desk.keep"),
        key=key("keep"),
        type="primary",
        on_click=attempt,
        args=(here, PLACE, lambda: _keep(camp, card), here.say("trials_desk.kept")),
    )


def _keep(camp: Camp, card: str) -> None:
    """Keep what stands in the form, and empty it."""

    def typed(name: str) -> str:
        return str(st.session_state.get(f"trials.{name}.{card}") or "")

    outcome = typed("outcome")
    said = Said(
        did=trials.did_of(typed("did")),
        outcome=Outcome(outcome) if outcome else None,
        happened=typed("happened"),
        different=typed("different"),
        consent=bool(st.session_state.get(f"trials.consent.{card}")),
    )
    trials.enter(the_house(), camp, card, said, Way(typed("way")), typed("teller"))
    for name in ("did", "outcome", "happened", "different", "teller", "consent"):
        st.session_state.pop(f"trials.{name}.{card}", None)
