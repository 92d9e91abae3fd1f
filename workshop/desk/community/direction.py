"""A community's direction at the desk: what counts, the look that is due, a new version, and what came before.

It is written with the people of the community beside the keyboard; whoever steers the camp types.
"""

from __future__ import annotations

from datetime import date

import streamlit as st

from workshop.base.errors import InputError
from workshop.base.local_time import local_day
from workshop.base.text import Language
from workshop.desk.community.choice import COMMUNITY
from workshop.desk.community.principles import card_view
from workshop.desk.ui.actions import attempt, fold, show_note
from workshop.desk.ui.context import app_context
from workshop.desk.ui.escape import bullets, escape
from workshop.desk.ui.visitor import Visitor
from workshop.exercises.columns import day_text
from workshop.model.camp import Camp, Community
from workshop.model.direction import (
    LATEST,
    SOONEST,
    CameTrue,
    Condition,
    Direction,
    DirectionVersion,
    Look,
)
from workshop.model.ids import new_token
from workshop.services.camp.room_people import person_code
from workshop.services.community import directions, ladders
from workshop.services.community.direction_text import (
    condition_text,
    direction_parts,
    look_text,
    next_text,
    reasons,
)
from workshop.services.community.directions import LONGEST, Stood
from workshop.services.community.loop import direction_reached
from workshop.services.community.loop_text import reached_text
from workshop.services.community.principles import PrincipleCard, principle_cards
from workshop.services.seats import seats

PLACE = "direction"
FIELDS = ("condition", "rung", "circle", "lead", "day", "sign", "because")


def show(visitor: Visitor, camp: Camp, community: Community) -> None:
    """The panel of one community."""
    context = app_context()
    stood = directions.of_community(context, camp, community.id)
    cards = principle_cards(context, camp, visitor.language)
    people = _people(camp, community)
    st.subheader(visitor.say("direction.title"), anchor=False)
    st.caption(visitor.say("direction.what"))
    show_note(PLACE)
    if stood.current is None:
        st.info(visitor.say("direction.none"))
    else:
        _current(visitor, camp, stood, people, cards)
        _look_form(visitor, camp, community, stood)
    _form(visitor, camp, community, stood, people, cards)
    _history(visitor, camp, community, stood, people)


def _people(camp: Camp, community: Community) -> dict[str, str]:
    """Code -> name of everybody of the camp, the community's own first."""
    everybody = seats.of_camp(app_context(), camp.id)
    own_first = sorted(everybody, key=lambda one: (one.community != community.id, one.nickname))
    return {person_code(one.id): one.nickname for one in own_first}


def _current(
    visitor: Visitor, camp: Camp, stood: Stood, people: dict[str, str], cards: tuple[PrincipleCard, ...]
) -> None:
    version = stood.current
    if version is None:
        return
    with st.container(border=True):
        for heading, words in direction_parts(version.said, people, cards, visitor.language):
            name, text = st.columns([1, 3], gap="small")
            name.markdown(f"**{escape(heading)}**")
            text.markdown(escape(words))
        for card in reasons(version.said, cards):
            card_view(visitor, card)
        looks = stood.directions.looks_at(version)
        st.markdown(
            bullets(
                escape(line)
                for line in (*_looked(looks, visitor.language), next_text(stood, visitor.language))
            )
        )
        reached = direction_reached(stood, directions.in_camp(app_context(), camp))
        if reached is not None:
            st.caption(
                escape(reached_text(reached, "direction", visitor.language)), help=visitor.say("loop.what")
            )
        if version.said.day and version.said.day < local_day(version.at) + SOONEST:
            st.caption(visitor.say("direction.soon"))


def _looked(looks: tuple[Look, ...], language: Language) -> list[str]:
    return [look_text(one, language) for one in looks]


def _look_form(visitor: Visitor, camp: Camp, community: Community, stood: Stood) -> None:
    """Open by itself when a look is due; before that folded, since a direction may come true early."""

    def key(name: str) -> str:
        return f"direction.look.{name}.{community.id}"

    with fold(visitor.say("direction.desk.look"), key("form"), expanded=stood.waiting is not None):
        st.caption(visitor.say("direction.desk.look_help"))
        st.radio(
            visitor.say("direction.desk.outcome"),
            list(CameTrue),
            index=None,
            format_func=lambda one: visitor.say(f"direction.outcome.{one.value}"),
            key=key("outcome"),
            horizontal=True,
        )
        st.text_area(
            visitor.say("direction.desk.evidence"), max_chars=LONGEST, height=80, key=key("evidence")
        )
        st.button(
            visitor.say("direction.desk.look_keep"),
            key=key("keep"),
            on_click=attempt,
            args=(
                visitor,
                PLACE,
                lambda: _keep_look(visitor, camp, community),
                visitor.say("direction.desk.looked"),
                key("form"),
            ),
        )


