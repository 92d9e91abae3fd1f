"""Whether people in different roles see the same communities differently: differences in words, with n."""

from __future__ import annotations

import streamlit as st

from workshop.assessment.means_picture import TwoMeans, means_picture, means_words
from workshop.assessment.reading import role_sentence
from workshop.assessment.role_picture import role_picture
from workshop.desk.parts.plain import bullets, plain
from workshop.desk.parts.visitor import Visitor
from workshop.room.positions import CampPositions


def roles_view(here: Visitor, found: CampPositions) -> None:
    """All stage dimensions together first; dimension by dimension behind a tap."""
    differences = found.across.role_differences
    st.caption(here.say("desk.positions.roles_help"))
    together = [one for one in differences if one.dimension is None]
    if not together:
        st.info(here.say("desk.positions.no_roles"))
        return
    lines = [role_sentence(one, found.rubric, here.language, here.role) for one in together]
    left, right = st.columns(2, gap="large")
    with left:
        st.image(role_picture(together, here.language, here.role), width="stretch", alt="\n".join(lines))
    with right:
        st.markdown(bullets(map(plain, lines)))
    if "many_tests" in found.across.cautions:
        st.caption(here.say("agreement.caution.many_tests"))
    _taken_out(here, found)
    with st.expander(here.say("desk.positions.by_dimension")):
        st.markdown(
            bullets(
                plain(role_sentence(one, found.rubric, here.language, here.role))
                for one in differences
                if one.dimension is not None and one.mean
            )
        )


def _taken_out(here: Visitor, found: CampPositions) -> None:
    """Communities' means as rated, and with what roles see higher or lower everywhere taken out."""
    adjusted = found.across.role_adjusted
    if adjusted is None:
        return
    without = dict(adjusted.communities)
    means = [
        TwoMeans(found.names[one.community], one.raters, one.raw, without.get(one.community))
        for one in found.across.adjusted
    ]
    after = here.say("pictures.means.roles")
    st.subheader(here.say("desk.positions.roles_out"), anchor=False)
    st.caption(here.say("desk.positions.roles_out_help"))
    st.image(
        means_picture(means, after, here.language), width=560, alt=means_words(means, after, here.language)
    )
