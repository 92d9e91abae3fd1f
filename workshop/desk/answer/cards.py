"""Suggestion cards: the nearest case, another move, and one that did not pass. Never a percentage.

What the cards can still be told at the desk: what is there to build on, and one's own words. Facts have their own page.
"""

from __future__ import annotations

import streamlit as st

from workshop.base.text import say
from workshop.desk.ui.actions import attempt, told
from workshop.desk.ui.context import the_house
from workshop.desk.ui.escape import bullets, paragraphs, plain
from workshop.desk.ui.visitor import Visitor
from workshop.learning.cases.vocabulary import options
from workshop.learning.suggest.card_text import CardTold, notes, tell
from workshop.learning.suggest.retrieval import Slot, Suggestion
from workshop.learning.suggest.stuck_too import stuck_words
from workshop.model.camp import Camp, Seat
from workshop.services.learn import card_views, community_facts, suggestions
from workshop.services.learn.community_facts import LONGEST_WORDS, Telling
from workshop.store.suggestions import AskerNote

PLACE = "asking"
UNKNOWN, NONE, SOME = "unknown", "none", "some"


def asked_form(here: Visitor, seat: Seat) -> None:
    """Folded away beneath the cards, filled with what this person told before."""
    told(PLACE)
    note = community_facts.told_by(the_house(), seat)
    names = {
        code: label for code, label, _ in options(the_house().content.vocabularies.assets, here.language)
    }
    key = f"asking.{seat.id}"
    there = UNKNOWN if note.assets is None else SOME if note.assets else NONE
    with (
        st.expander(here.say("asking.title")),
        st.form(key, enter_to_submit=False, border=False),
    ):
        st.caption(f"{here.say('asking.why')} {here.say('asking.facts_at')}")
        st.radio(
            here.say("asking.assets"),
            (UNKNOWN, NONE, SOME),
            index=(UNKNOWN, NONE, SOME).index(there),
            format_func=lambda one: here.say(f"asking.there.{one}"),
            horizontal=True,
            key=f"{key}.there",
        )
        st.pills(
            here.say("asking.assets_which"),
            list(names),
            selection_mode="multi",
            default=sorted(note.assets or ()),
            format_func=lambda code: names[code],
            key=f"{key}.assets",
        )
        st.text_area(
            here.say("asking.words"),
            value=note.words,
            max_chars=LONGEST_WORDS,
            help=here.say("asking.words_help", longest=LONGEST_WORDS),
            key=f"{key}.words",
        )
        st.form_submit_button(here.say("asking.send"), on_click=_save, args=(here, seat, key))


def _save(here: Visitor, seat: Seat, key: str) -> None:
    state = st.session_state
    ticked = frozenset(state[f"{key}.assets"])
    # Whoever ticks something means it, whatever stands above it.
    known = bool(ticked) or state[f"{key}.there"] != UNKNOWN
    note = AskerNote(ticked if known else None, str(state[f"{key}.words"]).strip())
    attempt(
        here,
        PLACE,
        lambda: community_facts.tell(the_house(), seat, Telling(note=note)),
        here.say("asking.kept"),
    )


def cards_view(here: Visitor, camp: Camp, seat: Seat, suggestion: Suggestion) -> None:
    """The cards side by side, and what would be worth telling us. That they were shown is noted, once each.

    Where nothing fits, who else in the room is stuck at the same is said as a number.
    """
    trying = {one.case for one in card_views.note(the_house(), seat, suggestion) if one.chosen}
    for note in notes(suggestion, here.language):
        st.info(paragraphs(note))
    if suggestion.nothing_fits:
        _stuck_too(here, camp, seat)
    if not suggestion.cards:
        return
    vocabularies = the_house().content.vocabularies
    names = (
        vocabularies.obstacles.name(code, here.language)
        for code in suggestions.obstacles_of(the_house(), seat)
    )
    st.caption(f"{here.say('phone.cards.stuck_at')}　{plain(here.say('learning.comma').join(names))}")
    for column, card in zip(st.columns(len(suggestion.cards)), suggestion.cards, strict=True):
        with column, st.container(border=True):
            card_view(here, tell(card, vocabularies, here.language))
            if card.slot is not Slot.FAILED:  # nobody means to try what did not pass
                _try(here, seat, card.case, tried=card.case in trying)


def _try(here: Visitor, seat: Seat, case: str, *, tried: bool) -> None:
    """The button for meaning to try it, or for no longer meaning to."""
    if tried:
        st.success(here.say("suggest.trying"))
    st.button(
        here.say("suggest.not_trying" if tried else "suggest.try"),
        key=f"try.{case}",
        on_click=_choose,
        args=(seat, case, not tried),
    )


def _stuck_too(here: Visitor, camp: Camp, seat: Seat) -> None:
    own = suggestions.obstacles_of(the_house(), seat)
    if own:
        name = the_house().content.vocabularies.obstacles.name(own[0], here.language)
        others = suggestions.stuck_too(the_house(), camp, seat, own[0])
        st.info(plain(stuck_words(others, name, here.language)))


def _choose(seat: Seat, case: str, chosen: bool) -> None:
    """Keep whether this person means to try what a case did."""
    card_views.choose(the_house(), seat, case, chosen)


def card_view(here: Visitor, card: CardTold) -> None:
    """One card, top to bottom."""
    st.badge(card.slot, color="green")
    st.markdown(f":gray[{plain(card.who)}]")
    st.markdown(f"**{plain(card.title)}**  \n:gray[{plain(card.place)}]")
    st.markdown(plain(card.stuck))
    if card.aside:
        st.markdown(plain(card.aside))
    st.caption(card.alike)
    st.markdown(bullets(map(plain, card.why)))
    st.markdown(f"**{here.say('desk.card.did')}**")
    st.markdown(
        bullets(
            f"**{plain(move.name)}**　{plain(move.text)}"
            + (f"  \n  :gray[{plain(move.about)}]" if move.about else "")
            for move in card.moves
        )
    )
    st.markdown(f"**{here.say('desk.card.became')}**")
    st.markdown(bullets(f"{plain(obstacle)}　:gray[{plain(outcome)}]" for obstacle, outcome in card.outcomes))
    st.markdown(plain(card.result))
    for line in (card.evidence, card.counted, card.status):
        if line:
            st.caption(plain(line))
    st.markdown(f"**{here.say('phone.card.limits')}**  \n{plain(card.limits)}")
    if card.needs:
        st.warning(plain(card.needs))
    st.markdown(f"**{here.say('desk.card.first_step')}**  \n{plain(card.first_step)}")
    st.markdown(f"**{here.say('desk.card.question')}**  \n{plain(card.question)}")
    with st.expander(here.say("phone.card.sources")):
        if card.reading:
            st.caption(plain(card.reading))
        for source in card.sources:
            st.caption(
                plain(say(here.language, "exercises.summary.part", name=source.grade, text=source.reference))
            )
