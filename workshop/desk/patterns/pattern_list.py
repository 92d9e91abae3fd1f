"""The patterns people wrote, each with its standing; what is still being written first, those put away last.

Where somebody is on the patterns' screen.

A pattern's standing as a badge and a row of four steps; counted, so nothing here can be set.
"""

from __future__ import annotations

import streamlit as st

from workshop.desk.ui.actions import attempt
from workshop.desk.ui.context import the_house
from workshop.desk.ui.escape import plain
from workshop.desk.ui.url_state import Spots
from workshop.desk.ui.visitor import Visitor, on_their_clock
from workshop.learning.patterns.pattern_status import Standing, Status
from workshop.learning.patterns.pattern_text import standing_sentences, status_name
from workshop.model.case import Case
from workshop.services.learn import pattern_drafts, patterns
from workshop.services.learn.pattern_drafts import PatternDraft
from workshop.services.learn.patterns import KnownPattern

SPOTS = Spots("patterns", "pattern")
PLACE = SPOTS.place
where, go, keep_address = SPOTS.where, SPOTS.go, SPOTS.keep_address

COLOURS = {
    Status.UNSUPPORTED: "red",
    Status.STORY: "gray",
    Status.HINT: "blue",
    Status.PATTERN: "green",
    Status.TESTED: "violet",
}
STEPS = (Status.STORY, Status.HINT, Status.PATTERN, Status.TESTED)
HYPOTHETICAL = frozenset({"1.0", "2.0"})  # whoever leaves these is on the way to a stage of the hypothesis


def badge_text(here: Visitor, standing: Standing) -> str:
    """The standing as a badge within a line."""
    return f":{COLOURS[standing.status]}-badge[{status_name(standing, here.language)}]"


def standing_view(here: Visitor, standing: Standing, name: str) -> None:
    """All four steps with the one reached standing out, what it rests on, and what is lacking for the next."""
    steps = (
        badge_text(here, standing)
        if step is standing.status
        else f":gray[{here.say(f'pattern_desk.step.{step}')}]"
        for step in STEPS
    )
    shown = " → ".join(steps)
    if standing.status is Status.UNSUPPORTED:
        shown = f"{badge_text(here, standing)}　{shown}"
    st.markdown(shown)
    st.markdown("  \n".join(plain(line) for line in standing_sentences(standing, name, here.language)))


def stage_badges(here: Visitor, stages: tuple[str, ...]) -> None:
    """From which stages it sets out, with the mark of the working hypothesis where it holds."""
    with st.container(horizontal=True, gap="small"):
        for stage in stages:
            st.badge(here.say("desk.case.from", stage=stage), color="green")
        if HYPOTHETICAL & set(stages):
            st.badge(
                here.say("desk.hypothesis.badge"), color="orange", help=here.say("desk.hypothesis.explained")
            )


def list_view(here: Visitor, cases: tuple[Case, ...]) -> None:
    """Drafts, patterns, and those put away."""
    st.caption(here.say("pattern_desk.written_what"))
    for draft in pattern_drafts.drafts(the_house()):
        _draft(here, draft)
    found = patterns.known_patterns(the_house(), cases)
    offered = [one for one in found if not one.retired]
    if not offered:
        st.info(here.say("patterns.none_written"))
    for one in offered:
        _card(here, one)
    retired = [one for one in found if one.retired]
    if retired:
        with st.expander(here.say("pattern_desk.retired_ones", n=len(retired))):
            for one in retired:
                _card(here, one)


def about(here: Visitor, obstacle: str, moves: tuple[str, ...]) -> str:
    """The obstacle and the moves by name, harmless in Markdown."""
    words = the_house().content.vocabularies
    names = here.say("patterns.comma").join(words.moves.name(move, here.language) for move in moves)
    return plain(
        here.say("pattern_desk.about", obstacle=words.obstacles.name(obstacle, here.language), moves=names)
    )


def _card(here: Visitor, one: KnownPattern) -> None:
    name = one.text.name.of(here.language)
    with st.container(border=True):
        st.markdown(f"**{plain(name)}**　{badge_text(here, one.standing)}")
        st.caption(about(here, one.text.obstacle, one.text.moves))
        # The badge has said where it stands; what it lacks is the next thing to do.
        lines = standing_sentences(one.standing, name, here.language)[1:]
        if lines:
            st.markdown("  \n".join(map(plain, lines)))
        st.button(
            here.say("pattern_desk.open"),
            key=f"pattern.open.{one.id}",
            on_click=go,
            args=("pattern", one.id),
        )


def _draft(here: Visitor, draft: PatternDraft) -> None:
    with st.container(border=True):
        name = draft.text.name.of(here.language).strip() or here.say("pattern_desk.unnamed")
        st.markdown(f":orange-badge[{here.say('pattern_desk.unfinished')}] **{plain(name)}**")
        st.caption(
            f"{about(here, draft.text.obstacle, draft.text.moves)} · "
            f"{on_their_clock(draft.at):%Y-%m-%d %H:%M}"
        )
        with st.container(horizontal=True):
            st.button(
                here.say("pattern_desk.go_on"),
                key=f"pattern.go_on.{draft.id}",
                type="primary",
                on_click=go,
                args=("draft", draft.id),
            )
            throw_away(here, draft.id)


def throw_away(here: Visitor, id: str) -> None:
    """Throw a draft away, asked once more."""
    with st.popover(here.say("pattern_desk.throw"), type="tertiary"):
        st.markdown(here.say("pattern_desk.throw_sure"))
        st.button(
            here.say("pattern_desk.throw_yes"), key=f"pattern.throw.{id}", on_click=_throw, args=(here, id)
        )


def _throw(here: Visitor, id: str) -> None:
    go("list")
    attempt(here, PLACE, lambda: pattern_drafts.throw_away(the_house(), id), here.say("pattern_desk.thrown"))
