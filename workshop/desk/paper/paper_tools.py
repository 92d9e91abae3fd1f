"""Printing a step's sheet and data entry from answered ones: one form per sheet, stored with one button."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from workshop.base.errors import MengyaError
from workshop.base.text import LANGUAGES
from workshop.desk.paper.paper_fields import Fields, fields, fields_of
from workshop.desk.ui.actions import attempt, leave_note, show_note
from workshop.desk.ui.context import app_context
from workshop.desk.ui.escape import escape
from workshop.desk.ui.visitor import Visitor
from workshop.exercises.exercise import Exercise
from workshop.exercises.form import form_values
from workshop.model.camp import Camp, CampStep, Seat
from workshop.model.ids import new_token, spaced
from workshop.model.step import Question
from workshop.services import erase
from workshop.services.app import links
from workshop.services.camp import camps, control
from workshop.services.camp.questions import (
    exercise_of,
    names_people,
    picked_in,
    rates,
    vocabulary_options,
    with_people,
)
from workshop.services.export import paper
from workshop.services.export.paper import Typed, TypedSheet
from workshop.services.seats import seats

PLACE = "paper"
KEY = "typing.sheet"  # of the sheet being typed
AGAIN = "typing.again"  # the seat whose sheet is being corrected
LAST = "typing.last"  # the community typed last: most of a stack comes from one
ASK = "typing.ask"  # the seat to be erased, until confirmed
SIZES = ("standard", "large")
HEAD = ("nickname", "community", "community_new", "role", "consent")


def step_choice(visitor: Visitor, camp: Camp) -> CampStep | None:
    """The step to print and type in: at first the one that rates one's own community."""
    context = app_context()
    steps = {step.id: step for step in control.asking(control.steps(context, camp.id))}
    if not steps:
        return None
    first = next((one for one in steps.values() if rates(context, one)), next(iter(steps.values())))
    chosen = st.selectbox(
        visitor.say("desk.paper.step"),
        list(steps),
        index=list(steps).index(first.id),
        format_func=lambda step: exercise_of(context, steps[step]).title.of(visitor.language),
        key=f"typing.step.{camp.id}",
        width=420,
        on_change=_leave,
    )
    return steps[chosen]


def print_links(visitor: Visitor, camp: Camp, step: CampStep) -> None:
    """The step's sheet in both languages and in large type."""
    st.subheader(visitor.say("desk.paper.print"), anchor=False)
    st.caption(visitor.say("desk.paper.print_help"))
    whose = _whose(visitor, camp, step)
    with st.container(horizontal=True):
        for language in LANGUAGES:
            for size in SIZES:
                token = links.sign(app_context(), "paper", camp.id, step.id, language, size, whose)
                st.link_button(visitor.say(f"desk.paper.print.{language}.{size}"), f"/paper/{token}")


def _whose(visitor: Visitor, camp: Camp, step: CampStep) -> str:
    """The community whose codes are printed; empty for none, and where the exercise names nobody."""
    exercise = exercise_of(app_context(), step)
    if not any(one.people_from for one in exercise.steps):
        return ""
    names = {one.id: one.name for one in camps.communities(app_context(), camp.id)}
    chosen = st.selectbox(
        visitor.say("desk.paper.whose"),
        ["", *names],
        format_func=lambda one: names.get(one) or visitor.say("desk.paper.whose_none"),
        key=f"printing.map.{camp.id}",
        width=420,
    )
    return str(chosen)


