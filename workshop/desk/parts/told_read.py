"""A told case read twice, side by side: in the teller's own words with marks, and as it would be shown."""

from __future__ import annotations

import streamlit as st

from workshop.desk.parts.case_view import case_view
from workshop.desk.parts.plain import bullets, plain
from workshop.desk.parts.visitor import Visitor, on_their_clock
from workshop.learning.privacy_check import marks, pieces
from workshop.model.told_case import Telling
from workshop.room.case_review import Review

AFTER_THE_MOVES = ("result", "not_again", "without_words", "first_step", "question")


def side_by_side(here: Visitor, review: Review) -> None:
    """What was told on the left, what would be shown on the right."""
    own, shown = st.columns(2, gap="large")
    with own, st.container(border=True):
        st.markdown(f"**{here.say('told_desk.own_words')}**")
        _own_words(here, review)
    with shown, st.container(border=True):
        st.markdown(f"**{here.say('told_desk.as_shown')}**")
        case_view(here, review.case)


def _own_words(here: Visitor, review: Review) -> None:
    telling = review.told.telling
    found = [text for _, text in _texts(telling) if marks(text)]
    if found:
        st.warning(here.say("told_desk.marked", n=sum(len(marks(text)) for text in found)))
    else:
        st.caption(here.say("told_desk.nothing_marked"))
    for name, text in _texts(telling):
        if text:
            st.markdown(f"**{here.say(f'retain.field.{name}')}**  \n{_with_marks(here, text)}")
    st.caption(here.say("told_desk.consent.contact" if review.told.contact_ok else "told_desk.consent.room"))
    with st.expander(here.say("told_desk.lines")):
        st.markdown(
            bullets(
                f"{on_their_clock(line.at):%m-%d %H:%M} {here.say(f'told_desk.line.{line.what.value}')}"
                + (f" {plain(line.note)}" if line.note else "")
                for line in review.lines
            )
        )


def _texts(telling: Telling) -> list[tuple[str, str]]:
    """Everything told in words, in the order it is asked, with the name of its field."""
    moves = [
        (name, text)
        for move in telling.moves
        for name, text in (("move_text", move.text), ("move_by", move.by))
    ]
    rest = [(name, str(getattr(telling, name))) for name in AFTER_THE_MOVES]
    return [("stuck", telling.stuck), *moves, *rest]


def _with_marks(here: Visitor, text: str) -> str:
    return "".join(
        plain(part)
        if kind is None
        else f":orange-background[{plain(part)}] :gray[({here.say(f'retain.mark.{kind.value}')})]"
        for part, kind in pieces(text)
    )
