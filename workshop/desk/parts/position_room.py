"""The whole room at a look, without names: the grid, the plane, and whether communities can be told apart at all."""

from __future__ import annotations

import streamlit as st

from workshop.assessment import plane_ground
from workshop.assessment import room_picture as grid
from workshop.assessment.plane_picture import plane_picture
from workshop.assessment.plane_words import plane_words
from workshop.assessment.reading import across_sentences
from workshop.desk.parts.plain import bullets, plain
from workshop.desk.parts.visitor import Visitor, on_a_phone
from workshop.model.privacy import MIN_GROUP
from workshop.room.positions import CampPositions


def room_view(here: Visitor, found: CampPositions) -> None:
    """Grid and plane beside each other, the figures in words below."""
    language = here.language
    small = on_a_phone()
    left, right = st.columns([6, 5], gap="large")
    with left:
        st.subheader(here.say("desk.positions.grid"), anchor=False)
        st.image(
            grid.room_picture(
                found.results, found.rubric, language, MIN_GROUP, grid.PHONE if small else grid.DESK
            ),
            width="stretch",
            alt=grid.room_words(found.results, found.rubric, language, MIN_GROUP),
        )
    with right:
        st.subheader(here.say("desk.positions.plane"), anchor=False)
        st.image(
            plane_picture(
                found.places,
                found.rubric,
                language,
                MIN_GROUP,
                plane_ground.PHONE if small else plane_ground.DESK,
            ),
            width="stretch",
            alt=plane_words(found.places, found.rubric, language, MIN_GROUP),
        )
    if found.rubric.hypothesis:
        st.caption(here.say("desk.hypothesis.explained"))
    st.subheader(here.say("desk.positions.across"), anchor=False)
    st.caption(here.say("desk.positions.across_help"))
    st.markdown(bullets(map(plain, across_sentences(found.across, language))))
