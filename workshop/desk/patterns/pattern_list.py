"""List of patterns with their standing: drafts first, retired ones last.

Standing is a badge and a row of four steps; it is computed, so nothing here can be set.
"""

from __future__ import annotations

import streamlit as st

from workshop.desk.ui.actions import attempt
from workshop.desk.ui.context import app_context
from workshop.desk.ui.escape import escape
from workshop.desk.ui.url_state import UrlState
from workshop.desk.ui.visitor import Visitor, on_their_clock
from workshop.learning.patterns.pattern_status import Standing, Status
from workshop.learning.patterns.pattern_text import standing_sentences, status_name
from workshop.model.case import Case
from workshop.services.learn import pattern_drafts, patterns
from workshop.services.learn.pattern_drafts import PatternDraft
from workshop.services.learn.patterns import KnownPattern

SPOTS = UrlState("patterns", "pattern")
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
HYPOTHETICAL = frozenset({"1.0", "2.0"})  # the transitions from these lead to a hypothetical stage


def badge_text(visitor: Visitor, standing: Standing) -> str:
    """The standing as an inline badge."""
    return f":{COLOURS[standing.status]}-badge[{status_name(standing, visitor.language)}]"


def standing_view(visitor: Visitor, standing: Standing, name: str) -> None:
    """All four steps with the current one highlighted, its evidence, and what the next one needs."""
    steps = (
        badge_text(visitor, standing)
        if step is standing.status
        else f":gray[{visitor.say(f'pattern_desk.step.{step}')}]"
        for step in STEPS
    )
    shown = " → ".join(steps)
    if standing.status is Status.UNSUPPORTED:
        shown = f"{badge_text(visitor, standing)}　{shown}"
    st.markdown(shown)
    st.markdown("  \n".join(escape(line) for line in standing_sentences(standing, name, visitor.language)))


def stage_badges(visitor: Visitor, stages: tuple[str, ...]) -> None:
    """The starting stages, with the mark of a working hypothesis where it applies."""
    with st.container(horizontal=True, gap="small"):
        for stage in stages:
            st.badge(visitor.say("desk.case.from", stage=stage), color="green")
        if HYPOTHETICAL & set(stages):
            st.badge(
                visitor.say("desk.hypothesis.badge"),
                color="orange",
                help=visitor.say("desk.hypothesis.explained"),
            )


def list_view(visitor: Visitor, cases: tuple[Case, ...]) -> None:
    """Drafts, patterns, and retired ones."""
    st.caption(visitor.say("pattern_desk.written_what"))
    for draft in pattern_drafts.drafts(app_context()):
        _draft(visitor, draft)
    known_patterns = patterns.known_patterns(app_context(), cases)
    offered = [one for one in known_patterns if not one.retired]
    if not offered:
        st.info(visitor.say("patterns.none_written"))
    for one in offered:
        _card(visitor, one)
    retired = [one for one in known_patterns if one.retired]
    if retired:
        with st.expander(visitor.say("pattern_desk.retired_ones", n=len(retired))):
            for one in retired:
                _card(visitor, one)


def about(visitor: Visitor, obstacle: str, moves: tuple[str, ...]) -> str:
    """The obstacle and the moves by name, as escaped Markdown."""
    words = app_context().content.vocabularies
    names = visitor.say("patterns.comma").join(words.moves.name(move, visitor.language) for move in moves)
    return escape(
        visitor.say(
            "pattern_desk.about", obstacle=words.obstacles.name(obstacle, visitor.language), moves=names
        )
    )


def _card(visitor: Visitor, known_pattern: KnownPattern) -> None:
    name = known_pattern.text.name.of(visitor.language)
    with st.container(border=True):
        st.markdown(f"**{escape(name)}**　{badge_text(visitor, known_pattern.standing)}")
        st.caption(about(visitor, known_pattern.text.obstacle, known_pattern.text.moves))
        # The badge shows the standing; what is missing comes next.
        lines = standing_sentences(known_pattern.standing, name, visitor.language)[1:]
        if lines:
            st.markdown("  \n".join(map(escape, lines)))
        st.button(
            visitor.say("pattern_desk.open"),
            key=f"pattern.open.{known_pattern.id}",
            on_click=go,
            args=("pattern", known_pattern.id),
        )


def _draft(visitor: Visitor, draft: PatternDraft) -> None:
    with st.container(border=True):
        name = draft.text.name.of(visitor.language).strip() or visitor.say("pattern_desk.unnamed")
        st.markdown(f":orange-badge[{visitor.say('pattern_desk.unfinished')}] **{escape(name)}**")
        st.caption(
            f"{about(visitor, draft.text.obstacle, draft.text.moves)} · "
            f"{on_their_clock(draft.at):%Y-%m-%d %H:%M}"
        )
        with st.container(horizontal=True):
            st.button(
                visitor.say("pattern_desk.go_on"),
                key=f"pattern.go_on.{draft.id}",
                type="primary",
                on_click=go,
                args=("draft", draft.id),
            )
            throw_away(visitor, draft.id)


def throw_away(visitor: Visitor, id: str) -> None:
    """Delete a draft, after confirmation."""
    with st.popover(visitor.say("pattern_desk.throw"), type="tertiary"):
        st.markdown(visitor.say("pattern_desk.throw_sure"))
        st.button(
            visitor.say("pattern_desk.throw_yes"),
            key=f"pattern.throw.{id}",
            on_click=_throw,
            args=(visitor, id),
        )


def _throw(visitor: Visitor, id: str) -> None:
    go("list")
    attempt(
        visitor,
        PLACE,
        lambda: pattern_drafts.throw_away(app_context(), id),
        visitor.say("pattern_desk.thrown"),
    )