def sheet_form(visitor: Visitor, camp: Camp, step: CampStep, questions: tuple[Question, ...]) -> None:
    """One sheet: a new one, or an existing one for correction."""
    again = _opened_again(camp, step)
    key = _key()
    if again is None:
        st.subheader(visitor.say("desk.paper.type_in"), anchor=False)
    else:
        st.subheader(
            visitor.say("desk.paper.again", code=again.code, name=escape(again.seat.nickname)), anchor=False
        )
    given = paper.given_on(app_context(), camp, again.seat.id, step.id) if again else {}
    closed = paper.out_of_reach(app_context(), camp, again.seat.id, step.id) if again else frozenset()
    exercise = exercise_of(app_context(), step)
    if any(names_people(exercise, question) for question in questions):
        questions = _on_the_map(visitor, camp, exercise, questions, again)
    with st.form(f"typing.form.{key}", enter_to_submit=False):
        st.caption(visitor.say("desk.paper.keys"))
        _head(visitor, camp, key, again)
        if any(question.id.startswith("rate.") for question in questions):
            st.caption(visitor.say("desk.paper.legend"))
        if closed:
            st.caption(visitor.say("desk.paper.out_of_reach", n=len(closed)))
        for number, question in enumerate(questions, start=1):
            if question.id in closed:
                continue
            start = form_values(question, given[question.id]) if question.id in given else {}
            fields(visitor, number, question, key, start)
        if again is None:
            st.form_submit_button(
                visitor.say("desk.paper.save"),
                type="primary",
                on_click=_save,
                args=(visitor, camp, step, questions),
            )
        else:
            st.form_submit_button(
                visitor.say("desk.paper.save_again"),
                type="primary",
                on_click=_correct,
                args=(visitor, camp, step, questions, again.seat),
            )
    # Beside the button just pressed, because the form is longer than the screen.
    show_note(PLACE)
    if again is not None:
        st.button(visitor.say("desk.paper.leave"), key="typing.leave", on_click=_leave)


def _on_the_map(
    visitor: Visitor, camp: Camp, exercise: Exercise, questions: tuple[Question, ...], again: Typed | None
) -> tuple[Question, ...]:
    """The questions with the people of the map they name. The community has to be chosen before the form."""
    by_name = {community.name: community for community in camps.communities(app_context(), camp.id)}
    if not by_name:
        return questions
    name = f"typing.map.{camp.id}"
    last = again.community if again else st.session_state.get(f"{LAST}.{camp.id}")
    st.session_state.setdefault(name, last if last in by_name else next(iter(by_name)))
    chosen = st.selectbox(visitor.say("naming.whose_map"), list(by_name), key=name, width=420)
    st.caption(visitor.say("naming.whose_map_help"))
    st.session_state[f"{LAST}.{camp.id}"] = chosen
    by_id = {question.id: question for question in questions}

    def listed(question: Question) -> Question:
        # On paper all questions are answered at once, so people of the first roster may be named in every later question.
        source = picked_in(exercise, question)
        root = question
        while source in by_id:
            root = by_id[source]
            source = picked_in(exercise, root)
        people = with_people(app_context(), by_name[chosen].id, exercise, root, {}, visitor.language).people
        return replace(question, people=people) if names_people(exercise, question) else question

    return tuple(map(listed, questions))


def _key() -> str:
    return str(st.session_state.setdefault(KEY, new_token(app_context().chance)))


def _opened_again(camp: Camp, step: CampStep) -> Typed | None:
    seat_id = st.session_state.get(AGAIN)
    return next((one for one in paper.typed(app_context(), camp, step.id) if one.seat.id == seat_id), None)


def _name(key: str, field: str) -> str:
    return f"typing.{key}.head.{field}"


def _head(visitor: Visitor, camp: Camp, key: str, again: Typed | None) -> None:
    """The person the sheet is from."""
    names = [community.name for community in camps.communities(app_context(), camp.id)]
    roles = {
        option.code: option.label
        for option in vocabulary_options(app_context().content.vocabularies, visitor.language)["roles"]
    }
    last = again.community if again else st.session_state.get(f"{LAST}.{camp.id}")
    first = {
        "nickname": again.seat.nickname if again else "",
        "community": last if last in names else None,
        "community_new": "",
        "role": again.seat.role.value if again else None,
        "consent": again is not None,
    }
    for field in HEAD:
        st.session_state.setdefault(_name(key, field), first[field])
    nickname, community, new, role = st.columns([2, 2, 2, 2])
    nickname.text_input(
        visitor.say("desk.paper.name"), key=_name(key, "nickname"), max_chars=seats.MAX_NICKNAME
    )
    community.selectbox(
        visitor.say("desk.paper.community"),
        names,
        index=None,
        placeholder=visitor.say("desk.paper.choose"),
        key=_name(key, "community"),
    )
    new.text_input(
        visitor.say("desk.paper.community_new"), key=_name(key, "community_new"), max_chars=camps.MAX_NAME
    )
    role.selectbox(
        visitor.say("desk.paper.role"),
        list(roles),
        index=None,
        format_func=roles.__getitem__,
        placeholder=visitor.say("desk.paper.choose"),
        key=_name(key, "role"),
    )
    st.checkbox(visitor.say("desk.paper.consent"), key=_name(key, "consent"))


