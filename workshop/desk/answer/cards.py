"""Suggestion cards: the nearest case, another move, and one that did not pass. Never a percentage.

Below the cards is a form for assets and own words; facts of the community have their own page.
"""

from __future__ import annotations

import streamlit as st

from workshop.base.text import say
from workshop.desk.ui.actions import attempt, show_note
from workshop.desk.ui.context import app_context
from workshop.desk.ui.escape import bullets, escape, paragraphs
from workshop.desk.ui.visitor import Visitor
from workshop.learning.cases.vocabulary import options
from workshop.learning.suggest.card_text import CardText, first_note, notes, render_card
from workshop.learning.suggest.retrieval import CardSlot, Suggestion
from workshop.learning.suggest.stuck_too import stuck_text
from workshop.model.camp import Camp, Seat
from workshop.services.learn import card_views, community_facts, suggestions
from workshop.services.learn.community_facts import LONGEST_WORDS, CommunityFacts
from workshop.store.suggestions import AskerNote

PLACE = "asking"
UNKNOWN, NONE, SOME = "unknown", "none", "some"


def asked_form(visitor: Visitor, seat: Seat) -> None:
    """The form below the cards, collapsed, with what this person reported before."""
    show_note(PLACE)
    note = community_facts.facts_told_by(app_context(), seat)
    names = {
        code: label
        for code, label, *_ in options(app_context().content.vocabularies.assets, visitor.language)
    }
    key = f"asking.{seat.id}"
    there = UNKNOWN if note.assets is None else SOME if note.assets else NONE
    with (
        st.expander(visitor.say("asking.title")),
        st.form(key, enter_to_submit=False, border=False),
    ):
        st.caption(f"{visitor.say('asking.why')} {visitor.say('asking.facts_at')}")
        st.radio(
            visitor.say("asking.assets"),
            (UNKNOWN, NONE, SOME),
            index=(UNKNOWN, NONE, SOME).index(there),
            format_func=lambda one: visitor.say(f"asking.there.{one}"),
            horizontal=True,
            key=f"{key}.there",
        )
        st.pills(
            visitor.say("asking.assets_which"),
            list(names),
            selection_mode="multi",
            default=sorted(note.assets or ()),
            format_func=lambda code: names[code],
            key=f"{key}.assets",
        )
        st.text_area(
            visitor.say("asking.words"),
            value=note.words,
            max_chars=LONGEST_WORDS,
            help=visitor.say("asking.words_help", longest=LONGEST_WORDS),
            key=f"{key}.words",
        )
        st.form_submit_button(visitor.say("asking.send"), on_click=_save, args=(visitor, seat, key))


def _save(visitor: Visitor, seat: Seat, key: str) -> None:
    state = st.session_state
    ticked = frozenset(state[f"{key}.assets"])
    # A ticked asset wins over "don't know" above it.
    known = bool(ticked) or state[f"{key}.there"] != UNKNOWN
    note = AskerNote(ticked if known else None, str(state[f"{key}.words"]).strip())
    attempt(
        visitor,
        PLACE,
        lambda: community_facts.tell_facts(app_context(), seat, CommunityFacts(note=note)),
        visitor.say("asking.kept"),
    )


def cards_view(visitor: Visitor, camp: Camp, seat: Seat, suggestion: Suggestion) -> None:
    """The cards side by side, and what would improve them. Each shown card is recorded once.

    Where nothing fits, or nobody got past the first obstacle, the number of others in the room stuck at the same obstacle is shown.
    """
    trying = {one.case for one in card_views.note_shown(app_context(), seat, suggestion) if one.chosen}
    first = first_note(suggestion, app_context().content.vocabularies, visitor.language)
    for note in (*([first] if first else []), *notes(suggestion, visitor.language)):
        st.info(paragraphs(note))
    if suggestion.nothing_fits or suggestion.first_unmet:
        _stuck_too(visitor, camp, seat)
    if not suggestion.cards:
        return
    vocabularies = app_context().content.vocabularies
    names = (
        vocabularies.obstacles.name(code, visitor.language)
        for code in suggestions.obstacles_of(app_context(), seat)
    )
    st.caption(f"{visitor.say('phone.cards.stuck_at')}　{escape(visitor.say('learning.comma').join(names))}")
    for column, card in zip(st.columns(len(suggestion.cards)), suggestion.cards, strict=True):
        with column, st.container(border=True):
            card_view(visitor, render_card(card, vocabularies, visitor.language))
            if card.slot is not CardSlot.FAILED:  # a case that did not pass is not something to try
                _try(visitor, seat, card.case, tried=card.case in trying)


def _try(visitor: Visitor, seat: Seat, case: str, *, tried: bool) -> None:
    """The button to mean to try it, or no longer."""
    if tried:
        st.success(visitor.say("suggest.trying"))
    st.button(
        visitor.say("suggest.not_trying" if tried else "suggest.try"),
        key=f"try.{case}",
        on_click=_choose,
        args=(seat, case, not tried),
    )


def _stuck_too(visitor: Visitor, camp: Camp, seat: Seat) -> None:
    own = suggestions.obstacles_of(app_context(), seat)
    if own:
        name = app_context().content.vocabularies.obstacles.name(own[0], visitor.language)
        others = suggestions.stuck_too(app_context(), camp, seat, own[0])
        st.info(escape(stuck_text(others, name, visitor.language)))


def _choose(seat: Seat, case: str, chosen: bool) -> None:
    """Record whether this person means to try what a case did."""
    card_views.choose_shown(app_context(), seat, case, chosen)


def card_view(visitor: Visitor, card: CardText) -> None:
    """One card, top to bottom."""
    st.badge(card.slot, color="green")
    st.markdown(f":gray[{escape(card.who)}]")
    st.markdown(f"**{escape(card.title)}**  \n:gray[{escape(card.place)}]")
    st.markdown(escape(card.stuck))
    if card.aside:
        st.markdown(escape(card.aside))
    st.caption(card.alike)
    st.markdown(bullets(map(escape, card.why)))
    st.markdown(f"**{visitor.say('desk.card.did')}**")
    st.markdown(
        bullets(
            f"**{escape(move.name)}**　{escape(move.text)}"
            + (f"  \n  :gray[{escape(move.about)}]" if move.about else "")
            for move in card.moves
        )
    )
    st.markdown(f"**{visitor.say('desk.card.became')}**")
    st.markdown(
        bullets(f"{escape(obstacle)}　:gray[{escape(outcome)}]" for obstacle, outcome in card.outcomes)
    )
    st.markdown(escape(card.result))
    for line in (card.evidence, card.counted, card.status):
        if line:
            st.caption(escape(line))
    st.markdown(f"**{visitor.say('phone.card.limits')}**  \n{escape(card.limits)}")
    if card.needs:
        st.warning(escape(card.needs))
    if card.first_step:
        st.markdown(f"**{visitor.say('desk.card.first_step')}**  \n{escape(card.first_step)}")
    st.markdown(f"**{visitor.say('desk.card.question')}**  \n{escape(card.question)}")
    with st.expander(visitor.say("phone.card.sources")):
        if card.reading:
            st.caption(escape(card.reading))
        for source in card.sources:
            st.caption(
                escape(
                    say(visitor.language, "exercises.summary.part", name=source.grade, text=source.reference)
                )
            )
