"""Where one's own answers put the community, and, with enough raters, where all of them together do."""

from __future__ import annotations

import streamlit as st

from workshop.assessment.plane_ground import PHONE
from workshop.assessment.plane_picture import plane_picture
from workshop.assessment.plane_words import plane_words
from workshop.desk.house import the_house
from workshop.desk.parts import live
from workshop.desk.parts.positions_kept import positions
from workshop.desk.parts.result import result_view
from workshop.desk.parts.visitor import Visitor
from workshop.model.camp import Seat
from workshop.model.privacy import MIN_GROUP
from workshop.model.step import Question
from workshop.room import progress, results
from workshop.room.place import Place
from workshop.room.rubrics import rubric_of

PLANE = 440  # pixels, or what a phone has


def own_result(here: Visitor, seat: Seat, place: Place[Question]) -> None:
    """One's own position first; the community's below it."""
    house = the_house()
    own = results.own_result(house, place.camp, seat)
    if own is None:
        st.info(here.say("desk.result.none"))
        return
    rubric = rubric_of(house, place.camp.rubric)
    st.caption(here.say("desk.result.own"))
    result_view(here, own, rubric, own=True)
    _among_others(here, place)
    together = results.community_result(house, place.camp, place.community)
    if together is None or together.raters < MIN_GROUP:
        st.caption(here.say("desk.result.few", least=MIN_GROUP))
        return
    with st.expander(here.say("desk.result.together", n=together.raters)):
        result_view(here, together, rubric)


def _among_others(here: Visitor, place: Place[Question]) -> None:
    """After the reveal: the room's plane, the own community pointed out, no other named."""
    house, language = the_house(), here.language
    now = live.agenda(house, place.camp, progress.pulse(house, place.camp.id)[0])
    if not live.positions_shown(house, now):
        return
    found = positions(house, place.camp)
    own = place.community.id
    with st.expander(here.say("pictures.plane.among")):
        st.image(
            plane_picture(found.places, found.rubric, language, MIN_GROUP, PHONE, own),
            width=PLANE,
            alt=plane_words(found.places, found.rubric, language, MIN_GROUP, own),
        )
