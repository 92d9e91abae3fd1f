"""One community: what holds it and what comes next, then everything recorded of it, panel by panel.

A further panel is one module in `workshop/desk/community/` with a function `show(visitor, camp, community)`, and one
line in `PANELS`.
"""

import streamlit as st

from workshop.desk.community import circle, direction, grants, groups, ladder, one_page, principles, work_time
from workshop.desk.community.choice import chosen_community
from workshop.desk.patterns.loop_view import loop_view
from workshop.desk.ui.page_header import camp_header, refuse
from workshop.desk.ui.visitor import current_visitor

ABOUT = ("community", "camp")
PANELS = (
    one_page.show,
    grants.show_overdue,
    direction.show,
    circle.show,
    groups.show,
    work_time.show,
    ladder.show,
    grants.show,
)
CAMP_PANELS = (one_page.show_camp, principles.show_camp, loop_view)

visitor = current_visitor()
if visitor.right is None:
    refuse(visitor, visitor.say("desk.communities.sign_in"))
camp = camp_header(visitor, visitor.say("desk.screen.one_community"))
if camp is None:
    st.info(visitor.say("desk.camps.none"))
    st.stop()
about = st.segmented_control(
    visitor.say("one_page.about"),
    ABOUT,
    default=ABOUT[0],
    format_func=lambda name: visitor.say(f"one_page.about.{name}"),
    key="one_community.about",
    label_visibility="collapsed",
)
if about == "camp":
    for camp_panel in CAMP_PANELS:
        camp_panel(visitor, camp)
else:
    community = chosen_community(visitor, camp)
    for panel in PANELS:
        panel(visitor, camp, community)
