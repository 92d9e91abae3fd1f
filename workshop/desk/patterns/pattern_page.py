"""One pattern: what to do and why, its limits, supporting and contradicting cases, and its versions."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from workshop.desk.patterns.pattern_list import PLACE, about, go, stage_badges, standing_view
from workshop.desk.ui.actions import attempt
from workshop.desk.ui.context import app_context
from workshop.desk.ui.escape import bullets, escape
from workshop.desk.ui.visitor import Visitor, on_their_clock
from workshop.learning.patterns.patternbase import pattern_text
from workshop.model.case import Case
from workshop.model.pattern import Bearing, Pattern
from workshop.services.community.loop import of_pattern
from workshop.services.community.loop_text import reached_text
from workshop.services.learn import pattern_drafts, patterns
from workshop.services.learn.patterns import KnownPattern, PatternVersion

LIMITS = ("people", "action", "surroundings", "handover")


def page_view(visitor: Visitor, known: KnownPattern, cases: tuple[Case, ...]) -> None:
    """Top to bottom: standing, text, cases, versions."""
    st.button(
        visitor.say("pattern_desk.back"), key="pattern.back", type="tertiary", on_click=go, args=("list",)
    )
    pattern = known.text.in_language(visitor.language)
    st.subheader(escape(pattern.name), anchor=False)
    st.caption(about(visitor, pattern.obstacle, pattern.moves))
    stage_badges(visitor, pattern.stages)
    if known.retired:
        st.warning(visitor.say("pattern_desk.is_retired"))
    with st.container(border=True):
        standing_view(visitor, known.standing, pattern.name)
        reached = of_pattern(app_context(), known, {case.id: case for case in cases})
        st.caption(escape(reached_text(reached, "pattern", visitor.language)), help=visitor.say("loop.what"))
    pattern_body(visitor, pattern)
    _evidence(visitor, pattern, cases)
    reviewed = (
        visitor.say("pattern_desk.reviewed", day=pattern.reviewed.isoformat())
        if pattern.reviewed
        else visitor.say("pattern_desk.not_reviewed")
    )
    st.caption(f"{visitor.say('pattern_desk.by', name=escape(pattern.author))} · {reviewed}")
    _actions(visitor, known, cases)
    with st.expander(visitor.say("pattern_desk.versions")):
        st.markdown(bullets(_version(visitor, one) for one in patterns.history(app_context(), known.id)))


def pattern_body(visitor: Visitor, pattern: Pattern) -> None:
    """The text: when, what was offered, what changed, limits, first step, what to ask."""
    left, right = st.columns([3, 2], gap="large")
    with left:
        for place, words in (
            ("conditions", pattern.conditions),
            ("mechanism.offered", pattern.offered),
            ("mechanism.changed", pattern.changed),
        ):
            st.markdown(f"**{visitor.say(f'pattern_desk.place.{place}')}**  \n{escape(words)}")
        step = visitor.say(
            "pattern_desk.first_step",
            when=pattern.first_step.when,
            then=pattern.first_step.then,
            days=pattern.first_step.within_days,
            who=pattern.first_step.who,
        )
        st.markdown(f"**{visitor.say('desk.card.first_step')}**  \n{escape(step)}")
        st.markdown(f"**{visitor.say('pattern_desk.place.ask_them')}**  \n{escape(pattern.ask_them)}")
    with right:
        lines = (
            f"**{visitor.say(f'pattern_desk.limit.{name}')}**　{escape(getattr(pattern.limits, name))}"
            for name in LIMITS
        )
        st.warning(f"**{visitor.say('pattern_desk.limits')}**\n\n{bullets(lines)}")


def _evidence(visitor: Visitor, pattern: Pattern, cases: tuple[Case, ...]) -> None:
    st.markdown(f"**{visitor.say('pattern_desk.evidence')}**")
    st.markdown(evidence_lines(visitor, pattern, cases))


def evidence_lines(visitor: Visitor, pattern: Pattern, cases: tuple[Case, ...]) -> str:
    """Each case with what it shows; an unavailable one is neither named nor counted."""
    titles = {case.id: f"{case.title} · {case.place}" for case in cases}
    lines = [
        f"{visitor.say(f'pattern_desk.role.{one.role}')}　{escape(titles[one.case])}"
        + (f"　:gray[{escape(one.note)}]" if one.note else "")
        for role in Bearing
        for one in pattern.evidence
        if one.role is role and one.case in titles
    ]
    missing = sum(one.case not in titles for one in pattern.evidence)
    if missing:
        lines.append(f":gray[{visitor.say('pattern_desk.not_at_hand', n=missing)}]")
    if not any(one.role is Bearing.CONTRADICTS for one in pattern.evidence):
        lines.append(f":gray[{visitor.say('pattern_desk.none_contradicts')}]")
    return bullets(lines)


def _actions(visitor: Visitor, known: KnownPattern, cases: tuple[Case, ...]) -> None:
    context, name = app_context(), known.id
    with st.container(horizontal=True):
        st.button(
            visitor.say("pattern_desk.revise"),
            key=f"pattern.revise.{name}",
            type="primary",
            on_click=_revise,
            args=(visitor, name, cases),
        )
        st.download_button(
            visitor.say("pattern_desk.download"),
            pattern_text(known.text),
            file_name=f"{name}.toml",
            mime="application/toml",
            key=f"pattern.file.{name}",
            on_click="ignore",
        )
        if len(patterns.history(context, name)) > 1:
            _sure(visitor, "take_back", name, lambda: patterns.take_back(context, name, visitor.by))
        if known.retired:
            _sure(visitor, "bring_back", name, lambda: patterns.bring_back(context, name, visitor.by))
        else:
            _sure(visitor, "retire", name, lambda: patterns.retire(context, name, visitor.by))


def _sure(visitor: Visitor, what: str, id: str, action: Callable[[], object]) -> None:
    """An action with a confirmation that explains it."""
    with st.popover(visitor.say(f"pattern_desk.{what}")):
        st.markdown(visitor.say(f"pattern_desk.{what}.sure"))
        st.button(
            visitor.say("pattern_desk.yes"),
            key=f"pattern.{what}.{id}",
            on_click=attempt,
            args=(visitor, PLACE, action, visitor.say(f"pattern_desk.{what}.done")),
        )


def _revise(visitor: Visitor, id: str, cases: tuple[Case, ...]) -> None:
    attempt(visitor, PLACE, lambda: go("draft", pattern_drafts.revise(app_context(), id, cases, visitor.by)))


def _version(visitor: Visitor, pattern_version: PatternVersion) -> str:
    number = visitor.say("pattern_desk.version", number=pattern_version.text.version)
    if pattern_version.saved is None:
        return f"{number}　:gray[{visitor.say('pattern_desk.from_file')}]"
    line = f"{on_their_clock(pattern_version.saved.at):%Y-%m-%d %H:%M} · {visitor.say(f'pattern_desk.who.{_who(pattern_version)}')}"
    if pattern_version.saved.retired:
        line += f" · {visitor.say('pattern_desk.put_away')}"
    if pattern_version.saved.note:
        line += f" · {escape(pattern_version.saved.note)}"
    return f"{number}　:gray[{line}]"


def _who(pattern_version: PatternVersion) -> str:
    return (
        "organiser"
        if pattern_version.saved is not None and pattern_version.saved.by == "organiser"
        else "facilitator"
    )
