"""One version of a rubric to read: what it asks, where each sentence comes from, and the rule from levels to a stage.

What differs between a rubric and the version it came from: old and new, with the changed words marked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache

import streamlit as st

from workshop.assessment.rubric.rubric import STAGES, Dimension, Rubric
from workshop.assessment.rubric.rubric_editing import Change, changes
from workshop.assessment.rubric.rubric_text import rubric_text
from workshop.desk.rubrics.rubric_place import PLACE, go
from workshop.desk.rubrics.rubric_preview import preview
from workshop.desk.ui.actions import attempt
from workshop.desk.ui.context import the_house
from workshop.desk.ui.escape import bullets, paragraphs, plain
from workshop.desk.ui.rubric_text import (
    Place,
    badges,
    dimension_words,
    origin_words,
    place_words,
    source_words,
)
from workshop.desk.ui.visitor import Visitor
from workshop.services.app.context import House
from workshop.services.camp import rubrics
from workshop.services.camp.rubrics import Known
from workshop.services.position import rubric_drafts

SHOWN = 60
# Chinese is compared sign by sign, other writing word by word.
_PIECES = re.compile(r"[A-Za-z0-9'’]+|\s+|.", re.DOTALL)
LONG = 1500  # pieces beyond which a text is shown whole instead of compared


def diff(here: Visitor, before: Rubric, after: Rubric, found: Sequence[Change]) -> None:
    """Every change under what it belongs to."""
    if not found:
        st.info(here.say("rubrics.diff.none", rubric=before.key))
        return
    st.caption(here.say("rubrics.diff.count", n=len(found), rubric=before.key))
    groups: dict[Place, list[Change]] = {}
    for change in found[:SHOWN]:
        groups.setdefault(_group(change.place), []).append(change)
    for group, inside in groups.items():
        with st.container(border=True, gap="small"):
            _told(here, before, after, group, inside)
    if len(found) > SHOWN:
        st.caption(here.say("desk.import.more", n=len(found) - SHOWN))


def _group(place: Place) -> Place:
    return place[:2] if place[0] == "dimensions" else place[:1]


def _told(here: Visitor, before: Rubric, after: Rubric, group: Place, inside: list[Change]) -> None:
    if group[0] == "dimensions":
        there = [any(one.id == group[1] for one in rubric.dimensions) for rubric in (before, after)]
        if there != [True, True]:
            key = "rubrics.diff.added" if there[1] else "rubrics.diff.removed"
            name = dimension_words(here, after if there[1] else before, group[1])
            st.markdown(f"**{here.say(key, name=plain(name))}**")
            return
        st.markdown(f"**{plain(dimension_words(here, after, group[1]))}**")
    lines = []
    for change in inside:
        short = place_words(here, after, change.place)
        if group[0] == "dimensions":
            short = short.split(" · ", 1)[-1]
        lines.append(f":gray[{plain(short)}]  \n{marked(change.before or '', change.after or '')}")
    st.markdown("\n\n".join(lines))


def marked(before: str, after: str) -> str:
    """Both texts in one line: what is gone struck through, what is new in bold.

    >>> marked("good a", "good b")
    'good :red[~~a~~]:green-background[**b**]'
    """
    old, new = _PIECES.findall(before), _PIECES.findall(after)
    if len(old) + len(new) > LONG:
        return f"{_gone(before)}  \n{_new(after)}"
    parts = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            parts.append(_kept("".join(old[a:b])))
        else:
            parts += [_gone("".join(old[a:b])), _new("".join(new[c:d]))]
    return "".join(parts)


def _kept(text: str) -> str:
    left, core, right = _edges(text)
    return f"{left}{plain(core)}{right}"


def _gone(text: str) -> str:
    left, core, right = _edges(text)
    return f"{left}:red[~~{plain(core)}~~]{right}" if core else ""


def _new(text: str) -> str:
    left, core, right = _edges(text)
    return f"{left}:green-background[**{plain(core)}**]{right}" if core else left


def _edges(text: str) -> tuple[str, str, str]:
    """White space at the ends apart: Markdown marks nothing that ends in a blank."""
    core = text.strip()
    if not core:
        return (" " if text else "", "", "")
    return (" " if text[0].isspace() else "", core, " " if text[-1].isspace() else "")


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