def _keep_look(visitor: Visitor, camp: Camp, community: Community) -> None:
    """Store the look, and empty its form."""
    outcome, evidence = (
        st.session_state.get(f"direction.look.{name}.{community.id}") for name in ("outcome", "evidence")
    )
    if outcome is None:
        raise InputError("direction.outcome")
    context = app_context()
    directions.look(
        context,
        camp,
        new_token(context.chance),
        community.id,
        CameTrue(outcome),
        str(evidence or ""),
        visitor.by,
    )
    for name in ("outcome", "evidence"):
        st.session_state.pop(f"direction.look.{name}.{community.id}", None)


def _form(
    visitor: Visitor,
    camp: Camp,
    community: Community,
    stood: Stood,
    people: dict[str, str],
    cards: tuple[PrincipleCard, ...],
) -> None:
    def key(name: str) -> str:
        return f"direction.{name}.{community.id}"

    _begin(stood.current.said if stood.current else Direction(), key("begun"), community, cards)
    title = "direction.desk.change" if stood.current else "direction.desk.write"
    with fold(visitor.say(title), key("form")):
        st.radio(
            visitor.say("direction.part.condition"),
            list(Condition),
            index=None,
            format_func=lambda one: condition_text(one, visitor.language),
            key=key("condition"),
        )
        _text(visitor, "rung", key("rung"))
        _wishes(visitor, community, key("rung"))
        _text(visitor, "circle", key("circle"))
        named = dict(people)
        lead = st.session_state.get(key("lead"))
        if lead and lead not in named:
            named[lead] = lead
        left, right = st.columns(2)
        left.selectbox(
            visitor.say("direction.part.lead"),
            list(named),
            index=None,
            format_func=lambda code: named.get(code, code),
            placeholder=visitor.say("desk.choose"),
            accept_new_options=True,
            help=visitor.say("direction.desk.help.lead"),
            key=key("lead"),
        )
        today = local_day(app_context().now())
        right.date_input(
            visitor.say("direction.part.day"),
            value=None,
            min_value=today + SOONEST,
            max_value=today + LATEST,
            format="YYYY-MM-DD",
            key=key("day"),
        )
        _text(visitor, "sign", key("sign"))
        moves = {card.id: card.move for card in cards}
        st.multiselect(
            visitor.say("direction.part.because"),
            list(moves),
            format_func=lambda code: moves.get(code, ""),
            placeholder=visitor.say("desk.choose"),
            help=visitor.say("direction.desk.help.because"),
            key=key("because"),
        )
        st.button(
            visitor.say("direction.desk.keep"),
            key=key("keep"),
            type="primary",
            on_click=attempt,
            args=(
                visitor,
                PLACE,
                lambda: _keep(visitor, camp, community),
                visitor.say("direction.desk.kept"),
                key("form"),
            ),
        )


def _text(visitor: Visitor, name: str, key: str) -> None:
    st.text_area(
        visitor.say(f"direction.part.{name}"),
        max_chars=LONGEST,
        height=80,
        help=visitor.say(f"direction.desk.help.{name}"),
        key=key,
    )


def _wishes(visitor: Visitor, community: Community, field: str) -> None:
    """What the community's ladders say comes next, to take over with a press."""
    for ladder in ladders.ladders(app_context(), [community]):
        wish = ladder.top.wish if ladder.top else ""
        if wish and wish != st.session_state.get(field):
            st.button(
                visitor.say("direction.desk.take_wish", wish=escape(wish)),
                key=f"direction.wish.{ladder.id}",
                on_click=_take,
                args=(field, wish),
            )


def _take(field: str, words: str) -> None:
    st.session_state[field] = words


