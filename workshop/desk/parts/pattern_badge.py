"""A pattern's standing as a badge and a row of four steps; counted, so nothing here can be set."""

from __future__ import annotations

import streamlit as st

from workshop.desk.parts.plain import plain
from workshop.desk.parts.visitor import Visitor
from workshop.learning.pattern_status import Standing, Status
from workshop.learning.pattern_words import standing_sentences, status_name

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
