"""My community: the guided assessment, the one page, the position, the map, suggestions, and what is known of the community."""

import streamlit as st

from workshop.base.errors import MengyaError
from workshop.desk.answer.answering import REQUESTED, SECTION, answering, place_here, watch
from workshop.desk.answer.cards import asked_form, cards_view
from workshop.desk.answer.own_result import facts_form, own_result
from workshop.desk.community import one_page
from workshop.desk.map.network_map import network_map
from workshop.desk.ui.context import app_context
from workshop.desk.ui.escape import escape
from workshop.desk.ui.page_header import page_header
from workshop.desk.ui.visitor import Visitor, current_visitor
from workshop.model.camp import Seat
from workshop.model.step import Question
from workshop.services.camp.participant_view import ParticipantView
from workshop.services.learn import suggestions

SECTIONS = ("check", "page", "result", "map", "cards", "about")


def suggest(visitor: Visitor, seat: Seat, participant: ParticipantView[Question]) -> None:
    """Cards for this person, and the way on to a commitment."""
    try:
        cards_view(
            visitor,
            participant.camp,
            seat,
            suggestions.for_seat(app_context(), participant.camp, seat, visitor.language),
        )
    except MengyaError as error:
        # An error in the case base must not break answering.
        st.error(escape(visitor.explain(error)))
    asked_form(visitor, seat)
    if any(step.step.exercise == "commit" for step in participant.steps):
        st.button(
            visitor.say("desk.cards.commit"), type="primary", on_click=to_commitment, args=(participant,)
        )


def to_commitment(participant: ParticipantView[Question]) -> None:
    step = next(step for step in participant.steps if step.step.exercise == "commit")
    st.session_state[REQUESTED] = (step.step.id, None)
    st.session_state[SECTION] = "check"


visitor = current_visitor()
if visitor.seat is None:
    page_header(visitor, visitor.say("desk.screen.my_community"))
    st.info(visitor.say("desk.my.no_seat"))
    st.link_button(visitor.say("desk.start.join"), "/j", type="primary")
    st.link_button(visitor.say("desk.my.recover"), "/s/recover")
    st.stop()
seat = visitor.seat
participant = place_here(visitor, seat)
page_header(visitor, escape(participant.community.name), participant.camp)
section = st.segmented_control(
    visitor.say("desk.my.sections"),
    SECTIONS,
    default="check",
    format_func=lambda name: visitor.say(f"desk.my.{name}"),
    key=SECTION,
    label_visibility="collapsed",
    width="stretch",
)
watch(visitor, participant, answering_now=section in ("check", None))
match section:
    case "page":
        one_page.show_own(visitor, participant.camp, seat, participant.community)
    case "result":
        own_result(visitor, seat, participant)
    case "map":
        network_map(visitor, participant.community)
    case "cards":
        suggest(visitor, seat, participant)
    case "about":
        facts_form(visitor, participant.community)
        st.link_button(visitor.say("desk.start.my_seat"), "/s/mine")
    case _:
        answering(visitor, seat, participant)
