"""A documented case, read like a story: where they stood, what they did, what became of it; then how far to trust it.

What is our own reading and what rests on a source nobody could trace is marked where it is read.
"""

from __future__ import annotations

import streamlit as st

from workshop.desk.house import the_house
from workshop.desk.parts.case_timeline import WIDTH, timeline, timeline_in_words
from workshop.desk.parts.plain import bullets, paragraphs, plain
from workshop.desk.parts.visitor import Visitor
from workshop.model.case import Case, Move, Outcome

# The stages that are our working hypothesis; only 1.0 comes from the article.
HYPOTHESIS = frozenset({"2.0", "3.0"})
COLOURS: dict[Outcome, str] = {
    Outcome.PASSED: "green",
    Outcome.PARTLY: "yellow",
    Outcome.NOT: "red",
    Outcome.TOO_EARLY: "gray",
}


def case_view(here: Visitor, case: Case) -> None:
    """One case."""
    case_head(here, case)
    # Alone on a phone the line of events comes after the beginning it belongs to.
    story, life = st.columns([3, 2], gap="large") if case.life else (st.container(), None)
    with story:
        _story(here, case)
    if life is not None:
        with life:
            st.markdown(f"**{here.say('desk.case.life')}**")
            drawing = timeline(case, here.language)
            st.image(drawing, width=int(WIDTH), alt=timeline_in_words(case, here.language))
    _trust(here, case)


def case_head(here: Visitor, case: Case) -> None:
    """Title, place, what kind of step it was, and the marks nobody should miss."""
    st.subheader(plain(case.title), anchor=False)
    st.caption(f"{plain(case.place)} · {plain(case.period)}")
    with st.container(horizontal=True, gap="small"):
        unverified_badge(here, case)
        if case.stage is not None:
            st.badge(here.say("desk.case.from", stage=case.stage), color="green")
        if {case.stage, case.stage_after} & HYPOTHESIS or case.stage == "1.0":
            # Whoever leaves 1.0 is on the way to a stage of the hypothesis.
            st.badge(
                here.say("desk.hypothesis.badge"), color="orange", help=here.say("desk.hypothesis.explained")
            )
        if case.setting is not None:
            st.badge(plain(_setting(here, case.setting)), color="gray")


def unverified_badge(here: Visitor, case: Case) -> None:
    """Says, where it holds, that the story's source could not be traced."""
    if case.unverified:
        st.badge(
            here.say("desk.case.unverified"),
            icon=":material/report:",
            color="red",
            help=here.say("desk.case.unverified_help"),
        )


def _story(here: Visitor, case: Case) -> None:
    st.markdown(f"> **{here.say('desk.case.stuck')}**　{plain(case.stuck)}")
    st.markdown(paragraphs(case.story))
    st.markdown(f"**{here.say('desk.card.did')}**")
    st.markdown(bullets(move_line(here, move) for move in case.moves))
    st.markdown(f"**{here.say('desk.card.became')}**")
    st.markdown(plain(case.result))
    st.markdown(bullets(outcome_lines(here, case)))
    st.markdown(f"**{here.say('desk.case.behind')}**  \n{plain(case.mechanism)}")


def move_line(here: Visitor, move: Move) -> str:
    """A move under its name, in one harmless line of Markdown."""
    name = the_house().content.vocabularies.moves.name(move.code, here.language)
    return f"**{plain(name)}**　{move_text(here, move)}"


def move_text(here: Visitor, move: Move) -> str:
    """What was done; below it who did it, when and for how much, as far as that is told."""
    known = (
        plain(move.by),
        here.say("learning.month", month=move.month) if move.month is not None else "",
        here.say("learning.cost", yuan=f"{move.cost_yuan:,}") if move.cost_yuan is not None else "",
    )
    about = here.say("learning.dot").join(part for part in known if part)
    return plain(move.text) + (f"  \n  :gray[{about}]" if about else "")


def reading_line(here: Visitor, case: Case) -> None:
    """What in the case is our own reading, marked as ours."""
    if case.reading:
        st.markdown(f":violet-badge[{here.say('desk.case.reading')}] {plain(case.reading)}")


def outcome_lines(here: Visitor, case: Case) -> list[str]:
    """What became of each obstacle; one the source is silent on says so."""
    told = dict(case.outcomes)
    return [
        f"{plain(the_house().content.vocabularies.obstacles.name(code, here.language))}　"
        + (
            f":{COLOURS[told[code]]}-badge[{here.say(f'learning.outcome.{told[code].value}')}]"
            if code in told
            else f":gray-badge[{here.say('desk.case.not_told')}]"
        )
        for code in case.obstacles
    ]


def _trust(here: Visitor, case: Case) -> None:
    limits, use = st.columns(2, gap="large")
    with limits:
        st.warning(f"**{here.say('desk.case.limits')}**　{plain(case.limits)}")
        if case.would_not_work_without:
            names = here.say("learning.comma").join(
                plain(the_house().content.vocabularies.assets.name(code, here.language))
                for code in sorted(case.would_not_work_without)
            )
            st.markdown(f"**{here.say('desk.case.without')}**　{names}")
        if case.would_not_repeat:
            st.markdown(f"**{here.say('desk.case.not_again')}**　{plain(case.would_not_repeat)}")
    with use:
        st.markdown(f"**{here.say('desk.card.first_step')}**  \n{plain(case.first_step)}")
        st.markdown(f"**{here.say('desk.card.question')}**  \n{plain(case.question)}")
    with st.container(border=True):
        reading_line(here, case)
        st.caption(here.say(f"learning.evidence.{case.evidence.value}"))
        for source in case.sources:
            st.caption(f"{here.say(f'learning.grade.{source.grade.value}')} · {plain(source.reference)}")


def _setting(here: Visitor, code: str) -> str:
    return the_house().content.vocabularies.settings.name(code, here.language)
