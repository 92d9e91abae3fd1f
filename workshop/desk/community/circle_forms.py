"""The forms of a sharing meeting at the desk: planned or noted, then doubt after doubt, then who wants to try.

Each form changes one thing of the minutes that count now, so that two people who minute at once both keep what they typed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

import streamlit as st

from workshop.base.local_time import local_day
from workshop.desk.community.entering import form_key, stored, typed
from workshop.desk.ui.actions import attempt, fold, show_note
from workshop.desk.ui.context import app_context
from workshop.desk.ui.visitor import Visitor
from workshop.exercises.cleaning import LONGEST_CODE
from workshop.model.camp import Community
from workshop.model.community.circle import (
    Answerer,
    Circle,
    CircleDoubt,
    CircleLine,
    CircleTry,
    with_doubt,
    with_try,
)
from workshop.model.dialogue import Resolved
from workshop.services.community import changes
from workshop.services.community.lives import circles
from workshop.services.community.lives.circle_text import expected_text
from workshop.services.community.lives.circles import LONGEST_ANSWER, LONGEST_DOUBT, ExpectedDoubt
from workshop.store.community.records import RecordKind

PLANNED, HELD = "planned", "held"
MINUTED = ("text", "obstacle", "raised_by", "answerer", "answered_by", "answer", "settled")
LONGEST_LIST = 2_000  # characters of doubts typed one a line
Code = TypeVar("Code", Answerer, Resolved)


def begin_form(visitor: Visitor, places: Sequence[Community], place: str) -> None:
    """Plan a meeting, or note one that was held: the day, who tells, which doubts to be ready for."""
    here = f"{place}.new"
    expected = _named(visitor, circles.expected(app_context(), places))
    with st.form(here, border=True):
        _about(visitor, here, Circle(local_day(app_context().now())))
        st.multiselect(
            visitor.say("circle.expect"),
            list(expected),
            default=[label for label, one in expected.items() if one.left_open],
            placeholder=visitor.say("desk.choose"),
            help=visitor.say("circle.expect_help"),
            key=f"{here}.expect",
        )
        st.text_area(
            visitor.say("circle.other_doubts"), max_chars=LONGEST_LIST, height=100, key=f"{here}.others"
        )

        def keep() -> None:
            labels = [label for label in st.session_state[f"{here}.expect"] if label in expected]
            doubts = [expected[label].doubt for label in labels]
            doubts += [CircleDoubt(text) for text in typed(here, "others").splitlines() if text.strip()]
            circle = replace(_entered(here), doubts=tuple(doubts))
            circles.begin(app_context(), visitor.right, places[0], form_key(here), circle)
            stored(here, "day", "state", "teller", "story", "expect", "others")
            st.session_state.pop(f"{place}.which", None)

        _submit(visitor, place, here, "circle.save", keep, here)
        show_note(here)


def _named(visitor: Visitor, expected: tuple[ExpectedDoubt, ...]) -> dict[str, ExpectedDoubt]:
    """Doubts to expect by what they are called with their source; an obstacle nobody has worded yet bears its name."""
    obstacles = app_context().content.vocabularies.obstacles
    found = {}
    for one in expected:
        text = one.doubt.text or obstacles.name(one.doubt.obstacle, visitor.language)
        worded = replace(one, doubt=replace(one.doubt, text=text))
        found[expected_text(worded, text, visitor.language)] = worded
    return found


def _about(visitor: Visitor, here: str, circle: Circle) -> None:
    left, right = st.columns(2)
    left.date_input(visitor.say("circle.day"), circle.day, format="YYYY-MM-DD", key=f"{here}.day")
    right.radio(
        visitor.say("circle.state"),
        (PLANNED, HELD),
        index=int(circle.held),
        format_func=lambda state: visitor.say(f"circle.state.{state}"),
        key=f"{here}.state",
        horizontal=True,
    )
    left.text_input(
        visitor.say("circle.who_tells"), circle.teller, max_chars=LONGEST_CODE, key=f"{here}.teller"
    )
    right.text_input(visitor.say("circle.story"), circle.story, max_chars=LONGEST_ANSWER, key=f"{here}.story")


def _entered(here: str) -> Circle:
    """The day, the state, who tells and what, as the form holds them."""
    day = st.session_state.get(f"{here}.day")
    return Circle(
        day if isinstance(day, date) else local_day(app_context().now()),
        typed(here, "teller"),
        typed(here, "story"),
        held=typed(here, "state") == HELD,
    )


def meeting_forms(visitor: Visitor, community: Community, line: CircleLine, place: str) -> None:
    """Minute a doubt, note who wants to try, change the day; take the meeting off."""
    here = f"{place}.{line.id}"
    with fold(
        visitor.say("circle.minute"), f"{here}.doubt", expanded=line.circle.held and not line.circle.doubts
    ):
        _minute(visitor, community, line, place, here)
    with fold(visitor.say("circle.wants"), f"{here}.try"):
        _wants(visitor, community, line, place, f"{here}.try")
    with fold(visitor.say("circle.plan"), f"{here}.plan"):
        _plan(visitor, community, line, place, f"{here}.plan")

        def remove() -> None:
            key = form_key(f"{here}.off")
            changes.take_away(app_context(), visitor.right, community, RecordKind.CIRCLE, key, line.id)
            stored(f"{here}.off")

        st.button(
            visitor.say("circle.remove"),
            key=f"{here}.off",
            type="tertiary",
            on_click=attempt,
            args=(visitor, place, remove, visitor.say("circle.removed"), f"{here}.plan"),
        )


def _minute(visitor: Visitor, community: Community, line: CircleLine, place: str, here: str) -> None:
    doubts = line.circle.doubts
    chosen = st.selectbox(
        visitor.say("circle.minute_which"),
        ["", *(str(number) for number in range(len(doubts)))],
        format_func=lambda number: doubts[int(number)].text if number else visitor.say("circle.minute_new"),
        key=f"{here}.which",
    )
    doubt = doubts[int(chosen)] if chosen else CircleDoubt("")
    form = f"{here}.doubt{chosen}"
    with st.form(form, border=False):
        _doubt_fields(visitor, doubt, form)

        def keep() -> None:
            said = _doubt(form)

            def changed(circle: Circle) -> Circle:
                # Found again by what it said: somebody else may have added one meanwhile.
                at = circle.doubts.index(doubt) if chosen and doubt in circle.doubts else None
                return with_doubt(circle, said, at)

            circles.change(app_context(), visitor.right, community, form_key(form), line.id, changed)
            stored(form, *MINUTED)

        _submit(visitor, place, form, "circle.save", keep, f"{here}.doubt")


def _doubt_fields(visitor: Visitor, doubt: CircleDoubt, form: str) -> None:
    obstacles = app_context().content.vocabularies.obstacles
    codes = [entry.code for entry in obstacles.current]
    st.text_input(visitor.say("circle.doubt"), doubt.text, max_chars=LONGEST_DOUBT, key=f"{form}.text")
    left, right = st.columns(2)
    left.selectbox(
        visitor.say("circle.obstacle"),
        codes,
        index=codes.index(doubt.obstacle) if doubt.obstacle in codes else None,
        format_func=lambda code: obstacles.name(code, visitor.language),
        placeholder=visitor.say("desk.choose"),
        key=f"{form}.obstacle",
    )
    right.text_input(
        visitor.say("circle.raised_by"), doubt.raised_by, max_chars=LONGEST_CODE, key=f"{form}.raised_by"
    )
    answerers = list(Answerer)
    left.selectbox(
        visitor.say("circle.answerer"),
        answerers,
        index=None if doubt.answerer is None else answerers.index(doubt.answerer),
        format_func=lambda one: visitor.say(f"circle.answerer.{one.value}"),
        placeholder=visitor.say("desk.choose"),
        key=f"{form}.answerer",
    )
    right.text_input(
        visitor.say("circle.answered_by"),
        doubt.answered_by,
        max_chars=LONGEST_CODE,
        key=f"{form}.answered_by",
    )
    st.text_area(
        visitor.say("circle.answer"), doubt.answer, max_chars=LONGEST_ANSWER, height=80, key=f"{form}.answer"
    )
    settled = list(Resolved)
    st.radio(
        visitor.say("circle.settled"),
        settled,
        index=None if doubt.settled is None else settled.index(doubt.settled),
        format_func=lambda one: visitor.say(f"circle.settled.{one.value}"),
        key=f"{form}.settled",
        horizontal=True,
    )


def _doubt(form: str) -> CircleDoubt:
    def code(field: str, codes: type[Code]) -> Code | None:
        value = typed(form, field)
        return codes(value) if value else None

    return CircleDoubt(
        typed(form, "text"),
        typed(form, "obstacle"),
        typed(form, "raised_by"),
        code("answerer", Answerer),
        typed(form, "answered_by"),
        typed(form, "answer"),
        code("settled", Resolved),
    )


def _wants(visitor: Visitor, community: Community, line: CircleLine, place: str, form: str) -> None:
    with st.form(form, border=False):
        left, right = st.columns(2)
        left.text_input(visitor.say("circle.wants_who"), max_chars=LONGEST_CODE, key=f"{form}.who")
        right.text_input(visitor.say("circle.wants_step"), max_chars=LONGEST_DOUBT, key=f"{form}.step")

        def keep() -> None:
            one = CircleTry(typed(form, "who"), typed(form, "step"))
            circles.change(
                app_context(),
                visitor.right,
                community,
                form_key(form),
                line.id,
                lambda circle: with_try(circle, one),
            )
            stored(form, "who", "step")

        _submit(visitor, place, form, "circle.save", keep, form)


def _plan(visitor: Visitor, community: Community, line: CircleLine, place: str, form: str) -> None:
    with st.form(form, border=False):
        _about(visitor, form, line.circle)

        def keep() -> None:
            typed_in = _entered(form)
            circles.change(
                app_context(),
                visitor.right,
                community,
                form_key(form),
                line.id,
                lambda circle: replace(
                    circle,
                    day=typed_in.day,
                    teller=typed_in.teller,
                    story=typed_in.story,
                    held=typed_in.held,
                ),
            )
            stored(form, "day", "state", "teller", "story")

        _submit(visitor, place, form, "circle.save", keep, form)


def _submit(
    visitor: Visitor, place: str, form: str, label: str, keep: Callable[[], None], refused: str
) -> None:
    """`refused`: the form at whose end a refusal stands."""
    st.form_submit_button(
        visitor.say(label),
        key=f"{form}.save",
        type="primary",
        on_click=attempt,
        args=(visitor, place, keep, visitor.say("circle.saved"), refused),
    )
