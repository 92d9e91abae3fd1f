"""Told cases: what people of this camp told, read beside what would be shown, then published, asked about or put away."""

import streamlit as st

from workshop.desk.submissions.submission_list import choose_told, near_view
from workshop.desk.submissions.submission_review import PLACE, acts, side_by_side
from workshop.desk.ui.actions import told
from workshop.desk.ui.context import the_house
from workshop.desk.ui.page_header import camp_head, refuse
from workshop.desk.ui.visitor import visitor
from workshop.services.learn import case_review

here = visitor()
if here.right is None:
    refuse(here, here.say("told_desk.sign_in"))
camp = camp_head(here, here.say("desk.screen.told"))
if camp is None:
    st.info(here.say("desk.camps.none"))
    st.stop()
told(PLACE)
chosen = choose_told(here, camp, case_review.waiting(the_house(), camp))
if chosen is not None:
    review = case_review.review(the_house(), camp, chosen, here.language)
    side_by_side(here, review)
    acts(here, camp, review)
    near_view(here, review)
