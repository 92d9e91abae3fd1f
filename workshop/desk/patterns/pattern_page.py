"""One pattern: what to do and why, where it may not hold, which cases say so and which say otherwise; its versions."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from workshop.desk.patterns.pattern_list import PLACE, about, go, stage_badges, standing_view
from workshop.desk.ui.actions import attempt
from workshop.desk.ui.context import the_house
from workshop.desk.ui.escape import bullets, plain
from workshop.desk.ui.visitor import Visitor, on_their_clock
from workshop.learning.patterns.patternbase import pattern_text
from workshop.model.case import Case
from workshop.model.pattern import Bearing, Pattern
from workshop.services.learn import pattern_drafts, patterns
from workshop.services.learn.patterns import KnownPattern, PatternVersion

LIMITS = ("people", "action", "surroundings", "handover")


def page_view(here: Visitor, known: KnownPattern, cases: tuple[Case, ...]) -> None:
    """Top to bottom: standing, what it says, its cases, its versions."""
    st.button(here.say("pattern_desk.back"), key="pattern.back", type="tertiary", on_click=go, args=("list",))
    pattern = known.text.told(here.language)
    st.subheader(plain(pattern.name), anchor=False)
    st.caption(about(here, pattern.obstacle, pattern.moves))
    stage_badges(here, pattern.stages)
    if known.retired:
        st.warning(here.say("pattern_desk.is_retired"))
    with st.container(border=True):
        standing_view(here, known.standing, pattern.name)
    pattern_body(here, pattern)
    _evidence(here, pattern, cases)
    reviewed = (
        here.say("pattern_desk.reviewed", day=pattern.reviewed.isoformat())
        if pattern.reviewed
        else here.say("pattern_desk.not_reviewed")
    )
    st.caption(f"{here.say('pattern_desk.by', name=plain(pattern.author))} · {reviewed}")
    _actions(here, known, cases)
    with st.expander(here.say("pattern_desk.versions")):
        st.markdown(bullets(_version(here, one) for one in patterns.history(the_house(), known.id)))


def pattern_body(here: Visitor, pattern: Pattern) -> None:
    """What it says: when, what was offered, what changed, limits, first step, what to ask."""
    left, right = st.columns([3, 2], gap="large")
    with left:
        for place, words in (
            ("conditions", pattern.conditions),
            ("mechanism.offered", pattern.offered),
            ("mechanism.changed", pattern.changed),
        ):
            st.markdown(f"**{here.say(f'pattern_desk.place.{place}')}**  \n{plain(words)}")
        step = here.say(
            "pattern_desk.first_step",
            when=pattern.first_step.when,
            then=pattern.first_step.then,
            days=pattern.first_step.within_days,
            who=pattern.first_step.who,
        )
        st.markdown(f"**{here.say('desk.card.first_step')}**  \n{plain(step)}")
        st.markdown(f"**{here.say('pattern_desk.place.ask_them')}**  \n{plain(pattern.ask_them)}")
    with right:
        lines = (
            f"**{here.say(f'pattern_desk.limit.{name}')}**　{plain(getattr(pattern.limits, name))}"
            for name in LIMITS
        )
        st.warning(f"**{here.say('pattern_desk.limits')}**\n\n{bullets(lines)}")


def _evidence(here: Visitor, pattern: Pattern, cases: tuple[Case, ...]) -> None:
    st.markdown(f"**{here.say('pattern_desk.evidence')}**")
    st.markdown(evidence_lines(here, pattern, cases))


def evidence_lines(here: Visitor, pattern: Pattern, cases: tuple[Case, ...]) -> str:
    """Each case with what it says; one that is not at hand is not named, and not counted."""
    titles = {case.id: f"{case.title} · {case.place}" for case in cases}
    lines = [
        f"{here.say(f'pattern_desk.role.{one.role}')}　{plain(titles[one.case])}"
        + (f"　:gray[{plain(one.note)}]" if one.note else "")
        for role in Bearing
        for one in pattern.evidence
        if one.role is role and one.case in titles
    ]
    missing = sum(one.case not in titles for one in pattern.evidence)
    if missing:
        lines.append(f":gray[{here.say('pattern_desk.not_at_hand', n=missing)}]")
    if not any(one.role is Bearing.CONTRADICTS for one in pattern.evidence):
        lines.append(f":gray[{here.say('pattern_desk.none_contradicts')}]")
    return bullets(lines)


def _actions(here: Visitor, known: KnownPattern, cases: tuple[Case, ...]) -> None:
    house, name = the_house(), known.id
    with st.container(horizontal=True):
        st.button(
            here.say("pattern_desk.revise"),
            key=f"pattern.revise.{name}",
            type="primary",
            on_click=_revise,
            args=(here, name, cases),
        )
        st.download_button(
            here.say("pattern_desk.download"),
            pattern_text(known.text),
            file_name=f"{name}.toml",
            mime="application/toml",
            key=f"pattern.file.{name}",
            on_click="ignore",
        )
        if len(patterns.history(house, name)) > 1:
            _sure(here, "take_back", name, lambda: patterns.take_back(house, name, here.by))
        if known.retired:
            _sure(here, "bring_back", name, lambda: patterns.bring_back(house, name, here.by))
        else:
            _sure(here, "retire", name, lambda: patterns.retire(house, name, here.by))


def _sure(here: Visitor, what: str, id: str, action: Callable[[], object]) -> None:
    """An action behind a second tap, with what it does."""
    with st.popover(here.say(f"pattern_desk.{what}")):
        st.markdown(here.say(f"pattern_desk.{what}.sure"))
        st.button(
            here.say("pattern_desk.yes"),
            key=f"pattern.{what}.{id}",
            on_click=attempt,
            args=(here, PLACE, action, here.say(f"pattern_desk.{what}.done")),
        )


def _revise(here: Visitor, id: str, cases: tuple[Case, ...]) -> None:
    attempt(here, PLACE, lambda: go("draft", pattern_drafts.revise(the_house(), id, cases, here.by)))


def _version(here: Visitor, one: PatternVersion) -> str:
    number = here.say("pattern_desk.version", number=one.text.version)
    if one.saved is None:
        return f"{number}　:gray[{here.say('pattern_desk.from_file')}]"
    told = f"{on_their_clock(one.saved.at):%Y-%m-%d %H:%M} · {here.say(f'pattern_desk.who.{_who(one)}')}"
    if one.saved.retired:
        told += f" · {here.say('pattern_desk.put_away')}"
    if one.saved.note:
        told += f" · {plain(one.saved.note)}"
    return f"{number}　:gray[{told}]"


def _who(one: PatternVersion) -> str:
    return "organiser" if one.saved is not None and one.saved.by == "organiser" else "facilitator"
