"""One version of a rubric to read: what it asks, where each sentence comes from, and the rule from levels to a stage."""

from __future__ import annotations

from functools import lru_cache

import streamlit as st

from workshop.assessment.rubric import STAGES, Dimension, Rubric
from workshop.assessment.rubric_changes import changes
from workshop.assessment.rubric_text import rubric_text
from workshop.desk.house import the_house
from workshop.desk.parts.plain import bullets, paragraphs, plain
from workshop.desk.parts.refusal import attempt
from workshop.desk.parts.rubric_diff import diff
from workshop.desk.parts.rubric_place import PLACE, go
from workshop.desk.parts.rubric_preview import preview
from workshop.desk.parts.rubric_words import (
    badges,
    dimension_words,
    origin_words,
    source_words,
)
from workshop.desk.parts.visitor import Visitor
from workshop.room import rubric_drafts, rubrics
from workshop.room.house import House
from workshop.room.rubrics import Known

VIEWS = ("dimensions", "rule", "preview", "changes")


@lru_cache(maxsize=32)  # a version never changes
def _file(house: House, key: str) -> str:
    return rubric_text(rubrics.rubric_of(house, key))


def rubric_view(here: Visitor, known: Known) -> None:
    """Head, buttons, and one part at a time."""
    rubric = known.rubric
    st.button(here.say("rubrics.back"), key="rubric.back", type="tertiary", on_click=go, args=("list",))
    st.subheader(
        f"{plain(rubric.title.of(here.language))} · {here.say('rubrics.version', n=rubric.version)}",
        anchor=False,
    )
    st.caption(f"{plain(rubric.key)} · {origin_words(here, known)}")
    if known.saved is not None:
        st.markdown(f"**{here.say('rubrics.note')}**　{plain(known.saved.note)}")
    if known.retired:
        st.badge(here.say("rubrics.retired"), color="gray")
    _buttons(here, known)
    base = known.saved.base if known.saved else ""
    view = st.segmented_control(
        here.say("rubrics.view"),
        [one for one in VIEWS if one != "changes" or base],
        default="dimensions",
        required=True,
        format_func=lambda one: here.say(f"rubrics.view.{one}"),
        key=f"rubric.view.{rubric.key}",
        label_visibility="collapsed",
    )
    match view:
        case "rule":
            rule(here, rubric)
        case "preview":
            preview(here, rubric, rubric.key)
        case "changes":
            before = rubrics.rubric_of(the_house(), base)
            diff(here, before, rubric, changes(before, rubric))
        case _:
            _dimensions(here, rubric)


def _buttons(here: Visitor, known: Known) -> None:
    key = known.key
    with st.container(horizontal=True):
        if here.right is not None and here.right.organiser:
            st.button(
                here.say("rubrics.copy"),
                key=f"rubric.copy.{key}",
                type="primary",
                on_click=_copy,
                args=(here, key),
            )
        st.download_button(
            here.say("rubrics.download"),
            _file(the_house(), key),
            file_name=str(rubrics.file_of(key)),
            mime="application/toml",
            key=f"rubric.download.{key}",
            on_click="ignore",
        )
        if here.right is not None and here.right.organiser:
            act, done = ("bring_back", rubrics.bring_back) if known.retired else ("retire", rubrics.retire)
            st.button(
                here.say(f"rubrics.{act}"),
                key=f"rubric.{act}.{key}",
                type="tertiary",
                help=here.say("rubrics.retire_help"),
                on_click=attempt,
                args=(
                    here,
                    PLACE,
                    lambda: done(the_house(), key, here.by),
                    here.say(f"rubrics.{act}.done", rubric=key),
                ),
            )


def _copy(here: Visitor, key: str) -> None:
    attempt(here, PLACE, lambda: go("draft", rubric_drafts.begin(the_house(), key, here.by)))


def _dimensions(here: Visitor, rubric: Rubric) -> None:
    st.caption(here.say("rubrics.dimensions.help"))
    for dimension in rubric.dimensions:
        with st.container(border=True, gap="small"):
            st.markdown(_dimension(here, rubric, dimension))
            with st.popover(here.say("rubrics.sources"), type="tertiary"):
                st.markdown(_sources(here, rubric, dimension))


def _dimension(here: Visitor, rubric: Rubric, dimension: Dimension) -> str:
    """Everything about a dimension as one text: forty widgets would be forty times the work."""
    marks = [f":gray-badge[{here.say(f'rubrics.axis.{dimension.axis}')}]"]
    marks += [
        f":violet-badge[{here.say('rubrics.gate', stage=stage, level=gate[dimension.id])}]"
        for stage, gate in rubric.gates.items()
        if dimension.id in gate
    ]
    lines = [
        f"**{plain(dimension_words(here, rubric, dimension.id))}** {' '.join(marks)}  \n"
        f":gray[{plain(dimension.question.of(here.language))}]"
    ]
    lines += [
        f"**{anchor.level}**　{plain(anchor.text.of(here.language))} {badges(here, anchor)}"
        for anchor in dimension.anchors
    ]
    return "\n\n".join(lines)


def _sources(here: Visitor, rubric: Rubric, dimension: Dimension) -> str:
    parts = []
    for anchor in dimension.anchors:
        parts.append(f"**{here.say('desk.level', level=anchor.level)}**")
        parts.append(bullets(source_words(here, rubric, tag) for tag in anchor.provenance))
    return "\n\n".join(parts)


def rule(here: Visitor, rubric: Rubric) -> None:
    """Stage names, gates and share, the method in words, and its limits."""
    st.markdown(f"**{here.say('rubrics.stages')}**")
    lines = []
    for stage in STAGES:
        badge = (
            f" :orange-badge[{here.say('desk.hypothesis.badge')}]"
            if stage in rubric.hypothesis_stages
            else ""
        )
        name = rubric.stages[stage].of(here.language) if stage in rubric.stages else ""
        gate = here.say("rubrics.and").join(
            here.say("rubrics.at_least", name=plain(dimension_words(here, rubric, one)), level=level)
            for one, level in rubric.gates.get(stage, {}).items()
        )
        lines.append(
            f"**{stage}　{plain(name)}**{badge}"
            + (f"  \n  {here.say('rubrics.needs')}{gate}" if gate else "")
        )
    st.markdown(bullets(lines))
    st.markdown(here.say("rubrics.share_said", percent=f"{rubric.share * 100:.0f}"))
    if rubric.hypothesis:
        st.caption(here.say("desk.hypothesis.explained"))
    st.markdown(f"**{here.say('rubrics.place.method')}**")
    st.markdown(paragraphs(rubric.method.of(here.language)))
    st.markdown(f"**{here.say('rubrics.place.limits')}**")
    st.markdown(paragraphs(rubric.limits.of(here.language)))
