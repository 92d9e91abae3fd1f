"""Told cases: moderation of participants' cases. Read beside the published form, then publish, ask back or
retire.
"""

import streamlit as st

from workshop.desk.submissions.submission_list import choose_submission, near_view
from workshop.desk.submissions.submission_review import PLACE, acts, story_beside_case
from workshop.desk.ui.actions import show_note
from workshop.desk.ui.context import app_context
from workshop.desk.ui.page_header import camp_header, refuse
from workshop.desk.ui.visitor import current_visitor
from workshop.services.learn import case_review

visitor = current_visitor()
if visitor.right is None:
    refuse(visitor, visitor.say("told_desk.sign_in"))
camp = camp_header(visitor, visitor.say("desk.screen.told"))
if camp is None:
    st.info(visitor.say("desk.camps.none"))
    st.stop()
show_note(PLACE)
chosen = choose_submission(visitor, camp, case_review.waiting(app_context(), camp))
if chosen is not None:
    review = case_review.review(app_context(), camp, chosen, visitor.language)
    story_beside_case(visitor, review)
    acts(visitor, camp, review)
    near_view(visitor, review)