def _sheet(step: CampStep, questions: tuple[Question, ...]) -> TypedSheet:
    """The sheet as it is in the form now."""
    key = _key()
    head = {field: st.session_state.get(_name(key, field)) for field in HEAD}
    forms: dict[str, Fields] = {question.id: fields_of(question, key) for question in questions}
    return TypedSheet(
        step=step.id,
        nickname=str(head["nickname"] or ""),
        community=str(head["community_new"] or "").strip() or str(head["community"] or ""),
        role=str(head["role"] or ""),
        consent=bool(head["consent"]),
        forms=forms,
    )


def _save(visitor: Visitor, camp: Camp, step: CampStep, questions: tuple[Question, ...]) -> None:
    try:
        typed = paper.type_in(app_context(), camp, _sheet(step, questions), _key(), visitor.by)
    except MengyaError as error:
        leave_note(PLACE, "bad", visitor.explain(error))
        return
    _next_sheet()
    st.session_state[f"{LAST}.{camp.id}"] = typed.community
    leave_note(
        PLACE, "good", _words(visitor, "desk.paper.saved", typed, recovery=spaced(typed.seat.recovery))
    )


def _correct(
    visitor: Visitor, camp: Camp, step: CampStep, questions: tuple[Question, ...], seat: Seat
) -> None:
    try:
        typed = paper.correct(app_context(), camp, seat.id, _sheet(step, questions), _key(), visitor.by)
    except MengyaError as error:
        leave_note(PLACE, "bad", visitor.explain(error))
        return
    _leave()
    leave_note(PLACE, "good", _words(visitor, "desk.paper.corrected", typed))


def _words(visitor: Visitor, sentence: str, typed: Typed, **more: str) -> str:
    return visitor.say(
        sentence,
        code=typed.code,
        name=typed.seat.nickname,
        community=typed.community,
        answered=typed.answered,
        total=typed.total,
        **more,
    )


def _next_sheet() -> None:
    """A fresh form with a fresh idempotency key."""
    st.session_state.pop(KEY, None)


def _leave() -> None:
    st.session_state.pop(AGAIN, None)
    _next_sheet()


def _open(seat: str) -> None:
    st.session_state[AGAIN] = seat
    _next_sheet()


def sheet_list(visitor: Visitor, camp: Camp, step: CampStep) -> None:
    """Every sheet typed in so far, to correct or to erase."""
    typeds = paper.typed(app_context(), camp, step.id)
    if not typeds:
        st.caption(visitor.say("desk.paper.list_none"))
        return
    st.subheader(visitor.say("desk.paper.list", n=len(typeds)), anchor=False)
    for typed_sheet in typeds:
        _line(visitor, typed_sheet)


def _line(visitor: Visitor, typed: Typed) -> None:
    name, seat = escape(typed.seat.nickname), typed.seat.id
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(
            visitor.say(
                "desk.paper.list_line",
                code=typed.code,
                name=name,
                community=escape(typed.community),
                answered=typed.answered,
                total=typed.total,
            )
        )
        st.button(visitor.say("desk.paper.open"), key=f"typing.open.{seat}", on_click=_open, args=(seat,))
        st.button(
            visitor.say("desk.paper.take_back"),
            key=f"typing.take_back.{seat}",
            type="tertiary",
            on_click=_wish,
            args=(seat,),
        )
    if st.session_state.get(ASK) == seat:
        _ask(visitor, typed)


def _ask(visitor: Visitor, typed: Typed) -> None:
    """Erasing cannot be undone, so it is confirmed."""
    with st.container(border=True):
        st.warning(visitor.say("desk.paper.take_back_ask", code=typed.code, name=escape(typed.seat.nickname)))
        with st.container(horizontal=True):
            st.button(
                visitor.say("desk.paper.take_back_yes"),
                key=f"typing.yes.{typed.seat.id}",
                on_click=_take_back,
                args=(visitor, typed.seat),
            )
            st.button(
                visitor.say("desk.paper.take_back_no"),
                key=f"typing.no.{typed.seat.id}",
                on_click=_wish,
                args=(None,),
            )


def _wish(seat: str | None) -> None:
    st.session_state[ASK] = seat


def _take_back(visitor: Visitor, seat: Seat) -> None:
    _wish(None)
    _leave()
    attempt(
        visitor,
        PLACE,
        lambda: erase.erase_participant(app_context(), seat.id, visitor.by),
        visitor.say("desk.paper.taken_back"),
    )
