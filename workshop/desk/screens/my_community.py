"""My community: the guided assessment, the position, the map, suggestions, and what is known of the community."""

import streamlit as st

from workshop.base.errors import MengyaError
from workshop.desk.answer.answering import WISH, answering, place_here
from workshop.desk.answer.cards import asked_form, cards_view
from workshop.desk.answer.own_result import facts_form, own_result
from workshop.desk.map.network_map import network_map
from workshop.desk.ui.context import the_house
from workshop.desk.ui.escape import plain
from workshop.desk.ui.page_header import head
from workshop.desk.ui.visitor import Visitor, visitor
from workshop.model.camp import Seat
from workshop.model.step import Question
from workshop.services.camp.participant_view import Place
from workshop.services.learn import suggestions

SECTIONS = ("check", "result", "map", "cards", "about")


def suggest(here: Visitor, seat: Seat, place: Place[Question]) -> None:
    """Cards for this person, and the way on to a commitment."""
    try:
        cards_view(here, place.camp, seat, suggestions.for_seat(the_house(), place.camp, seat, here.language))
    except MengyaError as error:
        # A fault in the case base must not take answering down.
        st.error(plain(here.explain(error)))
    asked_form(here, seat)
    if any(step.step.exercise == "commit" for step in place.steps):
        st.button(here.say("desk.cards.commit"), type="primary", on_click=to_commitment, args=(place,))


def to_commitment(place: Place[Question]) -> None:
    step = next(step for step in place.steps if step.step.exercise == "commit")
    st.session_state[WISH] = (step.step.id, None)
    st.session_state["my.section"] = "check"


here = visitor()
if here.seat is None:
    head(here, here.say("desk.screen.my_community"))
    st.info(here.say("desk.my.no_seat"))
    st.link_button(here.say("desk.start.join"), "/j", type="primary")
    st.link_button(here.say("desk.my.recover"), "/s/recover")
    st.stop()
seat = here.seat
place = place_here(here, seat)
head(here, plain(place.community.name), place.camp)
section = st.segmented_control(
    here.say("desk.my.sections"),
    SECTIONS,
    default="check",
    format_func=lambda name: here.say(f"desk.my.{name}"),
    key="my.section",
    label_visibility="collapsed",
    width="stretch",
)
match section:
    case "result":
        own_result(here, seat, place)
    case "map":
        network_map(here, place.community)
    case "cards":
        suggest(here, seat, place)
    case "about":
        facts_form(here, place.community)
        st.link_button(here.say("desk.start.my_seat"), "/s/mine")
    case _:
        answering(here, seat, place)