def _begin(said: Direction, begun: str, community: Community, cards: tuple[PrincipleCard, ...]) -> None:
    """Fill the form once with what counts, so that a small change is a small change; then it is the writer's."""
    if begun in st.session_state:
        return
    today = local_day(app_context().now())
    day = said.day if said.day and today + SOONEST <= said.day <= today + LATEST else None
    there = {card.id for card in cards}
    values: dict[str, object] = {
        "condition": said.condition,
        "rung": said.rung,
        "circle": said.circle,
        "lead": said.lead or None,
        "day": day,
        "sign": said.sign,
        "because": [one for one in said.because if one in there],
    }
    for name, value in values.items():
        st.session_state[f"direction.{name}.{community.id}"] = value
    st.session_state[begun] = True


def _keep(visitor: Visitor, camp: Camp, community: Community) -> None:
    """Store the form as a new version; it is then filled with what counts."""
    typed = {name: st.session_state.get(f"direction.{name}.{community.id}") for name in FIELDS}
    day = typed["day"]
    said = Direction(
        condition=Condition(str(typed["condition"])) if typed["condition"] else None,
        rung=str(typed["rung"] or ""),
        circle=str(typed["circle"] or ""),
        lead=str(typed["lead"] or ""),
        day=day if isinstance(day, date) else None,
        sign=str(typed["sign"] or ""),
        because=tuple(map(str, typed["because"] or ())),
    )
    context = app_context()
    directions.write(context, camp, new_token(context.chance), community.id, said, visitor.by)
    st.session_state.pop(f"direction.begun.{community.id}", None)


def _history(
    visitor: Visitor, camp: Camp, community: Community, stood: Stood, people: dict[str, str]
) -> None:
    """Every version and look, newest first, each with the way to take it back or to bring it back."""
    kept = stood.directions
    if not kept.versions:
        return
    every: tuple[DirectionVersion | Look, ...] = (*kept.versions, *kept.looks)
    lines = sorted(every, key=lambda one: one.at, reverse=True)
    title = visitor.say("direction.desk.history", n=len(lines))
    with st.expander(title, key=f"direction.history.{community.id}"):
        for one in lines:
            _line(visitor, camp, community, one, people, counts=one == stood.current)


def _line(
    visitor: Visitor,
    camp: Camp,
    community: Community,
    one: DirectionVersion | Look,
    people: dict[str, str],
    *,
    counts: bool,
) -> None:
    text, press = st.columns([5, 1], gap="small")
    if isinstance(one, Look):
        words = escape(look_text(one, visitor.language))
    else:
        where = visitor.say("direction.desk.on_phone" if one.seat else "direction.desk.at_desk")
        day = day_text(visitor.language, local_day(one.at))
        parts = direction_parts(one.said, people, (), visitor.language)
        said = "  \n".join(f"{escape(heading)}　{escape(words)}" for heading, words in parts)
        words = f"**{escape(visitor.say('direction.desk.version', day=day, where=where))}**  \n{said}"
    mark = "direction.desk.gone" if one.undone else "direction.desk.counts" if counts else ""
    text.markdown(f"{words}  \n:gray[{visitor.say(mark)}]" if mark else words)
    act, name, done = (
        (directions.bring_back, "again", "brought") if one.undone else (directions.take_back, "back", "taken")
    )
    context = app_context()
    press.button(
        visitor.say(f"direction.desk.{name}"),
        key=f"direction.undo.{one.id}",
        on_click=attempt,
        args=(
            visitor,
            PLACE,
            lambda: act(context, camp, new_token(context.chance), community.id, one.id, visitor.by),
            visitor.say(f"direction.desk.{done}"),
        ),
    )


def due_view(visitor: Visitor, camp: Camp) -> None:
    """The directions that are to be looked at now, each with the way to its community's page; nothing when none is."""
    due = directions.looks_due(app_context(), camp)
    if not due:
        return
    st.subheader(visitor.say("direction.desk.due", n=len(due)), anchor=False)
    for one in due:
        place, language = one.community, visitor.language
        st.markdown(
            escape(
                visitor.say(
                    "direction.desk.due_line",
                    community=place.name,
                    condition=condition_text(one.said.condition, language),
                    day=day_text(language, one.ask.on),
                )
            )
        )
        words = visitor.say("direction.desk.to_page", community=escape(place.name))
        if st.button(words, key=f"direction.due.{place.id}"):
            st.session_state[COMMUNITY] = place.id
            st.switch_page("screens/one_community.py")
