"""Writing down what somebody said on the telephone or at the door about their commitment, and taking that back."""

from __future__ import annotations

import streamlit as st

from workshop.desk.trials.due_list import heard_words
from workshop.desk.trials.trials_list import PLACE, WAYS
from workshop.desk.ui.actions import attempt
from workshop.desk.ui.context import app_context
from workshop.desk.ui.visitor import Visitor
from workshop.model.camp import Camp
from workshop.model.commitment import Became, Heard, Pulse
from workshop.model.trial import Way
from workshop.services.camp.rubrics import rubric_of
from workshop.services.follow import pulses
from workshop.services.follow.pulses import Followed
from workshop.services.learn.trials import LONGEST_NAME

TEXTS = ("evidence", "helped", "following")
FIELDS = ("became", *TEXTS, "stands", "teller")


def heard_view(visitor: Visitor, camp: Camp, followed: tuple[Followed, ...]) -> None:
    """Choose whose commitment, then write down what they said."""
    with st.expander(visitor.say("follow.entry"), key=f"pulses.entry.{camp.id}"):
        by_id = {f"{one.held.commitment.seat.id}.{one.held.commitment.place}": one for one in followed}
        chosen = st.selectbox(
            visitor.say("trials_desk.whose"),
            list(by_id),
            index=None,
            format_func=lambda one: _name(by_id[one]),
            placeholder=visitor.say("desk.choose"),
            key=f"pulses.whose.{camp.id}",
        )
        if chosen is not None:
            _about(visitor, camp, chosen, by_id[chosen])


def _name(one: Followed) -> str:
    commitment = one.held.commitment
    return f"{commitment.seat.nickname} · {commitment.what}"


def _about(visitor: Visitor, camp: Camp, chosen: str, one: Followed) -> None:
    seat, place = one.held.commitment.seat.id, one.held.commitment.place
    last = max(one.words, key=lambda word: word.number, default=None)
    if last is not None:
        st.markdown(visitor.say("follow.since", days=last.due, became=_became(visitor, last.said.became)))
    if last is not None and last.heard is not None:
        st.caption(heard_words(visitor, last.heard))
        st.button(
            visitor.say("trials_desk.back", name=last.heard.teller),
            key=f"pulses.back.{last.number}",
            on_click=attempt,
            args=(
                visitor,
                PLACE,
                lambda: pulses.take_back_entered(app_context(), camp, seat, place),
                visitor.say("trials.taken_back"),
            ),
        )
    _form(visitor, camp, chosen, seat, place)


def _became(visitor: Visitor, became: Became) -> str:
    return visitor.say(f"commitments.became.{became.value}")


def _form(visitor: Visitor, camp: Camp, chosen: str, seat: str, place: str) -> None:
    def key(name: str) -> str:
        return f"pulses.{name}.{chosen}"

    st.radio(
        visitor.say("commitments.ask.became"),
        list(Became),
        index=None,
        format_func=lambda became: _became(visitor, became),
        key=key("became"),
        horizontal=True,
    )
    for name in TEXTS:
        st.text_area(
            visitor.say(f"commitments.ask.{name}"), max_chars=pulses.LONGEST, height=80, key=key(name)
        )
    stages = rubric_of(app_context(), camp.rubric).stages
    st.selectbox(
        visitor.say("commitments.ask.stands"),
        list(stages),
        index=None,
        format_func=lambda code: stages[code].of(visitor.language),
        placeholder=visitor.say("commitments.stands.unsure"),
        key=key("stands"),
    )
    left, right = st.columns(2)
    left.text_input(visitor.say("trials_desk.teller"), max_chars=LONGEST_NAME, key=key("teller"))
    right.radio(
        visitor.say("trials_desk.way"),
        WAYS,
        format_func=lambda way: visitor.say(f"trials_desk.way.{way.value}"),
        key=key("way"),
        horizontal=True,
    )
    st.button(
        visitor.say("trials_desk.keep"),
        key=key("keep"),
        type="primary",
        on_click=attempt,
        args=(
            visitor,
            PLACE,
            lambda: _keep(visitor, camp, chosen, seat, place),
            visitor.say("trials_desk.kept"),
        ),
    )


def _keep(visitor: Visitor, camp: Camp, chosen: str, seat: str, place: str) -> None:
    """Store the form, and empty it."""

    def typed(name: str) -> str:
        return str(st.session_state.get(f"pulses.{name}.{chosen}") or "")

    evidence, helped, following = (typed(name) for name in TEXTS)
    said = Pulse(pulses.became_of(typed("became")), evidence, helped, typed("stands"), following)
    heard = Heard(Way(typed("way")), typed("teller"), visitor.by)
    pulses.enter(app_context(), camp, seat, place, said, heard)
    for name in FIELDS:
        st.session_state.pop(f"pulses.{name}.{chosen}", None)
